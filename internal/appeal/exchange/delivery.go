package exchange

import (
	"errors"
	"fmt"
	"time"

	"github.com/yikou/yikou/internal/platform/outbound"
	"github.com/yikou/yikou/internal/platform/webhook"
)

// DeliveryState is where a message to a partner stands.
type DeliveryState string

// The states of a delivery. A dead one is tried again by hand only.
const (
	Waiting   DeliveryState = "waiting"
	Delivered DeliveryState = "delivered"
	Dead      DeliveryState = "dead"
)

// Delivery is one message to a partner. Its ID is the message's.
type Delivery struct {
	ID, Partner string
	// EventID and Event are what happened, Number the case that it happened to.
	EventID, Event, Number string
	Body                   string
	State                  DeliveryState
	Tries                  int
	// DueAt is when the next try may be made, or, while one is made, when it counts
	// as broken off.
	DueAt, TriedAt time.Time
	// Status is what the other side answered, 0 for nothing; Problem says in Chinese
	// why it was not taken.
	Status  int
	Problem string
	MadeAt  time.Time
	Version int64
}

// patience is after how long a try counts as broken off; longer than outbound waits.
const patience = 2 * time.Minute

// due reports whether a try may be made now.
func (d *Delivery) due(now time.Time) bool { return d.State == Waiting && !now.Before(d.DueAt) }

// begin notes a try that is about to be made.
func (d *Delivery) begin(now time.Time) {
	d.Tries++
	d.TriedAt, d.DueAt = now, now.Add(patience)
}

// spare gives a delivery up without a try: nobody is to be called.
func (d *Delivery) spare() { d.State, d.Problem, d.DueAt = Dead, ErrOff.Msg, time.Time{} }

// finish notes what became of a try.
func (d *Delivery) finish(status int, err error, now time.Time) {
	d.Status, d.Problem, d.DueAt = status, "", time.Time{}
	if err == nil && status >= 200 && status < 300 {
		d.State = Delivered
		return
	}
	d.Problem = problemOf(status, err)
	next, more := webhook.Next(d.Tries, now)
	if !more || errors.Is(err, outbound.ErrRefused) {
		d.State = Dead
		return
	}
	d.DueAt = next
}

// again has a delivery tried anew, as if for the first time.
func (d *Delivery) again(now time.Time) error {
	if d.State == Waiting {
		return ErrWaiting
	}
	d.State, d.Tries, d.Status, d.Problem, d.DueAt = Waiting, 0, 0, "", now
	return nil
}

func problemOf(status int, err error) string {
	switch {
	case errors.Is(err, outbound.ErrRefused):
		return "这个网址不允许连接；内网地址要先写进配置 exchange.allow"
	case errors.Is(err, outbound.ErrRedirect):
		return "对方要求跳转到别处，没有跟随"
	case errors.Is(err, outbound.ErrTooLarge):
		return "对方的应答太长"
	case err != nil:
		return "连不上，或对方没有及时应答"
	}
	return fmt.Sprintf("对方没有接收，应答 %d", status)
}
