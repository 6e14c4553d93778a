package proposal_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/yikou/yikou/internal/account"
	"github.com/yikou/yikou/internal/account/proposal"
	"github.com/yikou/yikou/internal/account/role"
	"github.com/yikou/yikou/internal/account/staff"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
	"github.com/yikou/yikou/internal/platform/errs"
)

func TestAChangeOfARoleTakesTwoAndCountsAtTheNextRequest(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		clerk := b.as(t, "chuangkou")
		require.False(t, authz.Can(authz.From(clerk), role.PermissionRead))
		p, err := b.ChangeRole(b.as(t, "anquan"), one("clerk", "窗口人员", "test.read", role.PermissionRead), 1, "窗口要看名册")
		require.NoError(t, err)
		_, err = b.Confirm(b.as(t, "anquan"), p.ID)
		require.ErrorIs(t, err, proposal.ErrOwn)
		_, err = b.Confirm(b.as(t, "xitong"), p.ID)
		require.ErrorIs(t, err, authz.ErrForbidden, "another power does not decide")
		require.Equal(t, proposal.Open, b.state(t, p.ID))
		_, err = b.Confirm(b.as(t, "anquan2"), p.ID)
		require.NoError(t, err)
		require.True(t, authz.Can(authz.From(b.as(t, "chuangkou")), role.PermissionRead))
		_, err = b.Confirm(b.as(t, "anquan2"), p.ID)
		require.ErrorIs(t, err, proposal.ErrDecided)
		require.Equal(t, 3, b.audited(t, "account.proposal_declined"), "refusals stand in the chain")

		versions, err := b.roles.Versions(b.system, "clerk")
		require.NoError(t, err)
		require.Len(t, versions, 2)
		require.Equal(t, []any{int64(2), "anquan", "anquan2", "窗口要看名册", p.ID},
			[]any{versions[0].Version, versions[0].ProposedName, versions[0].ConfirmedName, versions[0].Reason, versions[0].Proposal})
		require.Equal(t, []role.Grant{{Permission: "test.read", Reach: kernel.ReachAll}}, versions[1].Grants)

		// What it was can be had back, by two again.
		_, err = b.ChangeRole(b.as(t, "anquan"), versions[1].Role, 1, "恢复")
		require.ErrorIs(t, err, proposal.ErrStale, "proposed for a version that is gone")
		back, err := b.ChangeRole(b.as(t, "anquan2"), versions[1].Role, 2, "恢复")
		require.NoError(t, err)
		_, err = b.Confirm(b.as(t, "anquan"), back.ID)
		require.NoError(t, err)
		require.False(t, authz.Can(authz.From(b.as(t, "chuangkou")), role.PermissionRead))
	})
}

func TestANewRoleCanBeProposedAndGiven(t *testing.T) {
	t.Parallel()
	b := setup(t, dbtest.Open(t, db.SQLite))
	p, err := b.AddRole(b.as(t, "anquan"), one("", " 观察员 ", "test.read"), "要有人观察")
	require.NoError(t, err)
	_, err = b.Confirm(b.as(t, "anquan2"), p.ID)
	require.NoError(t, err)
	kept, err := b.roles.Get(b.system, p.Object)
	require.NoError(t, err)
	require.Equal(t, []any{"观察员", role.Edited, int64(1)}, []any{kept.Name, kept.Origin, kept.Version})
	_, err = b.AddRole(b.as(t, "anquan"), one("", "全能", "test.read", "test.audit"), "要有人全能")
	require.ErrorIs(t, err, role.ErrMixed)
	_, err = b.AddRole(b.as(t, "chuangkou"), one("", "全能", "test.read"), "要有人全能")
	require.ErrorIs(t, err, authz.ErrForbidden)
}

