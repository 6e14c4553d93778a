package library

import "github.com/yikou/yikou/internal/platform/errs"

// The refusals of this package.
var (
	ErrNotFound    = errs.New(errs.NotFound, "policy.policy_not_found", "没有找到这份政策，它可能还没有公开或已经撤下。请返回列表查看。")
	ErrStale       = errs.New(errs.Stale, "policy.policy_stale", "这份政策刚才被别人改过，您的修改没有保存。请刷新后在新内容上再改。")
	ErrTransition  = errs.New(errs.Conflict, "policy.policy_transition", "这份政策现在的状态不能这样变更，没有保存。请刷新后再看。")
	ErrRefused     = errs.New(errs.Invalid, "policy.policy_refused", "有几处内容需要改正，没有保存。请按提示修改。")
	ErrFileMissing = errs.New(errs.NotFound, "policy.file_not_found", "没有找到这个附件，它可能已被删除。请刷新后再看。")
	ErrFileKind    = errs.New(errs.Invalid, "policy.file_kind", "附件只能是 PDF、DOCX、XLSX、TXT、PNG 或 JPG 文件，并且不能带宏，没有保存。")
	ErrThemes      = errs.New(errs.Invalid, "policy.themes", "主题的代码重复、缺少名称，或层级不对（最多三级），没有保存。")
	ErrThemeInUse  = errs.New(errs.Conflict, "policy.theme_in_use", "有政策还在用要删除的主题，没有保存。请先把这些政策改到别的主题。")
	ErrFolder      = errs.New(errs.Invalid, "policy.folder", "这个文件夹里没有可以导入的文件。请检查路径；支持 PDF、DOCX、HTML、Markdown、TXT。")
	ErrWish        = errs.New(errs.Invalid, "policy.subscription", "请至少填写行业、规模、关键词中的一项，没有保存。")
	ErrWishTwice   = errs.New(errs.Conflict, "policy.subscription_exists", "已经订阅过同样的内容，没有重复保存。")
	ErrWishMany    = errs.New(errs.Conflict, "policy.subscription_many", "一家企业最多订阅 20 项，没有保存。请先取消不需要的订阅。")
	ErrWishMissing = errs.New(errs.NotFound, "policy.subscription_not_found", "没有找到这项订阅，它可能已经取消。")
)
