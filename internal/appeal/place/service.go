package place

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/platform/events"
	"github.com/yikou/yikou/internal/platform/paper"
	"github.com/yikou/yikou/internal/standard/civil"
	"github.com/yikou/yikou/internal/standard/division"
)

// Deps is what the package needs.
type Deps struct {
	DB     *db.DB
	Clock  clock.Clock
	Audit  *audit.Log
	Bus    *events.Bus
	Random io.Reader
	Town   Town
	Press  *paper.Press
	// Instance is whose instance this is, as 霁川市望渚区; it may be empty.
	Instance string
	// PublicURL is where browsers reach this instance, without a slash at its end;
	// empty when nobody said so.
	PublicURL string
}

// Service holds the use cases of places. It is safe for concurrent use.
type Service struct{ Deps }

// New returns the service.
func New(d Deps) *Service { return &Service{Deps: d} }

// Shown is a place with its names.
type Shown struct {
	*Place
	DivisionName, DepartmentName string
	// Scans of the last 30 days.
	Scans int64
	Can   []string
}

// scope resolves a permission to the branch of divisions it reaches.
func scope(ctx context.Context, permission authz.Permission) (string, error) {
	scope, err := authz.Require(ctx, permission)
	if err != nil {
		return "", err
	}
	branch, some := branchOf(scope)
	if !some {
		return "", authz.ErrForbidden
	}
	return branch, nil
}

// List returns the places in the caller's scope.
func (s *Service) List(ctx context.Context, f Filter, page kernel.Page) (kernel.Rows[Shown], error) {
	out := kernel.Rows[Shown]{Items: []Shown{}}
	scope, err := authz.Require(ctx, PermRead)
	if err != nil {
		return out, err
	}
	branch, some := branchOf(scope)
	if !some {
		return out, nil
	}
	found, err := s.list(ctx, branch, f, page)
	if err != nil {
		return out, err
	}
	out.Total, out.Next = found.Total, found.Next
	out.Items, err = s.show(ctx, found.Items...)
	return out, err
}

// Get returns one place. It fails with ErrNotFound.
func (s *Service) Get(ctx context.Context, code string) (Shown, error) {
	branch, err := scope(ctx, PermRead)
	if err != nil {
		return Shown{}, err
	}
	return s.get(ctx, code, branch)
}

func (s *Service) get(ctx context.Context, code, branch string) (Shown, error) {
	p, err := s.load(ctx, code, branch)
	if err != nil {
		return Shown{}, err
	}
	all, err := s.show(ctx, p)
	if err != nil {
		return Shown{}, err
	}
	return all[0], nil
}

// show adds names, scans and what the caller may do.
func (s *Service) show(ctx context.Context, places ...*Place) ([]Shown, error) {
	var divisions, departments []string
	for _, p := range places {
		divisions = append(divisions, p.Division)
		if p.Department != "" {
			departments = append(departments, p.Department)
		}
	}
	where, err := s.Town.DivisionNames(ctx, divisions)
	if err != nil {
		return nil, err
	}
	whose, err := s.Town.DepartmentNames(ctx, departments)
	if err != nil {
		return nil, err
	}
	scans, err := s.scanned(ctx, s.today().AddDays(-29))
	if err != nil {
		return nil, err
	}
	out := make([]Shown, len(places))
	for i, p := range places {
		out[i] = Shown{Place: p, DivisionName: where[p.Division], DepartmentName: whose[p.Department], Scans: scans[p.ID], Can: can(ctx, p)}
	}
	return out, nil
}

// can lists what the caller may do with a place in its state.
func can(ctx context.Context, p *Place) []string {
	actions := []authz.Action{{Name: "edit", Needs: PermEdit}, {Name: "close", Needs: PermEdit}, {Name: "print", Needs: PermEdit}}
	if p.State == Closed {
		actions = []authz.Action{{Name: "edit", Needs: PermEdit}, {Name: "open", Needs: PermEdit}}
	}
	return authz.Allowed(ctx, func(s kernel.Scope) bool {
		branch, some := branchOf(s)
		return some && (branch == "" || division.Under(p.Division, branch))
	}, actions...)
}

// Add makes a place with a code of its own.
func (s *Service) Add(ctx context.Context, f Form) (Shown, error) {
	branch, err := scope(ctx, PermEdit)
	if err != nil {
		return Shown{}, err
	}
	if err := s.check(ctx, branch, &f); err != nil {
		return Shown{}, err
	}
	for range mostDraws {
		random := make([]byte, codeLength)
		if _, err := io.ReadFull(s.Random, random); err != nil {
			return Shown{}, fmt.Errorf("draw code: %w", err)
		}
		p, err := s.add(ctx, codeOf(random), f)
		if key, taken := db.UniqueViolation(err); taken && key == "appeal_place_code_key" {
			continue
		}
		if err != nil {
			return Shown{}, err
		}
		return s.get(ctx, p.Code, branch)
	}
	return Shown{}, errors.New("every code that was drawn is taken")
}

// mostDraws is how often a code is drawn: of 31^6 codes even a million taken ones
// leave one in a thousand draws in vain.
const mostDraws = 20

