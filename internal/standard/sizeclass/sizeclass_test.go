package sizeclass_test

import (
	"encoding/csv"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/yikou/yikou/internal/standard/civil"
	"github.com/yikou/yikou/internal/standard/industry"
	"github.com/yikou/yikou/internal/standard/sizeclass"
)

var today, _ = civil.New(2026, 3, 31)

const (
	staff   = sizeclass.Staff
	revenue = sizeclass.Revenue
	assets  = sizeclass.Assets
	wan     = 10_000
)

// limits repeats the table of rules.md §7 in its own words: persons and 万元.
var limits = []struct {
	code string
	rows []row
}{
	{"A0111", []row{{revenue, 20000, 500, 50}}},
	{"B0610", []row{{staff, 1000, 300, 20}, {revenue, 40000, 2000, 300}}},
	{"C3511", []row{{staff, 1000, 300, 20}, {revenue, 40000, 2000, 300}}},
	{"D4411", []row{{staff, 1000, 300, 20}, {revenue, 40000, 2000, 300}}},
	{"E4710", []row{{revenue, 80000, 6000, 300}, {assets, 80000, 5000, 300}}},
	{"F5111", []row{{staff, 200, 20, 5}, {revenue, 40000, 5000, 1000}}},
	{"F5211", []row{{staff, 300, 50, 10}, {revenue, 20000, 500, 100}}},
	{"G5431", []row{{staff, 1000, 300, 20}, {revenue, 30000, 3000, 200}}},
	{"G5910", []row{{staff, 1000, 300, 20}, {revenue, 30000, 3000, 200}}},
	{"G5920", []row{{staff, 200, 100, 20}, {revenue, 30000, 1000, 100}}},
	{"G6020", []row{{staff, 1000, 300, 20}, {revenue, 30000, 2000, 100}}},
	{"H6110", []row{{staff, 300, 100, 10}, {revenue, 10000, 2000, 100}}},
	{"H6210", []row{{staff, 300, 100, 10}, {revenue, 10000, 2000, 100}}},
	{"I6311", []row{{staff, 2000, 100, 10}, {revenue, 100000, 1000, 100}}},
	{"I6421", []row{{staff, 2000, 100, 10}, {revenue, 100000, 1000, 100}}},
	{"I6513", []row{{staff, 300, 100, 10}, {revenue, 10000, 1000, 50}}},
	{"K7010", []row{{revenue, 200000, 1000, 100}, {assets, 10000, 5000, 2000}}},
	{"K7020", []row{{staff, 1000, 300, 100}, {revenue, 5000, 1000, 500}}},
	{"L7111", []row{{staff, 300, 100, 10}, {assets, 120000, 8000, 100}}},
	{"K7030", []row{{staff, 300, 100, 10}}},
	{"M7310", []row{{staff, 300, 100, 10}}},
	{"N7721", []row{{staff, 300, 100, 10}}},
	{"O8010", []row{{staff, 300, 100, 10}}},
	{"Q8514", []row{{staff, 300, 100, 10}}},
	{"R8610", []row{{staff, 300, 100, 10}}},
}

type row struct {
	indicator            sizeclass.Indicator
	large, medium, small float64
}

func (r row) lower(c sizeclass.Class) float64 {
	v := map[sizeclass.Class]float64{sizeclass.Large: r.large, sizeclass.Medium: r.medium, sizeclass.Small: r.small}[c]
	if r.indicator != staff {
		v *= wan
	}
	return v
}

func with(in sizeclass.Indicators, i sizeclass.Indicator, v float64) sizeclass.Indicators {
	switch i {
	case staff:
		in.Staff = sizeclass.Of(v)
	case revenue:
		in.Revenue = sizeclass.Of(v)
	case assets:
		in.Assets = sizeclass.Of(v)
	}
	return in
}

var below = map[sizeclass.Class]sizeclass.Class{
	sizeclass.Large: sizeclass.Medium, sizeclass.Medium: sizeclass.Small, sizeclass.Small: sizeclass.Micro,
}

