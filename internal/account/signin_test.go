package account_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"
	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/account"
	"github.com/yikou/yikou/internal/account/device"
	"github.com/yikou/yikou/internal/account/factor"
	"github.com/yikou/yikou/internal/account/secret"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
	"github.com/yikou/yikou/internal/platform/errs"
)

// enrol gives zhang a second factor and returns the key and the recovery codes.
func (b *bundle) enrol(t *testing.T) (key string, recovery []string) {
	t.Helper()
	return b.enrolAs(t, b.in(t).Principal)
}

func (b *bundle) enrolAs(t *testing.T, who kernel.Principal) (key string, recovery []string) {
	t.Helper()
	ctx := authz.With(t.Context(), who)
	enrolment, err := b.Factors().Begin(ctx, password)
	require.NoError(t, err)
	key = strings.ReplaceAll(enrolment.Key, " ", "")
	require.Contains(t, enrolment.Address, key)
	done, err := b.Factors().Confirm(ctx, b.shown(t, key, 0))
	require.NoError(t, err)
	b.clock.Move(time.Minute)
	return key, done.Recovery
}

// shown is what a telephone shows for the key, some steps from now.
func (b *bundle) shown(t *testing.T, key string, steps int) string {
	t.Helper()
	code, err := totp.GenerateCode(key, b.clock.Now().Add(time.Duration(steps)*30*time.Second))
	require.NoError(t, err)
	return code
}

func (b *bundle) step(t *testing.T, ctx context.Context) string {
	t.Helper()
	first, err := b.LoginStaff(ctx, "zhang", password)
	require.NoError(t, err)
	require.Empty(t, first.Token, "the password alone opened a session")
	require.NotEmpty(t, first.Ticket)
	return first.Ticket
}

func TestWithASecondFactorThePasswordAloneOpensNothing(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		b.withStaff(t)
		key, recovery := b.enrol(t)
		for steps, right := range map[int]bool{-2: false, -1: true, 0: true, 1: true, 2: false} {
			b.clock.Move(10 * time.Minute)
			opened, err := b.LoginStaffCode(t.Context(), b.step(t, t.Context()), b.shown(t, key, steps))
			require.Equal(t, right, err == nil, "%d steps off", steps)
			if right {
				require.True(t, b.alive(t, opened.Token))
				// RFC 6238, 5.2: a code is accepted once, and none before it.
				_, err = b.LoginStaffCode(t.Context(), b.step(t, t.Context()), b.shown(t, key, steps))
				require.ErrorIs(t, err, account.ErrWrongFactor, "the same code came in twice")
			}
		}
		require.Len(t, recovery, 10)
		_, err := b.LoginStaffCode(t.Context(), b.step(t, t.Context()), " "+strings.ToUpper(recovery[3])+" ")
		require.NoError(t, err)
		_, err = b.LoginStaffCode(t.Context(), b.step(t, t.Context()), recovery[3])
		require.ErrorIs(t, err, account.ErrWrongFactor, "a recovery code came in twice")
		require.Equal(t, 9, b.count(t, `SELECT count(*) FROM account_recovery_code`))
		require.Equal(t, 1, b.audited(t, "account.recovery_code_used"))
		require.Zero(t, b.count(t, `SELECT count(*) FROM account_factor WHERE key_sealed LIKE '%'||?||'%'`, key))
	})
}

func TestOneDynamicCodeOpensOneSessionHoweverManyTryAtOnce(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		b.withStaff(t)
		key, _ := b.enrol(t)
		var tickets [5]string
		for i := range tickets {
			tickets[i] = b.step(t, t.Context())
		}
		before, code := b.audited(t, "account.logged_in"), b.shown(t, key, 0)
		var group sync.WaitGroup
		var in atomic.Int64
		for _, ticket := range tickets {
			group.Go(func() {
				if _, err := b.LoginStaffCode(t.Context(), ticket, code); err == nil {
					in.Add(1)
				}
			})
		}
		group.Wait()
		require.EqualValues(t, 1, in.Load())
		require.Equal(t, before+1, b.audited(t, "account.logged_in"))
	})
}

