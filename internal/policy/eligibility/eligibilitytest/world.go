package eligibilitytest

import (
	"encoding/json"
	"fmt"

	"pgregory.net/rapid"

	"github.com/yikou/yikou/internal/policy/eligibility"
)

type object = map[string]any

var (
	numberKeys = []string{"staff", "revenue", "assets", "rd_expense", "x_num"}
	textKeys   = []string{"status", "size_class", "type"}
	boolKeys   = []string{"listed", "dishonest", "x_flag"}
	dateKeys   = []string{"registered", "x_date"}

	numberPool   = []float64{-3, 0, 0.05, 1, 2, 2.5, 7, 10, 50, 300, 3e6, 5e6, 2e7, 1e308}
	textPool     = []string{"存续", "注销", "small", "micro", "large", "medium", "a", "", "<&\"\\\n"}
	datePool     = []string{"2020-02-29", "2021-02-28", "2023-05-09", "2023-05-10", "2023-05-11", "2024-02-29", "2024-03-31", "2025-11-10", "2026-05-10", "2027-01-01"}
	divisionPool = []string{"37", "3701", "370100", "370102", "370102001", "370102001000", "370102001001", "370200", "371000", "000000", "110000"}
	industryPool = []string{"C", "C35", "C351", "C3511", "3511", "I", "I65", "I6513", "A0111", "G59", "L72", "M73"}
	codePool     = []string{"high_tech", "srdi", "unicorn"}
	parkPool     = []string{"A", "A-1", "A-1-7", "B", "370102", "370102001"}
	spanPool     = []string{"P0D", "P1M", "P6M", "P1Y", "P3Y", "P4Y", "P180D", "P1Y2M3D", "P2W"}
	yearPool     = []string{"2024", "2025", "2026"}
	periodPool   = []string{"Y", "Y-1", "Y-2", "2025"}
	tierPool     = []string{"T0", "T1", "T2", "T3"}
	dayPool      = []string{"2026-05-10", "2025-02-28", "2024-02-29", "2026-12-31", "2010-01-01"}
)

func of[T any](t *rapid.T, label string, pool []T) T { return rapid.SampledFrom(pool).Draw(t, label) }

func chance(t *rapid.T, label string, percent int) bool {
	return rapid.IntRange(0, 99).Draw(t, label) < percent
}

// Day draws an as-of date as text.
func Day(t *rapid.T) string { return of(t, "day", dayPool) }

// Measures draws n measures with ids m0, m1, ….
func Measures(t *rapid.T, n int) []*eligibility.Measure {
	out := make([]*eligibility.Measure, n)
	for i := range out {
		data := MeasureJSON(t, fmt.Sprint("m", i))
		m, err := eligibility.DecodeMeasure(data, eligibility.DecodeOptions{})
		if err != nil {
			t.Fatalf("a drawn measure was refused: %v\n%s", err, data)
		}
		out[i] = m
	}
	return out
}

// MeasureJSON draws one measure in the file format.
func MeasureJSON(t *rapid.T, id string) []byte {
	d := &drawer{T: t}
	m := object{"id": id, "when": d.tree(3)}
	if chance(t, "benefit", 80) {
		m["benefit"] = d.benefit(2)
	}
	if chance(t, "bonus", 30) {
		m["bonus"] = []any{object{"when": d.tree(1), "benefit": d.benefit(1)}}
	}
	return encode(t, m)
}

func encode(t *rapid.T, v any) []byte {
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatalf("encode: %v", err)
	}
	return data
}

type drawer struct {
	*rapid.T
	clauses int
}

func (d *drawer) tree(depth int) object {
	kind := rapid.IntRange(0, 7).Draw(d.T, "node")
	if depth == 0 || kind >= 4 {
		return d.clause()
	}
	if kind == 2 {
		return object{"not": d.tree(depth - 1)}
	}
	parts := make([]any, rapid.IntRange(1, 4).Draw(d.T, "parts"))
	for i := range parts {
		parts[i] = d.tree(depth - 1)
	}
	switch kind {
	case 0:
		return object{"all": parts}
	case 1:
		return object{"any": parts}
	}
	return object{"at_least": rapid.IntRange(1, len(parts)).Draw(d.T, "k"), "of": parts}
}

