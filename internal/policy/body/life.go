package body

import (
	"strings"
	"time"

	"github.com/yikou/yikou/internal/policy/definition"
)

// VersionOf says when a version was made, by whom, and what became of it.
func VersionOf(v definition.Version) MeasureVersion {
	out := MeasureVersion{
		Version: v.Number, From: DateText(v.EffectiveFrom), By: v.RecordedBy, At: v.RecordedAt.Format(time.RFC3339),
		State: string(v.State), StateLabel: v.State.Label(), Steps: make([]VersionStep, 0, len(v.Steps)),
	}
	for _, s := range v.Steps {
		out.Steps = append(out.Steps, VersionStep{
			State: string(s.To), StateLabel: s.To.Label(), On: DateText(s.On), At: s.At.Format(time.RFC3339), By: s.By, Note: s.Note,
		})
	}
	return out
}

// PolicyOf is the document that a measure implements, nil for none. What the
// library does not show has no text here.
func PolicyOf(d *definition.Document) Policy {
	if d == nil {
		return Policy{Issuers: []string{}}
	}
	p := Policy{
		ID: d.ID, Title: d.Title, DocumentNo: d.Number, Issuers: append([]string{}, d.Issuers...), PublishedOn: DateText(d.PublishedOn),
		EffectiveFrom: DateText(d.EffectiveFrom), EffectiveTo: DateText(d.EffectiveTo), SourceURL: d.SourceURL, Public: !d.Hidden,
	}
	if p.Public {
		p.Text, p.Interpretation = d.Text, d.Interpretation
	}
	return p
}

// GapsOf lists what keeps a version from being published.
func GapsOf(gaps []definition.Gap) []MeasureGap {
	out := make([]MeasureGap, 0, len(gaps))
	for _, g := range gaps {
		out = append(out, MeasureGap(g))
	}
	return out
}

// ExclusionOf says which measures cannot be had together; nil without a group.
func ExclusionOf(group string, others []string) *Exclusion {
	if group == "" {
		return nil
	}
	words := "同类事项不重复享受，同时符合的按金额高的一项执行。"
	if len(others) > 0 {
		words = "与“" + strings.Join(others, "”、“") + "”不重复享受，同时符合的按金额高的一项执行。"
	}
	return &Exclusion{Group: group, Words: words}
}
