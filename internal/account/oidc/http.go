package oidc

import (
	"context"
	"net/http"
	"time"

	"github.com/yikou/yikou/internal/platform/web"
)

// PublicOperations are the operations of this package that need no permission.
// The last three need a session of staff.
var PublicOperations = []string{
	"list-login-providers", "begin-provider-login", "finish-provider-login",
	"list-my-identities", "begin-identity-link", "unlink-identity",
}

// Routes adds the package's operations to the API.
func (s *Service) Routes(api *web.API) {
	operation := func(id, method, path, summary string, status int) web.Operation {
		return web.Operation{ID: id, Method: method, Path: path, Summary: summary, Tag: "account", Status: status, MaxBody: 4 << 10}
	}
	web.Register(api, operation("list-login-providers", http.MethodGet, "/session/oidc", "可用的统一身份认证", http.StatusOK), s.listProviders)
	web.Register(api, operation("begin-provider-login", http.MethodPost, "/session/oidc/{provider}", "用统一身份认证登录", http.StatusOK), s.beginLogin)
	web.Register(api, operation("finish-provider-login", http.MethodGet, "/session/oidc/{provider}/callback", "从统一身份认证返回", http.StatusSeeOther), s.finishLogin)
	web.Register(api, operation("list-my-identities", http.MethodGet, "/session/identities", "我关联的统一身份认证", http.StatusOK), s.listIdentities)
	web.Register(api, operation("begin-identity-link", http.MethodPost, "/session/identities/{provider}", "关联统一身份认证", http.StatusOK), s.beginLink)
	web.Register(api, operation("unlink-identity", http.MethodDelete, "/session/identities/{provider}", "取消关联统一身份认证", http.StatusNoContent), s.unlink)
}

// The names of these types are those of the schemas in the API's document.
type (
	loginProvider struct {
		ID    string `json:"id"`
		Label string `json:"label" doc:"按钮上的名称"`
		For   string `json:"for" enum:"staff,enterprise" doc:"谁用：staff 工作人员，enterprise 企业"`
	}
	loginProviders struct {
		Items []loginProvider `json:"items"`
	}
	providerLogin struct {
		Next string `json:"next,omitempty" maxLength:"1000" doc:"登录后打开的页面"`
	}
	providerLoginBegun struct {
		Address string `json:"address" doc:"浏览器接着打开的网址"`
	}
	staffIdentity struct {
		Provider   string     `json:"provider"`
		Label      string     `json:"label"`
		LinkedAt   *time.Time `json:"linked_at,omitempty" doc:"没有关联则没有"`
		LastUsedAt *time.Time `json:"last_used_at,omitempty" doc:"没有用它登录过则没有"`
	}
	staffIdentities struct {
		Items []staffIdentity `json:"items"`
	}
)

// ProviderInput is embedded in what is about one provider. Types that inputs
// embed are exported: Huma does not see the fields of others.
type ProviderInput struct {
	Provider string `path:"provider" maxLength:"40"`
}

type beginInput struct {
	ProviderInput
	Body providerLogin
}

type beginOutput struct {
	SetCookie http.Cookie `header:"Set-Cookie"`
	Body      providerLoginBegun
}

type finishInput struct {
	ProviderInput
	State  string `query:"state" maxLength:"200"`
	Code   string `query:"code" maxLength:"4096"`
	Issuer string `query:"iss" maxLength:"1000"`
	Error  string `query:"error" maxLength:"200"`
	// The cookie has one of two names, by whether the instance is behind TLS.
	Plain string `cookie:"yikou-oidc" maxLength:"100"`
	Tied  string `cookie:"__Host-yikou-oidc" maxLength:"100"`
}

type finishOutput struct {
	Location  string   `header:"Location"`
	SetCookie []string `header:"Set-Cookie"`
}

type providersOutput struct{ Body loginProviders }

type identitiesOutput struct{ Body staffIdentities }

func (s *Service) listProviders(context.Context, *struct{}) (*providersOutput, error) {
	body := loginProviders{Items: make([]loginProvider, 0, len(s.connections))}
	for _, c := range s.connections {
		body.Items = append(body.Items, loginProvider{ID: c.ID, Label: c.Label, For: string(c.For)})
	}
	return &providersOutput{Body: body}, nil
}

func (s *Service) beginLogin(ctx context.Context, in *beginInput) (*beginOutput, error) {
	return s.begun(s.Begin(ctx, in.Provider, in.Body.Next))
}

func (s *Service) beginLink(ctx context.Context, in *beginInput) (*beginOutput, error) {
	return s.begun(s.BeginLink(ctx, in.Provider, in.Body.Next))
}

func (s *Service) begun(b Begun, err error) (*beginOutput, error) {
	if err != nil {
		return nil, err
	}
	return &beginOutput{SetCookie: s.cookie(b.Browser), Body: providerLoginBegun{Address: b.Address}}, nil
}

func (s *Service) finishLogin(ctx context.Context, in *finishInput) (*finishOutput, error) {
	browser := in.Plain
	if s.Secure {
		browser = in.Tied
	}
	done, err := s.Finish(ctx, Answer{
		Provider: in.Provider, State: in.State, Code: in.Code, Issuer: in.Issuer, Error: in.Error, Browser: browser,
	})
	if err != nil {
		return nil, err
	}
	gone := s.cookie("")
	out := &finishOutput{Location: done.Next, SetCookie: []string{gone.String()}}
	for _, c := range s.Accounts.SessionCookies(done.Opened) {
		out.SetCookie = append(out.SetCookie, c.String())
	}
	return out, nil
}

// cookie ties a log-in to the browser that began it; an empty secret takes the
// cookie away. Lax, because the provider sends the browser back from its own site.
func (s *Service) cookie(browser string) http.Cookie {
	c := http.Cookie{
		Name: "yikou-oidc", Value: browser, Path: "/", MaxAge: int(FlowLife.Seconds()),
		HttpOnly: true, Secure: s.Secure, SameSite: http.SameSiteLaxMode,
	}
	if s.Secure {
		c.Name = "__Host-yikou-oidc"
	}
	if browser == "" {
		c.MaxAge = -1
	}
	return c
}

func (s *Service) listIdentities(ctx context.Context, _ *struct{}) (*identitiesOutput, error) {
	list, err := s.Identities(ctx)
	if err != nil {
		return nil, err
	}
	body := staffIdentities{Items: make([]staffIdentity, 0, len(list))}
	for _, i := range list {
		item := staffIdentity{Provider: i.Provider, Label: i.Label}
		if !i.LinkedAt.IsZero() {
			item.LinkedAt = &i.LinkedAt
		}
		if !i.LastUsedAt.IsZero() {
			item.LastUsedAt = &i.LastUsedAt
		}
		body.Items = append(body.Items, item)
	}
	return &identitiesOutput{Body: body}, nil
}

func (s *Service) unlink(ctx context.Context, in *ProviderInput) (*struct{}, error) {
	return nil, s.Unlink(ctx, in.Provider)
}
