package policy

import (
	"context"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/policy/definition"
	"github.com/yikou/yikou/internal/policy/eligibility"
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
	rows.Items, err = s.nearOf(ctx, o, ordinals)
	return rows, err
}

// Short says what keeps enterprises that were near in a run from the measure, in
// the order asked. It is for package reach and the program itself.
func (s *Service) Short(ctx context.Context, measure, run string, ordinals []uint32) ([]NearMiss, error) {
	o, err := s.open(ctx, PermRead, measure, run, EnterpriseFilter{})
	if err != nil {
		return nil, err
	}
	return s.nearOf(ctx, o, ordinals)
}

func (s *Service) nearOf(ctx context.Context, o *opened, ordinals []uint32) ([]NearMiss, error) {
	rule, err := s.ruleOf(ctx, o)
	if err != nil {
		return nil, err
	}
	found, err := s.Enterprises.Rows(ctx, ordinals)
	if err != nil {
		return nil, err
	}
	loaded, err := s.Enterprises.Load(ctx, ordinals)
	if err != nil {
		return nil, err
	}
	facts := make(map[uint32]*eligibility.Enterprise, len(loaded))
	for i := range loaded {
		facts[loaded[i].Ordinal] = &loaded[i].Enterprise
	}
	list := make([]NearMiss, 0, len(found))
	for _, row := range found {
		if e := facts[row.Ordinal]; e != nil {
			list = append(list, nearMissing(o.words.Words, rule, e, o.run.AsOf, row))
		}
	}
	return list, nil
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
