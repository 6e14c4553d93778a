package demo

import (
	"strconv"

	"github.com/yikou/yikou/internal/standard/civil"
)

// fact is one row of the fact file; see WriteFacts.
type fact struct {
	key, period, value, asOf, source, tier, from, to string
}

// The sources that the demo's facts come from.
const (
	fromTax     = "税务部门"
	fromLabour  = "人社部门"
	fromStats   = "统计部门"
	fromScience = "科技部门"
	fromMII     = "工信部门"
	fromMarket  = "市场监管部门"
	fromTrade   = "商务部门"
	fromBank    = "金融服务中心"
	fromCredit  = "公共信用信息平台"
	fromReport  = "企业年报"
	fromFirm    = "企业申报"
	fromVisit   = "网格走访"
	fromGrid    = "社会治理网格"
)

// The tiers of evidence.
const (
	byDepartment = "T0"
	byStaff      = "T1"
	byFirm       = "T2"
	byInference  = "T3"
)

// teller writes facts about one firm, dated within the story.
type teller struct {
	f     *firm
	today civil.Date
}

// on returns a day as text, never one after the story's.
func (t teller) on(d civil.Date) string {
	if d.After(t.today) {
		d = t.today
	}
	return d.String()
}

// day is month and day of the story's year minus back.
func (t teller) day(back, month, day int) civil.Date {
	return civil.Of(dateAt(t.today.Year()-back, month, day))
}

// last returns the latest day with that month and day that is not after the
// story's.
func (t teller) last(month, day int) civil.Date {
	if d := t.day(0, month, day); !d.After(t.today) {
		return d
	}
	return t.day(1, month, day)
}

func (t teller) put(f fact) { t.f.facts = append(t.f.facts, f) }

// number tells a figure of the year that lies 1+back years before the story's.
func (t teller) number(key string, back, value int, source, tier string) {
	year := t.today.Year() - 1 - back
	asOf := t.day(back, 3, 31)
	switch source {
	case fromReport:
		asOf = t.day(back, 6, 30)
	case fromLabour:
		asOf = t.day(back, 1, 31)
	case fromFirm:
		asOf = t.day(back, 4, 20)
	case fromVisit:
		asOf = t.day(back, 9, 10)
	}
	t.put(fact{key: key, period: strconv.Itoa(year), value: strconv.Itoa(value), asOf: t.on(asOf), source: source, tier: tier})
}

// mark tells something without a period: a date, a grade, a truth.
func (t teller) mark(key, value, source, tier string) {
	t.put(fact{key: key, value: value, asOf: t.on(t.day(0, 10, 31)), source: source, tier: tier})
}

func (t teller) yes(key, source string) { t.mark(key, "true", source, byDepartment) }

// qualify tells a qualification that was recognised on a day and holds for
// years; 0 years is without end.
func (t teller) qualify(value string, from civil.Date, years int, source string) {
	to := ""
	if years > 0 {
		to = from.AddYears(years).AddDays(-1).String()
	}
	t.put(fact{
		key: "qualification", value: value, asOf: t.on(from), source: source, tier: byDepartment,
		from: from.String(), to: to,
	})
}
