package account_test

import (
	"bytes"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/account"
	"github.com/yikou/yikou/internal/account/role"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
)

// alive reports whether somebody stands behind the token.
func (b *bundle) alive(t *testing.T, token string) bool {
	t.Helper()
	p, err := b.Principal(t.Context(), token)
	require.NoError(t, err)
	return p.Kind != ""
}

func (b *bundle) in(t *testing.T) account.Opened {
	t.Helper()
	opened, err := b.LoginStaff(t.Context(), "zhang", password)
	require.NoError(t, err)
	return opened
}

func TestASessionEndsWhenItIsNotUsedForHalfAnHour(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		b.withStaff(t)
		token := b.in(t).Token
		for range 3 {
			b.clock.Move(29 * time.Minute)
			require.True(t, b.alive(t, token))
		}
		b.clock.Move(30*time.Minute - time.Microsecond)
		require.True(t, b.alive(t, token))
		b.clock.Move(30 * time.Minute)
		require.False(t, b.alive(t, token))
	})
}

func TestASessionEndsAfterTwelveHoursHoweverMuchItIsUsed(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		b.withStaff(t)
		token := b.in(t).Token
		for range 48 {
			require.True(t, b.alive(t, token))
			b.clock.Move(15 * time.Minute)
		}
		require.False(t, b.alive(t, token))
	})
}

func TestUseOfASessionIsWrittenDownAtMostOnceAMinute(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		b.withStaff(t)
		token := b.in(t).Token
		seen := func() time.Time {
			var at db.Time
			require.NoError(t, d.QueryRow(t.Context(), `SELECT last_seen_at FROM account_session`).Scan(&at))
			return at.Time
		}
		start := b.clock.Now()
		b.clock.Move(59 * time.Second)
		require.True(t, b.alive(t, token))
		require.Equal(t, start, seen())
		b.clock.Move(time.Second)
		// A busy machine may need more than one try.
		for try := 0; try < 20 && seen().Equal(start); try++ {
			require.True(t, b.alive(t, token))
			b.clock.Move(5 * time.Second)
		}
		require.NotEqual(t, start, seen())
	})
}

func TestALongWriteDoesNotHoldUpASession(t *testing.T) {
	t.Parallel()
	d := dbtest.Open(t, db.SQLite)
	b := setup(t, d)
	b.withStaff(t)
	token := b.in(t).Token
	b.clock.Move(2 * time.Minute)
	tx, err := d.Writer().BeginTx(t.Context(), nil) // the one writer is taken
	require.NoError(t, err)
	done := make(chan bool, 1)
	go func() {
		p, err := b.Principal(t.Context(), token)
		done <- err == nil && p.Kind != ""
	}()
	select {
	case in := <-done:
		require.True(t, in)
	case <-time.After(10 * time.Second):
		t.Error("the session waits for the writer")
	}
	require.NoError(t, tx.Rollback())
}

func TestClosingSessionsCountsAtOnceOnEveryNode(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		second := setup(t, d)
		staff := b.withStaff(t)
		opened := b.in(t)
		require.True(t, second.alive(t, opened.Token))
		require.NoError(t, b.Logout(authz.With(t.Context(), opened.Principal)))
		require.False(t, second.alive(t, opened.Token))

		opened = b.in(t)
		require.NoError(t, b.CloseSessions(b.system, staff.ID))
		require.False(t, second.alive(t, opened.Token))

		opened = b.in(t)
		_, err := d.Exec(t.Context(), `UPDATE account_staff SET status = 'left' WHERE id = ?`, staff.ID)
		require.NoError(t, err)
		require.False(t, second.alive(t, opened.Token), "somebody who has left still comes in")
		require.Equal(t, 1, b.audited(t, "account.logged_out"))
	})
}

func TestANewPasswordClosesEverySession(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		b.withStaff(t)
		first, second := b.in(t), b.in(t)
		fresh, err := b.SetPassword(b.system, "Zhang", "")
		require.NoError(t, err)
		require.Len(t, fresh, 23)
		require.False(t, b.alive(t, first.Token))
		require.False(t, b.alive(t, second.Token))
		_, err = b.LoginStaff(t.Context(), "zhang", password)
		require.ErrorIs(t, err, account.ErrWrongPassword)
		_, err = b.LoginStaff(t.Context(), "zhang", fresh)
		require.NoError(t, err)
	})
}

