// Package wording puts clauses, facts, gaps and amounts into plain Chinese.
package wording

import (
	"slices"
	"strings"

	"github.com/yikou/yikou/internal/policy/eligibility"
	"github.com/yikou/yikou/internal/standard/civil"
)

// Words puts clauses, facts and amounts into plain Chinese. It knows the labels
// of the instance's fact dictionary and the names of its divisions.
type Words struct {
	keys      map[string]FactKey
	divisions Divisions
}

// NewWords returns the words for a dictionary. Keys that every instance has get
// their usual label when keys does not name them.
func NewWords(keys []FactKey, divisions Divisions) *Words {
	w := &Words{keys: usualKeys(), divisions: divisions}
	for _, k := range keys {
		w.keys[k.Key] = k
	}
	return w
}

// phrase is a sentence in two parts: what is asked about, and what is asked of
// it.
type phrase struct{ subject, predicate string }

// Clause says what a clause asks for: “上年度营业收入不低于 500 万元”. A discretion
// clause is said in its own quote. A clause under a not is said as it stands; the
// group above it says that it must not be so. How strong the evidence must be is
// said of figures only: lists and names come from departments anyway.
func (w *Words) Clause(c *eligibility.Clause) string {
	p := w.phrase(c)
	text := p.subject + p.predicate
	switch {
	case c.Domain != eligibility.OfNumber || c.Role == eligibility.Discretion:
	case c.MinTier == eligibility.T0:
		text += "（以部门数据为准）"
	case c.MinTier == eligibility.T1:
		text += "（自报的须经核实）"
	}
	return text
}

// Threshold says only what is asked of the fact: “不低于 500 万元”. It is empty
// where that is all the clause says.
func (w *Words) Threshold(c *eligibility.Clause) string {
	if p := w.phrase(c); p.subject != "" {
		return p.predicate
	}
	return ""
}

func (w *Words) phrase(c *eligibility.Clause) phrase {
	switch {
	case c.Role == eligibility.Discretion:
		if c.Quote == "" {
			return phrase{predicate: "由主管部门认定"}
		}
		return phrase{predicate: c.Quote}
	case c.Op == eligibility.Has:
		return w.qualified(c)
	case c.Op == eligibility.Exists:
		return phrase{predicate: "有" + periodWords(c.Term.Period) + w.label(c.Term.Key) + "的记录"}
	case c.Op == eligibility.OlderThan, c.Op == eligibility.YoungerThan:
		return w.aged(c)
	case c.Domain == eligibility.OfBool:
		return w.affirmed(c)
	case c.Op == eligibility.Under:
		return w.lies(c)
	case c.Term.Kind != eligibility.FactTerm:
		return w.expressed(c)
	}
	return phrase{w.subject(&c.Term), w.compares(c, func(v eligibility.Value) string { return w.value(c.Term.Key, v) })}
}

// subject is a fact with its period: 上年度营业收入.
func (w *Words) subject(t *eligibility.Term) string {
	return periodWords(t.Period) + w.label(t.Key)
}

func (w *Words) qualified(c *eligibility.Clause) phrase {
	name := w.option(c.Term.Key, c.Values[0].Text)
	if !strings.HasSuffix(name, "资质") && !strings.HasSuffix(name, "证书") && !strings.HasSuffix(name, "许可") {
		name += "资质"
	}
	return phrase{"", periodWords(c.Term.Period) + "持有有效的" + name}
}

func (w *Words) aged(c *eligibility.Clause) phrase {
	subject := w.label(c.Term.Key) + "至今"
	if c.Term.Key == "registered" {
		subject = "成立"
	}
	if c.Op == eligibility.OlderThan {
		return phrase{subject, "满 " + spanWords(c.Span)}
	}
	return phrase{subject, "不满 " + spanWords(c.Span)}
}

// affirmations say booleans the way people do.
var affirmations = map[string][2]string{
	"listed":    {"未上市", "已上市"},
	"dishonest": {"未列入失信名单", "列入失信名单"},
	"abnormal":  {"未列入经营异常名录", "列入经营异常名录"},
	"penalty":   {"没有行政处罚记录", "有行政处罚记录"},
}

func (w *Words) affirmed(c *eligibility.Clause) phrase {
	wanted := slices.ContainsFunc(c.Values, func(v eligibility.Value) bool { return v.Bool })
	if c.Op == eligibility.NotEqual {
		wanted = !wanted
	}
	return phrase{periodWords(c.Term.Period), w.yes(c.Term.Key, wanted)}
}

func (w *Words) yes(key string, is bool) string {
	if said, ok := affirmations[key]; ok {
		if is {
			return said[1]
		}
		return said[0]
	}
	if is {
		return w.label(key)
	}
	return "不属于“" + w.label(key) + "”"
}

