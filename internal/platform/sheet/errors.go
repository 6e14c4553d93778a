package sheet

import "github.com/yikou/yikou/internal/platform/errs"

// What is wrong with a file as a whole. ErrLine, ErrFormula, ErrEncoding and
// ErrQuote are returned with a place in the sentence.
var (
	ErrEmpty     = errs.New(errs.Invalid, "sheet.empty", "这份文件是空的，没有导入任何内容。请检查是否选错了文件。")
	ErrGBK       = errs.New(errs.Invalid, "sheet.gbk", "这份 CSV 是 GBK（GB18030）编码，没有导入任何内容。请在 Excel 或 WPS 里打开它，另存为“CSV UTF-8（逗号分隔）”或 .xlsx 后再导入。")
	ErrUTF16     = errs.New(errs.Invalid, "sheet.utf16", "这份文件是 UTF-16（Unicode 文本）编码，没有导入任何内容。请另存为“CSV UTF-8（逗号分隔）”或 .xlsx 后再导入。")
	ErrEncoding  = errs.New(errs.Invalid, "sheet.encoding", "这份文件不是 UTF-8 文本，没有导入任何内容。请另存为“CSV UTF-8（逗号分隔）”或 .xlsx 后再导入。")
	ErrNUL       = errs.New(errs.Invalid, "sheet.nul", "这份文件里有空字符，不是文本或已经损坏，没有导入任何内容。请重新导出后再导入。")
	ErrLine      = errs.New(errs.Invalid, "sheet.line", "有一行太长，没有导入任何内容。请检查文件是否完整。")
	ErrQuote     = errs.New(errs.Invalid, "sheet.quote", "有一个引号没有配对，没有导入任何内容。请补上引号后再导入。")
	ErrOldXLS    = errs.New(errs.Invalid, "sheet.xls", "这是旧版 .xls 表格，没有导入任何内容。请另存为 .xlsx 或“CSV UTF-8（逗号分隔）”后再导入。")
	ErrEncrypted = errs.New(errs.Invalid, "sheet.encrypted", "这份表格设了打开密码，没有导入任何内容。请取消密码另存后再导入。")
	ErrWorkbook  = errs.New(errs.Invalid, "sheet.workbook", "这份表格已经损坏或不是 .xlsx 表格，没有导入任何内容。请用 Excel 或 WPS 打开并重新保存后再导入。")
	ErrTooLarge  = errs.New(errs.Invalid, "sheet.too_large", "这份表格太大，没有导入任何内容。请另存为“CSV UTF-8（逗号分隔）”后再导入，或分成几份。")
	ErrFormula   = errs.New(errs.Invalid, "sheet.formula", "表格里有公式，没有导入任何内容。请把公式粘贴为数值后再导入。")
	ErrEpoch1904 = errs.New(errs.Invalid, "sheet.epoch_1904", "这份表格用的是 1904 年日期系统，日期会错四年，没有导入任何内容。请在 Excel 选项里取消“使用 1904 日期系统”并重新保存，再导入。")
)
