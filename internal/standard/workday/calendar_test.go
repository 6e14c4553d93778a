package workday_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/yikou/yikou/internal/standard/civil"
	"github.com/yikou/yikou/internal/standard/workday"
)

func date(t require.TestingT, s string) civil.Date {
	d, err := civil.Parse(s)
	require.NoError(t, err)
	return d
}

func TestHolidaysAndDaysWorkedInExchangeAreThoseOfTheStateCouncil(t *testing.T) {
	t.Parallel()
	c := workday.Default()
	for day, want := range map[string]bool{
		"2026-02-13": true,  // an ordinary Friday
		"2026-02-14": true,  // a Saturday worked for the Spring Festival
		"2026-02-15": false, // the first day of the festival, a Sunday
		"2026-02-17": false, // a Tuesday in the festival
		"2026-02-23": false, // the last day, a Monday
		"2026-02-28": true,  // the second Saturday worked in exchange
		"2026-03-01": false, // an ordinary Sunday
		"2025-10-08": false, // National Day joined with Mid-autumn
		"2025-10-11": true,
		"2020-01-31": false, // the festival that was made longer
		"2020-02-02": false,
	} {
		got, provisional := c.IsWorkday(date(t, day))
		require.Equal(t, want, got, day)
		require.False(t, provisional, day)
	}
	s, ok := c.Special(date(t, "2026-02-14"))
	require.True(t, ok)
	require.Equal(t, workday.Special{Name: "春节"}, s)
	s, ok = c.Special(date(t, "2026-10-01"))
	require.True(t, ok)
	require.Equal(t, workday.Special{Name: "国庆节", Off: true}, s)
	_, ok = c.Special(date(t, "2026-03-01"))
	require.False(t, ok)
}

func TestYearsWithoutAnArrangementAreProvisional(t *testing.T) {
	t.Parallel()
	c := workday.Default()
	first, last := c.Years()
	require.Equal(t, []int{2004, 2026}, []int{first, last})
	require.True(t, c.Known(2026))
	require.False(t, c.Known(2027))
	works, provisional := c.IsWorkday(date(t, "2027-10-01")) // a Friday
	require.True(t, works)
	require.True(t, provisional)
	works, provisional = c.IsWorkday(date(t, "2027-10-02"))
	require.False(t, works)
	require.True(t, provisional)

	day, provisional := c.AddWorkdays(date(t, "2026-12-30"), 1)
	require.Equal(t, "2026-12-31", day.String())
	require.False(t, provisional)
	day, provisional = c.AddWorkdays(date(t, "2026-12-30"), 2)
	require.Equal(t, "2027-01-01", day.String())
	require.True(t, provisional)
	_, provisional = c.Between(date(t, "2026-12-01"), date(t, "2027-01-01"))
	require.True(t, provisional)
}

func TestATermInWorkingDaysDoesNotCountItsFirstDay(t *testing.T) {
	t.Parallel()
	c := workday.Default()
	for _, k := range []struct {
		from string
		n    int
		want string
	}{
		{"2026-02-12", 1, "2026-02-13"},
		{"2026-02-12", 2, "2026-02-14"}, // the Saturday worked in exchange
		{"2026-02-12", 3, "2026-02-24"}, // after the festival
		{"2026-02-12", 7, "2026-02-28"},
		{"2026-02-12", 0, "2026-02-12"},
		{"2026-02-24", -1, "2026-02-14"},
		{"2026-02-17", -1, "2026-02-14"},
		{"2025-09-30", 5, "2025-10-14"}, // 9, 10, 11 (Saturday worked), 13, 14
	} {
		got, provisional := c.AddWorkdays(date(t, k.from), k.n)
		require.Equal(t, k.want, got.String(), "%s + %d", k.from, k.n)
		require.False(t, provisional)
	}
}

func TestATermThatEndsOnADayOffRollsToTheNextWorkingDay(t *testing.T) {
	t.Parallel()
	c := workday.Default()
	for from, want := range map[string]string{
		"2026-02-15": "2026-02-24", "2026-02-14": "2026-02-14", "2026-03-07": "2026-03-09", "2026-10-01": "2026-10-08",
	} {
		got, _ := c.Roll(date(t, from))
		require.Equal(t, want, got.String(), from)
	}
	next, _ := c.Next(date(t, "2026-02-13"))
	require.Equal(t, "2026-02-14", next.String())
}

