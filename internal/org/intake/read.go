package intake

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/platform/export"
	"github.com/yikou/yikou/internal/platform/sheet"
)

// The refusals of a file as a whole.
var (
	// ErrColumns is returned for a file without a column that must be there.
	ErrColumns = errs.New(errs.Invalid, "org.import_columns", "这份表格缺少必须的列，没有导入任何内容。请下载模板，按模板的表头填写。")
	// ErrTooManyRows is returned for a file that is too long.
	ErrTooManyRows = errs.Newf(errs.Invalid, "org.import_rows", "这份表格超过 %d 行，没有导入任何内容。请分成几份再导入。", maxRows)
)

// Read reads a file and notes in the report which cells must be filled and are
// not. It fails with ErrColumns, ErrTooManyRows or what the sheet package refuses.
func Read(ctx context.Context, kind Kind, content []byte, report *Report) ([]Line, error) {
	r, err := sheet.Open(ctx, bytes.NewReader(content), int64(len(content)), "")
	if err != nil {
		return nil, err
	}
	defer func() { _ = r.Close() }()
	if missing := kind.missing(r.Header()); missing != nil {
		return nil, ErrColumns.With(errs.Field{Path: "header", Msg: "缺少：" + strings.Join(missing, "、")})
	}
	var lines []Line
	for {
		number, cells, err := r.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		if len(lines) == maxRows {
			return nil, ErrTooManyRows
		}
		l := lineOf(number, r.Header(), cells)
		l.complete(kind, report)
		lines = append(lines, l)
	}
	report.Rows = len(lines)
	if len(lines) == 0 {
		return nil, sheet.ErrEmpty
	}
	return lines, nil
}

// WriteTemplate writes a workbook with the columns of a kind of file and one
// example row.
func WriteTemplate(w io.Writer, kind Kind) error {
	columns := templates[kind]
	names, examples, widths := make([]string, len(columns)), make([]any, len(columns)), make([]float64, len(columns))
	for n, c := range columns {
		names[n], examples[n], widths[n] = c.name, c.example, 20
	}
	out, err := sheet.NewWriter("导入", names, export.Ticket{}, widths...)
	if err != nil {
		return fmt.Errorf("write template: %w", err)
	}
	defer func() { _ = out.Close() }()
	if err := out.Row(examples...); err != nil {
		return err
	}
	return out.Finish(w)
}
