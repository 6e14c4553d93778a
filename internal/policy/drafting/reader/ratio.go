package reader

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/yikou/yikou/internal/policy/drafting/prose"
	"github.com/yikou/yikou/internal/policy/drafting/rule"
)

var portion = regexp.MustCompile(`比例|占比|比重|强度`)

var positive = regexp.MustCompile(`正增长|保持增长|持续增长|稳定增长|有所增长|逐年增长`)

// ratio reads a percentage: of growth, or of one figure in another.
func (f *figures) ratio(low int, q *prose.Quantity, words []metric) (hit, bool) {
	head := f.s[low:q.From]
	at := shareBy.FindStringIndex(head)
	last := len(words) - 1
	switch {
	case f.risen != nil && (head == "、" || head == "和"):
		return f.anew(q), true
	case at != nil && !strings.HasPrefix(head[at[0]:], "占比"):
		return f.share(low, low+at[0], q, words)
	case last >= 0 && words[last].Class == prose.Percent && words[last].fact != "" && f.reaches(&words[last], q):
		m := words[last]
		return f.shareOf(low, q, &m, &metric{fact: m.over, note: ""}, m.From)
	case growth.MatchString(head):
		return f.growth(low, q, words)
	case last < 0 && f.part != nil && f.risen == nil && goesOn.MatchString(head) && (low == 0 || !growth.MatchString(f.s[:low])):
		return f.shareOf(low, q, &f.part[0], &f.part[1], q.From)
	case last < 0 && f.part != nil && portion.MatchString(head):
		return f.shareOf(low, q, &f.part[0], &f.part[1], q.From)
	case last >= 0 && strings.Contains(head, "占比") && shares[words[last].fact] != "" && f.reaches(&words[last], q):
		m := words[last]
		m.note = "没有写明占什么的比例"
		return f.shareOf(low, q, &m, &metric{fact: shares[m.fact]}, m.From)
	}
	return hit{}, false
}

// share reads A占B的比例: A stands before the word of the share, B after it.
func (f *figures) share(low, by int, q *prose.Quantity, words []metric) (hit, bool) {
	var part, whole *metric
	for i := range words {
		w := &words[i]
		switch {
		case w.To <= by:
			part = w
		case whole == nil && w.From >= by:
			whole = w
		}
	}
	from := by
	if part == nil {
		if f.last == nil || strings.ContainsAny(f.s[low:by], "。；") || utf8.RuneCountInString(f.s[low:by]) > 8 {
			return hit{}, false
		}
		part = f.last
	} else {
		from = part.From
		if gap := f.s[part.To:by]; part.fact == "" || strings.Contains(gap, "，") || fences.MatchString(strings.NewReplacer("总额", "", "金额", "").Replace(withoutBrackets(gap))) {
			return hit{}, false
		}
	}
	if whole == nil || whole.fact == "" || part.fact == "" || part.fact == whole.fact || part.Class == prose.Percent || whole.Class == prose.Years || part.Class == prose.Years {
		return hit{}, false
	}
	return f.shareOf(low, q, part, whole, from)
}

// shareOf writes the clause of a share, of one year or of several.
func (f *figures) shareOf(low int, q *prose.Quantity, part, whole *metric, from int) (hit, bool) {
	p := f.periodFor(low, from, part, q.From)
	h := hit{Span: prose.Span{From: f.start(low, from, part), To: q.To}, Kind: KindShare, sure: true}
	f.note(&h, part, p, q)
	h.guess(whole.note)
	if len(p.Years) > 1 {
		p.Together(f.s[from:q.To])
	}
	a, b := *part, *whole
	a.scale, b.scale = 1, 1
	tops, bottoms := terms(&a, p), terms(&b, p)
	for i := range tops {
		h.nodes = append(h.nodes, compared(rule.Term{Op: "div", Args: []rule.Term{tops[i], bottoms[i]}}, q, 1))
	}
	m := *part
	f.part = &[2]metric{*part, *whole}
	if m.Class == prose.Percent {
		m.Class, m.Kind = prose.Money, KindResearch
	}
	f.last, f.period = &m, p
	return h, true
}

