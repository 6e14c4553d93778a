package exclusion

import (
	"context"
	"errors"
	"maps"
	"slices"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/standard/civil"
)

// File is what somebody sees of the requests of a case.
type File struct {
	Case *appeal.Case
	List []*Exclusion
	// Rules are those of its month, Until the last day to ask.
	Rules Rules
	Until civil.Date
	// Can names what the caller may do now: ask, decide, withdraw.
	Can []string
	Names
}

// Names are what people and departments of requests are called.
type Names struct {
	People      map[string]string
	Departments map[string]appeal.Department
}

// names looks up who is named in requests.
func (s *Service) names(ctx context.Context, list []*Exclusion) (n Names, err error) {
	var staff []string
	for _, e := range list {
		staff = append(staff, e.AskedBy, e.DecidedBy, e.WithdrawnBy)
	}
	if n.People, err = s.People.StaffNames(ctx, staff); err != nil {
		return n, err
	}
	n.Departments, err = s.Departments.All(ctx)
	return n, err
}

// Open returns the requests of a case in the sight of the caller.
func (s *Service) Open(ctx context.Context, id string) (f *File, err error) {
	f = &File{Can: []string{}}
	if f.Case, err = s.Find(ctx, appeal.PermRead, id); err != nil {
		return nil, err
	}
	if f.List, err = s.ofCase(ctx, id); err != nil {
		return nil, err
	}
	month := Month(f.Case)
	if f.Rules, err = s.Rules(ctx, month); err != nil {
		return nil, err
	}
	f.Until = f.Rules.until(month)
	if f.Names, err = s.names(ctx, f.List); err != nil {
		return nil, err
	}
	return f, s.may(ctx, f)
}

// may fills in what the caller may do.
func (s *Service) may(ctx context.Context, f *File) error {
	e, err := s.live(ctx, f.Case.ID)
	if errors.Is(err, ErrState) {
		return s.mayAsk(ctx, f)
	}
	if err != nil {
		return err
	}
	who := authz.From(ctx)
	if e.State == Asked && authz.Can(who, PermDecide) && who.ID != e.AskedBy {
		related, err := s.related(ctx, e)
		if err != nil {
			return err
		}
		if !related {
			f.Can = append(f.Can, "decide")
		}
	}
	withdraws, err := s.mayWithdraw(ctx, e)
	if withdraws {
		f.Can = append(f.Can, "withdraw")
	}
	return err
}

func (s *Service) mayAsk(ctx context.Context, f *File) error {
	if !authz.Can(authz.From(ctx), PermAsk) || civil.Of(s.Clock.Now().In(civil.Beijing)).After(f.Until) {
		return nil
	}
	_, err := s.partOf(ctx, f.Case)
	if errors.Is(err, ErrPart) {
		return nil
	}
	f.Can = append(f.Can, "ask")
	return err
}

// Holding returns by case why some of them are left out, with the names in it.
func (s *Service) Holding(ctx context.Context, cases []*appeal.Case) (map[string]*Exclusion, Names, error) {
	ids := make([]string, len(cases))
	for i, c := range cases {
		ids[i] = c.ID
	}
	found, err := s.inState(ctx, Approved, ids)
	if err != nil || len(found) == 0 {
		return nil, Names{}, err
	}
	n, err := s.names(ctx, slices.Collect(maps.Values(found)))
	return found, n, err
}

// Listed is one row of a list of requests.
type Listed struct {
	Case *appeal.Case
	*Exclusion
}

// List returns one page of the cases in the sight of the caller that have a request in
// a state, the newest first, each with the last one.
func (s *Service) List(ctx context.Context, perm authz.Permission, state State, page kernel.Page) (out kernel.Rows[Listed], n Names, err error) {
	if _, err := authz.Require(ctx, perm); err != nil {
		return out, n, err
	}
	v, err := s.Sight(ctx, appeal.PermRead)
	if err != nil {
		return out, n, err
	}
	cases, err := s.page(ctx, v, state, page)
	if err != nil {
		return out, n, err
	}
	ids := make([]string, len(cases.Items))
	for i, c := range cases.Items {
		ids[i] = c.ID
	}
	found, err := s.inState(ctx, state, ids)
	if err != nil {
		return out, n, err
	}
	out.Total, out.Next, out.Items = cases.Total, cases.Next, []Listed{}
	var list []*Exclusion
	for _, c := range cases.Items {
		if e := found[c.ID]; e != nil {
			out.Items, list = append(out.Items, Listed{c, e}), append(list, e)
		}
	}
	n, err = s.names(ctx, list)
	return out, n, err
}
