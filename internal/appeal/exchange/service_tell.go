package exchange

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/ground"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/events"
	"github.com/yikou/yikou/internal/platform/jobs"
	"github.com/yikou/yikou/internal/platform/webhook"
)

// Status is what a partner is told of a case: where it stands, nothing of a person.
// The answer is what the reporter reads, once a second person has released it, and
// only for the partner that handed the case over and tells the reporter.
type Status struct {
	ExternalNo   string     `json:"external_no,omitempty" doc:"对方的编号"`
	Number       string     `json:"number" doc:"诉求编号"`
	State        string     `json:"state" doc:"状态"`
	StateLabel   string     `json:"state_label"`
	Lead         string     `json:"lead,omitempty" doc:"承办部门"`
	DueAt        *time.Time `json:"due_at,omitempty" doc:"最迟答复时间"`
	Closing      string     `json:"closing,omitempty" doc:"办结类型"`
	ClosingLabel string     `json:"closing_label,omitempty"`
	Ground       string     `json:"ground,omitempty" doc:"不予受理的原因"`
	Answer       string     `json:"answer,omitempty" doc:"给反映人的答复"`
}

// message is what a partner is sent (standardwebhooks.com, payload structure).
type message struct {
	Type      string    `json:"type"`
	Timestamp time.Time `json:"timestamp"`
	Data      *Status   `json:"data"`
}

// StatusOf says where a case stands. Whole adds what only its own partner may know.
func (s *Service) StatusOf(ctx context.Context, c *appeal.Case, whole bool) (*Status, error) {
	departments, err := s.Departments.All(ctx)
	if err != nil {
		return nil, err
	}
	out := &Status{
		Number: c.Number, State: string(c.State), StateLabel: c.State.Label(), Lead: departments[c.Lead].Name, Closing: string(c.Closing), ClosingLabel: c.Closing.Label(),
	}
	if !c.DueAt.IsZero() {
		out.DueAt = &c.DueAt
	}
	if g, there := ground.Of(c.Ground); there {
		out.Ground = g.Label
	}
	if !whole {
		return out, nil
	}
	out.ExternalNo = c.Source.No
	replies, err := s.Replies(ctx, c.ID)
	if err != nil {
		return nil, err
	}
	for _, r := range slices.Backward(replies) {
		if r.State == appeal.ReplyApproved {
			out.Answer = r.Words
			break
		}
	}
	return out, nil
}

// subscriber hears what partners are told of.
const subscriber = "appeal_exchange.tell"

// Subscriptions are what this package hears: every event that a partner can be told
// of.
func (s *Service) Subscriptions() []events.Subscription {
	var list []events.Subscription
	for _, e := range Tellable {
		list = append(list, events.Subscription{Event: e.Event, Subscriber: subscriber, Handle: s.tell})
	}
	return list
}

// tell makes a delivery for each partner that hears of an event. What a partner
// brought about itself it is told in the answer to its message.
func (s *Service) tell(ctx context.Context, e events.Event) error {
	var h appeal.Happened
	if err := e.Decode(&h); err != nil {
		return err
	}
	return s.Bus.Once(ctx, e.ID, subscriber, func(ctx context.Context) error {
		c, err := s.ByID(ctx, h.Case)
		if err != nil {
			return err
		}
		all, err := s.partners(ctx)
		if err != nil {
			return err
		}
		for _, p := range all {
			if !p.hears(e.Name) || e.Actor == actorOf(p) {
				continue
			}
			own, may, err := s.concerns(ctx, p, c)
			if err != nil {
				return err
			}
			if !may {
				continue
			}
			status, err := s.StatusOf(ctx, c, own)
			if err != nil {
				return err
			}
			if err := s.send(ctx, p, e.ID, message{e.Name, e.At, status}); err != nil {
				return err
			}
		}
		return nil
	})
}

// concerns reports whether a case is one that a partner handed over, and whether it
// hears of it at all: also of what its department leads, unless somebody complains
// of that department.
func (s *Service) concerns(ctx context.Context, p *Partner, c *appeal.Case) (own, may bool, err error) {
	if c.Source.System == p.Code {
		return true, true, nil
	}
	if p.Department == "" || c.Lead == "" {
		return false, false, nil
	}
	below, err := s.Departments.Subtree(ctx, p.Department)
	if err != nil || !slices.Contains(below, c.Lead) {
		return false, false, err
	}
	above, err := s.Departments.Path(ctx, p.Department)
	return false, c.Accused == "" || !slices.Contains(above, c.Accused), err
}

