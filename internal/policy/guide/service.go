package guide

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/platform/events"
	"github.com/yikou/yikou/internal/platform/paper"
	"github.com/yikou/yikou/internal/policy"
	"github.com/yikou/yikou/internal/policy/definition"
	"github.com/yikou/yikou/internal/policy/listing"
	"github.com/yikou/yikou/internal/policy/storage"
	"github.com/yikou/yikou/internal/standard/civil"
)

// Deps is what the package needs.
type Deps struct {
	DB        *db.DB
	Clock     clock.Clock
	Audit     *audit.Log
	Bus       *events.Bus
	Random    io.Reader
	Catalogue Catalogue
	Divisions Divisions
	Press     *paper.Press
	// Place is whose instance this is, as 霁川市望渚区; it may be empty.
	Place string
	// PublicURL is where browsers reach this instance, without a slash at its end;
	// empty when nobody said so.
	PublicURL string
}

// Service holds the use cases of guides. It is safe for concurrent use.
type Service struct {
	Deps
	shelf *listing.Shelf[*stock]
}

// New returns the service.
func New(d Deps) *Service {
	s := &Service{Deps: d}
	s.shelf = listing.NewShelf(d.Clock, storage.New(d.DB).Revision, s.fill)
	return s
}

// Shown is a guide with what it shows now.
type Shown struct {
	*Guide
	// Whom says in words whom it is for.
	Whom string
	// Today is the day of this view.
	Today    civil.Date
	Measures []policy.Found
	// Missing are pinned measures that are not public now.
	Missing []string
	Prints  []*Print
	Can     []string
}

// Item is a guide in the list at the desk.
type Item struct {
	*Guide
	Whom  string
	Count int
	// Scans of the last 30 days.
	Scans int64
	Can   []string
}

// List returns the guides whose title, place, theme or code holds the text.
func (s *Service) List(ctx context.Context, text string, state State, page kernel.Page) (kernel.Rows[Item], error) {
	out := kernel.Rows[Item]{Items: []Item{}}
	if _, err := authz.Require(ctx, policy.PermRead); err != nil {
		return out, err
	}
	found, err := s.list(ctx, text, state, page)
	if err != nil {
		return out, err
	}
	scans, err := s.scanned(ctx, s.today().AddDays(-29))
	if err != nil {
		return out, err
	}
	out.Total, out.Next = found.Total, found.Next
	for _, g := range found.Items {
		shown, err := s.show(ctx, g)
		if err != nil {
			return out, err
		}
		out.Items = append(out.Items, Item{Guide: g, Whom: shown.Whom, Count: len(shown.Measures), Scans: scans[g.Code], Can: can(ctx, g)})
	}
	return out, nil
}