// AddAs makes a place with a code that is known already, as an office has that
// moves in with its paper. A code that is taken is left as it is.
func (s *Service) AddAs(ctx context.Context, text string, f Form) error {
	branch, err := scope(ctx, PermEdit)
	if err != nil {
		return err
	}
	code, ok := readCode(text)
	if !ok {
		return ErrForm.With(errs.Field{Path: "body.code", Msg: "编号“" + text + "”不能用。"})
	}
	if err := s.check(ctx, branch, &f); err != nil {
		return err
	}
	if _, err := s.load(ctx, code, ""); !errors.Is(err, ErrNotFound) {
		return err
	}
	_, err = s.add(ctx, code, f)
	return err
}

// check cleans a form and looks up what it names.
func (s *Service) check(ctx context.Context, branch string, f *Form) error {
	if err := f.clean(); err != nil {
		return err
	}
	where, err := s.Town.DivisionNames(ctx, []string{f.Division})
	if err != nil {
		return err
	}
	if where[f.Division] == "" || branch != "" && !division.Under(f.Division, branch) {
		return ErrForm.With(errs.Field{Path: "body.division", Msg: "没有这个区划，或不归您管。"})
	}
	if f.Department == "" {
		return nil
	}
	whose, err := s.Town.DepartmentNames(ctx, []string{f.Department})
	if err != nil {
		return err
	}
	if whose[f.Department] == "" {
		return ErrForm.With(errs.Field{Path: "body.department", Msg: "没有这个部门，或已撤销。"})
	}
	return nil
}

func (s *Service) add(ctx context.Context, code string, f Form) (*Place, error) {
	p := &Place{ID: kernel.NewID(), Code: code, Form: f, State: Open, Version: 1, ChangedAt: s.Clock.Now(), ChangedBy: authz.From(ctx).Name}
	return p, s.DB.InTx(ctx, func(ctx context.Context) error {
		if err := s.insert(ctx, p); err != nil {
			return err
		}
		return s.happened(ctx, p, "appeal.place_added")
	})
}

// happened records a change of a place and tells of it.
func (s *Service) happened(ctx context.Context, p *Place, action string) error {
	err := s.Audit.Record(ctx, audit.Entry{Action: action, ObjectKind: "appeal_place", Object: p.Code, Detail: map[string]any{"version": p.Version, "name": p.Name}})
	if err != nil {
		return err
	}
	return s.Bus.Publish(ctx, EventChanged, changedEvent{Place: p.ID, Version: p.Version})
}

// Save changes a place as it was at version.
func (s *Service) Save(ctx context.Context, code string, version int64, f Form) (Shown, error) {
	branch, err := scope(ctx, PermEdit)
	if err != nil {
		return Shown{}, err
	}
	if err := s.check(ctx, branch, &f); err != nil {
		return Shown{}, err
	}
	return s.change(ctx, code, branch, version, "appeal.place_changed", func(p *Place) error {
		p.Form = f
		return nil
	})
}

// Become closes a place or opens it again.
func (s *Service) Become(ctx context.Context, code string, version int64, next State) (Shown, error) {
	branch, err := scope(ctx, PermEdit)
	if err != nil {
		return Shown{}, err
	}
	action := "appeal.place_closed"
	if next == Open {
		action = "appeal.place_opened"
	}
	return s.change(ctx, code, branch, version, action, func(p *Place) (err error) {
		p.State, err = p.State.Become(next)
		return err
	})
}

func (s *Service) change(ctx context.Context, code, branch string, version int64, action string, apply func(*Place) error) (Shown, error) {
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		p, err := s.load(ctx, code, branch)
		if err != nil {
			return err
		}
		if p.Version != version {
			return ErrStale
		}
		if err := apply(p); err != nil {
			return err
		}
		p.Version++
		p.ChangedAt, p.ChangedBy = s.Clock.Now(), authz.From(ctx).Name
		if err := s.update(ctx, p); err != nil {
			return err
		}
		return s.happened(ctx, p, action)
	})
	if err != nil {
		return Shown{}, err
	}
	return s.get(ctx, code, branch)
}

// Open returns an open place for everybody. It fails with ErrNotFound.
func (s *Service) Open(ctx context.Context, code string) (*Place, error) {
	p, err := s.load(ctx, code, "")
	if err != nil {
		return nil, err
	}
	if p.State == Closed {
		return nil, ErrNotFound
	}
	return p, nil
}

// Count counts one opening of a place today. It fails with ErrNotFound.
func (s *Service) Count(ctx context.Context, code string) error {
	p, err := s.Open(ctx, code)
	if err != nil {
		return err
	}
	return s.DB.InTx(ctx, func(ctx context.Context) error { return s.count(ctx, p.ID, s.today()) })
}

// Scanned returns the openings of a place over the last days, today among them.
func (s *Service) Scanned(ctx context.Context, code string, days int) ([]Scans, civil.Date, error) {
	from := s.today().AddDays(1 - days)
	branch, err := scope(ctx, PermRead)
	if err != nil {
		return nil, from, err
	}
	p, err := s.load(ctx, code, branch)
	if err != nil {
		return nil, from, err
	}
	found, err := s.scans(ctx, p.ID, from)
	return found, from, err
}

func (s *Service) today() civil.Date { return civil.Of(s.Clock.Now().In(civil.Beijing)) }
