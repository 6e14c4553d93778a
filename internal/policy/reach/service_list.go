package reach

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/policy"
	"github.com/yikou/yikou/internal/policy/matchrun"
	"github.com/yikou/yikou/internal/policy/storage"
)

// Stage narrows a list to those who have or have not got somewhere.
type Stage string

// The stages; an empty one does not narrow.
const (
	ToldStage      Stage = "told"
	UntoldStage    Stage = "untold"
	OpenedStage    Stage = "opened"
	UnopenedStage  Stage = "unopened"
	VisitedStage   Stage = "visited"
	UnvisitedStage Stage = "unvisited"
)

// of says which mark a stage asks for, and whether it is to be there.
var of = map[Stage]struct {
	mark mark
	has  bool
}{
	ToldStage: {markTold, true}, UntoldStage: {markTold, false}, OpenedStage: {markOpened, true}, UnopenedStage: {markOpened, false},
	VisitedStage: {markVisited, true}, UnvisitedStage: {markVisited, false},
}

// Filter narrows the list for calls; a zero field does not narrow.
type Filter struct {
	// Fresh keeps who was new in Run and can have it still.
	Fresh bool
	// Run is the run that tells who is new, the last one if empty.
	Run string
	// Mine keeps the places that the caller looks after in the service network.
	Mine        bool
	Measure     string
	Stage       Stage
	Enterprises policy.EnterpriseFilter
}

// Visit is a call at an enterprise about a measure.
type Visit struct {
	Note, By, ByID string
	At             time.Time
}

// Row is one measure that one enterprise can have.
type Row struct {
	policy.EnterpriseRow
	Measure, Title string
	// Fresh says that the enterprise was new in the run that was asked for.
	Fresh bool
	// ToldAt and OpenedAt are zero where that has not happened.
	ToldAt, OpenedAt time.Time
	// Visits are the calls there, the last first.
	Visits []Visit
	// Can lists what the caller may do with it: visit, and unvisit after a call of
	// his own.
	Can []string
}

// calls is what a list for calls is made from.
type calls struct {
	run matchrun.Run
	any bool
	// since is the run that tells who is new.
	since    matchrun.Run
	measures []listed
	// sets are who stands on the list, by the measures' places.
	sets  []*roaring.Bitmap
	fresh map[string]*roaring.Bitmap
}

// calls finds who stands on the list within the caller's scope.
func (s *Service) calls(ctx context.Context, f Filter) (*calls, error) {
	scope, err := authz.Require(ctx, policy.PermRead)
	if err != nil {
		return nil, err
	}
	c := &calls{}
	var all []listed
	if c.run, all, c.any, err = s.current(ctx); err != nil || !c.any {
		return c, err
	}
	if c.since = c.run; f.Run != "" {
		// Of a run that is no longer kept nobody is known to have been new.
		if c.since, err = s.results.Run(ctx, f.Run); err != nil && !errors.Is(err, matchrun.ErrRunNotFound) {
			return nil, err
		}
	}
	if c.fresh, err = s.store.freshIn(ctx, c.since.ID); err != nil {
		return nil, err
	}
	within, err := s.within(ctx, scope, f.Enterprises)
	if err != nil {
		return nil, err
	}
	if f.Mine {
		places, err := s.People.Places(ctx, authz.From(ctx).ID)
		if err != nil {
			return nil, err
		}
		mine, err := s.around(ctx, scope, places)
		if err != nil {
			return nil, err
		}
		within = narrowed(mine, within)
	}
	var marked map[string]*roaring.Bitmap
	stage, staged := of[f.Stage]
	if staged {
		if marked, err = s.store.marked(ctx, stage.mark, f.Measure); err != nil {
			return nil, err
		}
	}
	for _, m := range all {
		if f.Measure != "" && m.ID != f.Measure {
			continue
		}
		set := narrowed(m.eligible, within)
		if f.Fresh {
			set = roaring.And(set, orEmpty(c.fresh[m.ID]))
		}
		switch {
		case staged && stage.has:
			set = roaring.And(set, orEmpty(marked[m.ID]))
		case staged:
			set = roaring.AndNot(set, orEmpty(marked[m.ID]))
		}
		c.measures, c.sets = append(c.measures, m), append(c.sets, set)
	}
	return c, nil
}

// within returns the ordinals that a scope and a filter let be seen; nil for all.
func (s *Service) within(ctx context.Context, scope kernel.Scope, f policy.EnterpriseFilter) (*roaring.Bitmap, error) {
	if scope.Reach == kernel.ReachAll && f.None() {
		return nil, nil
	}
	set := roaring.New()
	err := s.Registry.Within(ctx, scope, f, set.Add)
	return set, err
}

// around returns who lies in some places, within a scope.
func (s *Service) around(ctx context.Context, scope kernel.Scope, places []string) (*roaring.Bitmap, error) {
	set := roaring.New()
	for _, place := range places {
		if err := s.Registry.Within(ctx, scope, policy.EnterpriseFilter{Division: place}, set.Add); err != nil {
			return nil, err
		}
	}
	return set, nil
}

func narrowed(set, within *roaring.Bitmap) *roaring.Bitmap {
	if within == nil {
		return set
	}
	return roaring.And(set, within)
}

func orEmpty(set *roaring.Bitmap) *roaring.Bitmap {
	if set == nil {
		return roaring.New()
	}
	return set
}

// byCall pages through the list: enterprise by enterprise, each with its measures.
var byCall = db.Keyset{Columns: []db.Column{{SQL: "ordinal", Number: true}, {SQL: "place", Number: true}}}

