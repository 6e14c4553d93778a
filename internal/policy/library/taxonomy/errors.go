package taxonomy

import "github.com/yikou/yikou/internal/platform/errs"

// The refusals of this package.
var (
	ErrTree  = errs.New(errs.Invalid, "policy.themes", "主题的代码重复、缺少名称，或层级不对（最多三级），没有保存。")
	ErrInUse = errs.New(errs.Conflict, "policy.theme_in_use", "有政策还在用要删除的主题，没有保存。请先把这些政策改到别的主题。")
	ErrStale = errs.New(errs.Stale, "policy.themes_stale", "主题目录刚才被别人改过，您的修改没有保存。请刷新后在新内容上再改。")
)
