package notify

import (
	"context"
	"time"

	"github.com/yikou/yikou/internal/notify/channel"
	"github.com/yikou/yikou/internal/platform/db"
)

// addressRow is where a person wants to be reached, as stored.
type addressRow struct {
	Owner   string
	Channel channel.Kind
	// Address counts; Waiting is to be verified. Both are sealed, empty if none.
	Address, Waiting string
	CodeHash         string
	CodeSentAt       time.Time
	Tries            int
	Day              string
	SentToday        int
}

func (s *Service) addressOf(ctx context.Context, owner string, kind channel.Kind) (addressRow, error) {
	a := addressRow{Owner: owner, Channel: kind}
	var sent db.Time
	err := s.DB.QueryRow(ctx, `SELECT address_sealed, waiting_sealed, code_hash, code_sent_at, code_tries, day, sent_today
		FROM notify_address WHERE owner = ? AND channel = ?`, owner, string(kind)).
		Scan(&a.Address, &a.Waiting, &a.CodeHash, &sent, &a.Tries, &a.Day, &a.SentToday)
	if db.IsNoRows(err) {
		return a, nil
	}
	a.CodeSentAt = sent.Time
	return a, wrap(err, "look up address")
}

// addressID names the row of an address.
func addressID(owner string, kind channel.Kind) string { return owner + "/" + string(kind) }

func (s *Service) saveAddress(ctx context.Context, a addressRow) error {
	_, err := s.DB.Exec(ctx, `INSERT INTO notify_address
			(id, owner, channel, address_sealed, waiting_sealed, code_hash, code_sent_at, code_tries, day, sent_today, updated_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (owner, channel) DO UPDATE SET
			address_sealed = excluded.address_sealed, waiting_sealed = excluded.waiting_sealed, code_hash = excluded.code_hash,
			code_sent_at = excluded.code_sent_at, code_tries = excluded.code_tries, day = excluded.day,
			sent_today = excluded.sent_today, updated_at = excluded.updated_at`,
		addressID(a.Owner, a.Channel), a.Owner, string(a.Channel), a.Address, a.Waiting, a.CodeHash, db.At(a.CodeSentAt), a.Tries, a.Day, a.SentToday, db.At(s.Clock.Now()))
	return wrap(err, "save address")
}

func (s *Service) forgetGuests(ctx context.Context, before time.Time) error {
	_, err := s.DB.Exec(ctx, `DELETE FROM notify_address WHERE owner LIKE 'guest:%' AND updated_at < ?`, db.At(before))
	return wrap(err, "forget guests")
}

// lockAddress makes whoever changes an address wait for the commit, so that
// guesses made at once are counted one after the other.
func (s *Service) lockAddress(ctx context.Context, owner string, kind channel.Kind) error {
	_, err := s.DB.Exec(ctx, `INSERT INTO notify_address
			(id, owner, channel, address_sealed, waiting_sealed, code_hash, code_tries, day, sent_today, updated_at)
		VALUES (?, ?, ?, '', '', '', 0, '', 0, ?) ON CONFLICT (owner, channel) DO UPDATE SET updated_at = excluded.updated_at`,
		addressID(owner, kind), owner, string(kind), db.At(s.Clock.Now()))
	return wrap(err, "lock address")
}
