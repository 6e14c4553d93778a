package reader

import (
	"cmp"
	"reflect"
	"slices"
	"strings"

	"github.com/yikou/yikou/internal/policy/drafting/prose"
	"github.com/yikou/yikou/internal/policy/drafting/rule"
)

// event is an amount with the conditions that stand before it in its sentence.
type event struct {
	given      *given
	conditions []group
	at         prose.Span
}

// assemble writes what is given from all that the text gives; when is what it
// asks of everybody.
func (r *reading) assemble(when *rule.Node) {
	var main []event
	for _, e := range r.events {
		switch {
		case e.given.amount == nil:
			when = rule.Join(rule.All, when, nodeOf(e.conditions))
		case e.given.bonus && len(e.conditions) > 0 && len(e.given.list) == 0:
			r.bonus(e)
		default:
			main = append(main, e)
		}
	}
	main = r.extras(main)
	switch {
	case len(main) == 0:
	case len(main) > 1 && slices.ContainsFunc(main, r.doubtful):
		for _, e := range main {
			r.missed = append(r.missed, r.page.Trim(e.at))
		}
	case r.tiers(main, &when):
	case len(main) == 1 && len(main[0].given.list) == 0:
		when = rule.Join(rule.All, when, nodeOf(main[0].conditions))
		r.benefit(main[0].given.amount, main)
	case len(main) == 1 && r.byName(main[0]):
		when = rule.Join(rule.All, when, nodeOf(main[0].conditions))
	case len(main) == 1:
		when = rule.Join(rule.All, when, nodeOf(main[0].conditions))
		r.missed = append(r.missed, r.page.Trim(main[0].at))
	case r.unconditional(main[1:]):
		when = rule.Join(rule.All, when, nodeOf(main[0].conditions))
		r.several(main)
	default:
		when = rule.Join(rule.All, when, r.apart(main))
	}
	r.draft.When = when
}

// doubtful reports whether a figure that stands with an amount was not understood:
// then nobody can tell whose amount it is.
func (r *reading) doubtful(e event) bool {
	return slices.ContainsFunc(r.missed, func(m prose.Span) bool {
		return e.at.Holds(m) && m.From < e.given.To && strings.ContainsAny(r.page.S[m.From:max(m.From, min(m.To, e.given.From))], "0123456789")
	})
}

// extras leaves out amounts on top whose condition was not understood.
func (r *reading) extras(main []event) []event {
	return slices.DeleteFunc(main, func(e event) bool {
		if !e.given.bonus || len(main) < 2 || !r.doubtful(e) {
			return false
		}
		for _, part := range prose.Parts(r.page.S, e.at, "，；") {
			if part.Overlaps(e.given.Span) {
				r.missed = append(r.missed, r.page.Trim(part))
			}
		}
		return true
	})
}

// bonus keeps an amount that comes on top.
func (r *reading) bonus(e event) {
	r.draft.Bonuses = append(r.draft.Bonuses, Bonus{When: nodeOf(e.conditions), Amount: e.given.amount, Quote: r.page.Quote(e.given.Span)})
}

// benefit keeps the amount and the words it stands in.
func (r *reading) benefit(a *rule.Amount, main []event) {
	r.draft.Benefit = a
	at := main[0].given.Span
	for _, e := range main {
		at.From, at.To = min(at.From, e.given.From), max(at.To, e.given.To)
		if e.given.note != "" && !slices.Contains(r.notes, e.given.note) {
			r.notes = append(r.notes, e.given.note)
		}
	}
	r.draft.BenefitQuote = r.page.Quote(at)
}

func (r *reading) unconditional(events []event) bool {
	return !slices.ContainsFunc(events, func(e event) bool { return len(e.conditions) > 0 || len(e.given.list) > 0 })
}

// several joins amounts that all go to the same: the highest where the text says
// so, else together.
func (r *reading) several(main []event) {
	a := &rule.Amount{Kind: rule.SumAmount}
	if highest.MatchString(r.page.S) {
		a.Kind = rule.MaxAmount
	} else {
		r.notes = append(r.notes, "原文有几项金额，按相加理解")
	}
	for _, e := range main {
		a.Parts = append(a.Parts, e.given.amount)
	}
	r.benefit(a, main)
}

// apart keeps amounts that go to different enterprises: each as a bonus of its
// own, and who fits one of them fits the measure.
func (r *reading) apart(main []event) *rule.Node {
	var either []*rule.Node
	for _, e := range main {
		if len(e.conditions) == 0 {
			r.missed = append(r.missed, r.page.Trim(e.at))
			continue
		}
		r.bonus(e)
		for _, g := range e.conditions {
			for _, h := range g.hits {
				h.guess("不同的条件对应不同的金额，已分别写成加成")
			}
		}
		either = append(either, r.again(e.conditions))
	}
	return rule.Join(rule.Any, either...)
}

