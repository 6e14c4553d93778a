package simulation

import (
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/policy"
	"github.com/yikou/yikou/internal/policy/body"
	"github.com/yikou/yikou/internal/policy/eligibility"
)

// The names of these types are those of the schemas in the API's document.
// Amounts are yuan as text.
type (
	// Simulation is what a draft would come to.
	Simulation struct {
		AsOf           string                `json:"as_of"`
		Enterprises    int                   `json:"enterprises" doc:"测算了多少家企业"`
		Counts         body.Counts           `json:"counts"`
		EligibleAmount string                `json:"eligible_amount"`
		NearCount      int                   `json:"near_count" doc:"只差一步的企业：差一个数值、一个日期或一项资料"`
		Near           []simulationNear      `json:"near" nullable:"false" doc:"只差一步的企业差在哪个条件"`
		ByDivision     []simulationGroup     `json:"by_division" nullable:"false" doc:"按所见范围的下一级区划"`
		ByIndustry     []simulationGroup     `json:"by_industry" nullable:"false" doc:"按行业门类；指定门类时按其大类"`
		BySize         []simulationGroup     `json:"by_size" nullable:"false"`
		Budget         *simulationBudget     `json:"budget,omitempty" doc:"不给付资金的事项没有"`
		Against        *simulationChange     `json:"against,omitempty" doc:"与正在执行的版本相比；没有这样的版本则空"`
		Thresholds     []simulationThreshold `json:"thresholds" nullable:"false" doc:"可以移动的门槛"`
		Milliseconds   float64               `json:"milliseconds"`
		Conditions     *body.Conditions      `json:"conditions"`
		Gaps           []body.MeasureGap     `json:"gaps" nullable:"false"`
	}
	simulationGroup struct {
		Code        string `json:"code" doc:"空为不明"`
		Label       string `json:"label"`
		Eligible    int    `json:"eligible"`
		NeedsReview int    `json:"needs_review"`
		NeedFacts   int    `json:"need_facts"`
		Near        int    `json:"near"`
	}
	simulationNear struct {
		Clause     string `json:"clause"`
		Words      string `json:"words"`
		Thresholds int    `json:"thresholds" doc:"有数据，未达到这个门槛"`
		Facts      int    `json:"facts" doc:"缺少这项资料"`
	}
	simulationBudget struct {
		Sum       string                `json:"sum"`
		Unknown   int                   `json:"unknown" doc:"符合但算不出金额的企业数"`
		Planned   string                `json:"planned,omitempty" doc:"事项的年度预算"`
		Min       string                `json:"min"`
		P25       string                `json:"p25"`
		P50       string                `json:"p50"`
		P75       string                `json:"p75"`
		P90       string                `json:"p90"`
		Max       string                `json:"max"`
		Histogram []simulationBudgetBar `json:"histogram" nullable:"false" doc:"从 from 起、不到 to 的金额"`
	}
	simulationBudgetBar struct {
		From  string `json:"from"`
		To    string `json:"to"`
		Count int    `json:"count"`
		Sum   string `json:"sum"`
	}
	simulationChange struct {
		Version int64            `json:"version"`
		Gains   int              `json:"gains" doc:"新增符合"`
		Loses   int              `json:"loses" doc:"不再符合"`
		More    int              `json:"more" doc:"仍符合，金额增加"`
		Less    int              `json:"less" doc:"仍符合，金额减少"`
		GainSum string           `json:"gain_sum"`
		LossSum string           `json:"loss_sum"`
		MoreSum string           `json:"more_sum"`
		LessSum string           `json:"less_sum"`
		Gainers []simulationFirm `json:"gainers" nullable:"false" doc:"新增符合的前几家"`
		Losers  []simulationFirm `json:"losers" nullable:"false" doc:"不再符合的前几家"`
	}
	simulationFirm struct {
		USCC string `json:"uscc"`
		Name string `json:"name"`
	}
	simulationThreshold struct {
		Clause string `json:"clause"`
		Words  string `json:"words"`
		Value  string `json:"value"`
		Label  string `json:"label"`
		Unit   string `json:"unit,omitempty" doc:"value、from、to 的单位"`
		From   string `json:"from"`
		To     string `json:"to"`
	}
	// ThresholdCurve is what hangs on one threshold.
	ThresholdCurve struct {
		Clause string           `json:"clause"`
		Words  string           `json:"words"`
		Points []thresholdPoint `json:"points" nullable:"false"`
	}
	thresholdPoint struct {
		Threshold string `json:"threshold"`
		Label     string `json:"label"`
		Eligible  int    `json:"eligible"`
		Amount    string `json:"amount"`
		Present   bool   `json:"present" doc:"草案现在的门槛"`
	}
)

