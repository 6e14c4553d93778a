package alarm

import (
	"context"

	"github.com/yikou/yikou/internal/appeal/draft"
	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/standard/civil"
)

// Wish is thresholds as somebody asks for them.
type Wish struct {
	Rules          Rules
	FromDay        civil.Date
	Source, Reason string
}

// AskRules keeps thresholds for a second person to agree to.
func (s *Service) AskRules(ctx context.Context, w Wish) (*Draft, error) {
	if err := authz.RequireAll(ctx, PermSettle); err != nil {
		return nil, err
	}
	at := s.Clock.Now()
	d := &Draft{Draft: draft.Asked(w.Reason, authz.From(ctx), at), FromDay: w.FromDay, Rules: w.Rules, Source: w.Source}
	if err := d.check(civil.Of(at.In(civil.Beijing))); err != nil {
		return nil, err
	}
	return d, s.DB.InTx(ctx, func(ctx context.Context) error {
		all, err := s.definitions(ctx)
		if err != nil {
			return err
		}
		now := latest(all)
		if d.Base = now.Version; now.Rules == d.Rules {
			return ErrDraftForm.With(errs.Field{Path: "body.rules", Msg: "和最近一版的界线一样，没有要调整的。"})
		}
		if err := s.insertDraft(ctx, d); err != nil {
			return err
		}
		if err := s.recordDraft(ctx, d, EventRulesAsked); err != nil {
			return err
		}
		return s.Bus.Publish(ctx, EventRulesAsked, RulesAsked{Draft: d.ID, By: d.ByName})
	})
}

// ApproveRules agrees to a draft as it was at version: a definition comes of it.
// Alarms that were raised keep the definition by which they were.
func (s *Service) ApproveRules(ctx context.Context, do Do) (*Draft, error) {
	return s.changeDraft(ctx, PermAgree, do, "appeal.alarm_rules_approved", func(ctx context.Context, d *Draft) error {
		all, err := s.definitions(ctx)
		if err != nil {
			return err
		}
		made, err := d.approve(latest(all).Version, authz.From(ctx), s.Clock.Now())
		if err != nil {
			return err
		}
		return s.adopt(ctx, made)
	})
}

// RefuseRules sends a draft back.
func (s *Service) RefuseRules(ctx context.Context, do Do, words string) (*Draft, error) {
	return s.changeDraft(ctx, PermAgree, do, "appeal.alarm_rules_refused", func(ctx context.Context, d *Draft) error {
		return d.refuse(words, authz.From(ctx), s.Clock.Now())
	})
}

// WithdrawRules takes a draft back; whoever may ask may do so.
func (s *Service) WithdrawRules(ctx context.Context, do Do) (*Draft, error) {
	return s.changeDraft(ctx, PermSettle, do, "appeal.alarm_rules_withdrawn", func(ctx context.Context, d *Draft) error {
		return d.Withdraw(authz.From(ctx), s.Clock.Now(), refusals)
	})
}

func (s *Service) changeDraft(ctx context.Context, p authz.Permission, do Do, action string, change func(context.Context, *Draft) error) (d *Draft, err error) {
	if err := authz.RequireAll(ctx, p); err != nil {
		return nil, err
	}
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		if d, err = s.loadDraft(ctx, do.ID); err != nil {
			return err
		}
		if d.Version != do.Version {
			return ErrDraftStale
		}
		if err := change(ctx, d); err != nil {
			return err
		}
		if err := s.updateDraft(ctx, d); err != nil {
			return err
		}
		return s.recordDraft(ctx, d, action)
	})
	return d, err
}

func (s *Service) recordDraft(ctx context.Context, d *Draft, action string) error {
	return s.Audit.Record(ctx, audit.Entry{Action: action, ObjectKind: "appeal_alarm_rules", Object: d.ID, Detail: map[string]any{
		"base": d.Base, "rules": d.Rules, "source": d.Source, "reason": d.Reason, "words": d.Words, "edition": d.Edition,
	}})
}

// RulesView is everything there is about the thresholds of alarms.
type RulesView struct {
	// Now is in force, Latest the newest, which may still be to come.
	Now, Latest Definition
	// Definitions are the newest first.
	Definitions []Definition
	Drafts      []*Draft
	// Ask says that the caller may ask for others.
	Ask bool
}

// ViewRules returns them.
func (s *Service) ViewRules(ctx context.Context) (*RulesView, error) {
	if _, err := authz.Require(ctx, PermRead); err != nil {
		return nil, err
	}
	all, err := s.definitions(ctx)
	if err != nil {
		return nil, err
	}
	v := &RulesView{Latest: latest(all), Ask: authz.RequireAll(ctx, PermSettle) == nil}
	v.Now, _ = InForceOn(all, civil.Of(s.Clock.Now().In(civil.Beijing)))
	for i := range all {
		v.Definitions = append(v.Definitions, all[len(all)-1-i])
	}
	v.Drafts, err = s.drafts(ctx)
	return v, err
}

// canDraft names what the caller may do with a draft.
func canDraft(ctx context.Context, d *Draft) []string {
	return d.Can(authz.From(ctx).ID, authz.RequireAll(ctx, PermSettle) == nil, authz.RequireAll(ctx, PermAgree) == nil)
}
