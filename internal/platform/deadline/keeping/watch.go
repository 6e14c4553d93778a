package keeping

import (
	"context"
	"time"

	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/deadline"
	"github.com/yikou/yikou/internal/standard/civil"
)

// JobWatch looks every WatchEvery whether the days off of the years are set that
// terms reach into.
const (
	JobWatch   = "deadline.watch"
	WatchEvery = 24 * time.Hour
)

// ahead is how many days before a year its days off are missed: the State Council
// publishes them in November, and the longest usual term, thirty working days, ends
// within it.
const ahead = 45

// Watch raises an alarm for every year that terms reach into and whose days off are
// not set: what is counted through it is provisional.
func (k *Keeper) Watch(ctx context.Context) error {
	return k.DB.InTx(ctx, func(ctx context.Context) error {
		have, err := k.know(ctx)
		if err != nil {
			return err
		}
		cal, today := have.almanac.now(), civil.Of(k.Clock.Now().In(civil.Beijing))
		latest, err := k.latestDue(ctx)
		if err != nil {
			return err
		}
		last := max(today.AddDays(ahead).Year(), latest.In(civil.Beijing).Year())
		for year := today.Year(); year <= last; year++ {
			if deadline.Arranged(cal, year) {
				continue
			}
			begins, err := civil.New(year, time.January, 1)
			if err != nil {
				return err
			}
			n, err := k.countDue(ctx, begins.AddDays(-1).End(civil.Beijing))
			if err != nil {
				return err
			}
			if err := k.Bus.Publish(ctx, EventCalendarMissing, CalendarMissing{Year: year, Clocks: n}); err != nil {
				return err
			}
		}
		return nil
	})
}

const running = ` FROM deadline_clock WHERE state IN ('running', 'suspended', 'resting')`

// latestDue returns when the last of the clocks that run runs out, zero for none.
func (k *Keeper) latestDue(ctx context.Context) (time.Time, error) {
	var at db.Time
	err := k.DB.QueryRow(ctx, `SELECT max(due_at)`+running).Scan(&at)
	return at.Time, wrap(err, "look for the last term")
}

// countDue counts the clocks that run and run out at an instant or later.
func (k *Keeper) countDue(ctx context.Context, from time.Time) (n int64, err error) {
	err = k.DB.QueryRow(ctx, `SELECT count(*)`+running+` AND due_at >= ?`, db.At(from)).Scan(&n)
	return n, wrap(err, "count terms")
}
