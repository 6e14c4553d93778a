package ratelimit

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"log/slog"
	"strconv"
	"sync"
	"time"

	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/db"
)

// Limit is how often something may happen: at most Max times in each window of
// Per. Around the end of a window twice that may come in a short time.
type Limit struct {
	Name string
	Max  int64
	Per  time.Duration
}

// Limiter counts. It is safe for concurrent use.
type Limiter struct {
	db    *db.DB
	clock clock.Clock
	log   *slog.Logger
	key   []byte
	// patience is how long a request waits for the count: on SQLite a long import
	// may hold the only writer.
	patience time.Duration
	mu       sync.Mutex
	held     map[string]share
}

// New returns a limiter. Key hides whom it counts; patience is how long a request
// may wait for the database.
func New(d *db.DB, c clock.Clock, log *slog.Logger, key []byte, patience time.Duration) *Limiter {
	return &Limiter{db: d, clock: c, log: log, key: key, patience: patience, held: map[string]share{}}
}

// Patience is a sensible patience: hardly felt. A guess.
const Patience = 50 * time.Millisecond

// share is what a node may still allow of a window without asking.
type share struct {
	window int64
	left   int64
	// taken is all that this node has had of the window.
	taken int64
	// spent says that the window has no more to give.
	spent bool
}

const (
	// shares is into how many parts a limit is cut for the nodes.
	shares = 10
	// heldMost bounds the memory; windows that are over go first. A guess.
	heldMost = 50_000
)

// Take counts one request of who. It returns whether it is allowed and, if not,
// how long until the next window.
func (l *Limiter) Take(ctx context.Context, limit Limit, who string) (wait time.Duration, allowed bool) {
	if limit.Max <= 0 {
		return 0, true
	}
	now := l.clock.Now()
	window := now.UnixNano() / int64(limit.Per)
	end := time.Duration((window+1)*int64(limit.Per) - now.UnixNano())
	key := limit.Name + "\x00" + who
	allowed, spent := l.fromShare(key, window)
	if allowed || spent {
		return end, allowed
	}
	granted, known := l.reserve(ctx, limit, who, window)
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.held) >= heldMost {
		l.held = map[string]share{}
	}
	s := l.held[key]
	if s.window != window {
		s = share{window: window}
	}
	if !known && s.taken >= limit.Max {
		granted = 0
	}
	s.taken += granted
	if granted == 0 {
		s.spent = s.left == 0
		l.held[key] = s
		return end, false
	}
	s.left += granted - 1
	l.held[key] = s
	return 0, true
}

func (l *Limiter) fromShare(key string, window int64) (allowed, spent bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	s, known := l.held[key]
	if !known || s.window != window {
		return false, false
	}
	if s.left > 0 {
		s.left--
		l.held[key] = s
		return true, false
	}
	return false, s.spent
}

// reserve takes the next share of the window, up to a tenth of the limit, and
// returns how much of it was still there. Known is false when the database could
// not say.
func (l *Limiter) reserve(ctx context.Context, limit Limit, who string, window int64) (granted int64, known bool) {
	ask := max(1, limit.Max/shares)
	ctx, cancel := context.WithTimeout(ctx, l.patience)
	defer cancel()
	used, err := l.count(ctx, l.hidden(limit, who), window, ask, l.clock.Now().Add(2*limit.Per))
	if err != nil {
		l.log.InfoContext(ctx, "requests are counted on this node alone", "error", err)
		return ask, false
	}
	return max(0, ask-max(0, used-limit.Max)), true
}

func (l *Limiter) hidden(limit Limit, who string) string {
	mac := hmac.New(sha256.New, l.key)
	mac.Write([]byte(limit.Name + "\x00" + strconv.FormatInt(int64(limit.Per), 10) + "\x00" + who))
	return hex.EncodeToString(mac.Sum(nil)[:16])
}