// byName keeps the amounts of 瞪羚企业、独角兽企业分别奖励A、B as one for each name; false
// where names and amounts do not pair.
func (r *reading) byName(e event) bool {
	n := len(e.conditions)
	if n == 0 || e.conditions[n-1].Kind != rule.Any || len(e.conditions[n-1].hits) != len(e.given.list) || !strings.Contains(r.page.S[e.at.From:e.given.To], "分别") {
		return false
	}
	for i, h := range e.conditions[n-1].hits {
		h.note, h.sure = "", true
		h.guess("不同的条件对应不同的金额，已分别写成加成")
		one := r.again([]group{{hits: []*hit{h}, node: h.node()}})
		r.draft.Bonuses = append(r.draft.Bonuses, Bonus{When: one, Amount: &rule.Amount{Kind: rule.FixedAmount, Fixed: e.given.list[i]}, Quote: r.page.Quote(e.given.Span)})
	}
	return true
}

// again writes the clauses of groups once more, for a second place in the draft.
func (r *reading) again(groups []group) *rule.Node {
	n := rule.Cloned(nodeOf(groups))
	of := map[string]*hit{}
	for _, g := range groups {
		for _, h := range g.hits {
			of[r.page.Quote(h.Span).Text] = h
		}
	}
	rule.Leaves(n, func(t *rule.Test, holder *rule.Node) {
		if h := of[t.Quote]; h != nil {
			r.found = append(r.found, found{t, holder, h})
		}
	})
	return n
}

// tiers reports whether the amounts rise with one figure, and writes them so: the
// condition is that the lowest step is reached.
func (r *reading) tiers(main []event, when **rule.Node) bool {
	var steps []rule.Step
	var of *tier
	var lowest *rule.Node
	var others []group
	for i, e := range main {
		var mine []*tier
		var nodes []*rule.Node
		for _, g := range e.conditions {
			t := stepOf(g)
			switch {
			case t == nil && upperBound(g, of):
			case t == nil && i == 0:
				others = append(others, g)
			case t == nil:
				return false
			default:
				mine, nodes = append(mine, t), append(nodes, g.node)
			}
		}
		amounts := e.given.list
		if len(amounts) == 0 {
			amounts = []int64{e.given.amount.Fixed}
		}
		if e.given.amount.Kind != rule.FixedAmount || len(mine) != len(amounts) {
			return false
		}
		for k, t := range mine {
			if of == nil {
				of = t
			}
			if !reflect.DeepEqual(t.term, of.term) {
				return false
			}
			if lowest == nil || t.From < minFrom(steps) {
				lowest = nodes[k]
			}
			steps = append(steps, rule.Step{From: t.From, Fixed: amounts[k]})
		}
	}
	if len(steps) < 2 || of == nil {
		return false
	}
	slices.SortFunc(steps, func(a, b rule.Step) int { return cmp.Compare(a.From, b.From) })
	for i := range steps[1:] {
		if steps[i].From == steps[i+1].From {
			return false
		}
	}
	open(lowest)
	*when = rule.Join(rule.All, *when, nodeOf(others), lowest)
	r.benefit(&rule.Amount{Kind: rule.TiersAmount, Of: of.term, Steps: steps}, main)
	return true
}

func minFrom(steps []rule.Step) float64 {
	least := steps[0].From
	for _, s := range steps {
		least = min(least, s.From)
	}
	return least
}

// stepOf returns the figure of a group that is a single lower bound.
func stepOf(g group) *tier {
	if len(g.hits) != 1 {
		return nil
	}
	return g.hits[0].tier
}

// upperBound reports whether a group only bounds the same figure from above, as
// the steps below the highest do.
func upperBound(g group, of *tier) bool {
	if len(g.hits) != 1 || g.node == nil || g.node.Kind != rule.Leaf {
		return false
	}
	t := g.node.Test
	return (t.Op == "<" || t.Op == "<=") && t.Term.Fact != "" && (of == nil || t.Term.Fact == of.term.Fact)
}

// open makes a range of the lowest step its lower bound: what lies above has
// steps of its own.
func open(n *rule.Node) {
	if n.Kind == rule.All {
		*n = *n.Of[0]
	}
	if n.Kind == rule.Leaf && n.Test.Op == "between" {
		n.Test.Op, n.Test.Value = ">=", n.Test.Value.Items[0]
	}
}
