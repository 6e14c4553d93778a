package policy

import (
	"time"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/textsearch"
	"github.com/yikou/yikou/internal/policy/body"
	"github.com/yikou/yikou/internal/policy/definition"
	"github.com/yikou/yikou/internal/policy/eligibility"
	"github.com/yikou/yikou/internal/policy/matchrun"
)

func timeText(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.RFC3339)
}

func amountText(fen int64, known bool) string {
	if !known {
		return ""
	}
	return kernel.Fen(fen).String()
}

func windowOf(w definition.Window) body.Window {
	return body.Window{From: body.DateText(w.From), To: body.DateText(w.To)}
}

func policyTitle(r *definition.Record) string {
	if r.Policy == nil {
		return ""
	}
	return r.Policy.Title
}

func itemOf(f Found) body.MeasureItem {
	return body.MeasureItem{
		ID: f.ID, Title: f.Title, TitleParts: partsOf(f.TitleParts), SnippetParts: partsOf(f.SnippetParts), Summary: f.Summary,
		Kind: string(f.Kind), KindLabel: f.Kind.Label(), Delivery: string(f.Delivery), DeliveryLabel: f.Delivery.Label(),
		AmountText: f.AmountText, Department: f.DepartmentName, PolicyTitle: policyTitle(f.Record), Window: windowOf(f.Window),
	}
}

func pageOf(d *Detail) body.MeasurePage {
	r := d.Record
	p := body.MeasurePage{
		ID: r.ID, Title: r.Title, Summary: r.Summary, Kind: string(r.Kind), KindLabel: r.Kind.Label(),
		Delivery: string(r.Delivery), DeliveryLabel: r.Delivery.Label(), AmountText: r.AmountText, Beneficiaries: r.Beneficiaries,
		Conditions: body.ConditionsOf(d.Words, r.Rule.When), BenefitWords: d.Words.Benefit(r.Rule.Benefit), BonusWords: []string{},
		Materials: []body.Material{}, Steps: []body.Step{}, TimeLimit: r.TimeLimit, PaymentTerm: r.PaymentTerm, Department: d.Department,
		Contact: body.Contact(r.Contact), Window: windowOf(r.Window), Exclusion: body.ExclusionOf(r.Rule.ExclusionGroup, d.Exclusive),
		Policy: body.PolicyOf(r.Policy), Version: r.Version, UpdatedAt: timeText(r.UpdatedAt),
	}
	if p.BenefitWords == nil {
		p.BenefitWords = []string{}
	}
	for i := range r.Rule.Bonuses {
		p.BonusWords = append(p.BonusWords, d.Words.Bonus(&r.Rule.Bonuses[i]))
	}
	for _, m := range r.Materials {
		p.Materials = append(p.Materials, body.Material(m))
	}
	for _, s := range r.Steps {
		p.Steps = append(p.Steps, body.Step(s))
	}
	return p
}

func countsOf(c matchrun.Counts) body.Counts {
	return body.Counts{
		Eligible: c[eligibility.Eligible], NeedsReview: c[eligibility.NeedsReview],
		NeedFacts: c[eligibility.NeedFacts], Ineligible: c[eligibility.Ineligible],
	}
}

func verdictOf(j *Judged) body.VerdictItem {
	return body.VerdictItem{
		Measure: j.ID, Title: j.Title, Version: j.Version, Summary: j.Summary, KindLabel: j.Kind.Label(), Delivery: string(j.Delivery), DeliveryLabel: j.Delivery.Label(),
		AmountText: j.Record.AmountText, Verdict: j.Finding.Verdict.String(), Amount: amountText(j.Amount, j.HasAmount), AmountMayRise: j.AmountMayRise,
		Missing: body.MissingOf(j.Asked), Near: j.Near, State: string(j.State), Window: windowOf(j.Window),
	}
}

func verdictsOf(v *Verdicts) body.Verdicts {
	out := body.Verdicts{AsOf: v.AsOf.String(), Counts: countsOf(v.Counts), EligibleAmount: kernel.Fen(v.Amount).String(), Items: []body.VerdictItem{}}
	for _, j := range v.Items {
		out.Items = append(out.Items, verdictOf(j))
	}
	return out
}

func verdictPageOf(v *Verdicts) body.VerdictPage {
	j := v.Items[0]
	page := body.VerdictPage{
		VerdictItem: verdictOf(j), AsOf: v.AsOf.String(), Conditions: body.JudgedConditions(v.Words, j.Rule.When, j.Clauses),
		Bonus: []body.Bonus{}, Exclusion: body.ExclusionOf(j.Rule.ExclusionGroup, j.Exclusive),
	}
	for i, b := range j.Bonuses {
		page.Bonus = append(page.Bonus, body.Bonus{Words: v.Words.Bonus(&j.Rule.Bonuses[i]), Value: b.Value, Amount: amountText(b.Amount, b.HasAmount)})
	}
	return page
}

func partsOf(parts []textsearch.Part) []body.Part {
	out := make([]body.Part, 0, len(parts))
	for _, p := range parts {
		out = append(out, body.Part(p))
	}
	return out
}