// Get returns a guide with its measures and prints. It fails with ErrNotFound.
func (s *Service) Get(ctx context.Context, code string) (*Shown, error) {
	if _, err := authz.Require(ctx, policy.PermRead); err != nil {
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
	if shown.Prints, err = s.prints(ctx, g.Code); err != nil {
		return nil, err
	}
	shown.Can = can(ctx, g)
	return shown, nil
}

// can lists what the caller may do with a guide in its state.
func can(ctx context.Context, g *Guide) []string {
	actions := []authz.Action{{Name: "edit", Needs: PermEdit}, {Name: "close", Needs: PermEdit}, {Name: "print", Needs: PermEdit}}
	if g.State == Closed {
		actions = []authz.Action{{Name: "edit", Needs: PermEdit}, {Name: "open", Needs: PermEdit}}
	}
	return authz.Allowed(ctx, nil, actions...)
}

// show says what a guide shows now. It must not be called within a transaction.
func (s *Service) show(ctx context.Context, g *Guide) (*Shown, error) {
	now, _, err := s.shelf.Get(ctx)
	if err != nil {
		return nil, err
	}
	chosen, err := now.of(ctx, s.Catalogue, g)
	if err != nil {
		return nil, err
	}
	return &Shown{Guide: g, Whom: g.whom(now.places.Name(g.Division)), Today: now.day, Measures: slices.Clone(chosen.measures), Missing: chosen.missing}, nil
}

func contents(measures []policy.Found) []Printed {
	out := make([]Printed, len(measures))
	for i, m := range measures {
		out[i] = Printed{ID: m.ID, Version: m.Version}
	}
	return out
}

// Create makes a guide with a code of its own.
func (s *Service) Create(ctx context.Context, f Form) (*Shown, error) {
	if _, err := authz.Require(ctx, PermEdit); err != nil {
		return nil, err
	}
	if err := f.clean(); err != nil {
		return nil, err
	}
	for range mostDraws {
		random := make([]byte, codeLength)
		if _, err := io.ReadFull(s.Random, random); err != nil {
			return nil, fmt.Errorf("draw code: %w", err)
		}
		g, err := s.create(ctx, codeOf(random), f)
		if key, taken := db.UniqueViolation(err); taken && key == "policy_guide_pkey" {
			continue
		}
		if err != nil {
			return nil, err
		}
		return s.Get(ctx, g.Code)
	}
	return nil, errors.New("every code that was drawn is taken")
}

// mostDraws is how often a code is drawn: of 31^6 codes even a million taken ones
// leave one in a thousand draws in vain.
const mostDraws = 20

func (s *Service) create(ctx context.Context, code string, f Form) (*Guide, error) {
	g := &Guide{Code: code, Form: f, State: Open, Version: 1, Edition: 1}
	return g, s.DB.InTx(ctx, func(ctx context.Context) error {
		if err := s.stamp(ctx, g); err != nil {
			return err
		}
		if err := s.insert(ctx, g); err != nil {
			return err
		}
		return s.happened(ctx, g, "policy.guide_created")
	})
}

// stamp says who changes a guide when.
func (s *Service) stamp(ctx context.Context, g *Guide) error {
	g.ChangedAt, g.ChangedBy = s.Clock.Now(), authz.From(ctx).Name
	if g.Division == "" {
		return nil
	}
	names, err := s.Divisions.DivisionNames(ctx)
	if err != nil {
		return err
	}
	if names.Name(g.Division) == "" {
		return ErrForm.With(errs.Field{Path: "body.division", Msg: "没有这个区划。"})
	}
	return nil
}

// happened records a change of a guide and tells of it.
func (s *Service) happened(ctx context.Context, g *Guide, action string) error {
	err := s.Audit.Record(ctx, audit.Entry{Action: action, ObjectKind: "policy_guide", Object: g.Code, Detail: map[string]any{"version": g.Version, "measures": g.Pinned}})
	if err != nil {
		return err
	}
	return s.Bus.Publish(ctx, EventChanged, changedEvent{Guide: g.Code, Version: g.Version})
}

// Save changes a guide as it was at version.
func (s *Service) Save(ctx context.Context, code string, version int64, f Form) (*Shown, error) {
	if _, err := authz.Require(ctx, PermEdit); err != nil {
		return nil, err
	}
	if err := f.clean(); err != nil {
		return nil, err
	}
	return s.change(ctx, code, version, "policy.guide_changed", func(g *Guide) error {
		g.rewrite(f)
		return nil
	})
}

// Become closes a guide or opens it again.
func (s *Service) Become(ctx context.Context, code string, version int64, next State) (*Shown, error) {
	if _, err := authz.Require(ctx, PermEdit); err != nil {
		return nil, err
	}
	action := "policy.guide_closed"
	if next == Open {
		action = "policy.guide_opened"
	}
	return s.change(ctx, code, version, action, func(g *Guide) (err error) {
		g.State, err = g.State.Become(next)
		return err
	})
}

func (s *Service) change(ctx context.Context, code string, version int64, action string, apply func(*Guide) error) (*Shown, error) {
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		g, err := s.load(ctx, code)
		if err != nil {
			return err
		}
		if g.Version != version {
			return ErrStale
		}
		if err := apply(g); err != nil {
			return err
		}
		g.Version++
		if err := s.stamp(ctx, g); err != nil {
			return err
		}
		if err := s.update(ctx, g); err != nil {
			return err
		}
		return s.happened(ctx, g, action)
	})
	if err != nil {
		return nil, err
	}
	return s.Get(ctx, code)
}

func (s *Service) today() civil.Date { return civil.Of(s.Clock.Now().In(civil.Beijing)) }

// given is a guide as Import reads it.
type given struct {
	Code     string   `json:"code"`
	Title    string   `json:"title"`
	Theme    string   `json:"theme"`
	Place    string   `json:"place"`
	Division string   `json:"division"`
	Industry string   `json:"industry"`
	Size     string   `json:"size_class"`
	ByFilter bool     `json:"by_filter"`
	Kind     string   `json:"kind"`
	Search   string   `json:"search"`
	Pinned   []string `json:"pinned"`
}

// Import makes the guides of a JSON list with the codes that they have there; one
// whose code is taken is left as it is. It is for a city that is set up.
func (s *Service) Import(ctx context.Context, list []byte) error {
	if _, err := authz.Require(ctx, PermEdit); err != nil {
		return err
	}
	var all []given
	if err := json.Unmarshal(list, &all); err != nil {
		return ErrForm.Because(err)
	}
	for _, one := range all {
		code, ok := readCode(one.Code)
		if !ok {
			return ErrForm.With(errs.Field{Path: "code", Msg: "编号“" + one.Code + "”不能用。"})
		}
		if _, err := s.load(ctx, code); !errors.Is(err, ErrNotFound) {
			if err != nil {
				return err
			}
			continue
		}
		f := Form{
			Title: one.Title, Audience: Audience{Theme: one.Theme, Place: one.Place, Division: one.Division, Industry: one.Industry, Size: one.Size},
			ByFilter: one.ByFilter, Kind: definition.Kind(one.Kind), Search: one.Search, Pinned: one.Pinned,
		}
		if err := f.clean(); err != nil {
			return err
		}
		if _, err := s.create(ctx, code, f); err != nil {
			return err
		}
	}
	return nil
}
