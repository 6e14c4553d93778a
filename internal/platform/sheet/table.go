package sheet

import (
	"encoding/csv"
	"fmt"
	"io"
	"slices"

	"github.com/yikou/yikou/internal/platform/export"
)

// Format is what a list is written as.
type Format string

// The formats of a list.
const (
	Workbook Format = "xlsx"
	CSV      Format = "csv"
)

// Table is a list that is being written in one of the formats.
type Table struct {
	book *Writer
	text *csv.Writer
	to   io.Writer
	// width is how many cells a row of text has.
	width int
}

// Shape is what stays the same in every copy of a list: its name, its columns, and how
// wide they are in characters.
type Shape struct {
	Name   string
	Header []string
	Widths []float64
}

// NewTable begins a list with its header. CSV begins with a byte order mark, by
// which the usual programs know it for UTF-8; its number stands in the name of the
// file, and in one more cell of the header like in a workbook.
func NewTable(w io.Writer, format Format, shape Shape, t export.Ticket) (*Table, error) {
	if format == Workbook {
		book, err := NewWriter(shape.Name, shape.Header, t, shape.Widths...)
		return &Table{book: book, to: w}, err
	}
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return nil, fmt.Errorf("begin list: %w", err)
	}
	out := &Table{text: csv.NewWriter(w), to: w}
	first := slices.Clone(shape.Header)
	if t.Number != "" {
		first = append(first, t.Line())
	}
	out.width = len(first)
	return out, out.text.Write(first)
}

// Row appends a row whose texts no program takes for a formula; numbers stay numbers.
func (t *Table) Row(cells ...any) error {
	if t.book != nil {
		return t.book.Row(cells...)
	}
	texts := make([]string, t.width)
	for i, c := range cells {
		if s, ok := c.(string); ok {
			texts[i] = export.Harmless(s)
		} else {
			texts[i] = fmt.Sprint(c)
		}
	}
	return t.text.Write(texts)
}

// Finish writes what is not written yet.
func (t *Table) Finish() error {
	if t.book != nil {
		return t.book.Finish(t.to)
	}
	t.text.Flush()
	return t.text.Error()
}

// Close removes what the table keeps on disk. It may be called more than once.
func (t *Table) Close() {
	if t.book != nil {
		_ = t.book.Close()
	}
}
