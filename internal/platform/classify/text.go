package classify

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

const (
	// maxRunes is how much of a text counts: what an appeal is about stands at
	// its beginning. It bounds the time of one text.
	maxRunes = 8000
	// longest is the length of the longest run of characters.
	longest = 4
	// foreword and afterword are how many characters the opening and the end of a
	// text have, where an edge counts: who writes says there what is wanted.
	foreword, afterword = 32, 24
)

// tape is a text as the machines see it, with the place of every character in
// the text it came from.
type tape struct {
	runes []rune
	// from and to are byte offsets into the text.
	from, to []int32
}

// The edges of a text count as characters, because greetings and questions
// stand there.
const (
	opening = '\u0002'
	closing = '\u0003'
)

// wind reads a text: full-width forms become narrow, letters small, digits all
// the same, white space nothing.
func (t *tape) wind(text string) {
	t.runes, t.from, t.to = t.runes[:0], t.from[:0], t.to[:0]
	t.add(opening, 0, 0)
	for at, count := 0, 0; at < len(text) && count < maxRunes; count++ {
		r, size := utf8.DecodeRuneInString(text[at:])
		if r < utf8.RuneSelf || (r >= '一' && r <= '龥') { // stand for themselves
			t.fold(r, at, at+size)
		} else {
			var folded [64]byte
			for _, part := range string(norm.NFKC.AppendString(folded[:0], text[at:at+size])) {
				t.fold(part, at, at+size)
			}
		}
		at += size
	}
	t.add(closing, len(text), len(text))
}

func (t *tape) fold(r rune, from, to int) {
	switch {
	case unicode.IsSpace(r) || unicode.IsControl(r):
	case unicode.IsDigit(r):
		t.add('0', from, to)
	default:
		t.add(unicode.ToLower(r), from, to)
	}
}

func (t *tape) add(r rune, from, to int) {
	t.runes, t.from, t.to = append(t.runes, r), append(t.from, int32(from)), append(t.to, int32(to))
}

// each calls with the key of every run of one to long characters, its first
// character and its length. Runs of at most edge characters come once more, with
// another key, where they stand in the opening, and so do those at the end.
func (t *tape) each(long, edge int, call func(key uint32, at, length int)) {
	for at := range t.runes {
		hash := uint64(0xcbf29ce484222325)
		for length := 1; length <= long && at+length <= len(t.runes); length++ {
			hash = stir(hash ^ uint64(t.runes[at+length-1])*0x9e3779b97f4a7c15)
			call(uint32(hash>>32), at, length)
			if length > edge {
				continue
			}
			if at+length <= foreword {
				call(uint32(stir(hash^opening)>>32), at, length)
			}
			if at >= len(t.runes)-afterword {
				call(uint32(stir(hash^closing)>>32), at, length)
			}
		}
	}
}

// stir spreads every bit over the word (the finisher of MurmurHash3).
func stir(h uint64) uint64 {
	h ^= h >> 33
	h *= 0xff51afd7ed558ccd
	h ^= h >> 33
	h *= 0xc4ceb9fe1a85ec53
	return h ^ h>>33
}
