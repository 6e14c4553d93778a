package reader

import (
	"math"
	"regexp"
	"strconv"
	"strings"
)

// figures reads what a sentence asks of figures: 上年度营业收入不低于2000万元.
type figures struct {
	v *Vocabulary
	s string
	// last is the figure named last, in this sentence or the one before; it is
	// meant again where none is named: 达到5000万元且同比增长15%以上.
	last   *metric
	period period
}

var (
	growth   = regexp.MustCompile(`增长|增速|增幅|提高|提升|上升|增加|递增|上浮|扩大`)
	compound = regexp.MustCompile(`复合|平均|年均`)
	shareBy  = regexp.MustCompile(`占|之比|与[^，。；]{0,20}(?:比例|比值)`)
	fences   = regexp.MustCompile(`额|率|费|投资|利润|面积|贷款|收入|补|奖|资产`)
	baseYear = regexp.MustCompile(`(?:较|比|与)(20\d\d)年`)
)

// read returns a hit for each quantity of the sentence that compares a figure
// that is known; rest are those that compare something else.
func (f *figures) read(at span, list []quantity) (hits []hit, rest []quantity) {
	words := f.v.metrics(f.s, at)
	low := at.from
	for i := range list {
		q := &list[i]
		h, ok := f.one(at, low, q, words)
		if ok && i > 0 && h.from < list[i-1].to {
			h.from = max(h.from, list[i-1].to)
		}
		if ok {
			hits = append(hits, h)
		} else {
			rest = append(rest, *q)
		}
		low = q.to
	}
	return hits, rest
}

