package reader

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/yikou/yikou/internal/policy/drafting/prose"
	"github.com/yikou/yikou/internal/policy/drafting/rule"
)

// figures reads what a sentence asks of figures: 上年度营业收入不低于2000万元.
type figures struct {
	s string
	// words are the figures that the sentence names.
	words []metric
	// last is the figure named last, in this sentence or the one before; it is
	// meant again where none is named: 达到5000万元且同比增长15%以上.
	last   *metric
	period prose.Period
	// part is the share named last; 比例不低于4% means it again.
	part *[2]metric
	// named are the words of figures that stand apart from their quantities.
	named []prose.Span
	// risen is the growth read last in this sentence.
	risen *rule.Term
}

var (
	growth   = regexp.MustCompile(`增长|增速|增幅|提高|提升|上升|增加|递增|上浮|扩大`)
	compound = regexp.MustCompile(`复合|平均|年均`)
	shareBy  = regexp.MustCompile(`占|(?:与|和|同)[^，。；]{0,20}(?:比例|比值|之比)|之比`)
	fences   = regexp.MustCompile(`额|率|费|投资|利润|面积|贷款|收入|补|奖|资产`)
	against  = regexp.MustCompile(`较|(?:比|与|和|同)(?:上|去|前|20|同期)|相比`)
	goesOn   = regexp.MustCompile(`^(?:，|、|；|首次|达到|在|为|的|且|并|但|和|及|或|至|对|（[^）]*）)*$`)
	baseYear = regexp.MustCompile(`(?:较|比|与)(20\d\d)年`)
)

// read returns a hit for each quantity of the sentence that compares a figure
// that is known; rest are those that compare something else.
func (f *figures) read(at prose.Span, list []prose.Quantity) (hits []hit, rest []prose.Quantity) {
	words := f.words
	low := at.From
	respective := f.respective(at, list, words)
	for i := range list {
		q := &list[i]
		h, ok := f.one(at, low, q, words)
		if m := respective[i]; m != nil {
			h, ok = f.paired(at, q, m), true
		}
		if ok && i > 0 && h.From < list[i-1].To {
			h.From = max(h.From, list[i-1].To)
		}
		if ok {
			hits = append(hits, h)
		} else {
			rest = append(rest, *q)
		}
		low = q.To
	}
	return hits, rest
}

// respective pairs figures and quantities that 分别 says to belong together in their
// order: 从业人员、营业收入分别不低于50人、2000万元.
func (f *figures) respective(at prose.Span, list []prose.Quantity, words []metric) map[int]*metric {
	i := strings.Index(f.s[at.From:at.To], "分别")
	if i < 0 {
		return nil
	}
	by := at.From + i
	from := at.From + max(strings.LastIndex(f.s[at.From:by], "，"), 0)
	before := within(words, prose.Span{From: from, To: by})
	pairs := map[int]*metric{}
	for k := range list {
		if list[k].From < by {
			continue
		}
		n := len(pairs)
		if n >= len(before) || before[n].fact == "" || before[n].Class == prose.Years || !same(before[n].Class, list[k].Class) || n > 0 && utf8.RuneCountInString(f.s[list[k-1].To:list[k].From]) > 1 {
			return nil
		}
		pairs[k] = &before[n]
	}
	if len(pairs) != len(before) || len(pairs) < 2 {
		return nil
	}
	first := -1
	for k := range list {
		if pairs[k] == nil {
			continue
		}
		if first < 0 {
			first = k
		}
		if list[k].Op == "" {
			list[k].Op = list[first].Op // said once for all
		}
	}
	return pairs
}

// paired is the clause of a figure and a quantity that stand apart.
func (f *figures) paired(at prose.Span, q *prose.Quantity, m *metric) hit {
	f.named = append(f.named, m.Span)
	p := f.periodOf(at.From, m.From, m)
	h := hit{Span: q.Span, Kind: m.Kind, sure: true}
	f.note(&h, m, p, q)
	f.fill(&h, q, m, p)
	f.last, f.period = m, p
	return h
}

