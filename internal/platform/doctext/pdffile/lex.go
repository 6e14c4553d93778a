package pdffile

import (
	"bytes"
	"math"
	"strconv"
)

// The values of a PDF file besides nil, bool, float64 and string (its bytes).
type (
	name    string
	keyword string
	array   []any
	dict    map[name]any
	ref     struct{ number int }
)

// end is what a lexer returns when its input is used up.
const end keyword = ""

// lexer reads values from bytes.
type lexer struct {
	data     []byte
	pos      int
	budget   *budget
	elements int
	// refs says that "1 0 R" is a reference, which content streams do not have.
	refs bool
}

func space(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0
}

func delimiter(c byte) bool {
	return bytes.IndexByte([]byte("()<>[]{}/%"), c) >= 0
}

// skip moves over white space and comments.
func (l *lexer) skip() {
	for l.pos < len(l.data) {
		switch c := l.data[l.pos]; {
		case space(c):
			l.pos++
		case c == '%':
			next := bytes.IndexAny(l.data[l.pos:], "\r\n")
			if next < 0 {
				l.pos = len(l.data)
				return
			}
			l.pos += next
		default:
			return
		}
	}
}

// value reads the next value; an operator or a stray bracket is a keyword.
func (l *lexer) value(depth int) any {
	l.skip()
	if l.pos >= len(l.data) || depth > maxDepth || !l.budget.spend(1) {
		return end
	}
	switch c := l.data[l.pos]; c {
	case '/':
		l.pos++
		return l.name()
	case '(':
		return l.literal()
	case '[':
		l.pos++
		return l.array(depth)
	case '<':
		if l.pos+1 < len(l.data) && l.data[l.pos+1] == '<' {
			l.pos += 2
			return l.dict(depth)
		}
		return l.hex()
	case '>':
		if l.pos+1 < len(l.data) && l.data[l.pos+1] == '>' {
			l.pos += 2
			return keyword(">>")
		}
		l.pos++
		return keyword(">")
	case ']', '{', '}', ')':
		l.pos++
		return keyword(c)
	}
	return l.word()
}

// raw returns the bytes up to the next white space or delimiter.
func (l *lexer) raw() []byte {
	from := l.pos
	for l.pos < len(l.data) && !space(l.data[l.pos]) && !delimiter(l.data[l.pos]) {
		l.pos++
	}
	l.budget.spend((l.pos - from) >> 4)
	return l.data[from:l.pos]
}

func (l *lexer) name() name {
	raw := l.raw()
	if bytes.IndexByte(raw, '#') < 0 {
		return name(raw)
	}
	var out []byte
	for i := 0; i < len(raw); i++ {
		if raw[i] == '#' && i+2 < len(raw) {
			if n, err := strconv.ParseUint(string(raw[i+1:i+3]), 16, 8); err == nil {
				out = append(out, byte(n))
				i += 2
				continue
			}
		}
		out = append(out, raw[i])
	}
	return name(out)
}

func (l *lexer) word() any {
	raw := l.raw()
	if len(raw) == 0 {
		l.pos++
		return keyword("?")
	}
	switch string(raw) {
	case "true":
		return true
	case "false":
		return false
	case "null":
		return nil
	}
	n, isNumber := number(raw)
	if !isNumber {
		return keyword(raw)
	}
	if l.refs && n >= 0 && n == math.Trunc(n) {
		if r, is := l.reference(int(n)); is {
			return r
		}
	}
	return n
}

func number(raw []byte) (float64, bool) {
	if c := raw[0]; (c < '0' || c > '9') && c != '+' && c != '-' && c != '.' {
		return 0, false
	}
	n, err := strconv.ParseFloat(string(raw), 64)
	if err != nil || math.IsNaN(n) || math.Abs(n) > 1e15 {
		return 0, false
	}
	return n, true
}

// reference reads " 0 R" after a whole number.
func (l *lexer) reference(number int) (ref, bool) {
	p := l.pos
	from := p
	for p < len(l.data) && space(l.data[p]) {
		p++
	}
	digits := p
	for p < len(l.data) && l.data[p] >= '0' && l.data[p] <= '9' {
		p++
	}
	if p == digits || p-from > 16 {
		return ref{}, false
	}
	gap := p
	for p < len(l.data) && space(l.data[p]) {
		p++
	}
	if p == gap || p >= len(l.data) || l.data[p] != 'R' || p+1 < len(l.data) && !space(l.data[p+1]) && !delimiter(l.data[p+1]) {
		return ref{}, false
	}
	l.pos = p + 1
	return ref{number}, true
}

func (l *lexer) array(depth int) array {
	var out array
	for {
		v := l.value(depth + 1)
		if v == keyword("]") || v == end || v == keyword("endobj") {
			return out
		}
		if l.elements++; l.elements > maxElements {
			l.budget.err = ErrTooCostly
			return out
		}
		out = append(out, v)
	}
}

func (l *lexer) dict(depth int) dict {
	out := dict{}
	for {
		k := l.value(depth + 1)
		if k == keyword(">>") || k == end || k == keyword("endobj") {
			return out
		}
		key, is := k.(name)
		if !is {
			continue
		}
		v := l.value(depth + 1)
		if v == keyword(">>") || v == end {
			return out
		}
		if l.elements++; l.elements > maxElements {
			l.budget.err = ErrTooCostly
			return out
		}
		out[key] = v
	}
}

func (l *lexer) hex() string {
	l.pos++
	var out []byte
	high, half := byte(0), false
	for l.pos < len(l.data) {
		c := l.data[l.pos]
		l.pos++
		if c == '>' {
			break
		}
		digit, is := hexDigit(c)
		switch {
		case !is:
		case half:
			out, half = append(out, high<<4|digit), false
		default:
			high, half = digit, true
		}
	}
	if half {
		out = append(out, high<<4)
	}
	l.budget.spend(len(out) >> 4)
	return string(out)
}

func hexDigit(c byte) (byte, bool) {
	switch {
	case '0' <= c && c <= '9':
		return c - '0', true
	case 'a' <= c && c <= 'f':
		return c - 'a' + 10, true
	case 'A' <= c && c <= 'F':
		return c - 'A' + 10, true
	}
	return 0, false
}

// literal reads a string in round brackets, which may nest.
func (l *lexer) literal() string {
	l.pos++
	var out []byte
	for open := 1; l.pos < len(l.data); {
		c := l.data[l.pos]
		l.pos++
		switch c {
		case '(':
			open++
		case ')':
			if open--; open == 0 {
				l.budget.spend(len(out) >> 4)
				return string(out)
			}
		case '\\':
			out = l.escape(out)
			continue
		}
		out = append(out, c)
	}
	l.budget.spend(len(out) >> 4)
	return string(out)
}

// escape reads what follows a backslash.
func (l *lexer) escape(out []byte) []byte {
	if l.pos >= len(l.data) {
		return out
	}
	c := l.data[l.pos]
	l.pos++
	if i := bytes.IndexByte([]byte("nrtbf"), c); i >= 0 {
		return append(out, "\n\r\t\b\f"[i])
	}
	switch {
	case c == '\r':
		if l.pos < len(l.data) && l.data[l.pos] == '\n' {
			l.pos++
		}
		return out
	case c == '\n':
		return out
	case c < '0' || c > '7':
		return append(out, c)
	}
	n := int(c - '0')
	for i := 0; i < 2 && l.pos < len(l.data) && l.data[l.pos] >= '0' && l.data[l.pos] <= '7'; i++ {
		n = n<<3 | int(l.data[l.pos]-'0')
		l.pos++
	}
	return append(out, byte(n))
}
