package proposal

import (
	"context"
	"net/http"
	"time"

	"github.com/yikou/yikou/internal/account"
	"github.com/yikou/yikou/internal/account/role"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/web"
)

// Routes adds the package's operations to the API.
func (s *Service) Routes(api *web.API) {
	operation := func(id, method, path, summary string, permission authz.Permission, status int) web.Operation {
		return web.Operation{ID: id, Method: method, Path: path, Summary: summary, Tag: "account", Permission: permission, Status: status, MaxBody: 64 << 10}
	}
	propose := func(id, path, summary string, permission authz.Permission) web.Operation {
		return operation(id, http.MethodPost, path, summary, permission, http.StatusCreated)
	}
	web.Register(api, propose("propose-role", "/roles", "申请新增角色", role.PermissionEdit), s.proposeRole)
	web.Register(api, propose("propose-role-change", "/roles/{code}/changes", "申请变更角色", role.PermissionEdit), s.proposeRoleChange)
	web.Register(api, propose("propose-staff-roles", "/staff/{id}/roles", "申请变更一个人的角色", role.PermissionEdit), s.proposeStaffRoles)
	web.Register(api, propose("request-password-reset", "/staff/{id}/password-reset", "申请重置密码", account.PermissionStaffEdit), s.requestReset)
	web.Register(api, operation("list-proposals", http.MethodGet, "/proposals", "需要双人复核的申请", role.PermissionRead, http.StatusOK), s.listProposals)
	web.Register(api, operation("get-proposal", http.MethodGet, "/proposals/{id}", "一项申请", role.PermissionRead, http.StatusOK), s.getProposal)
	// What deciding takes depends on the kind; the use case asks.
	web.Register(api, operation("confirm-proposal", http.MethodPost, "/proposals/{id}/confirm", "确认一项申请", role.PermissionRead, http.StatusOK), s.confirmProposal)
	web.Register(api, operation("refuse-proposal", http.MethodPost, "/proposals/{id}/refuse", "不同意一项申请", role.PermissionRead, http.StatusOK), s.refuseProposal)
	web.Register(api, operation("withdraw-proposal", http.MethodPost, "/proposals/{id}/withdraw", "撤回自己的申请", role.PermissionRead, http.StatusOK), s.withdrawProposal)
}

// The names of these types are those of the schemas in the API's document.
type (
	roleDraft struct {
		Name   string           `json:"name" minLength:"1" maxLength:"20" doc:"角色名称"`
		Grants []role.GrantBody `json:"grants" maxItems:"500" doc:"权限和范围"`
		Reason string           `json:"reason" minLength:"2" maxLength:"200" doc:"理由"`
	}
	rolesDraft struct {
		Held   []string `json:"held" maxItems:"50" doc:"打开时此人担任的角色"`
		Roles  []string `json:"roles" maxItems:"50" doc:"应担任的角色"`
		Reason string   `json:"reason" minLength:"2" maxLength:"200" doc:"理由"`
	}
	proposalReason struct {
		Reason string `json:"reason" minLength:"2" maxLength:"200" doc:"理由"`
	}
	proposalPerson struct {
		ID   string `json:"id"`
		Name string `json:"name"`
	}
	proposalRole struct {
		Code string `json:"code"`
		Name string `json:"name"`
	}
	proposalContent struct {
		Name   string           `json:"name" doc:"角色名称；新增角色之前为空"`
		Grants []role.GrantBody `json:"grants"`
		Roles  []proposalRole   `json:"roles"`
	}
	proposalItem struct {
		ID         string          `json:"id"`
		Kind       string          `json:"kind" enum:"role_change,staff_roles,password_reset"`
		Object     string          `json:"object" doc:"角色代码或账号编号"`
		ObjectName string          `json:"object_name" doc:"角色名称或姓名"`
		Was        proposalContent `json:"was" doc:"变更之前"`
		Wanted     proposalContent `json:"wanted" doc:"变更之后"`
		Reason     string          `json:"reason"`
		State      string          `json:"state" enum:"open,confirmed,refused,withdrawn,expired,overtaken"`
		ProposedBy proposalPerson  `json:"proposed_by"`
		ProposedAt time.Time       `json:"proposed_at"`
		ExpiresAt  time.Time       `json:"expires_at"`
		DecidedBy  proposalPerson  `json:"decided_by" doc:"没有人办理则为空"`
		DecidedAt  *time.Time      `json:"decided_at,omitempty"`
		Answer     string          `json:"answer" doc:"不同意的理由"`
		Can        []string        `json:"can" doc:"当前的人可以对它做什么：confirm refuse withdraw"`
	}
	proposalOutcome struct {
		Proposal  proposalItem `json:"proposal"`
		ResetCode string       `json:"reset_code" doc:"密码重置码，只在这里出现一次；不是密码重置则为空"`
	}
)

