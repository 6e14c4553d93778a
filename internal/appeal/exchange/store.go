package exchange

import (
	"context"
	"strings"
	"time"

	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/rekey"
	"github.com/yikou/yikou/internal/platform/seal"
)

// SealedColumns are what this package keeps sealed.
var SealedColumns = []rekey.Column{
	{Table: "appeal_partner", Name: "secret", Stored: "secret_sealed", ID: "id"},
	{Table: "appeal_partner", Name: "old", Stored: "old_sealed", ID: "id"},
	{Table: "appeal_delivery", Name: "body", Stored: "body_sealed", ID: "id"},
}

func (s *Service) sealed(table, column, row, text string) (string, error) {
	if text == "" {
		return "", nil
	}
	return s.Seal.Seal(seal.Place{Table: table, Column: column, Row: row}, text)
}

func (s *Service) opened(table, column, row, stored string) (string, error) {
	if stored == "" {
		return "", nil
	}
	return s.Seal.Open(seal.Place{Table: table, Column: column, Row: row}, stored)
}

// secretsOf seals the secrets of a partner.
func (s *Service) secretsOf(p *Partner) (secret, old string, err error) {
	if secret, err = s.sealed("appeal_partner", "secret", p.ID, p.Secret); err != nil {
		return "", "", err
	}
	old, err = s.sealed("appeal_partner", "old", p.ID, p.Old)
	return secret, old, err
}

func (s *Service) insertPartner(ctx context.Context, p *Partner) error {
	secret, old, err := s.secretsOf(p)
	if err != nil {
		return wrap(err, "seal secret")
	}
	_, err = s.DB.Exec(ctx, `INSERT INTO appeal_partner (id, code, name, endpoint, events, department, state, secret_sealed, old_sealed, old_until, changed_at, changed_by, version)
		VALUES (`+db.Placeholders(13)+`)`,
		p.ID, p.Code, p.Name, p.Endpoint, strings.Join(p.Events, " "), p.Department, stateOf(p), secret, old, db.At(p.OldUntil), db.At(p.ChangedAt), p.ChangedBy, p.Version)
	return wrap(err, "insert partner")
}

func (s *Service) updatePartner(ctx context.Context, p *Partner) error {
	secret, old, err := s.secretsOf(p)
	if err != nil {
		return wrap(err, "seal secret")
	}
	done, err := s.DB.Exec(ctx, `UPDATE appeal_partner SET name = ?, endpoint = ?, events = ?, department = ?, state = ?, secret_sealed = ?, old_sealed = ?, old_until = ?,
		changed_at = ?, changed_by = ?, version = version + 1 WHERE id = ? AND version = ?`,
		p.Name, p.Endpoint, strings.Join(p.Events, " "), p.Department, stateOf(p), secret, old, db.At(p.OldUntil), db.At(p.ChangedAt), p.ChangedBy, p.ID, p.Version)
	if err != nil {
		return wrap(err, "save partner")
	}
	n, err := done.RowsAffected()
	if err != nil {
		return wrap(err, "save partner")
	}
	if n != 1 {
		return ErrStale
	}
	p.Version++
	return nil
}

func stateOf(p *Partner) string {
	if p.Off {
		return "off"
	}
	return "on"
}

func (s *Service) insertDelivery(ctx context.Context, d *Delivery) error {
	body, err := s.sealed("appeal_delivery", "body", d.ID, d.Body)
	if err != nil {
		return wrap(err, "seal message")
	}
	_, err = s.DB.Exec(ctx, `INSERT INTO appeal_delivery (id, partner, event_id, event, number, body_sealed, state, tries, due_at, tried_at, status, problem, made_at, version)
		VALUES (`+db.Placeholders(14)+`)`,
		d.ID, d.Partner, d.EventID, d.Event, d.Number, body, string(d.State), d.Tries, db.At(d.DueAt), db.At(d.TriedAt), d.Status, d.Problem, db.At(d.MadeAt), d.Version)
	return wrap(err, "insert delivery")
}

// updateDelivery writes what became of a delivery, and reports false when another
// program was faster.
func (s *Service) updateDelivery(ctx context.Context, d *Delivery) (bool, error) {
	done, err := s.DB.Exec(ctx, `UPDATE appeal_delivery SET state = ?, tries = ?, due_at = ?, tried_at = ?, status = ?, problem = ?, version = version + 1
		WHERE id = ? AND version = ?`, string(d.State), d.Tries, db.At(d.DueAt), db.At(d.TriedAt), d.Status, d.Problem, d.ID, d.Version)
	if err != nil {
		return false, wrap(err, "save delivery")
	}
	n, err := done.RowsAffected()
	d.Version++
	return n == 1, err
}

// remember notes that a message of a partner is taken, and reports false for one
// that was taken before.
func (s *Service) remember(ctx context.Context, partner, message, digest string) (bool, error) {
	done, err := s.DB.Exec(ctx, `INSERT INTO appeal_message (partner, message, digest, case_id, at) VALUES (?, ?, ?, '', ?) ON CONFLICT (partner, message) DO NOTHING`,
		partner, message, digest, db.At(s.Clock.Now()))
	if err != nil {
		return false, wrap(err, "remember message")
	}
	n, err := done.RowsAffected()
	return n == 1, err
}

// concerning notes which case a message was about.
func (s *Service) concerning(ctx context.Context, partner, message, id string) error {
	_, err := s.DB.Exec(ctx, `UPDATE appeal_message SET case_id = ? WHERE partner = ? AND message = ?`, id, partner, message)
	return wrap(err, "note case of message")
}

// forget deletes messages of both ways that are older than a moment, but none that
// still waits.
func (s *Service) forget(ctx context.Context, before time.Time) error {
	if _, err := s.DB.Exec(ctx, `DELETE FROM appeal_message WHERE at < ?`, db.At(before)); err != nil {
		return wrap(err, "forget messages")
	}
	_, err := s.DB.Exec(ctx, `DELETE FROM appeal_delivery WHERE made_at < ? AND state <> ?`, db.At(before), string(Waiting))
	return wrap(err, "forget deliveries")
}
