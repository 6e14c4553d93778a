package pdffile

import (
	"slices"
	"unicode/utf16"
)

// maxMappings bounds what one map of characters may list, longestMeaning what one
// code stands for, in bytes of UTF-16: a ligature has six.
const (
	maxMappings    = 200_000
	longestMeaning = 64
)

// cmap says what the codes of a font mean.
type cmap struct {
	// spaces are the ranges of codes by their length in bytes.
	spaces []codespace
	chars  map[uint32]string
	ranges []codeRange
}

type codespace struct {
	bytes    int
	low, top uint32
}

// codeRange maps the codes from low to top to characters that follow each other.
type codeRange struct {
	low, top uint32
	first    []rune
}

// readCmap reads a stream that maps codes, of which only the plain lists count.
func (f *File) readCmap(content []byte) *cmap {
	m := &cmap{chars: map[uint32]string{}}
	l := &lexer{data: content, budget: f.budget}
	var args []any
	for {
		v := l.value(0)
		word, isWord := v.(keyword)
		switch {
		case v == end && l.pos >= len(content) || f.budget.err != nil:
			slices.SortFunc(m.ranges, func(a, b codeRange) int { return int(int64(a.low) - int64(b.low)) })
			return m
		case !isWord:
			if len(args) < 3*maxMappings {
				args = append(args, v)
			}
			continue
		case word == "endcodespacerange":
			m.addSpaces(args)
		case word == "endbfchar":
			m.addChars(args)
		case word == "endbfrange":
			m.addRanges(args)
		}
		args = args[:0]
	}
}

func (m *cmap) addSpaces(args []any) {
	for ; len(args) >= 2 && len(m.spaces) < 64; args = args[2:] {
		low, is1 := args[0].(string)
		top, is2 := args[1].(string)
		if is1 && is2 && len(low) > 0 && len(low) <= 4 && len(top) == len(low) {
			m.spaces = append(m.spaces, codespace{len(low), code(low), code(top)})
		}
	}
}

func (m *cmap) addChars(args []any) {
	for ; len(args) >= 2 && len(m.chars) < maxMappings; args = args[2:] {
		from, is1 := args[0].(string)
		to, is2 := args[1].(string)
		if is1 && is2 && len(from) <= 4 {
			m.chars[code(from)] = string(utf16be(to))
		}
	}
}

func (m *cmap) addRanges(args []any) {
	for ; len(args) >= 3 && len(m.ranges) < maxMappings; args = args[3:] {
		low, is1 := args[0].(string)
		top, is2 := args[1].(string)
		if !is1 || !is2 || len(low) > 4 || len(top) > 4 {
			continue
		}
		switch to := args[2].(type) {
		case string:
			m.ranges = append(m.ranges, codeRange{code(low), code(top), utf16be(to)})
		case array:
			for i, one := range to {
				if s, is := one.(string); is && len(m.chars) < maxMappings {
					m.chars[code(low)+uint32(i)] = string(utf16be(s))
				}
			}
		}
	}
}

// text is what a code means, "" when the map does not say.
func (m *cmap) text(c uint32) string {
	if s, is := m.chars[c]; is {
		return s
	}
	i, exact := slices.BinarySearchFunc(m.ranges, c, func(r codeRange, c uint32) int { return int(int64(r.low) - int64(c)) })
	if !exact {
		i--
	}
	if i < 0 || c > m.ranges[i].top || len(m.ranges[i].first) == 0 {
		return ""
	}
	r := m.ranges[i]
	out := slices.Clone(r.first)
	out[len(out)-1] += rune(c - r.low)
	return string(out)
}

// width is how many bytes the code at the start of s has.
func (m *cmap) width(s string) int {
	for n := 1; n <= 4 && n <= len(s); n++ {
		c := code(s[:n])
		for _, r := range m.spaces {
			if r.bytes == n && c >= r.low && c <= r.top {
				return n
			}
		}
	}
	return 0
}

func code(s string) uint32 {
	var c uint32
	for i := range len(s) {
		c = c<<8 | uint32(s[i])
	}
	return c
}

func utf16be(s string) []rune {
	s = s[:min(len(s), longestMeaning)]
	units := make([]uint16, 0, len(s)/2)
	for i := 0; i+1 < len(s); i += 2 {
		units = append(units, uint16(s[i])<<8|uint16(s[i+1]))
	}
	return utf16.Decode(units)
}
