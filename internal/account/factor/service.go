package factor

import (
	"context"
	"io"
	"time"

	"github.com/yikou/yikou/internal/account/device"
	"github.com/yikou/yikou/internal/account/secret"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/platform/events"
	"github.com/yikou/yikou/internal/platform/seal"
)

// PermissionSecure lets members of staff set their own password and second
// factor. Everybody who is logged in holds it, also who owes one of the two.
const PermissionSecure authz.Permission = "account.secure"

// The refusals of this package.
var (
	// ErrWrongCode is the one answer to a wrong code, an old one and a used one.
	ErrWrongCode = errs.New(errs.Invalid, "account.factor_code_wrong", "动态验证码不对或已经用过，没有保存。请等手机上换了新的 6 位数字再填。").
			With(errs.Field{Path: "body.code", Msg: "不对或已经用过"})
	// ErrEnrolled is returned to somebody who has a second factor already.
	ErrEnrolled = errs.New(errs.Conflict, "account.factor_enrolled", "您已经开通两步验证，没有改动。要换手机，请先停用再重新开通。")
	// ErrNone is returned to somebody who has none, or has not begun.
	ErrNone = errs.New(errs.Conflict, "account.factor_none", "您还没有开通两步验证，没有改动。请先点“开通”。")
	// ErrRequired is returned to somebody who must have a second factor.
	ErrRequired = errs.New(errs.Forbidden, "account.factor_required", "本单位要求使用两步验证，不能停用。换手机请联系系统管理员重置。")
	// ErrNotStaff is returned to people who log in without a password.
	ErrNotStaff = errs.New(errs.Forbidden, "account.factor_staff_only", "两步验证只用于工作人员的密码登录。")
)

// Guard is what this package needs of the door: guesses counted on every node
// before they are looked at.
type Guard interface {
	// OwnPassword fails unless this is the password of the member of staff who
	// acts in ctx.
	OwnPassword(ctx context.Context, password string) error
	// Guess counts a guess at a name before look evaluates it, and takes it back
	// when it was right. It fails with a TooMany when there were too many.
	Guess(ctx context.Context, what, name string, look func(context.Context) (bool, error)) (bool, error)
	// FactorRequired reports whether the member of staff who acts must have a
	// second factor.
	FactorRequired(ctx context.Context) (bool, error)
	// LoginOf returns the login of a member of staff.
	LoginOf(ctx context.Context, staff string) (string, error)
}

// Deps is what second factors are kept with.
type Deps struct {
	DB    *db.DB
	Clock clock.Clock
	Audit *audit.Log
	Bus   *events.Bus
	Seal  *seal.Sealer
	// Random is a source of random bytes that nobody can foretell.
	Random io.Reader
	Guard  Guard
	// Sessions are those of the members of staff: whoever changes their second
	// factor goes on with another token, and nowhere else.
	Sessions *device.Service
	// Issuer is the name that an app shows for the key.
	Issuer string
}

// Service keeps second factors. It is safe for concurrent use.
type Service struct{ Deps }

// New returns the keeper of second factors.
func New(d Deps) *Service { return &Service{Deps: d} }

// State is what somebody has of a second factor.
type State struct {
	// Since is when it was confirmed, zero without one.
	Since time.Time
	// RecoveryLeft is how many recovery codes are unused.
	RecoveryLeft int
	// Required says that the office wants everybody like this person to have one.
	Required bool
}

// Enrolled reports whether the member of staff has a confirmed second factor.
func (s *Service) Enrolled(ctx context.Context, staff string) (bool, error) {
	k, found, err := s.load(ctx, staff)
	return found && !k.confirmedAt.IsZero(), err
}

// me returns the member of staff who acts.
func me(ctx context.Context) (string, error) {
	if _, err := authz.Require(ctx, PermissionSecure); err != nil {
		return "", err
	}
	p := authz.From(ctx)
	if p.Kind != kernel.StaffPrincipal {
		return "", ErrNotStaff
	}
	return p.ID, nil
}

