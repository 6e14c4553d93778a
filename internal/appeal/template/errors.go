package template

import "github.com/yikou/yikou/internal/platform/errs"

// The refusals of this package.
var (
	ErrNotFound = errs.New(errs.NotFound, "appeal.template_not_found", "没有找到这个模板，可能已经停用。")
	ErrStale    = errs.New(errs.Stale, "appeal.template_stale", "这个模板刚刚被别人改过，您的修改没有保存。请刷新后再改。")
	ErrCase     = errs.New(errs.Invalid, "appeal.template_case", "没有找到要答复的诉求，或者它不在您的办理范围内。请返回列表查看。")
	ErrForm     = errs.New(errs.Invalid, "appeal.template_form", "模板没有保存，请改正标出的内容。")
	ErrCentre   = errs.New(errs.Forbidden, "appeal.template_centre", "通用模板由服务中心维护，您可以为本部门新增模板。")
)
