package exchange

import (
	"encoding/csv"
	"fmt"
	"io"

	"github.com/yikou/yikou/internal/platform/export"
	"github.com/yikou/yikou/internal/platform/sheet"
)

// table is a list that is being written.
type table struct {
	book *sheet.Writer
	text *csv.Writer
	to   io.Writer
	// width is how many cells a row of text has.
	width int
}

// newTable begins a list with its header. CSV begins with a byte order mark, by
// which the usual programs know it for UTF-8; its number stands in the name of the
// file, and in one more cell of the header like in a workbook.
func newTable(w io.Writer, format Format, t export.Ticket) (*table, error) {
	if format == Workbook {
		book, err := sheet.NewWriter("诉求", header, t, 20, 10, 20, 10, 18, 8, 24, 8, 10, 30, 22, 24, 60, 10, 14, 24, 18, 8, 8, 12, 18, 10)
		return &table{book: book, to: w}, err
	}
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return nil, fmt.Errorf("begin list: %w", err)
	}
	out := &table{text: csv.NewWriter(w), to: w}
	first := append([]string{}, header...)
	if t.Number != "" {
		first = append(first, t.Line())
	}
	out.width = len(first)
	return out, out.text.Write(first)
}

// row appends a row whose texts no program takes for a formula; numbers stay numbers.
func (t *table) row(cells []any) error {
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

func (t *table) finish() error {
	if t.book != nil {
		return t.book.Finish(t.to)
	}
	t.text.Flush()
	return t.text.Error()
}

func (t *table) close() {
	if t.book != nil {
		_ = t.book.Close()
	}
}
