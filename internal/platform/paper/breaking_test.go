package paper

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// even is a face in which every character is as wide as its size, and Latin ones
// half of it.
func even() *face {
	f := &face{}
	for c := range f.widths {
		switch {
		case c >= ' ' && c < 0x7f:
			f.widths[c] = 500
		case c >= 0x80 && c != 0x200b:
			f.widths[c] = 1000
		}
	}
	return f
}

func TestLinesAreBrokenAsChinesePrintersDo(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, text string
		limit      int
		lines      []string
	}{
		{"between any two characters", "营业收入不低于", 3000, []string{"营业收", "入不低", "于"}},
		{"no full stop begins a line", "一二三。四", 3000, []string{"一二", "三。四"}},
		{"nor a bracket that closes", "一二三）四", 3000, []string{"一二", "三）四"}},
		{"no bracket that opens ends a line", "一二《三四", 3000, []string{"一二", "《三四"}},
		{"a number and its sign stay together", "增长15.5%的", 4000, []string{"增长", "15.5%的"}},
		{"a dash is not torn", "一二——三", 3000, []string{"一", "二——", "三"}},
		{"words are kept", "ab cdef gh", 3000, []string{"ab", "cdef", "gh"}},
		{"a word wider than the line is broken", "abcdefgh", 2000, []string{"abcd", "efgh"}},
		{"a line feed begins a line", "一\n\n二", 3000, []string{"一", "", "二"}},
		{"closing signs alone", "）））））", 2000, []string{"））", "））", "）"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, c.lines, even().lines(c.text, c.limit))
		})
	}
}

func TestLinesHoldEveryCharacterInOrderAndNoneIsTooWide(t *testing.T) {
	t.Parallel()
	f := even()
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOf(rapid.SampledFrom([]rune("一二三四，。《》（）—…abc123.% "))).Draw(t, "text")
		limit := rapid.IntRange(1000, 9000).Draw(t, "limit")
		lines := f.lines(text, limit)
		require.Equal(t, strings.ReplaceAll(text, " ", ""), strings.ReplaceAll(strings.Join(lines, ""), " ", ""))
		for _, line := range lines {
			require.LessOrEqual(t, f.width(line), limit)
		}
	})
}

func TestWhatCannotBeShownIsABoxAndWhatHasNoWidthIsLeftOut(t *testing.T) {
	t.Parallel()
	f := even()
	f.widths['𠀀'&0xffff] = 0
	require.Equal(t, "甲□乙 丙\n丁", f.shown("甲𠀀\u200b乙\t丙\r\n丁"))
}
