package template_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/yikou/yikou/internal/notify/channel"
	"github.com/yikou/yikou/internal/notify/template"
)

func TestEveryReasonHasShippedWordsForEachOfItsChannels(t *testing.T) {
	t.Parallel()
	var keys []string
	for _, r := range template.Reasons {
		keys = append(keys, r.Key)
		require.True(t, r.Group.Known(), r.Key)
		for _, kind := range r.Channels {
			c, ok := template.Shipped(r, kind)
			require.True(t, ok)
			require.NoError(t, template.Check(r, kind, c), "%s for %s", r.Key, kind)
			out, err := template.Render(r, kind, c, r.Samples())
			require.NoError(t, err)
			require.NotContains(t, out.Title+out.Text+out.HTML, "{{")
			require.NotContains(t, out.Title+out.Text+out.HTML, "no value")
			if kind == channel.SMS {
				require.Equal(t, 1, template.Segments("【望渚企服】"+out.Text), "%s costs more than one text: %s", r.Key, out.Text)
			}
		}
	}
	slices.Sort(keys)
	require.Equal(t, template.Keys(), keys)
}

func TestAnythingButWordsAndKnownVariablesIsRefused(t *testing.T) {
	t.Parallel()
	r, _ := template.Find(template.ExportWaiting)
	for text, says := range map[string]string{
		"{{.phone}} 申请导出":                  "没有变量 phone",
		"{{.who.Name}}":                    "只能写文字和变量",
		"{{.who | printf \"%s\"}}":         "只能写文字和变量",
		"{{if .who}}x{{end}}":              "只能写文字和变量",
		"{{range .who}}x{{end}}":           "只能写文字和变量",
		"{{define \"x\"}}y{{end}}{{.who}}": "只能写文字和变量",
		"{{template \"x\"}}":               "只能写文字和变量",
		"{{printf \"%9999d\" 1}}":          "只能写文字和变量",
		"{{$x := .who}}":                   "只能写文字和变量",
		"{{.}}":                            "只能写文字和变量",
		"{{.who}":                          "花括号",
		"{{":                               "花括号",
		"   ":                              "不能为空",
		strings.Repeat("长", 1001):          "最多 1000 个",
	} {
		err := template.Check(r, channel.WeCom, template.Content{Text: text})
		require.ErrorIs(t, err, template.ErrContent, text)
		require.Contains(t, fieldsOf(err), says, text)
	}
	require.NoError(t, template.Check(r, channel.WeCom, template.Content{Text: "{{.who}}申请导出{{ .what }}{{/* 说明 */}}"}))
	require.NoError(t, template.Check(r, channel.Mail, template.Content{Title: "a", Text: "b"}), "the web form of a mail may be left out")
	require.Error(t, template.Check(r, channel.WeChat, template.Content{Fields: []channel.Field{{Name: "a", Value: "x"}, {Name: "a", Value: "y"}}}))
}

func TestValuesAreThoseOfTheReasonAndNoOther(t *testing.T) {
	t.Parallel()
	r, _ := template.Find(template.ExportWaiting)
	for _, given := range []map[string]string{
		{}, {"who": "x", "what": "y"}, {"who": "x", "what": "y", "count": "many"}, {"who": "x", "what": "y", "count": "-1"},
		{"who": "x", "what": "y", "count": "1", "more": "z"}, {"who": "\xff", "what": "y", "count": "1"},
	} {
		_, err := r.Values(given)
		require.Error(t, err, given)
	}
	reset, _ := template.Find(template.PasswordReset)
	values, err := reset.Values(map[string]string{"at": "2026-03-01T20:05:00Z"})
	require.NoError(t, err)
	require.Equal(t, "2026年3月2日 04:05", values["at"])
}

func TestNoValueBreaksAMailOrAddsALine(t *testing.T) {
	t.Parallel()
	r, _ := template.Find(template.ExportWaiting)
	mail, _ := template.Shipped(r, channel.Mail)
	text, _ := template.Shipped(r, channel.SMS)
	rapid.Check(t, func(t *rapid.T) {
		given := map[string]string{"who": rapid.String().Draw(t, "who"), "what": "<script>alert(1)</script>", "count": "3"}
		out, err := template.Render(r, channel.Mail, mail, given)
		require.NoError(t, err)
		require.NotContains(t, out.HTML, "<script>")
		require.NotContains(t, out.Title, "\n")
		require.NotContains(t, out.Title, "\r")
		out, err = template.Render(r, channel.SMS, text, given)
		require.NoError(t, err)
		require.LessOrEqual(t, len([]rune(out.Text)), 480)
	})
}

func TestALongTextCountsAsSeveral(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]int{0: 1, 70: 1, 71: 2, 134: 2, 135: 3, 500: 8} {
		require.Equal(t, want, template.Segments(strings.Repeat("字", n)), n)
	}
}