type proposalInput struct {
	ID string `path:"id" maxLength:"36" doc:"申请的编号"`
}

type listProposalsInput struct {
	web.PageInput
	State   string `query:"state" enum:"open,confirmed,refused,withdrawn,expired,overtaken" doc:"状态"`
	Kind    string `query:"kind" enum:"role_change,staff_roles,password_reset" doc:"种类"`
	Object  string `query:"object" maxLength:"64" doc:"角色代码或账号编号"`
	Waiting bool   `query:"waiting" doc:"只看等我确认的"`
}

type proposalOutput struct{ Body proposalItem }

type outcomeOutput struct {
	CacheControl string `header:"Cache-Control"`
	Body         proposalOutcome
}

type listProposalsOutput struct{ Body kernel.Rows[proposalItem] }

type roleChangeInput struct {
	Code string `path:"code" maxLength:"64" doc:"角色代码"`
	web.Match
	Body roleDraft
}

type staffRolesInput struct {
	ID   string `path:"id" maxLength:"36" doc:"账号的编号"`
	Body rolesDraft
}

type staffReasonInput struct {
	ID   string `path:"id" maxLength:"36" doc:"账号的编号"`
	Body proposalReason
}

type refuseInput struct {
	ID   string `path:"id" maxLength:"36" doc:"申请的编号"`
	Body proposalReason
}

func (s *Service) proposeRole(ctx context.Context, in *struct{ Body roleDraft }) (*proposalOutput, error) {
	return s.shown(ctx)(s.AddRole(ctx, in.Body.role(""), in.Body.Reason))
}

func (s *Service) proposeRoleChange(ctx context.Context, in *roleChangeInput) (*proposalOutput, error) {
	version, err := in.Version()
	if err != nil {
		return nil, err
	}
	return s.shown(ctx)(s.ChangeRole(ctx, in.Body.role(in.Code), version, in.Body.Reason))
}

func (d roleDraft) role(code string) role.Role {
	return role.Role{Code: code, Name: d.Name, Grants: role.GrantsOfBodies(d.Grants)}
}

func (s *Service) proposeStaffRoles(ctx context.Context, in *staffRolesInput) (*proposalOutput, error) {
	return s.shown(ctx)(s.GiveRoles(ctx, in.ID, in.Body.Held, in.Body.Roles, in.Body.Reason))
}

func (s *Service) requestReset(ctx context.Context, in *staffReasonInput) (*proposalOutput, error) {
	return s.shown(ctx)(s.RequestReset(ctx, in.ID, in.Body.Reason))
}

func (s *Service) getProposal(ctx context.Context, in *proposalInput) (*proposalOutput, error) {
	return s.shown(ctx)(s.Get(ctx, in.ID))
}