// send makes a delivery in the transaction of ctx and has it tried soon.
func (s *Service) send(ctx context.Context, p *Partner, event string, m message) error {
	body, err := json.Marshal(m)
	if err != nil {
		return wrap(err, "write message")
	}
	now := s.Clock.Now()
	d := &Delivery{ID: kernel.NewID(), Partner: p.ID, EventID: event, Event: m.Type, Number: m.Data.Number, Body: string(body), State: Waiting, DueAt: now, MadeAt: now, Version: 1}
	if err := s.insertDelivery(ctx, d); err != nil {
		return err
	}
	return s.wake(ctx, d.ID)
}

func (s *Service) wake(ctx context.Context, id string) error {
	_, err := jobs.Insert(ctx, s.Jobs, jobSend, reference{ID: id}, jobs.InsertOptions{})
	return err
}

// Try makes one try of a delivery if it is due. What the other side answers is
// recorded, never returned: a try that failed is no failed job.
func (s *Service) Try(ctx context.Context, id string) error {
	d, p, begun, err := s.begin(ctx, id)
	if err != nil || !begun {
		return err
	}
	envelope, err := webhook.Sign(d.ID, s.Clock.Now(), []byte(d.Body), p.secrets(s.Clock.Now())...)
	if err != nil {
		return err
	}
	status, failure := webhook.Send(ctx, s.Out, p.Endpoint, envelope, []byte(d.Body))
	d.finish(status, failure, s.Clock.Now())
	if d.Problem != "" {
		s.Log.WarnContext(ctx, "partner did not take a message", "partner", p.Code, "delivery", d.ID, "status", status, "error", failure)
	}
	// The record is made also when the try used up the job's time.
	_, err = s.updateDelivery(context.WithoutCancel(ctx), d)
	return err
}

// begin notes a try before it is made, so that no other program makes it as well.
func (s *Service) begin(ctx context.Context, id string) (d *Delivery, p *Partner, begun bool, err error) {
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		if d, err = s.delivery(ctx, id); err != nil {
			return err
		}
		if p, err = s.partner(ctx, d.Partner); err != nil {
			return err
		}
		now := s.Clock.Now()
		if !d.due(now) {
			return nil
		}
		if p.Off || p.Endpoint == "" {
			d.spare()
			_, err = s.updateDelivery(ctx, d)
			return err
		}
		d.begin(now)
		begun, err = s.updateDelivery(ctx, d)
		return err
	})
	if errors.Is(err, ErrDelivery) {
		err = nil // it was cleared away
	}
	return d, p, begun, err
}

// Test tells a partner nothing, to see whether it hears.
func (s *Service) Test(ctx context.Context, id string) (d *Delivery, err error) {
	if _, err := authz.Require(ctx, PermPartners); err != nil {
		return nil, err
	}
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		p, err := s.partner(ctx, id)
		if err != nil {
			return err
		}
		if p.Off || p.Endpoint == "" {
			return ErrOff
		}
		event := kernel.NewID()
		if err := s.send(ctx, p, event, message{EventTest, s.Clock.Now(), &Status{}}); err != nil {
			return err
		}
		if d, err = s.deliveryOf(ctx, p.ID, event); err != nil {
			return err
		}
		return s.recorded(ctx, "appeal.partner_tested", p)
	})
	return d, err
}

// Replay has a delivery tried again that was delivered or given up.
func (s *Service) Replay(ctx context.Context, id string) (d *Delivery, err error) {
	if _, err := authz.Require(ctx, PermPartners); err != nil {
		return nil, err
	}
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		if d, err = s.delivery(ctx, id); err != nil {
			return err
		}
		if err := d.again(s.Clock.Now()); err != nil {
			return err
		}
		saved, err := s.updateDelivery(ctx, d)
		if err != nil {
			return err
		}
		if !saved { // somebody else was faster
			return ErrWaiting
		}
		if err := s.wake(ctx, d.ID); err != nil {
			return err
		}
		return s.Audit.Record(ctx, audit.Entry{Action: "appeal.delivery_replayed", ObjectKind: "appeal_partner", Object: d.Partner, Detail: map[string]any{"delivery": d.ID, "event": d.Event}})
	})
	return d, err
}

// Deliveries returns what a partner was told, the newest first; state narrows it.
func (s *Service) Deliveries(ctx context.Context, id string, state DeliveryState, page kernel.Page) (kernel.Rows[*Delivery], error) {
	if _, err := authz.Require(ctx, PermPartners); err != nil {
		return kernel.Rows[*Delivery]{}, err
	}
	if _, err := s.partner(ctx, id); err != nil {
		return kernel.Rows[*Delivery]{}, err
	}
	return s.deliveries(ctx, id, state, page)
}
