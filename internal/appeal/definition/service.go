package definition

import (
	"context"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/draft"
	"github.com/yikou/yikou/internal/appeal/exclusion"
	"github.com/yikou/yikou/internal/appeal/figure"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/authz"
)

// Service holds the use cases of definitions. It is safe for concurrent use.
type Service struct{ *figure.Service }

// Request is a definition as somebody wants it from a month on.
type Request struct {
	Month  figure.Month
	Rules  map[figure.Rate]figure.Rule
	Days   int
	Labels []string
	Source string
	Reason string
}

// Draft keeps a definition for a second person to approve.
func (s *Service) Draft(ctx context.Context, r Request) (out Shown, err error) {
	if err := authz.RequireAll(ctx, PermDraft); err != nil {
		return out, err
	}
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		all, err := s.Definitions(ctx)
		if err != nil {
			return err
		}
		latest := all[0]
		d := &Draft{
			Draft: draft.Asked(r.Reason, authz.From(ctx), s.Clock.Now()),
			Definition: figure.Definition{
				InForce: r.Month.First(), Source: r.Source, Rules: r.Rules, Exclusions: exclusion.Rules{Days: r.Days, Reasons: Reasons(r.Labels, latest)},
			},
		}
		d.Base = int64(latest.Version)
		if err := d.Check(latest, figure.MonthOf(s.Clock.Now())); err != nil {
			return err
		}
		if err := s.insert(ctx, d); err != nil {
			return err
		}
		if err := s.record(ctx, d, EventDrafted); err != nil {
			return err
		}
		out = s.shown(ctx, d, all)
		return s.Bus.Publish(ctx, EventDrafted, Drafted{Draft: d.ID, By: d.ByID})
	})
	return out, err
}

// Approve makes a draft the next version.
func (s *Service) Approve(ctx context.Context, id string, version int64) (Shown, error) {
	return s.change(ctx, PermApprove, id, version, "appeal.definition_approved", func(ctx context.Context, d *Draft, latest int) error {
		at := s.Clock.Now()
		if err := d.approve(latest, figure.MonthOf(at), authz.From(ctx), at); err != nil {
			return err
		}
		return s.Adopt(ctx, d.Definition)
	})
}

// Refuse sends a draft back.
func (s *Service) Refuse(ctx context.Context, id string, version int64, words string) (Shown, error) {
	return s.change(ctx, PermApprove, id, version, "appeal.definition_refused", func(ctx context.Context, d *Draft, _ int) error {
		return d.refuse(words, authz.From(ctx), s.Clock.Now())
	})
}

// Withdraw takes a draft back; whoever may draft may do so.
func (s *Service) Withdraw(ctx context.Context, id string, version int64) (Shown, error) {
	return s.change(ctx, PermDraft, id, version, "appeal.definition_withdrawn", func(ctx context.Context, d *Draft, _ int) error {
		return d.Withdraw(authz.From(ctx), s.Clock.Now(), refusals)
	})
}

func (s *Service) change(ctx context.Context, p authz.Permission, id string, version int64, action string, do func(ctx context.Context, d *Draft, latest int) error) (out Shown, err error) {
	if err := authz.RequireAll(ctx, p); err != nil {
		return out, err
	}
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		d, err := s.load(ctx, id)
		if err != nil {
			return err
		}
		if d.Version != version {
			return ErrStale
		}
		all, err := s.Definitions(ctx)
		if err != nil {
			return err
		}
		if err := do(ctx, d, all[0].Version); err != nil {
			return err
		}
		if err := s.save(ctx, d); err != nil {
			return err
		}
		out = s.shown(ctx, d, all)
		return s.record(ctx, d, action)
	})
	return out, err
}

func (s *Service) record(ctx context.Context, d *Draft, action string) error {
	detail := map[string]any{"base": d.Base, "from": d.Definition.InForce.String(), "reason": d.Reason, "words": d.Words, "edition": d.Edition}
	return s.Audit.Record(ctx, audit.Entry{Action: action, ObjectKind: "appeal_definition", Object: d.ID, Detail: detail})
}

// Shown is a draft as somebody sees it.
type Shown struct {
	*Draft
	Differences []string
	// Can is what he may do with it: approve, refuse, withdraw.
	Can []string
	// Before and After are the last month by the version before and by the draft, of
	// the cases that he sees; only where it waits.
	Before, After figure.Row
}

// shown says how a draft differs from the version that it was drafted from.
func (s *Service) shown(ctx context.Context, d *Draft, all []figure.Definition) Shown {
	out := Shown{Draft: d, Differences: []string{}}
	out.Can = d.Can(authz.From(ctx).ID, authz.RequireAll(ctx, PermDraft) == nil, authz.RequireAll(ctx, PermApprove) == nil)
	for _, one := range all {
		if int64(one.Version) == d.Base {
			out.Differences = append(out.Differences, Differences(one, d.Definition)...)
		}
	}
	return out
}

// View is all versions and drafts.
type View struct {
	// Definitions are all versions, the newest first.
	Definitions []figure.Definition
	Drafts      []Shown
	// Month is the one by which drafts that wait are shown.
	Month figure.Month
}

// Look returns all versions, and the drafts with the last month by both.
func (s *Service) Look(ctx context.Context) (v View, err error) {
	if err := authz.RequireAll(ctx, PermDraft); err != nil {
		return v, err
	}
	if v.Definitions, err = s.Definitions(ctx); err != nil {
		return v, err
	}
	list, err := s.drafts(ctx)
	if err != nil {
		return v, err
	}
	v.Month, v.Drafts = s.trialMonth(), make([]Shown, len(list))
	for i, d := range list {
		v.Drafts[i] = s.shown(ctx, d, v.Definitions)
		if d.State != draft.Pending {
			continue
		}
		one := &v.Drafts[i]
		if one.Before, err = s.Under(ctx, v.Month, v.Definitions[0]); err != nil {
			return v, err
		}
		if one.After, err = s.Under(ctx, v.Month, d.Definition); err != nil {
			return v, err
		}
	}
	return v, nil
}

// TrialNumber names a number that is shown of a draft: what a rate of the last month
// came to, by the draft or by the version that is the latest now.
type TrialNumber struct {
	Rate   figure.Rate
	Part   figure.Part
	Latest bool
}

// BehindTrial returns one page of the cases behind a number of a draft that waits, the
// newest first.
func (s *Service) BehindTrial(ctx context.Context, id string, n TrialNumber, page kernel.Page) (out kernel.Rows[*appeal.Case], err error) {
	if err := authz.RequireAll(ctx, PermDraft); err != nil {
		return out, err
	}
	d, err := s.load(ctx, id)
	if err != nil {
		return out, err
	}
	if d.State != draft.Pending {
		return out, ErrNotFound
	}
	meant := d.Definition
	if n.Latest {
		all, err := s.Definitions(ctx)
		if err != nil {
			return out, err
		}
		meant = all[0]
	}
	return s.BehindUnder(ctx, s.trialMonth(), meant, n.Rate, n.Part, page)
}

// trialMonth is the one by which drafts that wait are shown.
func (s *Service) trialMonth() figure.Month { return figure.MonthOf(s.Clock.Now()).Add(-1) }
