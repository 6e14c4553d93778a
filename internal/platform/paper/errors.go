package paper

import "github.com/yikou/yikou/internal/platform/errs"

// ErrTypeface is returned when the program was built without its screens, which
// bring the typeface.
var ErrTypeface = errs.New(errs.Unavailable, "paper.typeface", "这个程序没有带打印用的字体，没有生成文件。请改为导出表格，并请管理员安装完整的程序。")
