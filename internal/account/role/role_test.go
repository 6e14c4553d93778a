package role_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/yikou/yikou/internal/account/role"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
)

func TestARoleMixesNoTwoPowers(t *testing.T) {
	t.Parallel()
	c := role.NewCatalogue(definitions)
	for _, permissions := range [][]authz.Permission{
		{"test.keep", "test.grant"}, {"test.keep", "test.audit"}, {"test.grant", "test.audit"},
		{"test.keep", "test.read"}, {"test.grant", "test.pay"}, {"test.audit", "test.read"},
	} {
		require.ErrorIs(t, c.Check(one("x", "新角色", permissions...)), role.ErrMixed, "%v", permissions)
	}
	for _, permissions := range [][]authz.Permission{
		{}, {"test.keep", "test.task"}, {"test.audit"}, {"test.read", "test.pay", "test.task"},
	} {
		require.NoError(t, c.Check(one("x", "新角色", permissions...)), "%v", permissions)
	}
}

func TestAPermissionThatNamesNoPowerIsKeptFromAdministrators(t *testing.T) {
	t.Parallel()
	c := role.NewCatalogue(append(slices.Clone(definitions), authz.Definition{Permission: "test.new", Label: "新的"}))
	require.ErrorIs(t, c.Check(one("x", "新角色", "test.keep", "test.new")), role.ErrMixed)
}

func TestARoleNeedsANameAndGrantsThatExistOnceWithAReach(t *testing.T) {
	t.Parallel()
	c := role.NewCatalogue(definitions)
	require.ErrorIs(t, c.Check(one("x", "  ", "test.read")), role.ErrName)
	require.ErrorIs(t, c.Check(one("x", "一二三四五六七八九十一二三四五六七八九十一", "test.read")), role.ErrName)
	require.ErrorIs(t, c.Check(one("x", "新角色", "test.fly")), role.ErrGrant)
	require.ErrorIs(t, c.Check(one("x", "新角色", "test.read", "test.read")), role.ErrGrant)
	require.ErrorIs(t, c.Check(role.Role{Code: "x", Name: "新角色", Grants: []role.Grant{{Permission: "test.read"}}}), role.ErrGrant)
	wide := role.Role{Code: "mandate_handler", Name: "企业经办人", Grants: []role.Grant{{Permission: "test.read", Reach: kernel.ReachAll}}}
	require.ErrorIs(t, c.Check(wide), role.ErrMandateReach)
	require.ErrorIs(t, c.Check(one("mandate_handler", "企业经办人", "test.keep")), role.ErrMandateReach)
}

func TestShippedRolesThatMixPowersOrGrantTheUnknownStopTheStart(t *testing.T) {
	t.Parallel()
	for _, wrong := range []role.Role{one("x", "新角色", "test.fly"), one("x", "新角色", "test.keep", "test.read"), one("clerk", "窗口人员")} {
		_, err := role.New(role.Deps{Permissions: definitions, Shipped: append(shipped(), wrong)})
		require.ErrorContains(t, err, "role "+wrong.Code)
	}
}

func TestWhoGainsByAChangeIsToldFromWhoDoesNot(t *testing.T) {
	t.Parallel()
	clerk, more := one("clerk", "窗口人员", "test.read"), one("clerk", "窗口人员", "test.read", "test.pay")
	require.True(t, role.Gains([]role.Role{clerk}, clerk, more))
	require.False(t, role.Gains([]role.Role{more}, more, clerk), "narrowing gives nobody anything")
	require.False(t, role.Gains([]role.Role{one("payer", "拨付", "test.pay")}, clerk, more), "who does not hold the role")
	require.False(t, role.Gains([]role.Role{clerk, one("payer", "拨付", "test.pay")}, clerk, more), "who holds it all already")
	wider := role.Role{Code: "clerk", Name: "窗口人员", Grants: []role.Grant{{Permission: "test.read", Reach: kernel.ReachAll}}}
	require.True(t, role.Gains([]role.Role{clerk}, clerk, wider))
}

func TestOnePersonIsNotGivenTwoPowers(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		zhang := b.person(t, "zhang")
		require.NoError(t, b.set(zhang, "system"))
		require.ErrorIs(t, b.set(zhang, "system", "audit"), role.ErrTwoPowers)
		require.ErrorIs(t, b.set(zhang, "system", "clerk"), role.ErrTwoPowers)
		require.ErrorIs(t, b.set(zhang, "nothing"), role.ErrUnknown)
		require.ErrorIs(t, b.set(zhang, "mandate_handler"), role.ErrUnknown)
		require.Equal(t, []string{"system"}, b.held(t, zhang), "a refusal changes nothing")
		require.NoError(t, b.set(zhang, "audit", "empty"))
		require.Equal(t, []string{"audit", "empty"}, b.held(t, zhang))
	})
}