func (d *drawer) clause() object {
	d.clauses++
	c := object{"id": fmt.Sprint("c", d.clauses)}
	if chance(d.T, "discretion", 10) {
		c["role"] = "discretion"
		return c
	}
	if chance(d.T, "min tier", 20) {
		c["min_tier"] = of(d.T, "tier", tierPool)
	}
	d.test(c)
	return c
}

func (d *drawer) test(c object) {
	set := func(fact string, op string, value any) { c["fact"], c["op"], c["value"] = fact, op, value }
	number := func() any { return of(d.T, "number", numberPool) }
	date := func() any { return of(d.T, "date", datePool) }
	switch rapid.IntRange(0, 14).Draw(d.T, "test") {
	case 0, 1, 2:
		d.compare(c, number)
		c["fact"] = of(d.T, "key", numberKeys)
		d.period(c)
	case 3:
		d.compare(c, number)
		c["expr"] = d.term(2)
	case 4:
		d.compare(c, date)
		c["fact"] = of(d.T, "key", dateKeys)
	case 5:
		set(of(d.T, "key", dateKeys), of(d.T, "op", []string{"older_than", "younger_than"}), of(d.T, "span", spanPool))
	case 6, 7:
		set(of(d.T, "key", textKeys), of(d.T, "op", []string{"=", "!="}), of(d.T, "text", textPool))
	case 8:
		set(of(d.T, "key", textKeys), "in", rapid.SliceOfN(rapid.SampledFrom(textPool), 1, 3).Draw(d.T, "texts"))
	case 9:
		set(of(d.T, "key", boolKeys), of(d.T, "op", []string{"=", "!="}), rapid.Bool().Draw(d.T, "bool"))
	case 10:
		set("division", "under", rapid.SliceOfN(rapid.SampledFrom(divisionPool), 1, 2).Draw(d.T, "divisions"))
	case 11:
		set("industry", "under", rapid.SliceOfN(rapid.SampledFrom(industryPool), 1, 3).Draw(d.T, "industries"))
	case 12:
		set("park", "under", of(d.T, "park", parkPool))
	case 13:
		set("qualification", "has", of(d.T, "code", codePool))
	default:
		all := append(append(append([]string{"division", "industry", "qualification"}, numberKeys...), textKeys...), boolKeys...)
		c["fact"], c["op"] = of(d.T, "key", all), "exists"
		d.period(c)
	}
}

func (d *drawer) compare(c object, value func() any) {
	switch op := of(d.T, "op", []string{"=", "!=", "<", "<=", ">", ">=", "between", "in"}); op {
	case "between":
		c["op"], c["value"] = op, []any{value(), value()}
	case "in":
		c["op"], c["value"] = op, []any{value(), value(), value()}
	default:
		c["op"], c["value"] = op, value()
	}
}

func (d *drawer) period(c object) {
	if chance(d.T, "has period", 60) {
		c["period"] = of(d.T, "period", periodPool)
	}
}

func (d *drawer) term(depth int) any {
	switch kind := rapid.IntRange(0, 5).Draw(d.T, "term"); {
	case kind == 0:
		return of(d.T, "constant", numberPool)
	case kind < 3 || depth == 0:
		f := object{"fact": of(d.T, "key", numberKeys)}
		d.period(f)
		return f
	}
	args := make([]any, rapid.IntRange(2, 3).Draw(d.T, "args"))
	for i := range args {
		args[i] = d.term(depth - 1)
	}
	return object{of(d.T, "operation", []string{"add", "sub", "mul", "div"}): args}
}

func (d *drawer) money() string {
	return fmt.Sprintf("%d.%02d", rapid.IntRange(0, 100_000).Draw(d.T, "yuan"), rapid.IntRange(0, 99).Draw(d.T, "fen"))
}