// List returns who can have what within the caller's scope, enterprise by
// enterprise in the order of the registry.
func (s *Service) List(ctx context.Context, f Filter, page kernel.Page) (kernel.Rows[Row], error) {
	out := kernel.Rows[Row]{Items: []Row{}}
	c, err := s.calls(ctx, f)
	if err != nil || !c.any {
		return out, err
	}
	page = storage.Limited(page)
	_, after, err := byCall.After(page.After)
	if err != nil {
		return out, err
	}
	ordinal, place := int64(0), int64(-1)
	if len(after) == 2 {
		ordinal, place = after[0].(int64), after[1].(int64)
		if ordinal < 0 || ordinal >= 1<<32 {
			return out, db.ErrCursor
		}
	}
	everybody := roaring.New()
	for _, set := range c.sets {
		out.Total += int64(set.GetCardinality())
		everybody.Or(set)
	}
	places, more := c.next(everybody, uint32(ordinal), place, page.Limit)
	if out.Items, err = s.rows(ctx, c, places); err != nil {
		return out, err
	}
	if more {
		last := places[len(places)-1]
		out.Next = byCall.Cursor(last.ordinal, last.measure)
	}
	return out, nil
}

// spot is one line of the list: an enterprise and the place of its measure.
type spot struct {
	ordinal uint32
	measure int
}

// next returns the lines behind one, at most limit, and whether there are more.
func (c *calls) next(everybody *roaring.Bitmap, ordinal uint32, place int64, limit int) (list []spot, more bool) {
	it := everybody.Iterator()
	it.AdvanceIfNeeded(ordinal)
	for it.HasNext() {
		o := it.Next()
		for i, set := range c.sets {
			switch {
			case o == ordinal && int64(i) <= place || !set.Contains(o):
			case len(list) == limit:
				return list, true
			default:
				list = append(list, spot{o, i})
			}
		}
	}
	return list, false
}

// rows fills lines in.
func (s *Service) rows(ctx context.Context, c *calls, places []spot) ([]Row, error) {
	var ordinals []uint32
	for _, p := range places {
		if len(ordinals) == 0 || ordinals[len(ordinals)-1] != p.ordinal {
			ordinals = append(ordinals, p.ordinal)
		}
	}
	found, err := s.Registry.Rows(ctx, ordinals)
	if err != nil {
		return nil, err
	}
	usccs, at := make([]string, len(found)), make(map[uint32]policy.EnterpriseRow, len(found))
	for i, r := range found {
		usccs[i], at[r.Ordinal] = r.USCC, r
	}
	h, err := s.history(ctx, usccs)
	if err != nil {
		return nil, err
	}
	may, me := authz.Can(authz.From(ctx), PermReach), authz.From(ctx).ID
	out := make([]Row, 0, len(places))
	for _, p := range places {
		e, ok := at[p.ordinal]
		if !ok {
			continue // struck off the register meanwhile
		}
		m := c.measures[p.measure]
		row := h.row(e, m.ID)
		row.Title, row.Fresh = m.Title, orEmpty(c.fresh[m.ID]).Contains(p.ordinal)
		if may {
			row.Can = append(row.Can, "visit")
			if slices.ContainsFunc(row.Visits, func(v Visit) bool { return v.ByID == me }) {
				row.Can = append(row.Can, "unvisit")
			}
		}
		out = append(out, row)
	}
	return out, nil
}

// history is how far enterprises have got with measures.
type history struct {
	told   map[toldKey]told
	opened map[pair]time.Time
	visits map[pair][]Visit
}

func (s *Service) history(ctx context.Context, usccs []string) (h history, err error) {
	if h.told, err = s.store.toldTo(ctx, usccs); err != nil {
		return h, err
	}
	if h.opened, err = s.store.openedBy(ctx, usccs); err != nil {
		return h, err
	}
	h.visits, err = s.store.visitsTo(ctx, usccs)
	return h, err
}

func (h history) row(e policy.EnterpriseRow, measure string) Row {
	return Row{
		EnterpriseRow: e, Measure: measure, ToldAt: h.told[toldKey{measure, e.USCC, Eligible}].at, OpenedAt: h.opened[pair{measure, e.USCC}],
		Visits: h.visits[pair{measure, e.USCC}], Can: []string{},
	}
}

// Summary says how the list for calls stands within the caller's scope.
type Summary struct {
	// RunAt is zero when nothing was matched yet; the rest is then, too.
	RunAt time.Time
	// FreshAt is when the run ended that tells who is new.
	FreshAt time.Time
	// Enterprises is how many stand on the list, Rows how many lines it has.
	Enterprises, Rows, Told, Opened, Visited int64
	Measures                                 []Counted
}

// Counted is a measure and how many enterprises stand on the list with it.
type Counted struct {
	ID, Title string
	Rows      int64
}

// Summary counts the list; each count is the total of List with that stage.
func (s *Service) Summary(ctx context.Context, f Filter) (Summary, error) {
	c, err := s.calls(ctx, f)
	if err != nil || !c.any {
		return Summary{}, err
	}
	out := Summary{RunAt: c.run.FinishedAt, FreshAt: c.since.FinishedAt}
	everybody := roaring.New()
	for i, m := range c.measures {
		n := int64(c.sets[i].GetCardinality())
		out.Rows += n
		everybody.Or(c.sets[i])
		out.Measures = append(out.Measures, Counted{m.ID, m.Title, n})
	}
	out.Enterprises = int64(everybody.GetCardinality())
	for mark, into := range map[mark]*int64{markTold: &out.Told, markOpened: &out.Opened, markVisited: &out.Visited} {
		marked, err := s.store.marked(ctx, mark, f.Measure)
		if err != nil {
			return out, err
		}
		for i, m := range c.measures {
			if set := marked[m.ID]; set != nil {
				*into += int64(c.sets[i].AndCardinality(set))
			}
		}
	}
	return out, nil
}
