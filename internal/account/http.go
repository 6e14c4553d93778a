package account

import (
	"context"
	"net/http"
	"time"

	"github.com/yikou/yikou/internal/account/device"
	"github.com/yikou/yikou/internal/account/factor"
	"github.com/yikou/yikou/internal/platform/web"
)

// PublicOperations are the operations of this module that anybody may call.
var PublicOperations = []string{"login-staff", "login-staff-code", "request-code", "login-enterprise", "get-session", "logout"}

// Routes adds the module's operations to the API.
func (s *Service) Routes(api *web.API) {
	operation := func(id, method, path, summary string, status int) web.Operation {
		return web.Operation{ID: id, Method: method, Path: path, Summary: summary, Tag: "account", Status: status, MaxBody: 4 << 10}
	}
	web.Register(api, operation("login-staff", http.MethodPost, "/session/staff", "工作人员登录", http.StatusOK), s.loginStaff)
	web.Register(api, operation("login-staff-code", http.MethodPost, "/session/staff/code", "工作人员登录的第二步", http.StatusOK), s.loginStaffCode)
	web.Register(api, operation("request-code", http.MethodPost, "/session/code", "获取短信验证码", http.StatusOK), s.requestCode)
	web.Register(api, operation("login-enterprise", http.MethodPost, "/session/enterprise", "企业用户登录", http.StatusOK), s.loginEnterprise)
	web.Register(api, operation("get-session", http.MethodGet, "/session", "当前登录的人", http.StatusOK), s.getSession)
	web.Register(api, operation("logout", http.MethodDelete, "/session", "退出登录", http.StatusNoContent), s.logout)
	change := operation("change-own-password", http.MethodPut, "/account/password", "修改自己的密码", http.StatusNoContent)
	change.Permission = factor.PermissionSecure
	web.Register(api, change, s.changePassword)
	if s.devices != nil {
		s.devices.Routes(api)
		s.factors.Routes(api)
	}
}

// The names of these types are those of the schemas in the API's document.
type (
	staffLogin struct {
		Login    string `json:"login" minLength:"1" maxLength:"64" doc:"账号"`
		Password string `json:"password" minLength:"1" maxLength:"256" doc:"密码"`
	}
	staffStep struct {
		SecondFactor bool     `json:"second_factor" doc:"密码正确，还要填动态验证码"`
		Session      *session `json:"session,omitempty" doc:"已登录"`
	}
	staffCode struct {
		Code string `json:"code" minLength:"1" maxLength:"32" doc:"动态验证码或恢复码"`
	}
	passwordChange struct {
		Current  string `json:"current" minLength:"1" maxLength:"256" doc:"当前密码"`
		Password string `json:"password" minLength:"1" maxLength:"256" doc:"新密码"`
	}
	codeRequest struct {
		Phone      string `json:"phone" minLength:"1" maxLength:"32" doc:"手机号"`
		Invitation string `json:"invitation,omitempty" maxLength:"64" doc:"受邀办事时，邀请里的口令"`
	}
	codeSent struct {
		ResendAfter int `json:"resend_after_seconds" doc:"多少秒后可以再次获取"`
		ExpiresIn   int `json:"expires_in_seconds" doc:"验证码多少秒内有效"`
	}
	enterpriseLogin struct {
		Phone string `json:"phone" minLength:"1" maxLength:"32" doc:"手机号"`
		Code  string `json:"code" minLength:"1" maxLength:"16" doc:"短信验证码"`

		Invitation string `json:"invitation,omitempty" maxLength:"64" doc:"受邀办事时，邀请里的口令"`
	}
	sessionRole struct {
		Code string `json:"code"`
		Name string `json:"name"`
	}
	sessionEnterprise struct {
		USCC string `json:"uscc"`
		Name string `json:"name" doc:"未在企业库中时为空"`
		Role string `json:"role" enum:"legal_representative,handler"`

		Can []string `json:"can" doc:"为这家企业持有的权限"`
	}
	session struct {
		Kind        string              `json:"kind" enum:"staff,enterprise"`
		ID          string              `json:"id"`
		Name        string              `json:"name"`
		Roles       []sessionRole       `json:"roles"`
		Can         []string            `json:"can" doc:"持有的权限"`
		Enterprises []sessionEnterprise `json:"enterprises" doc:"可代办的企业"`
		ExpiresAt   time.Time           `json:"expires_at" doc:"不再操作时，登录到此为止"`
		LastsUntil  time.Time           `json:"lasts_until" doc:"不论是否操作，登录最晚到此为止"`
		Must        string              `json:"must" enum:",password,second_factor" doc:"办别的事以前必须先做的事：修改密码、开通两步验证"`
	}
)

type loginStaffInput struct{ Body staffLogin }

type staffStepOutput struct {
	SetCookie []http.Cookie `header:"Set-Cookie"`
	Body      staffStep
}

type staffCodeInput struct {
	Cookies string `header:"Cookie" hidden:"true"`
	Body    staffCode
}

type passwordInput struct{ Body passwordChange }

type renewedOutput struct {
	SetCookie []http.Cookie `header:"Set-Cookie"`
}

type loginEnterpriseInput struct{ Body enterpriseLogin }