func (s *Service) confirmProposal(ctx context.Context, in *proposalInput) (*outcomeOutput, error) {
	outcome, err := s.Confirm(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	shown, err := s.shown(ctx)(outcome.Proposal, nil)
	if err != nil {
		return nil, err
	}
	return &outcomeOutput{CacheControl: "no-store", Body: proposalOutcome{shown.Body, outcome.Handover}}, nil
}

func (s *Service) refuseProposal(ctx context.Context, in *refuseInput) (*proposalOutput, error) {
	return s.shown(ctx)(s.Refuse(ctx, in.ID, in.Body.Reason))
}

func (s *Service) withdrawProposal(ctx context.Context, in *proposalInput) (*proposalOutput, error) {
	return s.shown(ctx)(s.Withdraw(ctx, in.ID))
}

func (s *Service) listProposals(ctx context.Context, in *listProposalsInput) (*listProposalsOutput, error) {
	page, err := s.List(ctx, Filter{State: State(in.State), Kind: Kind(in.Kind), Object: in.Object, Waiting: in.Waiting}, in.Page())
	if err != nil {
		return nil, err
	}
	items, err := s.items(ctx, page.Items)
	return &listProposalsOutput{Body: kernel.Rows[proposalItem]{Items: items, Total: page.Total, Next: page.Next}}, err
}

func (s *Service) shown(ctx context.Context) func(Proposal, error) (*proposalOutput, error) {
	return func(p Proposal, err error) (*proposalOutput, error) {
		if err != nil {
			return nil, err
		}
		items, err := s.items(ctx, []Proposal{p})
		if err != nil {
			return nil, err
		}
		return &proposalOutput{Body: items[0]}, nil
	}
}

func (s *Service) items(ctx context.Context, list []Proposal) ([]proposalItem, error) {
	var people, codes []string
	for _, p := range list {
		people = append(people, p.ProposedBy, p.DecidedBy, p.Object)
		codes = append(append(append(codes, p.Object), p.Was.Roles...), p.Wanted.Roles...)
	}
	names, err := s.Staff.Names(ctx, people)
	if err != nil {
		return nil, err
	}
	roles, err := s.Roles.ByCode(ctx, codes)
	if err != nil {
		return nil, err
	}
	for _, r := range roles {
		names[r.Code] = r.Name
	}
	items := make([]proposalItem, 0, len(list))
	for _, p := range list {
		item := proposalItem{
			ID: p.ID, Kind: string(p.Kind), Object: p.Object, ObjectName: names[p.Object], Was: contentBody(p.Was, names), Wanted: contentBody(p.Wanted, names),
			Reason: p.Reason, State: string(p.State), ProposedBy: proposalPerson{p.ProposedBy, names[p.ProposedBy]}, ProposedAt: p.ProposedAt,
			ExpiresAt: p.ExpiresAt, DecidedBy: proposalPerson{p.DecidedBy, names[p.DecidedBy]}, Answer: p.Answer, Can: abilities(ctx, p),
		}
		if item.ObjectName == "" {
			item.ObjectName = p.Wanted.Name // a role that is not there yet
		}
		if !p.DecidedAt.IsZero() {
			item.DecidedAt = &p.DecidedAt
		}
		items = append(items, item)
	}
	return items, nil
}

func contentBody(c Content, names map[string]string) proposalContent {
	body := proposalContent{Name: c.Name, Grants: make([]role.GrantBody, 0, len(c.Grants)), Roles: make([]proposalRole, 0, len(c.Roles))}
	for _, g := range c.Grants {
		body.Grants = append(body.Grants, role.GrantBody{Permission: g.Permission, Reach: g.Reach})
	}
	for _, code := range c.Roles {
		body.Roles = append(body.Roles, proposalRole{code, names[code]})
	}
	return body
}

// abilities is what the caller may do with a proposal as it stands.
func abilities(ctx context.Context, p Proposal) []string {
	if p.State != Open {
		return []string{}
	}
	if authz.From(ctx).ID == p.ProposedBy {
		return authz.Allowed(ctx, nil, authz.Action{Name: "withdraw", Needs: needs[p.Kind].propose})
	}
	decide := needs[p.Kind].decide
	acts := []authz.Action{{Name: "refuse", Needs: decide}}
	if authz.From(ctx).ID != p.Object {
		acts = append(acts, authz.Action{Name: "confirm", Needs: decide})
	}
	return authz.Allowed(ctx, nil, acts...)
}
