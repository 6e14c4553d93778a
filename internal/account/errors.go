package account

import "github.com/yikou/yikou/internal/platform/errs"

// The refusals of this module.
var (
	// ErrWrongPassword is the one answer to a wrong login, a wrong password and
	// an account that is not active.
	ErrWrongPassword = errs.New(errs.Unauthenticated, "account.wrong_password", "账号或密码不对，没有登录。请核对后再试；忘记密码请联系本单位的系统管理员。")
	// ErrWrongCode is the one answer to a wrong code, an expired one, a used one
	// and a phone that nobody here has.
	ErrWrongCode = errs.New(errs.Unauthenticated, "account.wrong_code", "验证码不对或已失效，没有登录。请核对后再试，或重新获取验证码。")
	// ErrPhone is returned for a text that is no mobile number of mainland China.
	ErrPhone = errs.New(errs.Invalid, "account.phone_malformed", "手机号格式不对，没有发送。请填写 11 位手机号。").
			With(errs.Field{Path: "body.phone", Msg: "应为 11 位手机号"})
	// ErrLogin is returned for a login with other characters than allowed.
	ErrLogin = errs.New(errs.Invalid, "account.login_malformed", "账号应为 2 到 32 个小写字母、数字、点、横线或下划线，并以字母开头。")
	// ErrLoginTaken is returned when another member of staff has the login.
	ErrLoginTaken = errs.New(errs.Conflict, "account.login_taken", "这个账号已有人使用，没有新建。请换一个账号。")
	// ErrStaffName is returned for a member of staff without a name.
	ErrStaffName = errs.New(errs.Invalid, "account.name_missing", "姓名应为 1 到 50 个字。")
	// ErrStaffUnknown is returned for a login that nobody has.
	ErrStaffUnknown = errs.New(errs.NotFound, "account.staff_unknown", "没有这个账号。")
	// ErrDepartmentUnknown is returned for the code of a department that is not there.
	ErrDepartmentUnknown = errs.New(errs.Invalid, "account.department_unknown", "没有这个部门。请先导入部门。")
	// ErrMandate is returned for a mandate without a valid 统一社会信用代码 or with
	// an unknown role.
	ErrMandate = errs.New(errs.Invalid, "account.mandate_malformed", "授权关系有误：统一社会信用代码或身份不对，一条也没有保存。")
	// ErrMatters is returned for a mandate over no matter or an unknown one.
	ErrMatters = errs.New(errs.Invalid, "account.matters_malformed", "请至少选择一项授权事项，没有保存。").
			With(errs.Field{Path: "body.matters", Msg: "请至少选择一项"})
	// ErrTicket is the one answer to a second step that comes too late, too often
	// or without a first.
	ErrTicket = errs.New(errs.Unauthenticated, "account.ticket_over", "登录用的时间太长或试的次数太多，没有登录。请重新输入账号和密码。")
	// ErrWrongFactor is the one answer to a wrong second step.
	ErrWrongFactor = errs.New(errs.Invalid, "account.factor_wrong", "动态验证码或恢复码不对，没有登录。请核对后再试。").
			With(errs.Field{Path: "body.code", Msg: "不对或已经用过"})
	// ErrOwnPassword is returned to somebody logged in who mistypes their password.
	ErrOwnPassword = errs.New(errs.Invalid, "account.own_password_wrong", "当前密码不对，没有保存。请重新填写。").
			With(errs.Field{Path: "body.password", Msg: "不对"})
	// ErrBusy is returned when the machine has no room to check one more password.
	ErrBusy = errs.New(errs.Unavailable, "account.busy", "登录的人太多，暂时忙不过来。请稍等几秒再试。")
)
