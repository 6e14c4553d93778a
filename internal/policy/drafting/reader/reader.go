package reader

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/yikou/yikou/internal/policy/drafting/prose"
	"github.com/yikou/yikou/internal/policy/drafting/rule"
)

// MaxText is the longest text that is worth reading at once, in characters. It is
// a guess: the operative part of a policy has about three thousand.
const MaxText = 20_000

// Read reads a text. It never fails: what it does not understand is Unread. A
// text over MaxText is read up to there.
func Read(text string, v *Vocabulary) Draft {
	if runes := []rune(text); len(runes) > MaxText {
		text = string(runes[:MaxText])
	}
	p := prose.NewPage(text)
	r := &reading{page: &p, v: v}
	r.windows()
	when := r.item(prose.Outline(p.S), false)
	r.assemble(when)
	return r.finish()
}

// reading is the state of one Read.
type reading struct {
	page  *prose.Page
	v     *Vocabulary
	draft Draft
	// used are the stretches that were understood, missed those that were not.
	used, missed []prose.Span
	found        []found
	events       []event
	// last is the figure named last and the year it was of; see figures.
	last   *metric
	period prose.Period
	share  *[2]metric
	// given is the amount that a limit after it bounds.
	given *given
	// step says that the sentence gives something for each step of a figure.
	step  bool
	notes []string
}

// found is a clause with its hit, before it has its id.
type found struct {
	test   *rule.Test
	holder *rule.Node
	hit    *hit
}

// item reads a heading, sentence or item with what stands under it. excluded is
// set under a sentence that says who gets nothing.
func (r *reading) item(it *prose.Item, excluded bool) *rule.Node {
	s := r.page.S[it.From:it.To]
	m := modeOf(s)
	if len(it.Subs) == 0 {
		m = mode{Kind: rule.All}
	}
	own := r.sentence(it, excluded)
	missed, first := len(r.missed), len(r.found)
	var under []*rule.Node
	var run []branch // sentences that only semicolons part
	for _, sub := range it.Subs {
		at := len(r.found)
		if n := r.item(sub, excluded || m.Kind == rule.Not); n != nil {
			under = append(under, n)
			run = append(run, branch{n, r.found[at:]})
		}
		if sub.End != '；' && m.Kind == rule.All {
			under, run = append(under[:len(under)-len(run)], cases(run)), nil
		}
		if sub.End == '。' || sub.End == '\n' {
			r.last, r.period, r.share = nil, prose.Period{}, nil
		}
	}
	if m.Kind == rule.All {
		under = append(under[:len(under)-len(run)], cases(run))
	}
	if len(r.missed) > missed && (m.Kind == rule.Any || m.Kind == rule.AtLeast) {
		for _, f := range r.found[first:] {
			f.hit.guess("同一组条件里有没读懂的")
		}
	}
	switch {
	case m.Kind == rule.AtLeast && m.K < len(under):
		return rule.Join(rule.All, own, &rule.Node{Kind: rule.AtLeast, K: m.K, Of: under})
	case m.Kind == rule.Any:
		return rule.Join(rule.All, own, rule.Join(rule.Any, under...))
	}
	return rule.Join(rule.All, own, rule.Join(rule.All, under...))
}

// branch is one of several sentences side by side, with its clauses.
type branch struct {
	node  *rule.Node
	found []found
}

// cases joins sentences that stand side by side. All must hold, but those that
// ask for ranges of one figure that nobody can be in at once are cases: 收入小于5000万元的，
// 比例不低于5%；收入在5000万元以上的，比例不低于4%.
func cases(branches []branch) *rule.Node {
	var all, either []*rule.Node
	for i, b := range branches {
		apart := false
		for j, o := range branches {
			apart = apart || i != j && rule.Exclude(b.node, o.node)
		}
		if !apart {
			all = append(all, b.node)
			continue
		}
		either = append(either, b.node)
		for _, f := range b.found {
			f.hit.guess("几种情形分别有不同的要求，按符合其中一种即可理解")
		}
	}
	return rule.Join(rule.All, append(all, rule.Join(rule.Any, either...))...)
}

// masked are words that say how conditions are joined and are no condition.
func (r *reading) masked(it *prose.Item) []prose.Span {
	var out []prose.Span
	s := r.page.S
	for _, at := range atLeastWords.FindAllStringIndex(s[it.From:it.To], -1) {
		out = append(out, prose.Span{From: it.From + at[0], To: it.From + at[1]})
	}
	for _, w := range r.used {
		if w.Overlaps(it.Span) {
			out = append(out, w)
		}
	}
	return out
}

