package notify

import (
	"context"
	"database/sql"
	"time"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/notify/channel"
	"github.com/yikou/yikou/internal/notify/delivery"
	"github.com/yikou/yikou/internal/platform/db"
)

// noticeByID returns the notice whose deliveries are to be made.
func (s *Service) noticeByID(ctx context.Context, id string) (n noticeRow, err error) {
	var created db.Time
	err = s.DB.QueryRow(ctx, `SELECT id, reason, subject, owner, day, data_sealed, link, created_at FROM notify_notice WHERE id = ?`, id).
		Scan(&n.ID, &n.Reason, &n.Subject, &n.Owner, &n.Day, &n.Data, &n.Link, &created)
	n.CreatedAt = created.Time
	return n, wrap(err, "load notice")
}

// inboxRow is a notice in somebody's inbox; the words are sealed.
type inboxRow struct {
	ID, Reason, Title, Text, Link string
	Times                         int64
	ShownAt, ReadAt               time.Time
}

func (s *Service) listInbox(ctx context.Context, owner string, unread bool, page kernel.Page) (kernel.Rows[inboxRow], error) {
	order := db.Keyset{Columns: []db.Column{{SQL: "id"}}, Desc: true}
	where, args := `owner = ? AND shown_at IS NOT NULL`, []any{owner}
	if unread {
		where += ` AND read_at IS NULL`
	}
	out := kernel.Rows[inboxRow]{Items: []inboxRow{}}
	if err := s.DB.QueryRow(ctx, `SELECT count(*) FROM notify_notice WHERE `+where, args...).Scan(&out.Total); err != nil {
		return out, wrap(err, "count notices")
	}
	after, afterArgs, err := order.After(page.After)
	if err != nil {
		return out, err
	}
	if after != "" {
		where, args = where+" AND "+after, append(args, afterArgs...)
	}
	rows, err := s.DB.Query(ctx, `SELECT id, reason, title_sealed, text_sealed, link, times, shown_at, read_at FROM notify_notice WHERE `+
		where+order.OrderBy()+` LIMIT ?`, append(args, page.Limit+1)...)
	if err != nil {
		return out, wrap(err, "list notices")
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var r inboxRow
		var shown, read db.Time
		if err := rows.Scan(&r.ID, &r.Reason, &r.Title, &r.Text, &r.Link, &r.Times, &shown, &read); err != nil {
			return out, wrap(err, "read notice")
		}
		r.ShownAt, r.ReadAt = shown.Time, read.Time
		out.Items = append(out.Items, r)
	}
	if len(out.Items) > page.Limit {
		out.Items = out.Items[:page.Limit]
		out.Next = order.Cursor(out.Items[page.Limit-1].ID)
	}
	return out, wrap(rows.Err(), "list notices")
}

func (s *Service) countUnread(ctx context.Context, owner string) (n int64, err error) {
	err = s.DB.QueryRow(ctx, `SELECT count(*) FROM notify_notice WHERE owner = ? AND shown_at IS NOT NULL AND read_at IS NULL`, owner).Scan(&n)
	return n, wrap(err, "count unread notices")
}

func (s *Service) countTold(ctx context.Context, reason, subject, day string) (n int64, err error) {
	err = s.DB.QueryRow(ctx, `SELECT count(*) FROM notify_notice WHERE reason = ? AND subject = ? AND day = ?`, reason, subject, day).Scan(&n)
	return n, wrap(err, "count notices of a day")
}

// noticeOf reports whether an owner has a notice in the inbox, and whether it is
// read.
func (s *Service) noticeOf(ctx context.Context, owner, id string) (found, read bool, err error) {
	var at db.Time
	err = s.DB.QueryRow(ctx, `SELECT read_at FROM notify_notice WHERE owner = ? AND id = ? AND shown_at IS NOT NULL`, owner, id).Scan(&at)
	if db.IsNoRows(err) {
		return false, false, nil
	}
	return err == nil, !at.IsZero(), wrap(err, "look up notice")
}

const selectDelivery = `SELECT d.id, d.notice, d.reason, d.owner, d.channel, d.state, d.template_version, d.attempts, d.provider_id, d.failure,
	d.created_at, d.due_at, d.expires_at, d.sending_at, d.sent_at, d.delivered_at, d.ended_at, d.version, d.address_sealed, d.content_sealed
	FROM notify_delivery d`

// storedDelivery is a delivery with its sealed address and words.
type storedDelivery struct {
	delivery.Delivery
	Address, Content string
}

func scanDelivery(scan func(...any) error) (storedDelivery, error) {
	var d storedDelivery
	var created, due, expires, sending, sent, delivered, ended db.Time
	err := scan(&d.ID, &d.Notice, &d.Reason, &d.Owner, &d.Channel, &d.State, &d.TemplateVersion, &d.Attempts, &d.ProviderID, &d.Failure,
		&created, &due, &expires, &sending, &sent, &delivered, &ended, &d.Version, &d.Address, &d.Content)
	d.CreatedAt, d.DueAt, d.ExpiresAt = created.Time, due.Time, expires.Time
	d.SendingAt, d.SentAt, d.DeliveredAt, d.EndedAt = sending.Time, sent.Time, delivered.Time, ended.Time
	return d, err
}

