package policy

import (
	"context"
	"fmt"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/policy/definition"
	"github.com/yikou/yikou/internal/policy/eligibility"
	"github.com/yikou/yikou/internal/policy/eligibility/bulk"
	"github.com/yikou/yikou/internal/policy/matchrun"
	"github.com/yikou/yikou/internal/policy/wording"
	"github.com/yikou/yikou/internal/standard/civil"
)

// NearMiss is an enterprise that one fact or one threshold kept from a measure
// when the run looked, with how it stands now.
type NearMiss struct {
	EnterpriseRow
	Verdict eligibility.Verdict
	// The clause that stands in the way; empty when facts have changed since so
	// that none or more than one does.
	ClauseID, ClauseWords string
	// Fact, Threshold and Gap are in words.
	Fact, Threshold, Gap string
	// Asked is the missing fact, if that is what stands in the way.
	Asked []wording.Asked
}

// NearMisses lists who is near, in the order of the registry.
func (s *Service) NearMisses(ctx context.Context, measure, run string, f EnterpriseFilter, page kernel.Page) (kernel.Rows[NearMiss], error) {
	o, err := s.open(ctx, PermRead, measure, run, f)
	if err != nil {
		return kernel.Rows[NearMiss]{}, err
	}
	set := o.outcome.Near.Clone()
	if o.within != nil {
		set.And(o.within)
	}
	ordinals, rows, err := pageOfSet[NearMiss](set, page)
	if err != nil {
		return rows, err
	}
	rule, err := s.ruleOf(ctx, o)
	if err != nil {
		return rows, err
	}
	found, err := s.Enterprises.Rows(ctx, ordinals)
	if err != nil {
		return rows, err
	}
	loaded, err := s.Enterprises.Load(ctx, ordinals)
	if err != nil {
		return rows, err
	}
	facts := make(map[uint32]*eligibility.Enterprise, len(loaded))
	for i := range loaded {
		facts[loaded[i].Ordinal] = &loaded[i].Enterprise
	}
	rows.Items = make([]NearMiss, 0, len(found))
	for _, row := range found {
		if e := facts[row.Ordinal]; e != nil {
			rows.Items = append(rows.Items, nearMissing(o.words.Words, rule, e, o.run.AsOf, row))
		}
	}
	return rows, nil
}

// ruleOf returns the rule as it was in the run.
func (s *Service) ruleOf(ctx context.Context, o *opened) (*eligibility.Measure, error) {
	if o.outcome.Version == o.record.Version {
		return &o.record.Rule, nil
	}
	text, err := s.store.Definition(ctx, o.record.ID, o.outcome.Version)
	if err != nil {
		return nil, err
	}
	m, err := definition.DecodeMeasure([]byte(text), eligibility.Dictionary{})
	return &m.Rule, err
}

func nearMissing(w *wording.Words, rule *eligibility.Measure, e *eligibility.Enterprise, day civil.Date, row EnterpriseRow) NearMiss {
	f := eligibility.Evaluate(rule, e, day)
	n := NearMiss{EnterpriseRow: row, Verdict: f.Verdict, Asked: w.Asked(f.Missing, f.Clauses)}
	c := matchrun.NearOf(rule, &f)
	if c == nil {
		n.ClauseWords = "资料在匹配之后有变化"
		return n
	}
	n.ClauseID, n.ClauseWords, n.Threshold, n.Gap = c.Clause.ID, w.Clause(c.Clause), w.Threshold(c.Clause), w.Gap(c)
	if shown, ok := w.Fact(c.Clause, c.Reading); ok {
		n.Fact = shown.Display
	}
	if c.Reading.Value == eligibility.Unknown {
		for _, asked := range w.Asked(c.Reading.Missing, []eligibility.ClauseFinding{*c}) {
			n.Gap += "缺少" + asked.Label
		}
	}
	return n
}

// Simulated is what a draft would come to over the registry.
type Simulated struct {
	Measure definition.Measure
	AsOf    civil.Date
	// Enterprises is how many the caller may see and were looked at.
	Enterprises int64
	Counts      matchrun.Counts
	// Amount sums the amounts of the eligible, in fen.
	Amount, Near int64
	Milliseconds float64
	// Gaps are what the draft would still lack.
	Gaps  []definition.Gap
	Words *wording.Words
}

// Simulate decides a draft over the registry within the caller's scope as of a
// day, today if zero. Nothing is stored. A definition that could not be imported
// is refused with ErrRefused.
func (s *Service) Simulate(ctx context.Context, draft []byte, day civil.Date) (*Simulated, error) {
	scope, err := authz.Require(ctx, PermSimulate)
	if err != nil {
		return nil, err
	}
	if day.IsZero() {
		day = s.today()
	}
	words, err := s.vocabulary(ctx)
	if err != nil {
		return nil, err
	}
	m, err := definition.DecodeMeasure(draft, words.kinds)
	if err != nil {
		return nil, err
	}
	columns, err := s.columns(ctx, words.kinds, func(int64, int64) {})
	if err != nil {
		return nil, err
	}
	within, err := s.within(ctx, scope, EnterpriseFilter{})
	if err != nil {
		return nil, err
	}
	documents, err := s.documents(ctx)
	if err != nil {
		return nil, err
	}
	out := &Simulated{Measure: m, AsOf: day, Gaps: words.gaps(&definition.Record{Measure: m, Policy: documents[m.PolicyID]}), Words: words.Words}
	out.Gaps = append(out.Gaps, m.Proactivity(func(key string) bool { return words.declared[key] })...)
	started := s.Clock.Now()
	if err := s.try(ctx, out, columns, within); err != nil {
		return nil, err
	}
	out.Milliseconds = float64(s.Clock.Now().Sub(started).Microseconds()) / 1000
	return out, nil
}

// try decides the draft over the columns. Without a limit the engine sums the
// amounts itself; within one the amounts of the enterprises in it are summed.
func (s *Service) try(ctx context.Context, out *Simulated, columns *bulk.Columns, within matchrun.Within) error {
	near, sim, err := matchrun.NearBy(ctx, &out.Measure.Rule, out.AsOf, columns)
	if err != nil {
		return err
	}
	out.Near = matchrun.Size(near, within)
	if within == nil {
		out.Counts, out.Amount = matchrun.Counts{}, sim.EligibleAmount
		for v, n := range sim.Counts {
			out.Counts[v] = int64(n)
			out.Enterprises += int64(n)
		}
		return nil
	}
	program := bulk.Compile([]*eligibility.Measure{&out.Measure.Rule}, out.AsOf)
	results, err := program.Run(ctx, columns, bulk.RunOptions{})
	if err != nil {
		return fmt.Errorf("simulate: %w", err)
	}
	sets := map[eligibility.Verdict]*roaring.Bitmap{}
	out.Counts = matchrun.Counts{}
	for _, v := range eligibility.Verdicts() {
		sets[v] = roaring.And(results.Bitmap(0, v), within)
		out.Counts[v] = int64(sets[v].GetCardinality())
		out.Enterprises += out.Counts[v]
	}
	o := &matchrun.Outcome{Eligible: sets[eligibility.Eligible]}
	if err := s.price(ctx, program.Measures(), []*matchrun.Outcome{o}, out.AsOf, func(int64, int64) {}); err != nil {
		return err
	}
	out.Amount = o.Total(nil)
	return nil
}
