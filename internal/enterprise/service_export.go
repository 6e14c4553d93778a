package enterprise

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/yikou/yikou/internal/enterprise/sheet"
	"github.com/yikou/yikou/internal/enterprise/store"
	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/db"
)

// Export is a list that is about to be written as a workbook.
type Export struct {
	service  *Service
	ordinals []uint32
}

// Export chooses exactly the rows that List would list, within the reach of the
// permission to export, and leaves an audit entry. It fails with ErrTooManyRows
// when they do not fit in one worksheet.
func (s *Service) Export(ctx context.Context, f Filter, sort Sort) (Export, error) {
	scope, err := authz.Require(ctx, PermExport)
	if err != nil {
		return Export{}, err
	}
	wanted, err := s.rollFilter(f, scope)
	if err != nil {
		return Export{}, err
	}
	by, known := sorts[sort]
	if !known {
		return Export{}, db.ErrCursor
	}
	columns, err := s.columns.Fresh(ctx)
	if err != nil {
		return Export{}, err
	}
	ordinals, next, total := columns.Page(wanted, by.order, by.desc, nil, sheet.RowLimit)
	if next != nil {
		return Export{}, ErrTooManyRows
	}
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		detail := map[string]any{"rows": total, "filter": f}
		return s.Audit.Record(ctx, audit.Entry{Action: "enterprise.exported", ObjectKind: "enterprise", Detail: detail})
	})
	return Export{service: s, ordinals: ordinals}, err
}

// write writes the workbook, reading the rows a few hundred at a time.
func (e Export) write(ctx context.Context, w io.Writer) error {
	out, err := sheet.NewWriter("企业名单", []string{
		"企业名称", "统一社会信用代码", "成立日期", "企业类型", "注册资本", "行业代码", "行业", "企业规模", "区划代码", "区划", "地址", "经营状态", "有效资质",
	}, 36, 22, 12, 24, 18, 10, 24, 10, 16, 24, 40, 10, 30)
	if err != nil {
		return fmt.Errorf("write export: %w", err)
	}
	defer func() { _ = out.Close() }()
	for part := range slices.Chunk(e.ordinals, store.LookChunk) {
		items, err := e.service.items(ctx, part)
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
