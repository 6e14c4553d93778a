package library_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/platform/outbound"
	"github.com/yikou/yikou/internal/policy/definition"
	"github.com/yikou/yikou/internal/policy/library"
	"github.com/yikou/yikou/internal/policy/library/link"
	"github.com/yikou/yikou/internal/policy/library/taxonomy"
)

func TestARepealedParentIsShownOnItsChildrenFromTheDayItEnds(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		parent := b.add(t, definition.Document{Title: "老办法", PublishedOn: day("2020-01-01")})
		hidden, err := b.Create(editor(t), definition.Document{Title: "不公开的名称", Level: definition.District, Text: "甲"})
		require.NoError(t, err)
		child := b.add(t, definition.Document{Title: "实施细则", PublishedOn: day("2021-01-01"), Relations: []definition.Relation{
			{Kind: definition.Implements, Policy: parent.Entry.ID}, {Kind: definition.Implements, Title: "不在库里的上位法"},
			{Kind: definition.Implements, Policy: hidden.Entry.ID, Title: "写下的名称"}, {Kind: definition.Amends, Policy: hidden.Entry.ID},
		}})
		next, err := b.Create(editor(t), definition.Document{Title: "新办法", Level: definition.District, Text: "第一条 新。", PublishedOn: day("2026-11-01"), EffectiveFrom: day("2026-12-01"),
			Relations: []definition.Relation{{Kind: definition.Replaces, Policy: parent.Entry.ID}}})
		require.NoError(t, err)
		standingOf := func() library.Standing {
			v, err := b.PublicGet(t.Context(), child.Entry.ID)
			require.NoError(t, err)
			require.Equal(t, "老办法", v.Parents[0].Title)
			require.Equal(t, library.Related{Kind: definition.Implements, Title: "不在库里的上位法"}, v.Parents[1])
			require.Equal(t, []library.Related{{Kind: definition.Implements, Title: "写下的名称"}}, v.Parents[2:], "what a draft is called now is nobody's business")
			require.Equal(t, v.ParentRepealed, v.Parents[0].Standing == library.Repealed)
			return v.Parents[0].Standing
		}
		require.Equal(t, library.InForce, standingOf(), "replaced by a draft only")
		_, err = b.Publish(editor(t), next.Entry.ID, 1)
		require.NoError(t, err)
		require.Equal(t, library.InForce, standingOf(), "the new one takes effect later")
		b.clock.Move(10 * 24 * time.Hour)
		require.Equal(t, library.Repealed, standingOf())
		require.Equal(t, []string{"老办法"}, titles(t)(b.PublicList(t.Context(), library.Filter{Standing: library.Repealed}, kernel.Page{})))
		require.Equal(t, []string{"实施细则"}, titles(t)(b.List(editor(t), library.Filter{Due: true}, kernel.Page{})))
		v, err := b.PublicGet(t.Context(), parent.Entry.ID)
		require.NoError(t, err)
		require.Equal(t, []string{"实施细则", "新办法"}, []string{v.Children[0].Title, v.Children[1].Title})
	})
}

func TestOnlyPublishedPoliciesAreThePublicsAndAreFound(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		hidden, err := b.Create(editor(t), definition.Document{Title: "未公开的办法", Level: definition.District, Text: "第一条 研发补助。"})
		require.NoError(t, err)
		shown := b.add(t, definition.Document{Title: "公开的办法", Number: "望政发〔2026〕9号", Text: "第一条 研发补助一百万元。", Issuers: []string{"望渚区人民政府"}, Themes: []string{"growth-rd"}})
		gone := b.add(t, definition.Document{Title: "撤下的办法", Text: "第一条 研发补助。"})
		_, err = b.Withdraw(editor(t), gone.Entry.ID, gone.Entry.Version)
		require.NoError(t, err)
		for _, f := range []library.Filter{{}, {Text: "研发补助"}, {Text: "9号"}, {Theme: "growth"}, {Issuer: "望渚区"}, {State: library.Draft}} {
			require.Equal(t, []string{"公开的办法"}, titles(t)(b.PublicList(t.Context(), f, kernel.Page{})), "%+v", f)
		}
		require.Empty(t, titles(t)(b.PublicList(t.Context(), library.Filter{Issuer: "%"}, kernel.Page{})))
		require.Empty(t, titles(t)(b.PublicList(t.Context(), library.Filter{Year: 2025}, kernel.Page{})))
		require.Equal(t, []string{"未公开的办法"}, titles(t)(b.List(editor(t), library.Filter{State: library.Draft, Text: " “未公开”的 "}, kernel.Page{})))
		for text, want := range map[string]int{"办法": 3, "[2026] 9": 1, "没有": 0} {
			offered, err := b.Offered(editor(t), text, "", 5)
			require.NoError(t, err)
			require.Len(t, offered, want, text)
		}
		offered, err := b.Offered(editor(t), "", hidden.Entry.ID, 5)
		require.NoError(t, err)
		require.Equal(t, hidden.Entry.ID, offered[0].ID)
		require.ElementsMatch(t, []string{"未公开的办法", "公开的办法", "撤下的办法"}, titles(t)(b.List(editor(t), library.Filter{Text: "办法"}, kernel.Page{})))
		for _, id := range []string{hidden.Entry.ID, gone.Entry.ID, "none"} {
			_, err := b.PublicGet(t.Context(), id)
			require.ErrorIs(t, err, library.ErrNotFound)
		}
		v, err := b.PublicGet(t.Context(), shown.Entry.ID)
		require.NoError(t, err)
		require.Equal(t, []library.MeasureRef{{ID: "m1", Title: "公开的", Public: true}}, v.Measures)
		require.Empty(t, v.Can)
		_, err = b.List(t.Context(), library.Filter{}, kernel.Page{})
		require.Equal(t, errs.Unauthenticated, errs.KindOf(err))
		_, err = b.Create(as(t, "s", "policy.read"), definition.Document{})
		require.Equal(t, errs.Forbidden, errs.KindOf(err))
		_, err = b.Publish(editor(t), shown.Entry.ID, 1)
		require.ErrorIs(t, err, library.ErrTransition)
	})
}

