package reader

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
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
	p := newPage(text)
	r := &reading{page: &p, v: v}
	r.windows()
	when := r.item(outlined(p.s), false)
	r.assemble(when)
	return r.finish()
}

// reading is the state of one Read.
type reading struct {
	page  *page
	v     *Vocabulary
	draft Draft
	// used are the stretches that were understood, missed those that were not.
	used, missed []span
	found        []found
	events       []event
	// last is the figure named last and the year it was of; see figures.
	last   *metric
	period period
	// given is the amount that a limit after it bounds.
	given *given
	notes []string
}

// found is a clause with its hit, before it has its id.
type found struct {
	test   *Test
	holder *Node
	hit    *hit
}

// item reads a heading, sentence or item with what stands under it. excluded is
// set under a sentence that says who gets nothing.
func (r *reading) item(it *item, excluded bool) *Node {
	s := r.page.s[it.from:it.to]
	m := modeOf(s)
	if len(it.subs) == 0 {
		m = mode{kind: All}
	}
	own := r.sentence(it, excluded)
	missed, first := len(r.missed), len(r.found)
	var under []*Node
	for _, sub := range it.subs {
		if n := r.item(sub, excluded || m.kind == Not); n != nil {
			under = append(under, n)
		}
		if sub.end == '。' || sub.end == '\n' {
			r.last, r.period = nil, period{}
		}
	}
	if len(r.missed) > missed && (m.kind == Any || m.kind == AtLeast) {
		for _, f := range r.found[first:] {
			f.hit.guess("同一组条件里有没读懂的")
		}
	}
	switch {
	case m.kind == AtLeast && m.k < len(under):
		return join(All, own, &Node{Kind: AtLeast, K: m.k, Of: under})
	case m.kind == Any:
		return join(All, own, join(Any, under...))
	}
	return join(All, own, join(All, under...))
}

// masked are words that say how conditions are joined and are no condition.
func (r *reading) masked(it *item) []span {
	var out []span
	s := r.page.s
	for _, at := range atLeastWords.FindAllStringIndex(s[it.from:it.to], -1) {
		out = append(out, span{it.from + at[0], it.from + at[1]})
	}
	for _, w := range r.used {
		if w.overlaps(it.span) {
			out = append(out, w)
		}
	}
	return out
}

// sentence reads one sentence and returns what it asks; what it gives goes to
// events.
func (r *reading) sentence(it *item, excluded bool) *Node {
	if it.empty() {
		return nil
	}
	s := r.page.s
	mask := r.masked(it)
	list := slices.DeleteFunc(quantities(s, it.span), func(q quantity) bool { return anyOverlap(q.core, mask) })
	gifts, list := r.gifts(it.span, list)
	hits, rest := r.hits(it.span, list, gifts, mask)
	for _, h := range hits {
		r.used = append(r.used, h.span)
	}
	for _, g := range gifts {
		r.used = append(r.used, g.span)
	}
	r.unread(it.span, rest)
	pending := hits
	for _, g := range gifts {
		n := 0
		for n < len(pending) && pending[n].from < g.from {
			n++
		}
		if g.limit {
			continue
		}
		conditions := r.groups(pending[:n:n], it.span, excluded)
		r.events = append(r.events, event{given: g, conditions: conditions, at: it.span})
		pending = pending[n:]
	}
	return nodeOf(r.groups(pending, it.span, excluded))
}

// hits returns what the readers of clauses understand of a sentence, in order,
// and the quantities that none of them does.
func (r *reading) hits(at span, list []quantity, gifts []*given, mask []span) ([]hit, []quantity) {
	s := r.page.s
	f := &figures{v: r.v, s: s, last: r.last, period: r.period}
	all, rest := f.read(at, list)
	all = append(all, f.rises(at)...)
	r.last, r.period = f.last, f.period
	all = append(all, foundingDays(s, at)...)
	all = append(all, r.v.qualified(s, at)...)
	all = append(all, r.v.trades(s, at)...)
	all = append(all, r.v.seats(s, at)...)
	all = append(all, sized(s, at)...)
	all = append(all, standings(s, at)...)
	all = append(all, listings(s, at)...)
	all = append(all, r.v.ownFacts(s, at)...)
	for _, g := range gifts {
		mask = append(mask, g.span)
	}
	all = slices.DeleteFunc(all, func(h hit) bool { return anyOverlap(h.span, mask) })
	all = disjoint(all, func(h hit) span { return h.span })
	taken := slices.Clone(mask)
	for _, h := range all {
		taken = append(taken, h.span)
	}
	for _, q := range rest {
		taken = append(taken, q.span)
	}
	all = append(all, judged(s, at, taken)...)
	slices.SortStableFunc(all, func(a, b hit) int { return cmp.Compare(a.from, b.from) })
	return all, rest
}

// record keeps the clauses of a hit with their quote.
func (r *reading) record(h *hit) {
	quote := r.page.quote(h.span).Text
	for _, n := range h.nodes {
		leaves(n, func(t *Test, holder *Node) {
			t.Quote = quote
			r.found = append(r.found, found{t, holder, h})
		})
	}
}

// finish numbers the clauses and writes the draft.
func (r *reading) finish() Draft {
	d := &r.draft
	groups := map[*Test]string{}
	number := func(n *Node, prefix, group string) {
		i, counts := 0, map[NodeKind]int{}
		var walk func(n *Node, group string)
		walk = func(n *Node, group string) {
			switch n.Kind {
			case Leaf:
				i++
				n.Test.ID = fmt.Sprintf("%s%d", prefix, i)
				groups[n.Test] = group
				return
			case Any, AtLeast:
				counts[n.Kind]++
				group = fmt.Sprintf("%s-%d", map[NodeKind]string{Any: "any", AtLeast: "at_least"}[n.Kind], counts[n.Kind])
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
			ID: f.test.ID, Node: f.holder, Group: group, Kind: f.hit.kind, Quote: r.page.quote(f.hit.span), Sure: f.hit.sure, Note: f.hit.note,
		})
	}
	slices.SortStableFunc(d.Clauses, func(a, b Clause) int { return cmp.Compare(a.Quote.From, b.Quote.From) })
	slices.SortFunc(r.missed, func(a, b span) int { return cmp.Compare(a.from, b.from) })
	for _, m := range slices.Compact(r.missed) {
		d.Unread = append(d.Unread, r.page.quote(m))
	}
	d.BenefitNote = strings.Join(r.notes, "；")
	return *d
}
