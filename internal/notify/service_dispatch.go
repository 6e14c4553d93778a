package notify

import (
	"context"
	"encoding/json"
	"strings"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/notify/channel"
	"github.com/yikou/yikou/internal/notify/delivery"
	"github.com/yikou/yikou/internal/notify/template"
	"github.com/yikou/yikou/internal/platform/jobs"
	"github.com/yikou/yikou/internal/platform/seal"
)

// draft is a delivery about to be stored, with its address and words in the
// clear.
type draft struct {
	delivery.Delivery
	address string
	message channel.Message
}

// Dispatch makes the deliveries of a notice, once: for each channel that the
// reason is meant for, the instance has set up, and the person can be reached by.
// One that the person has switched off is kept as suppressed.
func (s *Service) Dispatch(ctx context.Context, notice string) error {
	n, err := s.noticeByID(ctx, notice)
	if err != nil {
		return err
	}
	drafts, err := s.drafts(ctx, n)
	if err != nil {
		return err
	}
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		if err := jobs.Fence(ctx); err != nil {
			return err
		}
		if mine, err := s.markDispatched(ctx, n.ID); err != nil || !mine {
			return err
		}
		for _, d := range drafts {
			if err := s.store(ctx, d); err != nil {
				return err
			}
		}
		return nil
	})
}

// store seals and stores a draft and queues its first try.
func (s *Service) store(ctx context.Context, d draft) error {
	content, err := json.Marshal(d.message)
	if err != nil {
		return wrap(err, "write message")
	}
	address, err := s.Seal.Seal(addressPlace(d.ID), d.address)
	if err != nil {
		return err
	}
	sealed, err := s.Seal.Seal(contentPlace(d.ID), string(content))
	if err != nil {
		return err
	}
	if err := s.insertDelivery(ctx, d.Delivery, address, sealed); err != nil || d.State != delivery.Queued {
		return err
	}
	return s.wake(ctx, d.ID)
}

func addressPlace(id string) seal.Place {
	return seal.Place{Table: "notify_delivery", Column: "address", Row: id}
}

func contentPlace(id string) seal.Place {
	return seal.Place{Table: "notify_delivery", Column: "content", Row: id}
}

func recipientOf(owner string) Recipient {
	kind, id, _ := strings.Cut(owner, ":")
	return Recipient{Kind: kernel.PrincipalKind(kind), ID: id}
}

// drafts renders a notice for every channel.
func (s *Service) drafts(ctx context.Context, n noticeRow) ([]draft, error) {
	reason, known := template.Find(n.Reason)
	if !known {
		return nil, nil // the reason left the program between two releases
	}
	plain, err := s.Seal.Open(dataPlace(n.ID), n.Data)
	if err != nil {
		return nil, err
	}
	var data map[string]string
	if err := json.Unmarshal([]byte(plain), &data); err != nil {
		return nil, wrap(err, "read variables")
	}
	recipient := recipientOf(n.Owner)
	contact := Contact{Active: true}
	if recipient.Kind != Guest {
		contact, err = s.People.Contact(ctx, recipient)
	}
	if err != nil || !contact.Active {
		return nil, err
	}
	choices, _, err := s.choicesOf(ctx, recipient)
	if err != nil {
		return nil, err
	}
	var list []draft
	for _, kind := range channel.Kinds {
		if recipient.Kind == Guest && kind != channel.SMS {
			continue
		}
		d, ok, err := s.draftFor(ctx, n, reason, kind, contact, data)
		if err != nil {
			return nil, err
		}
		if !ok {
			continue
		}
		if !choices.Wants(reason.Group, kind) {
			d.End(delivery.Suppressed, "", s.Clock.Now())
		}
		list = append(list, d)
	}
	return list, nil
}

// draftFor renders a notice for one channel; false when it cannot go that way.
func (s *Service) draftFor(ctx context.Context, n noticeRow, reason template.Reason, kind channel.Kind, contact Contact, data map[string]string) (draft, bool, error) {
	if s.channels[kind] == nil || !reason.Meant(kind) {
		return draft{}, false, nil
	}
	address, err := s.reach(ctx, n.Owner, kind, contact)
	if err != nil || address == "" && kind != channel.InApp {
		return draft{}, false, err
	}
	words, version, err := s.words(ctx, reason, kind)
	if err != nil || kind == channel.WeChat && words.Template == "" {
		return draft{}, false, err
	}
	rendered, err := template.Render(reason, kind, words, data)
	if err != nil {
		return draft{}, false, err
	}
	now := s.Clock.Now()
	d := draft{address: address, Delivery: delivery.Delivery{
		ID: kernel.NewID(), Notice: n.ID, Reason: n.Reason, Owner: n.Owner, Channel: kind, State: delivery.Queued, TemplateVersion: version,
		CreatedAt: now, DueAt: now, ExpiresAt: now.Add(delivery.LifeOf(reason.Group)),
	}}
	d.message = channel.Message{Title: rendered.Title, Text: rendered.Text, HTML: rendered.HTML, Template: rendered.Template, Fields: rendered.Fields}
	if s.PublicURL != "" && n.Link != "" && kind != channel.SMS {
		d.message.URL = s.PublicURL + n.Link
	}
	return d, true, nil
}

// reach returns the address of a person in a channel, empty if none is known.
func (s *Service) reach(ctx context.Context, owner string, kind channel.Kind, contact Contact) (string, error) {
	if kind == channel.InApp {
		return "", nil
	}
	a, err := s.addressOf(ctx, owner, kind)
	if err != nil {
		return "", err
	}
	if a.Address != "" {
		return s.Seal.Open(ownAddressPlace(owner, kind), a.Address)
	}
	if kind == channel.SMS {
		return contact.Phone, nil
	}
	return "", nil
}

// words returns what a reason says through a channel and which version that is:
// what the office has written last, else what was shipped.
func (s *Service) words(ctx context.Context, reason template.Reason, kind channel.Kind) (template.Content, int64, error) {
	row, found, err := s.currentTemplate(ctx, reason.Key, kind)
	if err != nil {
		return template.Content{}, 0, err
	}
	if !found {
		content, _ := template.Shipped(reason, kind)
		return content, 0, nil
	}
	content, err := contentOf(row)
	return content, row.Version, err
}

func contentOf(row templateRow) (template.Content, error) {
	var content template.Content
	err := json.Unmarshal([]byte(row.Content), &content)
	return content, wrap(err, "read template")
}

// inbox is the channel that shows a message in-app.
type inbox struct{ *Service }

// Kind returns InApp.
func (i inbox) Kind() channel.Kind { return channel.InApp }

// Idempotent is true: showing twice shows once.
func (i inbox) Idempotent() bool { return true }

// Send shows the message to its owner.
func (i inbox) Send(ctx context.Context, m channel.Message) (channel.Receipt, error) {
	d, found, err := i.deliveryByID(ctx, m.ID)
	if err != nil || !found {
		return channel.Receipt{}, err
	}
	title, err := i.Seal.Seal(shownPlace("title", d.Notice), m.Title)
	if err != nil {
		return channel.Receipt{}, err
	}
	text, err := i.Seal.Seal(shownPlace("text", d.Notice), m.Text)
	if err != nil {
		return channel.Receipt{}, err
	}
	return channel.Receipt{Delivered: true}, i.showNotice(ctx, d.Notice, title, text)
}

func shownPlace(column, notice string) seal.Place {
	return seal.Place{Table: "notify_notice", Column: column, Row: notice}
}
