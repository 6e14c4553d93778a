package mandate_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/account"
	"github.com/yikou/yikou/internal/account/mandate"
	"github.com/yikou/yikou/internal/disclosure"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
)

// hall is where the staff of these tests sit.
type hall struct{}

func (hall) Reader(_ context.Context, _, department string) (disclosure.Reader, error) {
	return disclosure.Reader{Department: department, DepartmentName: "企业服务中心", Post: "企业库管理员"}, nil
}

// ledger is the ledger of disclosures as this package needs it.
type ledger struct{ *disclosure.Service }

func (l ledger) Reveal(ctx context.Context, r mandate.Reason, load func(context.Context) (mandate.Shown, error)) (int64, error) {
	return l.Service.Reveal(ctx, disclosure.Reason{Kind: disclosure.ReasonKind(r.Kind), Words: r.Words}, func(ctx context.Context) (disclosure.Shown, error) {
		s, err := load(ctx)
		return disclosure.Shown{USCC: s.USCC, Kind: disclosure.KindPerson, Object: s.Person, Role: s.Role, Fields: s.Fields}, err
	})
}

// keeper is a member of staff who holds the permissions as far as reach says.
func keeper(t *testing.T, reach kernel.Reach, permissions ...authz.Permission) context.Context {
	t.Helper()
	grants := map[string]kernel.Reach{}
	for _, p := range permissions {
		grants[string(p)] = reach
	}
	return authz.With(t.Context(), kernel.Principal{Kind: kernel.StaffPrincipal, ID: "staff", Name: "钱样例", Session: "s", Grants: grants})
}

var callback = mandate.Reason{Kind: "callback", Words: "回访奖励资金到账情况"}

func TestAPersonIsShownInFullWithAReasonAndTheEnterpriseReadsWhoSawWhom(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		staff := keeper(t, kernel.ReachAll, account.PermissionMandateEdit, mandate.PermReveal)
		list, err := b.OfEnterprise(staff, firmA, false, first)
		require.NoError(t, err)
		require.Equal(t, []string{"end", "reveal"}, list.Items[1].Can)
		id := list.Items[1].ID

		shown, err := b.Reveal(staff, firmA, id, []string{"phone"}, callback)
		require.NoError(t, err)
		require.Equal(t, mandate.Revealed{Phone: handler, Left: 29}, shown, "a name that was not asked for")
		shown, err = b.Reveal(staff, firmA, id, []string{"name", "phone"}, callback)
		require.NoError(t, err)
		require.Equal(t, mandate.Revealed{Name: "周经办", Phone: handler, Left: 28}, shown)

		firm := authz.With(t.Context(), kernel.Principal{
			Kind: kernel.EnterprisePrincipal, ID: "p", Enterprises: []string{firmA}, Grants: map[string]kernel.Reach{string(disclosure.PermOwnRead): kernel.ReachOwn},
		})
		seen, err := b.disclosures.MyViews(firm, firmA, first)
		require.NoError(t, err)
		require.EqualValues(t, 2, seen.Total)
		newest := seen.Items[0]
		require.Equal(t, disclosure.Shown{USCC: firmA, Kind: disclosure.KindPerson, Object: list.Items[1].Mandate.Person, Role: "经办人", Fields: []string{"name", "phone"}}, newest.Shown)
		require.Equal(t, disclosure.Reason{Kind: disclosure.ReasonCallback, Words: callback.Words}, newest.Reason)
		require.Equal(t, []string{"企业服务中心", "企业库管理员", "钱**"}, []string{newest.DepartmentName, newest.Post, newest.Masked})
		require.Equal(t, 2, b.audited(t, "disclosure.viewed"))
	})
}

func TestAPersonIsNotShown(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		staff := keeper(t, kernel.ReachAll, account.PermissionMandateEdit, mandate.PermReveal)
		at := func(firm string, i int) string {
			list, err := b.OfEnterprise(staff, firm, false, first)
			require.NoError(t, err)
			return list.Items[i].ID
		}
		mine, ended, foreign := at(firmA, 0), at(firmA, 1), at(firmB, 0)
		require.NoError(t, b.EndByStaff(staff, firmA, ended))
		near := keeper(t, kernel.ReachDivisionSubtree, mandate.PermReveal) // sees firm A alone
		only := keeper(t, kernel.ReachAll, account.PermissionMandateEdit)
		for name, c := range map[string]struct {
			who      context.Context
			firm, id string
			reason   mandate.Reason
			want     error
		}{
			"to who may only end":                  {only, firmA, mine, callback, authz.ErrForbidden},
			"to a visitor":                         {t.Context(), firmA, mine, callback, authz.ErrUnauthenticated},
			"to who represents the firm":           {b.as(t, boss), firmA, mine, callback, authz.ErrForbidden},
			"without a reason":                     {staff, firmA, mine, mandate.Reason{}, disclosure.ErrReason},
			"when the mandate has ended":           {staff, firmA, ended, callback, mandate.ErrOver},
			"under the code of another firm":       {staff, firmA, foreign, callback, mandate.ErrNotFound},
			"at a firm outside the scope":          {near, firmB, foreign, callback, mandate.ErrNotFound},
			"at a firm that is not there":          {staff, synthetic(77), mine, callback, mandate.ErrNotFound},
			"when there is no such mandate at all": {staff, firmA, kernel.NewID(), callback, mandate.ErrNotFound},
		} {
			shown, err := b.Reveal(c.who, c.firm, c.id, []string{"name", "phone"}, c.reason)
			require.ErrorIs(t, err, c.want, name)
			require.Zero(t, shown, name)
		}
		list, err := b.OfEnterprise(only, firmA, false, first)
		require.NoError(t, err)
		require.Equal(t, []string{"end"}, list.Items[0].Can, "it is offered to who may not")
		require.Zero(t, b.audited(t, "disclosure.viewed"))
		var nobody account.Person
		require.NoError(t, d.InTx(b.system, func(ctx context.Context) (err error) { // an identity provider told no phone
			if nobody, err = b.accounts.EnsurePerson(ctx, "", "钱示例"); err != nil {
				return err
			}
			return b.FromProvider(ctx, "provider", nobody.ID, firmA, account.Handler, b.clock.Now().Add(time.Hour))
		}))
		_, err = b.Reveal(staff, firmA, at(firmA, 1), []string{"phone"}, callback)
		require.ErrorIs(t, err, mandate.ErrNothing)
		left, err := b.disclosures.Left(staff)
		require.NoError(t, err)
		require.EqualValues(t, 30, left, "a refusal was counted")
	})
}
