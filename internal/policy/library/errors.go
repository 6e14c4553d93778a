package library

import "github.com/yikou/yikou/internal/platform/errs"

// The refusals of this package.
var (
	ErrNotFound    = errs.New(errs.NotFound, "policy.policy_not_found", "没有找到这份政策，它可能还没有公开或已经撤下。请返回列表查看。")
	ErrStale       = errs.New(errs.Stale, "policy.policy_stale", "这份政策刚才被别人改过，您的修改没有保存。请刷新后在新内容上再改。")
	ErrTransition  = errs.New(errs.Conflict, "policy.policy_transition", "这份政策现在的状态不能这样变更，没有保存。请刷新后再看。")
	ErrRefused     = errs.New(errs.Invalid, "policy.policy_refused", "有几处内容需要改正，没有保存。请按提示修改。")
	ErrFileMissing = errs.New(errs.NotFound, "policy.file_not_found", "没有找到这个附件，它可能已被删除。请刷新后再看。")
	ErrFolder      = errs.New(errs.Invalid, "policy.folder", "这个文件夹里没有可以导入的文件。请检查路径；支持 PDF、DOCX、HTML、Markdown、TXT。")
	ErrArchive     = errs.New(errs.Invalid, "policy.archive", "这个压缩文件打不开、加了密码，或里面的文件太多太大（最多 5000 个、解开后共 1 GB），没有导入。请分成几个再试。")
	ErrInUse       = errs.New(errs.Conflict, "policy.policy_in_use", "有事项依据这份政策，没有删除。请先把这些事项改到别的政策。")
)
