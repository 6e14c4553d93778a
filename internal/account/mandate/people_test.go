package mandate_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/account"
	"github.com/yikou/yikou/internal/account/mandate"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
	"github.com/yikou/yikou/internal/standard/civil"
)

var first = kernel.Page{Limit: 50}

func day(t *testing.T, text string) civil.Date {
	t.Helper()
	d, err := civil.Parse(text)
	require.NoError(t, err)
	return d
}

func TestTheLegalRepresentativeSeesWhoActsForTheEnterpriseAndEndsAHandlerAtOnce(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		chief := b.as(t, boss)
		opened := b.come(t, handler, "")
		require.Equal(t, []string{firmA}, b.now(t, opened.Token).Enterprises)

		list, err := b.Of(chief, firmA, false, first)
		require.NoError(t, err)
		require.EqualValues(t, 2, list.Total)
		require.Equal(t, "许样例", list.Items[0].Person.Name)
		require.True(t, list.Items[0].Mine)
		require.Empty(t, list.Items[0].Can)
		require.Equal(t, "周经办", list.Items[1].Person.Name)
		require.Equal(t, []string{"end", "change", "hand_over"}, list.Items[1].Can)

		require.NoError(t, b.End(chief, firmA, list.Items[1].ID))
		require.Empty(t, b.now(t, opened.Token).Enterprises, "an ended mandate still counts")
		require.Equal(t, map[string]kernel.Reach{"account.self": kernel.ReachOwn}, b.now(t, opened.Token).Grants, "only what concerns the person's own account is left")
		require.ErrorIs(t, b.End(chief, firmA, list.Items[1].ID), mandate.ErrOver)
		require.ErrorIs(t, b.End(chief, firmA, list.Items[0].ID), mandate.ErrNotHandler)
		over, err := b.Of(chief, firmA, true, first)
		require.NoError(t, err)
		require.EqualValues(t, 1, over.Total)
		require.Equal(t, list.Items[1].ID, over.Items[0].ID)
		require.Empty(t, over.Items[0].Can)
		require.NotEmpty(t, over.Items[0].EndedBy)
		require.Equal(t, 1, b.audited(t, "account.mandate_ended"))
	})
}

func TestAHandlerNeitherSeesNorInvitesNorEndsOthers(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		list, err := b.Of(b.as(t, boss), firmA, false, first)
		require.NoError(t, err)
		id := list.Items[1].ID
		// The representative of another firm, who handles for this one.
		_, err = b.accounts.ImportMandates(b.system, []account.MandateRow{{Phone: otherOne, Name: "吴另一", USCC: firmA, Role: account.Handler}})
		require.NoError(t, err)
		both := b.as(t, otherOne)
		asked := mandate.Asked{Matters: []string{"all"}, Last: day(t, "2026-12-31")}
		_, err = b.Of(both, firmA, false, first)
		require.ErrorIs(t, err, mandate.ErrNotFound)
		require.ErrorIs(t, b.End(both, firmA, id), mandate.ErrNotFound)
		require.ErrorIs(t, b.End(both, firmB, id), mandate.ErrNotFound)
		require.ErrorIs(t, b.Change(both, firmB, id, 1, asked.Last), mandate.ErrNotFound)
		_, _, err = b.Invite(both, firmA, asked)
		require.ErrorIs(t, err, mandate.ErrNotFound)
		_, _, err = b.Invite(both, firmB, mandate.Asked{Matters: []string{"all"}, Last: asked.Last, Replaces: id})
		require.ErrorIs(t, err, mandate.ErrNotFound)
		only := b.as(t, handler)
		_, err = b.Of(only, firmA, false, first)
		require.ErrorIs(t, err, authz.ErrForbidden)
		_, _, err = b.Invite(only, firmA, asked)
		require.ErrorIs(t, err, authz.ErrForbidden)
		require.Zero(t, b.audited(t, "account.mandate_ended")+b.audited(t, "account.invitation_made"))
	})
}

func TestAPersonGivesUpWhatTheyHoldAndNothingElse(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		me := b.as(t, handler)
		mine, names, err := b.Mine(me)
		require.NoError(t, err)
		require.Len(t, mine, 1)
		require.Equal(t, "示例甲有限公司", names[firmA])
		require.ErrorIs(t, b.EndMine(b.as(t, otherOne), mine[0].ID), mandate.ErrNotFound)
		require.NoError(t, b.EndMine(me, mine[0].ID))
		mine, _, err = b.Mine(me)
		require.NoError(t, err)
		require.Empty(t, mine)
		_, _, err = b.Mine(t.Context())
		require.ErrorIs(t, err, authz.ErrUnauthenticated)
	})
}

