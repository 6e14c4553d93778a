package civil_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/yikou/yikou/internal/standard/civil"
)

func genDate(t *rapid.T, label string) civil.Date {
	return civil.OfDays(rapid.IntRange(-500_000, 2_500_000).Draw(t, label))
}

func date(t require.TestingT, s string) civil.Date {
	d, err := civil.Parse(s)
	require.NoError(t, err)
	return d
}

func TestADateIsADayOfTheGregorianCalendar(t *testing.T) {
	t.Parallel()
	for _, s := range []string{"0001-01-01", "1970-01-01", "2000-02-29", "2024-02-29", "9999-12-31"} {
		require.Equal(t, s, date(t, s).String())
	}
	for _, s := range []string{
		"", "2023-02-29", "1900-02-29", "2024-13-01", "2024-00-01", "2024-01-00", "2024-04-31", "0000-01-01",
		"2024-1-1", "2024/01/01", "20240101", "2024-01-01T00:00", " 2024-01-01", "+024-01-01", "２０２４-01-01", "2024-01-0a",
	} {
		_, err := civil.Parse(s)
		require.ErrorIs(t, err, civil.ErrDate, "%q", s)
	}
}

func TestDaysAgreeWithTheStandardLibrary(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := genDate(t, "day")
		std := time.Date(d.Year(), d.Month(), d.Day(), 0, 0, 0, 0, time.UTC)
		require.Equal(t, d, civil.Of(std))
		require.Equal(t, int(std.Unix()/86_400), d.Days())
		require.Equal(t, std.Weekday(), d.Weekday())
		require.Equal(t, std, d.Time(time.UTC))
		require.Equal(t, std.AddDate(0, 0, 1), d.End(time.UTC))
		require.Equal(t, d, civil.OfDays(d.Days()))
		n := rapid.IntRange(-100_000, 100_000).Draw(t, "n")
		if sum := std.AddDate(0, 0, n); sum.Year() >= 1 && sum.Year() <= 9999 {
			require.Equal(t, civil.Of(sum), d.AddDays(n))
			require.Equal(t, n, d.AddDays(n).DaysSince(d))
			require.Equal(t, d, d.AddDays(n).AddDays(-n))
		}
	})
}

func TestTextGoesThereAndBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		type doc struct {
			Day   civil.Date
			ByDay map[civil.Date]int
		}
		d := genDate(t, "day")
		in := doc{Day: d, ByDay: map[civil.Date]int{d: 1}}
		b, err := json.Marshal(in)
		require.NoError(t, err)
		require.Contains(t, string(b), `"Day":"`+d.String()+`"`)
		var out doc
		require.NoError(t, json.Unmarshal(b, &out))
		require.Equal(t, in, out)
	})
	var d civil.Date
	require.Error(t, json.Unmarshal([]byte(`"2024-02-30"`), &d))
	require.NoError(t, json.Unmarshal([]byte(`""`), &d))
	require.True(t, d.IsZero())
	b, err := json.Marshal(d)
	require.NoError(t, err)
	require.Equal(t, `""`, string(b))
}

func TestAMonthEndsOnTheSameNumberOrOnTheLastDay(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		from   string
		months int
		want   string
	}{
		{"2026-01-31", 1, "2026-02-28"}, {"2024-01-31", 1, "2024-02-29"}, {"2026-01-15", 1, "2026-02-15"},
		{"2026-12-31", 2, "2027-02-28"}, {"2026-03-31", -1, "2026-02-28"}, {"2024-02-29", 12, "2025-02-28"},
		{"2024-02-29", 48, "2028-02-29"}, {"2026-01-01", -1, "2025-12-01"}, {"9999-12-31", 1, "9999-12-31"}, {"0001-01-01", -1, "0001-01-01"},
	} {
		require.Equal(t, c.want, date(t, c.from).AddMonths(c.months).String(), "%s + %d months", c.from, c.months)
	}
	require.Equal(t, "2025-02-28", date(t, "2024-02-29").AddYears(1).String())
	require.Equal(t, "2024-02-29", date(t, "2024-02-11").LastOfMonth().String())
}

func TestAddingMonthsKeepsTheOrderOfDays(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		a, b := genDate(t, "a"), genDate(t, "b")
		n := rapid.IntRange(-2400, 2400).Draw(t, "n")
		if b.Before(a) {
			a, b = b, a
		}
		require.False(t, b.AddMonths(n).Before(a.AddMonths(n)))
		require.Equal(t, a.Days() < b.Days(), a.Before(b))
		require.Equal(t, -a.Compare(b), b.Compare(a))
		require.Equal(t, a == b, a.Compare(b) == 0)
		if a.Day() <= 28 {
			moved := a.AddMonths(n)
			require.True(t, moved.Day() == a.Day() || moved.Year() == 1 || moved.Year() == 9999)
		}
	})
}

