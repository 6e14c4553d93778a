package eligibility_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/policy/eligibility"
	"github.com/yikou/yikou/internal/standard/civil"
)

func day(t require.TestingT, s string) civil.Date {
	d, err := civil.Parse(s)
	require.NoError(t, err)
	return d
}

func measure(t require.TestingT, json string) *eligibility.Measure {
	m, err := eligibility.DecodeMeasure([]byte(json), eligibility.DecodeOptions{})
	require.NoError(t, err, json)
	return m
}

func enterprise(t require.TestingT, json string) *eligibility.Enterprise {
	e, err := eligibility.DecodeEnterprise([]byte(json))
	require.NoError(t, err, json)
	return e
}

// decide evaluates a condition over facts, both without their outer braces.
func decide(t require.TestingT, when, facts, closed string) eligibility.Finding {
	m := measure(t, `{"id":"m","when":`+when+`}`)
	e := enterprise(t, `{"uscc":"u","facts":[`+facts+`],"closed":[`+closed+`]}`)
	return eligibility.Evaluate(m, e, day(t, "2026-05-10"))
}

var verdictOfTruth = map[string]string{"true": "eligible", "false": "ineligible", "unknown": "need_facts"}

func TestEveryOperatorHoldsAsTheFileContractSays(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ clause, facts, closed, want string }{
		// = != < <= > >= of numbers
		{`"fact":"staff","op":"=","value":5`, `{"key":"staff","value":5}`, ``, "true"},
		{`"fact":"staff","op":"=","value":5`, `{"key":"staff","value":5.0000001}`, ``, "false"},
		{`"fact":"staff","op":"!=","value":5`, `{"key":"staff","value":6}`, ``, "true"},
		{`"fact":"staff","op":"<","value":5`, `{"key":"staff","value":5}`, ``, "false"},
		{`"fact":"staff","op":"<=","value":5`, `{"key":"staff","value":5}`, ``, "true"},
		{`"fact":"staff","op":">","value":5`, `{"key":"staff","value":5}`, ``, "false"},
		{`"fact":"staff","op":">=","value":5`, `{"key":"staff","value":5}`, ``, "true"},
		{`"fact":"staff","op":">=","value":5`, ``, ``, "unknown"},
		{`"fact":"staff","op":"=","value":0`, `{"key":"staff","value":-0.0}`, ``, "true"},
		// of dates
		{`"fact":"registered","op":"<","value":"2020-01-01"`, `{"key":"registered","value":"2019-12-31"}`, ``, "true"},
		{`"fact":"registered","op":">=","value":"2020-01-01"`, `{"key":"registered","value":"2020-01-01"}`, ``, "true"},
		{`"fact":"registered","op":"=","value":"2020-01-01"`, `{"key":"registered","value":"2020-01-02"}`, ``, "false"},
		{`"fact":"registered","op":"<","value":"2020-01-01"`, `{"key":"registered","value":"2019/12/31"}`, ``, "unknown"},
		// of text and booleans
		{`"fact":"status","op":"=","value":"存续"`, `{"key":"status","value":"存续"}`, ``, "true"},
		{`"fact":"status","op":"!=","value":"注销"`, `{"key":"status","value":"存续"}`, ``, "true"},
		{`"fact":"listed","op":"=","value":true`, `{"key":"listed","value":true}`, ``, "true"},
		{`"fact":"listed","op":"!=","value":true`, `{"key":"listed","value":true}`, ``, "false"},
		// between, in
		{`"fact":"staff","op":"between","value":[5,7]`, `{"key":"staff","value":5}`, ``, "true"},
		{`"fact":"staff","op":"between","value":[5,7]`, `{"key":"staff","value":7}`, ``, "true"},
		{`"fact":"staff","op":"between","value":[5,7]`, `{"key":"staff","value":7.5}`, ``, "false"},
		{`"fact":"registered","op":"between","value":["2020-01-01","2020-12-31"]`, `{"key":"registered","value":"2020-02-29"}`, ``, "true"},
		{`"fact":"size_class","op":"in","value":["small","micro"]`, `{"key":"size_class","value":"micro"}`, ``, "true"},
		{`"fact":"staff","op":"in","value":[1,2]`, `{"key":"staff","value":3}`, ``, "false"},
		// under
		{`"fact":"industry","op":"under","value":"I65"`, `{"key":"industry","value":"I6513"}`, ``, "true"},
		{`"fact":"industry","op":"under","value":"I"`, `{"key":"industry","value":"I65"}`, ``, "true"},
		{`"fact":"industry","op":"under","value":["C","I65"]`, `{"key":"industry","value":"I6490"}`, ``, "false"},
		{`"fact":"division","op":"under","value":"370100"`, `{"key":"division","value":"370102001000"}`, ``, "true"},
		{`"fact":"division","op":"under","value":"370100"`, `{"key":"division","value":"370202"}`, ``, "false"},
		{`"fact":"division","op":"under","value":"370000000000"`, `{"key":"division","value":"370102"}`, ``, "true"},
		{`"fact":"division","op":"under","value":"370102"`, `{"key":"division","value":"370100"}`, ``, "false"},
		{`"fact":"division","op":"under","value":"371000"`, `{"key":"division","value":"371002"}`, ``, "true"},
		{`"fact":"park","op":"under","value":"A-1"`, `{"key":"park","value":"A-1-7"}`, ``, "true"},
		{`"fact":"tax_division","op":"under","value":"370100"`, `{"key":"tax_division","value":"370102"}`, ``, "true"},
		// has
		{hasHighTech, `{"key":"qualification","value":"high_tech","from":"2026-05-10","to":"2026-05-10"}`, ``, "true"},
		{hasHighTech, `{"key":"qualification","value":"high_tech"}`, ``, "true"},
		{hasHighTech, `{"key":"qualification","value":"high_tech","to":"2026-05-09"}`, ``, "false"},
		{hasHighTech, `{"key":"qualification","value":"high_tech","from":"2026-05-11"}`, ``, "false"},
		{hasHighTech, `{"key":"qualification","value":"high_tech","to":"2026-05-09"},{"key":"qualification","value":"high_tech","from":"2026-05-10"}`, ``, "true"},
		{hasHighTech, `{"key":"qualification","value":"srdi"}`, ``, "unknown"},
		{hasHighTech, `{"key":"qualification","value":"srdi"}`, `"qualification"`, "false"},
		{hasHighTech, ``, ``, "unknown"},
		// older_than, younger_than; the 29th of February
		{`"fact":"registered","op":"older_than","value":"P3Y"`, `{"key":"registered","value":"2023-05-10"}`, ``, "true"},
		{`"fact":"registered","op":"older_than","value":"P3Y"`, `{"key":"registered","value":"2023-05-11"}`, ``, "false"},
		{`"fact":"registered","op":"younger_than","value":"P3Y"`, `{"key":"registered","value":"2023-05-11"}`, ``, "true"},
		{`"fact":"registered","op":"younger_than","value":"P3Y"`, `{"key":"registered","value":"2023-05-10"}`, ``, "false"},
		{`"fact":"registered","op":"younger_than","value":"P3Y"`, ``, ``, "unknown"},
		// exists
		{`"fact":"staff","op":"exists"`, `{"key":"staff","value":0}`, ``, "true"},
		{`"fact":"staff","op":"exists"`, ``, ``, "false"},
		{`"fact":"staff","op":"exists"`, `{"key":"staff","value":null}`, ``, "false"},
		{`"fact":"staff","op":"exists"`, `{"key":"staff","value":"many"}`, ``, "true"},
		// closed: an absent boolean is false, an absent number stays unknown
		{`"fact":"dishonest","op":"=","value":true`, ``, `"dishonest"`, "false"},
		{`"fact":"dishonest","op":"=","value":false`, ``, `"dishonest"`, "true"},
		{`"fact":"dishonest","op":"!=","value":true`, ``, `"dishonest"`, "true"},
		{`"fact":"dishonest","op":"=","value":true`, ``, `"qualification"`, "unknown"},
		{`"fact":"dishonest","op":"=","value":true`, `{"key":"dishonest","value":null}`, `"dishonest"`, "false"},
		{`"fact":"dishonest","op":"=","value":true`, `{"key":"dishonest","value":"yes"}`, `"dishonest"`, "unknown"},
		{`"fact":"in_park","op":"=","value":true`, ``, `"in_park"`, "false"},
		{`"fact":"patents","op":">=","value":1`, ``, `"patents"`, "unknown"},
		// periods
		{`"fact":"revenue","period":"Y-1","op":">","value":1`, `{"key":"revenue","period":"2025","value":2}`, ``, "true"},
		{`"fact":"revenue","period":"Y","op":">","value":1`, `{"key":"revenue","period":"2025","value":2}`, ``, "unknown"},
		{`"fact":"revenue","period":"2025","op":">","value":1`, `{"key":"revenue","period":"2025","value":2}`, ``, "true"},
		{`"fact":"revenue","op":">","value":1`, `{"key":"revenue","period":"2025","value":2}`, ``, "unknown"},
		// strongest tier, latest as_of, last line; null never counts
		{`"fact":"staff","op":"=","value":1`, `{"key":"staff","value":1,"tier":"T0"},{"key":"staff","value":2,"tier":"T1","as_of":"2026-01-01"}`, ``, "true"},
		{`"fact":"staff","op":"=","value":1`, `{"key":"staff","value":2,"tier":"T3"},{"key":"staff","value":1}`, ``, "true"},
		{`"fact":"staff","op":"=","value":1`, `{"key":"staff","value":1},{"key":"staff","value":2,"tier":"T3"}`, ``, "true"},
		{`"fact":"staff","op":"=","value":1`, `{"key":"staff","value":1,"as_of":"2026-01-02"},{"key":"staff","value":2,"as_of":"2026-01-01"}`, ``, "true"},
		{`"fact":"staff","op":"=","value":1`, `{"key":"staff","value":1,"as_of":"2026-01-02"},{"key":"staff","value":2}`, ``, "true"},
		{`"fact":"staff","op":"=","value":1`, `{"key":"staff","value":2,"as_of":"2026-01-02"},{"key":"staff","value":1,"as_of":"2026-01-02","tier":"T2"}`, ``, "true"},
		{`"fact":"staff","op":"=","value":1`, `{"key":"staff","value":1},{"key":"staff","value":null,"tier":"T0"}`, ``, "true"},
		{`"fact":"staff","op":"=","value":1`, `{"key":"staff","value":1},{"key":"staff","value":"two","tier":"T0"}`, ``, "unknown"},
		// min_tier
		{`"fact":"staff","op":"=","value":1,"min_tier":"T1"`, `{"key":"staff","value":1}`, ``, "unknown"},
		{`"fact":"staff","op":"=","value":1,"min_tier":"T2"`, `{"key":"staff","value":1}`, ``, "true"},
		{`"fact":"staff","op":"exists","min_tier":"T1"`, `{"key":"staff","value":1}`, ``, "false"},
		{`"fact":"qualification","op":"has","value":"high_tech","min_tier":"T1"`, `{"key":"qualification","value":"high_tech"}`, ``, "unknown"},
		{`"fact":"listed","op":"=","value":true,"min_tier":"T0"`, `{"key":"listed","value":true}`, `"listed"`, "false"},
		{`"expr":{"add":[{"fact":"staff"},1]},"op":"=","value":2,"min_tier":"T1"`, `{"key":"staff","value":1}`, ``, "unknown"},
		// expressions
		{rdShare, `{"key":"rd_expense","period":"2025","value":5},{"key":"revenue","period":"2025","value":100}`, ``, "true"},
		{rdShare, `{"key":"rd_expense","period":"2025","value":5}`, ``, "unknown"},
		{rdShare, `{"key":"rd_expense","period":"2025","value":5},{"key":"revenue","period":"2025","value":0}`, ``, "false"},
		{`"expr":{"sub":[{"fact":"staff"},{"mul":[2,{"fact":"patents"}]}]},"op":"between","value":[1,1]`, `{"key":"staff","value":7},{"key":"patents","value":3}`, ``, "true"},
		{`"expr":{"add":[{"fact":"staff"},{"div":[1,0]}]},"op":"!=","value":1`, ``, ``, "unknown"},
		{`"expr":{"add":[{"fact":"staff"},{"div":[1,0]}]},"op":"!=","value":1`, `{"key":"staff","value":7}`, ``, "false"},
		{`"expr":{"mul":[{"fact":"staff"},1e308]},"op":">","value":1`, `{"key":"staff","value":7}`, ``, "false"},
		// size class: stated, derived, not derivable
		{`"fact":"size_class","op":"=","value":"small"`, `{"key":"size_class","value":"large"},` + industrial(50, 5_000_000), ``, "false"},
		{`"fact":"size_class","op":"=","value":"small"`, industrial(50, 5_000_000), ``, "true"},
		{`"fact":"size_class","op":"=","value":"micro"`, industrial(50, 2_999_999), ``, "true"},
		{`"fact":"size_class","op":"exists"`, industrial(50, 2_999_999), ``, "true"},
		{`"fact":"size_class","op":"=","value":"small","min_tier":"T0"`, industrial(50, 5_000_000), ``, "unknown"},
		{`"fact":"size_class","op":"=","value":"small"`, `{"key":"industry","value":"C3511"},{"key":"staff","period":"2025","value":50}`, ``, "unknown"},
		{`"fact":"size_class","op":"=","value":"small"`, `{"key":"industry","value":"A0111"},{"key":"revenue","period":"2025","value":500000}`, ``, "true"},
	} {
		got := decide(t, `{"id":"c",`+c.clause+`}`, c.facts, c.closed)
		require.Equal(t, verdictOfTruth[c.want], got.Verdict.String(), "%s over %s closed %s", c.clause, c.facts, c.closed)
	}
}