func TestCountingBackUndoesAddingWorkingDays(t *testing.T) {
	t.Parallel()
	c := workday.Default()
	rapid.Check(t, func(t *rapid.T) {
		d := civil.OfDays(rapid.IntRange(12_000, 22_000).Draw(t, "day")) // 2002 to 2030
		n := rapid.IntRange(-300, 300).Draw(t, "n")
		end, _ := c.AddWorkdays(d, n)
		got, _ := c.Between(d, end)
		require.Equal(t, n, got, "%s + %d = %s", d, n, end)
		if n != 0 {
			works, _ := c.IsWorkday(end)
			require.True(t, works)
		}
		if works, _ := c.IsWorkday(d); works {
			back, _ := c.AddWorkdays(end, -n)
			require.Equal(t, d, back, "from a working day there and back")
		}
		m := rapid.IntRange(0, 100).Draw(t, "m")
		if n > 0 {
			whole, _ := c.AddWorkdays(d, n+m)
			parts, _ := c.AddWorkdays(end, m)
			require.Equal(t, whole, parts, "terms add up")
		}
	})
}

func TestAnAmendedYearReplacesTheOld(t *testing.T) {
	t.Parallel()
	amended, err := workday.Parse("# 示例\n2026\n元旦 0101\n地方节日 0303-0304 +0307\n\n2027\n元旦 0101-0103\n")
	require.NoError(t, err)
	c := workday.Default().With(amended)
	for day, want := range map[string]bool{
		"2026-03-03": false, "2026-03-07": true, "2026-02-17": true, "2027-01-01": false, "2025-10-08": false,
	} {
		got, provisional := c.IsWorkday(date(t, day))
		require.Equal(t, want, got, day)
		require.False(t, provisional)
	}
	s, ok := c.Special(date(t, "2026-03-03"))
	require.True(t, ok)
	require.Equal(t, "地方节日", s.Name)
	works, _ := workday.Default().IsWorkday(date(t, "2026-03-03"))
	require.True(t, works, "the calendar it was made from stays as it was")
	_, last := c.Years()
	require.Equal(t, 2027, last)
}

func TestACalendarThatMakesNoSenseIsRefused(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"元旦 0101\n", "2026\n元旦\n", "2026\n元旦 0230\n", "2026\n元旦 1x01\n", "2026\n元旦 0103-0101\n",
		"2026\n元旦 0101\n除夕 0101\n", "2026\n2026\n", "1\n", "2026\n元旦 -101\n", "2026\n元旦 +\n",
	} {
		_, err := workday.Parse(text)
		require.ErrorIs(t, err, workday.ErrFormat, "%q", text)
	}
}

func FuzzParse(f *testing.F) {
	f.Add("2026\n元旦 0101-0103 +0104\n")
	f.Add("# x\n\n2026\n")
	f.Fuzz(func(t *testing.T, text string) {
		c, err := workday.Parse(text)
		if err != nil {
			require.ErrorIs(t, err, workday.ErrFormat)
			return
		}
		first, last := c.Years()
		require.LessOrEqual(t, first, last)
	})
}

func TestTheCalendarAgreesWithASecondCollectionOfTheNotices(t *testing.T) {
	t.Parallel()
	root := os.Getenv("YIKOU_SHARED_DATA")
	if root == "" {
		root = "../../../../shared/data"
	}
	c := workday.Default()
	for year := 2020; year <= 2026; year++ {
		b, err := os.ReadFile(filepath.Join(root, "reference/holiday-cn", fmt.Sprintf("%d.json", year)))
		if err != nil {
			t.Skipf("SKIPPED, real data is absent: %v", err)
		}
		var file struct {
			Days []struct {
				Name, Date string
				IsOffDay   bool
			}
		}
		require.NoError(t, json.Unmarshal(b, &file))
		named := map[string]bool{}
		for _, d := range file.Days {
			named[d.Date] = true
			works, provisional := c.IsWorkday(date(t, d.Date))
			require.False(t, provisional)
			require.Equal(t, !d.IsOffDay, works, "%s %s", d.Date, d.Name)
		}
		for day := date(t, fmt.Sprintf("%d-01-01", year)); day.Year() == year; day = day.AddDays(1) {
			s, special := c.Special(day)
			if !special || named[day.String()] {
				continue
			}
			// One collection names weekends inside a holiday, the other need not.
			w := day.Weekday()
			require.True(t, s.Off && (w == 0 || w == 6), "%s is set apart here only", day)
		}
	}
}
