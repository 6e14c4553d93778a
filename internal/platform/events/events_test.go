package events_test

import (
	"context"
	"errors"
	"log/slog"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/platform/events"
	"github.com/yikou/yikou/internal/platform/jobs"
)

const patience = 30 * time.Second

type parcel struct {
	Number int `json:"number"`
}

// program is one run of the program on a database: bus and runner.
type program struct {
	bus    *events.Bus
	runner *jobs.Runner
}

func begin(t *testing.T, d *db.DB, subscriptions ...events.Subscription) program {
	t.Helper()
	registry := jobs.NewRegistry()
	fixed := clock.NewFixed(time.Date(2026, 11, 20, 8, 0, 0, 0, time.UTC))
	runner, err := jobs.New(d, fixed, slog.New(slog.DiscardHandler), registry, jobs.Options{
		Beat: 150 * time.Millisecond, Backoff: func(int) time.Duration { return time.Millisecond },
	})
	require.NoError(t, err)
	bus := events.NewBus(d, fixed, runner, registry)
	bus.Subscribe(subscriptions...)
	return program{bus, runner}
}

func (p program) start(t *testing.T) {
	t.Helper()
	require.NoError(t, p.runner.Start(t.Context()))
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		defer cancel()
		require.NoError(t, p.runner.Stop(ctx))
	})
}

func receive[T any](t *testing.T, c <-chan T) T {
	t.Helper()
	select {
	case v := <-c:
		return v
	case <-time.After(patience):
		t.Fatal("nothing arrived")
		panic("unreachable")
	}
}

func TestAnEventIsHeardByEverySubscriberExactlyIfItsWorkIsCommitted(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		heard := make(chan string, 8)
		hear := func(who string) events.Subscription {
			return events.Subscription{Event: "parcel.sent", Subscriber: who, Handle: func(ctx context.Context, e events.Event) error {
				var p parcel
				if err := e.Decode(&p); err != nil {
					return err
				}
				if authz.From(ctx).ID != who || e.Actor != "sender" {
					return errors.New("wrong actor")
				}
				heard <- who + string(e.Payload)
				return nil
			}}
		}
		p := begin(t, d, hear("stock.count"), hear("bill.write"))
		p.start(t)
		ctx := authz.AsSystem(t.Context(), "sender")
		require.ErrorIs(t, p.bus.Publish(ctx, "parcel.sent", parcel{0}), db.ErrNoTx)
		undone := errors.New("undone")
		require.ErrorIs(t, d.InTx(ctx, func(ctx context.Context) error {
			require.NoError(t, p.bus.Publish(ctx, "parcel.sent", parcel{1}))
			return undone
		}), undone)
		require.NoError(t, d.InTx(ctx, func(ctx context.Context) error {
			require.NoError(t, p.bus.Publish(ctx, "parcel.lost", parcel{2}))
			return p.bus.Publish(ctx, "parcel.sent", parcel{3})
		}))
		require.ElementsMatch(t, []string{`stock.count{"number":3}`, `bill.write{"number":3}`}, []string{receive(t, heard), receive(t, heard)})
		names, err := p.bus.Names(t.Context())
		require.NoError(t, err)
		require.Equal(t, []string{"parcel.lost", "parcel.sent"}, names)
	})
}

func TestAnEventOutlivesTheProgramThatPublishedIt(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		heard := make(chan string, 1)
		subscription := events.Subscription{Event: "parcel.sent", Subscriber: "stock.count", Handle: func(_ context.Context, e events.Event) error {
			heard <- e.Name
			return nil
		}}
		died := begin(t, d, subscription) // never started: it commits and is gone
		require.NoError(t, d.InTx(t.Context(), func(ctx context.Context) error {
			return died.bus.Publish(ctx, "parcel.sent", parcel{1})
		}))
		begin(t, d, subscription).start(t)
		require.Equal(t, "parcel.sent", receive(t, heard))
	})
}

func TestAnEventDeliveredTwiceIsAppliedOnce(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		applied, attempts := make(chan int, 8), make(chan error, 8)
		var p program
		tries := 0
		p = begin(t, d, events.Subscription{Event: "parcel.sent", Subscriber: "stock.count", Handle: func(ctx context.Context, e events.Event) error {
			tries++ // one delivery at a time: the next begins when this one has failed
			err := p.bus.Once(ctx, e.ID, "stock.count", func(context.Context) error {
				applied <- tries
				return nil
			})
			if err == nil && tries < 3 {
				err = errors.New("answered too late")
			}
			attempts <- err
			return err
		}})
		p.start(t)
		require.NoError(t, d.InTx(t.Context(), func(ctx context.Context) error { return p.bus.Publish(ctx, "parcel.sent", parcel{1}) }))
		require.Error(t, receive(t, attempts))
		require.Error(t, receive(t, attempts))
		require.NoError(t, receive(t, attempts))
		require.Equal(t, 1, receive(t, applied))
		require.Empty(t, applied)
	})
}

func TestASubscriberThatFindsNothingYetHearsTheEventAgain(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		heard := make(chan bool, 2)
		tries := 0
		p := begin(t, d, events.Subscription{Event: "parcel.sent", Subscriber: "stock.count", Handle: func(context.Context, events.Event) error {
			tries++
			heard <- tries > 1
			if tries == 1 {
				return errs.New(errs.NotFound, "stock.not_found", "没有找到库存。")
			}
			return nil
		}})
		p.start(t)
		require.NoError(t, d.InTx(t.Context(), func(ctx context.Context) error { return p.bus.Publish(ctx, "parcel.sent", parcel{1}) }))
		require.False(t, receive(t, heard))
		require.True(t, receive(t, heard))
	})
}

func TestAHandlerThatFailsLeavesTheEventToBeHandledAgain(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		p := begin(t, d)
		broken := errors.New("broken")
		require.ErrorIs(t, p.bus.Once(t.Context(), "e1", "stock.count", func(context.Context) error { return broken }), broken)
		ran := false
		require.NoError(t, p.bus.Once(t.Context(), "e1", "stock.count", func(context.Context) error { ran = true; return nil }))
		require.True(t, ran)
	})
}

func TestOneSubscriberCannotHearAnEventTwice(t *testing.T) {
	t.Parallel()
	d := dbtest.Open(t, db.SQLite)
	s := events.Subscription{Event: "parcel.sent", Subscriber: "stock.count"}
	require.Panics(t, func() { begin(t, d, s, s) })
}