func TestARoleTakenAwayCountsAtTheNextRequest(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		b.withStaff(t, "writer")
		token := b.in(t).Token
		_, err := b.ImportStaff(b.system, []account.NewStaff{{Login: "zhang", Name: "张示例", Department: "wz-ent", Roles: []string{"reader"}}})
		require.NoError(t, err)
		p, err := b.Principal(t.Context(), token)
		require.NoError(t, err)
		require.Equal(t, withOwn(map[string]kernel.Reach{"test.read": kernel.ReachDepartment}), p.Grants)
	})
}

func TestAMandateHoldsFromItsStartToBeforeItsEnd(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		now := b.clock.Now()
		_, err := b.ImportMandates(b.system, []account.MandateRow{
			{Phone: phone, Name: "许样例", USCC: firmA, Role: account.LegalRepresentative, EndsAt: now.Add(20 * time.Minute)},
			{Phone: phone, Name: "许样例", USCC: firmB, Role: account.Handler, StartsAt: now.Add(10 * time.Minute)},
		})
		require.NoError(t, err)
		opened, err := b.LoginEnterprise(t.Context(), phone, b.code(t.Context(), t))
		require.NoError(t, err)
		for _, step := range []struct {
			after time.Duration
			firms []string
		}{
			{0, []string{firmA}},
			{10*time.Minute - time.Microsecond, []string{firmA}},
			{10 * time.Minute, []string{firmA, firmB}},
			{20*time.Minute - time.Microsecond, []string{firmA, firmB}},
			{20 * time.Minute, []string{firmB}},
		} {
			b.clock.Move(now.Add(step.after).Sub(b.clock.Now()))
			p, err := b.Principal(t.Context(), opened.Token)
			require.NoError(t, err)
			require.Equal(t, step.firms, p.Enterprises, step.after.String())
		}
		ended, err := b.EndMandates(b.system, phone, firmB)
		require.NoError(t, err)
		require.Equal(t, 1, ended)
		p, err := b.Principal(t.Context(), opened.Token)
		require.NoError(t, err)
		require.Empty(t, p.Enterprises)
		require.Equal(t, map[string]kernel.Reach{"account.self": kernel.ReachOwn}, p.Grants, "without a mandate there is nothing to do")
	})
}

func TestImportsOfPeopleChangeNothingTheSecondTime(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		staff := []account.NewStaff{
			{Login: "shili", Name: "周示例", Password: "Yikou-demo-2026", Department: "wz-ent", Roles: []string{"reader"}},
			{Login: "zhengce", Name: "吴样例", Password: "Yikou-demo-2026", Roles: []string{"writer", "reader", "writer"}},
		}
		mandates := []account.MandateRow{
			{Phone: phone, Name: "许样例", USCC: firmA, Role: account.Handler},
			{Phone: "190 0000 0001", Name: "许样例", USCC: strings.ToLower(firmB), Role: account.Handler},
		}
		for _, want := range []account.Report{{Created: 2}, {Unchanged: 2}} {
			got, err := b.ImportStaff(b.system, staff)
			require.NoError(t, err)
			require.Equal(t, want, got)
			got, err = b.ImportMandates(b.system, mandates)
			require.NoError(t, err)
			require.Equal(t, want, got)
		}
		require.Equal(t, 2, b.audited(t, "account.imported"))
		require.NoError(t, b.Roles.Seed(b.system))
		require.Equal(t, 1, b.audited(t, "account.roles_seeded"))

		staff[0].Name = "周范例"
		got, err := b.ImportStaff(b.system, staff)
		require.NoError(t, err)
		require.Equal(t, account.Report{Updated: 1, Unchanged: 1}, got)
	})
}

func TestAnImportWithOneBadRowKeepsNothing(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		good := account.NewStaff{Login: "shili", Name: "周示例", Password: "Yikou-demo-2026"}
		for want, bad := range map[error]account.NewStaff{
			account.ErrLogin:             {Login: "张三", Name: "张三", Password: "Yikou-demo-2026"},
			account.ErrStaffName:         {Login: "zhangsan", Password: "Yikou-demo-2026"},
			account.ErrDepartmentUnknown: {Login: "zhangsan", Name: "张三", Password: "Yikou-demo-2026", Department: "wz-none"},
			role.ErrUnknown:              {Login: "zhangsan", Name: "张三", Password: "Yikou-demo-2026", Roles: []string{"king"}},
		} {
			_, err := b.ImportStaff(b.system, []account.NewStaff{good, bad})
			require.ErrorIs(t, err, want)
			require.Zero(t, b.count(t, `SELECT count(*) FROM account_staff`))
		}
		row := account.MandateRow{Phone: phone, Name: "许样例", USCC: firmA, Role: account.Handler}
		for _, spoil := range []func(*account.MandateRow){
			func(r *account.MandateRow) { r.USCC = "9139" },
			func(r *account.MandateRow) { r.Role = "owner" },
			func(r *account.MandateRow) { r.EndsAt = b.clock.Now().Add(-time.Hour) },
			func(r *account.MandateRow) { r.Phone = "110" },
		} {
			bad := row
			spoil(&bad)
			_, err := b.ImportMandates(b.system, []account.MandateRow{row, bad})
			require.Error(t, err)
			require.Zero(t, b.count(t, `SELECT count(*) FROM account_person`))
		}
	})
}

