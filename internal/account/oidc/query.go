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

// linkedAt returns when somebody's identities were linked, by provider.
func (s *Service) linkedAt(ctx context.Context, kind kernel.PrincipalKind, owner string) (map[string]time.Time, error) {
	rows, err := s.DB.Query(ctx, `SELECT provider, linked_at FROM account_identity WHERE kind = ? AND owner = ?`, string(kind), owner)
	if err != nil {
		return nil, wrap(err, "list identities")
	}
	defer func() { _ = rows.Close() }()
	linked := map[string]time.Time{}
	for rows.Next() {
		var provider string
		var at db.Time
		if err := rows.Scan(&provider, &at); err != nil {
			return nil, wrap(err, "read identity")
		}
		linked[provider] = at.Time
	}
	return linked, wrap(rows.Err(), "list identities")
}
