package sheet

import (
	"fmt"
	"io"
	"slices"

	"github.com/xuri/excelize/v2"

	"github.com/yikou/yikou/internal/platform/export"
)

// RowLimit is how many rows a worksheet holds below its header.
const RowLimit = 1<<20 - 1

// Harmless returns a text that no spreadsheet program takes for a formula.
func Harmless(s string) string { return export.Harmless(s) }

// Writer writes a workbook of one sheet, row by row; what does not fit in a few
// megabytes waits in a file in the system's folder for those.
type Writer struct {
	book *excelize.File
	out  *excelize.StreamWriter
	row  int
}

// NewWriter returns a writer whose first row is the header, and behind it the
// watermark of the ticket, if it has a number. Widths are those of the columns in
// characters, 12 where there is none.
func NewWriter(name string, header []string, t export.Ticket, widths ...float64) (*Writer, error) {
	book := excelize.NewFile()
	if err := book.SetSheetName("Sheet1", name); err != nil {
		return nil, fmt.Errorf("name worksheet: %w", err)
	}
	out, err := book.NewStreamWriter(name)
	if err != nil {
		return nil, fmt.Errorf("begin worksheet: %w", err)
	}
	w := &Writer{book: book, out: out}
	for i := range header {
		width := 12.0
		if i < len(widths) {
			width = widths[i]
		}
		if err := out.SetColWidth(i+1, i+1, width); err != nil {
			return nil, fmt.Errorf("set width: %w", err)
		}
	}
	if t.Number != "" {
		header = append(slices.Clone(header), t.Line())
		if err := export.Mark(book, name, t); err != nil {
			return nil, err
		}
	}
	bold, err := book.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	if err != nil {
		return nil, fmt.Errorf("make style: %w", err)
	}
	if err := out.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return nil, fmt.Errorf("freeze header: %w", err)
	}
	cells := make([]any, len(header))
	for i, h := range header {
		cells[i] = excelize.Cell{StyleID: bold, Value: h}
	}
	return w, w.put(cells)
}

// Row appends a row. Texts are made harmless; numbers stay numbers.
func (w *Writer) Row(cells ...any) error {
	safe := make([]any, len(cells))
	for i, c := range cells {
		if s, ok := c.(string); ok {
			c = Harmless(s)
		}
		safe[i] = c
	}
	return w.put(safe)
}

func (w *Writer) put(cells []any) error {
	w.row++
	if err := w.out.SetRow(fmt.Sprintf("A%d", w.row), cells); err != nil {
		return fmt.Errorf("write row %d: %w", w.row, err)
	}
	return nil
}

// Finish writes the workbook to out.
func (w *Writer) Finish(out io.Writer) error {
	if err := w.out.Flush(); err != nil {
		return fmt.Errorf("end worksheet: %w", err)
	}
	if _, err := w.book.WriteTo(out); err != nil {
		return fmt.Errorf("write workbook: %w", err)
	}
	return w.Close()
}

// Close removes what the writer keeps on disk. It may be called more than once.
func (w *Writer) Close() error { return w.book.Close() }