func TestGivingRolesTakesTwoAndNeverTheOneWhoGetsThem(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		p, err := b.GiveRoles(b.as(t, "anquan"), b.ids["anquan2"], []string{"security"}, nil, "轮岗")
		require.NoError(t, err)
		_, err = b.Confirm(b.as(t, "anquan2"), p.ID)
		require.ErrorIs(t, err, proposal.ErrAffected)
		p, err = b.GiveRoles(b.as(t, "anquan"), b.ids["xinren"], nil, []string{"clerk"}, "新到岗")
		require.NoError(t, err)
		_, err = b.GiveRoles(b.as(t, "anquan"), b.ids["xinren"], []string{"clerk"}, nil, "新到岗")
		require.ErrorIs(t, err, proposal.ErrStale)
		_, err = b.GiveRoles(b.as(t, "anquan"), b.ids["xinren"], nil, nil, "新到岗")
		require.ErrorIs(t, err, proposal.ErrNothing)
		_, err = b.GiveRoles(b.as(t, "anquan"), b.ids["xinren"], nil, []string{"clerk"}, " ")
		require.ErrorIs(t, err, proposal.ErrReason)
		require.Empty(t, b.held(t, "xinren"), "not before it is confirmed")
		_, err = b.Confirm(b.as(t, "anquan2"), p.ID)
		require.NoError(t, err)
		require.Equal(t, []string{"clerk"}, b.held(t, "xinren"))
		_, err = b.GiveRoles(b.as(t, "anquan"), b.ids["xitong"], []string{"system"}, []string{"system", "audit"}, "兼任")
		require.ErrorIs(t, err, role.ErrTwoPowers)
	})
}

func TestAProposalWhoseObjectChangedMeanwhileIsOvertaken(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		first, err := b.GiveRoles(b.as(t, "anquan"), b.ids["xinren"], nil, []string{"clerk"}, "到窗口")
		require.NoError(t, err)
		second, err := b.GiveRoles(b.as(t, "anquan"), b.ids["xinren"], nil, []string{"audit"}, "到审计")
		require.NoError(t, err)
		third, err := b.GiveRoles(b.as(t, "anquan"), b.ids["chuangkou"], []string{"clerk"}, nil, "离开窗口")
		require.NoError(t, err)
		_, err = b.Confirm(b.as(t, "anquan2"), first.ID)
		require.NoError(t, err)
		require.Equal(t, proposal.Overtaken, b.state(t, second.ID), "the others about it end with it")
		// Changed past proposals, by an import.
		_, err = b.accounts.ImportStaff(b.system, []account.NewStaff{{Login: "chuangkou", Name: "chuangkou", Roles: []string{"audit"}}})
		require.NoError(t, err)
		_, err = b.Confirm(b.as(t, "anquan2"), third.ID)
		require.ErrorIs(t, err, proposal.ErrOvertaken)
		require.Equal(t, proposal.Overtaken, b.state(t, third.ID))
		require.Equal(t, []string{"audit"}, b.held(t, "chuangkou"))
	})
}

func TestAProposalEndsByRefusalWithdrawalOrTime(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		propose := func() string {
			p, err := b.GiveRoles(b.as(t, "anquan"), b.ids["xinren"], nil, []string{"clerk"}, "新到岗")
			require.NoError(t, err)
			return p.ID
		}
		refused, withdrawn, late := propose(), propose(), propose()
		_, err := b.Refuse(b.as(t, "anquan"), refused, "不妥")
		require.ErrorIs(t, err, proposal.ErrOwn)
		p, err := b.Refuse(b.as(t, "anquan2"), refused, "不妥")
		require.NoError(t, err)
		require.Equal(t, []any{proposal.Refused, "不妥", b.ids["anquan2"]}, []any{p.State, p.Answer, p.DecidedBy})
		_, err = b.Withdraw(b.as(t, "anquan2"), withdrawn)
		require.ErrorIs(t, err, proposal.ErrNotYours)
		_, err = b.Withdraw(b.as(t, "anquan"), withdrawn)
		require.NoError(t, err)
		waiting, err := b.List(b.as(t, "anquan2"), proposal.Filter{Waiting: true}, kernel.Page{Limit: 10})
		require.NoError(t, err)
		require.Equal(t, []any{int64(1), late}, []any{waiting.Total, waiting.Items[0].ID})
		for _, who := range []string{"anquan", "xitong"} {
			none, err := b.List(b.as(t, who), proposal.Filter{Waiting: true}, kernel.Page{Limit: 10})
			require.NoError(t, err)
			require.Zero(t, none.Total, who)
		}
		b.clock.Move(proposal.Life)
		_, err = b.Confirm(b.as(t, "anquan2"), late)
		require.ErrorIs(t, err, proposal.ErrDecided)
		require.Equal(t, proposal.Expired, b.state(t, late))
		require.NoError(t, b.Sweep(b.system))
		require.NoError(t, b.Sweep(b.system))
		require.Equal(t, 3, b.audited(t, "account.proposal_decided"))
		require.Empty(t, b.held(t, "xinren"))
		for state, id := range map[proposal.State]string{proposal.Refused: refused, proposal.Withdrawn: withdrawn, proposal.Expired: late} {
			list, err := b.List(b.system, proposal.Filter{State: state}, kernel.Page{Limit: 10})
			require.NoError(t, err)
			require.Equal(t, []any{int64(1), id}, []any{list.Total, list.Items[0].ID})
		}
	})
}

