package prose

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Page is a text in uniform writing. Its string is shorter than the source:
// spaces, quotation marks and the commas within figures are gone.
type Page struct {
	Source []rune
	S      string
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

// NewPage returns the page of a text.
func NewPage(text string) Page {
	p := Page{Source: []rune(text)}
	var b strings.Builder
	b.Grow(len(text))
	last := rune('\n')
	for i, r := range p.Source {
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
	p.S = b.String()
	return p
}

// separator reports whether the mark at i parts thousands: 2,000.
func (p *Page) separator(i int, last rune) bool {
	if r := p.Source[i]; r != ',' && r != '，' || last < '0' || last > '9' {
		return false
	}
	digits := 0
	for j := i + 1; j < len(p.Source) && p.Source[j] >= '0' && p.Source[j] <= '9'; j++ {
		digits++
	}
	return digits == 3
}

// Span is a stretch of the page in bytes.
type Span struct{ From, To int }

// Empty reports whether there is nothing in the span.
func (a Span) Empty() bool { return a.From >= a.To }

// Overlaps reports whether the spans share a byte.
func (a Span) Overlaps(b Span) bool { return a.From < b.To && b.From < a.To }

// Holds reports whether b lies within the span.
func (a Span) Holds(b Span) bool { return a.From <= b.From && b.To <= a.To }

// Place returns where a span stands in the source, in characters.
func (p *Page) Place(a Span) (from, to int) {
	if a.Empty() {
		return 0, 0
	}
	_, size := utf8.DecodeLastRuneInString(p.S[:a.To])
	return p.at[a.From], p.at[a.To-size] + 1
}

// Quote returns the words of a span as the source has them.
func (p *Page) Quote(a Span) Quote {
	from, to := p.Place(a)
	return Quote{Text: string(p.Source[from:to]), From: from, To: to}
}

// Trim narrows a span by the marks and empty words at its ends.
func (p *Page) Trim(a Span) Span {
	const marks = "，、；。：！？ \n的"
	for !a.Empty() {
		r, size := utf8.DecodeRuneInString(p.S[a.From:a.To])
		if !strings.ContainsRune(marks, r) {
			break
		}
		a.From += size
	}
	for !a.Empty() {
		r, size := utf8.DecodeLastRuneInString(p.S[a.From:a.To])
		if !strings.ContainsRune(marks, r) {
			break
		}
		a.To -= size
	}
	return a
}

// Quote is a stretch of the source, From inclusive and To exclusive, counted in
// characters (Unicode code points).
type Quote struct {
	Text     string
	From, To int
}
