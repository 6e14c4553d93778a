package subscription_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/policy/library/subscription"
)

const firm = "91390102MA00000001"

// registry has one firm.
type registry struct{}

func (registry) Trade(_ context.Context, _ kernel.Scope, uscc string) (string, string, error) {
	if uscc != firm {
		return "", "", errs.New(errs.NotFound, "enterprise.not_found", "没有")
	}
	return "C3511", "small", nil
}

func setup(d *db.DB) *subscription.Service {
	fixed := clock.NewFixed(time.Date(2026, 11, 21, 2, 0, 0, 0, time.UTC))
	return subscription.New(subscription.Deps{DB: d, Clock: fixed, Audit: audit.New(d, fixed), Enterprises: registry{}})
}

func person(t *testing.T) context.Context {
	return authz.With(t.Context(), kernel.Principal{Kind: kernel.StaffPrincipal, ID: "p", Grants: map[string]kernel.Reach{"policy.my": kernel.ReachAll}})
}

func TestAFirmIsToldOfWhatItSubscribedTo(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(d)
		mine := person(t)
		add := func(industry, size, keyword string) (subscription.Subscription, error) {
			return b.Subscribe(mine, subscription.Subscription{USCC: firm, Industry: industry, Size: size, Keyword: keyword})
		}
		_, err := add("", "", " ")
		require.ErrorIs(t, err, subscription.ErrNothing)
		w, err := add("C35", "", "技改")
		require.NoError(t, err)
		_, err = add("C35", "", "技改")
		require.ErrorIs(t, err, subscription.ErrTwice)
		_, err = b.Subscribe(mine, subscription.Subscription{USCC: "91390102MA00000002", Keyword: "x"})
		require.Equal(t, errs.NotFound, errs.KindOf(err))
		admits := func(only string) func(string, string) bool {
			return func(industry, _ string) bool { return industry == "" || strings.HasPrefix(industry, only) }
		}
		for _, c := range []struct {
			offer subscription.Offer
			want  int
		}{
			{subscription.Offer{Title: "技改补助", Admits: admits("C")}, 1},
			{subscription.Offer{Title: "补助", Text: "支持技改", Admits: admits("C")}, 1},
			{subscription.Offer{Title: "技改补助", Admits: admits("I")}, 0},
			{subscription.Offer{Title: "出口补助", Admits: admits("C")}, 0},
			{subscription.Offer{Title: "技术改造补助", Admits: admits("C")}, 1},
		} {
			found, err := b.Matching(t.Context(), c.offer)
			require.NoError(t, err)
			require.Len(t, found, c.want, c.offer.Title)
		}
		latin, err := add("", "", "ａｉ芯片")
		require.NoError(t, err)
		asked := 0
		found, err := b.Matching(t.Context(), subscription.Offer{Title: "支持“AI”芯片", Admits: func(string, string) bool { asked++; return true }})
		require.NoError(t, err)
		require.Equal(t, []string{firm}, found)
		require.Equal(t, 1, asked, "not of those whose keyword it has not")
		require.NoError(t, b.Unsubscribe(mine, firm, latin.ID))
		require.ErrorIs(t, b.Unsubscribe(mine, firm, "none"), subscription.ErrMissing)
		require.NoError(t, b.Unsubscribe(mine, firm, w.ID))
		for i := range 20 {
			_, err := add("", "", fmt.Sprint("词", i))
			require.NoError(t, err)
		}
		_, err = add("", "", "再一个")
		require.ErrorIs(t, err, subscription.ErrMany)
	})
}
