package demo_test

import (
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/demo"
	"github.com/yikou/yikou/internal/policy/eligibility"
	"github.com/yikou/yikou/internal/standard/civil"
)

var storyDay = civil.Of(time.Date(2026, time.November, 21, 0, 0, 0, 0, time.UTC))

// world is the demo city as the matcher sees it, in the order of the files.
func world(t *testing.T, o demo.Options) []*eligibility.Enterprise {
	t.Helper()
	kinds := dictionary(t)
	var list []*eligibility.Enterprise
	byCode := map[string]*eligibility.Enterprise{}
	for _, row := range enterprises(t, o) {
		registry := func(key, value string) eligibility.Fact {
			return eligibility.Fact{Key: key, Value: eligibility.TextValue(value), Tier: eligibility.T0}
		}
		e := &eligibility.Enterprise{
			USCC: row[1], Name: row[0], Closed: demo.Closed(),
			Facts: []eligibility.Fact{
				registry("industry", row[5]), registry("registered", row[2]),
				registry("type", row[3]), registry("status", row[11]),
			},
		}
		list = append(list, e)
		byCode[e.USCC] = e
	}
	for _, row := range facts(t, o) {
		e := byCode[row[0]]
		e.Facts = append(e.Facts, decodeFact(t, row, kinds[row[1]]))
	}
	return list
}

func decodeFact(t *testing.T, row []string, kind string) eligibility.Fact {
	t.Helper()
	day := func(s string) civil.Date {
		if s == "" {
			return civil.Date{}
		}
		d, err := civil.Parse(s)
		require.NoError(t, err)
		return d
	}
	tier, ok := eligibility.ParseTier(row[6])
	require.True(t, ok)
	f := eligibility.Fact{
		Key: row[1], Period: row[2], Value: eligibility.TextValue(row[3]), Tier: tier, Source: row[5],
		AsOf: day(row[4]), From: day(row[7]), To: day(row[8]),
	}
	switch kind {
	case "number":
		n, err := strconv.ParseFloat(row[3], 64)
		require.NoError(t, err)
		f.Value = eligibility.NumberValue(n)
	case "bool":
		f.Value = eligibility.BoolValue(row[3] == "true")
	}
	return f
}

// TestVerdictsSpreadBelievably keeps thresholds and distributions in tune: each
// verdict occurs, no measure is dead, few are for nearly everybody.
func TestVerdictsSpreadBelievably(t *testing.T) {
	t.Parallel()
	list, measures := world(t, demo.Options{}), rules(t)
	total := map[eligibility.Verdict]int{}
	wide, rare := 0, 0
	for i := range measures {
		m := &measures[i]
		count := map[eligibility.Verdict]int{}
		for _, e := range list {
			count[eligibility.Evaluate(m, e, storyDay).Verdict]++
		}
		for v, n := range count {
			total[v] += n
		}
		good := count[eligibility.Eligible] + count[eligibility.NeedsReview]
		t.Logf("%-22s %-9s eligible %5d  review %5d  need %5d  no %5d", m.ID, m.Delivery,
			count[eligibility.Eligible], count[eligibility.NeedsReview], count[eligibility.NeedFacts], count[eligibility.Ineligible])
		assert.NotZero(t, good+count[eligibility.NeedFacts], "%s is for nobody", m.ID)
		assert.Less(t, good, len(list)*2/3, "%s is for nearly everybody", m.ID)
		assert.Less(t, count[eligibility.NeedFacts], len(list)*2/3, "%s asks nearly everybody for facts", m.ID)
		switch {
		case good <= 3:
			rare++
		case good >= 100:
			wide++
		}
	}
	for _, v := range eligibility.Verdicts() {
		require.Greater(t, total[v], 300, v.String())
	}
	require.LessOrEqual(t, rare, 6)
	require.GreaterOrEqual(t, wide, 15)
}

func showcase(t *testing.T, code string, day civil.Date) *eligibility.Enterprise {
	t.Helper()
	for _, e := range world(t, demo.Options{Enterprises: 6, AsOf: day}) {
		if e.USCC == code {
			return e
		}
	}
	require.Fail(t, "no such showcase", code)
	return nil
}

func verdicts(t *testing.T, e *eligibility.Enterprise, day civil.Date) map[string]eligibility.Finding {
	t.Helper()
	found := map[string]eligibility.Finding{}
	for _, m := range rules(t) {
		found[m.ID] = eligibility.Evaluate(&m, e, day)
	}
	return found
}

