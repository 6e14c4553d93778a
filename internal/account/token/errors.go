package token

import "github.com/yikou/yikou/internal/platform/errs"

// The refusals of this package.
var (
	// ErrName is returned for a token without a name.
	ErrName = errs.New(errs.Invalid, "account.token_name", "请写明令牌用在哪个系统，1 到 50 个字。没有生成。").
		With(errs.Field{Path: "body.name", Msg: "应为 1 到 50 个字"})
	// ErrDays is returned for a token that lasts no day or more than a year.
	ErrDays = errs.New(errs.Invalid, "account.token_days", "令牌有效期应为 1 到 365 天。没有生成。").
		With(errs.Field{Path: "body.days", Msg: "应为 1 到 365"})
	// ErrGrants is returned for a token that would do more than its owner may, or
	// nothing.
	ErrGrants = errs.New(errs.Invalid, "account.token_grants", "令牌至少能做一件事，并且只能做您自己能做的事，不能管理账号。没有生成。").
			With(errs.Field{Path: "body.grants", Msg: "超出您自己的权限"})
	// ErrTooMany is returned to somebody who has too many tokens.
	ErrTooMany = errs.New(errs.Conflict, "account.token_many", "您的有效令牌已有 50 个，没有生成。请先作废不用的。")
	// ErrGone is returned for a token that is not one's own.
	ErrGone = errs.New(errs.NotFound, "account.token_unknown", "没有这个令牌。")
	// ErrOver is returned for a token that is revoked already.
	ErrOver = errs.New(errs.Conflict, "account.token_over", "这个令牌已经作废，不用再处理。")
)
