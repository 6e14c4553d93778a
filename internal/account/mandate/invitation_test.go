package mandate_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/account"
	"github.com/yikou/yikou/internal/account/mandate"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
)

// invite has the boss of firm A invite somebody.
func (b *bundle) invite(t *testing.T, asked mandate.Asked) (mandate.Invitation, string) {
	t.Helper()
	if asked.Matters == nil {
		asked.Matters = []string{"policy"}
	}
	if asked.Last.IsZero() {
		asked.Last = day(t, "2026-12-31")
	}
	i, token, err := b.Invite(b.as(t, boss), firmA, asked)
	require.NoError(t, err)
	return i, token
}

func TestAStrangerSignsUpThroughAnInvitationAndActsWithinItsMatters(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		made, token := b.invite(t, mandate.Asked{Phone: stranger})
		require.Len(t, token, 43)
		require.Len(t, b.told, 1)
		require.Equal(t, stranger+" "+firmA, <-b.told)
		require.Zero(t, b.count(t, `SELECT count(*) FROM account_invitation WHERE token_hash = ?`, token))
		require.Equal(t, "9999", made.PhoneTail)

		guest := b.come(t, stranger, token)
		require.Empty(t, guest.Principal.Enterprises)
		ctx := authz.With(t.Context(), guest.Principal)
		offer, err := b.Look(ctx, token)
		require.NoError(t, err)
		require.Equal(t, "示例甲有限公司", offer.Firm)
		require.True(t, offer.NeedsName)
		require.Equal(t, mandate.Line{Label: "代理事项", Text: "惠企政策"}, offer.Letter[2])
		require.Contains(t, offer.Letter[4].Text, "2026年12月31日止")
		require.ErrorIs(t, b.Accept(ctx, token, " "), account.ErrStaffName)
		require.NoError(t, b.Accept(ctx, token, "钱新人"))

		p := b.now(t, guest.Token)
		require.Equal(t, []string{firmA}, p.Enterprises)
		require.Equal(t, map[string][]string{string(readPolicy): {firmA}, string(always): {firmA}}, p.Powers)
		_, err = authz.Require(authz.With(ctx, p), readProfile)
		require.ErrorIs(t, err, authz.ErrForbidden)
		list, err := b.Of(b.as(t, boss), firmA, false, first)
		require.NoError(t, err)
		require.Equal(t, "钱新人", list.Items[1].Person.Name)
		require.Equal(t, "许样例", list.Items[1].Granter)
		require.Equal(t, time.Date(2026, 12, 31, 16, 0, 0, 0, time.UTC), list.Items[1].EndsAt)
		require.ErrorIs(t, b.Accept(ctx, token, ""), mandate.ErrAnswered)
		_, err = b.Look(b.as(t, otherOne), token)
		require.ErrorIs(t, err, mandate.ErrInvitation, "a used token tells others nothing")
		for _, action := range []string{"account.invitation_made", "account.invitation_accepted", "account.mandate_started"} {
			require.Equal(t, 1, b.audited(t, action), action)
		}
	})
}

func TestWithoutAValidInvitationAnUnknownPhoneGetsTheSameAnswerAndNoCode(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		_, token := b.invite(t, mandate.Asked{Phone: "19000008888"})
		_, bare := b.invite(t, mandate.Asked{})
		ask := func(phone, invitation string) (int, string) {
			b.clock.Move(2 * time.Minute)
			return b.call(t, "POST", "/session/code", `{"phone":"`+phone+`","invitation":"`+invitation+`"}`, "")
		}
		status, known := ask(boss, "")
		require.Equal(t, 200, status)
		<-b.texts
		for _, invitation := range []string{"", "nonsense", token} {
			status, unknown := ask(stranger, invitation)
			require.Equal(t, 200, status)
			require.Equal(t, known, unknown)
		}
		b.clock.Move(mandate.InvitationLife)
		_, unknown := ask(stranger, bare)
		require.Equal(t, known, unknown)
		_, again := ask(boss, "")
		require.Equal(t, known, again)
		text := <-b.texts
		require.Contains(t, text, boss, "a code left for a phone that no invitation admits")
		_, err := b.accounts.LoginInvited(t.Context(), stranger, sixDigits.FindString(text), bare)
		require.ErrorIs(t, err, account.ErrWrongCode)
	})
}

func TestAnInvitationIsAnsweredOnceHoweverManyTryAtOnce(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		_, token := b.invite(t, mandate.Asked{})
		contexts := []context.Context{b.as(t, handler), b.as(t, otherOne)}
		var wait sync.WaitGroup
		won := make(chan int, 16)
		for n := range 16 {
			wait.Go(func() {
				if b.Accept(contexts[n%2], token, "") == nil {
					won <- n
				}
			})
		}
		wait.Wait()
		require.Len(t, won, 1)
		require.Equal(t, 1, b.count(t, `SELECT count(*) FROM account_mandate WHERE source = 'invitation'`))
	})
}

