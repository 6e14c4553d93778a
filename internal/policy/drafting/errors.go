package drafting

import "github.com/yikou/yikou/internal/platform/errs"

// ErrEmpty is returned for a text without a word.
var ErrEmpty = errs.New(errs.Invalid, "policy.nothing_to_draft", "还没有填写政策原文，读不出条件。请把政策的一段文字粘贴进来。")
