package library

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/doctext"
	"github.com/yikou/yikou/internal/platform/errs"
)

// maxWishes is how many subscriptions an enterprise may have. A guess.
const maxWishes = 20

// Subscription is what an enterprise wants to hear of: every field that is not
// empty has to fit.
type Subscription struct {
	ID, USCC string
	// Industry is a code of GB/T 4754; what lies under it fits.
	Industry, Size, Keyword string
	At                      time.Time
}

// Offer is a measure as subscriptions look at it.
type Offer struct {
	Title, Text string
	// Admits reports whether the conditions of the measure rule neither an
	// industry nor a size out; "" asks about none.
	Admits func(industry, size string) bool
}

// fits reports whether somebody with the subscription wants to hear of a measure.
func (w *Subscription) fits(o Offer) bool {
	if !o.Admits(w.Industry, w.Size) {
		return false
	}
	return w.Keyword == "" || strings.Contains(o.Title, w.Keyword) || strings.Contains(o.Text, w.Keyword)
}

// Matching lists the enterprises that subscribed to what a measure is about.
func (s *Service) Matching(ctx context.Context, o Offer) ([]string, error) {
	list, err := s.store.Subscriptions(ctx, "")
	if err != nil {
		return nil, err
	}
	var out []string
	for _, w := range list {
		if w.fits(o) {
			out = append(out, w.USCC)
		}
	}
	slices.Sort(out)
	return slices.Compact(out), nil
}

// Subscriptions lists what an enterprise of the caller's wants to hear of.
func (s *Service) Subscriptions(ctx context.Context, uscc string) ([]Subscription, error) {
	if err := s.mine(ctx, uscc); err != nil {
		return nil, err
	}
	return s.store.Subscriptions(ctx, uscc)
}

// mine refuses an enterprise that the caller does not act for.
func (s *Service) mine(ctx context.Context, uscc string) error {
	scope, err := authz.Require(ctx, permMy)
	if err != nil {
		return err
	}
	_, _, err = s.Enterprises.Trade(ctx, scope, uscc)
	return err
}

// Suggested is the industry and size of the caller's enterprise, to begin a
// subscription with.
func (s *Service) Suggested(ctx context.Context, uscc string) (industry, size string, err error) {
	scope, err := authz.Require(ctx, permMy)
	if err != nil {
		return "", "", err
	}
	return s.Enterprises.Trade(ctx, scope, uscc)
}

// Subscribe adds a subscription.
func (s *Service) Subscribe(ctx context.Context, w Subscription) (Subscription, error) {
	if err := s.mine(ctx, w.USCC); err != nil {
		return w, err
	}
	w.Keyword = strings.ReplaceAll(doctext.Clean(w.Keyword), "\n", " ")
	if w.Industry == "" && w.Size == "" && w.Keyword == "" {
		return w, ErrWish.With(errs.Field{Path: "body.keyword", Msg: "请至少填写一项"})
	}
	w.ID, w.At = kernel.NewID(), s.Clock.Now()
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		list, err := s.store.Subscriptions(ctx, w.USCC)
		if err != nil {
			return err
		}
		if len(list) >= maxWishes {
			return ErrWishMany
		}
		if err := s.store.AddSubscription(ctx, w, authz.From(ctx).ID); err != nil {
			return err
		}
		return s.Audit.Record(ctx, audit.Entry{Action: "policy.subscribed", ObjectKind: "policy_subscription", Object: w.ID, Detail: map[string]any{"uscc": w.USCC}})
	})
	return w, err
}

// Unsubscribe takes a subscription away.
func (s *Service) Unsubscribe(ctx context.Context, uscc, id string) error {
	if err := s.mine(ctx, uscc); err != nil {
		if errs.KindOf(err) == errs.NotFound {
			return ErrWishMissing // another firm's looks like none
		}
		return err
	}
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		if err := s.store.DropSubscription(ctx, uscc, id); err != nil {
			return err
		}
		return s.Audit.Record(ctx, audit.Entry{Action: "policy.unsubscribed", ObjectKind: "policy_subscription", Object: id, Detail: map[string]any{"uscc": uscc}})
	})
}
