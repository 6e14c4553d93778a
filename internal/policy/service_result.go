package policy

import (
	"context"
	"slices"
	"strings"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/policy/definition"
	"github.com/yikou/yikou/internal/policy/eligibility"
	"github.com/yikou/yikou/internal/policy/matchrun"
	"github.com/yikou/yikou/internal/policy/storage"
	"github.com/yikou/yikou/internal/standard/civil"
)

// MeasureFilter narrows the list of measures at the desk; a zero field does not
// narrow.
type MeasureFilter struct {
	// Text is looked for in titles, departments and policies.
	Text     string
	Kind     definition.Kind
	Delivery definition.Delivery
	State    definition.State
	// NewestFirst sorts by the last change instead of the title.
	NewestFirst bool
}

// Listed is a measure in the list at the desk.
type Listed struct {
	*definition.Record
	// Department is the department's name.
	Department string
	// Counts are those of the last run within the caller's scope; nil when the
	// measure was not in it. Run is that run.
	Counts matchrun.Counts
	Run    matchrun.Run
	// Can lists what the caller may do with it.
	Can []string
}

// Measures lists measures of every state with the counts of the last run.
func (s *Service) Measures(ctx context.Context, f MeasureFilter, page kernel.Page) (kernel.Rows[Listed], error) {
	none := kernel.Rows[Listed]{}
	scope, err := authz.Require(ctx, PermRead)
	if err != nil {
		return none, err
	}
	c, err := s.catalogue(ctx, s.now())
	if err != nil {
		return none, err
	}
	words, err := s.vocabulary(ctx)
	if err != nil {
		return none, err
	}
	var fitting []Listed
	for _, r := range c.records {
		l := Listed{Record: r, Department: words.department(r.Measure.Department), Can: Allowed(ctx, r, c.Day)}
		if f.fits(&l) {
			fitting = append(fitting, l)
		}
	}
	if f.NewestFirst {
		slices.SortStableFunc(fitting, func(a, b Listed) int { return b.UpdatedAt.Compare(a.UpdatedAt) })
	}
	rows, err := storage.PageOfSlice(fitting, page, func(l Listed) string { return l.ID })
	if err != nil {
		return none, err
	}
	return rows, s.count(ctx, scope, rows.Items)
}

func (f MeasureFilter) fits(l *Listed) bool {
	return (f.Kind == "" || f.Kind == l.Kind) && (f.Delivery == "" || f.Delivery == l.Delivery) && (f.State == "" || f.State == l.State || l.open(f.State)) &&
		(f.Text == "" || strings.Contains(l.Title, f.Text) || strings.Contains(l.Department, f.Text) || l.ID == f.Text ||
			l.Policy != nil && (strings.Contains(l.Policy.Title, f.Text) || strings.Contains(l.Policy.Number, f.Text)))
}

// open reports whether the measure's open version is in that state.
func (l *Listed) open(state definition.State) bool {
	v := definition.OpenOf(l.Versions)
	return v != nil && v.State == state
}

// acts says which permission each action on a measure needs.
var acts = map[string]authz.Permission{
	definition.ActEdit: PermEdit, definition.ActStart: PermEdit, definition.ActSubmit: PermEdit, definition.ActTakeBack: PermEdit, definition.ActDiscard: PermEdit,
	definition.ActReturn: PermReview, definition.ActPublish: PermReview,
	definition.ActSuspend: PermReview, definition.ActResume: PermReview, definition.ActWithdraw: PermReview, definition.ActCallOff: PermReview,
}

// Allowed lists what the caller may do with a measure on a day.
func Allowed(ctx context.Context, r *definition.Record, day civil.Date) []string {
	var list []authz.Action
	for _, name := range definition.Actions(r.Versions, day, author(ctx)) {
		list = append(list, authz.Action{Name: name, Needs: acts[name]})
	}
	return authz.Allowed(ctx, nil, list...)
}

