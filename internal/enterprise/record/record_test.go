package record_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/yikou/yikou/internal/enterprise/record"
	"github.com/yikou/yikou/internal/standard/civil"
	"github.com/yikou/yikou/internal/standard/division"
)

func on(year int, month time.Month, day int) civil.Date {
	return civil.Of(time.Date(year, month, day, 0, 0, 0, 0, time.UTC))
}

func TestARegistersWordForAStatusIsUnderstood(t *testing.T) {
	t.Parallel()
	for word, want := range map[string]string{
		"存续": "存续", "存续（在营、开业、在册）": "存续", "在营（开业）企业": "存续", "在业": "存续", "正常": "存续", " 开 业 ": "存续",
		"吊销": "吊销", "吊销，未注销": "吊销", "吊销,已注销": "注销", "注销": "注销", "已注销": "注销", "迁出": "迁出", "停业": "歇业", "清算": "清算", "撤销": "撤销",
		"": "", "-": "", "N/A": "",
	} {
		got, known := record.ParseStatus(word)
		require.True(t, known, word)
		require.Equal(t, want, got, word)
	}
	got, known := record.ParseStatus("筹建中")
	require.False(t, known)
	require.Equal(t, "筹建中", got)
}

func TestTheStrongestStatementCounts(t *testing.T) {
	t.Parallel()
	f := func(id int64, tier record.Tier, asOf civil.Date, value string) record.Fact {
		return record.Fact{ID: id, Key: "revenue", Period: "2025", Tier: tier, AsOf: asOf, Value: value}
	}
	old, late := on(2026, 1, 1), on(2026, 6, 1)
	cases := map[string]struct {
		facts []record.Fact
		want  string
	}{
		"the stronger tier before the later day": {[]record.Fact{f(1, record.T2, late, "declared"), f(2, record.T0, old, "department")}, "department"},
		"the later day of one tier":              {[]record.Fact{f(1, record.T0, late, "late"), f(2, record.T0, old, "old")}, "late"},
		"no day is before every day":             {[]record.Fact{f(1, record.T0, old, "dated"), f(2, record.T0, civil.Date{}, "undated")}, "dated"},
		"the last of the same day":               {[]record.Fact{f(1, record.T0, old, "first"), f(2, record.T0, old, "last")}, "last"},
		"what was replaced does not count":       {[]record.Fact{{ID: 1, Key: "revenue", Period: "2025", Tier: record.T0, Value: "gone", Replaced: true}, f(2, record.T3, old, "inferred")}, "inferred"},
		"another year does not count":            {[]record.Fact{{ID: 1, Key: "revenue", Period: "2024", Tier: record.T0, Value: "x"}}, ""},
	}
	for name, c := range cases {
		best := record.Strongest(c.facts, "revenue", "2025")
		if c.want == "" {
			require.Nil(t, best, name)
			continue
		}
		require.Equal(t, c.want, best.Value, name)
	}
}

func TestNumbersHaveOneForm(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{"1": "1", " 1,234.50 ": "1234.5", "+3": "3", "-0": "0", "1e3": "1000", "23000000": "23000000", "0.1": "0.1"} {
		got, err := record.CanonicalNumber(in)
		require.NoError(t, err, in)
		require.Equal(t, want, got, in)
	}
	for _, in := range []string{"", "一百", "1万", "Inf", "NaN", "0x10", "1e400", "1 2", "--1", "1_000"} {
		_, err := record.CanonicalNumber(in)
		require.Error(t, err, in)
	}
	rapid.Check(t, func(t *rapid.T) {
		once, err := record.CanonicalNumber(rapid.StringMatching(`-?[0-9]{1,15}(\.[0-9]{1,6})?`).Draw(t, "number"))
		require.NoError(t, err)
		twice, err := record.CanonicalNumber(once)
		require.NoError(t, err)
		require.Equal(t, once, twice)
	})
}

