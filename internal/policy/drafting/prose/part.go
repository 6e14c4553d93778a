package prose

import (
	"strings"
	"unicode/utf8"
)

// Parts cuts a stretch at any of the marks; marks within brackets do not count.
func Parts(s string, at Span, marks string) []Span {
	var out []Span
	from, depth := at.From, 0
	for i, r := range s[at.From:at.To] {
		switch {
		case r == '（':
			depth++
		case r == '）':
			depth = max(0, depth-1)
		case depth == 0 && strings.ContainsRune(marks, r):
			out = append(out, Span{from, at.From + i})
			_, size := utf8.DecodeRuneInString(s[at.From+i:])
			from = at.From + i + size
		}
	}
	return append(out, Span{from, at.To})
}

// AnyOverlap reports whether a span shares a byte with one of several.
func AnyOverlap(a Span, spans []Span) bool {
	for _, b := range spans {
		if a.Overlaps(b) {
			return true
		}
	}
	return false
}
