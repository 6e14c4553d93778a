package library_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/blob"
	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
	"github.com/yikou/yikou/internal/platform/doctext"
	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/platform/events"
	"github.com/yikou/yikou/internal/platform/jobs"
	"github.com/yikou/yikou/internal/platform/outbound"
	"github.com/yikou/yikou/internal/platform/textsearch"
	"github.com/yikou/yikou/internal/policy/definition"
	"github.com/yikou/yikou/internal/policy/library"
	"github.com/yikou/yikou/internal/policy/library/attachment"
	"github.com/yikou/yikou/internal/policy/library/link"
	"github.com/yikou/yikou/internal/policy/library/taxonomy"
	"github.com/yikou/yikou/internal/standard/civil"
)

// neighbours stand in for the measures.
type neighbours struct {
	changed []string
	left    string // a keeper who is one no more
	alone   bool   // no measure rests on any policy
}

func (n *neighbours) PoliciesChanged(_ context.Context, policies []string) error {
	n.changed = append(n.changed, policies...)
	return nil
}

func (n *neighbours) MeasuresOf(context.Context, string) ([]library.MeasureRef, error) {
	if n.alone {
		return nil, nil
	}
	return []library.MeasureRef{{ID: "m1", Title: "公开的", Public: true}, {ID: "m2", Title: "草稿"}}, nil
}

// Keepers are two members of staff; neighbours stand in for the office too.
func (n *neighbours) Keepers(context.Context) ([]library.Colleague, error) {
	return slices.DeleteFunc([]library.Colleague{{ID: "staff-1", Name: "王编辑"}, {ID: "staff-2", Name: "李编辑"}}, func(c library.Colleague) bool { return c.ID == n.left }), nil
}

type bundle struct {
	*library.Service
	clock *clock.Fixed
	db    *db.DB
	near  *neighbours
	audit *audit.Log
}

func setup(t *testing.T, d *db.DB) bundle {
	t.Helper()
	fixed := clock.NewFixed(time.Date(2026, 11, 21, 2, 0, 0, 0, time.UTC))
	registry := jobs.NewRegistry()
	runner, err := jobs.New(d, fixed, slog.New(slog.NewTextHandler(io.Discard, nil)), registry, jobs.Options{})
	require.NoError(t, err)
	files, err := blob.Open(t.TempDir(), 1<<30)
	require.NoError(t, err)
	t.Cleanup(func() { _ = files.Close() })
	b := bundle{clock: fixed, db: d, near: &neighbours{}, audit: audit.New(d, fixed)}
	b.Service = library.New(library.Deps{
		DB: d, Clock: fixed, Audit: b.audit, Bus: events.NewBus(d, fixed, runner, registry), Files: files, Search: textsearch.New(d),
		Catalogue: b.near, Staff: b.near,
	})
	require.NoError(t, b.Taxonomy.Seed(authz.AsSystem(t.Context(), "test")))
	return b
}

// Create and Save leave the owner to the library.
func (b bundle) Create(ctx context.Context, d definition.Document) (library.View, error) {
	return b.Service.Create(ctx, d, "")
}

func (b bundle) Save(ctx context.Context, id string, version int64, d definition.Document) (library.View, error) {
	return b.Service.Save(ctx, id, version, d, "")
}

func as(t *testing.T, id string, permissions ...authz.Permission) context.Context {
	grants := map[string]kernel.Reach{}
	for _, p := range permissions {
		grants[string(p)] = kernel.ReachAll
	}
	return authz.With(t.Context(), kernel.Principal{Kind: kernel.StaffPrincipal, ID: id, Name: "王编辑", Grants: grants})
}

func editor(t *testing.T) context.Context { return as(t, "staff-1", "policy.read", library.PermEdit) }

func day(text string) civil.Date {
	d, err := civil.Parse(text)
	if err != nil {
		panic(err)
	}
	return d
}