const (
	hasHighTech = `"fact":"qualification","op":"has","value":"high_tech"`
	rdShare     = `"expr":{"div":[{"fact":"rd_expense","period":"Y-1"},{"fact":"revenue","period":"Y-1"}]},"op":">=","value":0.05`
)

func industrial(staff, revenue int) string {
	return fmt.Sprintf(`{"key":"industry","value":"C3511"},{"key":"staff","period":"2025","value":%d},{"key":"revenue","period":"2025","value":%d}`, staff, revenue)
}

func TestTheTwentyNinthOfFebruaryEndsOnTheTwentyEighthWhereThereIsNone(t *testing.T) {
	t.Parallel()
	e := enterprise(t, `{"uscc":"u","facts":[{"key":"registered","value":"2024-02-29"}]}`)
	for _, c := range []struct {
		op, span, on string
		want         eligibility.Verdict
	}{
		{"older_than", "P1Y", "2025-02-27", eligibility.Ineligible},
		{"older_than", "P1Y", "2025-02-28", eligibility.Eligible},
		{"younger_than", "P1Y", "2025-02-27", eligibility.Eligible},
		{"younger_than", "P1Y", "2025-02-28", eligibility.Ineligible},
		{"older_than", "P4Y", "2028-02-28", eligibility.Ineligible},
		{"older_than", "P4Y", "2028-02-29", eligibility.Eligible},
		{"older_than", "P1M", "2024-03-29", eligibility.Eligible},
		{"older_than", "P1Y1M", "2025-03-28", eligibility.Ineligible},
		{"older_than", "P2W", "2024-03-14", eligibility.Eligible},
	} {
		m := measure(t, fmt.Sprintf(`{"id":"m","when":{"id":"c","fact":"registered","op":%q,"value":%q}}`, c.op, c.span))
		require.Equal(t, c.want, eligibility.Evaluate(m, e, day(t, c.on)).Verdict, "%v", c)
	}
}