type requestCodeInput struct{ Body codeRequest }

type requestCodeOutput struct{ Body codeSent }

type openedOutput struct {
	SetCookie []http.Cookie `header:"Set-Cookie"`
	Body      session
}

type sessionOutput struct{ Body session }

type logoutOutput struct {
	SetCookie     http.Cookie `header:"Set-Cookie"`
	ClearSiteData string      `header:"Clear-Site-Data"`
}

func (s *Service) loginStaff(ctx context.Context, in *loginStaffInput) (*staffStepOutput, error) {
	return s.stepped(s.LoginStaff(ctx, in.Body.Login, in.Body.Password))
}

func (s *Service) loginStaffCode(ctx context.Context, in *staffCodeInput) (*staffStepOutput, error) {
	ticket := web.CookieOf(in.Cookies, web.TicketCookieName(s.Secure))
	return s.stepped(s.LoginStaffCode(ctx, ticket, in.Body.Code))
}

// stepped answers a step of a log-in that may have a second one.
func (s *Service) stepped(o Opened, err error) (*staffStepOutput, error) {
	if err != nil {
		return nil, err
	}
	if o.Ticket != "" {
		ticket := web.NewCookie(web.TicketCookieName(s.Secure), o.Ticket, s.Secure, 0)
		return &staffStepOutput{SetCookie: []http.Cookie{ticket}, Body: staffStep{SecondFactor: true}}, nil
	}
	body := sessionOf(o.View)
	return &staffStepOutput{SetCookie: s.cookies(o), Body: staffStep{Session: &body}}, nil
}

func (s *Service) changePassword(ctx context.Context, in *passwordInput) (*renewedOutput, error) {
	token, err := s.ChangePassword(ctx, in.Body.Current, in.Body.Password)
	if err != nil {
		return nil, err
	}
	return &renewedOutput{SetCookie: s.devices.Renewed(token)}, nil
}

func (s *Service) loginEnterprise(ctx context.Context, in *loginEnterpriseInput) (*openedOutput, error) {
	return s.opened(s.LoginInvited(ctx, in.Body.Phone, in.Body.Code, in.Body.Invitation))
}

func (s *Service) opened(o Opened, err error) (*openedOutput, error) {
	if err != nil {
		return nil, err
	}
	return &openedOutput{SetCookie: s.cookies(o), Body: sessionOf(o.View)}, nil
}

func (s *Service) requestCode(ctx context.Context, in *requestCodeInput) (*requestCodeOutput, error) {
	sent, err := s.RequestInvitedCode(ctx, in.Body.Phone, in.Body.Invitation)
	if err != nil {
		return nil, err
	}
	return &requestCodeOutput{Body: codeSent{ResendAfter: int(sent.Resend.Seconds()), ExpiresIn: int(sent.Life.Seconds())}}, nil
}

func (s *Service) getSession(ctx context.Context, _ *struct{}) (*sessionOutput, error) {
	view, err := s.Session(ctx)
	if err != nil {
		return nil, err
	}
	return &sessionOutput{Body: sessionOf(view)}, nil
}

func (s *Service) logout(ctx context.Context, _ *struct{}) (*logoutOutput, error) {
	if err := s.Logout(ctx); err != nil {
		return nil, err
	}
	// Not "cookies": browsers would clear those of every system under the same
	// registered domain, and our own goes by its expiry.
	return &logoutOutput{SetCookie: s.devices.Cookie(""), ClearSiteData: `"cache", "storage"`}, nil
}

// cookies are those of a browser that has just come in.
func (s *Service) cookies(o Opened) []http.Cookie {
	list := []http.Cookie{s.devices.Cookie(o.Token)}
	if o.Device != "" {
		list = append(list, web.NewCookie(web.DeviceCookieName(s.Secure), o.Device, s.Secure, device.KnownFor))
	}
	return list
}

// SessionCookies are the cookies of a browser that has come in, or that has the
// second step before it.
func (s *Service) SessionCookies(o Opened) []http.Cookie {
	switch {
	case o.Ticket != "":
		return []http.Cookie{web.NewCookie(web.TicketCookieName(s.Secure), o.Ticket, s.Secure, 0)}
	case o.Token != "":
		return s.cookies(o)
	default:
		return nil
	}
}

func sessionOf(v View) session {
	body := session{
		Kind: string(v.Kind), ID: v.ID, Name: v.Name, ExpiresAt: v.ExpiresAt, LastsUntil: v.LastsUntil, Must: string(v.Must),
		Roles: make([]sessionRole, 0, len(v.Roles)), Can: append([]string{}, v.Can...),
		Enterprises: make([]sessionEnterprise, 0, len(v.Mandates)),
	}
	for _, r := range v.Roles {
		body.Roles = append(body.Roles, sessionRole{r.Code, r.Name})
	}
	for i, m := range v.Mandates {
		// Who is both is shown once, as the legal representative, who comes first.
		if i > 0 && v.Mandates[i-1].USCC == m.USCC {
			continue
		}
		body.Enterprises = append(body.Enterprises, sessionEnterprise{
			USCC: m.USCC, Name: v.Enterprises[m.USCC], Role: string(m.Role), Can: v.canFor(m.USCC),
		})
	}
	return body
}
