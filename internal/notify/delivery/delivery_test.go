package delivery_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/yikou/yikou/internal/notify/channel"
	"github.com/yikou/yikou/internal/notify/delivery"
	"github.com/yikou/yikou/internal/standard/civil"
)

func beijing(day, hour, minute int) time.Time {
	return time.Date(2026, 3, day, hour, minute, 0, 0, civil.Beijing)
}

func TestQuietHoursSpanMidnightInBeijing(t *testing.T) {
	t.Parallel()
	night, noon, none := delivery.DefaultQuiet, delivery.Quiet{From: 12 * 60, To: 13*60 + 30}, delivery.Quiet{From: 60, To: 60}
	for _, c := range []struct {
		quiet delivery.Quiet
		at    time.Time
		ends  time.Time // zero: not quiet
	}{
		{night, beijing(1, 21, 59), time.Time{}},
		{night, beijing(1, 22, 0), beijing(2, 8, 0)},
		{night, beijing(1, 23, 59), beijing(2, 8, 0)},
		{night, beijing(2, 0, 0), beijing(2, 8, 0)},
		{night, beijing(2, 7, 59), beijing(2, 8, 0)},
		{night, beijing(2, 8, 0), time.Time{}},
		{night, beijing(31, 22, 30), beijing(32, 8, 0)}, // into April
		{noon, beijing(1, 11, 59), time.Time{}},
		{noon, beijing(1, 12, 0), beijing(1, 13, 30)},
		{noon, beijing(1, 13, 30), time.Time{}},
		{none, beijing(1, 1, 0), time.Time{}},
	} {
		for _, zone := range []*time.Location{time.UTC, civil.Beijing, time.FixedZone("west", -9*3600)} {
			ends, holds := c.quiet.Ends(c.at.In(zone))
			require.Equal(t, !c.ends.IsZero(), holds, "%v at %s", c.quiet, c.at)
			require.True(t, ends.Equal(c.ends.UTC()) || !holds, "%v at %s: %s", c.quiet, c.at, ends)
		}
	}
}

func TestWhatIsHeldIsSentOnceTheQuietHoursEnd(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		quiet := delivery.Quiet{From: rapid.IntRange(0, 1439).Draw(t, "from"), To: rapid.IntRange(0, 1439).Draw(t, "to")}
		at := time.Unix(rapid.Int64Range(1_700_000_000, 1_900_000_000).Draw(t, "at"), 0).UTC()
		d := &delivery.Delivery{Reason: "export.waiting", Channel: channel.SMS, State: delivery.Queued, DueAt: at, ExpiresAt: at.Add(time.Minute)}
		if d.Begin(at, quiet, time.Time{}) {
			return
		}
		require.Equal(t, delivery.Held, d.State)
		require.True(t, d.DueAt.After(at) && d.DueAt.Before(at.Add(24*time.Hour+time.Minute)))
		require.True(t, d.Begin(d.DueAt, quiet, time.Time{}), "held again, or expired in the night")
	})
}

func TestAChannelRestsLongerEachTimeAndNotForARejectedMessage(t *testing.T) {
	t.Parallel()
	var h delivery.Health
	now := beijing(1, 9, 0)
	rejected := &channel.Error{Class: channel.Rejected, Code: "no such number"}
	for range 20 {
		h.Failed(rejected, now)
	}
	require.Zero(t, h.Failures)
	down := &channel.Error{Class: channel.Temporary, Code: "unreachable"}
	for n, rest := range []time.Duration{0, 0, 0, 0, 30 * time.Second, time.Minute, 2 * time.Minute, 4 * time.Minute, 8 * time.Minute, 16 * time.Minute, 30 * time.Minute, 30 * time.Minute} {
		h.PausedUntil = time.Time{}
		h.Failed(down, now)
		if rest == 0 {
			require.True(t, h.PausedUntil.IsZero(), n)
			continue
		}
		require.Equal(t, now.Add(rest), h.PausedUntil, n)
	}
	h.Succeeded(now)
	require.Zero(t, h.Failures)
	h.Failed(&channel.Error{Class: channel.Temporary, Code: "errcode 45009", Pause: time.Hour}, now)
	require.Equal(t, now.Add(time.Hour), h.PausedUntil, "asked for once is enough")
}

func TestATryEndsInOneOfTheStatesThatMayFollow(t *testing.T) {
	t.Parallel()
	now := beijing(1, 9, 0)
	begun := func() *delivery.Delivery {
		return &delivery.Delivery{Reason: "export.waiting", Channel: channel.SMS, State: delivery.Sending, Attempts: 1, SendingAt: now}
	}
	for _, c := range []struct {
		class      channel.Class
		repeatable bool
		attempts   int
		state      delivery.State
	}{
		{channel.Rejected, true, 1, delivery.Failed}, {channel.Temporary, false, 1, delivery.Queued}, {channel.Temporary, false, 7, delivery.Queued},
		{channel.Temporary, false, 8, delivery.Failed}, {channel.Unknown, true, 1, delivery.Queued}, {channel.Unknown, false, 1, delivery.Failed},
		{channel.Unknown, true, 8, delivery.Failed},
	} {
		d := begun()
		d.Attempts = c.attempts
		d.Fail(&channel.Error{Class: c.class, Code: "x"}, c.repeatable, now)
		require.Equal(t, c.state, d.State, "%+v", c)
		require.Equal(t, c.state == delivery.Queued, !d.DueAt.IsZero())
		require.Equal(t, c.state == delivery.Failed, d.Again(now))
	}
	slow := begun()
	slow.Fail(&channel.Error{Class: channel.Temporary, Code: "x", Pause: time.Hour}, false, now)
	require.Equal(t, now.Add(time.Hour), slow.DueAt)
}

func TestAReceiptThatDoesNotFitChangesNothing(t *testing.T) {
	t.Parallel()
	now := beijing(1, 9, 0)
	for _, state := range delivery.States {
		for _, arrived := range []bool{true, false} {
			d := &delivery.Delivery{State: state}
			changed := d.Receipt(arrived, "receipt: x", now)
			want := state == delivery.Sent || arrived && (state == delivery.Sending || state == delivery.Failed || state == delivery.Expired)
			require.Equal(t, want, changed, "%s %v", state, arrived)
			if changed && arrived {
				require.Equal(t, delivery.Delivered, d.State)
			} else if !changed {
				require.Equal(t, &delivery.Delivery{State: state}, d)
			}
		}
	}
}

func TestOnlyWhatIsDueAndWaitingIsTried(t *testing.T) {
	t.Parallel()
	now := beijing(1, 9, 0)
	for _, state := range delivery.States {
		d := &delivery.Delivery{Reason: "export.waiting", Channel: channel.Mail, State: state, DueAt: now, ExpiresAt: now.Add(time.Hour)}
		require.Equal(t, state == delivery.Queued || state == delivery.Held, d.Begin(now, delivery.DefaultQuiet, time.Time{}), state)
	}
	early := &delivery.Delivery{Reason: "export.waiting", Channel: channel.Mail, State: delivery.Queued, DueAt: now.Add(time.Second), ExpiresAt: now.Add(time.Hour)}
	require.False(t, early.Begin(now, delivery.DefaultQuiet, time.Time{}))
	resting := &delivery.Delivery{Reason: "export.waiting", Channel: channel.Mail, State: delivery.Queued, DueAt: now, ExpiresAt: now.Add(time.Hour)}
	require.False(t, resting.Begin(now, delivery.DefaultQuiet, now.Add(time.Minute)))
	require.Equal(t, now.Add(time.Minute), resting.DueAt)
	require.Zero(t, resting.Attempts)
}
