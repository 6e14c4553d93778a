package org

import "github.com/yikou/yikou/internal/platform/errs"

// The refusals of this module.
var (
	// ErrRefused is returned, with a field for each row, when an import has rows
	// that do not hold up. Nothing of the import is kept.
	ErrRefused = errs.New(errs.Invalid, "org.import_refused", "导入的内容有误，一行也没有保存。请按提示修改后重新导入。")
	// ErrDivisionUnknown is returned for a code that no division here has.
	ErrDivisionUnknown = errs.New(errs.NotFound, "org.division_unknown", "没有这个行政区划。请从列表中重新选择。")
)
