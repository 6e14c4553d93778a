package device

import (
	"context"
	"io"

	"github.com/yikou/yikou/internal/account/secret"
	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/platform/events"
)

// PermissionSelf lets somebody see and close their own sessions. Everybody who is
// logged in and owes nothing holds it.
const PermissionSelf authz.Permission = "account.self"

// ErrGone is returned for a session that is not one's own or is over.
var ErrGone = errs.New(errs.NotFound, "account.session_gone", "这台设备已经退出登录，不用再处理。请刷新列表。")

// Deps is what sessions are kept with.
type Deps struct {
	DB    *db.DB
	Clock clock.Clock
	Audit *audit.Log
	Bus   *events.Bus
	// Random is a source of random bytes that nobody can foretell.
	Random    io.Reader
	Lifetimes Lifetimes
	// Secure says that browsers reach this instance over TLS.
	Secure bool
}

// Service keeps sessions. It is safe for concurrent use.
type Service struct{ Deps }

// New returns the keeper of sessions.
func New(d Deps) *Service { return &Service{Deps: d} }

// Revoked says that somebody closed sessions of their own on other devices.
// Session is empty when it was several.
type Revoked struct {
	Account string `json:"account"`
	Session string `json:"session"`
	Count   int64  `json:"count"`
}

// EventName returns the event's stable name.
func (Revoked) EventName() string { return "account.session_revoked" }

// Own returns the caller's sessions, the last used first.
func (s *Service) Own(ctx context.Context) ([]Session, error) {
	if _, err := authz.Require(ctx, PermissionSelf); err != nil {
		return nil, err
	}
	return s.alive(ctx, authz.From(ctx).ID)
}

// Revoke closes one of the caller's sessions, on every node at once. It fails
// with ErrGone for one that is over or somebody else's.
func (s *Service) Revoke(ctx context.Context, id string) error {
	if _, err := authz.Require(ctx, PermissionSelf); err != nil {
		return err
	}
	me := authz.From(ctx).ID
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		closed, err := s.closeOwn(ctx, me, id)
		if err != nil {
			return err
		}
		if !closed {
			return ErrGone
		}
		return s.happened(ctx, Revoked{Account: me, Session: id, Count: 1})
	})
}

// RevokeSeen closes those of the caller's sessions that they were shown, never the
// one the request came with, and returns how many there still were.
func (s *Service) RevokeSeen(ctx context.Context, ids []string) (int64, error) {
	if _, err := authz.Require(ctx, PermissionSelf); err != nil {
		return 0, err
	}
	me := authz.From(ctx)
	var n int64
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		n = 0
		for _, id := range ids {
			if id == me.Session {
				continue
			}
			closed, err := s.closeOwn(ctx, me.ID, id)
			if err != nil {
				return err
			}
			if closed {
				n++
			}
		}
		return s.happened(ctx, Revoked{Account: me.ID, Count: n})
	})
	return n, err
}

// Renew gives the caller's session another token, which it returns, and ends
// every other session of theirs, in the transaction of ctx: what one comes in
// with has changed, and nobody who came in by what it was before stays (ASVS 5.0,
// 7.2.4 and 7.4.3). It fails with authz.ErrUnauthenticated when the session was
// closed meanwhile. For who acts without a session it returns "".
func (s *Service) Renew(ctx context.Context) (string, error) {
	me := authz.From(ctx)
	if _, err := s.CloseOf(ctx, me.ID, me.Session); err != nil || me.Session == "" {
		return "", err
	}
	token, hash, err := secret.NewToken(s.Random)
	if err != nil {
		return "", err
	}
	open, err := s.replaceToken(ctx, me.Session, hash)
	if err == nil && !open {
		err = authz.ErrUnauthenticated
	}
	return token, err
}

func (s *Service) happened(ctx context.Context, event Revoked) error {
	entry := audit.Entry{Action: event.EventName(), ObjectKind: "account", Object: event.Account, Detail: event}
	if err := s.Audit.Record(ctx, entry); err != nil {
		return err
	}
	return s.Bus.Publish(ctx, event.EventName(), event)
}