// sentence reads one sentence and returns what it asks; what it gives goes to
// events.
func (r *reading) sentence(it *prose.Item, excluded bool) *rule.Node {
	if it.Empty() {
		return nil
	}
	s := r.page.S
	mask := r.masked(it)
	dates := slices.Clone(mask)
	for _, at := range wholeDay.FindAllStringIndex(s[it.From:it.To], -1) {
		dates = append(dates, prose.Span{From: it.From + at[0], To: it.From + at[1]})
	}
	list := slices.DeleteFunc(prose.Quantities(s, it.Span), func(q prose.Quantity) bool { return prose.AnyOverlap(q.Core, dates) })
	var words []metric
	if len(list) > 0 || positive.MatchString(s[it.From:it.To]) {
		words = r.v.metrics(s, it.Span)
	}
	gifts, list := r.gifts(it.Span, list, words)
	hits, rest := r.hits(it.Span, list, words, gifts, mask)
	hits = r.among(it.Span, hits, gifts, rest)
	for _, h := range hits {
		r.used = append(r.used, h.Span)
	}
	for _, g := range gifts {
		r.used = append(r.used, g.Span)
	}
	r.unread(it.Span, rest, hits)
	pending := hits
	for _, g := range gifts {
		n := 0
		for n < len(pending) && pending[n].From < g.From {
			n++
		}
		if g.limit {
			continue
		}
		conditions := r.groups(pending[:n:n], it.Span, excluded)
		r.events = append(r.events, event{given: g, conditions: conditions, at: it.Span})
		pending = pending[n:]
	}
	return inTurn(r.groups(pending, it.Span, excluded))
}

// hits returns what the readers of clauses understand of a sentence, in order,
// and the quantities that none of them does.
func (r *reading) hits(at prose.Span, list []prose.Quantity, words []metric, gifts []*given, mask []prose.Span) ([]hit, []prose.Quantity) {
	s := r.page.S
	f := &figures{s: s, words: words, last: r.last, period: r.period, part: r.share}
	all, rest := f.read(at, list)
	all = append(all, f.rises(at)...)
	r.last, r.period, r.share = f.last, f.period, f.part
	r.used = append(r.used, f.named...)
	all = append(all, foundingDays(s, at)...)
	all = append(all, r.v.qualified(s, at)...)
	trades, strange := r.v.trades(s, at)
	seats, nowhere := r.v.seats(s, at)
	all = append(append(all, trades...), seats...)
	for _, m := range formalities.FindAllStringIndex(s[at.From:at.To], -1) {
		strange = append(strange, prose.Span{From: at.From + m[0], To: at.From + m[1]})
	}
	r.missed = append(append(r.missed, strange...), nowhere...)
	all = append(all, sized(s, at)...)
	all = append(all, standings(s, at)...)
	all = append(all, listings(s, at)...)
	all = append(all, r.v.ownFacts(s, at)...)
	for _, g := range gifts {
		mask = append(mask, g.Span)
	}
	all = slices.DeleteFunc(all, func(h hit) bool { return prose.AnyOverlap(h.Span, mask) })
	all = prose.Disjoint(all, func(h hit) prose.Span { return h.Span })
	taken := slices.Clone(mask)
	for _, h := range all {
		taken = append(taken, h.Span)
	}
	for _, q := range rest {
		taken = append(taken, q.Span)
	}
	all = append(all, judged(s, at, taken)...)
	slices.SortStableFunc(all, func(a, b hit) int { return cmp.Compare(a.From, b.From) })
	return all, rest
}

// record keeps the clauses of a hit with their quote.
func (r *reading) record(h *hit) {
	quote := r.page.Quote(h.Span).Text
	for _, n := range h.nodes {
		rule.Leaves(n, func(t *rule.Test, holder *rule.Node) {
			t.Quote = quote
			r.found = append(r.found, found{t, holder, h})
		})
	}
}

// finish numbers the clauses and writes the draft.
func (r *reading) finish() Draft {
	d := &r.draft
	groups := map[*rule.Test]string{}
	number := func(n *rule.Node, prefix, group string) {
		i, counts := 0, map[rule.NodeKind]int{}
		var walk func(n *rule.Node, group string)
		walk = func(n *rule.Node, group string) {
			switch n.Kind {
			case rule.Leaf:
				i++
				n.Test.ID = fmt.Sprintf("%s%d", prefix, i)
				groups[n.Test] = group
				return
			case rule.Any, rule.AtLeast:
				counts[n.Kind]++
				group = fmt.Sprintf("%s-%d", map[rule.NodeKind]string{rule.Any: "any", rule.AtLeast: "at_least"}[n.Kind], counts[n.Kind])
			}
			for _, c := range n.Of {
				walk(c, group)
			}
		}
		walk(n, group)
	}
	if d.When != nil {
		number(d.When, "c", "")
	}
	for i, b := range d.Bonuses {
		number(b.When, fmt.Sprintf("b%d-", i+1), fmt.Sprintf("bonus-%d", i+1))
	}
	for _, f := range r.found {
		group, ok := groups[f.test]
		if !ok {
			continue
		}
		d.Clauses = append(d.Clauses, Clause{
			ID: f.test.ID, Node: f.holder, Group: group, Kind: f.hit.Kind, Quote: r.page.Quote(f.hit.Span), Sure: f.hit.sure, Note: f.hit.note,
		})
	}
	slices.SortStableFunc(d.Clauses, func(a, b Clause) int { return cmp.Compare(a.Quote.From, b.Quote.From) })
	slices.SortFunc(r.missed, func(a, b prose.Span) int { return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(b.To, a.To)) })
	for i, m := range r.missed {
		if slices.ContainsFunc(r.missed[:i], func(o prose.Span) bool { return o.Holds(m) }) {
			continue
		}
		d.Unread = append(d.Unread, r.page.Quote(m))
	}
	d.BenefitNote = strings.Join(r.notes, "；")
	return *d
}
