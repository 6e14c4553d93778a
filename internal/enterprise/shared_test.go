package enterprise_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
)

func TestARealRegisterIsAcceptedAlmostWholeAndASecondTimeChangesNothing(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		file, size := shared(t, "enterprises/shandong.csv")
		b := setup(t, d)
		first, err := b.ImportEnterprises(system(t), file, size, "shandong.csv", nil)
		require.NoError(t, err)
		t.Logf("%d rows in %.2f s: %.0f rows/s; %d warned, %d capital, %d district", first.Rows, first.Seconds, float64(first.Rows)/first.Seconds, first.Warned, first.CapitalParsed, first.DistrictFound)
		require.EqualValues(t, 43113, first.Rows)
		require.GreaterOrEqual(t, float64(first.Accepted), 0.999*float64(first.Rows))
		require.Equal(t, first.Accepted, first.Created+first.Unchanged)
		unread := 0
		for _, p := range first.Problems {
			if p.Column == "capital" {
				unread++
			}
		}
		require.LessOrEqual(t, float64(unread), 0.01*float64(first.CapitalParsed+int64(unread)))
		require.Greater(t, float64(first.DistrictFound), 0.8*float64(first.Rows))

		second, err := b.ImportEnterprises(system(t), file, size, "shandong.csv", nil)
		require.NoError(t, err)
		t.Logf("again in %.2f s: %.0f rows/s", second.Seconds, float64(second.Rows)/second.Seconds)
		require.Equal(t, second.Accepted, second.Unchanged)
		require.Zero(t, second.Created+second.Updated)
		require.Equal(t, first.Problems, second.Problems)
	})
}