func TestEachClassBeginsExactlyAtBothOfItsLowerLimits(t *testing.T) {
	t.Parallel()
	for _, l := range limits {
		for class, lower := range below {
			at := sizeclass.Indicators{}
			for _, r := range l.rows {
				at = with(at, r.indicator, r.lower(class))
			}
			require.Equal(t, class, sizeclass.Derive(l.code, at, today).Class, "%s at the limits of %s", l.code, class)
			for _, r := range l.rows {
				short := with(at, r.indicator, math.Nextafter(r.lower(class), 0))
				require.Equal(t, lower, sizeclass.Derive(l.code, short, today).Class, "%s, %s just short of %s", l.code, r.indicator, class)
			}
		}
		zero := sizeclass.Indicators{Staff: sizeclass.Of(0), Revenue: sizeclass.Of(0), Assets: sizeclass.Of(0)}
		require.Equal(t, sizeclass.Micro, sizeclass.Derive(l.code, zero, today).Class)
	}
}

func TestTheWeakerIndicatorDecidesHoweverStrongTheOther(t *testing.T) {
	t.Parallel()
	huge := sizeclass.Indicators{Staff: sizeclass.Of(1e9), Revenue: sizeclass.Of(1e15), Assets: sizeclass.Of(1e15)}
	for _, l := range limits {
		for _, r := range l.rows {
			weak := with(huge, r.indicator, 0)
			require.Equal(t, sizeclass.Micro, sizeclass.Derive(l.code, weak, today).Class, "%s without %s", l.code, r.indicator)
		}
	}
}

func TestMoreOfAnythingNeverMakesAnEnterpriseSmaller(t *testing.T) {
	t.Parallel()
	rank := map[sizeclass.Class]int{sizeclass.Micro: 0, sizeclass.Small: 1, sizeclass.Medium: 2, sizeclass.Large: 3}
	rapid.Check(t, func(t *rapid.T) {
		l := rapid.SampledFrom(limits).Draw(t, "industry")
		draw := func(label string, top float64) float64 { return rapid.Float64Range(0, top).Draw(t, label) }
		a := sizeclass.Indicators{Staff: sizeclass.Of(draw("staff", 3000)), Revenue: sizeclass.Of(draw("revenue", 3e9)), Assets: sizeclass.Of(draw("assets", 2e9))}
		b := sizeclass.Indicators{
			Staff:   sizeclass.Of(a.Staff.Value + draw("more staff", 1000)),
			Revenue: sizeclass.Of(a.Revenue.Value + draw("more revenue", 1e9)),
			Assets:  sizeclass.Of(a.Assets.Value + draw("more assets", 1e9)),
		}
		require.LessOrEqual(t, rank[sizeclass.Derive(l.code, a, today).Class], rank[sizeclass.Derive(l.code, b, today).Class])
	})
}

func TestNothingIsDerivedFromHalfOfThePair(t *testing.T) {
	t.Parallel()
	res := sizeclass.Derive("C3511", sizeclass.Indicators{Staff: sizeclass.Of(3)}, today)
	require.Equal(t, sizeclass.Result{
		Reason: sizeclass.MissingFigures, Source: "工信部联企业〔2011〕300号", Group: "工业",
		Needs: []sizeclass.Indicator{staff, revenue}, Missing: []sizeclass.Indicator{revenue},
	}, res)
	res = sizeclass.Derive("C3511", sizeclass.Indicators{Staff: sizeclass.Of(3), Revenue: sizeclass.Of(math.NaN())}, today)
	require.Equal(t, sizeclass.MissingFigures, res.Reason)
	res = sizeclass.Derive("M7310", sizeclass.Indicators{Staff: sizeclass.Of(10)}, today)
	require.Equal(t, sizeclass.Small, res.Class)
	require.Empty(t, res.Reason)
	res = sizeclass.Derive("E4710", sizeclass.Indicators{Staff: sizeclass.Of(3)}, today)
	require.Equal(t, []sizeclass.Indicator{revenue, assets}, res.Missing)
}

func TestAnIndustryThatTheStandardCannotPlaceSaysWhy(t *testing.T) {
	t.Parallel()
	full := sizeclass.Indicators{Staff: sizeclass.Of(100), Revenue: sizeclass.Of(1e8), Assets: sizeclass.Of(1e8)}
	for code, want := range map[string]sizeclass.Reason{
		"": sizeclass.UnknownIndustry, "软件": sizeclass.UnknownIndustry, "Z1": sizeclass.UnknownIndustry,
		"F": sizeclass.CoarseIndustry, "G": sizeclass.CoarseIndustry, "G59": sizeclass.CoarseIndustry, "H": sizeclass.CoarseIndustry,
		"I": sizeclass.CoarseIndustry, "K70": sizeclass.CoarseIndustry,
		"G5310": sizeclass.NotCovered, "J6621": sizeclass.NotCovered,
		"S9221": sizeclass.NotCovered, "T9700": sizeclass.NotCovered,
	} {
		res := sizeclass.Derive(code, full, today)
		require.Equal(t, want, res.Reason, code)
		require.Empty(t, res.Class, code)
	}
	for _, code := range []string{"C", "C35", "3511", "A", "L", "M", "P8310", "Q8411", "K7040"} {
		require.NotEmpty(t, sizeclass.Derive(code, full, today).Class, code)
	}
}