func (w *Words) lies(c *eligibility.Clause) phrase {
	names := make([]string, len(c.Values))
	for i, v := range c.Values {
		names[i] = w.code(c.Term.Key, v.Text)
	}
	where := strings.Join(names, "、")
	switch c.Term.Key {
	case "division":
		return phrase{"注册地", "在" + where}
	case "industry":
		return phrase{"", "属于" + where}
	default:
		return phrase{w.subject(&c.Term), "属于" + where}
	}
}

var numberOps = map[eligibility.Op]string{
	eligibility.Equal: "为 ", eligibility.NotEqual: "不为 ", eligibility.Less: "低于 ",
	eligibility.LessEqual: "不超过 ", eligibility.Greater: "高于 ", eligibility.GreaterEqual: "不低于 ",
}

var dateOps = map[eligibility.Op]string{
	eligibility.Equal: "为 ", eligibility.NotEqual: "不为 ", eligibility.Less: "早于 ",
	eligibility.LessEqual: "不晚于 ", eligibility.Greater: "晚于 ", eligibility.GreaterEqual: "不早于 ",
}

// compares says the operator and its operands.
func (w *Words) compares(c *eligibility.Clause, say func(eligibility.Value) string) string {
	said := make([]string, len(c.Values))
	for i, v := range c.Values {
		said[i] = say(v)
	}
	switch {
	case c.Op == eligibility.Between:
		return "在 " + said[0] + "至 " + said[1] + "之间"
	case c.Op == eligibility.In && len(said) > 1:
		return "为" + strings.Join(said, "、") + "之一"
	case c.Op == eligibility.In:
		return "为" + said[0]
	case c.Domain == eligibility.OfDate:
		return dateOps[c.Op] + said[0]
	case c.Domain == eligibility.OfNumber:
		return numberOps[c.Op] + said[0]
	case c.Op == eligibility.NotEqual:
		return "不为" + said[0]
	default:
		return "为" + said[0]
	}
}

// expressed says a clause over an expression. The shapes that policies use have
// words of their own: a share, growth over an earlier year, an average a head.
func (w *Words) expressed(c *eligibility.Clause) phrase {
	s := w.shape(&c.Term)
	if s.growth {
		return w.grows(c, s)
	}
	return phrase{s.subject, w.compares(c, func(v eligibility.Value) string { return s.say(v.Num) })}
}

// grows says a ratio to an earlier year as growth: 1.2 is 增长 20%.
func (w *Words) grows(c *eligibility.Clause, s shape) phrase {
	if len(c.Values) == 1 && c.Values[0].Num == s.base {
		if op, ok := numberOps[c.Op]; ok {
			return phrase{s.subject, strings.TrimSpace(op) + s.earlier}
		}
	}
	return phrase{s.subject, "比" + s.earlier + "增长" + w.compares(c, func(v eligibility.Value) string { return s.say(v.Num) })}
}

// shape is how an expression is talked about.
type shape struct {
	subject string
	// say puts a value of the expression into words.
	say func(float64) string
	// percent says that values are shares, so that a gap is in points.
	percent bool
	// growth says that values tell growth over earlier, base being none.
	growth  bool
	earlier string
	base    float64
}

func (w *Words) shape(t *eligibility.Term) shape {
	if t.Kind == eligibility.DivTerm && len(t.Args) == 2 {
		if s, ok := w.quotient(&t.Args[0], &t.Args[1]); ok {
			return s
		}
	}
	if t.Kind == eligibility.SubTerm && len(t.Args) == 2 && sameKey(&t.Args[0], &t.Args[1]) {
		a, b := &t.Args[0], &t.Args[1]
		return shape{subject: w.subject(a) + "比" + earlier(a.Period, b.Period) + "增加", say: w.sayer(t)}
	}
	return shape{subject: w.term(t), say: w.sayer(t)}
}

func (w *Words) quotient(a, b *eligibility.Term) (shape, bool) {
	fact := func(t *eligibility.Term) bool { return t.Kind == eligibility.FactTerm }
	switch {
	case sameKey(a, b):
		return shape{subject: w.subject(a), earlier: earlier(a.Period, b.Period), growth: true, base: 1, percent: true,
			say: func(v float64) string { return percent(v - 1) }}, true
	case a.Kind == eligibility.SubTerm && len(a.Args) == 2 && sameKey(&a.Args[0], &a.Args[1]) && sameKey(&a.Args[0], b) && a.Args[1].Period == b.Period:
		return shape{subject: w.subject(&a.Args[0]), earlier: earlier(a.Args[0].Period, b.Period), growth: true, percent: true, say: percent}, true
	case w.unit(a) != "" && w.unit(a) == w.unit(b):
		whole := w.term(b)
		if fact(a) && fact(b) && a.Period == b.Period {
			whole = w.label(b.Key)
		}
		return shape{subject: w.term(a) + "占" + whole + "的比例", say: percent, percent: true}, true
	case fact(a) && fact(b) && w.unit(b) == "人":
		subject := periodWords(a.Period) + "人均" + w.label(a.Key)
		return shape{subject: subject, say: func(v float64) string { return quantity(v, w.unit(a)) }}, true
	}
	return shape{}, false
}