func (s *Service) deliveryByID(ctx context.Context, id string) (storedDelivery, bool, error) {
	return s.oneDelivery(ctx, ` WHERE d.id = ?`, id)
}

func (s *Service) deliveryByProvider(ctx context.Context, kind channel.Kind, providerID string) (storedDelivery, bool, error) {
	return s.oneDelivery(ctx, ` WHERE d.channel = ? AND d.provider_id = ? AND d.provider_id <> '' ORDER BY d.id DESC LIMIT 1`, string(kind), providerID)
}

func (s *Service) oneDelivery(ctx context.Context, where string, args ...any) (storedDelivery, bool, error) {
	d, err := scanDelivery(s.DB.QueryRow(ctx, selectDelivery+where, args...).Scan)
	if db.IsNoRows(err) {
		return storedDelivery{}, false, nil
	}
	return d, err == nil, wrap(err, "load delivery")
}

// wakeable returns the ids of deliveries that are due and not on their way.
func (s *Service) wakeable(ctx context.Context, now time.Time, limit int) ([]string, error) {
	return s.ids(ctx, `SELECT id FROM notify_delivery WHERE due_at <= ? AND (wake_at IS NULL OR wake_at <= ?) ORDER BY due_at LIMIT ?`,
		db.At(now), db.At(now), limit)
}

// brokenOff returns the ids of deliveries whose try began before an instant and
// never ended.
func (s *Service) brokenOff(ctx context.Context, before time.Time, limit int) ([]string, error) {
	return s.ids(ctx, `SELECT id FROM notify_delivery WHERE state = 'sending' AND sending_at < ? LIMIT ?`, db.At(before), limit)
}

func (s *Service) ids(ctx context.Context, query string, args ...any) ([]string, error) {
	rows, err := s.DB.Query(ctx, query, args...)
	if err != nil {
		return nil, wrap(err, "list deliveries")
	}
	defer func() { _ = rows.Close() }()
	var list []string
	for rows.Next() {
		var id string
		if err := rows.Scan(&id); err != nil {
			return nil, wrap(err, "list deliveries")
		}
		list = append(list, id)
	}
	return list, wrap(rows.Err(), "list deliveries")
}

func (s *Service) healthOf(ctx context.Context, kind channel.Kind) (delivery.Health, error) {
	h := delivery.Health{Kind: kind}
	var paused, sent, failed db.Time
	err := s.DB.QueryRow(ctx, `SELECT failures, paused_until, last_sent_at, last_failed_at, last_failure FROM notify_channel WHERE kind = ?`, string(kind)).
		Scan(&h.Failures, &paused, &sent, &failed, &h.LastFailure)
	if db.IsNoRows(err) {
		return h, nil
	}
	h.PausedUntil, h.LastSentAt, h.LastFailedAt = paused.Time, sent.Time, failed.Time
	return h, wrap(err, "look up channel")
}

type chosen struct {
	text    string
	version int64
}

// choicesTexts returns what people have chosen, by owner; nothing for the defaults.
func (s *Service) choicesTexts(ctx context.Context, owners ...any) (map[string]chosen, error) {
	rows, err := s.DB.Query(ctx, `SELECT owner, choices, version FROM notify_preference WHERE owner IN (`+db.Placeholders(len(owners))+`)`, owners...)
	if err != nil {
		return nil, wrap(err, "look up choices")
	}
	defer func() { _ = rows.Close() }()
	out := map[string]chosen{}
	for rows.Next() {
		var owner string
		var c chosen
		if err := rows.Scan(&owner, &c.text, &c.version); err != nil {
			return nil, wrap(err, "read choices")
		}
		out[owner] = c
	}
	return out, wrap(rows.Err(), "look up choices")
}

// templateRow is one version of the words of a reason for a channel.
type templateRow struct {
	Reason  string
	Channel channel.Kind
	Version int64
	Content string
	SavedBy string
	SavedAt time.Time
}

func (s *Service) currentTemplate(ctx context.Context, reason string, kind channel.Kind) (templateRow, bool, error) {
	list, err := s.templates(ctx, `reason = ? AND channel = ? ORDER BY version DESC LIMIT 1`, reason, string(kind))
	if err != nil || len(list) == 0 {
		return templateRow{}, false, err
	}
	return list[0], true, nil
}

func (s *Service) templates(ctx context.Context, where string, args ...any) ([]templateRow, error) {
	rows, err := s.DB.Query(ctx, `SELECT reason, channel, version, content, saved_by_name, saved_at FROM notify_template WHERE `+where, args...)
	if err != nil {
		return nil, wrap(err, "list templates")
	}
	return scanTemplates(rows)
}

func scanTemplates(rows *sql.Rows) ([]templateRow, error) {
	defer func() { _ = rows.Close() }()
	var list []templateRow
	for rows.Next() {
		var t templateRow
		var saved db.Time
		if err := rows.Scan(&t.Reason, &t.Channel, &t.Version, &t.Content, &t.SavedBy, &saved); err != nil {
			return nil, wrap(err, "read template")
		}
		t.SavedAt = saved.Time
		list = append(list, t)
	}
	return list, wrap(rows.Err(), "list templates")
}
