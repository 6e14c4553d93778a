package notify

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/notify/channel"
	"github.com/yikou/yikou/internal/notify/template"
)

// choicesOf returns what a person has chosen, the defaults for one who has not,
// and the version, 0 for the defaults.
func (s *Service) choicesOf(ctx context.Context, r Recipient) (Choices, int64, error) {
	texts, err := s.choicesTexts(ctx, r.owner())
	if err != nil {
		return Choices{}, 0, err
	}
	c, err := choicesFrom(r, texts[r.owner()])
	return c, texts[r.owner()].version, err
}

func choicesFrom(r Recipient, own chosen) (Choices, error) {
	if own.version == 0 {
		return DefaultChoices(r.Kind), nil
	}
	var c Choices
	if err := json.Unmarshal([]byte(own.text), &c); err != nil {
		return Choices{}, wrap(err, "read choices")
	}
	for g, kinds := range DefaultChoices(r.Kind).Channels {
		if _, chosen := c.Channels[g]; !chosen && c.Channels != nil {
			c.Channels[g] = kinds // a group that came after the choice
		}
	}
	return c, nil
}

// wants reports whether a person can be reached and has not switched off every
// channel that a reason goes out through.
func (s *Service) wants(ctx context.Context, n template.Reason, r Recipient) (bool, error) {
	contact, err := s.People.Contact(ctx, r)
	if err != nil || !contact.Active {
		return false, err
	}
	choices, _, err := s.choicesOf(ctx, r)
	if err != nil {
		return false, err
	}
	for _, kind := range channel.Kinds {
		if s.channels[kind] == nil || !n.Meant(kind) || !choices.Wants(n.Group, kind) {
			continue
		}
		address, err := s.reach(ctx, r.owner(), kind, contact)
		if err != nil || address != "" || kind == channel.InApp {
			return err == nil, err
		}
	}
	return false, nil
}

// Wanting returns those of some people who act for enterprises who can be reached and
// have not switched off every channel that a reason goes out through. Whoever has it
// appear in-app is not looked up one by one.
func (s *Service) Wanting(ctx context.Context, reason string, people []string) ([]string, error) {
	n, known := template.Find(reason)
	if !known {
		return nil, fmt.Errorf("notify: no reason %q", reason)
	}
	var owners []any
	for _, id := range people {
		owners = append(owners, Recipient{Kind: kernel.EnterprisePrincipal, ID: id}.owner())
	}
	if len(owners) == 0 {
		return nil, nil
	}
	texts, err := s.choicesTexts(ctx, owners...)
	var list []string
	for _, id := range people {
		var c Choices
		r, told := Recipient{Kind: kernel.EnterprisePrincipal, ID: id}, false
		if err == nil {
			c, err = choicesFrom(r, texts[r.owner()])
		}
		if told = err == nil && n.Meant(channel.InApp) && c.Wants(n.Group, channel.InApp); err == nil && !told {
			told, err = s.wants(ctx, n, r)
		}
		if told {
			list = append(list, id)
		}
	}
	return list, err
}

// Reach says how a person can be reached through one channel.
type Reach struct {
	Channel channel.Kind
	// Masked is the address that counts, masked; empty if there is none.
	Masked string
	// Waiting is the address to be verified, masked; empty if there is none.
	Waiting string
	// Own is true for an address the person has given here, which they may
	// remove; the phone of a log-in is kept elsewhere.
	Own bool
}

// Settings are a person's own: what they chose and where they are reached.
type Settings struct {
	Choices Choices
	Reaches []Reach
	Version int64
}

// MySettings returns the caller's own settings, with the channels that this
// instance has set up.
func (s *Service) MySettings(ctx context.Context) (Settings, error) {
	r, err := me(ctx)
	if err != nil {
		return Settings{}, err
	}
	choices, version, err := s.choicesOf(ctx, r)
	if err != nil {
		return Settings{}, err
	}
	contact, err := s.People.Contact(ctx, r)
	if err != nil {
		return Settings{}, err
	}
	out := Settings{Choices: choices, Version: version}
	for _, kind := range channel.Kinds {
		if s.channels[kind] == nil {
			continue
		}
		reach := Reach{Channel: kind}
		if kind != channel.InApp {
			a, err := s.addressOf(ctx, r.owner(), kind)
			if err != nil {
				return Settings{}, err
			}
			if reach, err = s.reachOf(a, contact); err != nil {
				return Settings{}, err
			}
		}
		out.Reaches = append(out.Reaches, reach)
	}
	return out, nil
}

func (s *Service) reachOf(a addressRow, contact Contact) (Reach, error) {
	out := Reach{Channel: a.Channel, Own: a.Address != ""}
	for sealed, into := range map[string]*string{a.Address: &out.Masked, a.Waiting: &out.Waiting} {
		if sealed == "" {
			continue
		}
		place := ownAddressPlace(a.Owner, a.Channel)
		if into == &out.Waiting {
			place = waitingPlace(a.Owner, a.Channel)
		}
		plain, err := s.Seal.Open(place, sealed)
		if err != nil {
			return out, err
		}
		*into = maskAddress(a.Channel, plain)
	}
	if a.Channel == channel.SMS && out.Masked == "" {
		out.Masked = maskAddress(channel.SMS, contact.Phone)
	}
	return out, nil
}

// Choose stores what the caller wants, having seen a version of it. It fails with
// ErrChoices and ErrStale.
func (s *Service) Choose(ctx context.Context, c Choices, version int64) error {
	r, err := me(ctx)
	if err != nil {
		return err
	}
	if c, err = c.cleaned(); err != nil {
		return err
	}
	text, err := json.Marshal(c)
	if err != nil {
		return wrap(err, "write choices")
	}
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		saved, err := s.saveChoices(ctx, r.owner(), string(text), version)
		if err != nil {
			return err
		}
		if !saved {
			return ErrStale
		}
		return s.recorded(ctx, "notify.choices_saved", r.ID, c)
	})
}
