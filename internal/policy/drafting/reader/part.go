package reader

import "strings"

// parts cuts a stretch at any of the marks; marks within brackets do not count.
func parts(s string, at span, marks string) []span {
	var out []span
	from, depth := at.from, 0
	for i, r := range s[at.from:at.to] {
		switch {
		case r == '（':
			depth++
		case r == '）':
			depth = max(0, depth-1)
		case depth == 0 && strings.ContainsRune(marks, r):
			out = append(out, span{from, at.from + i})
			_, size := firstRune(s[at.from+i:])
			from = at.from + i + size
		}
	}
	return append(out, span{from, at.to})
}

func anyOverlap(a span, spans []span) bool {
	for _, b := range spans {
		if a.overlaps(b) {
			return true
		}
	}
	return false
}
