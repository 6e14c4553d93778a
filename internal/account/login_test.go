package account_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/account"
	"github.com/yikou/yikou/internal/account/secret"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
	"github.com/yikou/yikou/internal/platform/errs"
)

func TestStaffComeInWithTheWidestReachOfTheirRoles(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		staff := b.withStaff(t, "reader", "writer")
		opened, err := b.LoginStaff(from(t.Context(), "198.51.100.7"), " Zhang ", password)
		require.NoError(t, err)
		require.Equal(t, []string{"account.secure", "account.self", "test.read", "test.write"}, opened.View.Can)
		require.Equal(t, b.clock.Now().Add(30*time.Minute), opened.View.ExpiresAt)

		p, err := b.Principal(t.Context(), opened.Token)
		require.NoError(t, err)
		require.Equal(t, kernel.Principal{
			Kind: kernel.StaffPrincipal, ID: staff.ID, Name: "张示例", Department: "d-ent", Division: "390102000000",
			Grants: withOwn(map[string]kernel.Reach{"test.read": kernel.ReachAll, "test.write": kernel.ReachOwn}), Session: p.Session,
		}, p)
		require.Equal(t, 1, b.audited(t, "account.logged_in"))
		_, err = b.audit.Verify(t.Context())
		require.NoError(t, err)
	})
}

func TestLoggingInAgainClosesTheSessionBefore(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		b.withStaff(t)
		first, err := b.LoginStaff(t.Context(), "zhang", password)
		require.NoError(t, err)
		second, err := b.LoginStaff(authz.With(t.Context(), first.Principal), "zhang", password)
		require.NoError(t, err)
		require.NotEqual(t, first.Token, second.Token)
		p, err := b.Principal(t.Context(), first.Token)
		require.NoError(t, err)
		require.Zero(t, p)
	})
}

func TestAWrongPasswordAnUnknownLoginAndASuspendedAccountGetTheSameAnswer(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		staff := b.withStaff(t)
		_, wrong := b.LoginStaff(from(t.Context(), "198.51.100.1"), "zhang", "wrong horse battery")
		_, unknown := b.LoginStaff(from(t.Context(), "198.51.100.2"), "nobody", password)
		_, odd := b.LoginStaff(from(t.Context(), "198.51.100.3"), "' OR 1=1 --", password)
		_, err := d.Exec(t.Context(), `UPDATE account_staff SET status = 'suspended' WHERE id = ?`, staff.ID)
		require.NoError(t, err)
		_, suspended := b.LoginStaff(from(t.Context(), "198.51.100.4"), "zhang", password)
		for _, err := range []error{wrong, unknown, odd, suspended} {
			require.Equal(t, account.ErrWrongPassword, err)
		}
		require.Equal(t, 4, b.audited(t, "account.login_failed"))
		require.Zero(t, b.count(t, `SELECT count(*) FROM audit_entry WHERE detail LIKE '%nobody%' OR detail LIKE '%horse%'`))
	})
}

func TestAnUnknownLoginIsLockedOutLikeAKnownOne(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		b.withStaff(t)
		for _, login := range []string{"zhang", "nobody"} {
			for range 5 {
				_, err := b.LoginStaff(from(t.Context(), "198.51.100.9"), login, "a wrong guess")
				require.ErrorIs(t, err, account.ErrWrongPassword)
			}
			_, err := b.LoginStaff(from(t.Context(), "198.51.100.9"), login, password)
			require.EqualError(t, err, "account.too_many_tries: 尝试的次数太多，暂停受理，请过 1 分钟再试。")
		}
	})
}

func TestOfAHundredGuessesMadeAtOnceOnTwoNodesFiveAreLookedAt(t *testing.T) {
	t.Parallel()
	for _, engine := range []db.Engine{db.SQLite, db.Postgres} {
		t.Run(string(engine), func(t *testing.T) {
			t.Parallel()
			url := dbtest.URL(t, engine)
			nodes := []*bundle{node(t, url), node(t, url)}
			nodes[0].withStaff(t)
			var looked, refused atomic.Int64
			var group sync.WaitGroup
			begin := make(chan struct{})
			for i := range 100 {
				group.Go(func() {
					<-begin
					_, err := nodes[i%2].LoginStaff(from(t.Context(), fmt.Sprintf("198.51.100.%d", i)), "zhang", "a wrong guess")
					switch {
					case errors.Is(err, account.ErrWrongPassword):
						looked.Add(1)
					case errs.KindOf(err) == errs.TooMany:
						refused.Add(1)
					default:
						t.Error(err)
					}
				})
			}
			close(begin)
			group.Wait()
			require.EqualValues(t, 5, looked.Load())
			require.EqualValues(t, 95, refused.Load())
			require.Equal(t, 5, nodes[0].audited(t, "account.login_failed"))
		})
	}
}

// node returns an instance with a pool of its own.
func node(t *testing.T, url string) *bundle {
	t.Helper()
	d, err := db.Open(t.Context(), url, db.Options{Readers: 16})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, d.Close()) })
	return setup(t, d)
}

