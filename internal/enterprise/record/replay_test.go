package record_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/enterprise/record"
	"github.com/yikou/yikou/internal/standard/civil"
)

func TestFactsAsTheyHeldOnADay(t *testing.T) {
	t.Parallel()
	at := func(text string) civil.Date {
		if text == "" {
			return civil.Date{}
		}
		d, err := civil.Parse(text)
		require.NoError(t, err)
		return d
	}
	number := func(id int64, source, value, asOf string) record.Fact {
		return record.Fact{ID: id, Key: "staff", Period: "2025", Source: source, Value: value, AsOf: at(asOf), Replaced: id < 3,
			RecordedAt: time.Date(2026, 1, int(id), 0, 0, 0, 0, time.UTC)}
	}
	title := func(id int64, from, to, asOf string) record.Fact {
		return record.Fact{ID: id, Key: "qualification", Source: "科技部门", Value: "high_tech", From: at(from), To: at(to), AsOf: at(asOf), RecordedAt: time.Date(2026, 1, int(id), 0, 0, 0, 0, time.UTC)}
	}
	all := []record.Fact{
		number(1, "人社", "10", "2026-01-01"), number(2, "人社", "20", "2026-03-01"), number(3, "人社", "30", "2026-06-01"),
		number(4, "企业", "99", ""), number(5, "人社", "21", "2026-03-01"),
		title(6, "2026-03-10", "2029-03-09", "2026-03-15"), title(7, "2026-03-10", "2026-09-30", "2026-10-01"), title(8, "2020-01-01", "", ""),
	}
	kinds := func(key string) record.Kind {
		return map[string]record.Kind{"qualification": record.KindQualification, "staff": record.KindNumber}[key]
	}
	ids := func(day string, known time.Time) (list []int64) {
		for _, f := range record.AsOn(all, kinds, at(day), known) {
			require.False(t, f.Replaced)
			list = append(list, f.ID)
		}
		return list
	}
	require.Equal(t, []int64{4, 8}, ids("2025-12-31", time.Time{}), "what states no day always held")
	require.Equal(t, []int64{1, 4, 8}, ids("2026-02-28", time.Time{}))
	require.Equal(t, []int64{4, 5, 6, 8}, ids("2026-04-01", time.Time{}), "of one day the one recorded last")
	require.Equal(t, []int64{3, 4, 6, 8}, ids("2026-09-30", time.Time{}), "a later day wins over a later recording")
	require.Equal(t, []int64{3, 4, 7, 8}, ids("2026-10-01", time.Time{}))
	require.Equal(t, []int64{2, 4}, ids("2026-04-01", time.Date(2026, 1, 4, 12, 0, 0, 0, time.UTC)), "as it was known then")
}
