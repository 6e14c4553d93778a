package matchrun

import (
	"context"
	"fmt"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/yikou/yikou/internal/policy/eligibility"
	"github.com/yikou/yikou/internal/policy/eligibility/bulk"
)

// Progress is told how far a run has got with what.
type Progress func(done, total int64, doing string)

// Decide runs the rules of a program over the registry and adds amounts and near
// misses. It returns an outcome for each of the program's measures, in their order,
// and everybody who was looked at. Which text was matched is for the caller to say.
func Decide(ctx context.Context, program *bulk.Program, columns *bulk.Columns, load Loader, progress Progress) ([]*Outcome, *roaring.Bitmap, error) {
	rules := program.Measures()
	steps := int64(len(rules))
	progress(0, steps, "正在匹配")
	results, err := program.Run(ctx, columns, bulk.RunOptions{})
	if err != nil {
		return nil, nil, fmt.Errorf("match: %w", err)
	}
	universe := roaring.New()
	outcomes := make([]*Outcome, 0, len(rules))
	for i, rule := range rules {
		o := &Outcome{
			Measure: rule.ID, Universe: universe, Eligible: results.Bitmap(i, eligibility.Eligible),
			NeedsReview: results.Bitmap(i, eligibility.NeedsReview), NeedFacts: results.Bitmap(i, eligibility.NeedFacts),
		}
		if i == 0 {
			for _, v := range eligibility.Verdicts() {
				universe.Or(results.Bitmap(i, v))
			}
			universe.RunOptimize()
		}
		if o.Near, _, err = NearBy(ctx, rule, program.Day(), columns); err != nil {
			return nil, nil, err
		}
		for _, set := range []*roaring.Bitmap{o.Eligible, o.NeedsReview, o.NeedFacts, o.Near} {
			set.RunOptimize()
		}
		outcomes = append(outcomes, o)
		progress(int64(i+1), steps, "正在找出只差一步的企业")
	}
	err = Price(ctx, load, rules, outcomes, program.Day(), func(done, total int64) { progress(done, total, "正在计算金额") })
	return outcomes, universe, err
}
