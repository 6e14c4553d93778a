package library_test

import (
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
	"github.com/yikou/yikou/internal/platform/doctext"
	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/policy/definition"
	"github.com/yikou/yikou/internal/policy/library"
	"github.com/yikou/yikou/internal/policy/library/attachment"
)

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