// Two nodes read the last step before either has moved it: the one that comes
// second finds it moved. SQLite has one writer, so that this cannot arise there.
func TestACodeThatAnotherNodeIsAcceptingIsRefused(t *testing.T) {
	t.Parallel()
	d := dbtest.Open(t, db.Postgres)
	b := setup(t, d)
	staff := b.withStaff(t)
	key, _ := b.enrol(t)
	code := b.shown(t, key, 0)
	second := make(chan bool, 1)
	require.NoError(t, d.InTx(t.Context(), func(ctx context.Context) error {
		first, err := b.Factors().Check(ctx, staff.ID, code)
		if err != nil || !first {
			return fmt.Errorf("the first was refused: %w", err)
		}
		go func() {
			right, err := b.Factors().Check(t.Context(), staff.ID, code)
			second <- right || err != nil
		}()
		require.Eventually(t, func() bool { // the other has read, and waits for this commit
			return b.count(t, `SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()
				AND wait_event_type = 'Lock' AND query LIKE '%account_factor SET last_step%'`) > 0
		}, patience, 5*time.Millisecond)
		return nil
	}))
	require.False(t, <-second, "one code was accepted twice")
}

func TestATicketIsWorthOneLogInFiveTriesAndFiveMinutes(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d, func(dep *account.Deps) { dep.Config.Limits.Account.Free = 100; dep.Config.Limits.Address.Free = 100 })
		b.withStaff(t)
		key, _ := b.enrol(t)
		ticket := b.step(t, t.Context())
		for range 5 {
			_, err := b.LoginStaffCode(t.Context(), ticket, "abc")
			require.ErrorIs(t, err, account.ErrWrongFactor)
		}
		_, err := b.LoginStaffCode(t.Context(), ticket, b.shown(t, key, 0))
		require.ErrorIs(t, err, account.ErrTicket, "the sixth try was looked at")

		ticket = b.step(t, t.Context())
		b.clock.Move(5 * time.Minute)
		_, err = b.LoginStaffCode(t.Context(), ticket, b.shown(t, key, 0))
		require.ErrorIs(t, err, account.ErrTicket, "a ticket lasted five minutes")

		ticket = b.step(t, t.Context())
		_, err = b.LoginStaffCode(t.Context(), ticket, b.shown(t, key, 0))
		require.NoError(t, err)
		b.clock.Move(time.Minute)
		_, err = b.LoginStaffCode(t.Context(), ticket, b.shown(t, key, 0))
		require.ErrorIs(t, err, account.ErrTicket, "a ticket came in twice")
		_, err = b.LoginStaffCode(t.Context(), "", "000000")
		require.ErrorIs(t, err, account.ErrTicket)
	})
}

// S5 for the second step: fresh tickets do not buy fresh guesses.
func TestOfAHundredCodesGuessedAtOnceOnTwoNodesFiveAreLookedAt(t *testing.T) {
	t.Parallel()
	for _, engine := range []db.Engine{db.SQLite, db.Postgres} {
		t.Run(string(engine), func(t *testing.T) {
			t.Parallel()
			url := dbtest.URL(t, engine)
			nodes := []*bundle{node(t, url), node(t, url)}
			nodes[0].withStaff(t)
			nodes[0].enrol(t)
			nodes[1].clock.Move(time.Minute)
			tickets := make([]string, 20)
			for i := range tickets {
				tickets[i] = nodes[0].step(t, from(t.Context(), fmt.Sprintf("198.51.100.%d", i)))
			}
			var looked atomic.Int64
			var group sync.WaitGroup
			for i := range 100 {
				group.Go(func() {
					_, err := nodes[i%2].LoginStaffCode(from(t.Context(), fmt.Sprintf("198.51.100.%d", i)), tickets[i%20], "000000")
					if errors.Is(err, account.ErrWrongFactor) {
						looked.Add(1)
					} else if errs.KindOf(err) != errs.TooMany {
						t.Error(err)
					}
				})
			}
			group.Wait()
			require.EqualValues(t, 5, looked.Load())
		})
	}
}

func TestASecondFactorEndsOnlyWithPasswordAndCode(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		b.withStaff(t)
		who := b.in(t).Principal
		ctx := authz.With(t.Context(), who)
		_, err := b.Factors().Begin(ctx, "a wrong guess")
		require.ErrorIs(t, err, account.ErrOwnPassword)
		_, err = b.Factors().Confirm(ctx, "000000")
		require.ErrorIs(t, err, factor.ErrNone)
		key, recovery := b.enrolAs(t, who)
		_, err = b.Factors().Begin(ctx, password)
		require.ErrorIs(t, err, factor.ErrEnrolled)
		remove := func(word, code string) error { _, err := b.Factors().Remove(ctx, word, code); return err }
		require.ErrorIs(t, remove("a wrong guess", recovery[0]), account.ErrOwnPassword)
		require.ErrorIs(t, remove(password, "000000"), factor.ErrWrongCode)
		fresh, err := b.Factors().RenewRecovery(ctx, password, b.shown(t, key, 0))
		require.NoError(t, err)
		require.ErrorIs(t, remove(password, recovery[0]), factor.ErrWrongCode, "an old recovery code still works")
		require.NoError(t, remove(password, fresh.Recovery[0]))
		b.in(t)
		require.Equal(t, 1, b.audited(t, "account.factor_removed"))
	})
}