func yuan(fen int64) string { return kernel.Fen(fen).String() }

func simulationOf(s *Simulated) Simulation {
	n := s.Counts
	out := Simulation{
		AsOf: s.AsOf.String(), Enterprises: s.Enterprises,
		Counts: body.Counts{
			Eligible: int64(n[eligibility.Eligible]), NeedsReview: int64(n[eligibility.NeedsReview]),
			NeedFacts: int64(n[eligibility.NeedFacts]), Ineligible: int64(n[eligibility.Ineligible]),
		},
		EligibleAmount: yuan(s.EligibleAmount), NearCount: s.NearSteps, Near: nearOf(s),
		ByDivision: groupsOf(s.Divisions), ByIndustry: groupsOf(s.Industries), BySize: groupsOf(s.Sizes), Budget: budgetOf(s),
		Thresholds: []simulationThreshold{}, Milliseconds: s.Milliseconds, Conditions: body.ConditionsOf(s.Words, s.Measure.Rule.When), Gaps: []body.MeasureGap{},
	}
	for _, g := range s.Gaps {
		out.Gaps = append(out.Gaps, body.MeasureGap(g))
	}
	for _, m := range MovableOf(&s.Measure.Rule) {
		out.Thresholds = append(out.Thresholds, simulationThreshold{
			Clause: m.Clause.ID, Words: s.Words.Clause(m.Clause), Value: m.Present.Text, Label: m.Present.Label(s.Words, m.Clause),
			Unit: s.Words.Unit(m.Clause), From: m.From.Text, To: m.To.Text,
		})
	}
	if c := s.Change; c != nil {
		out.Against = &simulationChange{
			Version: s.Against.Version, Gains: c.Gains, Loses: c.Loses, More: c.More, Less: c.Less,
			GainSum: yuan(c.GainSum), LossSum: yuan(c.LossSum), MoreSum: yuan(c.MoreSum), LessSum: yuan(c.LessSum),
			Gainers: firmsOf(s.Gainers), Losers: firmsOf(s.Losers),
		}
	}
	return out
}

func firmsOf(rows []policy.EnterpriseRow) []simulationFirm {
	out := []simulationFirm{}
	for _, r := range rows {
		out = append(out, simulationFirm{r.USCC, r.Name})
	}
	return out
}

func groupsOf(groups []Group) []simulationGroup {
	out := make([]simulationGroup, 0, len(groups))
	for _, g := range groups {
		out = append(out, simulationGroup{Code: g.Group, Label: g.Label, Eligible: g.Eligible, NeedsReview: g.NeedsReview, NeedFacts: g.NeedFacts, Near: g.NearSteps})
	}
	return out
}

// nearOf leaves out clauses that keep nobody out whom a step would help.
func nearOf(s *Simulated) []simulationNear {
	out := []simulationNear{}
	for _, n := range s.NearByClause {
		if n.Thresholds+n.Facts > 0 {
			out = append(out, simulationNear{Clause: n.Clause.ID, Words: s.Words.Clause(n.Clause), Thresholds: n.Thresholds, Facts: n.Facts})
		}
	}
	return out
}

func budgetOf(s *Simulated) *simulationBudget {
	if s.Measure.Rule.Benefit == nil && len(s.Measure.Rule.Bonuses) == 0 {
		return nil
	}
	d := &s.Amounts
	out := &simulationBudget{
		Sum: yuan(d.Sum), Unknown: s.AmountUnknown, Min: yuan(d.Min), P25: yuan(d.P25), P50: yuan(d.P50), P75: yuan(d.P75), P90: yuan(d.P90), Max: yuan(d.Max),
		Histogram: []simulationBudgetBar{},
	}
	if s.Measure.Budget > 0 {
		out.Planned = s.Measure.Budget.String()
	}
	for _, bar := range d.Bars {
		out.Histogram = append(out.Histogram, simulationBudgetBar{From: yuan(bar.From), To: yuan(bar.To), Count: bar.Count, Sum: yuan(bar.Sum)})
	}
	return out
}

func curveOf(c *Curve) ThresholdCurve {
	out := ThresholdCurve{Clause: c.Clause.ID, Words: c.Words.Clause(c.Clause), Points: []thresholdPoint{}}
	for _, p := range c.Points {
		out.Points = append(out.Points, thresholdPoint{
			Threshold: p.Text, Label: p.Label(c.Words, c.Clause), Eligible: p.Eligible, Amount: yuan(p.Amount), Present: p.Present,
		})
	}
	return out
}