func TestPagesOfAListJoinToTheWhole(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		for i := range 7 {
			b.add(t, definition.Document{Title: fmt.Sprintf("办法%d", i), PublishedOn: day(fmt.Sprintf("2026-01-0%d", i+1))})
		}
		_, err := b.Create(editor(t), definition.Document{Title: "办法草稿", Level: definition.District, Text: "甲"})
		require.NoError(t, err)
		for _, text := range []string{"", "办法"} {
			seen := map[string]bool{}
			page := kernel.Page{Limit: 3}
			for {
				rows, err := b.List(editor(t), library.Filter{Text: text}, page)
				require.NoError(t, err)
				require.EqualValues(t, 8, rows.Total)
				for _, r := range rows.Items {
					require.False(t, seen[r.Entry.ID])
					seen[r.Entry.ID] = true
				}
				if rows.Next == "" {
					break
				}
				page.After = rows.Next
			}
			require.Len(t, seen, 8, text)
		}
	})
}

func TestThemesAreATreeThatPoliciesHoldOnTo(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		b.add(t, definition.Document{Title: "办法", Themes: []string{"growth-rd"}})
		_, used, version, err := b.Taxonomy.List(t.Context())
		require.NoError(t, err)
		require.EqualValues(t, 1, used["growth-rd"])
		keep := taxonomy.Term{Code: "growth-rd", Label: "研发"}
		require.ErrorIs(t, b.Taxonomy.Save(editor(t), []taxonomy.Term{{Code: "x", Label: "别的"}}, version), taxonomy.ErrInUse)
		for _, bad := range [][]taxonomy.Term{{keep, keep}, {keep, {Code: "a", Parent: "b", Label: "甲"}, {Code: "b", Parent: "a", Label: "乙"}}, {keep, {Code: "a", Parent: "none", Label: "甲"}}, {keep, {Code: "a"}}} {
			require.ErrorIs(t, b.Taxonomy.Save(editor(t), bad, version), taxonomy.ErrTree)
		}
		require.NoError(t, b.Taxonomy.Save(editor(t), []taxonomy.Term{keep}, version))
		require.ErrorIs(t, b.Taxonomy.Save(editor(t), []taxonomy.Term{keep}, version), taxonomy.ErrStale)
	})
}

func TestAnOwnerIsRemindedOnceOfWhatIsDue(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		ctx := authz.AsSystem(t.Context(), "test")
		b.add(t, definition.Document{Title: "还早"})
		ending := b.add(t, definition.Document{Title: "快到期", EffectiveTo: day("2026-11-30")})
		reminders := func() int {
			require.NoError(t, b.RemindOwners(ctx))
			var n int
			require.NoError(t, d.QueryRow(ctx, `SELECT count(*) FROM policy_library_entry WHERE reminded_on IS NOT NULL`).Scan(&n))
			return n
		}
		require.Zero(t, reminders())
		b.clock.Move(10 * 24 * time.Hour)
		require.Equal(t, 1, reminders())
		v, err := b.Get(editor(t), ending.Entry.ID)
		require.NoError(t, err)
		require.Equal(t, []library.Due{library.DueExpired}, v.Why)
		v, err = b.Reviewed(editor(t), ending.Entry.ID, v.Entry.Version)
		require.NoError(t, err)
		require.Empty(t, v.Why)
		b.clock.Move(366 * 24 * time.Hour)
		require.Equal(t, 2, reminders(), "a year without a look")
	})
}