func (d *drawer) benefit(depth int) object {
	kind := rapid.IntRange(0, 5).Draw(d.T, "benefit")
	if depth == 0 {
		kind %= 4
	}
	capped := func(o object) object {
		if chance(d.T, "capped", 50) {
			o["cap"] = d.money()
		}
		return o
	}
	switch kind {
	case 0:
		return object{"fixed": d.money()}
	case 1:
		rate := of(d.T, "rate", []float64{0, 0.01, 0.1, 0.15, 0.333, 1, 3})
		return object{"rate": capped(object{"of": d.term(1), "rate": rate})}
	case 2:
		return object{"per": capped(object{"of": d.term(1), "each": d.money()})}
	case 3:
		return object{"tiers": object{"of": d.term(1), "steps": []any{
			object{"from": 7, "amount": d.money()}, object{"from": 0, "amount": d.money()}, object{"from": 300.5, "amount": d.money()}}}}
	}
	parts := []any{d.benefit(depth - 1), d.benefit(depth - 1)}
	return object{map[int]string{4: "sum", 5: "max"}[kind]: parts}
}

// Enterprises draws n enterprises with codes E0, E1, ….
func Enterprises(t *rapid.T, n int) []*eligibility.Enterprise {
	out := make([]*eligibility.Enterprise, n)
	for i := range out {
		out[i] = Enterprise(t, fmt.Sprint("E", i))
	}
	return out
}

// Enterprise draws one enterprise.
func Enterprise(t *rapid.T, uscc string) *eligibility.Enterprise {
	d := &drawer{T: t}
	facts := make([]any, rapid.IntRange(0, 14).Draw(t, "facts"))
	for i := range facts {
		facts[i] = d.fact()
	}
	closed := rapid.SliceOfDistinct(rapid.SampledFrom(append([]string{"qualification", "staff"}, boolKeys...)), rapid.ID).Draw(t, "closed")
	data := encode(t, object{"uscc": uscc, "facts": facts, "closed": closed})
	e, err := eligibility.DecodeEnterprise(data)
	if err != nil {
		t.Fatalf("a drawn enterprise was refused: %v\n%s", err, data)
	}
	return e
}

func (d *drawer) fact() object {
	f := object{}
	switch rapid.IntRange(0, 9).Draw(d.T, "fact") {
	case 0, 1, 2, 3:
		f["key"], f["value"] = of(d.T, "key", numberKeys), of(d.T, "value", numberPool)
		if chance(d.T, "has year", 75) {
			f["period"] = of(d.T, "year", yearPool)
		}
	case 4:
		f["key"], f["value"] = of(d.T, "key", textKeys), of(d.T, "value", textPool)
	case 5:
		f["key"], f["value"] = of(d.T, "key", boolKeys), rapid.Bool().Draw(d.T, "value")
	case 6:
		f["key"], f["value"] = of(d.T, "key", dateKeys), of(d.T, "value", datePool)
	case 7:
		f["key"], f["value"] = "division", of(d.T, "value", divisionPool)
	case 8:
		f["key"], f["value"] = "industry", of(d.T, "value", industryPool)
		if chance(d.T, "park", 30) {
			f["key"], f["value"] = "park", of(d.T, "value", parkPool)
		}
	default:
		f["key"], f["value"] = "qualification", of(d.T, "value", codePool)
		for _, end := range []string{"from", "to"} {
			if chance(d.T, end, 60) {
				f[end] = of(d.T, end, datePool)
			}
		}
	}
	switch rapid.IntRange(0, 19).Draw(d.T, "odd") {
	case 0:
		f["value"] = nil
	case 1:
		f["value"] = of(d.T, "odd value", []any{"abc", 5.0, true, "2023-05-10", "2023-02-30", "C3511", ""})
	}
	if chance(d.T, "tier", 60) {
		f["tier"] = of(d.T, "tier", tierPool)
	}
	if chance(d.T, "as of", 40) {
		f["as_of"] = of(d.T, "as of", datePool)
	}
	return f
}
