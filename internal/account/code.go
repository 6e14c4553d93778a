package account

import (
	"fmt"
	"io"
	"time"

	"github.com/yikou/yikou/internal/standard/civil"
)

// Codes are the limits of one-time codes.
type Codes struct {
	// Life is how long a code may be used.
	Life time.Duration `yaml:"life"`
	// Resend is the pause before a phone gets another code.
	Resend time.Duration `yaml:"resend"`
	// Tries is how many guesses at one code are looked at.
	Tries int64 `yaml:"tries"`
	// Daily is how many codes one phone gets per day (Beijing time).
	Daily int64 `yaml:"daily"`
}

// DefaultCodes are the limits that carriers and the design ask for; Daily is a
// guess.
var DefaultCodes = Codes{Life: 5 * time.Minute, Resend: time.Minute, Tries: 5, Daily: 10}

// issued is the last code that a phone number asked for.
type issued struct {
	hash      string
	sentAt    time.Time
	expiresAt time.Time
	tries     int64
	day       string
	sentToday int64
}

// issue returns the code that replaces before. It fails, in words, when the
// phone must wait.
func (c Codes) issue(before issued, hash string, now time.Time) (issued, error) {
	day := now.In(civil.Beijing).Format(time.DateOnly)
	if wait := before.sentAt.Add(c.Resend).Sub(now); wait > 0 {
		return issued{}, tooMany("account.code_too_soon", "验证码刚刚发送过", wait)
	}
	next := issued{hash: hash, sentAt: now, expiresAt: now.Add(c.Life), day: day, sentToday: 1}
	if before.day == day {
		next.sentToday = before.sentToday + 1
	}
	if next.sentToday > c.Daily {
		return issued{}, tooMany("account.code_daily", "这个号码今天获取验证码的次数已用完", untilTomorrow(now))
	}
	return next, nil
}

// guess counts one guess and reports whether it may be looked at.
func (c Codes) guess(i issued, now time.Time) (issued, bool) {
	if i.hash == "" || i.tries >= c.Tries || !now.Before(i.expiresAt) {
		return i, false
	}
	i.tries++
	return i, true
}

func untilTomorrow(now time.Time) time.Duration {
	local := now.In(civil.Beijing)
	return time.Date(local.Year(), local.Month(), local.Day()+1, 0, 0, 0, 0, civil.Beijing).Sub(local)
}

// newCode returns six random digits, every value alike.
func newCode(random io.Reader) (string, error) {
	const values, ceiling = 1_000_000, 16_000_000 // the largest multiple below 1<<24
	for {
		var b [3]byte
		if _, err := io.ReadFull(random, b[:]); err != nil {
			return "", fmt.Errorf("one-time code: %w", err)
		}
		if n := int(b[0])<<16 | int(b[1])<<8 | int(b[2]); n < ceiling {
			return fmt.Sprintf("%06d", n%values), nil
		}
	}
}