func TestOfTwoWhoConfirmAtOnceOneDoes(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		p, err := b.RequestReset(b.as(t, "xitong"), b.ids["chuangkou"], "忘记密码")
		require.NoError(t, err)
		var group sync.WaitGroup
		codes := make(chan string, 2)
		for _, who := range []string{"anquan", "anquan2"} {
			ctx := b.as(t, who)
			group.Go(func() {
				if out, err := b.Confirm(ctx, p.ID); err == nil {
					codes <- out.Handover
				}
			})
		}
		group.Wait()
		require.Len(t, codes, 1)
	})
}

func TestAPasswordIsResetByTwoAndChosenByItsOwner(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		ctx := kernel.WithRequest(t.Context(), kernel.Request{Address: "192.0.2.1"})
		opened, err := b.accounts.LoginStaff(ctx, "chuangkou", password)
		require.NoError(t, err)
		p, err := b.RequestReset(b.as(t, "xitong"), b.ids["chuangkou"], "忘记密码")
		require.NoError(t, err)
		_, err = b.RequestReset(b.as(t, "xitong"), b.ids["chuangkou"], "忘记密码")
		require.ErrorIs(t, err, proposal.ErrResetOpen)
		_, err = b.Confirm(b.as(t, "xitong"), p.ID)
		require.ErrorIs(t, err, authz.ErrForbidden, "who asked never learns the code")
		out, err := b.Confirm(b.as(t, "anquan"), p.ID)
		require.NoError(t, err)
		require.Len(t, out.Handover, 23)
		var kept string
		require.NoError(t, d.QueryRow(t.Context(), `SELECT code_hash FROM account_reset`).Scan(&kept))
		require.NotContains(t, kept, out.Handover)

		const fresh = "a new battery staple"
		require.ErrorIs(t, b.staff.Reset(ctx, "chuangkou", "aaaaa-aaaaa-aaaaa-aaaaa", fresh), staff.ErrCode)
		require.ErrorIs(t, b.staff.Reset(ctx, "keiner", out.Handover, fresh), staff.ErrCode)
		require.ErrorIs(t, b.staff.Reset(ctx, "xitong", out.Handover, fresh), staff.ErrCode, "a code is for one account")
		require.Equal(t, errs.Invalid, errs.KindOf(b.staff.Reset(ctx, "chuangkou", out.Handover, "short")), "and is not used up by a weak password")
		require.NoError(t, b.staff.Reset(ctx, "Chuangkou", " "+out.Handover, fresh))
		require.ErrorIs(t, b.staff.Reset(ctx, "chuangkou", out.Handover, fresh), staff.ErrCode, "once")
		who, err := b.accounts.Principal(ctx, opened.Token)
		require.NoError(t, err)
		require.Empty(t, who.Kind, "every session has ended")
		_, err = b.accounts.LoginStaff(ctx, "chuangkou", fresh)
		require.NoError(t, err)
		require.Equal(t, 4, b.audited(t, "account.reset_failed"))
	})
}

func TestACodeIsTooOldAfterADayAndGuessesAreLimited(t *testing.T) {
	t.Parallel()
	b := setup(t, dbtest.Open(t, db.SQLite))
	p, err := b.RequestReset(b.as(t, "xitong"), b.ids["chuangkou"], "忘记密码")
	require.NoError(t, err)
	out, err := b.Confirm(b.as(t, "anquan"), p.ID)
	require.NoError(t, err)
	b.clock.Move(staff.ResetLife)
	for range 5 {
		require.ErrorIs(t, b.staff.Reset(t.Context(), "chuangkou", out.Handover, password), staff.ErrCode)
	}
	require.Equal(t, errs.TooMany, errs.KindOf(b.staff.Reset(t.Context(), "chuangkou", out.Handover, password)))
}