func TestWhoMustHaveASecondFactorGetsNowhereWithoutOne(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		rule account.SecondFactor
		role string
		must account.Must
	}{
		{account.FactorOff, "keeper", account.MustNothing}, {account.FactorOptional, "keeper", account.MustNothing},
		{account.FactorAdministrators, "keeper", account.MustEnrolFactor}, {account.FactorAdministrators, "reader", account.MustNothing},
		{account.FactorAll, "reader", account.MustEnrolFactor},
	} {
		b := setup(t, dbtest.Open(t, db.SQLite), func(dep *account.Deps) { dep.Config.SecondFactor = c.rule })
		b.withStaff(t, c.role)
		opened := b.in(t)
		require.Equal(t, c.must, opened.View.Must, c.rule)
		if c.must == account.MustNothing {
			continue
		}
		require.Equal(t, map[string]kernel.Reach{"account.secure": kernel.ReachOwn}, opened.Principal.Grants, c.rule)
		key, _ := b.enrol(t)
		in, err := b.LoginStaffCode(t.Context(), b.step(t, t.Context()), b.shown(t, key, 0))
		require.NoError(t, err)
		require.Greater(t, len(in.Principal.Grants), 2, "having enrolled opens nothing")
		b.clock.Move(time.Minute)
		_, err = b.Factors().Remove(authz.With(t.Context(), in.Principal), password, b.shown(t, key, 0))
		require.ErrorIs(t, err, factor.ErrRequired)
	}
}

func TestAPasswordThatOthersKnowOrThatIsOldMustBeChangedFirst(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d, func(dep *account.Deps) { dep.Config.Profile = secret.Dengbao })
		const mine, next = "Lantern-7-river", "Lantern-8-river"
		_, _, err := b.CreateStaff(b.system, account.NewStaff{Login: "zhang", Name: "张示例", Password: mine, Department: "wz-ent", Roles: []string{"reader"}})
		require.NoError(t, err)
		given, err := b.SetPassword(b.system, "zhang", "")
		require.NoError(t, err)
		login := func(word string) account.Opened {
			opened, err := b.LoginStaff(t.Context(), "zhang", word)
			require.NoError(t, err)
			return opened
		}
		here, there := login(given), login(given)
		require.Equal(t, account.MustChangePassword, here.View.Must)
		require.Equal(t, []string{"account.secure"}, here.View.Can)
		ctx := authz.With(t.Context(), here.Principal)
		_, err = b.Devices().Own(ctx)
		require.ErrorIs(t, err, authz.ErrForbidden)
		change := func(current, chosen string) error { _, err := b.ChangePassword(ctx, current, chosen); return err }
		require.ErrorIs(t, change("a wrong guess", next), account.ErrOwnPassword)
		require.ErrorIs(t, change(given, given), secret.ErrReused)
		require.ErrorIs(t, change(given, mine), secret.ErrReused)
		require.ErrorContains(t, change(given, "张示例-望渚-2026"), "不能只由")
		require.NoError(t, change(given, next))
		require.False(t, b.alive(t, there.Token), "a session opened with the old password goes on")

		b.clock.Move(90*24*time.Hour - time.Second)
		require.Equal(t, account.MustNothing, login(next).View.Must)
		b.clock.Move(time.Second)
		require.Equal(t, account.MustChangePassword, login(next).View.Must)
		ctx, word := authz.With(t.Context(), login(next).Principal), next
		for i := range 5 {
			other := fmt.Sprintf("Ferry-%d-Morning", i)
			require.NoError(t, change(word, other))
			word = other
			b.clock.Move(time.Minute)
		}
		require.ErrorIs(t, change(word, next), secret.ErrReused, "the fifth before the present one")
		require.NoError(t, change(word, given), "the sixth may come back")
	})
}

