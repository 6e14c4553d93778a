package disclosure

import (
	"context"
	"errors"
	"slices"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/platform/seal"
)

// Reveal runs load, which finds and opens what is to be shown within the
// caller's scope, and keeps in the same transaction that it was shown. It returns
// how often the caller may do so again today. It fails with ErrReason, with
// ErrCap, and with whatever load fails with; then nothing may be shown.
func (s *Service) Reveal(ctx context.Context, r Reason, load func(context.Context) (Shown, error)) (left int64, err error) {
	if err := r.Check(); err != nil {
		return 0, err
	}
	who := authz.From(ctx)
	if who.Kind != kernel.StaffPrincipal {
		return 0, authz.ErrForbidden
	}
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		shown, err := load(ctx)
		if err != nil {
			return err
		}
		used, ok, err := s.takeQuota(ctx, who.ID, s.today(), s.Config.ViewsPerDay)
		if err != nil {
			return err
		}
		if !ok {
			return ErrCap
		}
		left = s.Config.ViewsPerDay - used
		return s.keepView(ctx, who, r, shown)
	})
	if errors.Is(err, ErrCap) {
		return 0, errors.Join(err, s.refuseView(ctx, who))
	}
	return left, err
}

func (s *Service) keepView(ctx context.Context, who kernel.Principal, r Reason, shown Shown) error {
	for _, f := range shown.Fields {
		if FieldLabels[f] == "" {
			return errs.New(errs.Internal, "disclosure.field", "").Because(errors.New("unknown field " + f))
		}
	}
	reader, err := s.Readers.Reader(ctx, who.ID, who.Department)
	if err != nil {
		return wrap(err, "name the reader")
	}
	v := View{
		Shown: shown, ID: kernel.NewID(), At: s.Clock.Now(), Reason: r, Channel: channelOf(who),
		Viewer: who.ID, Masked: seal.MaskName(who.Name), Reader: reader,
	}
	slices.Sort(v.Fields)
	if err := s.saveView(ctx, v); err != nil {
		return err
	}
	if err := s.Audit.Record(ctx, audit.Entry{Action: "disclosure.viewed", ObjectKind: "enterprise", Object: v.USCC, Detail: map[string]any{
		"view": v.ID, "kind": v.Shown.Kind, "object": v.Object, "fields": v.Fields, "reason_kind": r.Kind,
	}}); err != nil {
		return err
	}
	return s.Bus.Publish(ctx, EventViewed, Viewed{View: v.ID, USCC: v.USCC, Fields: v.Fields, ReasonKind: string(r.Kind), Department: v.DepartmentName})
}

// refuseView keeps that more was wanted than a day admits, in a transaction of
// its own: that of the wish is undone.
func (s *Service) refuseView(ctx context.Context, who kernel.Principal) error {
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		refused, err := s.countRefusal(ctx, who.ID, s.today())
		if err != nil {
			return err
		}
		if err := s.Audit.Record(ctx, audit.Entry{Action: "disclosure.view_refused", ObjectKind: "account_staff", Object: who.ID, Detail: map[string]any{
			"refused_today": refused, "cap": s.Config.ViewsPerDay,
		}}); err != nil || refused > 1 {
			return err
		}
		return s.Bus.Publish(ctx, EventCapReached, CapReached{Viewer: who.ID, Day: s.today(), Cap: s.Config.ViewsPerDay})
	})
}

// Left returns how often the caller may have data shown in full again today.
func (s *Service) Left(ctx context.Context) (int64, error) {
	used, err := s.usedQuota(ctx, authz.From(ctx).ID, s.today())
	return max(0, s.Config.ViewsPerDay-used), err
}

// MyViews lists who had data of one of the caller's enterprises shown, the newest
// first.
func (s *Service) MyViews(ctx context.Context, uscc string, page kernel.Page) (kernel.Rows[View], error) {
	if err := ownEnterprise(ctx, uscc); err != nil {
		return kernel.Rows[View]{}, err
	}
	return s.listViews(ctx, uscc, page)
}

// Appearance counts the exports in which an enterprise stood, by month and
// department.
type Appearance struct {
	// Month is YYYY-MM in Beijing.
	Month, Department string
	Count             int64
}

// MyAppearances returns in how many exports one of the caller's enterprises
// stood, the latest month first.
func (s *Service) MyAppearances(ctx context.Context, uscc string) ([]Appearance, error) {
	if err := ownEnterprise(ctx, uscc); err != nil {
		return nil, err
	}
	ordinal, err := s.Registry.Ordinal(ctx, uscc)
	if err != nil || ordinal == 0 {
		return []Appearance{}, err
	}
	return s.appearances(ctx, ordinal)
}

// ownEnterprise fails for who may not read at all, and with ErrEnterprise for
// who does not act for the enterprise.
func ownEnterprise(ctx context.Context, uscc string) error {
	scope, err := authz.Require(ctx, PermOwnRead)
	if err != nil {
		return err
	}
	if scope.Reach != kernel.ReachAll && !slices.Contains(scope.Enterprises, uscc) {
		return ErrEnterprise
	}
	return nil
}
