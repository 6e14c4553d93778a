package reader

import (
	"fmt"
	"regexp"
	"strconv"

	"github.com/yikou/yikou/internal/standard/civil"
)

// age fills a hit about how long an enterprise has existed.
func age(h hit, q *quantity) hit {
	h.kind = KindAge
	span := func(f float64) string {
		return "P" + strconv.Itoa(int(f)) + map[class]string{years: "Y", months: "M", days: "D"}[q.class]
	}
	older := func(f float64) *Node { return leaf("registered", "", "older_than", text(span(f))) }
	younger := func(f float64) *Node { return leaf("registered", "", "younger_than", text(span(f))) }
	switch {
	case q.ranged:
		h.nodes = []*Node{older(q.value), younger(q.upper)}
	case q.op == "<" || q.op == "<=":
		h.nodes = []*Node{younger(q.value)}
	default:
		h.nodes = []*Node{older(q.value)}
	}
	return h
}

const dateForm = `((?:19|20)\d\d)年(\d{1,2})月(\d{1,2})日(?:（[^）]{0,12}）)?`

var (
	// dated is a day with the word that says before or after.
	dated   = regexp.MustCompile(dateForm + `(?:及|或)?(以后|之后|后|以来|起|（含）以后|以前|之前|前)`)
	founded = regexp.MustCompile(`(?:注册|登记|设立|成立|创办|开办|组建)`)
)

// sides are the operators of the words after a day. That 12月31日前 takes the day
// in is how offices read it; the clause says so.
var sides = map[string]string{"以后": ">=", "以来": ">=", "起": ">=", "之后": ">", "后": ">", "以前": "<=", "之前": "<=", "前": "<="}

// foundingDays reads between which days an enterprise was founded.
func foundingDays(s string, at span) []hit {
	var out []hit
	for _, m := range dated.FindAllStringSubmatchIndex(s[at.from:at.to], -1) {
		from, to := at.from+m[0], at.from+m[1]
		around := s[max(at.from, from-3*14):min(at.to, to+3*14)]
		word := founded.FindString(around)
		day, err := dayOf(s[at.from+m[2]:at.from+m[3]], s[at.from+m[4]:at.from+m[5]], s[at.from+m[6]:at.from+m[7]])
		op := sides[s[at.from+m[8]:at.from+m[9]]]
		if word == "" || err != nil || op == "" {
			continue
		}
		h := hit{span: span{from, to}, kind: KindAge, sure: true, nodes: []*Node{leaf("registered", "", op, text(day))}}
		if op == "<=" {
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
