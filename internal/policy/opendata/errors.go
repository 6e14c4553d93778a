package opendata

import "github.com/yikou/yikou/internal/platform/errs"

// ErrBusy is returned while measures change faster than they can be told.
var ErrBusy = errs.New(errs.Unavailable, "policy.open_busy", "政策事项正在更新，暂时给不出数据。请稍后再试。")