func sameKey(a, b *eligibility.Term) bool {
	return a.Kind == eligibility.FactTerm && b.Kind == eligibility.FactTerm && a.Key == b.Key && a.Period != b.Period
}

// sayer puts values of a term into words with the term's unit.
func (w *Words) sayer(t *eligibility.Term) func(float64) string {
	unit := w.unit(t)
	return func(v float64) string { return quantity(v, unit) }
}

// unit is the unit of a term, empty where it has none or its parts disagree.
func (w *Words) unit(t *eligibility.Term) string {
	switch t.Kind {
	case eligibility.FactTerm:
		return w.keys[t.Key].Unit
	case eligibility.AddTerm, eligibility.SubTerm:
		first := w.unit(&t.Args[0])
		for i := range t.Args[1:] {
			if other := w.unit(&t.Args[i+1]); other != first && t.Args[i+1].Kind != eligibility.NumberTerm {
				return ""
			}
		}
		return first
	case eligibility.MulTerm:
		found := ""
		for i := range t.Args {
			if unit := w.unit(&t.Args[i]); unit != "" && found != "" {
				return ""
			} else if unit != "" {
				found = unit
			}
		}
		return found
	case eligibility.DivTerm:
		for i := range t.Args[1:] {
			if w.unit(&t.Args[i+1]) != "" {
				return ""
			}
		}
		return w.unit(&t.Args[0])
	}
	return ""
}

var termWords = map[eligibility.TermKind]string{
	eligibility.AddTerm: "加", eligibility.SubTerm: "减", eligibility.MulTerm: "乘以", eligibility.DivTerm: "除以",
}

// term says an expression as it stands.
func (w *Words) term(t *eligibility.Term) string {
	switch t.Kind {
	case eligibility.FactTerm:
		return w.subject(t)
	case eligibility.NumberTerm:
		return number(t.Number)
	}
	parts := make([]string, len(t.Args))
	for i := range t.Args {
		parts[i] = w.term(&t.Args[i])
		if k := t.Args[i].Kind; k != eligibility.FactTerm && k != eligibility.NumberTerm {
			parts[i] = "（" + parts[i] + "）"
		}
	}
	return strings.Join(parts, termWords[t.Kind])
}

// earlier says the period that another is compared with: of neighbouring years
// 前一年度.
func earlier(now, before eligibility.Period) string {
	for n := range 99 {
		if now == eligibility.YearsBack(n) && before == eligibility.YearsBack(n+1) {
			return "前一年度"
		}
	}
	return periodWords(before)
}

// periodWords says a period as policies do.
func periodWords(p eligibility.Period) string {
	switch p {
	case eligibility.Period{}:
		return ""
	case eligibility.YearsBack(0):
		return "本年度"
	case eligibility.YearsBack(1):
		return "上年度"
	case eligibility.YearsBack(2):
		return "前年度"
	}
	for n := 3; n < 100; n++ {
		if p == eligibility.YearsBack(n) {
			return number(float64(n)) + " 年前的年度"
		}
	}
	return p.At(civil.Date{}) + " 年度"
}

func spanWords(p civil.Period) string {
	var parts []string
	for _, part := range [...]struct {
		n    int
		unit string
	}{{p.Years, " 年"}, {p.Months, " 个月"}, {p.Days, " 天"}} {
		if part.n > 0 {
			parts = append(parts, number(float64(part.n))+part.unit)
		}
	}
	if len(parts) == 0 {
		return "0 天"
	}
	return strings.Join(parts, " ")
}

// Operand says what a clause with one threshold compares with: “500 万元”,
// “3 年”.
func (w *Words) Operand(c *eligibility.Clause) string {
	switch {
	case c.Op == eligibility.OlderThan || c.Op == eligibility.YoungerThan:
		return spanWords(c.Span)
	case c.Term.Kind != eligibility.FactTerm:
		return strings.TrimSpace(w.shape(&c.Term).say(c.Values[0].Num))
	}
	return w.value(c.Term.Key, c.Values[0])
}

// Named is the name of one text of a key, like a division of "division"; a text
// without a name stands for itself.
func (w *Words) Named(key, text string) string { return w.value(key, eligibility.TextValue(text)) }

// Unit is the unit in which the operand of a clause is written, empty for none.
func (w *Words) Unit(c *eligibility.Clause) string {
	switch {
	case c.Op == eligibility.OlderThan || c.Op == eligibility.YoungerThan:
		switch {
		case c.Span.Days != 0:
			return "天"
		case c.Span.Months != 0:
			return "个月"
		}
		return "年"
	case c.Domain != eligibility.OfNumber:
		return ""
	case c.Term.Kind == eligibility.FactTerm:
		return w.keys[c.Term.Key].Unit
	}
	return w.unit(&c.Term)
}
