package enterprise

import (
	"github.com/yikou/yikou/internal/platform/errs"
)

// What this module refuses.
var (
	ErrNotFound       = errs.New(errs.NotFound, "enterprise.not_found", "没有找到这家企业，或者它不在您的管辖范围内。请核对统一社会信用代码。")
	ErrImportNotFound = errs.New(errs.NotFound, "enterprise.import_not_found", "没有找到这次导入。请返回导入列表查看。")
	ErrFactNotFound   = errs.New(errs.NotFound, "enterprise.fact_not_found", "没有找到这条事实。请刷新后再试。")
	ErrUnknownKey     = errs.New(errs.Invalid, "enterprise.fact_key_unknown", "没有这一项事实，没有保存。请从列表里选择。")
	ErrFactValue      = errs.New(errs.Invalid, "enterprise.fact_value", "填写的内容不符合要求，没有保存。请按提示修改。")
	ErrKind           = errs.New(errs.Invalid, "enterprise.import_kind", "导入的类型应为企业（enterprises）或事实（facts），没有导入任何内容。")
	ErrTooManyRows    = errs.New(errs.Invalid, "enterprise.export_rows", "符合条件的企业超过一个工作表能放下的 1,048,575 行，没有导出。请再加筛选条件后分几次导出。")
	ErrDivision       = errs.New(errs.Invalid, "enterprise.division", "区划代码的格式不对。请从列表里选择。")
	ErrIndustry       = errs.New(errs.Invalid, "enterprise.industry", "没有这个行业代码。请从列表里选择。")
	ErrLost           = errs.New(errs.Conflict, "enterprise.import_lost", "这次导入中断，上传的文件也没有保留下来，没有导入任何内容。请重新上传。")
)
