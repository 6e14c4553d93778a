package policy

import "github.com/yikou/yikou/internal/platform/errs"

// The refusals of this module.
var (
	ErrEnterpriseNotFound = errs.New(errs.NotFound, "policy.enterprise_not_found", "没有找到这家企业。请核对统一社会信用代码。")
	ErrFilter             = errs.New(errs.Invalid, "policy.filter", "筛选条件有误。请重新选择。")
)

// isNotFound reports whether an error says that something is not there.
func isNotFound(err error) bool { return errs.KindOf(err) == errs.NotFound }
