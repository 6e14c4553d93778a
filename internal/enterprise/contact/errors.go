package contact

import "github.com/yikou/yikou/internal/platform/errs"

// What this package refuses.
var (
	ErrForm     = errs.New(errs.Invalid, "enterprise.contact", "联系人信息不符合要求，没有保存。请按提示修改。")
	ErrNotFound = errs.New(errs.NotFound, "enterprise.contact_not_found", "没有找到这位联系人，它可能已被删除。请刷新后再试。")
	ErrStale    = errs.New(errs.Stale, "enterprise.stale", "您打开之后，这份资料已被他人修改。您填写的没有保存，请刷新后再改。")
	ErrFull     = errs.New(errs.Conflict, "enterprise.contact_full", "一家企业最多登记 500 位联系人，没有保存。请先删除不再使用的联系人。")
	ErrPhone    = errs.New(errs.Invalid, "enterprise.contact_phone", "请输入完整的电话号码后再查。")
)
