package enterprise

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/yikou/yikou/internal/enterprise/record"
	"github.com/yikou/yikou/internal/enterprise/store"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/platform/export"
	"github.com/yikou/yikou/internal/platform/sheet"
	"github.com/yikou/yikou/internal/standard/industry"
)

// ExportList is the kind of export that a list of enterprises is.
const ExportList = "enterprise.list"

// ErrExportQuery is returned for an export whose filter cannot be read.
var ErrExportQuery = errs.New(errs.Invalid, "enterprise.export_query", "导出的条件不对，没有导出。请回到企业库重新筛选。")

// exportQuery is a filter as it is kept with an export.
type exportQuery struct {
	Text          string `json:"q,omitempty"`
	Division      string `json:"division,omitempty"`
	Industry      string `json:"industry,omitempty"`
	SizeClass     string `json:"size_class,omitempty"`
	Qualification string `json:"qualification,omitempty"`
	Status        string `json:"status,omitempty"`
	Sort          Sort   `json:"sort,omitempty"`
}

// Lists makes exports of lists of enterprises again.
type Lists struct{ Service *Service }

// Prepare chooses the rows of a query as Export does.
func (l Lists) Prepare(ctx context.Context, query string) (*export.Prepared, error) {
	var q exportQuery
	decoder := json.NewDecoder(strings.NewReader(query))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&q); err != nil {
		return nil, ErrExportQuery.Because(err)
	}
	if q.Sort == "" {
		q.Sort = "name"
	}
	return l.Service.Export(ctx, Filter{q.Text, q.Division, q.Industry, q.SizeClass, q.Qualification, q.Status}, q.Sort)
}

// Export chooses exactly the rows that List would list, within the reach of the
// permission to export. It fails with ErrTooManyRows when they do not fit in one
// worksheet.
func (s *Service) Export(ctx context.Context, f Filter, sort Sort) (*export.Prepared, error) {
	scope, err := authz.Require(ctx, PermExport)
	if err != nil {
		return nil, err
	}
	wanted, err := s.rollFilter(f, scope)
	if err != nil {
		return nil, err
	}
	by, known := sorts[sort]
	if !known {
		return nil, db.ErrCursor
	}
	columns, err := s.columns.Fresh(ctx)
	if err != nil {
		return nil, err
	}
	ordinals, next, _ := columns.Page(wanted, by.order, by.desc, nil, sheet.RowLimit)
	if next != nil {
		return nil, ErrTooManyRows
	}
	query := exportQuery{f.Text, f.Division, f.Industry, f.SizeClass, f.Qualification, f.Status, sort}
	text, err := json.Marshal(query)
	if err != nil {
		return nil, err
	}
	words, err := s.filterWords(ctx, f)
	if err != nil {
		return nil, err
	}
	p := &export.Prepared{
		Kind: ExportList, Title: "企业名单", File: "企业名单.xlsx", Query: string(text), Filter: words,
		Audit: map[string]any{"division": f.Division, "industry": f.Industry, "size_class": f.SizeClass, "qualification": f.Qualification, "status": f.Status, "by_text": f.Text != ""},
		Rows:  int64(len(ordinals)), Enterprises: roaring.BitmapOf(ordinals...),
	}
	p.Write = func(ctx context.Context, w io.Writer, t export.Ticket) error {
		kept := slices.DeleteFunc(slices.Clone(ordinals), func(o uint32) bool { return !p.Enterprises.Contains(o) })
		return s.writeList(ctx, w, t, kept)
	}
	return p, nil
}

// filterWords says in Chinese what a list was narrowed by.
func (s *Service) filterWords(ctx context.Context, f Filter) (string, error) {
	tree, err := s.tree(ctx)
	if err != nil {
		return "", err
	}
	dictionary, err := s.Dictionary(ctx)
	if err != nil {
		return "", err
	}
	parts := []string{}
	add := func(label, value string) {
		if value != "" {
			parts = append(parts, label+"“"+value+"”")
		}
	}
	add("名称或代码含", f.Text)
	if f.Division != "" {
		add("区划", tree.FullName(f.Division))
	}
	if found, ok := industry.Lookup(f.Industry); ok {
		add("行业", found.Name)
	}
	for key, value := range map[string]string{"size_class": f.SizeClass, "qualification": f.Qualification} {
		if k, known := dictionary.Find(key); known && value != "" {
			add(k.Label, k.OptionLabel(value))
		}
	}
	add("经营状态", f.Status)
	slices.Sort(parts)
	return strings.Join(parts, "，"), nil
}

// take asks the gate to let an export out.
func (s *Service) take(ctx context.Context, p *export.Prepared) (export.Ticket, error) {
	if s.Exports == nil {
		return export.Ticket{}, errors.New("enterprise: exports without a gate")
	}
	return s.Exports.Take(ctx, p)
}

// writeList writes the workbook, reading the rows a few hundred at a time.
func (s *Service) writeList(ctx context.Context, w io.Writer, t export.Ticket, ordinals []uint32) error {
	out, err := sheet.NewWriter("企业名单", []string{
		"企业名称", "统一社会信用代码", "成立日期", "企业类型", "注册资本", "行业代码", "行业", "企业规模", "区划代码", "区划", "地址", "经营状态", "有效资质",
	}, t, 36, 22, 12, 24, 18, 10, 24, 10, 16, 24, 40, 10, 30)
	if err != nil {
		return fmt.Errorf("write export: %w", err)
	}
	defer func() { _ = out.Close() }()
	for part := range slices.Chunk(ordinals, store.LookChunk) {
		items, err := s.items(ctx, part)
		if err != nil {
			return err
		}
		for _, i := range items {
			if err := out.Row(i.Name, i.USCC, i.Registered.String(), i.Type, i.Capital.Text, i.IndustryNow, i.IndustryLabel, i.SizeLabel,
				i.DivisionNow, i.DivisionLabel, i.Address, i.Status, labels(i.Qualifications)); err != nil {
				return err
			}
		}
	}
	return out.Finish(w)
}

func labels(options []Option) string {
	names := make([]string, len(options))
	for i, o := range options {
		names[i] = o.Label
	}
	return strings.Join(names, "、")
}

// report prepares the report of an import, which its own importer takes.
func (s *Service) report(i Import, file string) *export.Prepared {
	return &export.Prepared{
		Kind: "enterprise.import_report", Title: "导入报告", File: file, Own: true, Rows: int64(len(i.Report.Problems)), Query: i.ID,
		Audit: map[string]any{"import": i.ID},
		Write: func(_ context.Context, w io.Writer, t export.Ticket) error { return writeReport(w, i.Report, t) },
	}
}

func writeReport(w io.Writer, r record.Report, t export.Ticket) error {
	out, err := sheet.NewWriter("问题", []string{"行号", "列", "结果", "原因", "内容"}, t, 8, 16, 12, 50, 40)
	if err != nil {
		return fmt.Errorf("write report: %w", err)
	}
	defer func() { _ = out.Close() }()
	for _, p := range r.Problems {
		level := "已导入，请核对"
		if p.Level == Refusal {
			level = "没有导入"
		}
		if err := out.Row(p.Row, p.Column, level, p.Reason, p.Content); err != nil {
			return err
		}
	}
	return out.Finish(w)
}
