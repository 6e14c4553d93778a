package reach

import (
	"context"
	"time"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/policy"
	"github.com/yikou/yikou/internal/policy/storage"
)

// Step is one step of the funnel of a measure.
type Step string

// The steps. InScope is everybody the last run looked at, Matched who is eligible;
// of these, who was told, who has opened the measure, also unasked, and who has
// claimed it.
const (
	InScope Step = "in_scope"
	Matched Step = "matched"
	Told    Step = "told"
	Opened  Step = "opened"
	Claimed Step = "claimed"
)

// Steps lists the steps in their order.
func Steps() []Step { return []Step{InScope, Matched, Told, Opened, Claimed} }

// Label returns the step in Chinese.
func (s Step) Label() string {
	return map[Step]string{InScope: "纳入比对", Matched: "符合条件", Told: "已通知", Opened: "已查看", Claimed: "已申领"}[s]
}

// Funnel is how far a measure got within the caller's scope.
type Funnel struct {
	RunAt time.Time
	Steps []FunnelStep
}

// FunnelStep is one step with its count; Known is false where nothing knows it yet.
type FunnelStep struct {
	Step  Step
	Count int64
	Known bool
}

// funnel is what the lists of a funnel are made from.
type funnel struct {
	runAt time.Time
	sets  map[Step]*roaring.Bitmap
}

// open loads the funnel of a measure by the run that matched it last.
func (s *Service) open(ctx context.Context, measure string, f policy.EnterpriseFilter) (*funnel, error) {
	scope, err := authz.Require(ctx, policy.PermRead)
	if err != nil {
		return nil, err
	}
	run, err := s.results.LastRunOf(ctx, measure)
	if err != nil {
		return nil, err
	}
	o, err := s.results.Outcome(ctx, run.ID, measure)
	if err != nil {
		return nil, err
	}
	within, err := s.within(ctx, scope, f)
	if err != nil {
		return nil, err
	}
	out := &funnel{runAt: run.FinishedAt, sets: map[Step]*roaring.Bitmap{InScope: narrowed(o.Universe, within), Matched: narrowed(o.Eligible, within)}}
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
// fails with matchrun.ErrNoRun for a measure that was never matched.
func (s *Service) Funnel(ctx context.Context, measure string) (Funnel, error) {
	f, err := s.open(ctx, measure, policy.EnterpriseFilter{})
	if err != nil {
		return Funnel{}, err
	}
	out := Funnel{RunAt: f.runAt}
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