// leaf names a clause that comes out true (t), false (f), unknown (u) or to a
// person (d).
func leaf(kind byte, id int) string {
	switch kind {
	case 't':
		return fmt.Sprintf(`{"id":"c%d","fact":"yes","op":"=","value":true}`, id)
	case 'f':
		return fmt.Sprintf(`{"id":"c%d","fact":"no","op":"=","value":true}`, id)
	case 'u':
		return fmt.Sprintf(`{"id":"c%d","fact":"k%d","op":"=","value":true}`, id, id)
	default:
		return fmt.Sprintf(`{"id":"c%d","role":"discretion"}`, id)
	}
}

// tree expands letters into clauses: `all(t,not(d))`.
func tree(s string) string {
	id := 0
	var parse func() string
	parse = func() string {
		name := s[:len(s)-len(strings.TrimLeft(s, "abcdefghijklmnopqrstuvwxyz_0123456789"))]
		s = s[len(name):]
		if s == "" || s[0] != '(' {
			id++
			return leaf(name[0], id)
		}
		s = s[1:]
		var parts []string
		for {
			parts = append(parts, parse())
			sep := s[0]
			s = s[1:]
			if sep == ')' {
				break
			}
		}
		list := strings.Join(parts, ",")
		switch {
		case name == "not":
			return `{"not":` + list + `}`
		case strings.HasPrefix(name, "at_least"):
			return fmt.Sprintf(`{"at_least":%s,"of":[%s]}`, name[len("at_least"):], list)
		default:
			return fmt.Sprintf(`{%q:[%s]}`, name, list)
		}
	}
	return parse()
}