func TestTheWaitDoublesWithEachFurtherGuessAndEndsWithSuccess(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		b.withStaff(t)
		guess := func(word string) error {
			_, err := b.LoginStaff(from(t.Context(), "198.51.100.7"), "zhang", word)
			return err
		}
		for range 4 {
			require.ErrorIs(t, guess("a wrong guess"), account.ErrWrongPassword)
		}
		wait := time.Minute
		for range 4 {
			require.ErrorIs(t, guess("a wrong guess"), account.ErrWrongPassword)
			b.clock.Move(wait - time.Second)
			require.Equal(t, errs.TooMany, errs.KindOf(guess(password)))
			b.clock.Move(time.Second)
			wait *= 2
		}
		require.NoError(t, guess(password))
		for range 5 {
			require.ErrorIs(t, guess("a wrong guess"), account.ErrWrongPassword, "success did not start anew")
		}
		require.Equal(t, errs.TooMany, errs.KindOf(guess(password)))
	})
}

func TestAnAddressIsLockedOutWhicheverLoginsItTriesAndAnotherAddressIsNot(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		b.withStaff(t)
		intruder := func(i int) context.Context {
			// One household of IPv6 has 2^64 addresses: they count as one.
			return from(t.Context(), "2001:db8:1:2::"+string(rune('a'+i%6)))
		}
		for i := range 20 {
			_, err := b.LoginStaff(intruder(i), "nobody"+string(rune('a'+i)), "a wrong guess")
			require.ErrorIs(t, err, account.ErrWrongPassword)
		}
		_, err := b.LoginStaff(intruder(3), "zhang", password)
		require.Equal(t, errs.TooMany, errs.KindOf(err))
		_, err = b.LoginStaff(from(t.Context(), "2001:db8:1:3::a"), "zhang", password)
		require.NoError(t, err)
	})
}

func TestSuccessWithOnesOwnAccountDoesNotWashAwayWrongGuessesOfAnAddress(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		b.withStaff(t)
		here := from(t.Context(), "198.51.100.7")
		for i := range 20 {
			_, err := b.LoginStaff(here, "nobody"+string(rune('a'+i)), "a wrong guess")
			require.ErrorIs(t, err, account.ErrWrongPassword)
			if i < 19 {
				_, err = b.LoginStaff(here, "zhang", password)
				require.NoError(t, err)
			}
		}
		_, err := b.LoginStaff(here, "zhang", password)
		require.Equal(t, errs.TooMany, errs.KindOf(err))
	})
}

func TestAPersonComesInOnceWithACode(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		b.withPerson(t)
		code := b.code(t.Context(), t)
		opened, err := b.LoginEnterprise(t.Context(), "+86 190-0000-0001", code)
		require.NoError(t, err)
		require.Equal(t, "许样例", opened.View.Name)
		require.Equal(t, "许**", opened.Principal.Name)
		require.Equal(t, []string{firmA}, opened.Principal.Enterprises)
		require.Equal(t, map[string]string{firmA: "示例甲有限公司"}, opened.View.Enterprises)
		require.Equal(t, []string{"account.self", "test.my"}, opened.View.Can)
		require.Equal(t, "企业经办人", opened.View.Roles[0].Name)

		_, err = b.LoginEnterprise(t.Context(), phone, code)
		require.ErrorIs(t, err, account.ErrWrongCode, "a code came in twice")
		require.Equal(t, 1, b.audited(t, "account.logged_in"))
		require.Equal(t, 1, b.audited(t, "account.login_failed"))
	})
}

func TestACodeEndsAfterFiveMinutesOrFiveWrongGuesses(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d, func(dep *account.Deps) { dep.Config.Limits.Account.Free = 100; dep.Config.Limits.Address.Free = 100 })
		b.withPerson(t)
		code := b.code(t.Context(), t)
		b.clock.Move(5 * time.Minute)
		_, err := b.LoginEnterprise(t.Context(), phone, code)
		require.ErrorIs(t, err, account.ErrWrongCode, "an expired code came in")

		code = b.code(t.Context(), t)
		for range 5 {
			_, err = b.LoginEnterprise(t.Context(), phone, wrongCode(code))
			require.ErrorIs(t, err, account.ErrWrongCode)
		}
		_, err = b.LoginEnterprise(t.Context(), phone, code)
		require.ErrorIs(t, err, account.ErrWrongCode, "the sixth guess was looked at")

		b.clock.Move(time.Minute)
		code = b.code(t.Context(), t)
		b.clock.Move(5*time.Minute - time.Microsecond)
		_, err = b.LoginEnterprise(t.Context(), phone, code)
		require.NoError(t, err)
	})
}

func TestOfAHundredGuessesAtACodeMadeAtOnceFiveAreLookedAt(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		b.withPerson(t)
		code := b.code(t.Context(), t)
		var group sync.WaitGroup
		var looked atomic.Int64
		for range 100 {
			group.Go(func() {
				if _, err := b.LoginEnterprise(from(t.Context(), "198.51.100.7"), phone, wrongCode(code)); errors.Is(err, account.ErrWrongCode) {
					looked.Add(1)
				}
			})
		}
		group.Wait()
		require.EqualValues(t, 5, looked.Load())
		require.Equal(t, 5, b.count(t, `SELECT tries FROM account_code`))
	})
}

