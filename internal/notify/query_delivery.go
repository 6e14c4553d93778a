package notify

import (
	"context"
	"strings"
	"time"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/notify/channel"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/standard/civil"
)

func (f DeliveryFilter) where() (string, []any) {
	conditions, args := []string{"1 = 1"}, []any(nil)
	for _, one := range []struct{ condition, value string }{
		{"d.state = ?", string(f.State)}, {"d.channel = ?", string(f.Channel)}, {"d.reason = ?", f.Reason},
	} {
		if one.value != "" {
			conditions, args = append(conditions, one.condition), append(args, one.value)
		}
	}
	if !f.Day.IsZero() {
		conditions, args = append(conditions, "d.created_at >= ? AND d.created_at < ?"), append(args, db.At(f.Day.Time(civil.Beijing)), db.At(f.Day.AddDays(1).Time(civil.Beijing)))
	}
	return strings.Join(conditions, " AND "), args
}

func (s *Service) listDeliveries(ctx context.Context, f DeliveryFilter, page kernel.Page) (kernel.Rows[storedDelivery], error) {
	order := db.Keyset{Columns: []db.Column{{SQL: "d.id"}}, Desc: true}
	where, args := f.where()
	out := kernel.Rows[storedDelivery]{Items: []storedDelivery{}}
	if err := s.DB.QueryRow(ctx, `SELECT count(*) FROM notify_delivery d WHERE `+where, args...).Scan(&out.Total); err != nil {
		return out, wrap(err, "count deliveries")
	}
	after, afterArgs, err := order.After(page.After)
	if err != nil {
		return out, err
	}
	if after != "" {
		where, args = where+" AND "+after, append(args, afterArgs...)
	}
	rows, err := s.DB.Query(ctx, selectDelivery+` WHERE `+where+order.OrderBy()+` LIMIT ?`, append(args, page.Limit+1)...)
	if err != nil {
		return out, wrap(err, "list deliveries")
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		d, err := scanDelivery(rows.Scan)
		if err != nil {
			return out, wrap(err, "read delivery")
		}
		out.Items = append(out.Items, d)
	}
	if len(out.Items) > page.Limit {
		out.Items = out.Items[:page.Limit]
		out.Next = order.Cursor(out.Items[page.Limit-1].ID)
	}
	return out, wrap(rows.Err(), "list deliveries")
}

func (s *Service) countFailed(ctx context.Context, since time.Time) (map[channel.Kind]int64, error) {
	return s.countByChannel(ctx, `state = 'failed' AND ended_at >= ?`, db.At(since))
}

func (s *Service) countByChannel(ctx context.Context, where string, args ...any) (map[channel.Kind]int64, error) {
	rows, err := s.DB.Query(ctx, `SELECT channel, count(*) FROM notify_delivery WHERE `+where+` GROUP BY channel`, args...)
	if err != nil {
		return nil, wrap(err, "count deliveries by channel")
	}
	defer func() { _ = rows.Close() }()
	counts := map[channel.Kind]int64{}
	for rows.Next() {
		var kind channel.Kind
		var n int64
		if err := rows.Scan(&kind, &n); err != nil {
			return nil, wrap(err, "count deliveries by channel")
		}
		counts[kind] = n
	}
	return counts, wrap(rows.Err(), "count deliveries by channel")
}
