package notify

import (
	"context"
	"encoding/json"
	"log/slog"

	"github.com/yikou/yikou/internal/notify/channel"
	"github.com/yikou/yikou/internal/notify/delivery"
	"github.com/yikou/yikou/internal/platform/jobs"
)

// Send makes one try of a delivery if one is due. What the channel answers is
// recorded, never returned: a try that failed is no failed job. An error means
// that the database did not answer.
func (s *Service) Send(ctx context.Context, id string) error {
	d, begun, err := s.begin(ctx, id)
	if err != nil || !begun {
		return err
	}
	via := s.channels[d.Channel]
	message, err := s.message(d)
	var receipt channel.Receipt
	if err == nil {
		receipt, err = via.Send(ctx, message)
	}
	// The record is made also when the try used up the job's time.
	return s.finish(context.WithoutCancel(ctx), d.Delivery, receipt, err, via.Idempotent())
}

// begin marks a try, in a transaction of its own, before it is made.
func (s *Service) begin(ctx context.Context, id string) (d storedDelivery, begun bool, err error) {
	d, found, err := s.deliveryByID(ctx, id)
	if err != nil || !found || s.channels[d.Channel] == nil {
		return d, false, err
	}
	choices, _, err := s.choicesOf(ctx, recipientOf(d.Owner))
	if err != nil {
		return d, false, err
	}
	health, err := s.healthOf(ctx, d.Channel)
	if err != nil {
		return d, false, err
	}
	before := d.Delivery
	begun = d.Begin(s.Clock.Now(), choices.Quiet, health.PausedUntil)
	if d.Delivery == before {
		return d, false, nil // another program has it, or it is not due
	}
	saved := false
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		if err := jobs.Fence(ctx); err != nil {
			return err
		}
		saved, err = s.saveDelivery(ctx, d.Delivery)
		return err
	})
	d.Version++
	return d, begun && saved, err
}

// message unseals what a delivery says and where it goes.
func (s *Service) message(d storedDelivery) (channel.Message, error) {
	content, err := s.Seal.Open(contentPlace(d.ID), d.Content)
	if err != nil {
		return channel.Message{}, err
	}
	var m channel.Message
	if err := json.Unmarshal([]byte(content), &m); err != nil {
		return m, wrap(err, "read message")
	}
	m.ID = d.ID
	m.To, err = s.Seal.Open(addressPlace(d.ID), d.Address)
	return m, err
}

// finish records what became of a try, of the delivery and of the channel.
func (s *Service) finish(ctx context.Context, d delivery.Delivery, receipt channel.Receipt, sendErr error, repeatable bool) error {
	now := s.Clock.Now()
	var failure *channel.Error
	if sendErr == nil {
		d.Succeed(receipt, now)
	} else {
		failure = channel.Failure(sendErr)
		d.Fail(failure, repeatable, now)
		s.Log.WarnContext(ctx, "message not sent", slog.String("delivery", d.ID), slog.String("channel", string(d.Channel)),
			slog.String("class", string(failure.Class)), slog.String("code", failure.Code))
	}
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		// Somebody took the try over: what they recorded stands.
		if saved, err := s.saveDelivery(ctx, d); err != nil || !saved {
			return err
		}
		return s.noteHealth(ctx, d.Channel, failure)
	})
}

func (s *Service) noteHealth(ctx context.Context, kind channel.Kind, failure *channel.Error) error {
	if kind == channel.InApp {
		return nil
	}
	h, err := s.healthOf(ctx, kind)
	if err != nil {
		return err
	}
	if failure == nil {
		h.Succeeded(s.Clock.Now())
	} else {
		h.Failed(failure, s.Clock.Now())
	}
	return s.saveHealth(ctx, h)
}

// takeOver deals with a delivery whose program died during a try.
func (s *Service) takeOver(ctx context.Context, id string) error {
	d, found, err := s.deliveryByID(ctx, id)
	if err != nil || !found || d.State != delivery.Sending {
		return err
	}
	via := s.channels[d.Channel]
	d.TakeOver(via != nil && via.Idempotent(), s.Clock.Now())
	s.Log.WarnContext(ctx, "broken off message taken over", slog.String("delivery", d.ID), slog.String("state", string(d.State)))
	_, err = s.saveDelivery(ctx, d.Delivery)
	return err
}
