package proposal

import "github.com/yikou/yikou/internal/platform/errs"

// The refusals of this package.
var (
	// ErrNotFound is returned for a proposal that is not there.
	ErrNotFound = errs.New(errs.NotFound, "account.proposal_not_found", "没有这项申请。请返回待确认列表重新选择。")
	// ErrOwn is returned to somebody who decides what they proposed.
	ErrOwn = errs.New(errs.Conflict, "account.proposal_own", "这项申请是您自己提出的，必须由另一个人确认（双人复核），没有生效。")
	// ErrAffected is returned to somebody who would gain by what they confirm.
	ErrAffected = errs.New(errs.Conflict, "account.proposal_affected", "这项变更涉及您本人，必须由其他人确认，没有生效。")
	// ErrNotYours is returned for withdrawing what another proposed.
	ErrNotYours = errs.New(errs.Conflict, "account.proposal_not_yours", "只有提出申请的人可以撤回，没有改动。")
	// ErrDecided is returned for a proposal that is no longer open.
	ErrDecided = errs.New(errs.Conflict, "account.proposal_decided", "这项申请已经办结或过期，没有改动。请刷新后查看。")
	// ErrOvertaken is returned when the object is no longer what the proposer saw.
	ErrOvertaken = errs.New(errs.Conflict, "account.proposal_overtaken", "提出申请之后，对象已有变化，这项申请已作废，没有生效。请重新提出。")
	// ErrStale is returned when the object has changed since the proposer looked.
	ErrStale = errs.New(errs.Stale, "account.proposal_stale", "您打开之后，内容已有变化，没有提交。请刷新后再办。")
	// ErrNothing is returned for a proposal that would change nothing.
	ErrNothing = errs.New(errs.Conflict, "account.proposal_nothing", "与现在的内容相同，没有需要变更的，没有提交。")
	// ErrReason is returned for a proposal or refusal without a reason.
	ErrReason = errs.New(errs.Invalid, "account.reason_missing", "请写明理由（2 到 200 个字），没有提交。").
			With(errs.Field{Path: "body.reason", Msg: "应为 2 到 200 个字"})
	// ErrResetOpen is returned when somebody's password is already to be reset.
	ErrResetOpen = errs.New(errs.Conflict, "account.reset_open", "这个账号已有一项待确认的密码重置，没有再次提交。")
	// ErrNotActive is returned for the password of somebody who may not come in.
	ErrNotActive = errs.New(errs.Conflict, "account.reset_not_active", "这个账号已停用，不能重置密码，没有提交。请先恢复账号。")
)
