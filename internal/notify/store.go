package notify

import (
	"context"
	"time"

	"github.com/yikou/yikou/internal/notify/channel"
	"github.com/yikou/yikou/internal/notify/delivery"
	"github.com/yikou/yikou/internal/platform/db"
)

// noticeRow is a notice as it is first stored.
type noticeRow struct {
	ID, Reason, Subject, Owner, Day string
	// Data is sealed.
	Data, Link string
	CreatedAt  time.Time
}

// insertNotice stores a notice, or counts the one of this day up; fresh says
// which.
func (s *Service) insertNotice(ctx context.Context, n noticeRow) (fresh bool, err error) {
	result, err := s.DB.Exec(ctx, `INSERT INTO notify_notice
		(id, reason, subject, owner, day, times, data_sealed, link, title_sealed, text_sealed, created_at)
		VALUES (?, ?, ?, ?, ?, 1, ?, ?, '', '', ?) ON CONFLICT (reason, subject, owner, day) DO NOTHING`,
		n.ID, n.Reason, n.Subject, n.Owner, n.Day, n.Data, n.Link, db.At(n.CreatedAt))
	if err != nil {
		return false, wrap(err, "store notice")
	}
	if inserted, err := result.RowsAffected(); err != nil || inserted == 1 {
		return true, err
	}
	_, err = s.DB.Exec(ctx, `UPDATE notify_notice SET times = times + 1 WHERE reason = ? AND subject = ? AND owner = ? AND day = ?`,
		n.Reason, n.Subject, n.Owner, n.Day)
	return false, wrap(err, "count notice")
}

// markDispatched claims the making of a notice's deliveries; false when they are
// made.
func (s *Service) markDispatched(ctx context.Context, id string) (bool, error) {
	result, err := s.DB.Exec(ctx, `UPDATE notify_notice SET dispatched_at = ? WHERE id = ? AND dispatched_at IS NULL`, db.At(s.Clock.Now()), id)
	if err != nil {
		return false, wrap(err, "mark notice")
	}
	n, err := result.RowsAffected()
	return n == 1, err
}

// showNotice puts the words of a notice into its owner's inbox.
func (s *Service) showNotice(ctx context.Context, id, title, text string) error {
	_, err := s.DB.Exec(ctx, `UPDATE notify_notice SET title_sealed = ?, text_sealed = ?, shown_at = COALESCE(shown_at, ?) WHERE id = ?`,
		title, text, db.At(s.Clock.Now()), id)
	return wrap(err, "show notice")
}

// readNotices marks notices of an owner as read and returns how many it marked:
// one, or with an empty id all up to and including the newest given.
func (s *Service) readNotices(ctx context.Context, owner, id, upTo string) (int64, error) {
	result, err := s.DB.Exec(ctx, `UPDATE notify_notice SET read_at = ?
		WHERE owner = ? AND read_at IS NULL AND shown_at IS NOT NULL AND (id = ? OR (? = '' AND id <= ?))`,
		db.At(s.Clock.Now()), owner, id, id, upTo)
	if err != nil {
		return 0, wrap(err, "mark notices as read")
	}
	return result.RowsAffected()
}

// insertDelivery stores a new delivery with its sealed address and words.
func (s *Service) insertDelivery(ctx context.Context, d delivery.Delivery, address, content string) error {
	_, err := s.DB.Exec(ctx, `INSERT INTO notify_delivery (id, notice, reason, owner, channel, state, template_version, address_sealed,
			content_sealed, attempts, provider_id, failure, created_at, due_at, expires_at, ended_at, version)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, '', ?, ?, ?, ?, ?, 1)`,
		d.ID, d.Notice, d.Reason, d.Owner, string(d.Channel), string(d.State), d.TemplateVersion, address,
		content, d.Failure, db.At(d.CreatedAt), db.At(d.DueAt), db.At(d.ExpiresAt), db.At(d.EndedAt))
	return wrap(err, "store delivery")
}

// saveDelivery writes what has changed unless somebody else has changed it since
// it was read; false says so.
func (s *Service) saveDelivery(ctx context.Context, d delivery.Delivery) (bool, error) {
	result, err := s.DB.Exec(ctx, `UPDATE notify_delivery SET state = ?, attempts = ?, provider_id = ?, failure = ?, due_at = ?, expires_at = ?,
			sending_at = ?, sent_at = ?, delivered_at = ?, ended_at = ?, wake_at = NULL, version = version + 1 WHERE id = ? AND version = ?`,
		string(d.State), d.Attempts, d.ProviderID, d.Failure, db.At(d.DueAt), db.At(d.ExpiresAt),
		db.At(d.SendingAt), db.At(d.SentAt), db.At(d.DeliveredAt), db.At(d.EndedAt), d.ID, d.Version)
	if err != nil {
		return false, wrap(err, "save delivery")
	}
	n, err := result.RowsAffected()
	return n == 1, err
}

