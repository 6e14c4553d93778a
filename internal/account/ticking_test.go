package account_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/account"
	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
)

// ticking is a clock on which no two looks see the same instant, like a real one.
type ticking struct{ *clock.Fixed }

func (c ticking) Now() time.Time {
	c.Move(time.Microsecond)
	return c.Fixed.Now()
}

func TestTheFirstLogInWorksAlthoughTimeGoesOnMeanwhile(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d, func(dep *account.Deps) {
			dep.Clock = ticking{clock.NewFixed(time.Date(2026, 3, 2, 1, 0, 0, 0, time.UTC))}
		})
		b.withStaff(t)
		_, err := b.LoginStaff(from(t.Context(), "198.51.100.7"), "zhang", password)
		require.NoError(t, err)
		_, err = b.LoginStaff(from(t.Context(), "198.51.100.7"), "zhang", password)
		require.NoError(t, err)
	})
}
