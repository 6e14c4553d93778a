package oidc

import (
	"context"
	"time"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/db"
)

// flow is a log-in that has begun.
type flow struct {
	stateHash, browserHash string
	provider               string
	// owner is the member of staff who links the identity, empty for a log-in.
	owner     string
	next      string
	expiresAt time.Time
}

func (s *Service) insertFlow(ctx context.Context, f flow) error {
	_, err := s.DB.Exec(ctx, `INSERT INTO account_federation (state_hash, browser_hash, provider, owner, next, expires_at) VALUES (?, ?, ?, ?, ?, ?)`,
		f.stateHash, f.browserHash, f.provider, f.owner, f.next, db.At(f.expiresAt))
	return wrap(err, "begin log-in at provider")
}

// takeFlow returns the log-in behind a state and deletes it: of two answers with
// one state the second finds nothing.
func (s *Service) takeFlow(ctx context.Context, stateHash string) (f flow, found bool, err error) {
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		var expires db.Time
		err := s.DB.QueryRow(ctx, `DELETE FROM account_federation WHERE state_hash = ? RETURNING state_hash, browser_hash, provider, owner, next, expires_at`, stateHash).
			Scan(&f.stateHash, &f.browserHash, &f.provider, &f.owner, &f.next, &expires)
		f.expiresAt, found = expires.Time, err == nil
		if db.IsNoRows(err) {
			return nil
		}
		return wrap(err, "take log-in at provider")
	})
	return f, found, err
}

// sweepFlows deletes log-ins that nobody came back from.
func (s *Service) sweepFlows(ctx context.Context, now time.Time) error {
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		_, err := s.DB.Exec(ctx, `DELETE FROM account_federation WHERE expires_at <= ?`, db.At(now))
		return wrap(err, "sweep log-ins at providers")
	})
}

func (s *Service) insertIdentity(ctx context.Context, l Linked, subjectIndex, by string) error {
	_, err := s.DB.Exec(ctx, `INSERT INTO account_identity (id, provider, subject_index, kind, owner, linked_at, linked_by) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		l.Identity, l.Provider, subjectIndex, string(l.Kind), l.Owner, db.At(s.Clock.Now()), by)
	return wrap(err, "link identity")
}

func (s *Service) touchIdentity(ctx context.Context, id string) error {
	_, err := s.DB.Exec(ctx, `UPDATE account_identity SET last_used_at = ? WHERE id = ?`, db.At(s.Clock.Now()), id)
	return wrap(err, "use identity")
}

// deleteIdentity reports whether there was one.
func (s *Service) deleteIdentity(ctx context.Context, provider string, kind kernel.PrincipalKind, owner string) (bool, error) {
	result, err := s.DB.Exec(ctx, `DELETE FROM account_identity WHERE provider = ? AND kind = ? AND owner = ?`, provider, string(kind), owner)
	if err != nil {
		return false, wrap(err, "unlink identity")
	}
	n, err := result.RowsAffected()
	return n > 0, wrap(err, "unlink identity")
}