func TestVerdictsFollowFromBestAndWorstInKleeneLogic(t *testing.T) {
	t.Parallel()
	for expr, want := range map[string]string{
		"t": "eligible", "f": "ineligible", "u": "need_facts", "d": "needs_review",
		"all(t,t)": "eligible", "all(t,u)": "need_facts", "all(f,u)": "ineligible", "all(u,f,d)": "ineligible",
		"any(f,f)": "ineligible", "any(t,u)": "eligible", "any(f,u)": "need_facts", "any(u,t,d)": "eligible",
		"not(t)": "ineligible", "not(f)": "eligible", "not(u)": "need_facts", "not(d)": "needs_review",
		"not(not(d))": "needs_review", "all(t,d)": "needs_review", "all(u,d)": "need_facts",
		"any(u,d)": "needs_review", "any(f,d)": "needs_review", "not(all(d,u))": "needs_review",
		"not(any(d,u))": "need_facts", "not(any(d,t))": "ineligible", "not(any(d,f))": "needs_review",
		"not(all(d,f))": "eligible", "not(all(d,t))": "needs_review",
		"at_least2(t,t,u)": "eligible", "at_least2(t,u,f)": "need_facts", "at_least2(t,f,f)": "ineligible",
		"at_least2(t,d,f)": "needs_review", "at_least2(t,d,u)": "needs_review", "at_least3(t,d,u)": "need_facts",
		"not(at_least2(t,u,f))": "need_facts", "not(at_least2(t,d,f))": "needs_review", "not(at_least2(t,t,d))": "ineligible",
		"all(d,not(d))": "needs_review", "any(not(d),f)": "needs_review", "all(not(any(d,f)),t)": "needs_review",
	} {
		got := decide(t, tree(expr), `{"key":"yes","value":true},{"key":"no","value":false}`, ``)
		require.Equal(t, want, got.Verdict.String(), expr)
		require.Equal(t, want == "need_facts", len(got.Missing) > 0, expr)
	}
}

