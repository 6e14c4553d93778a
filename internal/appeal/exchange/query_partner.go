package exchange

import (
	"context"
	"strings"
	"time"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/db"
)

const partnerColumns = `id, code, name, endpoint, events, department, state, secret_sealed, old_sealed, old_until, changed_at, changed_by, version`

func (s *Service) scanPartner(scan func(...any) error) (*Partner, error) {
	var p Partner
	var until, changed db.Time
	var told, state, secret, old string
	err := scan(&p.ID, &p.Code, &p.Name, &p.Endpoint, &told, &p.Department, &state, &secret, &old, &until, &changed, &p.ChangedBy, &p.Version)
	if err != nil {
		return nil, err
	}
	p.Events, p.Off, p.OldUntil, p.ChangedAt = strings.Fields(told), state == "off", until.Time, changed.Time
	if p.Secret, err = s.opened("appeal_partner", "secret", p.ID, secret); err != nil {
		return nil, err
	}
	p.Old, err = s.opened("appeal_partner", "old", p.ID, old)
	return &p, err
}

func (s *Service) partners(ctx context.Context) ([]*Partner, error) {
	rows, err := s.DB.Query(ctx, `SELECT `+partnerColumns+` FROM appeal_partner ORDER BY name, code`)
	if err != nil {
		return nil, wrap(err, "list partners")
	}
	defer func() { _ = rows.Close() }()
	out := []*Partner{}
	for rows.Next() {
		p, err := s.scanPartner(rows.Scan)
		if err != nil {
			return nil, wrap(err, "read partner")
		}
		out = append(out, p)
	}
	return out, wrap(rows.Err(), "list partners")
}

func (s *Service) partner(ctx context.Context, id string) (*Partner, error) {
	p, err := s.scanPartner(s.DB.QueryRow(ctx, `SELECT `+partnerColumns+` FROM appeal_partner WHERE id = ?`, id).Scan)
	if db.IsNoRows(err) {
		return nil, ErrPartner
	}
	return p, wrap(err, "load partner")
}

// partnerByCode returns a partner by how it calls itself, nil for none.
func (s *Service) partnerByCode(ctx context.Context, code string) (*Partner, error) {
	p, err := s.scanPartner(s.DB.QueryRow(ctx, `SELECT `+partnerColumns+` FROM appeal_partner WHERE code = ?`, code).Scan)
	if db.IsNoRows(err) {
		return nil, nil
	}
	return p, wrap(err, "load partner")
}

const deliveryColumns = `id, partner, event_id, event, number, body_sealed, state, tries, due_at, tried_at, status, problem, made_at, version`

func (s *Service) scanDelivery(scan func(...any) error) (*Delivery, error) {
	var d Delivery
	var due, tried, made db.Time
	var body string
	err := scan(&d.ID, &d.Partner, &d.EventID, &d.Event, &d.Number, &body, &d.State, &d.Tries, &due, &tried, &d.Status, &d.Problem, &made, &d.Version)
	if err != nil {
		return nil, err
	}
	d.DueAt, d.TriedAt, d.MadeAt = due.Time, tried.Time, made.Time
	d.Body, err = s.opened("appeal_delivery", "body", d.ID, body)
	return &d, err
}

func (s *Service) delivery(ctx context.Context, id string) (*Delivery, error) {
	d, err := s.scanDelivery(s.DB.QueryRow(ctx, `SELECT `+deliveryColumns+` FROM appeal_delivery WHERE id = ?`, id).Scan)
	if db.IsNoRows(err) {
		return nil, ErrDelivery
	}
	return d, wrap(err, "load delivery")
}

func (s *Service) deliveryOf(ctx context.Context, partner, event string) (*Delivery, error) {
	d, err := s.scanDelivery(s.DB.QueryRow(ctx, `SELECT `+deliveryColumns+` FROM appeal_delivery WHERE partner = ? AND event_id = ?`, partner, event).Scan)
	return d, wrap(err, "load delivery")
}

// deliveries returns a page of what a partner was told.
func (s *Service) deliveries(ctx context.Context, partner string, state DeliveryState, page kernel.Page) (kernel.Rows[*Delivery], error) {
	out := kernel.Rows[*Delivery]{Items: []*Delivery{}}
	keyset := db.Keyset{Columns: []db.Column{{SQL: "id"}}, Desc: true}
	behind, args, err := keyset.After(page.After)
	if err != nil {
		return out, err
	}
	where, narrowed := ` WHERE partner = ? AND (? = '' OR state = ?)`, []any{partner, string(state), string(state)}
	if err := s.DB.QueryRow(ctx, `SELECT count(*) FROM appeal_delivery`+where, narrowed...).Scan(&out.Total); err != nil {
		return out, wrap(err, "count deliveries")
	}
	if behind != "" {
		where += ` AND ` + behind
	}
	rows, err := s.DB.Query(ctx, `SELECT `+deliveryColumns+` FROM appeal_delivery`+where+keyset.OrderBy()+` LIMIT ?`, append(append(narrowed, args...), page.Limit+1)...)
	if err != nil {
		return out, wrap(err, "list deliveries")
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		d, err := s.scanDelivery(rows.Scan)
		if err != nil {
			return out, wrap(err, "read delivery")
		}
		out.Items = append(out.Items, d)
	}
	if len(out.Items) > page.Limit {
		out.Items = out.Items[:page.Limit]
		out.Next = keyset.Cursor(out.Items[page.Limit-1].ID)
	}
	return out, wrap(rows.Err(), "list deliveries")
}

// atOnce bounds how many deliveries one sweep wakes.
const atOnce = 200

func (s *Service) dueDeliveries(ctx context.Context, now time.Time) ([]string, error) {
	rows, err := s.DB.Query(ctx, `SELECT id FROM appeal_delivery WHERE state = ? AND due_at <= ? ORDER BY due_at LIMIT ?`, string(Waiting), db.At(now), atOnce)
	if err != nil {
		return nil, wrap(err, "find due deliveries")
	}
	defer func() { _ = rows.Close() }()
	var out []string
	for rows.Next() {
		var id string
		if err := rows.Scan(&id); err != nil {
			return nil, wrap(err, "read due delivery")
		}
		out = append(out, id)
	}
	return out, wrap(rows.Err(), "find due deliveries")
}

// taken returns what is kept of a message that was taken.
func (s *Service) taken(ctx context.Context, partner, message string) (digest, id string, err error) {
	err = s.DB.QueryRow(ctx, `SELECT digest, case_id FROM appeal_message WHERE partner = ? AND message = ?`, partner, message).Scan(&digest, &id)
	return digest, id, wrap(err, "load message")
}
