package delivery

import (
	"time"

	"github.com/yikou/yikou/internal/notify/channel"
)

// When a channel rests. Guesses: five in a row are no accident, and half an hour
// is how long nobody notices that it is back.
const (
	failuresBeforeRest = 5
	firstRest          = 30 * time.Second
	longestRest        = 30 * time.Minute
)

// Health is how a channel fares, for all nodes together.
type Health struct {
	Kind channel.Kind
	// Failures counts the failed tries since the last success.
	Failures int
	// PausedUntil is when the next try may be made, zero or past if now.
	PausedUntil              time.Time
	LastSentAt, LastFailedAt time.Time
	LastFailure              string
}

// Succeeded notes a success: the channel is well.
func (h *Health) Succeeded(now time.Time) {
	h.Failures, h.PausedUntil, h.LastSentAt = 0, time.Time{}, now
}

// Failed notes a failure of the channel. A rejected message is none: the other
// side was there to reject it.
func (h *Health) Failed(f *channel.Error, now time.Time) {
	if f.Class == channel.Rejected {
		return
	}
	h.Failures++
	h.LastFailedAt, h.LastFailure = now, f.Code
	rest := f.Pause
	if h.Failures >= failuresBeforeRest {
		grown := firstRest
		for i := failuresBeforeRest; i < h.Failures && grown < longestRest; i++ {
			grown *= 2
		}
		rest = max(rest, min(grown, longestRest))
	}
	if rest > 0 {
		h.PausedUntil = now.Add(rest)
	}
}
