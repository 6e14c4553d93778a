package doctext

import "github.com/yikou/yikou/internal/platform/errs"

// Why a document is not read.
var (
	ErrEmpty     = errs.New(errs.Invalid, "doctext.empty", "这份文件里没有文字，没有保存。请检查是否选错了文件。")
	ErrTooLarge  = errs.New(errs.Invalid, "doctext.too_large", "这份文件超过了允许的大小（32 MB），没有保存。请去掉图片或分成几份再上传。")
	ErrLong      = errs.New(errs.Invalid, "doctext.long", "这份文件的文字太多（超过 4 MB，约 140 万字），没有保存。请分成几份再上传。")
	ErrPages     = errs.New(errs.Invalid, "doctext.pages", "这份 PDF 超过 2000 页，没有保存。请分成几份再上传。")
	ErrCostly    = errs.New(errs.Invalid, "doctext.costly", "读取这份文件花的时间或内存超过了限制，没有保存。请用原软件打开后另存为 PDF 或 .docx，再上传。")
	ErrScanned   = errs.New(errs.Invalid, "doctext.scanned", "这份 PDF 是扫描图片，里面没有可以读取的文字，没有保存。请上传由 Word、WPS 直接导出的 PDF 或原来的 .docx；只有纸质件时，请先用文字识别（OCR）软件转换，或把正文粘贴进来。")
	ErrNoLetters = errs.New(errs.Invalid, "doctext.no_letters", "这份 PDF 没有说明它的字形是哪些文字，读出来会是乱码，没有保存。请上传原来的 .docx，或把正文粘贴进来。")
	ErrEncrypted = errs.New(errs.Invalid, "doctext.encrypted", "这份文件加了密码或限制了权限，读不出文字，没有保存。请取消保护另存后再上传。")
	ErrBroken    = errs.New(errs.Invalid, "doctext.broken", "这份文件已经损坏或不完整，没有保存。请用原软件打开并重新保存后再上传。")
	ErrMacros    = errs.New(errs.Invalid, "doctext.macros", "这份文件里有宏程序，为了安全没有读取也没有保存。请另存为不带宏的 .docx 或导出为 PDF，再上传。")
	ErrOldWord   = errs.New(errs.Invalid, "doctext.old_word", "这是旧版 .doc 或 .wps 文件，没有保存。请另存为 .docx 或导出为 PDF，再上传。")
	ErrRTF       = errs.New(errs.Invalid, "doctext.rtf", "这是 RTF 文件，没有保存。请另存为 .docx 或导出为 PDF，再上传。")
	ErrOFD       = errs.New(errs.Invalid, "doctext.ofd", "这是 OFD 版式文件，目前读不出文字，没有保存。请导出为 PDF 或上传原来的 .docx。")
	ErrPicture   = errs.New(errs.Invalid, "doctext.picture", "这是一张图片，里面没有可以读取的文字，没有保存。请上传由 Word、WPS 导出的 PDF 或原来的 .docx，或把正文粘贴进来。")
	ErrKind      = errs.New(errs.Invalid, "doctext.kind", "这种文件读不出文字，没有保存。请上传 PDF、DOCX、HTML、Markdown 或 TXT 文件。")
	ErrEncoding  = errs.New(errs.Invalid, "doctext.encoding", "这份文件的文字编码不是 UTF-8 也不是 GBK（GB18030），读出来会是乱码，没有保存。请另存为 UTF-8 后再上传。")
)
