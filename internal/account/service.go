package account

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"sync/atomic"

	"github.com/yikou/yikou/internal/account/device"
	"github.com/yikou/yikou/internal/account/factor"
	"github.com/yikou/yikou/internal/account/role"
	"github.com/yikou/yikou/internal/account/secret"
	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/events"
	"github.com/yikou/yikou/internal/platform/jobs"
	"github.com/yikou/yikou/internal/platform/seal"
)

// Deps is what the module works with.
type Deps struct {
	DB    *db.DB
	Clock clock.Clock
	Audit *audit.Log
	Bus   *events.Bus
	Jobs  *jobs.Runner
	Seal  *seal.Sealer
	Log   *slog.Logger
	// Random is a source of random bytes that nobody can foretell:
	// crypto/rand.Reader outside of tests.
	Random      io.Reader
	Sender      Sender
	Enterprises Enterprises
	Departments Departments
	// Roles says what the holders of roles may do.
	Roles       *role.Service
	Invitations Invitations
	// Matters limits mandates that do not cover every matter.
	Matters Matters
	// Secure says that browsers reach this instance over TLS.
	Secure bool
	Config Config
}

// Service is the module's use cases. It is safe for concurrent use and
// implements web.Authenticator.
type Service struct {
	Deps
	// hashing bounds how many passwords are checked at once.
	hashing chan struct{}
	// nobody is the hash of a password that nobody knows. A guess at an unknown
	// login is checked against it, which takes as long as any other.
	nobody string
	// touchAfter is the instant, in Unix microseconds, before which this node
	// does not try again to write down that a session is in use.
	touchAfter atomic.Int64
	devices    *device.Service
	factors    *factor.Service
}

// New returns the module's use cases. It fails when the settings would leave the
// door open or shut.
func New(d Deps) (*Service, error) {
	if err := d.Config.Validate(); err != nil {
		return nil, err
	}
	secret, err := secret.InitialPassword(d.Random)
	if err != nil {
		return nil, err
	}
	nobody, err := d.Config.Argon2.Hash(secret, d.Random)
	if err != nil {
		return nil, err
	}
	s := &Service{Deps: d, hashing: make(chan struct{}, d.Config.Hashing), nobody: nobody}
	s.devices = device.New(device.Deps{
		DB: d.DB, Clock: d.Clock, Audit: d.Audit, Bus: d.Bus, Random: d.Random, Lifetimes: d.Config.Sessions, Secure: d.Secure,
	})
	s.factors = factor.New(factor.Deps{
		DB: d.DB, Clock: d.Clock, Audit: d.Audit, Bus: d.Bus, Seal: d.Seal, Random: d.Random, Guard: s, Sessions: s.devices,
		Issuer: d.Config.Issuer,
	})
	return s, nil
}

// hashed runs fn, which costs a processor and much memory, when there is room
// for it. It fails with ErrBusy when the caller is gone before.
func (s *Service) hashed(ctx context.Context, fn func()) error {
	select {
	case s.hashing <- struct{}{}:
		defer func() { <-s.hashing }()
		fn()
		return nil
	case <-ctx.Done():
		return ErrBusy.Because(ctx.Err())
	}
}

func wrap(err error, doing string) error {
	if err != nil {
		return fmt.Errorf("%s: %w", doing, err)
	}
	return nil
}