func TestOneCodeOpensOneSessionHoweverManyTryAtOnce(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		b.withPerson(t)
		code := b.code(t.Context(), t)
		var group sync.WaitGroup
		var in atomic.Int64
		for range 5 {
			group.Go(func() {
				if _, err := b.LoginEnterprise(t.Context(), phone, code); err == nil {
					in.Add(1)
				}
			})
		}
		group.Wait()
		require.EqualValues(t, 1, in.Load())
		require.Equal(t, 1, b.count(t, `SELECT count(*) FROM account_session`))
	})
}

func TestAPhoneGetsACodeAMinuteAndTenADayWhetherAnybodyHasItOrNot(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d, func(dep *account.Deps) { dep.Config.Limits.Codes.Free = 1000 })
		b.withPerson(t)
		for _, number := range []string{phone, stranger} {
			for range 10 {
				sent, err := b.RequestCode(t.Context(), number)
				require.NoError(t, err)
				require.Equal(t, account.CodeSent{Resend: time.Minute, Life: 5 * time.Minute}, sent)
				b.clock.Move(59 * time.Second)
				_, err = b.RequestCode(t.Context(), number)
				require.EqualError(t, err, "account.code_too_soon: 验证码刚刚发送过，请过 1 秒再试。")
				b.clock.Move(time.Second)
			}
			_, err := b.RequestCode(t.Context(), number)
			require.Equal(t, errs.TooMany, errs.KindOf(err))
			require.ErrorContains(t, err, "15 小时", "midnight in Beijing is when it counts anew")
		}
		b.clock.Move(15 * time.Hour)
		_, err := b.RequestCode(t.Context(), phone)
		require.NoError(t, err)
	})
}

func TestAnAddressCannotHaveCodesSentToEverybody(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d, func(dep *account.Deps) { dep.Config.Limits.Codes.Free = 3 })
		for i := range 3 {
			_, err := b.RequestCode(from(t.Context(), "198.51.100.7"), "1900000100"+string(rune('0'+i)))
			require.NoError(t, err)
		}
		_, err := b.RequestCode(from(t.Context(), "198.51.100.7"), "19000001009")
		require.Equal(t, errs.TooMany, errs.KindOf(err))
		_, err = b.RequestCode(from(t.Context(), "198.51.100.8"), "19000001009")
		require.NoError(t, err)
	})
}

func TestAPhoneThatNobodyHasGetsTheAnswersOfOneThatSomebodyHasAndNoText(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		b.withPerson(t)
		known, err := b.RequestCode(t.Context(), phone)
		require.NoError(t, err)
		unknown, err := b.RequestCode(t.Context(), stranger)
		require.NoError(t, err)
		require.Equal(t, known, unknown)
		require.Equal(t, 2, b.count(t, `SELECT count(*) FROM river_job WHERE kind = ?`, account.JobSendCode), "the work must be the same")

		_, wrong := b.LoginEnterprise(t.Context(), phone, "000000")
		_, nobody := b.LoginEnterprise(t.Context(), stranger, "000000")
		require.Equal(t, wrong, nobody)
		// Whatever order the two jobs ran in, the text that came was for the known.
		require.Contains(t, <-b.texts, phone)
		require.Eventually(t, func() bool {
			return b.count(t, `SELECT count(*) FROM river_job WHERE kind = ? AND state <> 'completed'`, account.JobSendCode) == 0
		}, patience, 20*time.Millisecond)
		require.Empty(t, b.texts)
	})
}

func TestANumberThatIsNoMobilePhoneIsRefused(t *testing.T) {
	t.Parallel()
	for _, bad := range []string{"", "12345678901", "1900000000", "190000000012", "+1 9000000001", "1900000000x", "０1900000001"} {
		_, err := account.NormalizePhone(bad)
		require.ErrorIs(t, err, account.ErrPhone, bad)
	}
	for _, good := range []string{"19000000001", "+8619000000001", "86 190 0000 0001", "190-0000-0001"} {
		got, err := account.NormalizePhone(good)
		require.NoError(t, err, good)
		require.Equal(t, "19000000001", got)
	}
}

func TestAnUnknownLoginTakesAsLongAsAKnownOne(t *testing.T) {
	t.Parallel()
	d := dbtest.Open(t, db.SQLite)
	b := setup(t, d, func(dep *account.Deps) {
		dep.Config.Argon2 = secret.Argon2{Time: 40, Memory: 1024, Threads: 1} // dwarfs everything else
	})
	b.withStaff(t)
	fastest := func(login string) time.Duration {
		best := time.Hour
		for range 4 {
			began := time.Now()
			_, err := b.LoginStaff(t.Context(), login, "a wrong guess")
			require.ErrorIs(t, err, account.ErrWrongPassword)
			best = min(best, time.Since(began))
		}
		return best
	}
	known := fastest("zhang")
	for _, unknown := range []string{"nobody", "NOT A LOGIN"} {
		// Without the hash it would take a hundredth; a busy machine is no cause.
		require.Greater(t, 5*fastest(unknown), known, unknown)
	}
}
