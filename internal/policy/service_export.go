package policy

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/xuri/excelize/v2"

	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/policy/eligibility"
	"github.com/yikou/yikou/internal/policy/matchrun"
)

// maxExport is how many rows a worksheet holds besides its header.
const maxExport = 1<<20 - 1

// ErrTooManyRows is returned for an export that no worksheet could hold.
var ErrTooManyRows = errs.New(errs.Invalid, "policy.export_too_large", "企业太多，一张表放不下。请先按区划或结论筛选，再分别导出。")

// Exported is a workbook that Write makes.
type Exported struct {
	Name string
	// Rows is how many enterprises it lists: exactly those of the filtered list.
	Rows  int64
	write func(ctx context.Context, w io.Writer) error
}

// Write writes the workbook.
func (e Exported) Write(ctx context.Context, w io.Writer) error { return e.write(ctx, w) }

// Export prepares a workbook of the enterprises that ResultEnterprises lists
// with the same filter, and leaves an audit entry with how many they are.
func (s *Service) Export(ctx context.Context, measure, run string, f ResultFilter) (Exported, error) {
	o, err := s.open(ctx, PermExport, measure, run, f.Enterprises)
	if err != nil {
		return Exported{}, err
	}
	set := o.outcome.Among(f.Verdict, f.Change, o.previous, o.within)
	rows := int64(set.GetCardinality())
	if rows > maxExport {
		return Exported{}, ErrTooManyRows
	}
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		return s.Audit.Record(ctx, audit.Entry{Action: "policy.result_exported", ObjectKind: "policy_measure", Object: measure, Detail: map[string]any{
			"run": o.run.ID, "verdict": f.Verdict, "change": f.Change, "division": f.Enterprises.Division, "rows": rows,
		}})
	})
	if err != nil {
		return Exported{}, err
	}
	return Exported{
		Name: fmt.Sprintf("%s-%s-匹配结果.xlsx", o.run.AsOf, fileWords(o.record.Title)), Rows: rows,
		write: func(ctx context.Context, w io.Writer) error { return s.writeWorkbook(ctx, o, set, w) },
	}, nil
}

// fileWords keeps of a title what every system lets stand in a file's name.
func fileWords(title string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(`\/:*?"<>|`, r) || r < ' ' {
			return -1
		}
		return r
	}, title)
}

var exportHeader = []any{"企业名称", "统一社会信用代码", "区划", "行业", "规模", "结论", "金额（元）", "与上次相比"}

// verdictWords are the verdicts as people say them.
var verdictWords = map[eligibility.Verdict]string{
	eligibility.Eligible: "符合", eligibility.NeedsReview: "需人工认定", eligibility.NeedFacts: "待补充", eligibility.Ineligible: "不符合",
}

var changeWords = map[matchrun.Change]string{
	matchrun.BecameEligible: "新符合", matchrun.NoLongerEligible: "不再符合", matchrun.NewlyMissing: "新的待补充", matchrun.NewlyReview: "新的需认定", matchrun.NewlyIneligible: "新的不符合",
}

// exportBatch is how many enterprises are read at once.
const exportBatch = 1000

func (s *Service) writeWorkbook(ctx context.Context, o *opened, set *roaring.Bitmap, w io.Writer) error {
	book := excelize.NewFile()
	defer func() { _ = book.Close() }()
	sheet := book.GetSheetName(0)
	stream, err := book.NewStreamWriter(sheet)
	if err != nil {
		return fmt.Errorf("start workbook: %w", err)
	}
	if err := stream.SetColWidth(1, 1, 40); err != nil {
		return err
	}
	if err := stream.SetColWidth(2, 8, 22); err != nil {
		return err
	}
	line := 1
	add := func(cells []any) error {
		cell, err := excelize.CoordinatesToCellName(1, line)
		if err != nil {
			return err
		}
		line++
		return stream.SetRow(cell, cells)
	}
	if err := add(exportHeader); err != nil {
		return err
	}
	batch := make([]uint32, exportBatch)
	for it := set.ManyIterator(); ; {
		n := it.NextMany(batch)
		if n == 0 {
			break
		}
		found, err := s.matched(ctx, o, batch[:n])
		if err != nil {
			return err
		}
		for _, m := range found {
			if err := add(exportRow(m)); err != nil {
				return fmt.Errorf("write row %d: %w", line, err)
			}
		}
	}
	if err := stream.Flush(); err != nil {
		return fmt.Errorf("finish workbook: %w", err)
	}
	_, err = book.WriteTo(w)
	return err
}

func exportRow(m Matched) []any {
	var amount any = ""
	if m.Amount != matchrun.NoAmount {
		amount = float64(m.Amount) / 100
	}
	return []any{
		harmless(m.Name), harmless(m.USCC), harmless(m.Division.Label), harmless(m.Industry.Label), harmless(m.SizeLabel),
		verdictWords[m.Verdict], amount, changeWords[m.Change],
	}
}

// harmless keeps a text from being taken for a formula by whoever opens the
// file. The cells are written as texts, but they are often saved as CSV later.
func harmless(text string) string {
	if text != "" && strings.ContainsRune("=+-@\t\r", rune(text[0])) {
		return "'" + text
	}
	return text
}
