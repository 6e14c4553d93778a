package prose

import (
	"regexp"
	"strings"
)

// Quantity is a number with its unit and the words that compare with it.
type Quantity struct {
	Span
	Class Class
	// value is the figure in yuan, persons, pieces, years, or as a share of one; of
	// a range the lower.
	Value, Upper float64
	Ranged       bool
	// Above and Below say that the lower or the upper end of a range is not in it.
	Above, Below bool
	// op is >=, >, <=, <, or empty where nothing compares.
	Op string
	// Core is the number with its unit alone.
	Core Span
}

// NumberForm matches a number in digits or in Chinese.
const NumberForm = `(?:\d+(?:\.\d+)?|[零〇一二两三四五六七八九十百千壹贰叁肆伍陆柒捌玖拾佰仟]+)`

var (
	numberAt = regexp.MustCompile(NumberForm)
	shareOf  = regexp.MustCompile(`^(百|千)分之(` + NumberForm + `)`)
	// ordinal are words before a number that counts nothing: 第三项, 近三年.
	ordinal = regexp.MustCompile(`(?:第|近|最近|前|连续|未来|(?:^|[^以])上|此后|有效期|有效期为|任意|至少|任|其中|中的|这|同|每|下列|上述|以下)$`)
	// spanOfTime is what follows a number of years in which nothing may have happened.
	spanOfTime = regexp.MustCompile(`^(?:个?(?:自然|完整|会计)?年度?|个月)(?:(?:以?内|之内|来|间)，?)?(?:均|也|应)?(?:无|未|没有|不存在|不得)`)
	toUpper    = regexp.MustCompile(`^(?:（[^）]{0,12}）)?(?:—|至|到|和|与)(` + NumberForm + `)`)
	after      = regexp.MustCompile(`^(?:（[^）]{0,12}）)?(?:人民币)?(?:（[^）]{0,12}）)?(?:(?:及|或|和)?(以上|以下|以内|之内|之间|以外))?(（不含[^）]{0,12}）|（[^）]{0,3}含[^）]{0,12}）)?`)
)

// before are the words right before a number that compare; longer ones before
// those that end them.
var before = [...]struct{ word, op string }{
	{"不得低于", ">="}, {"不得少于", ">="}, {"不应低于", ">="}, {"不应少于", ">="}, {"不能低于", ">="}, {"大于等于", ">="}, {"大于或等于", ">="}, {"达到或超过", ">="},
	{"等于或大于", ">="}, {"高于或等于", ">="}, {"不低于", ">="}, {"不少于", ">="}, {"不小于", ">="}, {"不下于", ">="}, {"不短于", ">="}, {"未低于", ">="}, {"达到了", ">="}, {"达到", ">="},
	{"至少有", ">="}, {"至少为", ">="}, {"至少", ">="}, {"最低", ">="}, {"最少", ">="}, {"突破", ">="}, {"已满", ">="}, {"期满", ">="}, {"≥", ">="},
	{"不得超过", "<="}, {"不得高于", "<="}, {"不应超过", "<="}, {"不能超过", "<="}, {"小于等于", "<="}, {"小于或等于", "<="}, {"低于或等于", "<="}, {"不超过", "<="}, {"未超过", "<="},
	{"不超出", "<="}, {"不高于", "<="}, {"不多于", "<="}, {"不大于", "<="}, {"不长于", "<="}, {"至多", "<="}, {"最多", "<="}, {"最高", "<="}, {"≤", "<="},
	{"未达到", "<"}, {"达不到", "<"}, {"未达", "<"}, {"不到", "<"}, {"不足", "<"}, {"不满", "<"}, {"未满", "<"}, {"低于", "<"}, {"少于", "<"}, {"小于", "<"}, {"短于", "<"}, {"<", "<"},
	{"超过了", ">"}, {"超过", ">"}, {"超出", ">"}, {"高于", ">"}, {"多于", ">"}, {"大于", ">"}, {"长于", ">"}, {"逾", ">"}, {">", ">"}, {"超", ">"}, {"达", ">="}, {"满", ">="},
}

