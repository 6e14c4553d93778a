package threshold

import (
	"context"
	"errors"
	"maps"
	"slices"
	"time"

	"github.com/yikou/yikou/internal/appeal/draft"
	"github.com/yikou/yikou/internal/appeal/reading"
	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/standard/civil"
)

// Service holds the use cases of thresholds. It is safe for concurrent use.
type Service struct{ *reading.Service }

// Request is thresholds as somebody asks for them.
type Request struct {
	Limits  map[reading.Field]reading.Limit
	FromDay civil.Date
	Reason  string
}

// Ask keeps thresholds for a second person to agree to. It fails with ErrBar where
// what was measured does not carry them.
func (s *Service) Ask(ctx context.Context, r Request) (*Draft, error) {
	if err := authz.RequireAll(ctx, PermAsk); err != nil {
		return nil, err
	}
	at := s.Clock.Now()
	d := &Draft{Draft: draft.Asked(r.Reason, authz.From(ctx), at), FromDay: r.FromDay, Limits: r.Limits}
	if err := d.check(civil.Of(at.In(civil.Beijing))); err != nil {
		return nil, err
	}
	return d, s.DB.InTx(ctx, func(ctx context.Context) error {
		all, err := s.Editions(ctx)
		if err != nil {
			return err
		}
		if d.Base = all[0].Version; maps.Equal(all[0].Limits, d.Limits) {
			return ErrForm.With(errs.Field{Path: "body.limits", Msg: "和现在的门槛一样，没有要调整的。"})
		}
		if err := s.carry(ctx, all[0], d.Limits); err != nil {
			return err
		}
		if err := s.insert(ctx, d); err != nil {
			return err
		}
		if err := s.record(ctx, d, EventAsked); err != nil {
			return err
		}
		return s.Bus.Publish(ctx, EventAsked, Asked{Draft: d.ID, By: d.ByName})
	})
}

// carry refuses limits that what was measured does not carry, naming each. What
// holds already needs no new proof: it goes back by itself when it has to.
func (s *Service) carry(ctx context.Context, now reading.Edition, limits map[reading.Field]reading.Limit) error {
	bar, evidence, err := s.measured(ctx)
	if err != nil {
		return err
	}
	var wrong []errs.Field
	for _, f := range reading.Fields {
		l, had := limits[f], now.Limits[f]
		if l.Automatic == had.Automatic && l.Sampled == had.Sampled {
			continue
		}
		if said := bar.Refuses(f, l, evidence[f]); said != "" {
			wrong = append(wrong, errs.Field{Path: "body.limits." + string(f), Msg: said})
		}
	}
	if len(wrong) > 0 {
		return ErrBar.With(wrong...)
	}
	return nil
}

// measured returns what counts now: the bar, and the evidence by field.
func (s *Service) measured(ctx context.Context) (Bar, map[reading.Field]Evidence, error) {
	bar, err := s.barInForce(ctx)
	if err != nil {
		return bar, nil, err
	}
	out := map[reading.Field]Evidence{}
	for _, f := range reading.Fields {
		if out[f], err = s.evidence(ctx, f, s.Models.Mark(f), s.since(bar.Days)); err != nil {
			return bar, nil, err
		}
	}
	return bar, out, nil
}

func (s *Service) since(days int64) time.Time { return s.Clock.Now().AddDate(0, 0, -int(days)) }

// Approve agrees to a draft as it was at version: an edition comes of it.
func (s *Service) Approve(ctx context.Context, id string, version int64) (*Draft, error) {
	return s.change(ctx, PermAgree, id, version, "appeal.threshold_approved", func(ctx context.Context, d *Draft) error {
		all, err := s.Editions(ctx)
		if err != nil {
			return err
		}
		e, err := d.approve(all[0].Version, authz.From(ctx), s.Clock.Now())
		if err != nil {
			return err
		}
		if err := s.carry(ctx, all[0], d.Limits); err != nil { // it may have become worse since
			return err
		}
		return s.adopt(ctx, e)
	})
}

// adopt keeps an edition; another one that came at the same moment wins.
func (s *Service) adopt(ctx context.Context, e reading.Edition) error {
	if err := s.Adopt(ctx, e); errors.Is(err, reading.ErrStale) {
		return ErrStale.Because(err)
	} else {
		return err
	}
}