// growth reads by how much a figure has risen.
func (f *figures) growth(low int, q *prose.Quantity, words []metric) (hit, bool) {
	head := f.s[low:q.From]
	var m *metric
	for i := range words {
		m = &words[i]
	}
	var from int
	switch {
	case m == nil && f.last == nil:
		return hit{}, false
	case m == nil:
		if m = f.last; utf8.RuneCountInString(head) > 24 {
			return hit{}, false
		}
		from = low + strings.Index(head, growth.FindString(head))
	default:
		if strings.ContainsAny(head[m.To-low:], "。；") {
			return hit{}, false
		}
		from = m.From
	}
	if m.fact == "" || !m.yearly || m.Class == prose.Percent {
		return hit{}, false
	}
	p := f.periodFor(low, from, m, q.From)
	if compound.MatchString(head) {
		return hit{}, false // the mean of powers cannot be written
	}
	h := hit{Span: prose.Span{From: f.start(low, from, m), To: q.To}, Kind: KindGrowth, sure: true}
	f.note(&h, m, p, q)
	for _, y := range p.Years {
		before := prose.Earlier(y, 1)
		if base := baseYear.FindStringSubmatch(head); base != nil {
			before = base[1]
			if !p.Stated || y == before {
				y = later(before)
			}
		}
		h.nodes = append(h.nodes, compared(rise(m.fact, y, before), q, 1))
	}
	f.last, f.period = m, p
	if len(h.nodes) == 1 {
		f.risen = &h.nodes[0].Test.Term
		h.tier = tierOf(*f.risen, q)
	}
	return h, true
}

// anew reads one more figure of the growth named last: 达到10%、20%、30%.
func (f *figures) anew(q *prose.Quantity) hit {
	return hit{
		Span: q.Span, Kind: KindGrowth, sure: true, nodes: []*rule.Node{compared(*f.risen, q, 1)}, tier: tierOf(*f.risen, q),
	}
}

// tierOf returns the step that a lower bound makes, nil for an upper one.
func tierOf(t rule.Term, q *prose.Quantity) *tier {
	if q.Op == "<" || q.Op == "<=" {
		return nil
	}
	return &tier{term: t, From: q.Value}
}

// rise is the growth of a fact from one year to another, as a share of the first.
func rise(fact, year, before string) rule.Term {
	old := rule.Term{Fact: fact, Period: before}
	return rule.Term{Op: "div", Args: []rule.Term{{Op: "sub", Args: []rule.Term{{Fact: fact, Period: year}, old}}, old}}
}

// later returns the year after a year of four digits.
func later(year string) string { return prose.Earlier(year, -1) }

func firstRune(s string) (rune, int) { return utf8.DecodeRuneInString(s) }

// rises reads that a figure must have risen, without by how much: 实现正增长.
func (f *figures) rises(at prose.Span) []hit {
	var out []hit
	words := f.words
	for _, m := range positive.FindAllStringIndex(f.s[at.From:at.To], -1) {
		here := prose.Span{From: at.From + m[0], To: at.From + m[1]}
		inside := within(words, prose.Span{From: at.From, To: here.From})
		if len(inside) == 0 {
			continue
		}
		w := inside[len(inside)-1]
		if w.fact == "" || !w.yearly || w.Class == prose.Percent || strings.ContainsAny(f.s[w.To:here.From], "，。；") {
			continue
		}
		p := f.periodFor(at.From, w.From, &w, here.From)
		h := hit{Span: prose.Span{From: f.start(at.From, w.From, &w), To: here.To}, Kind: KindGrowth, sure: true}
		if !p.Stated {
			h.guess("没有写明哪一年，按上一年度理解")
		}
		for _, y := range p.Years {
			h.nodes = append(h.nodes, &rule.Node{Test: &rule.Test{Term: rise(w.fact, y, prose.Earlier(y, 1)), Op: ">", Value: rule.Number(0)}})
		}
		out = append(out, h)
	}
	return out
}