func TestAResetIsOvertakenByANewPasswordAndRefusedForTheSuspended(t *testing.T) {
	t.Parallel()
	b := setup(t, dbtest.Open(t, db.SQLite))
	p, err := b.RequestReset(b.as(t, "xitong"), b.ids["chuangkou"], "忘记密码")
	require.NoError(t, err)
	b.clock.Move(time.Minute)
	_, err = b.accounts.SetPassword(b.system, "chuangkou", "")
	require.NoError(t, err)
	_, err = b.Confirm(b.as(t, "anquan"), p.ID)
	require.ErrorIs(t, err, proposal.ErrOvertaken)
	m, err := b.staff.Get(b.system, b.ids["xinren"])
	require.NoError(t, err)
	_, err = b.staff.Suspend(b.as(t, "xitong"), m.ID, m.Version, "借调")
	require.NoError(t, err)
	_, err = b.RequestReset(b.as(t, "xitong"), m.ID, "忘记密码")
	require.ErrorIs(t, err, proposal.ErrNotActive)
}

func TestAnAccountIsSuspendedAndResumedWithAReason(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		xitong := b.as(t, "xitong")
		m, err := b.staff.Create(xitong, "Li", "李示例", "")
		require.NoError(t, err)
		require.Equal(t, "li", m.Login)
		opened, err := b.accounts.LoginStaff(t.Context(), "chuangkou", password)
		require.NoError(t, err)
		clerk, err := b.staff.Get(xitong, b.ids["chuangkou"])
		require.NoError(t, err)
		require.Equal(t, b.clock.Now(), clerk.LastLogin)
		_, err = b.staff.Suspend(xitong, clerk.ID, clerk.Version+1, "离岗")
		require.ErrorIs(t, err, staff.ErrStale)
		_, err = b.staff.Suspend(xitong, clerk.ID, clerk.Version, "")
		require.ErrorIs(t, err, staff.ErrReason)
		_, err = b.staff.Suspend(xitong, b.ids["xitong"], 1, "离岗")
		require.ErrorIs(t, err, staff.ErrSelf)
		_, err = b.staff.Suspend(b.as(t, "anquan"), clerk.ID, clerk.Version, "离岗")
		require.ErrorIs(t, err, authz.ErrForbidden)
		clerk, err = b.staff.Suspend(xitong, clerk.ID, clerk.Version, "离岗")
		require.NoError(t, err)
		require.Equal(t, account.Suspended, clerk.Status)
		who, err := b.accounts.Principal(t.Context(), opened.Token)
		require.NoError(t, err)
		require.Empty(t, who.Kind, "kept out at once")
		_, err = b.staff.Suspend(xitong, clerk.ID, clerk.Version, "离岗")
		require.ErrorIs(t, err, staff.ErrStatus)
		_, err = b.staff.Resume(xitong, clerk.ID, clerk.Version, "回岗")
		require.NoError(t, err)
		turns, err := b.staff.Turns(b.system, clerk.ID)
		require.NoError(t, err)
		require.Len(t, turns, 2)
		require.Equal(t, []any{account.Active, "xitong"}, []any{turns[0].Became, turns[0].By})
	})
}

func TestAccountsAreFoundByWhatOneKnowsOfThem(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		b.clock.Move(100 * 24 * time.Hour)
		_, err := b.accounts.LoginStaff(t.Context(), "chuangkou", password)
		require.NoError(t, err)
		for want, f := range map[string]staff.Filter{
			"anquan anquan2":               {Text: "ANQUAN"},
			"chuangkou":                    {Role: "clerk"},
			"anquan anquan2 xinren xitong": {IdleDays: 90},
			"":                             {Status: account.Suspended},
		} {
			var got string
			after := ""
			for {
				page, err := b.staff.List(b.as(t, "anquan"), f, kernel.Page{Limit: 1, After: after})
				require.NoError(t, err)
				for _, m := range page.Items {
					got += " " + m.Login
				}
				if after = page.Next; after == "" {
					break
				}
			}
			require.Equal(t, want, trim(got), "%+v", f)
		}
		_, err = b.staff.List(b.as(t, "chuangkou"), staff.Filter{}, kernel.Page{Limit: 1})
		require.ErrorIs(t, err, authz.ErrForbidden)
	})
}