func (b bundle) add(t *testing.T, d definition.Document) library.View {
	t.Helper()
	if d.Level == "" {
		d.Level = definition.District
	}
	if d.Text == "" {
		d.Text = "第一条 企业可以申请补助。\n第二条 自发布之日起施行。"
	}
	v, err := b.Create(editor(t), d)
	require.NoError(t, err)
	v, err = b.Publish(editor(t), v.Entry.ID, v.Entry.Version)
	require.NoError(t, err)
	return v
}

// titles checks that a list on one page is whole and lists its titles.
func titles(t *testing.T) func(kernel.Rows[library.Listed], error) []string {
	return func(rows kernel.Rows[library.Listed], err error) []string {
		t.Helper()
		require.NoError(t, err)
		out := []string{}
		for _, r := range rows.Items {
			out = append(out, r.Title)
		}
		require.EqualValues(t, len(out), rows.Total)
		return out
	}
}

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

func TestASavedPolicyIsANewVersionForWhoeverSawTheLast(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		v := b.add(t, definition.Document{Title: "办法", Text: "第一条 甲。\u202e\n\n第二条 <script>乙</script>。\x07"})
		require.Equal(t, "第一条 甲。\n第二条 <script>乙</script>。", v.Text)
		require.Equal(t, []string{"第一条", "第二条"}, []string{v.Nodes[0].Citation, v.Nodes[1].Citation})
		says := v.Document
		says.Title, says.Text = "办法（修订）", "第一条 丙。"
		v, err := b.Save(as(t, "staff-2", "policy.read", library.PermEdit), v.Entry.ID, 1, says)
		require.NoError(t, err)
		require.EqualValues(t, 2, v.Entry.Version)
		require.Equal(t, "staff-1 王编辑", v.Owner+" "+v.OwnerName, "who only writes does not take it over")
		_, err = b.Save(editor(t), v.Entry.ID, 1, says)
		require.ErrorIs(t, err, library.ErrStale)
		_, err = b.Save(editor(t), "none", 1, says)
		require.ErrorIs(t, err, library.ErrNotFound)
		require.Contains(t, b.near.changed, v.Entry.ID)
		require.Equal(t, []string{"办法（修订）"}, titles(t)(b.PublicList(t.Context(), library.Filter{Text: "丙"}, kernel.Page{})))
		require.Empty(t, titles(t)(b.PublicList(t.Context(), library.Filter{Text: "乙"}, kernel.Page{})))
		says.Themes, says.SourceURL = []string{"nothing"}, "javascript:alert(1)"
		_, err = b.Save(editor(t), v.Entry.ID, 2, says)
		require.ErrorIs(t, err, library.ErrRefused)
		refused, _ := errors.AsType[*errs.Error](err)
		require.Contains(t, fmt.Sprint(refused.Fields), "source_url")
		says.Themes, says.SourceURL, says.Questions = nil, "", []definition.Question{{Question: "怎么办", Answer: "\t\u200b\n"}}
		_, err = b.Save(editor(t), v.Entry.ID, 2, says)
		require.ErrorIs(t, err, library.ErrRefused, "of the answer nothing would be seen")
	})
}