// S5: a known device is not locked out by others' guesses, and has no more of its
// own than they.
func TestAKnownDeviceIsNotLockedOutByTheGuessesOfOthers(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		b.withStaff(t)
		_, _, err := b.CreateStaff(b.system, account.NewStaff{Login: "li", Name: "李示例", Password: password})
		require.NoError(t, err)
		with := func(token string) context.Context {
			return kernel.WithRequest(t.Context(), kernel.Request{ID: kernel.NewID(), Address: "198.51.100.7", Device: token})
		}
		opened, err := b.LoginStaff(with("made up"), "zhang", password)
		require.NoError(t, err)
		require.Len(t, opened.Device, 43, "a token that this program did not give out was taken")
		for range 5 {
			_, err := b.LoginStaff(from(t.Context(), "198.51.100.66"), "zhang", "a wrong guess")
			require.ErrorIs(t, err, account.ErrWrongPassword)
		}
		_, err = b.LoginStaff(with(""), "zhang", password)
		require.Equal(t, errs.TooMany, errs.KindOf(err), "the lock-out does not hold")
		for _, foreign := range []string{"made up", strings.Repeat("A", 43)} {
			_, err = b.LoginStaff(with(foreign), "zhang", password)
			require.Equal(t, errs.TooMany, errs.KindOf(err), foreign)
		}
		again, err := b.LoginStaff(with(opened.Device), "zhang", password)
		require.NoError(t, err, "the owner is locked out by others")
		require.Empty(t, again.Device, "a browser got a second token")
		for range 5 {
			_, err := b.LoginStaff(with(opened.Device), "zhang", "a wrong guess")
			require.ErrorIs(t, err, account.ErrWrongPassword)
		}
		_, err = b.LoginStaff(with(opened.Device), "zhang", password)
		require.Equal(t, errs.TooMany, errs.KindOf(err), "a known device may guess without end")
		// Known for one person is not known for another.
		for range 5 {
			_, err := b.LoginStaff(from(t.Context(), "198.51.100.67"), "li", "a wrong guess")
			require.ErrorIs(t, err, account.ErrWrongPassword)
		}
		_, err = b.LoginStaff(with(opened.Device), "li", password)
		require.Equal(t, errs.TooMany, errs.KindOf(err))
	})
}

// S6: 256 bits, kept as a hash, another at each log-in, and over on every node with
// the next request.
func TestASessionRevokedOnOneNodeIsOverOnTheOther(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b, second := setup(t, d), setup(t, d)
		b.withStaff(t)
		b.withPerson(t)
		agent := "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36"
		on := kernel.WithRequest(t.Context(), kernel.Request{ID: kernel.NewID(), Address: "10.1.2.3", Agent: agent})
		var tokens []string
		var here kernel.Principal
		for range 3 {
			opened, err := b.LoginStaff(on, "zhang", password)
			require.NoError(t, err)
			tokens, here = append(tokens, opened.Token), opened.Principal
		}
		ctx := authz.With(t.Context(), here)
		list, err := b.Devices().Own(ctx)
		require.NoError(t, err)
		require.Len(t, list, 3)
		require.Equal(t, "Chrome 浏览器 · Windows", list[0].Device)
		require.Equal(t, "10.1.2.3", list[0].Address)
		require.Zero(t, b.count(t, `SELECT count(*) FROM account_session WHERE token_hash = ?`, tokens[0]))

		_, err = b.RequestCode(t.Context(), phone)
		require.NoError(t, err)
		var text string
		select { // either node may send it
		case text = <-b.texts:
		case text = <-second.texts:
		case <-time.After(patience):
			t.Fatal("no text came")
		}
		person, err := b.LoginEnterprise(t.Context(), phone, sixDigits.FindString(text))
		require.NoError(t, err)
		require.ErrorIs(t, b.Devices().Revoke(ctx, person.Principal.Session), device.ErrGone, "somebody else's session was closed")
		n, err := b.Devices().RevokeSeen(ctx, []string{here.Session, person.Principal.Session, kernel.NewID()})
		require.NoError(t, err)
		require.Zero(t, n, "one's own, a stranger's or no session was closed")

		first, err := second.Principal(t.Context(), tokens[0])
		require.NoError(t, err)
		require.NoError(t, b.Devices().Revoke(ctx, first.Session))
		require.False(t, second.alive(t, tokens[0]))
		require.True(t, second.alive(t, tokens[1]))
		require.ErrorIs(t, b.Devices().Revoke(ctx, first.Session), device.ErrGone)
		require.True(t, second.alive(t, person.Token))
		require.Equal(t, 2, b.audited(t, "account.session_revoked"))
	})
}