func TestTheEndOfAHandlerMovesWithinTheLimits(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		chief := b.as(t, boss)
		list, err := b.Of(chief, firmA, false, first)
		require.NoError(t, err)
		m := list.Items[1]
		for _, bad := range []string{"2026-03-02", "2026-03-01", "2029-03-03"} {
			require.ErrorIs(t, b.Change(chief, firmA, m.ID, m.Version, day(t, bad)), mandate.ErrPeriod, bad)
		}
		require.ErrorIs(t, b.Change(chief, firmA, list.Items[0].ID, 1, day(t, "2026-12-31")), mandate.ErrNotHandler)
		require.NoError(t, b.Change(chief, firmA, m.ID, m.Version, day(t, "2026-03-03")))
		require.ErrorIs(t, b.Change(chief, firmA, m.ID, m.Version, day(t, "2026-12-31")), mandate.ErrStale)
		until := time.Date(2026, 3, 3, 16, 0, 0, 0, time.UTC) // midnight in Beijing
		b.clock.Move(until.Sub(b.clock.Now()) - time.Second - 13*time.Hour)
		opened := b.come(t, handler, "")
		require.Equal(t, []string{firmA}, opened.Principal.Enterprises)
		b.clock.Move(until.Sub(b.clock.Now()))
		require.Empty(t, b.come(t, handler, "").Principal.Enterprises)
		require.Equal(t, 1, b.audited(t, "account.mandate_changed"))
	})
}

func TestStaffSeeAndEndMandatesInTheirScopeOnly(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		list, err := b.OfEnterprise(b.staff(t, kernel.ReachDivisionSubtree), firmA, false, first)
		require.NoError(t, err)
		require.EqualValues(t, 2, list.Total)
		_, err = b.OfEnterprise(b.staff(t, kernel.ReachDivisionSubtree), firmB, false, first)
		require.ErrorIs(t, err, mandate.ErrNotFound)
		other, err := b.OfEnterprise(b.staff(t, kernel.ReachAll), firmB, false, first)
		require.NoError(t, err)
		require.Len(t, other.Items, 1)
		require.ErrorIs(t, b.EndByStaff(b.staff(t, kernel.ReachDivisionSubtree), firmA, other.Items[0].ID), mandate.ErrNotFound)
		require.NoError(t, b.EndByStaff(b.staff(t, kernel.ReachAll), firmB, other.Items[0].ID))
		require.ErrorIs(t, b.EndByStaff(b.staff(t, kernel.ReachNone), firmA, list.Items[0].ID), authz.ErrForbidden)
	})
}

func TestWhatAProviderSaysHoldsForATimeAndNotAgainstWhoEndedIt(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		chief := b.as(t, boss)
		var someone account.Person
		say := func(until time.Duration) {
			require.NoError(t, b.DB.InTx(b.system, func(ctx context.Context) (err error) {
				if someone, err = b.accounts.EnsurePerson(ctx, "19000000042", "郑某"); err != nil {
					return err
				}
				return b.FromProvider(ctx, "idp", someone.ID, firmA, account.Handler, b.clock.Now().Add(until))
			}))
		}
		say(time.Hour)
		list, err := b.Of(chief, firmA, false, first)
		require.NoError(t, err)
		require.EqualValues(t, 3, list.Total)
		say(2 * time.Hour)
		list, err = b.Of(chief, firmA, false, first)
		require.NoError(t, err)
		require.EqualValues(t, 3, list.Total, "a second log-in prolongs, it adds nothing")
		b.clock.Move(3 * time.Hour)
		list, err = b.Of(chief, firmA, false, first)
		require.NoError(t, err)
		require.EqualValues(t, 2, list.Total, "it outlived its time")
		say(time.Hour)
		list, err = b.Of(chief, firmA, false, first)
		require.NoError(t, err)
		require.Equal(t, someone.ID, list.Items[1].Mandate.Person)
		require.NoError(t, b.End(chief, firmA, list.Items[1].ID))
		say(time.Hour)
		list, err = b.Of(chief, firmA, false, first)
		require.NoError(t, err)
		require.EqualValues(t, 2, list.Total, "the provider undid what the legal representative had ended")
	})
}

func TestPagesOfPeopleHoldEveryOneOnce(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		chief, seen := b.as(t, boss), []string{}
		for page := (kernel.Page{Limit: 1}); ; {
			list, err := b.Of(chief, firmA, false, page)
			require.NoError(t, err)
			require.EqualValues(t, 2, list.Total)
			for _, r := range list.Items {
				seen = append(seen, r.Person.Name)
			}
			if page.After = list.Next; page.After == "" {
				break
			}
		}
		require.Equal(t, []string{"许样例", "周经办"}, seen)
	})
}
