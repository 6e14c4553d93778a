package token

import (
	"context"
	"io"
	"log/slog"
	"strings"
	"time"

	"github.com/yikou/yikou/internal/account/secret"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/events"
)

// PermissionEdit lets a member of staff make tokens that do what they may do.
const PermissionEdit authz.Permission = "account.token.edit"

// Permissions declares the powers of this package to those who edit roles.
var Permissions = []authz.Definition{
	{Permission: PermissionEdit, Label: "为其他系统开通接口令牌", Power: authz.Common},
}

// Owners says who stands behind a token.
type Owners interface {
	// StaffPrincipal returns a member of staff with all they may do now; the zero
	// Principal when they may not come in.
	StaffPrincipal(ctx context.Context, id string) (kernel.Principal, error)
}

// Deps is what tokens are kept with.
type Deps struct {
	DB    *db.DB
	Clock clock.Clock
	Audit *audit.Log
	Bus   *events.Bus
	Log   *slog.Logger
	// Random is a source of random bytes that nobody can foretell.
	Random io.Reader
	Owners Owners
	// Labels names permissions in Chinese.
	Labels map[string]string
}

// Service keeps tokens. It is safe for concurrent use.
type Service struct{ Deps }

// NewService returns the keeper of tokens.
func NewService(d Deps) *Service { return &Service{Deps: d} }

// Created says that somebody made a token.
type Created struct {
	Token string   `json:"token"`
	Owner string   `json:"owner"`
	May   []string `json:"may"`
	Days  int      `json:"days"`
}

// EventName returns the event's stable name.
func (Created) EventName() string { return "account.token_created" }

// Ended says that somebody revoked a token.
type Ended struct {
	Token string `json:"token"`
	Owner string `json:"owner"`
}

// EventName returns the event's stable name.
func (Ended) EventName() string { return "account.token_revoked" }

// Create makes a token of the member of staff who acts and returns it with its
// secret, which nobody sees again. It fails with ErrName, ErrDays, ErrGrants or
// ErrTooMany.
func (s *Service) Create(ctx context.Context, in New) (Token, string, error) {
	if _, err := authz.Require(ctx, PermissionEdit); err != nil {
		return Token{}, "", err
	}
	me := authz.From(ctx)
	in, err := in.check(me.Grants)
	if err != nil {
		return Token{}, "", err
	}
	plain, _, err := secret.NewToken(s.Random)
	if err != nil {
		return Token{}, "", err
	}
	plain = Prefix + plain
	now := s.Clock.Now()
	made := Token{
		ID: kernel.NewID(), Owner: me.ID, Name: in.Name, Grants: in.Grants, CreatedAt: now, ExpiresAt: now.AddDate(0, 0, in.Days),
	}
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		n, err := s.countValid(ctx, me.ID)
		if err != nil {
			return err
		}
		if n >= most {
			return ErrTooMany
		}
		if err := s.insert(ctx, made, secret.HashToken(plain)); err != nil {
			return err
		}
		return s.happened(ctx, Created{Token: made.ID, Owner: me.ID, May: made.permissions(), Days: in.Days}, made.ID)
	})
	return made, plain, err
}

// Own returns the tokens of the member of staff who acts, the latest first, and
// how many there are.
func (s *Service) Own(ctx context.Context, page kernel.Page) (kernel.Rows[Token], error) {
	if _, err := authz.Require(ctx, PermissionEdit); err != nil {
		return kernel.Rows[Token]{}, err
	}
	return s.list(ctx, authz.From(ctx).ID, page)
}

// Revoke ends a token of the member of staff who acts, on every node at once. It
// fails with ErrGone for somebody else's and with ErrOver for one that has ended.
func (s *Service) Revoke(ctx context.Context, id string) error {
	if _, err := authz.Require(ctx, PermissionEdit); err != nil {
		return err
	}
	me := authz.From(ctx).ID
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		known, revoked, err := s.revoke(ctx, me, id)
		switch {
		case err != nil:
			return err
		case !known:
			return ErrGone
		case !revoked:
			return ErrOver
		}
		return s.happened(ctx, Ended{Token: id, Owner: me}, id)
	})
}

// Principal returns who stands behind a token: its owner with no more than both
// the token and the owner may do now. It is the zero Principal for anything that
// is no valid token.
func (s *Service) Principal(ctx context.Context, plain string) (kernel.Principal, error) {
	if !strings.HasPrefix(plain, Prefix) {
		return kernel.Principal{}, nil
	}
	t, found, err := s.byHash(ctx, secret.HashToken(plain))
	if err != nil || !found || t.State(s.Clock.Now()) != Valid {
		return kernel.Principal{}, err
	}
	p, err := s.Owners.StaffPrincipal(ctx, t.Owner)
	if err != nil || p.Kind == "" {
		return kernel.Principal{}, err
	}
	p.Grants = Within(t.Grants, p.Grants)
	p.Name += "（接口令牌：" + t.Name + "）"
	s.touch(ctx, t)
	return p, nil
}

const (
	// touchEvery is how often the use of a token is written down.
	touchEvery = time.Minute
	// touchBudget is how long a request may wait for that.
	touchBudget = 50 * time.Millisecond
)

// touch writes down that the token is in use. It never fails a request.
func (s *Service) touch(ctx context.Context, t Token) {
	now := s.Clock.Now()
	if now.Sub(t.LastUsedAt) < touchEvery {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, touchBudget)
	defer cancel()
	if err := s.used(ctx, t.ID, now); err != nil {
		s.Log.InfoContext(ctx, "use of token not noted", "error", err)
	}
}

func (s *Service) happened(ctx context.Context, event interface{ EventName() string }, id string) error {
	entry := audit.Entry{Action: event.EventName(), ObjectKind: "account_token", Object: id, Detail: event}
	if err := s.Audit.Record(ctx, entry); err != nil {
		return err
	}
	return s.Bus.Publish(ctx, event.EventName(), event)
}
