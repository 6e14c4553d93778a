package guide

import (
	"context"

	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/policy"
	"github.com/yikou/yikou/internal/standard/civil"
)

// Opened is a guide as its reader sees it.
type Opened struct {
	*Shown
	// Print is the paper that was scanned, nil for none; Changes is how what is
	// shown differs from it.
	Print   *Print
	Changes Changes
	// Fresh are the measures that were not on the paper, or otherwise.
	Fresh map[string]bool
}

// Open returns a guide for everybody. Number is the print that the code named, 0
// for none. A closed guide shows no measures. It fails with ErrNotFound.
func (s *Service) Open(ctx context.Context, code string, number int64) (*Opened, error) {
	g, err := s.load(ctx, code)
	if err != nil {
		return nil, err
	}
	shown, err := s.show(ctx, g)
	if err != nil {
		return nil, err
	}
	o := &Opened{Shown: shown, Fresh: map[string]bool{}}
	if g.State == Closed {
		shown.Measures = nil
	}
	if number == 0 {
		return o, nil
	}
	if o.Print, err = s.print(ctx, g.Code, number); err != nil || o.Print == nil {
		return o, err
	}
	o.Changes = g.since(o.Print, contents(shown.Measures))
	was := map[Printed]bool{}
	for _, m := range o.Print.Contents {
		was[m] = true
	}
	for _, m := range contents(shown.Measures) {
		o.Fresh[m.ID] = !was[m]
	}
	return o, nil
}

// Count counts one opening of a guide today. Number is the print that the code
// named; one that there is not counts as none.
func (s *Service) Count(ctx context.Context, code string, number int64) error {
	g, err := s.load(ctx, code)
	if err != nil {
		return err
	}
	if number > 0 {
		p, err := s.print(ctx, g.Code, number)
		if err != nil {
			return err
		}
		if p == nil {
			number = 0
		}
	}
	return s.DB.InTx(ctx, func(ctx context.Context) error { return s.count(ctx, g.Code, max(0, number), s.today()) })
}

// Scanned returns the openings of a guide over the last days, today among them.
func (s *Service) Scanned(ctx context.Context, code string, days int) ([]Scans, civil.Date, error) {
	from := s.today().AddDays(1 - days)
	if _, err := authz.Require(ctx, policy.PermRead); err != nil {
		return nil, from, err
	}
	g, err := s.load(ctx, code)
	if err != nil {
		return nil, from, err
	}
	found, err := s.scans(ctx, g.Code, from)
	return found, from, err
}

// Print gives a guide a new print with a number of its own. It fails with
// ErrClosed, ErrEmpty and ErrStale.
func (s *Service) Print(ctx context.Context, code string) (*Print, error) {
	if _, err := authz.Require(ctx, PermEdit); err != nil {
		return nil, err
	}
	g, err := s.load(ctx, code)
	if err != nil {
		return nil, err
	}
	shown, err := s.show(ctx, g)
	if err != nil {
		return nil, err
	}
	p := &Print{Edition: g.Edition, Contents: contents(shown.Measures), At: s.Clock.Now(), By: authz.From(ctx).Name}
	return p, s.DB.InTx(ctx, func(ctx context.Context) error {
		// The row is written first: whoever prints the same guide now waits for the
		// next number.
		if p.Number, err = s.nextPrint(ctx, g.Code); err != nil {
			return err
		}
		now, err := s.load(ctx, g.Code)
		switch {
		case err != nil:
			return err
		case now.State == Closed:
			return ErrClosed
		case now.Edition != g.Edition:
			return ErrStale
		case len(p.Contents) == 0:
			return ErrEmpty
		}
		if err := s.insertPrint(ctx, g.Code, p); err != nil {
			return err
		}
		if err := s.Audit.Record(ctx, audit.Entry{Action: "policy.guide_printed", ObjectKind: "policy_guide", Object: g.Code, Detail: map[string]any{"print": p.Number, "measures": len(p.Contents)}}); err != nil {
			return err
		}
		return s.Bus.Publish(ctx, EventPrinted, printedEvent{Guide: g.Code, Number: p.Number})
	})
}

// ToPrint returns a guide and the print whose file is asked for. It fails with
// ErrOutdated when the guide shows something else by now.
func (s *Service) ToPrint(ctx context.Context, code string, number int64) (*Opened, error) {
	if _, err := authz.Require(ctx, PermEdit); err != nil {
		return nil, err
	}
	o, err := s.Open(ctx, code, number)
	switch {
	case err != nil:
		return nil, err
	case o.Print == nil:
		return nil, ErrNotFound
	case o.State == Closed || o.Changes.Any():
		return nil, ErrOutdated
	}
	return o, nil
}