// count fills in the counts of the last run.
func (s *Service) count(ctx context.Context, scope kernel.Scope, items []Listed) error {
	run, any, err := s.store.LastRun(ctx)
	if err != nil || !any {
		return err
	}
	within, err := s.within(ctx, scope, EnterpriseFilter{})
	if err != nil {
		return err
	}
	whole := map[string]storage.Counted{}
	if within == nil {
		if whole, err = s.store.Counts(ctx, run.ID); err != nil {
			return err
		}
	}
	for i := range items {
		if within == nil {
			if n, ok := whole[items[i].ID]; ok {
				items[i].Run, items[i].Counts = run, matchrun.Counts{
					eligibility.Eligible: n.Eligible, eligibility.NeedsReview: n.Review, eligibility.NeedFacts: n.Facts,
					eligibility.Ineligible: n.All - n.Eligible - n.Review - n.Facts,
				}
			}
			continue
		}
		o, err := s.store.Outcome(ctx, run.ID, items[i].ID)
		if err == nil {
			items[i].Run, items[i].Counts = run, o.Counts(within)
		} else if !isNotFound(err) {
			return err
		}
	}
	return nil
}

// within returns the ordinals that the scope and the filter let be seen; nil for
// all.
func (s *Service) within(ctx context.Context, scope kernel.Scope, f EnterpriseFilter) (matchrun.Within, error) {
	if scope.Reach == kernel.ReachAll && f.None() {
		return nil, nil
	}
	set := roaring.New()
	err := s.Enterprises.Within(ctx, scope, f, set.Add)
	return set, err
}

// Result is what one measure came to in one run, as far as the caller may see.
type Result struct {
	Record *definition.Record
	Run    matchrun.Run
	// Version is the measure's version that was matched.
	Version int64
	Counts  matchrun.Counts
	// Changes says how many differ from the run before; nil when that run did not
	// have the measure.
	Changes map[matchrun.Change]int64
	// Amount sums the amounts of the eligible, in fen.
	Amount int64
	Near   int64
	// Can lists what the caller may do with it: export.
	Can []string
}

// opened is a result with everything that lists of it are made from.
type opened struct {
	record   *definition.Record
	run      matchrun.Run
	outcome  *matchrun.Outcome
	previous *matchrun.Outcome // nil when the run before did not have the measure
	within   matchrun.Within
	words    *vocabulary
}

// open loads a result; an empty run is the last one that had the measure.
func (s *Service) open(ctx context.Context, perm authz.Permission, measure, run string, f EnterpriseFilter) (*opened, error) {
	scope, err := authz.Require(ctx, perm)
	if err != nil {
		return nil, err
	}
	c, err := s.catalogue(ctx, s.now())
	if err != nil {
		return nil, err
	}
	o := &opened{record: c.byID[measure]}
	if o.record == nil {
		return nil, definition.ErrMeasureNotFound
	}
	if run == "" {
		o.run, err = s.store.LastRunOf(ctx, measure)
	} else {
		o.run, err = s.store.Run(ctx, run)
	}
	if err != nil {
		return nil, err
	}
	if o.outcome, err = s.store.Outcome(ctx, o.run.ID, measure); err != nil {
		return nil, err
	}
	if o.run.Previous != "" {
		if o.previous, err = s.store.Outcome(ctx, o.run.Previous, measure); err != nil && !isNotFound(err) {
			return nil, err
		}
	}
	if o.within, err = s.within(ctx, scope, f); err != nil {
		return nil, err
	}
	o.words, err = s.vocabulary(ctx)
	return o, err
}

// Result returns what a measure came to in a run, the last one if run is empty.
func (s *Service) Result(ctx context.Context, measure, run string) (*Result, error) {
	o, err := s.open(ctx, PermRead, measure, run, EnterpriseFilter{})
	if err != nil {
		return nil, err
	}
	r := &Result{
		Record: o.record, Run: o.run, Version: o.outcome.Version, Counts: o.outcome.Counts(o.within),
		Amount: o.outcome.Total(o.within), Near: matchrun.Size(o.outcome.Near, o.within),
	}
	if o.previous != nil {
		r.Changes = map[matchrun.Change]int64{}
		for _, change := range allChanges {
			r.Changes[change] = int64(o.outcome.Among("", change, o.previous, o.within).GetCardinality())
		}
	}
	if authz.Can(authz.From(ctx), PermExport) {
		r.Can = append(r.Can, "export")
	}
	return r, nil
}