func trim(s string) string {
	if s == "" {
		return s
	}
	return s[1:]
}

// Whatever is proposed, confirmed, imported in whatever order, nobody ends up with
// two powers, and nobody confirmed what they proposed.
func TestNoSequenceOfProposalsAndImportsGivesOnePersonTwoPowers(t *testing.T) {
	t.Parallel()
	b := setup(t, dbtest.Open(t, db.SQLite))
	people, codes := []string{"xitong", "chuangkou", "xinren"}, []string{"system", "security", "audit", "clerk"}
	permissions := []authz.Permission{"test.read", "test.audit", role.PermissionRead, role.PermissionEdit, account.PermissionStaffEdit}
	closed := map[authz.Permission]string{"test.read": "business", "test.audit": "audit", role.PermissionEdit: "security", role.PermissionConfirm: "security",
		proposal.PermissionConfirmReset: "security", account.PermissionStaffEdit: "system"}
	keepers := func() map[string]context.Context { // who always may
		grants := map[string]kernel.Reach{string(role.PermissionRead): kernel.ReachAll, string(role.PermissionEdit): kernel.ReachAll, string(role.PermissionConfirm): kernel.ReachAll}
		out := map[string]context.Context{}
		for _, who := range []string{"anquan", "anquan2"} {
			out[who] = authz.With(b.system, kernel.Principal{Kind: kernel.StaffPrincipal, ID: b.ids[who], Grants: grants})
		}
		return out
	}()
	var open []string
	rapid.Check(t, func(t *rapid.T) {
		for range rapid.IntRange(1, 8).Draw(t, "steps") {
			who := keepers[rapid.SampledFrom([]string{"anquan", "anquan2"}).Draw(t, "who")]
			person := rapid.SampledFrom(people).Draw(t, "person")
			roles := rapid.SliceOfNDistinct(rapid.SampledFrom(codes), 0, 2, rapid.ID).Draw(t, "roles")
			var p proposal.Proposal
			var err error
			switch rapid.IntRange(0, 4).Draw(t, "what") {
			case 0:
				code := rapid.SampledFrom(codes).Draw(t, "role")
				kept, e := b.roles.Get(b.system, code)
				require.NoError(t, e)
				next := one(code, kept.Name, rapid.SliceOfNDistinct(rapid.SampledFrom(permissions), 0, 2, rapid.ID).Draw(t, "grants")...)
				p, err = b.ChangeRole(who, next, kept.Version, "随便")
			case 1:
				p, err = b.GiveRoles(who, b.ids[person], b.held(t, person), roles, "随便")
			case 2:
				_, err = b.accounts.ImportStaff(b.system, []account.NewStaff{{Login: person, Name: person, Roles: roles}})
			default:
				if len(open) > 0 {
					_, err = b.Confirm(who, rapid.SampledFrom(open).Draw(t, "which"))
				}
			}
			if p.ID != "" && err == nil {
				open = append(open, p.ID)
			}
			if err != nil && errs.KindOf(err) != errs.Conflict && !errors.Is(err, proposal.ErrStale) {
				t.Fatal(err)
			}
		}
		for login := range b.ids {
			held, err := b.roles.OfStaff(b.system, b.ids[login])
			require.NoError(t, err)
			powers := map[string]bool{}
			for _, r := range held {
				for _, g := range r.Grants {
					if power := closed[g.Permission]; power != "" {
						powers[power] = true
					}
				}
			}
			if len(powers) > 1 {
				t.Fatalf("%s holds %v", login, powers)
			}
		}
	})
	var alone int
	require.NoError(t, b.db.QueryRow(t.Context(), `SELECT count(*) FROM account_proposal WHERE state = 'confirmed' AND decided_by = proposed_by`).Scan(&alone))
	require.Zero(t, alone)
}
