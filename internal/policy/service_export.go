package policy

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/xuri/excelize/v2"

	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/platform/export"
	"github.com/yikou/yikou/internal/policy/eligibility"
	"github.com/yikou/yikou/internal/policy/matchrun"
)

// maxExport is how many rows a worksheet holds besides its header.
const maxExport = 1<<20 - 1

// ErrTooManyRows is returned for an export that no worksheet could hold.
var ErrTooManyRows = errs.New(errs.Invalid, "policy.export_too_large", "企业太多，一张表放不下。请先按区划或结论筛选，再分别导出。")

// ExportResult is the kind of export that the result of a match is.
const ExportResult = "policy.result"

// ErrExportQuery is returned for an export whose filter cannot be read.
var ErrExportQuery = errs.New(errs.Invalid, "policy.export_query", "导出的条件不对，没有导出。请回到匹配结果重新筛选。")

// exportQuery is what an export chose, as it is kept with it.
type exportQuery struct {
	Measure  string `json:"measure"`
	Run      string `json:"run,omitempty"`
	Verdict  string `json:"verdict,omitempty"`
	Change   string `json:"change,omitempty"`
	Division string `json:"division,omitempty"`
	Text     string `json:"q,omitempty"`
}

// Results makes exports of match results again.
type Results struct{ Service *Service }

// Prepare chooses the rows of a query as Export does.
func (r Results) Prepare(ctx context.Context, query string) (*export.Prepared, error) {
	var q exportQuery
	decoder := json.NewDecoder(strings.NewReader(query))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&q); err != nil {
		return nil, ErrExportQuery.Because(err)
	}
	return r.Service.Export(ctx, q.Measure, q.Run, ResultFilter{
		Verdict: q.Verdict, Change: matchrun.Change(q.Change), Enterprises: EnterpriseFilter{Division: q.Division, Text: q.Text},
	})
}

// Export prepares a workbook of the enterprises that ResultEnterprises lists
// with the same filter.
func (s *Service) Export(ctx context.Context, measure, run string, f ResultFilter) (*export.Prepared, error) {
	o, err := s.open(ctx, PermExport, measure, run, f.Enterprises)
	if err != nil {
		return nil, err
	}
	set := o.outcome.Among(f.Verdict, f.Change, o.previous, o.within)
	rows := int64(set.GetCardinality())
	if rows > maxExport {
		return nil, ErrTooManyRows
	}
	query, err := json.Marshal(exportQuery{measure, o.run.ID, f.Verdict, string(f.Change), f.Enterprises.Division, f.Enterprises.Text})
	if err != nil {
		return nil, err
	}
	p := &export.Prepared{
		Kind: ExportResult, Title: "“" + o.record.Title + "”的匹配结果", File: fmt.Sprintf("%s-%s-匹配结果.xlsx", o.run.AsOf, fileWords(o.record.Title)),
		Query: string(query), Filter: s.filterWords(ctx, f), Rows: rows, Enterprises: set,
		Audit: map[string]any{"measure": measure, "run": o.run.ID, "verdict": f.Verdict, "change": f.Change, "division": f.Enterprises.Division, "by_text": f.Enterprises.Text != ""},
	}
	p.Write = func(ctx context.Context, w io.Writer, t export.Ticket) error {
		return s.writeWorkbook(ctx, o, p.Enterprises, w, t)
	}
	return p, nil
}

// filterWords says in Chinese what a result was narrowed by.
func (s *Service) filterWords(ctx context.Context, f ResultFilter) string {
	parts := []string{}
	if v, known := eligibility.ParseVerdict(f.Verdict); known {
		parts = append(parts, "结论“"+verdictWords[v]+"”")
	}
	if words := changeWords[f.Change]; words != "" {
		parts = append(parts, "与上次相比“"+words+"”")
	}
	if names, err := s.Divisions.DivisionNames(ctx); err == nil && f.Enterprises.Division != "" {
		parts = append(parts, "区划“"+names.Name(f.Enterprises.Division)+"”")
	}
	if f.Enterprises.Text != "" {
		parts = append(parts, "名称或代码含“"+f.Enterprises.Text+"”")
	}
	return strings.Join(parts, "，")
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

func (s *Service) writeWorkbook(ctx context.Context, o *opened, set *roaring.Bitmap, w io.Writer, t export.Ticket) error {
	book := excelize.NewFile()
	defer func() { _ = book.Close() }()
	sheet := book.GetSheetName(0)
	stream, err := book.NewStreamWriter(sheet)
	if err != nil {
		return fmt.Errorf("start workbook: %w", err)
	}
	if err := export.Mark(book, sheet, t); err != nil {
		return err
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
	if err := add(append(slices.Clone(exportHeader), t.Line())); err != nil {
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
		export.Harmless(m.Name), export.Harmless(m.USCC), export.Harmless(m.Division.Label), export.Harmless(m.Industry.Label), export.Harmless(m.SizeLabel),
		verdictWords[m.Verdict], amount, changeWords[m.Change],
	}
}
