package bulk

import (
	"github.com/yikou/yikou/internal/policy/eligibility"
	"github.com/yikou/yikou/internal/policy/eligibility/bulk/facts"
	"github.com/yikou/yikou/internal/policy/eligibility/bulk/network"
	"github.com/yikou/yikou/internal/standard/civil"
)

// payer says what the enterprises of a block would get from one measure.
type payer struct {
	bonuses []network.Output
	benefit *boundBenefit
	extras  []*boundBenefit
	holds   []network.Block
	// pays is false for a measure that gives no money; flat is what it gives to
	// everybody alike where isFlat.
	pays, isFlat bool
	flat         int64
}

func newPayer(p *Program, measure int, c *Columns) *payer {
	m := p.measures[measure]
	out := &payer{bonuses: p.bonuses[measure], benefit: bindBenefit(m.Benefit, c, p.day), pays: m.Benefit != nil || len(m.Bonuses) > 0}
	for i := range m.Bonuses {
		out.extras = append(out.extras, bindBenefit(m.Bonuses[i].Benefit, c, p.day))
	}
	out.holds = make([]network.Block, len(m.Bonuses))
	if out.isFlat = out.pays && len(m.Bonuses) == 0; out.isFlat {
		for range m.Benefit.Terms {
			out.isFlat = false
		}
	}
	if out.isFlat {
		out.flat, _ = out.benefit.amount(0)
	}
	return out
}

// load makes the payer ready for the block that w has evaluated.
func (p *payer) load(w *worker, at facts.Position) {
	if p.isFlat {
		return
	}
	p.benefit.load(at)
	for i, o := range p.bonuses {
		w.Resolve(o.Worst, &p.holds[i])
		p.extras[i].load(at)
	}
}

// amount returns what one row of the loaded block would get in fen; false where
// that is not known or nothing is paid.
func (p *payer) amount(row int) (int64, bool) {
	if p.isFlat {
		return p.flat, true
	}
	fen, ok := p.benefit.amount(row)
	for i := range p.holds {
		if p.holds[i].Has(row) {
			extra, known := p.extras[i].amount(row)
			fen, ok = min(fen+extra, eligibility.MaxAmount), ok && known
		}
	}
	return fen, ok && p.pays
}

// boundBenefit is a benefit tied to its columns, with the values of its term for
// the block that was loaded last.
type boundBenefit struct {
	*eligibility.Benefit
	term    *boundTerm
	stack   []numbers
	missing network.Block
	parts   []*boundBenefit
}

func bindBenefit(b *eligibility.Benefit, c *Columns, day civil.Date) *boundBenefit {
	if b == nil {
		return nil
	}
	out := &boundBenefit{Benefit: b}
	switch b.Kind {
	case eligibility.RateBenefit, eligibility.PerBenefit, eligibility.TiersBenefit:
		out.term = bindTerm(&b.Of, c, day)
		out.stack = make([]numbers, out.term.depth+1)
	}
	for _, part := range b.Parts {
		out.parts = append(out.parts, bindBenefit(part, c, day))
	}
	return out
}

func (b *boundBenefit) load(at facts.Position) {
	if b == nil {
		return
	}
	if b.term != nil {
		b.missing = network.Block{}
		b.term.compute(at, eligibility.TierUnstated, b.stack, &b.missing)
	}
	for _, part := range b.parts {
		part.load(at)
	}
}

// amount returns what one row of the loaded block would get; no benefit is
// nought.
func (b *boundBenefit) amount(row int) (int64, bool) {
	switch {
	case b == nil:
		return 0, true
	case b.Kind == eligibility.FixedBenefit:
		return b.Fixed, true
	case b.term != nil:
		v := b.stack[0][row]
		if v != v || b.missing.Has(row) {
			return 0, false
		}
		return b.FromValue(v), true
	}
	total := int64(0)
	for _, part := range b.parts {
		fen, ok := part.amount(row)
		if !ok {
			return 0, false
		}
		if b.Kind == eligibility.SumBenefit {
			total = min(total+fen, eligibility.MaxAmount)
		} else {
			total = max(total, fen)
		}
	}
	return total, true
}
