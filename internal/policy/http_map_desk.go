package policy

import (
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/policy/body"
	"github.com/yikou/yikou/internal/policy/definition"
	"github.com/yikou/yikou/internal/policy/matchrun"
)

func deskItemOf(l Listed) body.DeskMeasureItem {
	item := body.DeskMeasureItem{
		ID: l.ID, Title: l.Title, Kind: string(l.Kind), KindLabel: l.Kind.Label(), Delivery: string(l.Delivery), DeliveryLabel: l.Delivery.Label(),
		Department: l.Department, PolicyTitle: policyTitle(l.Record), State: string(l.State), StateLabel: l.State.Label(), Version: l.Version,
		Open: openOf(l.Record), Can: l.Can,
	}
	if l.Counts != nil {
		counts := countsOf(l.Counts)
		item.Counts, item.RunAt = &counts, timeText(l.Run.FinishedAt)
	}
	return item
}

func deskPageOf(d *Detail) body.DeskMeasurePage {
	page := body.DeskMeasurePage{
		MeasurePage: pageOf(d), State: string(d.Record.State), StateLabel: d.Record.State.Label(), Gaps: body.GapsOf(d.Gaps), Open: openOf(d.Record),
		Versions: []body.MeasureVersion{}, Definition: string(d.Record.Rule.Source), Can: append([]string{}, d.Can...),
	}
	if doc := d.Record.Policy; doc != nil { // who writes needs what is not public yet
		page.Policy.Text, page.Policy.Interpretation = doc.Text, doc.Interpretation
	}
	for _, v := range d.Record.Versions {
		page.Versions = append(page.Versions, body.VersionOf(v))
	}
	return page
}

// openOf names the version that is being written or reviewed.
func openOf(r *definition.Record) *body.OpenVersion {
	v := definition.OpenOf(r.Versions)
	if v == nil {
		return nil
	}
	return &body.OpenVersion{Version: v.Number, Revision: v.Revision, State: string(v.State), StateLabel: v.State.Label()}
}

// ReportOf returns the report of an import as the API and the command line show it.
func ReportOf(r Imported) body.ImportReport {
	out := body.ImportReport{Created: r.Created, Updated: r.Updated, Unchanged: r.Unchanged, Published: r.Published, Drafts: []body.DraftNoted{}}
	for _, d := range r.Drafts {
		out.Drafts = append(out.Drafts, body.DraftNoted{Measure: d.ID, Title: d.Title, Gaps: body.GapsOf(d.Gaps)})
	}
	return out
}

func runOf(r matchrun.Run) body.MatchRun {
	return body.MatchRun{
		ID: r.ID, AsOf: r.AsOf.String(), State: r.State, Job: r.Job, Enterprises: r.Enterprises, Measures: r.Measures,
		Seconds: r.Seconds, By: r.By, At: timeText(r.RequestedAt), FinishedAt: timeText(r.FinishedAt),
	}
}

func resultOf(r *Result) body.MeasureResult {
	out := body.MeasureResult{
		Measure: r.Record.ID, Title: r.Record.Title, Counts: countsOf(r.Counts), EligibleAmount: kernel.Fen(r.Amount).String(), NearCount: r.Near,
		Run: body.ResultRun{ID: r.Run.ID, AsOf: r.Run.AsOf.String(), At: timeText(r.Run.FinishedAt), Version: r.Version, Previous: r.Run.Previous},
		Can: append([]string{}, r.Can...),
	}
	if c := r.Changes; c != nil {
		out.Changes = &body.ResultChanges{
			BecameEligible: c[matchrun.BecameEligible], NoLongerEligible: c[matchrun.NoLongerEligible], NewlyMissing: c[matchrun.NewlyMissing],
			NewlyReview: c[matchrun.NewlyReview], NewlyIneligible: c[matchrun.NewlyIneligible],
		}
	}
	return out
}

func resultEnterpriseOf(m Matched) body.ResultEnterprise {
	out := body.ResultEnterprise{
		USCC: m.USCC, Name: m.Name, Division: body.ResultPlace(m.Division), Industry: body.ResultPlace(m.Industry), SizeLabel: m.SizeLabel,
		Verdict: m.Verdict.String(), Amount: amountText(m.Amount, m.Amount != matchrun.NoAmount), Changed: string(m.Change),
	}
	if m.Changed {
		out.Previous = m.Previous.String()
	}
	return out
}

func nearMissOf(n NearMiss) body.NearMiss {
	return body.NearMiss{
		USCC: n.USCC, Name: n.Name, Verdict: n.Verdict.String(), Clause: body.NearClause{ID: n.ClauseID, Words: n.ClauseWords},
		FactDisplay: n.Fact, Threshold: n.Threshold, Gap: n.Gap, Missing: body.MissingOf(n.Asked),
	}
}
