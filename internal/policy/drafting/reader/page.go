package reader

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// page is a text in uniform writing. Its string is shorter than the source:
// spaces, quotation marks and the commas within figures are gone.
type page struct {
	source []rune
	s      string
	// at holds for each byte of s the index in source of its character.
	at []int
}

// dropped are marks that say nothing to a reader.
const dropped = "“”\"‘’'「」『』《》〈〉*#\ufeff\u200b\u00ad"

// uniform maps marks that are written in several ways to one.
var uniform = map[rune]rune{
	'(': '（', ')': '）', '〔': '（', '〕': '）', '[': '（', ']': '）', '【': '（', '】': '）', ',': '，', ';': '；', ':': '：', '!': '！', '?': '？',
	'．': '.', '％': '%', '﹪': '%', '–': '—', '-': '—', '－': '—', '~': '—', '～': '—', '―': '—', '─': '—', '﹣': '—',
	'＞': '>', '＜': '<', '≧': '≥', '≦': '≤', '⩾': '≥', '⩽': '≤',
}

func newPage(text string) page {
	p := page{source: []rune(text)}
	var b strings.Builder
	b.Grow(len(text))
	last := rune('\n')
	for i, r := range p.source {
		if r != '\n' && (unicode.IsSpace(r) || unicode.IsControl(r)) || strings.ContainsRune(dropped, r) || p.separator(i, last) {
			continue
		}
		if to, ok := uniform[r]; ok {
			r = to
		} else if r >= '０' && r <= '９' || r >= 'Ａ' && r <= 'Ｚ' || r >= 'ａ' && r <= 'ｚ' {
			r -= '０' - '0'
		}
		r = unicode.ToUpper(r)
		if r == '—' && last == '—' {
			continue
		}
		b.WriteRune(r)
		for range utf8.RuneLen(r) {
			p.at = append(p.at, i)
		}
		last = r
	}
	p.s = b.String()
	return p
}

// separator reports whether the mark at i parts thousands: 2,000.
func (p *page) separator(i int, last rune) bool {
	if r := p.source[i]; r != ',' && r != '，' || last < '0' || last > '9' {
		return false
	}
	digits := 0
	for j := i + 1; j < len(p.source) && p.source[j] >= '0' && p.source[j] <= '9'; j++ {
		digits++
	}
	return digits == 3
}

// span is a stretch of the page in bytes.
type span struct{ from, to int }

func (a span) empty() bool          { return a.from >= a.to }
func (a span) overlaps(b span) bool { return a.from < b.to && b.from < a.to }
func (a span) holds(b span) bool    { return a.from <= b.from && b.to <= a.to }

// source returns where a span stands in the source, in characters.
func (p *page) place(a span) (from, to int) {
	if a.empty() {
		return 0, 0
	}
	_, size := utf8.DecodeLastRuneInString(p.s[:a.to])
	return p.at[a.from], p.at[a.to-size] + 1
}

// quote returns the words of a span as the source has them.
func (p *page) quote(a span) Quote {
	from, to := p.place(a)
	return Quote{Text: string(p.source[from:to]), From: from, To: to}
}

// trim narrows a span by the marks and empty words at its ends.
func (p *page) trim(a span) span {
	const marks = "，、；。：！？ \n的"
	for !a.empty() {
		r, size := utf8.DecodeRuneInString(p.s[a.from:a.to])
		if !strings.ContainsRune(marks, r) {
			break
		}
		a.from += size
	}
	for !a.empty() {
		r, size := utf8.DecodeLastRuneInString(p.s[a.from:a.to])
		if !strings.ContainsRune(marks, r) {
			break
		}
		a.to -= size
	}
	return a
}
