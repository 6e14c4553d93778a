package intake

import (
	"github.com/yikou/yikou/internal/appeal/ground"
	"github.com/yikou/yikou/internal/platform/errs"
)

// The refusals of this package.
var (
	ErrForm       = errs.New(errs.Invalid, "appeal.report_form", "诉求没有提交，请改正标出的内容。")
	ErrEnterprise = errs.New(errs.NotFound, "appeal.enterprise", "没有找到这家企业，或您不能代它反映。请核对统一社会信用代码。")
	ErrDraftLarge = errs.New(errs.Invalid, "appeal.draft", "草稿没有保存，内容太长。")
	ErrImport     = errs.New(errs.Invalid, "appeal.import", "文件读不出来，没有导入。请使用每行一件诉求的 JSONL 文件（UTF-8）。")
)

// elsewhere refuses what another procedure already deals with, in the words of its
// ground: the rule and the right door.
func elsewhere(g ground.Ground) error {
	return errs.Newf(errs.Conflict, "appeal.elsewhere", "%s，这里不重复受理。%s。%s。", g.Label, g.Rule, g.Door)
}
