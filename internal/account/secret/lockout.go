package secret

import "time"

// Limit says how many tries are looked at before each further one has to wait,
// and how long.
type Limit struct {
	// Free is how many tries have no wait after them but the last.
	Free int64 `yaml:"free"`
	// First is the wait after that one; it doubles with each further try.
	First time.Duration `yaml:"first"`
	// Longest is where the doubling ends.
	Longest time.Duration `yaml:"longest"`
	// Forget is how long after the last try all is forgotten.
	Forget time.Duration `yaml:"forget"`
}

// Limits are those of coming in.
type Limits struct {
	// Account is per login and per phone.
	Account Limit `yaml:"account"`
	// Address is per network address. It is wider: a whole office may stand
	// behind one.
	Address Limit `yaml:"address"`
	// Codes is how many codes one address may have sent.
	Codes Limit `yaml:"codes"`
}

// DefaultLimits are guesses but for Account.Free, which the design sets.
var DefaultLimits = Limits{
	Account: Limit{Free: 5, First: time.Minute, Longest: time.Hour, Forget: 24 * time.Hour},
	Address: Limit{Free: 20, First: time.Minute, Longest: time.Hour, Forget: 24 * time.Hour},
	Codes:   Limit{Free: 30, First: time.Minute, Longest: time.Hour, Forget: time.Hour},
}

// Attempts is what is known of the tries at one subject.
type Attempts struct {
	// Failures is how many were counted and not taken back.
	Failures int64
	LastAt   time.Time
	// FreeAt is when the next try will be looked at.
	FreeAt time.Time
}

// Try counts a try before it is looked at, as if it will fail. It returns how
// long to wait when it must not be looked at; then nothing is counted, so that a
// person who keeps knocking is not kept out for ever.
func (l Limit) Try(a Attempts, now time.Time) (after Attempts, wait time.Duration) {
	if wait = a.FreeAt.Sub(now); wait > 0 {
		return a, wait
	}
	if now.Sub(a.LastAt) > l.Forget {
		a.Failures = 0
	}
	after = Attempts{Failures: a.Failures + 1, LastAt: now, FreeAt: now}
	if over := after.Failures - l.Free; over >= 0 {
		after.FreeAt = now.Add(l.pause(over))
	}
	return after, 0
}

func (l Limit) pause(over int64) time.Duration {
	pause := l.First
	for range over {
		if pause *= 2; pause >= l.Longest {
			return l.Longest
		}
	}
	return min(pause, l.Longest)
}

// Succeed takes back one counted try. A subject that only its owner can get
// right starts anew; one that many share, such as an address, only loses this
// try, or an intruder would wash away wrong guesses with an account of their own.
func (l Limit) Succeed(a Attempts, shared bool, now time.Time) Attempts {
	if !shared {
		return Attempts{LastAt: now, FreeAt: now}
	}
	a.Failures = max(a.Failures-1, 0)
	if a.Failures < l.Free {
		a.FreeAt = now
	}
	return a
}
