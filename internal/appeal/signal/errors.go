package signal

import "github.com/yikou/yikou/internal/platform/errs"

// ErrNotFound is of a signal that is over, or that does not stand on what the
// caller sees.
var ErrNotFound = errs.New(errs.NotFound, "appeal.signal_not_found", "没有找到这个信号，可能已经过去。请返回列表查看。")