func TestEarlierVersionsAreReadAndAMistakenDraftGoes(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		v := b.add(t, definition.Document{Title: "办法", Text: "第一条 甲。"})
		_, err := b.Save(as(t, "staff-2", "policy.read", library.PermEdit), v.Entry.ID, 1, definition.Document{Title: "办法", Level: definition.District, Text: "第一条 乙。"})
		require.NoError(t, err)
		list, err := b.History(editor(t), v.Entry.ID)
		require.NoError(t, err)
		require.Equal(t, []int64{2, 1}, []int64{list[0].Number, list[1].Number})
		first, nodes, err := b.Version(editor(t), v.Entry.ID, 1)
		require.NoError(t, err)
		require.Equal(t, "第一条 甲。 第一条", first.Text+" "+nodes[0].Citation)
		_, _, err = b.Version(editor(t), v.Entry.ID, 3)
		require.ErrorIs(t, err, library.ErrNotFound)
		_, err = b.History(t.Context(), v.Entry.ID)
		require.Equal(t, errs.Unauthenticated, errs.KindOf(err))

		require.ErrorIs(t, b.Delete(editor(t), v.Entry.ID, 2), library.ErrTransition, "the public has seen it")
		draft, err := b.Create(editor(t), definition.Document{Title: "草稿", Level: definition.District, Text: "甲", Issuers: []string{"局"}, Themes: []string{"growth-rd"}})
		require.NoError(t, err)
		require.ErrorIs(t, b.Delete(editor(t), draft.Entry.ID, 1), library.ErrInUse)
		b.near.alone = true
		require.ErrorIs(t, b.Delete(editor(t), draft.Entry.ID, 2), library.ErrStale)
		require.NoError(t, b.Delete(editor(t), draft.Entry.ID, 1))
		require.ErrorIs(t, b.Delete(editor(t), draft.Entry.ID, 1), library.ErrNotFound)
		require.Equal(t, []string{"办法"}, titles(t)(b.List(editor(t), library.Filter{}, kernel.Page{})))
	})
}

func TestFilesBelongToOnePolicyAndGoWhenNobodyTakesThem(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		read, err := b.Upload(editor(t), `C:\文件\办法".txt`, strings.NewReader("望渚区人民政府\n支持企业办法\n望政发〔2026〕9号\n第一条 甲。\n2026年3月1日"), true)
		require.NoError(t, err)
		require.Equal(t, "办法.txt", read.File.Name)
		require.Equal(t, "支持企业办法 望政发〔2026〕9号 district 2026-03-01", fmt.Sprint(read.Title, " ", read.Number, " ", read.Level, " ", read.PublishedOn))
		loose, err := b.Upload(editor(t), "b.txt", strings.NewReader("乙"), false)
		require.NoError(t, err)
		v := b.add(t, definition.Document{Title: "有附件", Attachments: []definition.Attachment{{ID: read.File.ID, Name: "申请表.exe"}}})
		f, content, err := b.PublicDownload(t.Context(), v.Entry.ID, read.File.ID)
		require.NoError(t, err)
		text, err := io.ReadAll(content)
		require.NoError(t, err)
		require.NoError(t, content.Close())
		require.Contains(t, string(text), "第一条 甲。")
		require.Equal(t, "申请表.exe.txt text/plain; charset=utf-8", f.Name+" "+f.Media)
		_, err = b.Create(editor(t), definition.Document{Title: "借来的", Level: definition.District, Text: "甲", Attachments: []definition.Attachment{{ID: read.File.ID}}})
		require.ErrorIs(t, err, library.ErrRefused, "the file is another policy's")
		_, _, err = b.PublicDownload(t.Context(), v.Entry.ID, loose.File.ID)
		require.ErrorIs(t, err, library.ErrFileMissing)
		b.clock.Move(25 * time.Hour)
		require.NoError(t, b.Tidy(authz.AsSystem(t.Context(), "test")))
		_, err = b.Create(editor(t), definition.Document{Title: "迟了", Level: definition.District, Text: "甲", Attachments: []definition.Attachment{{ID: loose.File.ID}}})
		require.ErrorIs(t, err, library.ErrRefused, "the file is gone")
		_, content, err = b.Download(editor(t), v.Entry.ID, read.File.ID)
		require.NoError(t, err, "the taken file stays")
		require.NoError(t, content.Close())
	})
}