func TestNeitherACommandNorAnImportGivesOnePersonTwoPowers(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		both := account.NewStaff{Login: "zhang", Name: "张示例", Password: password, Roles: []string{"keeper", "reader"}}
		_, _, err := b.CreateStaff(b.system, both)
		require.ErrorIs(t, err, role.ErrTwoPowers)
		_, err = b.ImportStaff(b.system, []account.NewStaff{both})
		require.ErrorIs(t, err, role.ErrTwoPowers)
		require.Zero(t, b.count(t, `SELECT count(*) FROM account_staff`))
		b.withStaff(t, "keeper")
		_, err = b.ImportStaff(b.system, []account.NewStaff{both})
		require.ErrorIs(t, err, role.ErrTwoPowers, "nor to one who is known")
	})
}

func TestOnlyWhoMayKeepsAccounts(t *testing.T) {
	t.Parallel()
	b := setup(t, dbtest.Open(t, db.SQLite))
	b.withStaff(t, "writer")
	opened := b.in(t)
	ctx := authz.With(t.Context(), opened.Principal)
	for name, act := range map[string]func() error{
		"create":   func() error { _, _, err := b.CreateStaff(ctx, account.NewStaff{Login: "li", Name: "李"}); return err },
		"password": func() error { _, err := b.SetPassword(ctx, "zhang", ""); return err },
		"staff":    func() error { _, err := b.ImportStaff(ctx, nil); return err },
		"mandates": func() error { _, err := b.ImportMandates(ctx, nil); return err },
		"end":      func() error { _, err := b.EndMandates(ctx, phone, firmA); return err },
		"close":    func() error { return b.CloseSessions(ctx, opened.Principal.ID) },
		"roles":    func() error { return b.Roles.Seed(ctx) },
	} {
		require.ErrorIs(t, act(), authz.ErrForbidden, name)
	}
}

func TestNoTokenCodePasswordPhoneOrNameStandsInTheDatabase(t *testing.T) {
	t.Parallel()
	address := dbtest.URL(t, db.SQLite)
	d, err := db.Open(t.Context(), address, db.Options{})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, d.Close()) })
	b := setup(t, d)
	b.withStaff(t)
	b.withPerson(t)
	staff := b.in(t)
	code := b.code(t.Context(), t)
	person, err := b.LoginEnterprise(t.Context(), phone, code)
	require.NoError(t, err)
	_, err = b.LoginStaff(t.Context(), "canary-login-typo", "canary-password")
	require.Error(t, err)
	_, err = b.RequestCode(t.Context(), stranger)
	require.NoError(t, err)

	path := strings.TrimPrefix(address, "sqlite:")
	var everything []byte
	files, err := filepath.Glob(path + "*") // the write-ahead log too
	require.NoError(t, err)
	require.Len(t, files, 3)
	for _, name := range files {
		content, err := os.ReadFile(name)
		require.NoError(t, err)
		everything = append(everything, content...)
	}
	require.True(t, bytes.Contains(everything, []byte("张示例")), "this search finds nothing whatever there is")
	for what, secret := range map[string]string{
		"staff token": staff.Token, "person's token": person.Token, "password": password, "typed login": "canary-login-typo",
		"typed password": "canary-password", "phone": phone, "unknown phone": stranger, "name": "许样例", "code": "\"" + code + "\"",
	} {
		require.False(t, bytes.Contains(everything, []byte(secret)), what)
	}
	// Six digits alone occur by chance in hashes: look at the texts that carry them.
	require.Zero(t, b.count(t, `SELECT count(*) FROM river_job WHERE CAST(args AS text) LIKE '%'||?||'%' AND kind = ?`, "验证码", account.JobSendCode))
	require.Zero(t, b.count(t, `SELECT count(*) FROM account_code WHERE hash = ?`, code))
}