// postpone moves the next try of a delivery that is due, which claims waking it;
// false when another has.
func (s *Service) postpone(ctx context.Context, id string, now, until time.Time) (bool, error) {
	result, err := s.DB.Exec(ctx, `UPDATE notify_delivery SET wake_at = ? WHERE id = ? AND due_at <= ? AND (wake_at IS NULL OR wake_at <= ?)`,
		db.At(until), id, db.At(now), db.At(now))
	if err != nil {
		return false, wrap(err, "wake delivery")
	}
	n, err := result.RowsAffected()
	return n == 1, err
}

// saveHealth writes how a channel fares. Nodes may overwrite each other's counts
// by one, which no rest depends on.
func (s *Service) saveHealth(ctx context.Context, h delivery.Health) error {
	_, err := s.DB.Exec(ctx, `INSERT INTO notify_channel (kind, failures, paused_until, last_sent_at, last_failed_at, last_failure)
		VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (kind) DO UPDATE SET failures = excluded.failures, paused_until = excluded.paused_until,
			last_sent_at = excluded.last_sent_at, last_failed_at = excluded.last_failed_at, last_failure = excluded.last_failure`,
		string(h.Kind), h.Failures, db.At(h.PausedUntil), db.At(h.LastSentAt), db.At(h.LastFailedAt), h.LastFailure)
	return wrap(err, "save channel health")
}

// insertTemplate stores a version of the words, false when it exists.
func (s *Service) insertTemplate(ctx context.Context, reason string, kind channel.Kind, version int64, content, by, name string) (bool, error) {
	result, err := s.DB.Exec(ctx, `INSERT INTO notify_template (reason, channel, version, content, saved_by, saved_by_name, saved_at)
		VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (reason, channel, version) DO NOTHING`,
		reason, string(kind), version, content, by, name, db.At(s.Clock.Now()))
	if err != nil {
		return false, wrap(err, "save template")
	}
	n, err := result.RowsAffected()
	return n == 1, err
}

// saveChoices stores what a person has chosen if they saw version; false
// otherwise.
func (s *Service) saveChoices(ctx context.Context, owner, choices string, version int64) (bool, error) {
	now := db.At(s.Clock.Now())
	query, args := `UPDATE notify_preference SET choices = ?, updated_at = ?, version = version + 1 WHERE owner = ? AND version = ?`,
		[]any{choices, now, owner, version}
	if version == 0 {
		query, args = `INSERT INTO notify_preference (choices, updated_at, owner, version) VALUES (?, ?, ?, 1) ON CONFLICT (owner) DO NOTHING`,
			[]any{choices, now, owner}
	}
	result, err := s.DB.Exec(ctx, query, args...)
	if err != nil {
		return false, wrap(err, "save choices")
	}
	n, err := result.RowsAffected()
	return n == 1, err
}

// takeReceipt remembers a receipt; false when it was taken before.
func (s *Service) takeReceipt(ctx context.Context, kind channel.Kind, number string) (bool, error) {
	result, err := s.DB.Exec(ctx, `INSERT INTO notify_receipt (channel, number, taken_at) VALUES (?, ?, ?) ON CONFLICT (channel, number) DO NOTHING`,
		string(kind), number, db.At(s.Clock.Now()))
	if err != nil {
		return false, wrap(err, "remember receipt")
	}
	n, err := result.RowsAffected()
	return n == 1, err
}

func (s *Service) forgetReceipts(ctx context.Context, before time.Time) error {
	_, err := s.DB.Exec(ctx, `DELETE FROM notify_receipt WHERE taken_at < ?`, db.At(before))
	return wrap(err, "forget receipts")
}

// eraseWords empties what old deliveries said and where they went; that they were
// made stays.
func (s *Service) eraseWords(ctx context.Context, before time.Time) error {
	_, err := s.DB.Exec(ctx, `UPDATE notify_delivery SET content_sealed = '', address_sealed = ''
		WHERE created_at < ? AND due_at IS NULL AND state <> 'sending' AND (content_sealed <> '' OR address_sealed <> '')`, db.At(before))
	return wrap(err, "erase old words")
}
