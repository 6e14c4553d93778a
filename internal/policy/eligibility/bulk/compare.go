package bulk

import (
	"github.com/yikou/yikou/internal/policy/eligibility"
	"github.com/yikou/yikou/internal/policy/eligibility/bulk/budget"
	"github.com/yikou/yikou/internal/policy/eligibility/bulk/facts"
	"github.com/yikou/yikou/internal/policy/eligibility/bulk/network"
)

// Comparison is what a draft changes against another measure. Sums are in fen
// over amounts that are known, at most math.MaxInt64.
type Comparison struct {
	// Gains are eligible under the draft only, Loses under the other only; their
	// sums are what they would get under the one that gives it to them.
	Gains, Loses     int
	GainSum, LossSum int64
	// More and Less are eligible under both with another amount; their sums are of
	// the differences.
	More, Less       int
	MoreSum, LessSum int64
	// Gainers and Losers are the first of them by ordinal.
	Gainers, Losers []uint32
}

func (c *Comparison) add(o *Comparison) {
	c.Gains, c.Loses, c.More, c.Less = c.Gains+o.Gains, c.Loses+o.Loses, c.More+o.More, c.Less+o.Less
	c.GainSum, c.LossSum = budget.Add(c.GainSum, o.GainSum), budget.Add(c.LossSum, o.LossSum)
	c.MoreSum, c.LessSum = budget.Add(c.MoreSum, o.MoreSum), budget.Add(c.LessSum, o.LessSum)
	c.Gainers, c.Losers = append(c.Gainers, o.Gainers...), append(c.Losers, o.Losers...)
}

// comparer tells the difference block by block.
type comparer struct {
	*worker
	other  network.Output
	payer  *payer
	listed int
}

// compare adds the difference of the evaluated block: eligible are those under
// the draft, whose payer is loaded, live those who are looked at.
func (c *comparer) compare(at facts.Position, live, eligible *network.Block, draft *payer, out *Comparison) {
	var other, gains, loses network.Block
	c.Resolve(c.other.Worst, &other)
	other.And(live)
	network.Difference(&gains, eligible, &other)
	network.Difference(&loses, &other, eligible)
	out.Gains += gains.Count()
	out.Loses += loses.Count()
	out.Gainers, out.Losers = c.list(at, &gains, out.Gainers), c.list(at, &loses, out.Losers)
	if !other.Any() && !gains.Any() {
		return
	}
	c.payer.load(c.worker, at)
	out.GainSum = budget.Add(out.GainSum, draft.sum(&gains))
	out.LossSum = budget.Add(out.LossSum, c.payer.sum(&loses))
	if draft.isFlat && c.payer.isFlat && draft.flat == c.payer.flat {
		return
	}
	other.And(eligible)
	for row := range other.Rows {
		now, known := draft.amount(row)
		was, knew := c.payer.amount(row)
		switch {
		case !known || !knew || now == was:
		case now > was:
			out.More, out.MoreSum = out.More+1, budget.Add(out.MoreSum, now-was)
		default:
			out.Less, out.LessSum = out.Less+1, budget.Add(out.LessSum, was-now)
		}
	}
}

func (c *comparer) list(at facts.Position, rows *network.Block, list []uint32) []uint32 {
	for row := range rows.Rows {
		if len(list) >= c.listed {
			break
		}
		list = append(list, uint32(at.Chunk*facts.ChunkRows+at.First()+row))
	}
	return list
}

// sum adds up what is known of what rows of the loaded block would get.
func (p *payer) sum(rows *network.Block) int64 {
	if p.isFlat {
		return budget.Times(p.flat, rows.Count())
	}
	total := int64(0)
	for row := range rows.Rows {
		if fen, ok := p.amount(row); ok {
			total = budget.Add(total, fen)
		}
	}
	return total
}

// all is a condition of which nothing is asked but that its clauses are evaluated.
func all(clauses []*eligibility.Clause) *eligibility.Measure {
	n := &eligibility.Node{Kind: eligibility.AllNode}
	for _, c := range clauses {
		n.Children = append(n.Children, &eligibility.Node{Kind: eligibility.LeafNode, Clause: c})
	}
	return &eligibility.Measure{When: n}
}
