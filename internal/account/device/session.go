package device

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

// Lifetimes are those of both kinds of session.
type Lifetimes struct {
	Staff      Lifetime `yaml:"staff"`
	Enterprise Lifetime `yaml:"enterprise"`
}

// DefaultLifetimes are guesses: a working day at a desk, half a day on a phone.
var DefaultLifetimes = Lifetimes{
	Staff:      Lifetime{Idle: 30 * time.Minute, Absolute: 12 * time.Hour},
	Enterprise: Lifetime{Idle: 2 * time.Hour, Absolute: 12 * time.Hour},
}

// TouchEvery is how often a session in use is written down as such.
const TouchEvery = time.Minute

// Of returns the lifetime of one kind of session.
func (l Lifetimes) Of(kind kernel.PrincipalKind) Lifetime {
	if kind == kernel.StaffPrincipal {
		return l.Staff
	}
	return l.Enterprise
}

// Method is how a session was opened.
type Method string

// The methods. Provider is an identity provider, which answers for passwords and
// second factors itself.
const (
	ByPassword Method = "password"
	ByCode     Method = "code"
	ByProvider Method = "provider"
)

// Session is one log-in of one person.
type Session struct {
	ID     string
	Kind   kernel.PrincipalKind
	Owner  string
	Method Method
	// Device says on what, in words; Address is where it was last used.
	Device, Address       string
	CreatedAt, LastSeenAt time.Time
	// ExpiresAt is the absolute end.
	ExpiresAt time.Time
}

// End returns when the session ends if it is not used again.
func (s Session) End(l Lifetime) time.Time {
	if idle := s.LastSeenAt.Add(l.Idle); idle.Before(s.ExpiresAt) {
		return idle
	}
	return s.ExpiresAt
}

// Alive reports whether the session may still be used.
func (s Session) Alive(l Lifetime, now time.Time) bool { return now.Before(s.End(l)) }
