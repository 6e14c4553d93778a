package account

import (
	"time"

	"github.com/yikou/yikou/internal/kernel"
)

// Lifetime is how long a session lasts.
type Lifetime struct {
	// Idle is the longest pause between two requests, Absolute the longest time
	// since log-in.
	Idle     time.Duration `yaml:"idle"`
	Absolute time.Duration `yaml:"absolute"`
}

// Sessions are the lifetimes of both kinds of session.
type Sessions struct {
	Staff      Lifetime `yaml:"staff"`
	Enterprise Lifetime `yaml:"enterprise"`
}

// DefaultSessions are guesses: a working day at a desk, half a day on a phone.
var DefaultSessions = Sessions{
	Staff:      Lifetime{Idle: 30 * time.Minute, Absolute: 12 * time.Hour},
	Enterprise: Lifetime{Idle: 2 * time.Hour, Absolute: 12 * time.Hour},
}

// touchEvery is how often a session in use is written down as such.
const touchEvery = time.Minute

func (s Sessions) of(kind kernel.PrincipalKind) Lifetime {
	if kind == kernel.StaffPrincipal {
		return s.Staff
	}
	return s.Enterprise
}

// openSession is one log-in of one person.
type openSession struct {
	id         string
	kind       kernel.PrincipalKind
	owner      string
	createdAt  time.Time
	lastSeenAt time.Time
	// expiresAt is the absolute end.
	expiresAt time.Time
}

// end returns when the session ends if it is not used again.
func (s openSession) end(l Lifetime) time.Time {
	if idle := s.lastSeenAt.Add(l.Idle); idle.Before(s.expiresAt) {
		return idle
	}
	return s.expiresAt
}

func (s openSession) alive(l Lifetime, now time.Time) bool { return now.Before(s.end(l)) }
