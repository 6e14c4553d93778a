package notify

import (
	"context"
	"time"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/notify/channel"
	"github.com/yikou/yikou/internal/notify/delivery"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/standard/civil"
)

// Shown is a delivery as those who look after sending see it: to whom, masked,
// and what became of it; not what it says.
type Shown struct {
	delivery.Delivery
	// To is the masked address, empty in-app and once it is erased.
	To string
	// CanResend says that it has failed and the caller may send it again.
	CanResend bool
}

// DeliveryFilter narrows the list of deliveries. Empty fields do not.
type DeliveryFilter struct {
	State   delivery.State
	Channel channel.Kind
	Reason  string
	// Day is that on which the deliveries were made, in Beijing.
	Day civil.Date
}

// Deliveries returns a page of the deliveries, the newest first.
func (s *Service) Deliveries(ctx context.Context, f DeliveryFilter, page kernel.Page) (kernel.Rows[Shown], error) {
	if _, err := authz.Require(ctx, PermDeliveryRead); err != nil {
		return kernel.Rows[Shown]{}, err
	}
	rows, err := s.listDeliveries(ctx, f, page)
	if err != nil {
		return kernel.Rows[Shown]{}, err
	}
	resend := authz.Can(authz.From(ctx), PermDeliveryResend)
	out := kernel.Rows[Shown]{Items: make([]Shown, len(rows.Items)), Total: rows.Total, Next: rows.Next}
	for i, row := range rows.Items {
		shown := Shown{Delivery: row.Delivery, CanResend: resend && resendable(row)}
		if row.Address != "" {
			plain, err := s.Seal.Open(addressPlace(row.ID), row.Address)
			if err != nil {
				return out, err
			}
			shown.To = maskAddress(row.Channel, plain)
		}
		out.Items[i] = shown
	}
	return out, nil
}

// resendable reports whether a delivery has failed and its words are still here.
func resendable(d storedDelivery) bool {
	return d.Ended() && d.Content != ""
}

// Resend queues a failed delivery once more. It fails with ErrNotFound, and with
// ErrResend for one that has not failed or whose words are erased.
func (s *Service) Resend(ctx context.Context, id string) error {
	if _, err := authz.Require(ctx, PermDeliveryResend); err != nil {
		return err
	}
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		d, found, err := s.deliveryByID(ctx, id)
		if err != nil {
			return err
		}
		if !found {
			return ErrNotFound
		}
		if d.Content == "" || !d.Again(s.Clock.Now()) {
			return ErrResend
		}
		saved, err := s.saveDelivery(ctx, d.Delivery)
		if err != nil {
			return err
		}
		if !saved {
			return ErrStale
		}
		if err := s.recorded(ctx, "notify.resent", id, map[string]any{"channel": d.Channel}); err != nil {
			return err
		}
		return s.wake(ctx, id)
	})
}

// ChannelShown is a channel as those who look after sending see it.
type ChannelShown struct {
	delivery.Health
	// On says that this instance has set the channel up.
	On bool
	// Resting says that nothing is sent now, until PausedUntil.
	Resting bool
	// Waiting counts the deliveries that are to leave; Failed those that failed
	// within the last day.
	Waiting, Failed int64
}

// ChannelHealth returns every channel and how it fares.
func (s *Service) ChannelHealth(ctx context.Context) ([]ChannelShown, error) {
	if _, err := authz.Require(ctx, PermDeliveryRead); err != nil {
		return nil, err
	}
	now := s.Clock.Now()
	waiting, err := s.countByChannel(ctx, `state IN ('queued', 'held', 'sending')`)
	if err != nil {
		return nil, err
	}
	failed, err := s.countFailed(ctx, now.Add(-24*time.Hour))
	if err != nil {
		return nil, err
	}
	var list []ChannelShown
	for _, kind := range channel.Kinds {
		h, err := s.healthOf(ctx, kind)
		if err != nil {
			return nil, err
		}
		list = append(list, ChannelShown{
			Health: h, On: s.channels[kind] != nil, Resting: now.Before(h.PausedUntil), Waiting: waiting[kind], Failed: failed[kind],
		})
	}
	return list, nil
}
