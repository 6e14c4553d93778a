package library_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"
	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/policy/definition"
	"github.com/yikou/yikou/internal/policy/library"
)

// became is what a report says of its files.
func became(t *testing.T) func(library.FolderReport, error) map[string]library.Result {
	return func(r library.FolderReport, err error) map[string]library.Result {
		t.Helper()
		require.NoError(t, err)
		require.Equal(t, r.Files, r.Created+r.Updated+r.Unchanged+r.Refused)
		out := map[string]library.Result{}
		for _, f := range r.Results {
			out[f.File] = f.Result
			require.Equal(t, f.Result == library.RefusedFile, f.Policy == "" || len(f.Reasons) > 0, f.File)
		}
		return out
	}
}

func TestWhatTheDeskWroteOutlivesAnotherImport(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		ctx := authz.AsSystem(t.Context(), "test")
		folder := fstest.MapFS{"办法.txt": {Data: []byte("霁川市研发补助办法\n第一条 补助。\n2026年3月1日")}}
		report, err := b.ImportFolder(ctx, folder, nil)
		require.Equal(t, map[string]library.Result{"办法.txt": library.CreatedFile}, became(t)(report, err))
		v, err := b.Get(editor(t), report.Results[0].Policy)
		require.NoError(t, err)
		require.Equal(t, "办法.txt", v.Files[0].Name, "the file itself is there to be taken away")
		reviewed := v.ReviewedOn

		says := v.Document
		says.Title, says.Issuers = "霁川市企业研发补助办法", []string{"霁川市科技局"}
		says.Review = definition.Review{On: day("2026-02-01"), Reviewer: "甲局", Conclusion: "不限制竞争"}
		says.Questions = []definition.Question{{Question: "补多少？", Answer: "十万元。"}}
		form, err := b.Upload(editor(t), "申请表.txt", strings.NewReader("表"), false)
		require.NoError(t, err)
		says.Attachments = append(says.Attachments, definition.Attachment{ID: form.File.ID, Name: form.File.Name})
		b.clock.Move(48 * 3600e9)
		v, err = b.Save(editor(t), v.Entry.ID, v.Entry.Version, says)
		require.NoError(t, err)
		require.NotEqual(t, reviewed, v.ReviewedOn)
		reviewed = v.ReviewedOn

		require.Equal(t, map[string]library.Result{"办法.txt": library.UnchangedFile}, became(t)(b.ImportFolder(ctx, folder, nil)))
		b.clock.Move(48 * 3600e9)
		folder["办法.txt"] = &fstest.MapFile{Data: []byte("霁川市研发补助办法\n第一条 补助。\n第二条 施行。\n2026年3月1日")}
		require.Equal(t, map[string]library.Result{"办法.txt": library.UpdatedFile}, became(t)(b.ImportFolder(ctx, folder, nil)))
		v, err = b.Get(editor(t), v.Entry.ID)
		require.NoError(t, err)
		require.Contains(t, v.Text, "第二条 施行。")
		require.Equal(t, fmt.Sprint(says.Title, says.Issuers, says.Review, says.Questions, reviewed, "staff-1"),
			fmt.Sprint(v.Document.Title, v.Document.Issuers, v.Review, v.Questions, v.ReviewedOn, v.Owner))
		require.Len(t, v.Files, 2)
		require.Equal(t, form.File.ID, v.Files[0].ID)
		_, content, err := b.Download(editor(t), v.Entry.ID, v.Files[1].ID)
		require.NoError(t, err)
		text, err := io.ReadAll(content)
		require.NoError(t, err)
		require.NoError(t, content.Close())
		require.Contains(t, string(text), "第二条 施行。", "the file as it is now")

		folder["办法.txt"] = &fstest.MapFile{Data: []byte("望渚区人才办法\n第一条 人才。")}
		require.Equal(t, map[string]library.Result{"办法.txt": library.RefusedFile}, became(t)(b.ImportFolder(ctx, folder, nil)), "another policy in a file of that name")
	})
}

// zipped is a ZIP archive of files by name.
func zipped(t *testing.T, files map[string]string) *bytes.Reader {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for name, content := range files {
		part, err := w.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, NonUTF8: true})
		require.NoError(t, err)
		_, err = part.Write([]byte(content))
		require.NoError(t, err)
	}
	require.NoError(t, w.Close())
	return bytes.NewReader(b.Bytes())
}

