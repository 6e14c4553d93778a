package intake

import (
	"strings"

	"github.com/yikou/yikou/internal/enterprise/record"
	"github.com/yikou/yikou/internal/platform/errs"
)

// ErrHeader is returned for a file whose header lacks a required column.
var ErrHeader = errs.New(errs.Invalid, "enterprise.header", "表头缺少必需的列，没有导入任何内容。")

// missingColumns names what is required and missing, and what the header has
// instead.
func missingColumns(required []column, l layout, header []string) error {
	var lacking []string
	for _, c := range required {
		if !l.has.has(c) {
			lacking = append(lacking, columnNames[c][1]+"（"+columnNames[c][0]+"）")
		}
	}
	shown := make([]string, 0, 12)
	for _, title := range header[:min(len(header), 12)] {
		shown = append(shown, record.Clip(title, 20))
	}
	return errs.Newf(ErrHeader.Kind, ErrHeader.Code, "表头缺少%s，没有导入任何内容。读到的表头是：%s。请把表头放在第一行，补上所缺的列后再导入。",
		strings.Join(lacking, "、"), strings.Join(shown, "、"))
}