// Refuse sends a draft back.
func (s *Service) Refuse(ctx context.Context, id string, version int64, words string) (*Draft, error) {
	return s.change(ctx, PermAgree, id, version, "appeal.threshold_refused", func(ctx context.Context, d *Draft) error {
		return d.refuse(words, authz.From(ctx), s.Clock.Now())
	})
}

// Withdraw takes a draft back; whoever may ask may do so.
func (s *Service) Withdraw(ctx context.Context, id string, version int64) (*Draft, error) {
	return s.change(ctx, PermAsk, id, version, "appeal.threshold_withdrawn", func(ctx context.Context, d *Draft) error {
		return d.Withdraw(authz.From(ctx), s.Clock.Now(), refusals)
	})
}

func (s *Service) change(ctx context.Context, p authz.Permission, id string, version int64, action string, do func(context.Context, *Draft) error) (d *Draft, err error) {
	if err := authz.RequireAll(ctx, p); err != nil {
		return nil, err
	}
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		if d, err = s.load(ctx, id); err != nil {
			return err
		}
		if d.Version != version {
			return ErrStale
		}
		if err := do(ctx, d); err != nil {
			return err
		}
		if err := s.update(ctx, d); err != nil {
			return err
		}
		return s.record(ctx, d, action)
	})
	return d, err
}

func (s *Service) record(ctx context.Context, d *Draft, action string) error {
	detail := map[string]any{"base": d.Base, "reason": d.Reason, "words": d.Words, "edition": d.Edition}
	return s.Audit.Record(ctx, audit.Entry{Action: action, ObjectKind: "appeal_threshold", Object: d.ID, Detail: detail})
}

// author is who takes a field back, in the audit log and in editions.
const author = "appeal.threshold"

// Watch takes a field back to people where the checks of what took effect under the
// present limit say that it no longer holds. Call it inside the transaction in
// which a check was kept.
func (s *Service) Watch(ctx context.Context, f reading.Field) error {
	all, err := s.Editions(ctx)
	if err != nil {
		return err
	}
	at := s.Clock.Now()
	now := reading.InForce(all, at)
	if now.Limits[f].Leaves() {
		return nil
	}
	bar, err := s.barInForce(ctx)
	if err != nil {
		return err
	}
	checks, err := s.checks(ctx, f, s.Models.Mark(f), heldSince(all, now, f), s.since(bar.Days))
	if err != nil {
		return err
	}
	reason := bar.SetsBack(f, checks)
	if reason == "" {
		return nil
	}
	return s.setBack(authz.AsSystem(ctx, author), all, f, reason)
}

// heldSince returns the first edition, counted back from now without a gap, that
// had the limit of a field that now has.
func heldSince(all []reading.Edition, now reading.Edition, f reading.Field) int64 {
	first := now.Version
	for _, e := range all {
		if e.Version > now.Version {
			continue
		}
		if e.Limits[f] != now.Limits[f] {
			break
		}
		first = e.Version
	}
	return first
}

// setBack leaves a field to people from now on, and also in the editions that are
// to hold from a later day on.
func (s *Service) setBack(ctx context.Context, all []reading.Edition, f reading.Field, reason string) error {
	who, at := authz.From(ctx), s.Clock.Now()
	next := all[0].Version
	without := func(e reading.Edition, from time.Time, reason string) reading.Edition {
		next++
		limits := maps.Clone(e.Limits)
		l := limits[f]
		l.Automatic, l.Sampled = reading.Never, reading.Never
		limits[f] = l
		return reading.Edition{Version: next, At: at, From: from, Limits: limits, Reason: reason, ByID: who.ID, ByName: who.Name}
	}
	back := without(reading.InForce(all, at), at, reason)
	list := []reading.Edition{back}
	for _, e := range slices.Backward(all) {
		if e.From.After(at) {
			list = append(list, without(e, e.From, reason))
		}
	}
	for _, e := range list {
		if err := s.adopt(ctx, e); err != nil {
			return err
		}
	}
	return s.Bus.Publish(ctx, EventSetBack, SetBack{Field: f, Edition: back.Version, Reason: reason})
}
