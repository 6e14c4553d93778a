package reader

import (
	"fmt"
	"regexp"
	"strconv"

	"github.com/yikou/yikou/internal/policy/drafting/prose"
	"github.com/yikou/yikou/internal/policy/drafting/rule"
	"github.com/yikou/yikou/internal/standard/civil"
)

// age fills a hit about how long an enterprise has existed.
func age(h hit, q *prose.Quantity) hit {
	h.Kind = KindAge
	iso := func(f float64) string {
		return "P" + strconv.Itoa(int(f)) + map[prose.Class]string{prose.Years: "Y", prose.Months: "M", prose.Days: "D"}[q.Class]
	}
	older := func(f float64) *rule.Node { return rule.Compare("registered", "", "older_than", rule.Text(iso(f))) }
	younger := func(f float64) *rule.Node { return rule.Compare("registered", "", "younger_than", rule.Text(iso(f))) }
	switch {
	case q.Ranged:
		h.nodes = []*rule.Node{older(q.Value), younger(q.Upper)}
	case q.Op == "<" || q.Op == "<=":
		h.nodes = []*rule.Node{younger(q.Value)}
	default:
		h.nodes = []*rule.Node{older(q.Value)}
	}
	return h
}

const dateForm = `((?:19|20)\d\d)年(\d{1,2})月(\d{1,2})日(?:（[^）]{0,12}）)?`

var (
	// dated is a day with the word that says before or after.
	dated   = regexp.MustCompile(`(不早于|不晚于|晚于|早于)?` + dateForm + `(?:及|或)?(以后|之后|后|以来|起|（含）以后|以前|之前|前)?`)
	founded = regexp.MustCompile(`(?:注册|登记|设立|成立|创办|开办|组建)`)
)

// sides are the operators of the words after a day. That 12月31日前 takes the day
// in is how offices read it; the clause says so.
var sides = map[string]string{"以后": ">=", "以来": ">=", "起": ">=", "之后": ">", "后": ">", "以前": "<=", "之前": "<=", "前": "<=", "不早于": ">=", "不晚于": "<=", "晚于": ">", "早于": "<"}

// foundingDays reads between which days an enterprise was founded.
func foundingDays(s string, at prose.Span) []hit {
	var out []hit
	for _, m := range dated.FindAllStringSubmatchIndex(s[at.From:at.To], -1) {
		from, to := at.From+m[0], at.From+m[1]
		around := s[max(at.From, from-3*14):min(at.To, to+3*14)]
		word := founded.FindString(around)
		group := func(n int) string {
			if m[2*n] < 0 {
				return ""
			}
			return s[at.From+m[2*n] : at.From+m[2*n+1]]
		}
		day, err := dayOf(group(2), group(3), group(4))
		op := sides[group(1)+group(5)]
		if word == "" || err != nil || op == "" {
			continue
		}
		h := hit{Span: prose.Span{From: from, To: to}, Kind: KindAge, sure: true, nodes: []*rule.Node{rule.Compare("registered", "", op, rule.Text(day))}}
		if op == "<=" && group(1) == "" {
			h.guess("按包含当日理解")
		}
		out = append(out, h)
	}
	return out
}

// dayOf returns a day as YYYY-MM-DD.
func dayOf(year, month, day string) (string, error) {
	y, _ := strconv.Atoi(year)
	m, _ := strconv.Atoi(month)
	d, _ := strconv.Atoi(day)
	text := fmt.Sprintf("%04d-%02d-%02d", y, m, d)
	_, err := civil.Parse(text)
	return text, err
}