func TestAnInvitationEndsWithItsTimeItsSenderAndItsWithdrawal(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		chief := b.as(t, boss)
		made, token := b.invite(t, mandate.Asked{})
		require.ErrorIs(t, b.Withdraw(b.as(t, otherOne), firmB, made.ID), mandate.ErrNotFound)
		require.NoError(t, b.Withdraw(chief, firmA, made.ID))
		require.ErrorIs(t, b.Withdraw(chief, firmA, made.ID), mandate.ErrWithdrawn)
		require.ErrorIs(t, b.Accept(b.as(t, handler), token, ""), mandate.ErrWithdrawn)

		_, late := b.invite(t, mandate.Asked{})
		b.clock.Move(mandate.InvitationLife)
		require.ErrorIs(t, b.Accept(b.as(t, handler), late, ""), mandate.ErrExpired)
		list, err := b.Invitations(b.as(t, boss), firmA, first)
		require.NoError(t, err)
		require.EqualValues(t, 2, list.Total)
		require.Equal(t, mandate.Expired, list.Items[0].StateAt(b.clock.Now()))
		require.NoError(t, b.Expire(b.system))
		require.NoError(t, b.Expire(b.system))
		require.Equal(t, 1, b.audited(t, "account.invitation_expired"))

		_, orphan := b.invite(t, mandate.Asked{})
		_, err = b.accounts.EndMandates(b.system, boss, firmA)
		require.NoError(t, err)
		_, err = b.Look(b.as(t, handler), orphan)
		require.ErrorIs(t, err, mandate.ErrExpired, "who no longer represents the firm still invites for it")
		_, err = b.Look(b.as(t, handler), "nonsense")
		require.ErrorIs(t, err, mandate.ErrInvitation)
	})
}

func TestAnInvitationForOnePhoneIsForNoOther(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		_, token := b.invite(t, mandate.Asked{Phone: "190 0000 0003"})
		require.ErrorIs(t, b.Accept(b.as(t, handler), token, ""), mandate.ErrWrongPhone)
		require.ErrorIs(t, b.Decline(b.as(t, handler), token), mandate.ErrWrongPhone)
		require.NoError(t, b.Decline(b.as(t, otherOne), token))
		require.ErrorIs(t, b.Accept(b.as(t, otherOne), token, ""), mandate.ErrAnswered)
		require.Equal(t, 1, b.audited(t, "account.invitation_declined"))
		_, own := b.invite(t, mandate.Asked{})
		require.ErrorIs(t, b.Accept(b.as(t, boss), own, ""), mandate.ErrOwn)
		_, err := b.Look(b.staff(t, kernel.ReachAll), own)
		require.ErrorIs(t, err, authz.ErrForbidden)
	})
}

func TestAHandoverEndsOneHandlerAsTheOtherStarts(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		list, err := b.Of(b.as(t, boss), firmA, false, first)
		require.NoError(t, err)
		old := list.Items[1]
		_, token := b.invite(t, mandate.Asked{Replaces: old.ID, Matters: []string{"profile", "policy", "policy"}})
		leaving := b.come(t, handler, "")
		require.Equal(t, []string{firmA}, b.now(t, leaving.Token).Enterprises, "not before the other accepts")
		require.NoError(t, b.Accept(b.as(t, otherOne), token, ""))
		require.Empty(t, b.now(t, leaving.Token).Enterprises)
		list, err = b.Of(b.as(t, boss), firmA, false, first)
		require.NoError(t, err)
		require.EqualValues(t, 2, list.Total)
		require.Equal(t, "吴另一", list.Items[1].Person.Name)
		require.Equal(t, []account.Matter{"policy", "profile"}, list.Items[1].Matters)
	})
}

func TestOnlyThePhoneThatAnInvitationNamesIsToldOfIt(t *testing.T) {
	t.Parallel()
	b := setup(t, dbtest.Open(t, db.SQLite))
	b.invite(t, mandate.Asked{})
	_, _, err := b.Invite(b.as(t, boss), firmA, mandate.Asked{Matters: []string{"money"}, Last: day(t, "2026-12-31"), Phone: stranger})
	require.ErrorIs(t, err, account.ErrMatters)
	require.Empty(t, b.told)
}

func TestTooManyOpenInvitationsAreRefused(t *testing.T) {
	t.Parallel()
	b := setup(t, dbtest.Open(t, db.SQLite))
	chief := b.as(t, boss)
	for range 200 {
		_, _, err := b.Invite(chief, firmA, mandate.Asked{Matters: []string{"all"}, Last: day(t, "2026-12-31")})
		require.NoError(t, err)
	}
	_, _, err := b.Invite(chief, firmA, mandate.Asked{Matters: []string{"all"}, Last: day(t, "2026-12-31")})
	require.ErrorIs(t, err, mandate.ErrCrowd)
	_, _, err = b.Invite(chief, firmA, mandate.Asked{Matters: []string{"money"}, Last: day(t, "2026-12-31")})
	require.ErrorIs(t, err, account.ErrMatters)
}

func TestARightCodeOpensNothingOnceTheInvitationIsGone(t *testing.T) {
	t.Parallel()
	b := setup(t, dbtest.Open(t, db.SQLite))
	made, token := b.invite(t, mandate.Asked{})
	_, err := b.accounts.RequestInvitedCode(t.Context(), stranger, token)
	require.NoError(t, err)
	code := sixDigits.FindString(<-b.texts)
	require.NoError(t, b.Withdraw(b.as(t, boss), firmA, made.ID))
	_, err = b.accounts.LoginInvited(t.Context(), stranger, code, token)
	require.ErrorIs(t, err, account.ErrWrongCode)
	require.Zero(t, b.count(t, `SELECT count(*) FROM account_session WHERE owner NOT IN (SELECT person FROM account_mandate)`))
}
