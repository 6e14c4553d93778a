package subscription

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/doctext"
	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/platform/textsearch"
)

// permMy is what acting for an enterprise needs; package policy declares it.
const permMy authz.Permission = "policy.my"

// most is how many subscriptions an enterprise may have. A guess.
const most = 20

// Enterprises is the registry as this package needs it.
type Enterprises interface {
	// Trade returns an enterprise's industry and size class, "" for what is not
	// known, or an error of kind NotFound when the scope has none with that code.
	Trade(ctx context.Context, scope kernel.Scope, uscc string) (industry, size string, err error)
}

// Deps is what the package needs.
type Deps struct {
	DB          *db.DB
	Clock       clock.Clock
	Audit       *audit.Log
	Enterprises Enterprises
}

// Service holds the use cases of subscriptions. It is safe for concurrent use.
type Service struct {
	Deps
	store store
}

// New returns the service.
func New(d Deps) *Service { return &Service{d, store{d.DB}} }

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

// Matching lists the enterprises that subscribed to what a measure is about. A
// keyword fits however wide and large it is written, and in other words for the
// same. What many subscribed to is asked once.
func (s *Service) Matching(ctx context.Context, o Offer) ([]string, error) {
	list, err := s.store.Subscriptions(ctx, "")
	if err != nil {
		return nil, err
	}
	text := textsearch.Fold(o.Title + "\n" + o.Text)
	said, admitted := map[string]bool{}, map[[2]string]bool{}
	var out []string
	for _, w := range list {
		holds, known := said[w.Keyword]
		if !known {
			holds = textsearch.Holds(text, w.Keyword)
			said[w.Keyword] = holds
		}
		if !holds {
			continue
		}
		trade := [2]string{w.Industry, w.Size}
		admits, known := admitted[trade]
		if !known {
			admits = o.Admits(w.Industry, w.Size)
			admitted[trade] = admits
		}
		if admits {
			out = append(out, w.USCC)
		}
	}
	slices.Sort(out)
	return slices.Compact(out), nil
}

// List lists what an enterprise of the caller's wants to hear of.
func (s *Service) List(ctx context.Context, uscc string) ([]Subscription, error) {
	if err := s.mine(ctx, uscc); err != nil {
		return nil, err
	}
	return s.store.Subscriptions(ctx, uscc)
}

// mine refuses an enterprise that the caller does not act for.
func (s *Service) mine(ctx context.Context, uscc string) error {
	_, _, err := s.Suggested(ctx, uscc)
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
	if w.Industry == "" && w.Size == "" && textsearch.Fold(w.Keyword) == "" {
		return w, ErrNothing.With(errs.Field{Path: "body.keyword", Msg: "请至少填写一项"})
	}
	w.ID, w.At = kernel.NewID(), s.Clock.Now()
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		if err := s.store.Lock(ctx, w.USCC); err != nil {
			return err
		}
		list, err := s.store.Subscriptions(ctx, w.USCC)
		if err != nil {
			return err
		}
		if len(list) >= most {
			return ErrMany
		}
		if err := s.store.Add(ctx, w, authz.From(ctx).ID); err != nil {
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
			return ErrMissing // another firm's looks like none
		}
		return err
	}
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		if err := s.store.Drop(ctx, uscc, id); err != nil {
			return err
		}
		return s.Audit.Record(ctx, audit.Entry{Action: "policy.unsubscribed", ObjectKind: "policy_subscription", Object: id, Detail: map[string]any{"uscc": uscc}})
	})
}
