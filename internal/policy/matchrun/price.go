package matchrun

import (
	"context"
	"fmt"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/yikou/yikou/internal/policy/eligibility"
	"github.com/yikou/yikou/internal/standard/civil"
)

// Loader returns enterprises with all their facts by their ordinals, at most 1000
// at once; ones that do not exist are left out.
type Loader func(ctx context.Context, ordinals []uint32) (map[uint32]*eligibility.Enterprise, error)

// loadBatch is how many enterprises are read with all their facts at once.
const loadBatch = 1000

// Price finds the amounts, as of a day, of everybody who is eligible. Measures that pay all
// alike cost nothing; for the others each enterprise is read once, whatever the
// number of measures it is eligible for.
func Price(ctx context.Context, load Loader, rules []*eligibility.Measure, outcomes []*Outcome, day civil.Date, progress func(done, total int64)) error {
	varying := roaring.New()
	var open []int
	for i, o := range outcomes {
		if fen, ok := flatAmount(rules[i]); ok {
			o.Amounts = Amounts{Flat: fen}
			continue
		}
		o.Amounts = Amounts{Each: make([]int64, o.Eligible.GetCardinality())}
		varying.Or(o.Eligible)
		open = append(open, i)
	}
	next := make([]int, len(outcomes))
	total, done := int64(varying.GetCardinality()), int64(0)
	batch := make([]uint32, loadBatch)
	for it := varying.ManyIterator(); ; {
		n := it.NextMany(batch)
		if n == 0 {
			return nil
		}
		if err := priceBatch(ctx, load, rules, outcomes, open, next, batch[:n], day); err != nil {
			return err
		}
		done += int64(n)
		progress(done, total)
	}
}

// priceBatch fills in the amounts of these ordinals. Next is where each
// outcome's next amount goes: ordinals come in ascending order.
func priceBatch(ctx context.Context, load Loader, rules []*eligibility.Measure, outcomes []*Outcome, open, next []int, ordinals []uint32, day civil.Date) error {
	at, err := load(ctx, ordinals)
	if err != nil {
		return fmt.Errorf("read enterprises for their amounts: %w", err)
	}
	for _, ordinal := range ordinals {
		e := at[ordinal]
		for _, i := range open {
			o := outcomes[i]
			if !o.Eligible.Contains(ordinal) {
				continue
			}
			o.Amounts.Each[next[i]] = NoAmount
			if e != nil {
				if f := eligibility.Evaluate(rules[i], e, day); f.HasAmount {
					o.Amounts.Each[next[i]] = f.Amount
				}
			}
			next[i]++
		}
	}
	return nil
}

// flatAmount returns what a measure pays to everybody who is eligible, NoAmount
// where it pays nothing; false where it depends on facts.
func flatAmount(m *eligibility.Measure) (int64, bool) {
	switch {
	case len(m.Bonuses) > 0:
		return 0, false
	case m.Benefit == nil:
		return NoAmount, true
	case !flat(m.Benefit):
		return 0, false
	}
	always := &eligibility.Measure{When: &eligibility.Node{Kind: eligibility.AllNode}, Benefit: m.Benefit}
	return eligibility.Evaluate(always, &eligibility.Enterprise{}, civil.Date{}).Amount, true
}

func flat(b *eligibility.Benefit) bool {
	for range b.Terms {
		return false
	}
	return true
}
