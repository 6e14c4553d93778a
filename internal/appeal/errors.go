package appeal

import "github.com/yikou/yikou/internal/platform/errs"

// What this module refuses.
var (
	ErrForm             = errs.New(errs.Invalid, "appeal.form", "填写的内容不符合要求，没有保存。请按提示修改。")
	ErrReply            = errs.New(errs.Invalid, "appeal.reply", "答复还不完整，没有提交。请按提示补充。")
	ErrReturn           = errs.New(errs.Invalid, "appeal.return", "退回要写明职责条款、应办部门和理由，没有退回。请按提示补充。")
	ErrNotFound         = errs.New(errs.NotFound, "appeal.not_found", "没有找到这件诉求，或者它不在您的办理范围内。请返回列表查看。")
	ErrStale            = errs.New(errs.Stale, "appeal.stale", "您打开之后，这件诉求已有变化，没有保存您的操作。请刷新后再办。")
	ErrAccused          = errs.New(errs.Conflict, "appeal.accused", "被反映的单位及其下属单位不能承办或协办这件诉求，没有派单。请另选部门。")
	ErrDirect           = errs.New(errs.Conflict, "appeal.direct", "这是直接指定的承办，不能退回。如有异议，请向服务中心提出会商。")
	ErrObjectedLate     = errs.New(errs.Conflict, "appeal.objected_late", "退回须在派单后 1 个工作日内提出，期限已过，没有退回。请继续办理，或向服务中心提出会商。")
	ErrSamePerson       = errs.New(errs.Forbidden, "appeal.same_person", "自己提交的要由另一位同事审核，没有办理。")
	ErrReopenLate       = errs.New(errs.Conflict, "appeal.reopen_late", "这件诉求已过可以重新办理的期限。如仍有问题，请重新提交一件诉求。")
	ErrMerge            = errs.New(errs.Conflict, "appeal.merge", "这几件诉求不能并在一起：已答复或办结的、被反映单位不同的，或保密与不保密的不能合并。没有并单。")
	ErrSuspended        = errs.New(errs.Conflict, "appeal.suspended", "这件诉求已经中止计时，没有重复办理。")
	ErrRunning          = errs.New(errs.Conflict, "appeal.running", "这件诉求没有中止计时，不需要恢复。")
	ErrPart             = errs.New(errs.Conflict, "appeal.part", "您的部门在这件诉求上没有待办的任务，没有办理。请刷新后查看。")
	ErrDepartment       = errs.New(errs.Invalid, "appeal.department", "没有这个部门，或者它已撤销，没有派单。请重新选择。")
	ErrExtensionWaits   = errs.New(errs.Conflict, "appeal.extension_waits", "已有一份延期申请在等领导审批，没有重复提交。")
	ErrExtensionTooMuch = errs.New(errs.Conflict, "appeal.extension_too_much", "一件诉求累计最多延期 10 个工作日，没有提交。")
	ErrExtensionLate    = errs.New(errs.Conflict, "appeal.extension_late", "延期须在到期前至少 1 个工作日申请，现在已经来不及，没有延期。请按期答复。")
	ErrExtensionDecided = errs.New(errs.Conflict, "appeal.extension_decided", "没有等待审批的延期申请，可能已经处理过。请刷新后查看。")
	ErrSearch           = errs.New(errs.Unavailable, "appeal.search", "查找还在准备，请过一两分钟再试。")
	ErrSecret           = errs.New(errs.NotFound, "appeal.secret", "没有找到这件诉求。请核对编号和查询码。")
)

// codeState is the code of every refusal of what a state does not admit.
const codeState = "appeal.state"

// ErrState stands for every refusal of what a state does not admit.
var ErrState = errs.New(errs.Conflict, codeState, "这件诉求现在不能做这一步。请刷新后查看。")

func stateError(s State) error {
	return errs.Newf(errs.Conflict, codeState, "这件诉求现在是“%s”，不能做这一步。请刷新后查看。", s.Label())
}

func fieldWords(msg string) errs.Field { return errs.Field{Path: "body.words", Msg: msg} }
