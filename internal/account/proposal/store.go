package proposal

import (
	"context"
	"encoding/json"
	"time"

	"github.com/yikou/yikou/internal/platform/db"
)

func (s *Service) insert(ctx context.Context, p Proposal) error {
	was, err := json.Marshal(p.Was)
	if err != nil {
		return wrap(err, "write proposal")
	}
	wanted, err := json.Marshal(p.Wanted)
	if err != nil {
		return wrap(err, "write proposal")
	}
	_, err = s.DB.Exec(ctx, `INSERT INTO account_proposal
		(id, kind, object, was, wanted, reason, state, proposed_by, proposed_at, expires_at, decided_by, answer)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', '')`,
		p.ID, string(p.Kind), p.Object, string(was), string(wanted), p.Reason, string(p.State), p.ProposedBy, db.At(p.ProposedAt), db.At(p.ExpiresAt))
	return wrap(err, "keep proposal")
}

// save writes how an open proposal ended. It fails with ErrDecided when somebody
// else was faster.
func (s *Service) save(ctx context.Context, p Proposal) error {
	result, err := s.DB.Exec(ctx, `UPDATE account_proposal SET state = ?, decided_by = ?, decided_at = ?, answer = ? WHERE id = ? AND state = 'open'`,
		string(p.State), p.DecidedBy, db.At(p.DecidedAt), p.Answer, p.ID)
	if err != nil {
		return wrap(err, "decide proposal")
	}
	n, err := result.RowsAffected()
	if err == nil && n == 0 {
		return ErrDecided
	}
	return wrap(err, "decide proposal")
}

const columns = `SELECT p.id, p.kind, p.object, p.was, p.wanted, p.reason, p.state, p.proposed_by, p.proposed_at, p.expires_at, p.decided_by, p.decided_at, p.answer
	FROM account_proposal p WHERE `

func scan(row func(...any) error, now time.Time) (Proposal, error) {
	var p Proposal
	var kind, was, wanted, state string
	var proposed, expires, decided db.Time
	if err := row(&p.ID, &kind, &p.Object, &was, &wanted, &p.Reason, &state, &p.ProposedBy, &proposed, &expires, &p.DecidedBy, &decided, &p.Answer); err != nil {
		return Proposal{}, err
	}
	p.Kind, p.State, p.ProposedAt, p.ExpiresAt, p.DecidedAt = Kind(kind), State(state), proposed.Time, expires.Time, decided.Time
	if err := json.Unmarshal([]byte(was), &p.Was); err != nil {
		return Proposal{}, err
	}
	if err := json.Unmarshal([]byte(wanted), &p.Wanted); err != nil {
		return Proposal{}, err
	}
	return p.At(now), nil
}

func (s *Service) load(ctx context.Context, id string) (Proposal, error) {
	p, err := scan(s.DB.QueryRow(ctx, columns+`p.id = ?`, id).Scan, s.Clock.Now())
	if db.IsNoRows(err) {
		return Proposal{}, ErrNotFound
	}
	return p, wrap(err, "load proposal")
}
