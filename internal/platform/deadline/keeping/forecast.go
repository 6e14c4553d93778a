package keeping

import (
	"context"

	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/deadline"
	"github.com/yikou/yikou/internal/platform/errs"
)

// Forecast is what an amendment of the calendar would do. Open counts the clocks
// that have not stopped: all of them will be looked at. Of the Looked newest of
// these, Moves would end at another time.
type Forecast struct {
	Open, Looked, Moves int
}

// mostLooked bounds how many clocks a forecast derives anew, so that it answers
// while somebody waits. A guess: more than most cities have open at a time.
const mostLooked = 2000

// Forecast tells what an amendment would do, and does nothing.
func (k *Keeper) Forecast(ctx context.Context, days []DaySetting) (f Forecast, err error) {
	if _, err := authz.Require(ctx, PermAmend); err != nil {
		return f, err
	}
	if err := validDays(days, false); err != nil {
		return f, ErrAmendment.With(errs.Field{Path: "query.days", Msg: err.Error()})
	}
	have, err := k.know(ctx)
	if err != nil {
		return f, err
	}
	if f.Open, err = k.countOpen(ctx); err != nil {
		return f, err
	}
	ids, err := k.newestOpen(ctx, mostLooked)
	if err != nil {
		return f, err
	}
	clocks, err := k.clocks(ctx, ids)
	if err != nil {
		return f, err
	}
	now := k.Clock.Now()
	next := have.almanac.amended(have.almanac.latest()+1, now, "", Amendment{Days: days}.overrides())
	f.Looked = len(clocks)
	for i := range clocks {
		c := &clocks[i]
		was, err := deadline.Project(c.Start, c.Budget, c.Entries, have.almanac.now(), now)
		if err != nil {
			return f, wrap(err, "derive clock "+c.ID)
		}
		is, err := deadline.Project(c.Start, c.Budget, c.Entries, next.now(), now)
		if err != nil {
			return f, wrap(err, "derive clock "+c.ID)
		}
		if !is.Due.Equal(was.Due) {
			f.Moves++
		}
	}
	return f, nil
}
