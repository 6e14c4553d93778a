package reach

import (
	"context"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/policy"
	"github.com/yikou/yikou/internal/policy/definition"
	"github.com/yikou/yikou/internal/policy/matchrun"
	"github.com/yikou/yikou/internal/policy/storage"
)

// Step is one step of the funnel of a measure.
type Step string

// The steps. Registered is everybody on the register whom the run looked at, whether
// the measure is about firms of their kind or not; Matched is who is eligible;
// of these, who was told, who has opened the measure, also unasked, and who has
// claimed it.
const (
	Registered Step = "registered"
	Matched    Step = "matched"
	Told       Step = "told"
	Opened     Step = "opened"
	Claimed    Step = "claimed"
)

// Steps lists the steps in their order.
func Steps() []Step { return []Step{Registered, Matched, Told, Opened, Claimed} }

// Label returns the step in Chinese.
func (s Step) Label() string {
	return map[Step]string{Registered: "登记在册", Matched: "符合条件", Told: "已通知", Opened: "已查看", Claimed: "已申领"}[s]
}

// Funnel is how far a measure got within the caller's scope.
type Funnel struct {
	// Run is the one that matched it, Version the version in force.
	Run     matchrun.Run
	Version int64
	Steps   []FunnelStep
}

// FunnelStep is one step with its count; Known is false where nothing knows it yet.
type FunnelStep struct {
	Step  Step
	Count int64
	Known bool
}

// funnel is what the lists of a funnel are made from.
type funnel struct {
	run     matchrun.Run
	version int64
	sets    map[Step]*roaring.Bitmap
}

// open loads the funnel of a measure in force by the run that the lists for calls
// are made from, also when its window is over.
func (s *Service) open(ctx context.Context, measure string, f policy.EnterpriseFilter) (*funnel, error) {
	scope, err := authz.Require(ctx, policy.PermRead)
	if err != nil {
		return nil, err
	}
	run, any, err := s.results.LastOwnRun(ctx)
	if err != nil {
		return nil, err
	}
	published, err := s.Measures.Published(ctx)
	if err != nil {
		return nil, err
	}
	place := slices.IndexFunc(published, func(r *definition.Record) bool { return r.ID == measure })
	if !any || place < 0 {
		return nil, ErrNotMatched
	}
	o, err := s.results.Outcome(ctx, run.ID, measure)
	if errs.KindOf(err) == errs.NotFound || err == nil && o.Text != textOf(published[place]) {
		return nil, ErrNotMatched
	}
	if err != nil {
		return nil, err
	}
	within, err := s.within(ctx, scope, f)
	if err != nil {
		return nil, err
	}
	out := &funnel{run: run, version: o.Version, sets: map[Step]*roaring.Bitmap{Registered: narrowed(o.Universe, within), Matched: narrowed(o.Eligible, within)}}
	for step, m := range map[Step]mark{Told: markTold, Opened: markOpened} {
		marked, err := s.store.marked(ctx, m, measure)
		if err != nil {
			return nil, err
		}
		out.sets[step] = roaring.And(out.sets[Matched], orEmpty(marked[measure]))
	}
	if s.Claims != nil {
		claimed, err := s.Claims.Claimed(ctx, measure)
		if err != nil {
			return nil, err
		}
		out.sets[Claimed] = roaring.And(out.sets[Matched], orEmpty(claimed))
	}
	return out, nil
}

// Funnel counts how far a measure got; each count is the total of FunnelList. It
// fails with ErrNotMatched for a measure that is not in force or was not matched yet
// as it is.
func (s *Service) Funnel(ctx context.Context, measure string) (Funnel, error) {
	f, err := s.open(ctx, measure, policy.EnterpriseFilter{})
	if err != nil {
		return Funnel{}, err
	}
	out := Funnel{Run: f.run, Version: f.version}
	for _, step := range Steps() {
		fs := FunnelStep{Step: step}
		if set := f.sets[step]; set != nil {
			fs.Count, fs.Known = int64(set.GetCardinality()), true
		}
		out.Steps = append(out.Steps, fs)
	}
	return out, nil
}

// byOrdinal pages through a set of ordinals.
var byOrdinal = db.Keyset{Columns: []db.Column{{SQL: "ordinal", Number: true}}}

// FunnelList returns who has got to a step, in the order of the registry. It fails
// with ErrStep for a step that nothing knows.
func (s *Service) FunnelList(ctx context.Context, measure string, step Step, f policy.EnterpriseFilter, page kernel.Page) (kernel.Rows[Row], error) {
	out := kernel.Rows[Row]{Items: []Row{}}
	found, err := s.open(ctx, measure, f)
	if err != nil {
		return out, err
	}
	set := found.sets[step]
	if set == nil {
		return out, ErrStep
	}
	page = storage.Limited(page)
	_, after, err := byOrdinal.After(page.After)
	if err != nil {
		return out, err
	}
	out.Total = int64(set.GetCardinality())
	it := set.Iterator()
	if len(after) == 1 {
		last, ok := after[0].(int64)
		if !ok || last < 0 || last >= 1<<32-1 {
			return out, db.ErrCursor
		}
		it.AdvanceIfNeeded(uint32(last) + 1)
	}
	var ordinals []uint32
	for len(ordinals) < page.Limit && it.HasNext() {
		ordinals = append(ordinals, it.Next())
	}
	if it.HasNext() {
		out.Next = byOrdinal.Cursor(ordinals[len(ordinals)-1])
	}
	rows, err := s.Registry.Rows(ctx, ordinals)
	if err != nil {
		return out, err
	}
	usccs := make([]string, len(rows))
	for i, r := range rows {
		usccs[i] = r.USCC
	}
	h, err := s.history(ctx, usccs)
	if err != nil {
		return out, err
	}
	for _, r := range rows {
		out.Items = append(out.Items, h.row(r, measure))
	}
	return out, nil
}