func TestARoleChangeIsRefusedWhenAHolderWouldHoldTwoPowersThroughIt(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		b.person(t, "zhang", "system", "empty")
		err := b.change(one("empty", "闲职", "test.audit"))
		require.ErrorIs(t, err, role.ErrTwoPowers)
		require.ErrorContains(t, err, "张示例不能同时担任“系统管理员”和“闲职”")
		require.NoError(t, b.change(one("empty", "闲职", "test.keep")))
		require.Equal(t, 2, b.count(t, `SELECT count(*) FROM account_role_version WHERE role = 'empty'`))
		require.Equal(t, 1, b.count(t, `SELECT count(*) FROM account_role_version_grant WHERE role = 'empty' AND version = 2`))
	})
}

func TestARoleTheOfficeEditedSurvivesAnUpgradeAndAnotherFollowsIt(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		require.NoError(t, b.Seed(b.system))
		require.Equal(t, 1, b.count(t, `SELECT count(*) FROM audit_entry`), "a second run changes nothing")
		require.NoError(t, b.change(one("clerk", "自己的")))
		// As the release before had them.
		_, err := d.Exec(t.Context(), `DELETE FROM account_role_grant WHERE role = 'system'`)
		require.NoError(t, err)
		require.NoError(t, b.Seed(b.system))
		require.Zero(t, b.count(t, `SELECT count(*) FROM account_role_grant WHERE role = 'clerk'`))
		require.Equal(t, 1, b.count(t, `SELECT count(*) FROM account_role WHERE name = '自己的' AND origin = 'edited'`))
		require.Equal(t, 2, b.count(t, `SELECT count(*) FROM account_role_grant WHERE role = 'system'`))
		require.Equal(t, 2, b.count(t, `SELECT count(*) FROM account_role_version WHERE role = 'system'`))
	})
}

func TestAReleaseGivesNobodyTwoPowers(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		_, err := d.Exec(t.Context(), `DELETE FROM account_role_grant WHERE role = 'clerk'`)
		require.NoError(t, err)
		b.person(t, "zhang", "system", "clerk")
		require.NoError(t, b.Seed(b.system))
		require.Zero(t, b.count(t, `SELECT count(*) FROM account_role_grant WHERE role = 'clerk'`), "held back")
		wrong, err := b.TwoPowers(t.Context())
		require.NoError(t, err)
		require.Empty(t, wrong)
	})
}

func TestRolesOlderThanTheKeepingOfVersionsGetTheirFirst(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		for _, table := range []string{"account_role_version_grant", "account_role_version"} {
			_, err := d.Exec(t.Context(), `DELETE FROM `+table)
			require.NoError(t, err)
		}
		require.NoError(t, b.Seed(b.system))
		require.Equal(t, len(shipped()), b.count(t, `SELECT count(*) FROM account_role_version`))
		require.Equal(t, 7, b.count(t, `SELECT count(*) FROM account_role_version_grant`))
	})
}

func TestWhoHeldTwoPowersBeforeTheRuleIsNamed(t *testing.T) {
	t.Parallel()
	b := setup(t, dbtest.Open(t, db.SQLite))
	b.person(t, "li", "clerk")
	b.person(t, "zhang", "system", "audit")
	wrong, err := b.TwoPowers(t.Context())
	require.NoError(t, err)
	require.Equal(t, []string{"zhang"}, wrong)
}

// Whatever is done in whatever order, nobody ends up with two powers and no role
// mixes them.
func TestNoSequenceOfCommandsGivesOnePersonTwoPowers(t *testing.T) {
	t.Parallel()
	b := setup(t, dbtest.Open(t, db.SQLite))
	people := []string{b.person(t, "li"), b.person(t, "wang"), b.person(t, "zhao")}
	codes := []string{"system", "security", "audit", "clerk", "empty"}
	permissions := []authz.Permission{"test.keep", "test.grant", "test.audit", "test.read", "test.task"}
	rapid.Check(t, func(t *rapid.T) {
		for range rapid.IntRange(1, 8).Draw(t, "steps") {
			var err error
			if rapid.Bool().Draw(t, "edit") {
				r := one(rapid.SampledFrom(codes).Draw(t, "role"), "角色", rapid.SliceOfNDistinct(rapid.SampledFrom(permissions), 0, 2, rapid.ID).Draw(t, "grants")...)
				err = b.change(r)
			} else {
				err = b.set(rapid.SampledFrom(people).Draw(t, "who"), rapid.SliceOfNDistinct(rapid.SampledFrom(codes), 0, 3, rapid.ID).Draw(t, "roles")...)
			}
			if err != nil && !errors.Is(err, role.ErrTwoPowers) && !errors.Is(err, role.ErrMixed) {
				t.Fatal(err)
			}
		}
		for _, who := range people {
			roles, err := b.OfStaff(b.system, who)
			if err != nil {
				t.Fatal(err)
			}
			held := map[authz.Permission]bool{}
			for _, r := range roles {
				for _, g := range r.Grants {
					held[g.Permission] = g.Permission != "test.task" // which goes with any
				}
			}
			delete(held, "test.task")
			if len(held) > 1 {
				t.Fatalf("%s holds %v", who, held)
			}
		}
	})
}
