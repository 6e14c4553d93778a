package record

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yikou/yikou/internal/platform/redact"
	"github.com/yikou/yikou/internal/platform/seal"
)

// Clean drops surrounding space, marks that nobody sees, and control characters,
// of which those that separate become a space.
func Clean(s string) string {
	plain := utf8.ValidString(s)
	for i := 0; i < len(s) && plain; i++ {
		c := s[i]
		// 0xE2 and 0xEF begin the invisible marks among other characters.
		plain = c >= 0x20 && c != 0x7F && (c != 0xE2 || !strings.HasPrefix(s[i:], "\u200b")) && (c != 0xEF || !strings.HasPrefix(s[i:], "\ufeff"))
	}
	if plain {
		return strings.TrimSpace(s)
	}
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\r' || r == '\t':
			return ' '
		case r == '\u200b' || r == '\ufeff' || unicode.IsControl(r):
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "")))
}

// Clip returns the first so many characters of a text, with an ellipsis where it
// had more.
func Clip(s string, characters int) string {
	n := 0
	for i := range s {
		if n == characters {
			return s[:i] + "…"
		}
		n++
	}
	return s
}

// excerptLimit is how many characters of a cell a report quotes.
const excerptLimit = 60

// Excerpt returns of a cell that could not be read what a report may quote: its
// beginning, personal numbers hidden, and masked when it is as short as a name.
func Excerpt(cell string) string {
	const longestName = 4
	if n := utf8.RuneCountInString(cell); n >= 2 && n <= longestName && strings.TrimFunc(cell, func(r rune) bool { return unicode.Is(unicode.Han, r) }) == "" {
		return seal.MaskName(cell)
	}
	return Clip(redact.Text(cell), excerptLimit)
}