// one reads one quantity with the figure it is about, which stands between low
// and the quantity or right after it.
func (f *figures) one(at prose.Span, low int, q *prose.Quantity, words []metric) (hit, bool) {
	inside := within(words, prose.Span{From: low, To: q.From})
	if q.Class == prose.Percent {
		return f.ratio(low, q, inside)
	}
	m, near := nearest(inside, q.Class)
	var from int
	switch {
	case m != nil && !near:
		return hit{}, false
	case m != nil:
		if !f.reaches(m, q) {
			return hit{}, false
		}
		from = m.From
	default:
		if m = f.following(at, q, words); m == nil {
			if m = f.again(low, q); m == nil {
				return hit{}, false
			}
			from = q.From
		} else {
			from = q.From
		}
	}
	if m.fact == "" || m.Class == prose.Percent || q.Op == "" && !q.Ranged && m.Class == prose.Pieces && m.To != q.From {
		return hit{}, false
	}
	p := f.periodFor(low, from, m, q.From)
	h := hit{Span: prose.Span{From: f.start(low, from, m), To: max(q.To, m.To*boolInt(m.From >= q.To))}, Kind: m.Kind, sure: true}
	f.note(&h, m, p, q)
	f.last, f.period = m, p
	if m.Class == prose.Years {
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
func within(words []metric, at prose.Span) []metric {
	var out []metric
	for _, w := range words {
		if at.Holds(w.Span) {
			out = append(out, w)
		}
	}
	return out
}

// nearest returns the last word before a quantity; near is false where it counts
// something else than the quantity does.
func nearest(words []metric, c prose.Class) (m *metric, near bool) {
	for i := len(words) - 1; i >= 0; i-- {
		w := &words[i]
		if same(w.Class, c) {
			return w, true
		}
		// 职工缴纳税款50万元: a word of another class may stand in between, but not
		// one of a figure that no fact holds.
		if w.fact == "" || w.Class == c {
			return w, false
		}
	}
	return nil, false
}

// same reports whether a figure can be compared with a quantity of that class.
func same(figure, c prose.Class) bool {
	switch figure {
	case prose.Years:
		return c == prose.Years || c == prose.Months || c == prose.Days
	case prose.Other:
		return c != prose.Years && c != prose.Months && c != prose.Days && c != prose.Percent
	}
	return figure == c
}

// reaches reports whether the word is so near to the quantity that it is meant.
func (f *figures) reaches(m *metric, q *prose.Quantity) bool {
	if q.From < m.To {
		return false
	}
	gap := withoutBrackets(f.s[m.To:q.From])
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
func (f *figures) following(at prose.Span, q *prose.Quantity, words []metric) *metric {
	for i := range words {
		w := &words[i]
		if w.From < q.To || w.To > at.To {
			continue
		}
		if gap := f.s[q.To:w.From]; len(gap) <= 3*6 && !strings.ContainsAny(gap, "，、。；") && same(w.Class, q.Class) && w.Class != prose.Other && w.Class != prose.Years {
			return w
		}
		return nil
	}
	return nil
}

// again returns the figure named last where a quantity goes on with it.
func (f *figures) again(low int, q *prose.Quantity) *metric {
	if f.last == nil || !same(f.last.Class, q.Class) || f.last.Class == prose.Other {
		return nil
	}
	gap := f.s[low:q.From]
	if i := strings.LastIndex(gap, "，"); i >= 0 && goesOn.MatchString(gap[i:]) {
		return f.last // ，首次突破5亿元
	}
	if len(gap) > 3*14 {
		return nil
	}
	return f.last
}

// periodOf finds the year of a figure: named between low and the figure, else
// that of the figure before it in the sentence.
func (f *figures) periodOf(low, from int, m *metric) prose.Period {
	if !m.yearly {
		return prose.Period{Years: []string{""}, Stated: true}
	}
	if p, ok := prose.PeriodIn(f.s[low:max(low, from)]); ok {
		tail := f.s[from:min(len(f.s), from+3*30)]
		if i := strings.IndexAny(tail, "，；。"); i >= 0 {
			tail = tail[:i]
		}
		p.Together(tail)
		return p
	}
	if p, ok := prose.PeriodIn(f.s[m.From:m.To]); ok {
		return p
	}
	if f.period.Stated && len(f.period.Years) > 0 && f.period.Years[0] != "" {
		p := f.period
		return p
	}
	return prose.LastYearOnly
}

// periodFor is periodOf for a figure that may have its year after it, before to:
// 营业收入连续两年增长, 营业收入2025年达到. A year that is compared with (较上年) is none, and 当年 is the year of the other
// figure.
func (f *figures) periodFor(low, from int, m *metric, to int) prose.Period {
	if m.yearly && m.To < to {
		if _, named := prose.PeriodIn(f.s[low:max(low, from)]); !named {
			tail := f.s[m.To:to]
			if p, ok := prose.PeriodIn(tail); ok && p.Years[0] != "Y" && !against.MatchString(tail) {
				return p
			}
		}
	}
	return f.periodOf(low, from, m)
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
	if at := prose.PeriodForms.FindStringIndex(head); at != nil {
		return from - len(head) + at[0]
	}
	return from
}

// note says what a figure rests on that the text does not say.
func (f *figures) note(h *hit, m *metric, p prose.Period, q *prose.Quantity) {
	h.guess(m.note)
	if m.yearly && !p.Stated {
		h.guess("没有写明哪一年，按上一年度理解")
	}
	if q.Op == "" && !q.Ranged {
		h.guess("没有写明是以上还是以下，按不低于理解")
	}
}

// fill writes the clauses of a figure, one for each year.
func (f *figures) fill(h *hit, q *prose.Quantity, m *metric, p prose.Period) {
	h.nodes = []*rule.Node{}
	for _, t := range terms(m, p) {
		h.nodes = append(h.nodes, compared(t, q, m.scale))
	}
	if len(h.nodes) == 1 && !q.Ranged && (q.Op == ">=" || q.Op == ">" || q.Op == "") || q.Ranged && len(h.nodes) == 1 {
		h.tier = &tier{term: terms(m, p)[0], From: q.Value / m.scale}
	}
}

// terms returns what a figure of those years is: each year's, or all together.
func terms(m *metric, p prose.Period) []rule.Term {
	each := make([]rule.Term, len(p.Years))
	for i, y := range p.Years {
		each[i] = rule.Term{Fact: m.fact, Period: y}
		if m.each {
			each[i] = rule.Term{Op: "div", Args: []rule.Term{each[i], {Fact: "staff", Period: y}}}
		}
	}
	if len(each) == 1 || !p.Sum && !p.Mean {
		return each
	}
	all := rule.Term{Op: "add", Args: each}
	if p.Mean {
		all = rule.Term{Op: "div", Args: []rule.Term{all, {Number: float64(len(each))}}}
	}
	return []rule.Term{all}
}

// compared is the leaf that compares a term with a quantity.
func compared(t rule.Term, q *prose.Quantity, scale float64) *rule.Node {
	if q.Above || q.Below {
		low, high := ">=", "<="
		if q.Above {
			low = ">"
		}
		if q.Below {
			high = "<"
		}
		return rule.Join(rule.All,
			&rule.Node{Test: &rule.Test{Term: t, Op: low, Value: rule.Number(rounded(q.Value / scale))}},
			&rule.Node{Test: &rule.Test{Term: t, Op: high, Value: rule.Number(rounded(q.Upper / scale))}})
	}
	if q.Ranged {
		return &rule.Node{Test: &rule.Test{Term: t, Op: "between", Value: rule.List([]rule.Value{rule.Number(q.Value / scale), rule.Number(q.Upper / scale)})}}
	}
	op := q.Op
	if op == "" {
		op = ">="
	}
	return &rule.Node{Test: &rule.Test{Term: t, Op: op, Value: rule.Number(rounded(q.Value / scale))}}
}

// rounded drops the noise of binary fractions.
func rounded(f float64) float64 {
	r, err := strconv.ParseFloat(strconv.FormatFloat(f, 'g', 12, 64), 64)
	if err != nil || math.IsInf(r, 0) {
		return f
	}
	return r
}
