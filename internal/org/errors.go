package org

import "github.com/yikou/yikou/internal/platform/errs"

// The refusals of this module.
var (
	// ErrRefused is returned, with a field for each row, when an import has rows
	// that do not hold up. Nothing of the import is kept.
	ErrRefused = errs.New(errs.Invalid, "org.import_refused", "导入的内容有误，一行也没有保存。请按提示修改后重新导入。")
	// ErrDivisionUnknown is returned for a code that no division here has.
	ErrDivisionUnknown = errs.New(errs.NotFound, "org.division_unknown", "没有这个行政区划。请从列表中重新选择。")
	// ErrDepartmentUnknown is returned for a department that is not there or not
	// within the caller's reach.
	ErrDepartmentUnknown = errs.New(errs.NotFound, "org.department_unknown", "没有找到这个部门，它可能不在您的管理范围内。请返回机构页重新选择。")
	// ErrDepartment is returned, with the fields, for a department that does not
	// hold up.
	ErrDepartment = errs.New(errs.Invalid, "org.department_malformed", "部门资料有误，没有保存。请按提示修改后再提交。")
	// ErrCodeTaken is returned for the code of another department.
	ErrCodeTaken = errs.New(errs.Conflict, "org.code_taken", "这个部门代码已有部门使用，没有保存。请换一个代码。").
			With(errs.Field{Path: "body.code", Msg: "已有部门使用"})
	// ErrStale is returned when somebody else was faster.
	ErrStale = errs.New(errs.Stale, "org.stale", "您打开之后，这个部门已被他人修改。您填写的没有保存，请刷新后再改。")
	// ErrCircle is returned for a move that would put a department under itself.
	ErrCircle = errs.New(errs.Conflict, "org.circle", "不能把部门移到它自己或它的下级之下，没有移动。请另选上级部门。")
	// ErrClosed is returned for a change of a department that is closed, or one
	// that would put something under it.
	ErrClosed = errs.New(errs.Conflict, "org.department_closed", "这个部门已经撤销，不能再变动。请另选部门。")
	// ErrNotEmpty is returned, with what is left, for a department that cannot be
	// closed yet.
	ErrNotEmpty = errs.New(errs.Conflict, "org.department_not_empty", "这个部门还不是空的，没有撤销。请先移走下级部门、调出人员，再撤销。")
)
