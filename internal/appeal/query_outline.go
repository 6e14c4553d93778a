package appeal

import (
	"context"
	"time"

	"github.com/yikou/yikou/internal/platform/db"
)

// Outline is what figures need of a case: nothing of what is sealed.
type Outline struct {
	ID, Division, Lead string
	Kind               Kind
	Channel            Channel
	State              State
	Closing            Closing
	Confirmation       Confirmation
	ReceivedAt         time.Time
	ClosedAt           time.Time
}

// Outlines returns the cases of a sight that were received or closed from one time
// on and before another, by id.
func (s *Service) Outlines(ctx context.Context, v Sight, from, to time.Time) ([]Outline, error) {
	v = v.And(`((received_at >= ? AND received_at < ?) OR (closed_at >= ? AND closed_at < ?))`, db.At(from), db.At(to), db.At(from), db.At(to))
	return list(ctx, s.DB, `SELECT id, division, lead, kind, channel, state, closing, confirmation, received_at, closed_at FROM appeal_case
		WHERE `+v.condition+` ORDER BY id`, v.args, func(scan func(...any) error) (o Outline, err error) {
		var received, closed db.Time
		err = scan(&o.ID, &o.Division, &o.Lead, &o.Kind, &o.Channel, &o.State, &o.Closing, &o.Confirmation, &received, &closed)
		o.ReceivedAt, o.ClosedAt = received.Time, closed.Time
		return o, err
	})
}

// Among returns the cases of a sight that have one of these ids, the newest first.
func (s *Service) Among(ctx context.Context, v Sight, ids []string) ([]*Case, error) {
	if len(ids) == 0 {
		return []*Case{}, nil
	}
	return s.Cases(ctx, v.And(`id IN (`+db.Placeholders(len(ids))+`)`, texts(ids)...), len(ids))
}