func TestSizeClassComesFromAStatementElseFromTheLatestKnownYear(t *testing.T) {
	t.Parallel()
	figure := func(key, period, value string) record.Fact {
		return record.Fact{Key: key, Period: period, Value: value, Tier: record.T0}
	}
	cases := map[string]struct {
		industry string
		facts    []record.Fact
		class    string
		year     string
	}{
		"nothing known":               {"C3511", nil, "", ""},
		"half of the figures":         {"C3511", []record.Fact{figure("staff", "2025", "30")}, "", ""},
		"a small factory":             {"C3511", []record.Fact{figure("staff", "2025", "30"), figure("revenue", "2025", "5000000")}, "small", "2025"},
		"the year before, when whole": {"C3511", []record.Fact{figure("staff", "2024", "30"), figure("revenue", "2024", "5000000"), figure("staff", "2025", "900")}, "small", "2024"},
		"the later of two years":      {"C3511", []record.Fact{figure("staff", "2024", "5"), figure("revenue", "2024", "1"), figure("staff", "2025", "400"), figure("revenue", "2025", "30000000")}, "medium", "2025"},
		"a statement": {"C3511", []record.Fact{figure("staff", "2025", "30"), figure("revenue", "2025", "5000000"),
			{Key: "size_class", Value: "large", Tier: record.T2, Source: "统计部门"}}, "large", ""},
	}
	for name, c := range cases {
		e := record.Entity{Industry: record.Located{Code: c.industry, Tier: record.T0}, IndustryNow: c.industry}
		e.Settle(c.facts, on(2026, 11, 21))
		require.Equal(t, c.class, e.SizeClass, name)
		require.Equal(t, c.year, e.SizeYear, name)
		require.False(t, e.Settle(c.facts, on(2026, 11, 21)), "settling again changes nothing: %s", name)
	}
}

func TestAnInferredIndustryGivesWayAndAStatedOneDoesNot(t *testing.T) {
	t.Parallel()
	stated, inferred := record.Located{Code: "C3511", Tier: record.T0}, record.Located{Code: "F5111", Tier: record.T3}
	require.True(t, inferred.Yields(stated))
	require.False(t, stated.Yields(inferred))
	require.True(t, stated.Yields(record.Located{Code: "C3512", Tier: record.T0}))
	require.False(t, stated.Yields(stated))
	require.False(t, stated.Yields(record.Located{}))
	require.True(t, record.Located{}.Yields(inferred))
}

func TestValuesAreShownForPeople(t *testing.T) {
	t.Parallel()
	d := record.NewDictionary([]record.Key{{Key: "area", Label: "面积", Kind: record.KindNumber, Unit: "平方米"}}, nil)
	for _, c := range []struct{ key, value, want string }{
		{"revenue", "23456000", "2,345.6 万元"}, {"revenue", "10000", "1 万元"}, {"revenue", "9999", "9,999 元"}, {"revenue", "23456789", "23,456,789 元"},
		{"revenue", "1234567.5", "1,234,567.5 元"}, {"revenue", "-50000", "-5 万元"}, {"revenue", "10000050", "10,000,050 元"}, {"revenue", "12345600", "1,234.56 万元"},
		{"staff", "1200", "1,200 人"}, {"area", "12345.5", "12,345.5 平方米"}, {"listed", "true", "是"}, {"dishonest", "false", "否"},
		{"qualification", "high_tech", "高新技术企业"}, {"qualification", "unknown_one", "unknown_one"}, {"size_class", "micro", "微型"},
		{"industry", "C3511", "矿山机械制造（C3511）"}, {"division", "370102000000", "山东省济南市历下区"}, {"type", "有限责任公司", "有限责任公司"},
	} {
		k, ok := d.Find(c.key)
		require.True(t, ok, c.key)
		require.Equal(t, c.want, record.Display(k, c.value, division.Default()), "%s %s", c.key, c.value)
	}
}

func TestValuesAreCanonicalByTheirKind(t *testing.T) {
	t.Parallel()
	d := record.NewDictionary(nil, []record.Option{{Value: "local_star", Label: "望渚之星"}})
	for _, c := range []struct{ key, in, want string }{
		{"industry", "3511", "C3511"}, {"industry", "矿山机械制造", "C3511"}, {"division", "370102", "370102000000"}, {"registered", "2019年5月6日", "2019-05-06"},
		{"status", "开业", "存续"}, {"size_class", "小型", "small"}, {"qualification", "望渚之星", "local_star"}, {"qualification", "未登记", ""},
		{"size_class", "巨型", ""}, {"division", "37x", ""}, {"industry", "ZZ", ""}, {"type", "", ""}, {"type", strings.Repeat("长", 2001), ""},
	} {
		k, _ := d.Find(c.key)
		got, err := k.Canonical(c.in)
		require.Equal(t, c.want == "", err != nil, "%s %s: %v", c.key, c.in, err)
		require.Equal(t, c.want, got)
	}
}

func TestCleaningDropsWhatNobodySees(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"  望渚 ": "望渚", "\ufeff望渚\u200b": "望渚", "望\n渚": "望 渚", "望\x00渚\x07": "望渚", "\u3000望渚": "望渚", "a\xFFb": "ab", "": "",
	} {
		require.Equal(t, want, record.Clean(in), "%q", in)
	}
	require.Equal(t, "一二…", record.Clip("一二三", 2))
	require.Equal(t, "一二", record.Clip("一二", 2))
}