func TestFilesThatRunSomethingAreNotKept(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		for name, content := range map[string]string{"a.exe": "MZ\x00", "a.svg": "<svg onload=x>", "a.docm": "PK\x03\x04 broken", "a.js": "alert(1)"} {
			_, err := b.Upload(editor(t), name, strings.NewReader(content), false)
			require.ErrorIs(t, err, attachment.ErrKind, name)
			_, err = b.Upload(editor(t), name, strings.NewReader(content), true)
			require.Error(t, err, name)
		}
		_, err := b.Upload(editor(t), "扫描.png", strings.NewReader("\x89PNG\r\n\x1a\n"), true)
		require.ErrorIs(t, err, doctext.ErrPicture)
		_, err = b.Upload(as(t, "s", "policy.read"), "a.txt", strings.NewReader("甲"), true)
		require.Equal(t, errs.Forbidden, errs.KindOf(err))
	})
}

func TestAFolderIsImportedOnceAndItsFaultsAreListed(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		ctx := authz.AsSystem(t.Context(), "test")
		folder := fstest.MapFS{
			"index.csv":              {Data: []byte("file,level,issuers,published_on,sha256,themes\n坏.md,,,,00ff,\n市/办法.txt,市级,甲局、乙局,2026-03-01,,研发创新\n")},
			"SOURCE.txt":             {Data: []byte("from somewhere")},
			"坏.md":                   {Data: []byte("# 坏\n\n第一条 甲。")},
			"空.md":                   {Data: []byte("---\na: b\n---")},
			"老.doc":                  {Data: []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")},
			"市/办法.txt":               {Data: []byte("霁川市研发补助办法\n第一条 补助。")},
			"省/东屿省条例(2019-05-01).md": {Data: []byte("# 东屿省促进条例\n\n2019年5月1日 东屿省第十三届人民代表大会常务委员会第二次会议通过\n\n第一条 甲。")},
			"省/东屿省条例(2024-05-01).md": {Data: []byte("# 东屿省促进条例\n\n2024年5月1日 东屿省第十四届人民代表大会常务委员会第二次会议修订\n\n第一条 乙。")},
			"图.xlsx":                 {Data: []byte("not asked for")},
		}
		report, err := b.ImportFolder(ctx, folder, nil)
		require.NoError(t, err)
		require.Equal(t, "files 6, created 3, refused 3, replaced 1", fmt.Sprintf("files %d, created %d, refused %d, replaced %d", report.Files, report.Created, report.Refused, report.Replaced))
		require.Contains(t, fmt.Sprint(report.Problems), "校验值")
		again, err := b.ImportFolder(ctx, folder, nil)
		require.NoError(t, err)
		require.Equal(t, "created 0, updated 0, unchanged 3", fmt.Sprintf("created %d, updated %d, unchanged %d", again.Created, again.Updated, again.Unchanged))
		folder["市/办法.txt"] = &fstest.MapFile{Data: []byte("霁川市研发补助办法\n第一条 补助。\n第二条 施行。")}
		again, err = b.ImportFolder(ctx, folder, nil)
		require.NoError(t, err)
		require.Equal(t, 1, again.Updated)
		rows, err := b.PublicList(t.Context(), library.Filter{Text: "研发补助"}, kernel.Page{})
		require.NoError(t, err)
		require.Equal(t, "霁川市研发补助办法 municipal [乙局 甲局] [growth-rd] 2 2026-03-01", fmt.Sprint(rows.Items[0].Title, " ", rows.Items[0].Level, " ", rows.Items[0].Issuers, " ", rows.Items[0].Themes, " ", rows.Items[0].Articles, " ", rows.Items[0].PublishedOn))
		rows, err = b.PublicList(t.Context(), library.Filter{Level: definition.Provincial, Standing: library.Repealed}, kernel.Page{})
		require.NoError(t, err)
		require.Equal(t, "2019-05-01 [东屿省人民代表大会常务委员会]", fmt.Sprint(rows.Items[0].PublishedOn, " ", rows.Items[0].Issuers))
		_, err = b.ImportFolder(ctx, fstest.MapFS{"a.png": {}}, nil)
		require.ErrorIs(t, err, library.ErrFolder)
		_, err = b.ImportFolder(as(t, "s", "policy.read"), folder, nil)
		require.Equal(t, errs.Forbidden, errs.KindOf(err))
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
