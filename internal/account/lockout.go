package account

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

// attempts is what is known of the tries at one subject.
type attempts struct {
	failures int64
	lastAt   time.Time
	freeAt   time.Time
}

// try counts a try before it is looked at, as if it will fail. It returns how
// long to wait when it must not be looked at; then nothing is counted, so that a
// person who keeps knocking is not kept out for ever.
func (l Limit) try(a attempts, now time.Time) (after attempts, wait time.Duration) {
	if wait = a.freeAt.Sub(now); wait > 0 {
		return a, wait
	}
	if now.Sub(a.lastAt) > l.Forget {
		a.failures = 0
	}
	after = attempts{failures: a.failures + 1, lastAt: now, freeAt: now}
	if over := after.failures - l.Free; over >= 0 {
		after.freeAt = now.Add(l.pause(over))
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

// succeed takes back one counted try. A subject that only its owner can get
// right starts anew; one that many share, such as an address, only loses this
// try, or an intruder would wash away wrong guesses with an account of their own.
func (l Limit) succeed(a attempts, shared bool, now time.Time) attempts {
	if !shared {
		return attempts{lastAt: now, freeAt: now}
	}
	a.failures = max(a.failures-1, 0)
	if a.failures < l.Free {
		a.freeAt = now
	}
	return a
}
