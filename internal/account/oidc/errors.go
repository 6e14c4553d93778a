package oidc

import "github.com/yikou/yikou/internal/platform/errs"

// The refusals of this package.
var (
	// ErrUnknown is returned for a provider that is not configured.
	ErrUnknown = errs.New(errs.NotFound, "account.oidc_unknown", "没有这种登录方式。请改用其他方式登录。")
	// ErrAway is returned when a provider cannot be reached or answers nonsense.
	ErrAway = errs.New(errs.Unavailable, "account.oidc_away", "统一身份认证暂时连不上，没有登录。请稍后再试，或改用其他方式登录。")
	// ErrNotLinked is returned when an identity that is not there is to be unlinked.
	ErrNotLinked = errs.New(errs.NotFound, "account.identity_unknown", "您的账号没有关联这个身份。")
)

// refusal is why a log-in failed. The reason goes into the audit chain, the cause
// into the log, and neither to the person.
type refusal struct {
	reason string
	cause  error
}

// Error returns the reason and the cause, for the log.
func (r *refusal) Error() string {
	if r.cause != nil {
		return r.reason + ": " + r.cause.Error()
	}
	return r.reason
}

// Unwrap returns the cause.
func (r *refusal) Unwrap() error { return r.cause }

// isRefusal reports whether the account package does not let somebody in.
func isRefusal(err error) bool { return errs.KindOf(err) == errs.Unauthenticated }

func refuse(reason string, cause error) error { return &refusal{reason: reason, cause: cause} }