// fillers stand between a comparing word and the number.
var fillers = [...]string{"人民币", "（含）", "：", "在", "为", "约", "有"}

// Quantities finds all numbers with a unit in s[at.from:at.to].
func Quantities(s string, at Span) []Quantity {
	var out []Quantity
	for pos := at.From; pos < at.To; {
		found := numberAt.FindStringIndex(s[pos:at.To])
		if found == nil {
			break
		}
		from, to := pos+found[0], pos+found[1]
		if spanOfTime.MatchString(s[to:at.To]) || ordinal.MatchString(s[max(at.From, from-3*4):from]) {
			pos = to
			continue
		}
		q, ok := quantityAt(s[:at.To], Span{from, to})
		if !ok {
			pos = to
			continue
		}
		low := at.From
		if len(out) > 0 {
			low = out[len(out)-1].To
		}
		q.compare(s[:at.To], low)
		out = append(out, q)
		pos = q.To
	}
	return out
}

// quantityAt reads the number at that place with its unit, and the upper end of
// a range.
func quantityAt(s string, at Span) (q Quantity, ok bool) {
	figure := s[at.From:at.To]
	if m := shareOf.FindStringSubmatch(s[at.From:]); m != nil {
		v, ok := Numeral(m[2])
		q = Quantity{Class: Percent, Value: scaled(v, map[string]float64{"百": 0.01, "千": 0.001}[m[1]])}
		q.Core = Span{at.From, at.From + len(m[0])}
		q.Span = q.Core
		return q, ok
	}
	v, ok := Numeral(figure)
	if !ok {
		return q, false
	}
	c, times, size := UnitOf(s[at.To:])
	q = Quantity{Class: c, Value: scaled(v, times), Core: Span{at.From, at.To + size}}
	q.Span = q.Core
	if m := toUpper.FindStringSubmatch(s[q.To:]); m != nil {
		up, ok := Numeral(m[1])
		c2, times2, size2 := UnitOf(s[q.To+len(m[0]):])
		joined := strings.Contains(m[0], "和") || strings.Contains(m[0], "与")
		if joined && !strings.HasPrefix(s[q.To+len(m[0])+size2:], "之间") {
			ok = false
		}
		if ok && size2 > 0 && (size == 0 || c == c2) && c2 != Other {
			if size == 0 {
				q.Class, q.Value = c2, scaled(v, times2)
			}
			if c2 == Years && v >= 1900 {
				return q, false
			}
			q.Ranged, q.Upper = true, scaled(up, times2)
			q.Above = strings.Contains(m[0], "不含")
			q.To += len(m[0]) + size2
			q.Core = q.Span
			return q, q.Upper > q.Value
		}
	}
	if size == 0 || c == Years && v >= 1900 || c == Days && v > 3000 {
		return q, false
	}
	return q, true
}

// compare reads the words around the number that compare with it; none before
// low belong to it.
func (q *Quantity) compare(s string, low int) {
	head := s[low:q.From]
	for range 3 {
		for _, f := range fillers {
			head = strings.TrimSuffix(head, f)
		}
	}
	prefix := ""
	for _, b := range before {
		if strings.HasSuffix(head, b.word) {
			prefix = b.op
			q.From = low + len(head) - len(b.word)
			break
		}
	}
	m := after.FindStringSubmatchIndex(s[q.To:])
	suffix, mark := "", s[q.To:q.To+m[1]]
	open := strings.Contains(mark, "不含")
	included := !open && strings.Contains(mark, "含")
	if m[2] >= 0 {
		switch s[q.To+m[2] : q.To+m[3]] {
		case "以上":
			suffix = ">="
		case "以下", "以内", "之内":
			suffix = "<="
		case "以外":
			suffix = ">"
		}
	}
	if m[2] >= 0 || prefix != "" {
		q.To += m[1]
	}
	switch {
	case prefix != "":
		q.Op = prefix
	default:
		q.Op = suffix
	}
	q.Below = q.Ranged && open
	switch {
	case included && (q.Op == "<" || q.Op == ">"):
		q.Op += "="
	case open && len(q.Op) == 2:
		q.Op = q.Op[:1]
	}
}