func TestAPolicyIsKeptBySomebodyWhoMay(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		mine := func(id string) []string {
			return titles(t)(b.List(as(t, id, "policy.read", library.PermEdit), library.Filter{Mine: true}, kernel.Page{}))
		}
		v := b.add(t, definition.Document{Title: "办法"})
		_, err := b.ImportFolder(authz.AsSystem(t.Context(), "test"), fstest.MapFS{"a.txt": {Data: []byte("条例\n第一条 甲。")}}, nil)
		require.NoError(t, err)
		require.ElementsMatch(t, []string{"办法", "条例"}, mine("staff-1"))
		require.Equal(t, []string{"条例"}, mine("staff-2"), "what nobody has is everybody's")
		require.Empty(t, titles(t)(b.List(as(t, "reader", "policy.read"), library.Filter{Mine: true}, kernel.Page{})))
		_, err = b.Service.Save(editor(t), v.Entry.ID, 1, v.Document, "reader")
		require.ErrorIs(t, err, library.ErrRefused)
		v, err = b.Service.Save(editor(t), v.Entry.ID, 1, v.Document, "staff-2")
		require.NoError(t, err)
		require.Equal(t, "staff-2 李编辑 2", fmt.Sprint(v.Owner, " ", v.OwnerName, " ", len(v.Keepers)))
		require.Equal(t, []string{"条例"}, mine("staff-1"))
		b.near.left = "staff-2"
		require.ElementsMatch(t, []string{"办法", "条例"}, mine("staff-1"), "whoever left leaves it to the others")
		b.clock.Move(366 * 24 * time.Hour)
		require.NoError(t, b.RemindOwners(authz.AsSystem(t.Context(), "test")))
		var told string
		require.NoError(t, d.QueryRow(t.Context(), `SELECT payload FROM event_log WHERE name = 'policy.review_due'`).Scan(&told))
		require.Contains(t, told, `"owner":"","reason":"一年没有复核","count":2`)
		v, err = b.Reviewed(editor(t), v.Entry.ID, v.Entry.Version)
		require.NoError(t, err)
		require.Equal(t, "staff-1", v.Owner)
	})
}

func TestSourceLinksAreLookedAtWithoutFollowingThemInside(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		inside := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("was connected to") }))
		defer inside.Close()
		outside := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			switch r.URL.Path {
			case "/moved":
				http.Redirect(w, r, inside.URL, http.StatusFound)
			case "/gone":
				http.NotFound(w, r)
			}
		}))
		defer outside.Close()
		want := map[string]link.State{outside.URL + "/ok": link.OK, outside.URL + "/moved": link.Moved, outside.URL + "/gone": link.Gone, inside.URL: link.Refused, "http://169.254.169.254/latest": link.Refused}
		ids := map[string]string{}
		for address := range want {
			ids[address] = b.add(t, definition.Document{Title: "办法", SourceURL: address}).Entry.ID
		}
		require.NoError(t, b.CheckLinks(authz.AsSystem(t.Context(), "test")), "off: nothing is connected to")
		b.Outbound = outbound.New(outbound.Options{Allow: []string{strings.TrimPrefix(outside.URL, "http://")}})
		require.NoError(t, b.CheckLinks(authz.AsSystem(t.Context(), "test")))
		for address, link := range want {
			v, err := b.Get(editor(t), ids[address])
			require.NoError(t, err)
			require.Equal(t, link, v.Link, address)
		}
		due := func() []string { return titles(t)(b.List(editor(t), library.Filter{Due: true}, kernel.Page{})) }
		require.Empty(t, due(), "sites are down for a day now and then")
		for range 2 {
			require.NoError(t, b.CheckLinks(authz.AsSystem(t.Context(), "test")))
		}
		require.Len(t, due(), 1, "the one that was gone three times")
		v, err := b.Get(editor(t), ids[outside.URL+"/gone"])
		require.NoError(t, err)
		require.False(t, v.LinkCheckedAt.IsZero())
		v.Document.SourceURL = outside.URL + "/ok"
		v, err = b.Save(editor(t), v.Entry.ID, v.Entry.Version, v.Document)
		require.NoError(t, err)
		require.Equal(t, "unchecked true", fmt.Sprint(v.Link, " ", v.LinkCheckedAt.IsZero()), "nobody looked at the new one")
		require.Empty(t, due())
	})
}
