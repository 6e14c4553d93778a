package body

import (
	"github.com/yikou/yikou/internal/policy/eligibility"
	"github.com/yikou/yikou/internal/policy/wording"
	"github.com/yikou/yikou/internal/standard/civil"
)

// DateText returns a day as YYYY-MM-DD, empty for the zero date.
func DateText(d civil.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.String()
}

var nodeKinds = map[eligibility.NodeKind]string{
	eligibility.LeafNode: "clause", eligibility.AllNode: "all", eligibility.AnyNode: "any", eligibility.NotNode: "not", eligibility.AtLeastNode: "at_least",
}

var roles = map[eligibility.Role]string{eligibility.Gate: "gate", eligibility.BonusRole: "bonus", eligibility.Discretion: "discretion"}

// tree builds a condition tree, saying each clause as leaf does.
func tree(n *eligibility.Node, leaf func(*eligibility.Clause) *clause) *node {
	out := &node{Kind: nodeKinds[n.Kind], K: n.K}
	if n.Kind == eligibility.LeafNode {
		out.Clause = leaf(n.Clause)
		return out
	}
	for _, child := range n.Children {
		out.Children = append(out.Children, tree(child, leaf))
	}
	return out
}

// Conditions is a condition tree as it is sent.
type Conditions = node

// ConditionsOf says conditions without any enterprise.
func ConditionsOf(w *wording.Words, n *eligibility.Node) *node {
	return tree(n, func(c *eligibility.Clause) *clause {
		return &clause{ID: c.ID, Role: roles[c.Role], Words: w.Clause(c), Quote: c.Quote}
	})
}

// JudgedConditions says conditions with what each came to for one enterprise.
func JudgedConditions(w *wording.Words, n *eligibility.Node, findings []eligibility.ClauseFinding) *node {
	next := 0
	return tree(n, func(*eligibility.Clause) *clause {
		next++
		return clauseOf(w, &findings[next-1])
	})
}

var valueLabels = map[string]string{"true": "成立", "false": "不成立", "unknown": "待补充", "human": "由部门认定"}

func clauseOf(w *wording.Words, f *eligibility.ClauseFinding) *clause {
	c := f.Clause
	out := &clause{
		ID: c.ID, Role: roles[c.Role], Words: w.Clause(c), Quote: c.Quote, Value: f.Word(), ValueLabel: valueLabels[f.Word()],
		Threshold: w.Threshold(c), Gap: w.Gap(f),
	}
	if shown, ok := w.Fact(c, f.Reading); ok {
		out.Fact = &clauseFact{Key: shown.Key, Label: shown.Label, Period: shown.Period, Display: shown.Display}
		out.Source, out.AsOf, out.Tier, out.TierLabel = shown.Source, DateText(shown.AsOf), shown.Tier.String(), wording.TierWords(shown.Tier)
	}
	if f.Reading != nil {
		out.Missing = MissingOf(w.Asked(f.Reading.Missing, []eligibility.ClauseFinding{*f}))
	}
	return out
}

// MissingOf says which facts are missing.
func MissingOf(asked []wording.Asked) []missingFact {
	out := make([]missingFact, 0, len(asked))
	for _, a := range asked {
		out = append(out, missingFact{Key: a.Key, Label: a.Label, Period: a.Period, Kind: a.Kind.String(), Unit: a.Unit, Values: a.Values})
	}
	return out
}
