package paper

import (
	"strings"
	"unicode"
)

// Characters that no line begins or ends with (GB/T 15834-2011 §5.1).
const (
	noStart = "。，、；：？！．）》〉」』】〕〗｝”’…—～·•％‰℃.,;:?!)]}%»"
	noEnd   = "（《〈「『【〔〖｛“‘([{«￥¥$№"
)

// shown returns a text as the typeface can show it: what it lacks becomes a box,
// what has no width of its own is left out, other blanks become spaces.
func (f *face) shown(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || f.has(r):
			return r
		case unicode.In(r, unicode.Cf, unicode.Mn, unicode.Variation_Selector) || r == '\r':
			return -1
		case unicode.IsSpace(r) || unicode.IsControl(r):
			return ' '
		}
		return box
	}, text)
}

// width is how wide a text is, in thousandths of the size.
func (f *face) width(text string) int {
	total := 0
	for _, r := range text {
		total += f.advance(r)
	}
	return total
}

func (f *face) advance(r rune) int {
	if f.has(r) {
		return int(f.widths[r])
	}
	return int(f.widths[box])
}

// breakable reports whether a line may end between two neighbours: not within a
// Latin word or number, not before a closing sign, not after an opening one, not
// within a dash or an ellipsis of two signs.
func breakable(a, b rune) bool {
	switch {
	case b == ' ':
		return false
	case a == ' ':
		return true
	case strings.ContainsRune(noStart, b) || strings.ContainsRune(noEnd, a):
		return false
	}
	return !inWord(a) || !inWord(b)
}

// inWord reports whether a character belongs to Latin words, numbers and
// addresses, which are kept whole.
func inWord(r rune) bool {
	return r < 0x2e80 && (unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("_-+/=&@#~'\".:,%?", r))
}

// lines breaks a text into lines no wider than limit, in thousandths of the size.
// A word that is wider alone is broken where it reaches the limit. Line feeds
// begin a new line; the text must be as shown returns it.
func (f *face) lines(text string, limit int) []string {
	var out []string
	for paragraph := range strings.SplitSeq(text, "\n") {
		out = f.fill(out, []rune(strings.TrimRight(paragraph, " ")), limit)
	}
	return out
}

// fill appends the lines of one paragraph.
func (f *face) fill(out []string, rest []rune, limit int) []string {
	for {
		end := f.fits(rest, limit)
		if end == len(rest) {
			return append(out, string(rest))
		}
		out = append(out, strings.TrimRight(string(rest[:end]), " "))
		for end < len(rest) && rest[end] == ' ' {
			end++
		}
		if rest = rest[end:]; len(rest) == 0 {
			return out
		}
	}
}

// fits is how many characters go on the first line: at least one.
func (f *face) fits(text []rune, limit int) int {
	width, best := 0, 0
	for i, r := range text {
		if width += f.advance(r); width > limit && r != ' ' {
			if best == 0 {
				return max(1, i)
			}
			return best
		}
		if i+1 < len(text) && breakable(r, text[i+1]) {
			best = i + 1
		}
	}
	return len(text)
}