// ResultFilter narrows the enterprises of a result; a zero field does not.
type ResultFilter struct {
	Verdict     string
	Change      matchrun.Change
	Enterprises EnterpriseFilter
}

// Matched is one enterprise of a result.
type Matched struct {
	EnterpriseRow
	Verdict eligibility.Verdict
	// Amount is in fen, NoAmount when it is not known or not due.
	Amount int64
	// Change and Previous tell the difference to the run before; Changed is false
	// when there is none.
	Change   matchrun.Change
	Previous eligibility.Verdict
	Changed  bool
}

// ResultEnterprises lists the enterprises of a result in the order of the
// registry.
func (s *Service) ResultEnterprises(ctx context.Context, measure, run string, f ResultFilter, page kernel.Page) (kernel.Rows[Matched], error) {
	o, err := s.open(ctx, PermRead, measure, run, f.Enterprises)
	if err != nil {
		return kernel.Rows[Matched]{}, err
	}
	set := o.outcome.Among(f.Verdict, f.Change, o.previous, o.within)
	ordinals, rows, err := pageOfSet[Matched](set, page)
	if err != nil {
		return rows, err
	}
	rows.Items, err = s.matched(ctx, o, ordinals)
	return rows, err
}

// matched says of each ordinal what it came to.
func (s *Service) matched(ctx context.Context, o *opened, ordinals []uint32) ([]Matched, error) {
	found, err := s.Enterprises.Rows(ctx, ordinals)
	if err != nil {
		return nil, err
	}
	out := make([]Matched, 0, len(found))
	for _, row := range found {
		m := Matched{EnterpriseRow: row, Amount: o.outcome.Amount(row.Ordinal)}
		m.Verdict, _ = o.outcome.Verdict(row.Ordinal)
		if o.previous != nil {
			m.Change = o.outcome.ChangeOf(row.Ordinal, o.previous)
			m.Previous, m.Changed = o.previous.Verdict(row.Ordinal)
			m.Changed = m.Changed && m.Change != ""
		}
		out = append(out, m)
	}
	return out, nil
}

// allChanges lists the changes in the order in which they are told.
var allChanges = []matchrun.Change{matchrun.BecameEligible, matchrun.NoLongerEligible, matchrun.NewlyMissing, matchrun.NewlyReview, matchrun.NewlyIneligible}

// byOrdinal pages through a set of ordinals.
var byOrdinal = db.Keyset{Columns: []db.Column{{SQL: "ordinal", Number: true}}}

// pageOfSet returns the ordinals of a page and the page without its items.
func pageOfSet[T any](set *roaring.Bitmap, page kernel.Page) ([]uint32, kernel.Rows[T], error) {
	page = storage.Limited(page)
	rows := kernel.Rows[T]{Total: int64(set.GetCardinality())}
	it := set.Iterator()
	if _, after, err := byOrdinal.After(page.After); err != nil {
		return nil, rows, err
	} else if len(after) > 0 {
		last, ok := after[0].(int64)
		if !ok || last < 0 || last >= 1<<32-1 {
			return nil, rows, db.ErrCursor
		}
		it.AdvanceIfNeeded(uint32(last) + 1)
	}
	ordinals := make([]uint32, 0, page.Limit)
	for len(ordinals) < page.Limit && it.HasNext() {
		ordinals = append(ordinals, it.Next())
	}
	if it.HasNext() {
		rows.Next = byOrdinal.Cursor(ordinals[len(ordinals)-1])
	}
	return ordinals, rows, nil
}
