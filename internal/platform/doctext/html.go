package doctext

import (
	"context"
	"errors"
	"io"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// unseen are elements whose content nobody reads.
var unseen = []atom.Atom{
	atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Svg, atom.Math, atom.Head, atom.Title, atom.Iframe, atom.Object, atom.Embed,
	atom.Select, atom.Button, atom.Textarea, atom.Nav, atom.Audio, atom.Video, atom.Canvas, atom.Noframes, atom.Noembed,
}

// flowing are elements that do not begin a new line.
var flowing = []atom.Atom{
	atom.A, atom.Abbr, atom.B, atom.Bdi, atom.Bdo, atom.Cite, atom.Code, atom.Em, atom.Font, atom.I, atom.Img, atom.Ins, atom.Kbd, atom.Label,
	atom.Mark, atom.Q, atom.S, atom.Small, atom.Span, atom.Strong, atom.Sub, atom.Sup, atom.Time, atom.Tt, atom.U, atom.Var, atom.Wbr, atom.Big,
	atom.Input, atom.Td, atom.Th, atom.Strike, atom.Center,
}

// cellBar stands between the cells of a row.
const cellBar = " | "

// page gathers the lines of a web page.
type page struct {
	lines []string
	line  strings.Builder
	cells int
	rows  int
}

func (p *page) end() {
	p.lines = append(p.lines, p.line.String())
	p.line.Reset()
	p.cells = 0
}

// block begins a new line, except in a table, where a row is one line.
func (p *page) block() {
	if p.rows > 0 {
		p.line.WriteByte(' ')
		return
	}
	p.end()
}

// cell begins a cell of a row.
func (p *page) cell() {
	if p.cells > 0 {
		p.line.WriteString(cellBar)
	}
	p.cells++
}

// html reads a web page: text only, a block a line, a row of a table a line.
func (l Limits) html(ctx context.Context, text string) (string, error) {
	z := html.NewTokenizer(strings.NewReader(text))
	z.SetMaxBuf(l.TextBytes)
	p := &page{}
	// hidden is the element whose end is waited for, nested how often it opened.
	var hidden atom.Atom
	nested := 0
	for n := 0; ; n++ {
		if n&0xFFF == 0 && ctx.Err() != nil {
			return "", ctx.Err()
		}
		kind := z.Next()
		if kind == html.ErrorToken {
			if err := z.Err(); !errors.Is(err, io.EOF) {
				return "", errTooMuch
			}
			p.end()
			return paragraphs(p.lines), nil
		}
		if kind == html.TextToken {
			if nested == 0 {
				p.line.WriteString(oneLine(string(z.Text())))
			}
			continue
		}
		tag, _ := z.TagName()
		element := atom.Lookup(tag)
		switch {
		case nested > 0 && element == hidden && kind == html.StartTagToken:
			nested++
		case nested > 0 && element == hidden && kind == html.EndTagToken:
			nested--
		case nested > 0:
		case kind == html.StartTagToken && slices.Contains(unseen, element):
			hidden, nested = element, 1
		case kind == html.StartTagToken || kind == html.EndTagToken || kind == html.SelfClosingTagToken:
			p.tag(element, kind == html.EndTagToken)
		}
	}
}

// tag acts on an element that is seen.
func (p *page) tag(element atom.Atom, closing bool) {
	switch element {
	case atom.Tr:
		p.end()
		p.rows = 1
		if closing {
			p.rows = 0
		}
	case atom.Table:
		p.end()
		p.rows = 0
	case atom.Td, atom.Th:
		if !closing {
			p.cell()
		}
	case atom.Br:
		p.block()
	default:
		if !slices.Contains(flowing, element) {
			p.block()
		}
	}
}

// oneLine makes the line breaks of a source file blanks; between Chinese
// characters they are nothing.
func oneLine(s string) string {
	if !strings.ContainsAny(s, "\r\n") {
		return s
	}
	var b strings.Builder
	for i, line := range strings.FieldsFunc(s, func(r rune) bool { return r == '\r' || r == '\n' }) {
		line = strings.Trim(line, " \t")
		if i == 0 {
			b.WriteString(line)
			continue
		}
		joined := join(b.String()[max(0, b.Len()-4):], line)
		b.WriteString(strings.TrimPrefix(joined, b.String()[max(0, b.Len()-4):]))
	}
	return b.String()
}
