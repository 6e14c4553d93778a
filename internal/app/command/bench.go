package command

import (
	"fmt"

	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/policy/eligibility/benchmatch"
)

type benchCommands struct {
	Match benchMatchCommand `cmd:"" help:"测量匹配引擎（不需要数据库）"`
}

type benchMatchCommand struct {
	Enterprises int    `help:"企业数量" default:"1400000"`
	Measures    int    `help:"政策事项数量" default:"2488"`
	Seed        uint64 `help:"随机种子" default:"1"`
}

// Run measures the matching engine on a made-up registry.
func (c benchMatchCommand) Run(s *session) error {
	if c.Enterprises < 1 || c.Measures < 1 {
		return usageError{fmt.Errorf("--enterprises 和 --measures 应大于 0")}
	}
	report, err := benchmatch.Run(s, benchmatch.Options{
		Enterprises: c.Enterprises, Measures: c.Measures, Seed: c.Seed, Now: clock.System().Now,
		Progress: func(part string) { _, _ = fmt.Fprintln(s.Stderr, part) },
	})
	if err != nil {
		return err
	}
	return s.result(report, benchWords(report)...)
}

// benchWords says what was measured.
func benchWords(r *benchmatch.Report) []string {
	const mib = 1 << 20
	return []string{
		fmt.Sprintf("%d 家企业 × %d 个事项（%d 个不同的条件），%d 核", r.Enterprises, r.Measures, r.Predicates, r.Cores),
		fmt.Sprintf("装入 %.1f 秒，常驻内存 %d MiB", r.LoadSeconds, r.ResidentBytes/mib),
		fmt.Sprintf("全量匹配 %.3f 秒（%d 次的中位数）", r.MatchSeconds, len(r.MatchRuns)),
		fmt.Sprintf("一家企业对全部事项，含依据：p50 %.2f 毫秒，p99 %.2f 毫秒", r.SingleMS.P50, r.SingleMS.P99),
		fmt.Sprintf("一个草案对全部企业，第一次看：p50 %.1f 毫秒，p95 %.1f 毫秒", r.DraftMS.P50, r.DraftMS.P95),
		fmt.Sprintf("草案改动一处后，含按区划、行业、规模的分布和金额分布：p50 %.1f 毫秒，p95 %.1f 毫秒", r.ChangeMS.P50, r.ChangeMS.P95),
		fmt.Sprintf("一个门槛的曲线（40 个点）：p50 %.1f 毫秒，p95 %.1f 毫秒", r.CurveMS.P50, r.CurveMS.P95),
		fmt.Sprintf("更新一个事实：p50 %.2f 毫秒，p99 %.2f 毫秒", r.UpdateMS.P50, r.UpdateMS.P99),
		fmt.Sprintf("符合 %d，需人工认定 %d，待补充 %d，不符合 %d", r.Totals["eligible"], r.Totals["needs_review"], r.Totals["need_facts"], r.Totals["ineligible"]),
	}
}