func TestAnArchiveIsImportedFileByFile(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		gbk := func(s string) string {
			out, err := simplifiedchinese.GB18030.NewEncoder().String(s)
			require.NoError(t, err)
			return out
		}
		parts := map[string]string{
			"a/index.csv": "文件,级别\n办法.html,市级\n", gbk("a/办法.html"): "<h1>霁川市研发办法</h1><p>第一条 补助。</p>", "a/b/老.doc": "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "a/.x": "",
		}
		report, err := b.ImportUpload(editor(t), "政策.zip", zipped(t, parts), false)
		require.Equal(t, map[string]library.Result{"办法.html": library.CreatedFile, "b/老.doc": library.RefusedFile}, became(t)(report, err))
		v, err := b.Get(editor(t), report.Results[1].Policy)
		require.NoError(t, err)
		require.Equal(t, "draft municipal 0 staff-1", fmt.Sprint(v.State, " ", v.Document.Level, " ", len(v.Files), " ", v.Owner), "nothing is public unasked, and no page is handed out")

		one, err := b.ImportUpload(editor(t), "办法.md", strings.NewReader("# 望渚区研发办法\n\n第一条 补助。"), true)
		require.Equal(t, map[string]library.Result{"办法.md": library.CreatedFile}, became(t)(one, err))
		require.Equal(t, []string{"望渚区研发办法"}, titles(t)(b.PublicList(t.Context(), library.Filter{}, kernel.Page{})))

		_, err = b.ImportUpload(editor(t), "a.zip", zipped(t, map[string]string{"a.txt": strings.Repeat(" ", 60<<20)}), false)
		require.ErrorIs(t, err, library.ErrArchive)
		_, err = b.ImportUpload(editor(t), "a.zip", strings.NewReader("PK"), false)
		require.ErrorIs(t, err, library.ErrArchive)
		_, err = b.ImportUpload(as(t, "s", "policy.read"), "a.txt", strings.NewReader("甲"), false)
		require.Equal(t, errs.Forbidden, errs.KindOf(err))
	})
}

func TestALaterTextReplacesTheOneInTheLibrary(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		for _, year := range []string{"2015", "2019", "2024"} {
			name := "东屿省条例(" + year + "-05-01).md"
			report, err := b.ImportUpload(editor(t), name, strings.NewReader("# 东屿省促进条例\n\n第一条 "+year+"。"), true)
			require.Equal(t, map[string]library.Result{name: library.CreatedFile}, became(t)(report, err))
		}
		rows, err := b.PublicList(t.Context(), library.Filter{Standing: library.InForce}, kernel.Page{})
		require.NoError(t, err)
		require.EqualValues(t, 1, rows.Total)
		require.Equal(t, day("2024-05-01"), rows.Items[0].PublishedOn)
	})
}

func TestAFileThatWasTakenMeanwhileKeepsItsContent(t *testing.T) {
	t.Parallel()
	d := dbtest.Open(t, db.SQLite)
	b := setup(t, d)
	loose, err := b.Upload(editor(t), "b.txt", strings.NewReader("乙"), false)
	require.NoError(t, err)
	// Somebody takes it between the sweep's look and its removal.
	_, err = d.Exec(t.Context(), `CREATE TRIGGER taken BEFORE DELETE ON policy_library_file BEGIN SELECT RAISE(IGNORE); END`)
	require.NoError(t, err)
	b.clock.Move(25 * 3600e9)
	require.NoError(t, b.Tidy(authz.AsSystem(t.Context(), "test")))
	f, _, err := b.Files.Open(loose.File.Blob)
	require.NoError(t, err)
	require.NoError(t, f.Close())
}

func TestWhatIsWrittenIsMadeClean(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		v := b.add(t, definition.Document{
			Title: "望渚区\u202e办法\n", Number: "望政\u200b〔2026〕1号", Issuers: []string{" 甲局\u202e ", "\u200b"},
			Questions: []definition.Question{{Question: "问\u202e？\n", Answer: "答\u200b。"}}, Review: definition.Review{Reviewer: "乙\u202e局", Conclusion: "无\u200b"},
			Relations: []definition.Relation{{Kind: definition.Implements, Title: "上位\u202e法"}},
		})
		require.Equal(t, "望渚区办法 望政〔2026〕1号 [甲局] [{问？ 答。}] 乙局 无 [{implements  上位法}]",
			fmt.Sprint(v.Document.Title, " ", v.Document.Number, " ", v.Document.Issuers, " ", v.Questions, " ", v.Review.Reviewer, " ", v.Review.Conclusion, " ", v.Relations))
		_, err := b.Create(editor(t), definition.Document{Title: "\u200b", Level: definition.District, Text: "甲"})
		require.ErrorIs(t, err, library.ErrRefused)
		_, err = definition.ImportPolicies([]byte(`[{"id":"p","title":"\u200b","level":"district","text":"甲"}]`))
		require.ErrorIs(t, err, definition.ErrRefused)
		read, err := definition.ImportPolicies([]byte(`[{"id":"p","title":"甲\u202e","level":"district","text":"甲"}]`))
		require.NoError(t, err)
		require.Equal(t, "甲", read[0].Title)
		require.NotContains(t, string(read[0].Source), "202e")
		require.ErrorIs(t, b.Shelve(editor(t), []definition.Document{{ID: "p", Themes: []string{"nothing"}}}), definition.ErrRefused)
	})
}