func count(found map[string]eligibility.Finding, v eligibility.Verdict) int {
	n := 0
	for _, f := range found {
		if f.Verdict == v {
			n++
		}
	}
	return n
}

func TestTheHighTechFirmSuppliesOneFactAndIsEligible(t *testing.T) {
	t.Parallel()
	e := showcase(t, demo.ShowcaseHighTech, storyDay)
	before := verdicts(t, e, storyDay)
	require.GreaterOrEqual(t, count(before, eligibility.Eligible), 5)
	rd := before["wz-rd-subsidy"]
	require.Equal(t, eligibility.NeedFacts, rd.Verdict)
	require.Equal(t, []eligibility.FactKey{{Key: "rd_expense", Period: "2025"}}, rd.Missing)

	e.Facts = append(e.Facts, eligibility.Fact{
		Key: "rd_expense", Period: "2025", Value: eligibility.NumberValue(1_652_000), Tier: eligibility.T2, AsOf: storyDay,
	})
	after := verdicts(t, e, storyDay)
	require.Equal(t, eligibility.Eligible, after["wz-rd-subsidy"].Verdict)
	require.Equal(t, int64(99_120_00), after["wz-rd-subsidy"].Amount)
}

func TestTooLittleResearchIsToldApartFromMissingResearch(t *testing.T) {
	t.Parallel()
	e := showcase(t, demo.ShowcaseHighTech, storyDay)
	e.Facts = append(e.Facts, eligibility.Fact{
		Key: "rd_expense", Period: "2025", Value: eligibility.NumberValue(900_000), Tier: eligibility.T2, AsOf: storyDay,
	})
	require.Equal(t, eligibility.Ineligible, verdicts(t, e, storyDay)["wz-rd-subsidy"].Verdict)
}

// The demo may be set up on any day while its policies hold.
func TestEachShowcaseTellsItsStoryWheneverItIsTold(t *testing.T) {
	t.Parallel()
	for _, day := range []civil.Date{
		storyDay, storyDay.AddDays(50), storyDay.AddMonths(3), storyDay.AddMonths(8), storyDay.AddMonths(15), storyDay.AddMonths(25),
	} {
		t.Run(day.String(), func(t *testing.T) {
			t.Parallel()
			tellStories(t, day)
		})
	}
}

func tellStories(t *testing.T, day civil.Date) {
	t.Helper()
	lastYear := strconv.Itoa(day.Year() - 1)
	highTech := verdicts(t, showcase(t, demo.ShowcaseHighTech, day), day)
	require.Equal(t, []eligibility.FactKey{{Key: "rd_expense", Period: lastYear}}, highTech["wz-rd-subsidy"].Missing)

	startUp := verdicts(t, showcase(t, demo.ShowcaseStartUp, day), day)
	for _, id := range []string{"wz-startup-growth", "wz-startup-rent", "wz-tech-sme", "jc-social-insurance"} {
		require.Equal(t, eligibility.Eligible, startUp[id].Verdict, id)
	}
	require.Equal(t, eligibility.NeedFacts, startUp["wz-first-loan"].Verdict)

	maker := verdicts(t, showcase(t, demo.ShowcaseManufacturer, day), day)
	for _, id := range []string{"wz-srdi", "wz-srdi-giant", "wz-green-factory", "wz-smart-factory", "wz-equipment", "wz-rd-growth"} {
		require.Equal(t, eligibility.Eligible, maker[id].Verdict, id)
	}
	require.Equal(t, eligibility.NeedsReview, maker["wz-patents"].Verdict)

	shop := verdicts(t, showcase(t, demo.ShowcaseShop, day), day)
	require.Zero(t, count(shop, eligibility.Eligible))
	require.Equal(t, []eligibility.FactKey{{Key: "staff", Period: lastYear}, {Key: "utility_paid", Period: lastYear}},
		shop["wz-corner-shop"].Missing)

	unicorn := verdicts(t, showcase(t, demo.ShowcaseUnicorn, day), day)
	require.Equal(t, eligibility.Eligible, unicorn["wz-unicorn"].Verdict)
	require.Equal(t, int64(3_000_000_00), unicorn["wz-unicorn"].Amount)
	require.Equal(t, eligibility.NeedsReview, unicorn["wz-headquarters"].Verdict)

	dishonest := verdicts(t, showcase(t, demo.ShowcaseDishonest, day), day)
	require.Equal(t, eligibility.Ineligible, dishonest["jc-graduates"].Verdict)
	require.Equal(t, eligibility.Ineligible, dishonest["jc-stable-small"].Verdict)
	require.Less(t, count(dishonest, eligibility.Eligible), 3)
}
