package matchrun

import "github.com/yikou/yikou/internal/platform/errs"

// The refusals that have to do with runs.
var (
	ErrRunNotFound = errs.New(errs.NotFound, "policy.run_not_found", "没有找到这次匹配，或者它还没有完成。请在匹配记录里查看。")
	ErrNoRun       = errs.New(errs.NotFound, "policy.no_run", "还没有匹配结果。请先运行一次匹配。")
)
