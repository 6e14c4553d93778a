package listing

import "github.com/yikou/yikou/internal/platform/errs"

// ErrQuery is returned for an export whose filter cannot be read.
var ErrQuery = errs.New(errs.Invalid, "policy.listing_query", "导出的条件不对，没有导出。请回到事项列表重新筛选。")

// ErrNone is returned for a filter that leaves no measure.
var ErrNone = errs.New(errs.Invalid, "policy.listing_none", "按这些条件没有找到事项，没有生成清单。请放宽条件再试。")
