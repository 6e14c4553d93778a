package role

import "github.com/yikou/yikou/internal/platform/errs"

// Codes of the refusals whose sentences name somebody.
const (
	// CodeMixed is that of a role which would mix powers.
	CodeMixed = "account.role_mixes_powers"
	// CodeTwoPowers is that of a person who would hold two powers.
	CodeTwoPowers = "account.two_powers"
)

// The refusals of this package.
var (
	// ErrUnknown is returned for a role that is not there, or that staff cannot hold.
	ErrUnknown = errs.New(errs.Invalid, "account.role_unknown", "没有这个角色。")
	// ErrNotFound is returned for the address of a role or version that is not there.
	ErrNotFound = errs.New(errs.NotFound, "account.role_not_found", "没有这个角色，或这个版本不存在。")
	// ErrName is returned for a role without a name or with a long one.
	ErrName = errs.New(errs.Invalid, "account.role_name", "角色名称应为 1 到 20 个字，没有保存。").
		With(errs.Field{Path: "body.name", Msg: "应为 1 到 20 个字"})
	// ErrGrant is returned for a grant of a permission that does not exist or that
	// stands twice, or without a reach.
	ErrGrant = errs.New(errs.Invalid, "account.role_grant", "权限列表有误：有不存在的、重复的或没有范围的权限，没有保存。请刷新后重试。")
	// ErrMandateReach is returned for a role of mandates that would reach beyond the
	// enterprise of the mandate.
	ErrMandateReach = errs.New(errs.Invalid, "account.mandate_reach", "企业一方的角色只能授予“仅本人”范围的业务权限，没有保存。")
	// ErrTwoPowers and ErrMixed match the refusals of the separation of powers.
	ErrTwoPowers = errs.New(errs.Conflict, CodeTwoPowers, "")
	ErrMixed     = errs.New(errs.Conflict, CodeMixed, "")
)
