package attachment

import "github.com/yikou/yikou/internal/platform/errs"

// The refusals of this package.
var (
	ErrTicket   = errs.New(errs.NotFound, "appeal.ticket", "这次填写已过期，照片和录音没有保存。请刷新页面后重新添加。")
	ErrKind     = errs.New(errs.Invalid, "appeal.file_kind", "只能添加照片（JPG、PNG、WebP、HEIC）或录音（MP3、M4A、AMR、WAV、OGG），这个文件没有保存。")
	ErrDamaged  = errs.New(errs.Invalid, "appeal.file_damaged", "这个文件读不出来，没有保存。请重新拍照或截图后再添加。")
	ErrTooLarge = errs.New(errs.Invalid, "appeal.file_too_large", "每个文件最大 10 MB，这个文件没有保存。请缩小后再添加。")
	ErrHuge     = errs.New(errs.Invalid, "appeal.file_huge", "这张照片超过一亿像素，没有保存。请缩小后再添加。")
	ErrTooMany  = errs.New(errs.Conflict, "appeal.file_too_many", "一次最多添加 9 个文件，这个文件没有保存。")
	ErrFull     = errs.New(errs.Unavailable, "appeal.file_full", "现在上传的人太多，文件没有保存。请先提交文字，稍后再补充照片。")
	ErrUsed     = errs.New(errs.Conflict, "appeal.ticket_used", "这份诉求已经提交过，修改后的内容没有再次提交。如有补充，请在诉求进度页里添加。")
	ErrDocument = errs.New(errs.Invalid, "appeal.file_document", "只能添加照片（JPG、PNG、WebP、HEIC）、录音（MP3、M4A、AMR、WAV、OGG）或 PDF 文件，这个文件没有保存。")
	ErrLocked   = errs.New(errs.Invalid, "appeal.file_locked", "这个 PDF 加了密码，没有保存。请去掉密码后再添加。")
	ErrActive   = errs.New(errs.Invalid, "appeal.file_active", "这个 PDF 里有脚本、表单或夹带的文件，没有保存。请打印成新的 PDF 后再添加。")
	ErrNotFound = errs.New(errs.NotFound, "appeal.file_not_found", "没有找到这个文件。")
)