func TestMissingIsTheSmallestSetAndTheFirstOfThose(t *testing.T) {
	t.Parallel()
	for expr, want := range map[string]string{
		"all(u,u)":                           "k1 k2",
		"any(u,u)":                           "k1",
		"any(all(u,u),u)":                    "k3",
		"any(all(f,u),u)":                    "k3",
		"at_least2(u,u,u)":                   "k1 k2",
		"at_least2(all(u,u),u,u)":            "k3 k4",
		"not(any(u,u))":                      "k1 k2",
		"not(all(u,u))":                      "k1",
		"not(at_least2(u,u,u))":              "k1 k2",
		"not(at_least3(u,u,u))":              "k1",
		"all(u,any(u,u),d)":                  "k1 k2",
		"all(any(u,u),any(u,u))":             "k1 k3",
		"all(any(all(u,u),all(u,u)),any(u))": "k1 k2 k5",
	} {
		got := decide(t, tree(expr), `{"key":"yes","value":true},{"key":"no","value":false}`, ``)
		var keys []string
		for _, k := range got.Missing {
			keys = append(keys, k.Key)
		}
		require.Equal(t, want, strings.Join(keys, " "), expr)
	}
}

func TestFactsSharedBetweenClausesAreCountedOnce(t *testing.T) {
	t.Parallel()
	u := func(id, key string) string {
		return fmt.Sprintf(`{"id":%q,"fact":%q,"period":"Y-1","op":">","value":1}`, id, key)
	}
	// a or z, b or z: z alone settles both.
	got := decide(t, `{"all":[{"any":[`+u("1", "a")+`,`+u("2", "z")+`]},{"any":[`+u("3", "b")+`,`+u("4", "z")+`]}]}`, ``, ``)
	require.Equal(t, []eligibility.FactKey{{Key: "z", Period: "2025"}}, got.Missing)
	// An expression rests on all of its facts, opposite clauses each count as met.
	got = decide(t, `{"all":[{"id":"1","expr":{"div":[{"fact":"b"},{"fact":"a","period":"2024"}]},"op":">","value":1},`+
		`{"id":"2","fact":"b","op":"<","value":1},{"id":"3","fact":"b","op":">","value":2}]}`, ``, ``)
	require.Equal(t, []eligibility.FactKey{{Key: "a", Period: "2024"}, {Key: "b"}}, got.Missing)
	// A size class that cannot be derived is itself what is missing.
	got = decide(t, `{"id":"1","fact":"size_class","op":"=","value":"small"}`, `{"key":"industry","value":"C3511"}`, ``)
	require.Equal(t, []eligibility.FactKey{{Key: "size_class"}}, got.Missing)
}