// one reads one quantity with the figure it is about, which stands between low
// and the quantity or right after it.
func (f *figures) one(at span, low int, q *quantity, words []metric) (hit, bool) {
	inside := within(words, span{low, q.from})
	if q.class == percent {
		return f.ratio(low, q, inside)
	}
	m, near := nearest(inside, q.class)
	from := low
	switch {
	case m != nil && !near:
		return hit{}, false
	case m != nil:
		if !f.reaches(m, q) {
			return hit{}, false
		}
		from = m.from
	default:
		if m = f.following(at, q, words); m == nil {
			if m = f.again(low, q); m == nil {
				return hit{}, false
			}
			from = q.from
		} else {
			from = q.from
		}
	}
	if m.fact == "" || m.class == percent || q.op == "" && !q.ranged && m.class == pieces {
		return hit{}, false
	}
	p := f.periodOf(low, from, m)
	h := hit{span: span{f.start(low, from, m), max(q.to, m.to*boolInt(m.from >= q.to))}, kind: m.kind, sure: true}
	f.note(&h, m, p, q)
	f.last, f.period = m, p
	if m.class == years {
		return age(h, q), true
	}
	f.fill(&h, q, m, p)
	return h, true
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// within returns the words that lie in a span.
func within(words []metric, at span) []metric {
	var out []metric
	for _, w := range words {
		if at.holds(w.span) {
			out = append(out, w)
		}
	}
	return out
}

// nearest returns the last word before a quantity; near is false where it counts
// something else than the quantity does.
func nearest(words []metric, c class) (m *metric, near bool) {
	for i := len(words) - 1; i >= 0; i-- {
		w := &words[i]
		if same(w.class, c) {
			return w, true
		}
		// 职工缴纳税款50万元: a word of another class may stand in between, but not
		// one of a figure that no fact holds.
		if w.fact == "" || w.class == c {
			return w, false
		}
	}
	return nil, false
}

// same reports whether a figure can be compared with a quantity of that class.
func same(figure, c class) bool {
	switch figure {
	case years:
		return c == years || c == months || c == days
	case other:
		return c != years && c != months && c != days && c != percent
	}
	return figure == c
}

// reaches reports whether the word is so near to the quantity that it is meant.
func (f *figures) reaches(m *metric, q *quantity) bool {
	if q.from < m.to {
		return false
	}
	gap := withoutBrackets(f.s[m.to:q.from])
	if strings.ContainsAny(gap, "。；") || len(gap) > 3*24 {
		return false
	}
	return m.fact == "" || !fences.MatchString(strings.NewReplacer("总额", "", "金额", "", "占比", "").Replace(gap))
}

func withoutBrackets(s string) string {
	for {
		i := strings.Index(s, "（")
		if i < 0 {
			return s
		}
		j := strings.Index(s[i:], "）")
		if j < 0 {
			return s[:i]
		}
		s = s[:i] + s[i+j+len("）"):]
	}
}

// following returns the word right after a quantity: 拥有3件以上发明专利.
func (f *figures) following(at span, q *quantity, words []metric) *metric {
	for i := range words {
		w := &words[i]
		if w.from < q.to || w.to > at.to {
			continue
		}
		if gap := f.s[q.to:w.from]; len(gap) <= 3*6 && !strings.ContainsAny(gap, "，、。；") && same(w.class, q.class) && w.class != other && w.class != years {
			return w
		}
		return nil
	}
	return nil
}

// again returns the figure named last where a quantity goes on with it.
func (f *figures) again(low int, q *quantity) *metric {
	if f.last == nil || !same(f.last.class, q.class) || f.last.class == other {
		return nil
	}
	if gap := f.s[low:q.from]; len(gap) > 3*14 {
		return nil
	}
	return f.last
}

// periodOf finds the year of a figure: named between low and the figure, else
// that of the figure before it in the sentence.
func (f *figures) periodOf(low, from int, m *metric) period {
	if !m.yearly {
		return period{years: []string{""}, stated: true}
	}
	if p, ok := periodIn(f.s[low:max(low, from)]); ok {
		tail := f.s[from:min(len(f.s), from+3*30)]
		if i := strings.IndexAny(tail, "，；。"); i >= 0 {
			tail = tail[:i]
		}
		p.together(tail)
		return p
	}
	if p, ok := periodIn(f.s[m.from:m.to]); ok {
		return p
	}
	if f.period.stated && len(f.period.years) > 0 && f.period.years[0] != "" {
		p := f.period
		return p
	}
	return lastYearOnly
}

// start returns where the quote of a figure begins: with the year that stands
// before it.
func (f *figures) start(low, from int, _ *metric) int {
	head := f.s[low:from]
	cutAt := strings.LastIndexAny(head, "，；。、：\n")
	if cutAt >= 0 {
		_, size := firstRune(head[cutAt:])
		head = head[cutAt+size:]
	}
	if at := periodForms.FindStringIndex(head); at != nil {
		return from - len(head) + at[0]
	}
	return from
}

// note says what a figure rests on that the text does not say.
func (f *figures) note(h *hit, m *metric, p period, q *quantity) {
	h.guess(m.note)
	if m.yearly && !p.stated {
		h.guess("没有写明哪一年，按上一年度理解")
	}
	if q.op == "" && !q.ranged {
		h.guess("没有写明是以上还是以下，按不低于理解")
	}
}

// fill writes the clauses of a figure, one for each year.
func (f *figures) fill(h *hit, q *quantity, m *metric, p period) {
	h.nodes = []*Node{}
	for _, t := range terms(m, p) {
		h.nodes = append(h.nodes, compared(t, q, m.scale))
	}
	if len(h.nodes) == 1 && !q.ranged && (q.op == ">=" || q.op == ">" || q.op == "") || q.ranged && len(h.nodes) == 1 {
		h.tier = &tier{term: terms(m, p)[0], from: q.value / m.scale}
	}
}

// terms returns what a figure of those years is: each year's, or all together.
func terms(m *metric, p period) []Term {
	each := make([]Term, len(p.years))
	for i, y := range p.years {
		each[i] = Term{Fact: m.fact, Period: y}
		if m.each {
			each[i] = Term{Op: "div", Args: []Term{each[i], {Fact: "staff", Period: y}}}
		}
	}
	if len(each) == 1 || !p.sum && !p.mean {
		return each
	}
	all := Term{Op: "add", Args: each}
	if p.mean {
		all = Term{Op: "div", Args: []Term{all, {Number: float64(len(each))}}}
	}
	return []Term{all}
}

// compared is the leaf that compares a term with a quantity.
func compared(t Term, q *quantity, scale float64) *Node {
	if q.ranged {
		return &Node{Test: &Test{Term: t, Op: "between", Value: list([]Value{number(q.value / scale), number(q.upper / scale)})}}
	}
	op := q.op
	if op == "" {
		op = ">="
	}
	return &Node{Test: &Test{Term: t, Op: op, Value: number(rounded(q.value / scale))}}
}

// rounded drops the noise of binary fractions.
func rounded(f float64) float64 {
	r, err := strconv.ParseFloat(strconv.FormatFloat(f, 'g', 12, 64), 64)
	if err != nil || math.IsInf(r, 0) {
		return f
	}
	return r
}
