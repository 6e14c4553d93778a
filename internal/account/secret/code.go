package secret

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

// Issued is the last code that a phone number asked for.
type Issued struct {
	// Hash is the keyed hash of the code, empty once it is used.
	Hash              string
	SentAt, ExpiresAt time.Time
	// Tries is how many guesses at it were counted.
	Tries int64
	// Day is the day of the last code in Beijing, SentToday how many it has had.
	Day       string
	SentToday int64
}

// Issue returns the code that replaces before. It fails, in words, when the
// phone must wait.
func (c Codes) Issue(before Issued, hash string, now time.Time) (Issued, error) {
	day := now.In(civil.Beijing).Format(time.DateOnly)
	if wait := before.SentAt.Add(c.Resend).Sub(now); wait > 0 {
		return Issued{}, TooMany("account.code_too_soon", "验证码刚刚发送过", wait)
	}
	next := Issued{Hash: hash, SentAt: now, ExpiresAt: now.Add(c.Life), Day: day, SentToday: 1}
	if before.Day == day {
		next.SentToday = before.SentToday + 1
	}
	if next.SentToday > c.Daily {
		return Issued{}, TooMany("account.code_daily", "这个号码今天获取验证码的次数已用完", untilTomorrow(now))
	}
	return next, nil
}

// Guess counts one guess and reports whether it may be looked at.
func (c Codes) Guess(i Issued, now time.Time) (Issued, bool) {
	if i.Hash == "" || i.Tries >= c.Tries || !now.Before(i.ExpiresAt) {
		return i, false
	}
	i.Tries++
	return i, true
}

func untilTomorrow(now time.Time) time.Duration {
	local := now.In(civil.Beijing)
	return time.Date(local.Year(), local.Month(), local.Day()+1, 0, 0, 0, 0, civil.Beijing).Sub(local)
}

// NewCode returns six random digits, every value alike.
func NewCode(random io.Reader) (string, error) {
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
