package app_test

import (
	"context"
	"strconv"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/app/prooftest"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/deadline/keeping"
	"github.com/yikou/yikou/internal/standard/civil"
)

func plantDeadlines(w *world) {
	for _, relation := range []string{"own", prooftest.None} {
		o, err := makeDeadlineProfile(w.t.Context(), w, relation)
		require.NoError(w.t, err)
		w.keep("deadline_profile", relation, o)
	}
	o, err := makeDeadlineCalendar(w.t.Context(), w, "own")
	require.NoError(w.t, err)
	w.keep("deadline_calendar", "own", o)
}

// makeDeadlineProfile adds a profile of its own, as a release of the program would.
func makeDeadlineProfile(ctx context.Context, w *world, relation string) (prooftest.Object, error) {
	tomorrow := civil.Of(w.clock.Now().In(civil.Beijing)).AddDays(1)
	o := prooftest.Object{"code": "test.none", "version": "1", "day": tomorrow.String()}
	if relation == prooftest.None {
		return o, nil
	}
	id := kernel.NewID()
	o["code"] = "test." + id
	first, err := civil.Parse("2000-01-01")
	if err != nil {
		return nil, err
	}
	_, err = w.DB.Exec(ctx, `INSERT INTO deadline_profile (id, code, version, label, side, amount, unit, source, in_force, by_id, by_name, at)
		VALUES (?, ?, 1, '测试时限', 'promise', 3, 'wd', '服务标准承诺', ?, '', '系统', ?)`, id, o["code"], db.Date{Date: first}, db.At(w.clock.Now()))
	return o, err
}

// makeDeadlineCalendar tells which edition of the calendar is the last.
func makeDeadlineCalendar(ctx context.Context, w *world, _ string) (prooftest.Object, error) {
	reader := authz.With(ctx, kernel.Principal{Kind: kernel.StaffPrincipal, ID: "planter-calendar", Grants: map[string]kernel.Reach{string(keeping.PermRead): kernel.ReachAll}})
	y, err := w.Keeper.Year(reader, 2030)
	return prooftest.Object{"edition": strconv.FormatInt(y.Edition, 10)}, err
}
