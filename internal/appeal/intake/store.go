package intake

import (
	"context"
	"fmt"
	"time"

	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/rekey"
)

// SealedColumns are what this package keeps sealed.
var SealedColumns = []rekey.Column{{Table: "appeal_draft", Name: "body", Stored: "body_sealed", ID: "id"}}

func (s *Service) saveDraft(ctx context.Context, id, account, uscc, sealed string, at time.Time) error {
	_, err := s.DB.Exec(ctx, `INSERT INTO appeal_draft (id, account, uscc, body_sealed, saved_at) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET body_sealed = excluded.body_sealed, saved_at = excluded.saved_at`, id, account, uscc, sealed, db.At(at))
	return wrap(err, "save draft")
}

// loadDraft returns a draft as it is stored; its id is empty when there is none.
func (s *Service) loadDraft(ctx context.Context, account, uscc string) (id, sealed string, at time.Time, err error) {
	var saved db.Time
	err = s.DB.QueryRow(ctx, `SELECT id, body_sealed, saved_at FROM appeal_draft WHERE account = ? AND uscc = ?`, account, uscc).Scan(&id, &sealed, &saved)
	if db.IsNoRows(err) {
		return "", "", time.Time{}, nil
	}
	return id, sealed, saved.Time, wrap(err, "load draft")
}

func (s *Service) dropDraft(ctx context.Context, account, uscc string) error {
	_, err := s.DB.Exec(ctx, `DELETE FROM appeal_draft WHERE account = ? AND uscc = ?`, account, uscc)
	return wrap(err, "drop draft")
}

func wrap(err error, doing string) error {
	if err != nil {
		return fmt.Errorf("%s: %w", doing, err)
	}
	return nil
}
