package exchange

import "github.com/yikou/yikou/internal/platform/errs"

// The refusals of this package.
var (
	ErrExportQuery = errs.New(errs.Invalid, "appeal.export_query", "导出的条件不对，没有导出。请回到诉求列表重新筛选。")
	ErrTooManyRows = errs.New(errs.Invalid, "appeal.export_rows", "一张工作表放不下这么多诉求，没有导出。请缩小筛选范围后分批导出。")
)
