package opendata

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"time"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/policy"
	"github.com/yikou/yikou/internal/policy/listing"
	"github.com/yikou/yikou/internal/policy/storage"
)

// Deps is what the package needs.
type Deps struct {
	DB        *db.DB
	Clock     clock.Clock
	Catalogue Catalogue
	Words     Words
	// Place is whose instance this is; it may be empty.
	Place string
	// PublicURL is where browsers reach this instance, without a slash at its end;
	// empty when nobody said so.
	PublicURL string
}

// Service gives the public measures away. It is safe for concurrent use.
type Service struct {
	Deps
	views *listing.Shelf[view]
}

// New returns the service.
func New(d Deps) *Service {
	s := &Service{Deps: d}
	s.views = listing.NewShelf(d.Clock, storage.New(d.DB).Revision, s.note)
	return s
}

// view is what is said of every public measure, by id.
type view map[string]*Measure

// Item is a measure that changed: as it is now, or gone.
type Item struct {
	ID string
	// Measure is nil for one that is no longer public.
	Measure *Measure
	Changed time.Time
}

// Page is a page of the data at a revision.
type Page struct {
	Revision int64
	kernel.Rows[Item]
}

// Changed returns what changed after a revision, with 0 every public measure. What
// changes while somebody pages comes at the end, or after the revision of the first
// page the next time.
func (s *Service) Changed(ctx context.Context, since int64, page kernel.Page) (Page, error) {
	// A measure that is published between the two looks would be noted as public
	// and be missing from what is said: look again.
	for range patience {
		current, moment, err := s.views.Get(ctx)
		if err != nil {
			return Page{}, err
		}
		out, err := s.page(ctx, current, since, page)
		if err != nil {
			return Page{}, err
		}
		if now, err := s.views.Moment(ctx); err != nil || now == moment {
			return out, err
		}
	}
	return Page{}, ErrBusy
}

// patience is how often the data is looked at while measures keep changing.
const patience = 5

func (s *Service) page(ctx context.Context, current view, since int64, page kernel.Page) (Page, error) {
	var out Page
	var err error
	if out.Revision, err = s.revision(ctx); err != nil {
		return out, err
	}
	found, err := s.changed(ctx, since, page)
	if err != nil {
		return out, err
	}
	out.Rows = kernel.Rows[Item]{Items: make([]Item, len(found.Items)), Total: found.Total, Next: found.Next}
	for i, g := range found.Items {
		out.Items[i] = Item{ID: g.measure, Measure: current[g.measure], Changed: g.at}
	}
	return out, nil
}

// current says every public measure, with the digests of what is said.
func (s *Service) current(ctx context.Context) (view, map[string]string, error) {
	words, err := s.Words.Words(ctx)
	if err != nil {
		return nil, nil, err
	}
	found, err := listing.All(ctx, s.Catalogue, policy.PublicFilter{})
	if err != nil {
		return nil, nil, err
	}
	current, digests := make(view, len(found)), make(map[string]string, len(found))
	for _, f := range found {
		m := measureOf(f, words)
		text, err := json.Marshal(m)
		if err != nil {
			return nil, nil, err
		}
		sum := sha256.Sum256(text)
		current[f.ID], digests[f.ID] = m, hex.EncodeToString(sum[:])
	}
	return current, digests, nil
}

// note says every public measure and keeps what has changed since somebody last
// asked, if anything, as a new revision.
func (s *Service) note(ctx context.Context) (view, error) {
	current, digests, err := s.current(ctx)
	if err != nil {
		return nil, err
	}
	known, err := s.known(ctx)
	if err != nil || len(differing(known, digests)) == 0 {
		return current, err
	}
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		if err := s.lock(ctx); err != nil {
			return err
		}
		// Read again under the lock: while this one waited, another may have noted
		// measures that are newer than what was read before it.
		if current, digests, err = s.current(ctx); err != nil {
			return err
		}
		known, err := s.known(ctx)
		if err != nil {
			return err
		}
		news := differing(known, digests)
		if len(news) == 0 {
			return nil
		}
		revision, err := s.raise(ctx)
		if err != nil {
			return err
		}
		for id, g := range news {
			g.revision = revision
			if err := s.put(ctx, id, g, s.Clock.Now()); err != nil {
				return err
			}
		}
		return nil
	})
	return current, err
}

// differing returns what is to be said anew.
func differing(known map[string]given, digests map[string]string) map[string]given {
	news := map[string]given{}
	for id, digest := range digests {
		if g, there := known[id]; !there || !g.public || g.digest != digest {
			news[id] = given{digest: digest, public: true}
		}
	}
	for id, g := range known {
		if _, there := digests[id]; g.public && !there {
			news[id] = given{digest: g.digest, public: false}
		}
	}
	return news
}
