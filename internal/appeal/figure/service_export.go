package figure

import (
	"context"
	"encoding/json"
	"io"
	"math"
	"strings"

	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/export"
	"github.com/yikou/yikou/internal/platform/sheet"
)

// ExportList is the kind of export that a table of rates is.
const ExportList = "appeal.rates"

// ExportQuery chooses a table, as it is kept with an export.
type ExportQuery struct {
	Format sheet.Format `json:"format,omitempty"`
	Month  string       `json:"month,omitempty"`
	Until  string       `json:"until,omitempty"`
	By     Group        `json:"by,omitempty"`
	Side   Side         `json:"side,omitempty"`
}

// Lists makes exports of rates again.
type Lists struct{ Service *Service }

// Prepare counts what a query asks for as Export does.
func (l Lists) Prepare(ctx context.Context, query string) (*export.Prepared, error) {
	var q ExportQuery
	decoder := json.NewDecoder(strings.NewReader(query))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&q); err != nil {
		return nil, ErrExportQuery.Because(err)
	}
	return l.Service.Export(ctx, q)
}

var groupWords = map[Group]string{ByDepartment: "部门", ByDivision: "区划", ByChannel: "来源", ByKind: "类型"}

// Export counts the table that Rates shows, within the reach of the permission to
// export. What it says of single persons never leaves in a file.
func (s *Service) Export(ctx context.Context, q ExportQuery) (*export.Prepared, error) {
	if _, err := authz.Require(ctx, PermRead); err != nil {
		return nil, err
	}
	if q.Format != sheet.CSV {
		q.Format = sheet.Workbook
	}
	if q.By == "" {
		q.By = ByDepartment
	}
	if groupWords[q.By] == "" {
		return nil, ErrExportQuery
	}
	t, err := s.rates(ctx, Question{Month: q.Month, Until: q.Until, By: q.By, Side: q.Side}, PermExport, PermExport)
	if err != nil {
		return nil, err
	}
	// Approved next month, it is still of these months.
	q.Month, q.Until = t.Period.From.String(), t.Period.Until.String()
	text, err := json.Marshal(q)
	if err != nil {
		return nil, wrap(err, "write what is exported")
	}
	return &export.Prepared{
		Kind: ExportList, Title: "诉求三率", File: "诉求三率." + string(q.Format), Query: string(text), Filter: q.words(t.Period),
		Rows: int64(len(t.Rows)) + 1, Audit: map[string]any{"format": q.Format, "month": q.Month, "until": q.Until, "by": q.By, "side": q.Side},
		Write: func(_ context.Context, w io.Writer, ticket export.Ticket) error { return t.write(w, q, ticket) },
	}, nil
}

// words says in Chinese which table it is.
func (q ExportQuery) words(p Period) string {
	text := p.Label() + "，按" + groupWords[q.By]
	if q.By == ByDepartment && q.Side == Helping {
		text += "，协办"
	}
	return text
}

// write writes the table, the whole first, then by name: no order of merit.
func (t Table) write(w io.Writer, q ExportQuery, ticket export.Ticket) error {
	shape := sheet.Shape{Name: "三率", Header: []string{"时间", groupWords[q.By], "计入诉求", "剔除"}, Widths: []float64{24, 30, 10, 8}}
	for _, rate := range Rates {
		shape.Header = append(shape.Header, rate.Label()+"分子", rate.Label()+"分母", rate.Label()+"（%）")
		shape.Widths = append(shape.Widths, 12, 12, 12)
	}
	out, err := sheet.NewTable(w, q.Format, shape, ticket)
	if err != nil {
		return err
	}
	defer out.Close()
	whole := t.Whole
	whole.Name = "全部"
	for _, row := range append([]Row{whole}, t.Rows...) {
		cells := []any{t.Period.Label(), row.Name, row.Cases, row.Excluded}
		for _, tally := range row.Rates {
			cells = append(cells, tally.Hit, tally.Base, tally.percent())
		}
		if err := out.Row(cells...); err != nil {
			return err
		}
	}
	return out.Finish()
}

// percent is the rate with one decimal, as the screen rounds it; nothing of nothing.
func (t Tally) percent() any {
	if t.Base == 0 {
		return ""
	}
	return math.Round(float64(t.Hit)/float64(t.Base)*1000) / 10
}