// Own returns the state of the member of staff who acts.
func (s *Service) Own(ctx context.Context) (State, error) {
	staff, err := me(ctx)
	if err != nil {
		return State{}, err
	}
	k, _, err := s.load(ctx, staff)
	if err != nil {
		return State{}, err
	}
	state := State{Since: k.confirmedAt}
	if state.Required, err = s.Guard.FactorRequired(ctx); err != nil {
		return State{}, err
	}
	state.RecoveryLeft, err = s.recoveryLeft(ctx, staff)
	return state, err
}

// Enrolment is what an app on a telephone needs. It is shown once.
type Enrolment struct {
	// Key is to be typed by hand, in groups of four; Address is what a QR code
	// carries.
	Key, Address string
}

// Begin makes a key for the member of staff who acts and returns it. It counts
// from Confirm on. It fails with ErrEnrolled or a wrong password.
func (s *Service) Begin(ctx context.Context, password string) (Enrolment, error) {
	staff, err := me(ctx)
	if err != nil {
		return Enrolment{}, err
	}
	if enrolled, err := s.Enrolled(ctx, staff); err != nil || enrolled {
		if err == nil {
			err = ErrEnrolled
		}
		return Enrolment{}, err
	}
	if err := s.Guard.OwnPassword(ctx, password); err != nil {
		return Enrolment{}, err
	}
	login, err := s.Guard.LoginOf(ctx, staff)
	if err != nil {
		return Enrolment{}, err
	}
	key, err := newKey(s.Random)
	if err != nil {
		return Enrolment{}, err
	}
	err = s.DB.InTx(ctx, func(ctx context.Context) error { return s.begin(ctx, staff, key) })
	return Enrolment{Key: inGroups(key), Address: address(s.Issuer, login, key)}, err
}

// Changed is what somebody goes on with after a change of their second factor.
type Changed struct {
	// Recovery are new recovery codes, which nobody sees again.
	Recovery []string
	// Token is the new one of their session; every other session of theirs has
	// ended.
	Token string
}

// Confirm takes the key into use with a first code from the telephone. It fails
// with ErrNone, ErrEnrolled or ErrWrongCode.
func (s *Service) Confirm(ctx context.Context, code string) (Changed, error) {
	staff, err := me(ctx)
	if err != nil {
		return Changed{}, err
	}
	code = plain(code)
	if len(code) != codeLength {
		return Changed{}, ErrWrongCode
	}
	var done Changed
	if done.Recovery, err = newRecoveryCodes(s.Random); err != nil {
		return Changed{}, err
	}
	right, err := s.Guard.Guess(ctx, "factor", staff, func(ctx context.Context) (bool, error) {
		k, begun, err := s.load(ctx, staff)
		switch {
		case err != nil:
			return false, err
		case !begun:
			return false, ErrNone
		case !k.confirmedAt.IsZero():
			return false, ErrEnrolled
		}
		at, right := match(k.key, code, k.lastStep, s.Clock.Now())
		if !right {
			return false, nil
		}
		return true, s.DB.InTx(ctx, func(ctx context.Context) error {
			first, err := s.confirm(ctx, staff, at)
			if err != nil {
				return err
			}
			if !first {
				return ErrEnrolled
			}
			if err := s.replaceRecovery(ctx, staff, done.Recovery); err != nil {
				return err
			}
			if done.Token, err = s.Sessions.Renew(ctx); err != nil {
				return err
			}
			return s.happened(ctx, Confirmed{Staff: staff}, staff)
		})
	})
	if err := answer(right, err); err != nil {
		return Changed{}, err
	}
	return done, nil
}

// Remove ends the second factor of the member of staff who acts and returns the
// new token of their session. It fails with ErrNone, ErrRequired, ErrWrongCode or
// a wrong password.
func (s *Service) Remove(ctx context.Context, password, code string) (token string, err error) {
	staff, err := s.proven(ctx, password, code)
	if err != nil {
		return "", err
	}
	if required, err := s.Guard.FactorRequired(ctx); err != nil || required {
		if err == nil {
			err = ErrRequired
		}
		return "", err
	}
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		if err := s.RemoveOf(ctx, staff); err != nil {
			return err
		}
		token, err = s.Sessions.Renew(ctx)
		return err
	})
	return token, err
}

