package channel

import (
	"context"
	"time"

	"github.com/yikou/yikou/internal/platform/clock"
)

// tokenMargin is how long before its end a token is no longer used. A guess.
const tokenMargin = 2 * time.Minute

// tokens keeps the access token of one application, one fetch at a time.
type tokens struct {
	clock clock.Clock
	// turn is held by whoever reads or fetches.
	turn  chan struct{}
	value string
	until time.Time
	fetch func(ctx context.Context) (value string, life time.Duration, err error)
}

func newTokens(c clock.Clock, fetch func(context.Context) (string, time.Duration, error)) *tokens {
	return &tokens{clock: c, turn: make(chan struct{}, 1), fetch: fetch}
}

// get returns the token in hand, or a new one when it is used up or is stale,
// the one that the other side has just refused.
func (t *tokens) get(ctx context.Context, stale string) (string, error) {
	select {
	case t.turn <- struct{}{}:
		defer func() { <-t.turn }()
	case <-ctx.Done():
		return "", temporary("timeout", ctx.Err())
	}
	if t.value != "" && t.value != stale && t.clock.Now().Before(t.until) {
		return t.value, nil
	}
	value, life, err := t.fetch(ctx)
	if err != nil {
		// Without a token nothing was sent, whatever became of the fetch.
		failure := Failure(err)
		return "", &Error{Class: Temporary, Code: "token: " + failure.Code, Pause: failure.Pause, cause: failure.cause}
	}
	t.value, t.until = value, t.clock.Now().Add(max(life-tokenMargin, 0))
	return value, nil
}

// withToken runs call with a token, once more with a fresh one when call says
// that the first is no longer good.
func (t *tokens) withToken(ctx context.Context, call func(token string) (expired bool, err error)) error {
	token, err := t.get(ctx, "")
	if err != nil {
		return err
	}
	expired, err := call(token)
	if !expired {
		return err
	}
	if token, err = t.get(ctx, token); err != nil {
		return err
	}
	if expired, err = call(token); expired {
		return temporary("token refused twice", err)
	}
	return err
}
