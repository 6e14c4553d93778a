package mandate

import (
	"context"

	"github.com/yikou/yikou/internal/account"
	"github.com/yikou/yikou/internal/platform/db"
)

const (
	mandateColumns    = ` id, person, uscc, role, starts_at, ends_at, granted_by, ended_by, source, matters, version `
	invitationColumns = ` id, uscc, matters, ends_at, phone_index, phone_tail, replaces, invited_by, state, created_at, expires_at,
		decided_at, decided_by, mandate, version `
)

// lockMandate returns a mandate and keeps others away from it until the commit.
// It fails with ErrNotFound.
func (s *Service) lockMandate(ctx context.Context, id string) (account.Mandate, error) {
	m, err := scanMandate(s.DB.QueryRow(ctx, `UPDATE account_mandate SET version = version WHERE id = ? RETURNING`+mandateColumns, id))
	if db.IsNoRows(err) {
		return account.Mandate{}, ErrNotFound
	}
	return m, wrap(err, "lock mandate")
}

func scanMandate(row interface{ Scan(...any) error }) (account.Mandate, error) {
	var m account.Mandate
	var role, source, matters string
	var starts, ends db.Time
	err := row.Scan(&m.ID, &m.Person, &m.USCC, &role, &starts, &ends, &m.GrantedBy, &m.EndedBy, &source, &matters, &m.Version)
	m.Role, m.StartsAt, m.EndsAt = account.MandateRole(role), starts.Time, ends.Time
	m.Source, m.Matters = account.Source(source), account.SplitMatters(matters)
	return m, err
}

func (s *Service) insertInvitation(ctx context.Context, i Invitation, tokenHash string) error {
	_, err := s.DB.Exec(ctx, `INSERT INTO account_invitation (id, token_hash, uscc, matters, ends_at, phone_index, phone_tail, replaces, invited_by,
			state, created_at, expires_at, decided_by, mandate, version)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', '', 1)`,
		i.ID, tokenHash, i.USCC, account.JoinMatters(i.Matters), db.At(i.EndsAt), i.PhoneIndex, i.PhoneTail, i.Replaces, i.InvitedBy,
		string(i.State), db.At(i.CreatedAt), db.At(i.ExpiresAt))
	return wrap(err, "add invitation")
}

// lockInvitation returns an invitation and keeps others away from it until the
// commit.
func (s *Service) lockInvitation(ctx context.Context, id string) (Invitation, bool, error) {
	return oneInvitation(s.DB.QueryRow(ctx, `UPDATE account_invitation SET version = version WHERE id = ? RETURNING`+invitationColumns, id))
}

func (s *Service) lockInvitationByToken(ctx context.Context, hash string) (Invitation, bool, error) {
	return oneInvitation(s.DB.QueryRow(ctx, `UPDATE account_invitation SET version = version WHERE token_hash = ? RETURNING`+invitationColumns, hash))
}

func oneInvitation(row interface{ Scan(...any) error }) (Invitation, bool, error) {
	i, err := scanInvitation(row)
	if db.IsNoRows(err) {
		return Invitation{}, false, nil
	}
	return i, err == nil, wrap(err, "look up invitation")
}

func scanInvitation(row interface{ Scan(...any) error }) (Invitation, error) {
	var i Invitation
	var matters, state string
	var ends, created, expires, decided db.Time
	err := row.Scan(&i.ID, &i.USCC, &matters, &ends, &i.PhoneIndex, &i.PhoneTail, &i.Replaces, &i.InvitedBy, &state, &created, &expires,
		&decided, &i.DecidedBy, &i.Mandate, &i.Version)
	i.Matters, i.State = account.SplitMatters(matters), State(state)
	i.EndsAt, i.CreatedAt, i.ExpiresAt, i.DecidedAt = ends.Time, created.Time, expires.Time, decided.Time
	return i, err
}

func (s *Service) saveDecision(ctx context.Context, i Invitation) error {
	_, err := s.DB.Exec(ctx, `UPDATE account_invitation SET state = ?, decided_at = ?, decided_by = ?, mandate = ?, version = version + 1 WHERE id = ?`,
		string(i.State), db.At(i.DecidedAt), i.DecidedBy, i.Mandate, i.ID)
	return wrap(err, "save answer to invitation")
}