// RemoveOf ends the second factor of a member of staff in the transaction of ctx,
// for a reset that others have decided. Without one it does nothing.
func (s *Service) RemoveOf(ctx context.Context, staff string) error {
	if enrolled, err := s.Enrolled(ctx, staff); err != nil || !enrolled {
		return err
	}
	if err := s.remove(ctx, staff); err != nil {
		return err
	}
	return s.happened(ctx, Removed{Staff: staff, By: authz.From(ctx).ID}, staff)
}

// RenewRecovery replaces the recovery codes of the member of staff who acts. It
// fails with ErrNone, ErrWrongCode or a wrong password.
func (s *Service) RenewRecovery(ctx context.Context, password, code string) (Changed, error) {
	staff, err := s.proven(ctx, password, code)
	if err != nil {
		return Changed{}, err
	}
	var done Changed
	if done.Recovery, err = newRecoveryCodes(s.Random); err != nil {
		return Changed{}, err
	}
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		if err := s.replaceRecovery(ctx, staff, done.Recovery); err != nil {
			return err
		}
		if done.Token, err = s.Sessions.Renew(ctx); err != nil {
			return err
		}
		return s.happened(ctx, RecoveryRenewed{Staff: staff}, staff)
	})
	return done, err
}

// proven returns the member of staff who acts after both password and code have
// shown that it is they.
func (s *Service) proven(ctx context.Context, password, code string) (string, error) {
	staff, err := me(ctx)
	if err != nil {
		return "", err
	}
	if enrolled, err := s.Enrolled(ctx, staff); err != nil || !enrolled {
		if err == nil {
			err = ErrNone
		}
		return "", err
	}
	if err := s.Guard.OwnPassword(ctx, password); err != nil {
		return "", err
	}
	right, err := s.Guard.Guess(ctx, "factor", staff, func(ctx context.Context) (bool, error) { return s.Check(ctx, staff, code) })
	return staff, answer(right, err)
}

func answer(right bool, err error) error {
	if err == nil && !right {
		return ErrWrongCode
	}
	return err
}

// Check reports whether this is a code of the member of staff, from the telephone
// or of the recovery codes, and takes it out of use. The caller counts guesses.
func (s *Service) Check(ctx context.Context, staff, code string) (right bool, err error) {
	code = plain(code)
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		right = false
		k, found, err := s.load(ctx, staff)
		if err != nil || !found || k.confirmedAt.IsZero() {
			return err
		}
		if len(code) == codeLength {
			at, is := match(k.key, code, k.lastStep, s.Clock.Now())
			if is {
				right, err = s.advance(ctx, staff, at)
			}
			return err
		}
		hash, err := s.recoveryHash(staff, code)
		if err != nil {
			return err
		}
		if right, err = s.spend(ctx, staff, hash); err != nil || !right {
			return err
		}
		left, err := s.recoveryLeft(ctx, staff)
		if err != nil {
			return err
		}
		return s.happened(ctx, RecoveryUsed{Staff: staff, Left: left}, staff)
	})
	return right && err == nil, err
}

// Issue returns a ticket for somebody whose password was right.
func (s *Service) Issue(ctx context.Context, staff string) (string, error) {
	ticket, hash, err := secret.NewToken(s.Random)
	if err != nil {
		return "", err
	}
	return ticket, s.insertTicket(ctx, hash, staff)
}

// Try counts a try at a ticket, in a transaction of its own, and returns whose it
// is: "" when it is over, unknown, or its tries are used up.
func (s *Service) Try(ctx context.Context, ticket string) (staff string, err error) {
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		staff, err = s.tryTicket(ctx, ticket)
		return err
	})
	return staff, err
}

// End takes a ticket out of use in the transaction of ctx and reports whether it
// still was: of two log-ins with one ticket the second finds it used.
func (s *Service) End(ctx context.Context, ticket string) (bool, error) {
	return s.endTicket(ctx, ticket)
}
