package attachment_test

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/yikou/yikou/internal/platform/doctext"
	"github.com/yikou/yikou/internal/policy/library/attachment"
)

func archive(t *testing.T, parts ...string) string {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, name := range parts {
		_, err := w.Create(name)
		require.NoError(t, err)
	}
	require.NoError(t, w.Close())
	return b.String()
}

func TestWhateverIsReadMayBeKept(t *testing.T) {
	t.Parallel()
	gb, err := simplifiedchinese.GB18030.NewEncoder().String("第一条 企业可以申请补助。")
	require.NoError(t, err)
	for name, content := range map[string]string{
		"乱.pdf": "收到的邮件\n%PDF-1.5", "宽.txt": "\xFF\xFE\x2c\x7b\x00\x4e", "页.xhtml": "<html/>", "页.htm": "<p>", "法.MARKDOWN": "# 法", "gbk.txt": gb, "无名": "第一条",
		"a.docx": archive(t, "word/document.xml"), "a.xlsx": archive(t, "xl/workbook.xml"), "a.png": "\x89PNG\r\n\x1a\n", "a.jpeg": "\xFF\xD8\xFF",
	} {
		media, err := attachment.MediaOf(name, []byte(content))
		require.NoError(t, err, name)
		require.NotEmpty(t, media)
	}
	for _, ext := range doctext.Extensions() {
		kind, err := doctext.Recognise("a"+ext, []byte("第一条"))
		if err == nil {
			_, err = attachment.MediaOf("a"+ext, []byte("第一条"))
			require.NoError(t, err, kind)
		}
	}
	media, err := attachment.MediaOf("gbk.txt", []byte(gb))
	require.NoError(t, err)
	require.Equal(t, "text/plain; charset=gb18030", media)
	for name, content := range map[string]string{"a.exe": "MZ", "a.svg": "<svg/>", "a.js": "x", "a.txt": "a\x00b", "a.docm": archive(t, "word/document.xml", "word/vbaProject.bin"), "a.zip": archive(t, "a.txt")} {
		_, err := attachment.MediaOf(name, []byte(content))
		require.ErrorIs(t, err, attachment.ErrKind, name)
	}
}

func TestAFileIsCalledWhatItIs(t *testing.T) {
	t.Parallel()
	const text, pdf = "text/plain; charset=utf-8", "application/pdf"
	for _, c := range [][3]string{
		{`C:\文件\办法".txt`, text, "办法.txt"}, {"页.html", text, "页.txt"}, {"法.md", text, "法.txt"}, {"申请表", pdf, "申请表.pdf"}, {"申请表.PDF", pdf, "申请表.PDF"},
		{"申请表.exe", pdf, "申请表.exe.pdf"}, {"../..", pdf, "附件.pdf"}, {"表\u202efdp.exe", pdf, "表fdp.exe.pdf"}, {"", text, "附件.txt"}, {"图.jpeg", "image/jpeg", "图.jpeg"},
		{strings.Repeat("长", 200) + ".txt", text, strings.Repeat("长", 100) + ".txt"},
	} {
		require.Equal(t, c[2], attachment.Name(c[0], c[1]))
	}
}
