package oidc

import (
	"context"
	"time"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/db"
)

// ownerOf returns the identity behind a subject and whom it stands for.
func (s *Service) ownerOf(ctx context.Context, provider, subjectIndex string, kind kernel.PrincipalKind) (id, owner string, found bool, err error) {
	err = s.DB.QueryRow(ctx, `SELECT id, owner FROM account_identity WHERE provider = ? AND subject_index = ? AND kind = ?`,
		provider, subjectIndex, string(kind)).Scan(&id, &owner)
	if db.IsNoRows(err) {
		return "", "", false, nil
	}
	return id, owner, err == nil, wrap(err, "look up identity")
}

// life is when an identity was linked and last used, which is zero for never.
type life struct{ linkedAt, usedAt time.Time }

// linked returns somebody's identities by provider.
func (s *Service) linked(ctx context.Context, kind kernel.PrincipalKind, owner string) (map[string]life, error) {
	rows, err := s.DB.Query(ctx, `SELECT provider, linked_at, last_used_at FROM account_identity WHERE kind = ? AND owner = ?`, string(kind), owner)
	if err != nil {
		return nil, wrap(err, "list identities")
	}
	defer func() { _ = rows.Close() }()
	linked := map[string]life{}
	for rows.Next() {
		var provider string
		var at, used db.Time
		if err := rows.Scan(&provider, &at, &used); err != nil {
			return nil, wrap(err, "read identity")
		}
		linked[provider] = life{linkedAt: at.Time, usedAt: used.Time}
	}
	return linked, wrap(rows.Err(), "list identities")
}
