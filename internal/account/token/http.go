package token

import (
	"context"
	"net/http"
	"time"

	"github.com/yikou/yikou/internal/account/role"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/web"
)

// Routes adds the operations on one's own tokens to the API.
func (s *Service) Routes(api *web.API) {
	operation := func(id, method, path, summary string, status int) web.Operation {
		return web.Operation{
			ID: id, Method: method, Path: path, Summary: summary, Tag: "account", Permission: PermissionEdit, Status: status, MaxBody: 64 << 10,
		}
	}
	web.Register(api, operation("list-own-tokens", http.MethodGet, "/account/tokens", "自己的接口令牌", http.StatusOK), s.listOwn)
	web.Register(api, operation("list-grantable", http.MethodGet, "/account/tokens/grantable", "自己的令牌能做什么", http.StatusOK), s.grantable)
	web.Register(api, operation("create-token", http.MethodPost, "/account/tokens", "新建接口令牌", http.StatusCreated), s.create)
	web.Register(api, operation("revoke-token", http.MethodDelete, "/account/tokens/{id}", "作废接口令牌", http.StatusNoContent), s.end)
}

// The names of these types are those of the schemas in the API's document.
type (
	tokenGrant struct {
		Permission string `json:"permission" minLength:"1" maxLength:"100"`
		Reach      string `json:"reach" enum:"own,department,department_subtree,division_subtree,all" doc:"范围"`
	}
	grantablePermission struct {
		Permission string `json:"permission"`
		Label      string `json:"label" doc:"能做什么"`
		Reach      string `json:"reach" doc:"自己的范围，令牌的范围不能更大"`
	}
	grantableList struct {
		Items []grantablePermission `json:"items"`
	}
	ownToken struct {
		ID          string                `json:"id"`
		Name        string                `json:"name" doc:"用在哪个系统"`
		State       string                `json:"state" enum:"valid,expired,revoked"`
		May         []grantablePermission `json:"may"`
		CreatedAt   time.Time             `json:"created_at"`
		ExpiresAt   time.Time             `json:"expires_at"`
		LastUsedAt  *time.Time            `json:"last_used_at" doc:"最近使用，精确到分钟"`
		LastAddress string                `json:"last_address"`
		Can         []string              `json:"can"`
	}
	ownTokens struct {
		Items []ownToken `json:"items"`
		Total int64      `json:"total"`
		Next  string     `json:"next"`
	}
	newToken struct {
		Name   string       `json:"name" minLength:"1" maxLength:"50" doc:"用在哪个系统"`
		Grants []tokenGrant `json:"grants" minItems:"1" maxItems:"200"`
		Days   int          `json:"days" minimum:"1" maximum:"365" doc:"有效期，天"`
	}
	madeToken struct {
		Token string   `json:"token" doc:"令牌，只给出这一次"`
		Made  ownToken `json:"made"`
	}
)

type listInput struct{ web.PageInput }

type listOutput struct{ Body ownTokens }

type grantableOutput struct{ Body grantableList }

type createInput struct{ Body newToken }

type createOutput struct{ Body madeToken }

type endInput struct {
	ID string `path:"id" maxLength:"36"`
}

func (s *Service) listOwn(ctx context.Context, in *listInput) (*listOutput, error) {
	rows, err := s.Own(ctx, in.Page())
	if err != nil {
		return nil, err
	}
	body := ownTokens{Items: make([]ownToken, len(rows.Items)), Total: rows.Total, Next: rows.Next}
	for i, t := range rows.Items {
		body.Items[i] = s.body(t)
	}
	return &listOutput{Body: body}, nil
}

func (s *Service) body(t Token) ownToken {
	state := t.State(s.Clock.Now())
	one := ownToken{
		ID: t.ID, Name: t.Name, State: string(state), May: s.labelled(t.Grants), CreatedAt: t.CreatedAt, ExpiresAt: t.ExpiresAt,
		LastAddress: t.LastAddress, Can: []string{},
	}
	if !t.LastUsedAt.IsZero() {
		one.LastUsedAt = &t.LastUsedAt
	}
	if state == Valid {
		one.Can = []string{"revoke"}
	}
	return one
}

func (s *Service) labelled(grants map[string]kernel.Reach) []grantablePermission {
	list := []grantablePermission{}
	for _, permission := range (Token{Grants: grants}).permissions() {
		label := s.Labels[permission]
		if label == "" {
			label = "其他"
		}
		list = append(list, grantablePermission{Permission: permission, Label: label, Reach: role.ReachName(grants[permission])})
	}
	return list
}

func (s *Service) grantable(ctx context.Context, _ *struct{}) (*grantableOutput, error) {
	if _, err := authz.Require(ctx, PermissionEdit); err != nil {
		return nil, err
	}
	return &grantableOutput{Body: grantableList{Items: s.labelled(Grantable(authz.From(ctx).Grants))}}, nil
}

func (s *Service) create(ctx context.Context, in *createInput) (*createOutput, error) {
	grants := map[string]kernel.Reach{}
	for _, g := range in.Body.Grants {
		grants[g.Permission] = max(grants[g.Permission], role.ReachNamed(g.Reach))
	}
	made, plain, err := s.Create(ctx, New{Name: in.Body.Name, Grants: grants, Days: in.Body.Days})
	if err != nil {
		return nil, err
	}
	return &createOutput{Body: madeToken{Token: plain, Made: s.body(made)}}, nil
}

func (s *Service) end(ctx context.Context, in *endInput) (*struct{}, error) {
	return nil, s.Revoke(ctx, in.ID)
}
