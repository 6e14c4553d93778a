package listing

import (
	"context"
	"sync"
	"time"

	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/standard/civil"
)

// Moment tells one state of the public measures from another: the revision of the
// catalogue and the day, with which measures begin and end.
type Moment struct {
	Revision int64
	Day      civil.Date
}

// longest is how long something is kept though no measure has changed: the names
// of places, facts and departments that it was worded with may have. A guess.
const longest = 5 * time.Minute

// Shelf keeps what was made of the public measures until they change, because
// anybody may ask for it as often as he likes. It is safe for concurrent use.
type Shelf[T any] struct {
	clock    clock.Clock
	revision func(context.Context) (int64, error)
	make     func(context.Context) (T, error)
	// making lets one make it while the others wait.
	making chan struct{}

	mu   sync.Mutex
	made *kept[T]
}

type kept[T any] struct {
	value T
	Moment
	at time.Time
}

// NewShelf returns a shelf for what is made by fn. Revision is that of the
// catalogue.
func NewShelf[T any](c clock.Clock, revision func(context.Context) (int64, error), fn func(context.Context) (T, error)) *Shelf[T] {
	return &Shelf[T]{clock: c, revision: revision, make: fn, making: make(chan struct{}, 1)}
}

// Moment returns which state of the measures counts now.
func (s *Shelf[T]) Moment(ctx context.Context) (Moment, error) {
	revision, err := s.revision(ctx)
	return Moment{Revision: revision, Day: civil.Of(s.clock.Now().In(civil.Beijing))}, err
}

// Get returns what is kept, made anew where the measures have changed since, and
// the moment for which it was asked. It must not be called within a transaction:
// whoever waits in one keeps its connection from whoever makes.
func (s *Shelf[T]) Get(ctx context.Context) (T, Moment, error) {
	var none T
	moment, err := s.Moment(ctx)
	if err != nil {
		return none, moment, err
	}
	if k := s.fresh(moment); k != nil {
		return k.value, moment, nil
	}
	select {
	case s.making <- struct{}{}:
		defer func() { <-s.making }()
	case <-ctx.Done():
		return none, moment, ctx.Err()
	}
	if moment, err = s.Moment(ctx); err != nil {
		return none, moment, err
	}
	if k := s.fresh(moment); k != nil {
		return k.value, moment, nil
	}
	k := &kept[T]{Moment: moment, at: s.clock.Now()}
	if k.value, err = s.make(ctx); err != nil {
		return none, moment, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.made = k
	return k.value, moment, nil
}

func (s *Shelf[T]) fresh(m Moment) *kept[T] {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.made == nil || s.made.Moment != m || s.clock.Now().Sub(s.made.at) >= longest {
		return nil
	}
	return s.made
}