func TestTheZeroDateIsNoDay(t *testing.T) {
	t.Parallel()
	var zero civil.Date
	require.True(t, zero.IsZero())
	require.True(t, zero.Before(date(t, "0001-01-01")))
	require.True(t, date(t, "0001-01-01").After(zero))
	require.Equal(t, zero, zero.AddDays(5))
	require.Equal(t, zero, zero.AddMonths(5))
	require.Equal(t, zero, zero.LastOfMonth())
	require.True(t, zero.Time(time.UTC).IsZero())
	require.True(t, zero.End(time.UTC).IsZero())
	require.Equal(t, zero, civil.Of(time.Time{}))
	require.Less(t, zero.Days(), date(t, "0001-01-01").Days())
}

func TestArithmeticStopsAtTheEndsOfTheCalendar(t *testing.T) {
	t.Parallel()
	const huge = int(^uint(0) >> 1)
	d := date(t, "2026-01-31")
	require.Equal(t, "9999-12-31", d.AddDays(huge).String())
	require.Equal(t, "0001-01-01", d.AddDays(-huge).String())
	require.Equal(t, "9999-12-31", d.AddMonths(huge).String())
	require.Equal(t, "0001-01-01", d.AddMonths(-huge).String())
	require.Equal(t, "9999-12-31", d.AddYears(huge).String())
	require.Equal(t, "9999-12-31", civil.OfDays(huge).String())
}

func TestADateIsReadAsPeopleWriteIt(t *testing.T) {
	t.Parallel()
	for _, s := range []string{
		"2026-01-02", "2026-1-2", "2026/1/2", "2026/01/02", "2026.1.2", "2026.01.02", "2026年1月2日", "2026年01月02日",
		"20260102", " 2026-01-02 ", "２０２６年１月２日", "2026-01-02 13:04:05", "2026-01-02T13:04:05Z", "2026/1/2 0:00", "2026年1月2日（星期五）",
	} {
		d, err := civil.ParseWritten(s)
		require.NoError(t, err, "%q", s)
		require.Equal(t, "2026-01-02", d.String(), "%q", s)
	}
	for _, s := range []string{
		"", "N/A", "2026", "2026-01", "2026年1月", "26-1-2", "2026-13-01", "2026-02-30", "2026--1-2", "-2026-1-2", "2026010", "202601021",
		"2026x1x2", "01/02/2026", "2026-1-233", "99999999999999999999",
	} {
		_, err := civil.ParseWritten(s)
		require.ErrorIs(t, err, civil.ErrDate, "%q", s)
	}
}

func TestAPeriodIsReadByISO8601(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]civil.Period{
		"P3Y": {Years: 3}, "P6M": {Months: 6}, "P1Y6M": {Years: 1, Months: 6}, "P2W": {Days: 14}, "P90D": {Days: 90},
		"P1Y2M3D": {Years: 1, Months: 2, Days: 3}, "P0D": {}, "P1W2D": {Days: 9},
	} {
		p, err := civil.ParsePeriod(s)
		require.NoError(t, err, s)
		require.Equal(t, want, p, s)
	}
	for _, s := range []string{"", "P", "3Y", "P3", "PT1H", "P1DT1H", "P-1Y", "P1.5Y", "P1M1Y", "P1Y1Y", "p3y", "P99999999D", "P9999999Y"} {
		_, err := civil.ParsePeriod(s)
		require.ErrorIs(t, err, civil.ErrPeriod, "%q", s)
	}
	p, _ := civil.ParsePeriod("P1Y")
	require.Equal(t, "2025-02-28", date(t, "2024-02-29").Add(p).String())
	p, _ = civil.ParsePeriod("P1M1D")
	require.Equal(t, "2026-03-01", date(t, "2026-01-31").Add(p).String())
}

func TestAPeriodGoesToTextAndBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		p := civil.Period{Years: rapid.IntRange(0, 99).Draw(t, "y"), Months: rapid.IntRange(0, 99).Draw(t, "m"), Days: rapid.IntRange(0, 999).Draw(t, "d")}
		got, err := civil.ParsePeriod(p.String())
		require.NoError(t, err)
		require.Equal(t, p, got)
	})
}

func FuzzParseWritten(f *testing.F) {
	for _, s := range []string{"2026-01-02", "2026年1月2日", "２０２６", "20260102", "1/2/2026", "\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := civil.ParseWritten(s)
		if err != nil {
			require.ErrorIs(t, err, civil.ErrDate)
			return
		}
		again, err := civil.Parse(d.String())
		require.NoError(t, err)
		require.Equal(t, d, again)
	})
}

func FuzzParsePeriod(f *testing.F) {
	f.Add("P1Y2M3W4D")
	f.Add("PT1H")
	f.Fuzz(func(t *testing.T, s string) {
		p, err := civil.ParsePeriod(s)
		if err != nil {
			require.ErrorIs(t, err, civil.ErrPeriod)
			return
		}
		again, err := civil.ParsePeriod(p.String())
		require.NoError(t, err)
		require.Equal(t, p, again)
	})
}