func TestEveryClassOfTheClassificationIsPlacedOrLeftOutOnPurpose(t *testing.T) {
	t.Parallel()
	st, ok := sizeclass.Standards().On(today)
	require.True(t, ok)
	left := map[string]bool{}
	for _, line := range industry.All() {
		if line.Level() != industry.Class {
			continue
		}
		if _, why := st.Rule(line.Code); why != "" {
			require.Equal(t, sizeclass.NotCovered, why, line.Code)
			left[line.Code[:3]] = true
		}
	}
	require.Equal(t, map[string]bool{
		"G53": true, "J66": true, "J67": true, "J68": true, "J69": true,
		"S91": true, "S92": true, "S93": true, "S94": true, "S95": true, "S96": true, "T97": true,
	}, left)
}

func TestTheRegulationCountsFromTheDayItWasIssued(t *testing.T) {
	t.Parallel()
	full := sizeclass.Indicators{Staff: sizeclass.Of(100), Revenue: sizeclass.Of(1e8)}
	before, _ := civil.New(2011, 6, 17)
	first, _ := civil.New(2011, 6, 18)
	require.Equal(t, sizeclass.NoStandard, sizeclass.Derive("C35", full, before).Reason)
	require.NotEmpty(t, sizeclass.Derive("C35", full, first).Class)

	later, _ := civil.New(2030, 1, 1)
	set := append(sizeclass.Standards(), sizeclass.Standard{
		Source: "示例", From: later,
		Rules: []sizeclass.Rule{{Group: "工业", Codes: []string{"C"}, Limits: []sizeclass.Limit{{Indicator: staff, Large: 10, Medium: 5, Small: 2}}}},
	})
	require.Equal(t, sizeclass.Small, set.Derive("C35", full, today).Class)
	require.Equal(t, sizeclass.Large, set.Derive("C35", full, later).Class)
	require.Equal(t, sizeclass.NotCovered, set.Derive("F51", full, later).Reason)
}

func TestTheLimitsAgreeWithTheReferenceFile(t *testing.T) {
	t.Parallel()
	root := os.Getenv("YIKOU_SHARED_DATA")
	if root == "" {
		root = "../../../../shared/data"
	}
	f, err := os.Open(filepath.Join(root, "reference/sme_size_standard.csv"))
	if err != nil {
		t.Skipf("SKIPPED, real data is absent: %v", err)
	}
	defer func() { require.NoError(t, f.Close()) }()
	rows, err := csv.NewReader(f).ReadAll()
	require.NoError(t, err)
	st, _ := sizeclass.Standards().On(today)
	byGroup := map[string]map[sizeclass.Indicator]sizeclass.Limit{}
	for _, r := range st.Rules {
		byGroup[r.Group] = map[sizeclass.Indicator]sizeclass.Limit{}
		for _, l := range r.Limits {
			byGroup[r.Group][l.Indicator] = l
		}
	}
	checked := 0
	for _, r := range rows[1:] {
		indicator := map[string]sizeclass.Indicator{"X": staff, "Y": revenue, "Z": assets}[r[1]]
		unit := map[bool]float64{true: 1, false: wan}[indicator == staff]
		l, ok := byGroup[r[0]][indicator]
		require.True(t, ok, "%s %s", r[0], indicator)
		small, large, ok := strings.Cut(r[2], "<="+r[1]+"<") // "300<=X<1000"
		require.True(t, ok)
		for text, got := range map[string]float64{small: l.Medium, large: l.Large, strings.Split(r[3], "<=")[0]: l.Small} {
			n, err := strconv.ParseFloat(text, 64)
			require.NoError(t, err)
			require.InDelta(t, n*unit, got, 0, "%s %s", r[0], indicator)
		}
		checked++
	}
	require.Equal(t, 30, checked)
}

func BenchmarkDerive(b *testing.B) {
	in := sizeclass.Indicators{Staff: sizeclass.Of(100), Revenue: sizeclass.Of(1e8)}
	b.ReportAllocs()
	for b.Loop() {
		sizeclass.Derive("I6513", in, today)
	}
}