func TestWhatIsOverIsSweptAway(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		b.withStaff(t)
		b.withPerson(t)
		b.in(t)
		b.code(t.Context(), t)
		rows := func() []int {
			return []int{b.count(t, `SELECT count(*) FROM account_session`), b.count(t, `SELECT count(*) FROM account_code`), b.count(t, `SELECT count(*) FROM account_attempt`)}
		}
		before := rows()
		require.NotContains(t, before, 0)
		b.clock.Move(11 * time.Hour)
		require.NoError(t, b.Sweep(b.system))
		require.Equal(t, before, rows())
		b.clock.Move(49 * time.Hour)
		require.NoError(t, b.Sweep(b.system))
		require.Equal(t, []int{0, 0, 0}, rows())
	})
}

// ASVS 5.0, 7.2.4 and 7.4.3: whoever stole a token, or came in elsewhere, is out
// when the owner changes what one comes in with.
func TestWhoeverChangesWhatTheyComeInWithGoesOnAloneWithAnotherToken(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := serve(t, d)
		s.withStaff(t)
		_, _, err := s.CreateStaff(s.system, account.NewStaff{Login: "li", Name: "李示例", Password: password})
		require.NoError(t, err)
		stranger, err := s.LoginStaff(t.Context(), "li", password)
		require.NoError(t, err)
		here := s.call(t, "POST", "/session/staff", staffBody, nil).Cookies()[0].Value
		var there, key, recovery, word string
		word = password
		for _, change := range []struct {
			method, path string
			body         func() string
		}{
			{"PUT", "/account/password", func() string { return `{"current":"` + password + `","password":"Lantern-7-river"}` }},
			{"POST", "/account/factor/confirm", func() string { return `{"code":"` + s.shown(t, key, 0) + `"}` }},
			{"POST", "/account/factor/recovery-codes", func() string { return `{"password":"` + word + `","code":"` + s.shown(t, key, 0) + `"}` }},
			{"POST", "/account/factor/remove", func() string { return `{"password":"` + word + `","code":"` + recovery + `"}` }},
		} {
			there = s.elsewhere(t, word, key)
			cookie := []*http.Cookie{{Name: "yikou", Value: here}}
			if strings.HasSuffix(change.path, "confirm") {
				begun := s.call(t, "POST", "/account/factor", `{"password":"`+word+`"}`, cookie)
				require.Equal(t, http.StatusOK, begun.StatusCode, begun.text)
				require.Empty(t, begun.Cookies(), "nothing has changed yet")
				key = strings.ReplaceAll(begun.field(t, "key").(string), " ", "")
			}
			before, err := s.Principal(t.Context(), here)
			require.NoError(t, err)
			done := s.call(t, change.method, change.path, change.body(), cookie)
			require.Less(t, done.StatusCode, 300, done.text)
			require.Len(t, done.Cookies(), 1, change.path)
			require.Equal(t, "yikou", done.Cookies()[0].Name)
			require.False(t, s.alive(t, here), "the old token is still good after %s", change.path)
			require.False(t, s.alive(t, there), "another session goes on after %s", change.path)
			here = done.Cookies()[0].Value
			after, err := s.Principal(t.Context(), here)
			require.NoError(t, err)
			require.Equal(t, before.Session, after.Session, "it is the same device in the list")
			require.True(t, s.alive(t, stranger.Token))
			word = "Lantern-7-river"
			if strings.Contains(done.text, `"codes"`) {
				recovery = done.field(t, "codes").([]any)[0].(string)
			}
			s.clock.Move(time.Minute)
		}
	})
}

// elsewhere is the token of zhang on another device.
func (b *bundle) elsewhere(t *testing.T, word, key string) string {
	t.Helper()
	opened, err := b.LoginStaff(t.Context(), "zhang", word)
	require.NoError(t, err)
	if opened.Ticket != "" {
		opened, err = b.LoginStaffCode(t.Context(), opened.Ticket, b.shown(t, key, 0))
		require.NoError(t, err)
		b.clock.Move(time.Minute)
	}
	return opened.Token
}

func TestASessionClosedMeanwhileChangesNothing(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		b.withStaff(t)
		stolen, owner := b.in(t), b.in(t)
		require.NoError(t, b.Devices().Revoke(authz.With(t.Context(), owner.Principal), stolen.Principal.Session))
		_, err := b.ChangePassword(authz.With(t.Context(), stolen.Principal), password, "Lantern-7-river")
		require.ErrorIs(t, err, authz.ErrUnauthenticated)
		require.True(t, b.alive(t, owner.Token))
		b.in(t) // with the password as it was
	})
}
