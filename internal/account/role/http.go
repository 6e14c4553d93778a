package role

import (
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/web"
)

// Routes adds the package's operations to the API.
func (s *Service) Routes(api *web.API) {
	operation := func(id, path, summary string) web.Operation {
		return web.Operation{ID: id, Method: http.MethodGet, Path: path, Summary: summary, Tag: "account", Permission: PermissionRead}
	}
	web.Register(api, operation("list-roles", "/roles", "角色"), s.listRolesHTTP)
	web.Register(api, operation("get-role", "/roles/{code}", "一个角色及其权限"), s.getRole)
	web.Register(api, operation("list-role-versions", "/roles/{code}/versions", "一个角色的历次版本"), s.listRoleVersions)
	web.Register(api, operation("list-permissions", "/permissions", "可以授予的全部权限"), s.listPermissions)
}

// The names of these types are those of the schemas in the API's document.
type (
	// GrantBody is one permission of a role with its reach.
	GrantBody struct {
		Permission string `json:"permission" maxLength:"64" doc:"权限"`
		Reach      string `json:"reach" enum:"own,department,department_subtree,division_subtree,all" doc:"范围"`
	}
	roleItem struct {
		Code    string      `json:"code"`
		Name    string      `json:"name"`
		Origin  string      `json:"origin" enum:"default,edited" doc:"随系统提供，或本单位改过"`
		Version int64       `json:"version"`
		Holders int64       `json:"holders" doc:"有多少人担任"`
		Mandate bool        `json:"mandate" doc:"属于企业一方的授权，不授予工作人员"`
		Grants  []GrantBody `json:"grants"`
		Can     []string    `json:"can" doc:"当前的人可以对它做什么：propose"`
	}
	roleVersion struct {
		Version     int64       `json:"version"`
		Name        string      `json:"name"`
		Grants      []GrantBody `json:"grants"`
		ProposedBy  string      `json:"proposed_by" doc:"姓名；随系统版本而来则为空"`
		ConfirmedBy string      `json:"confirmed_by" doc:"姓名；随系统版本而来则为空"`
		Reason      string      `json:"reason"`
		At          time.Time   `json:"at"`
	}
	permissionItem struct {
		Permission string `json:"permission"`
		Label      string `json:"label"`
		Module     string `json:"module" doc:"所属模块"`
		Power      string `json:"power" enum:"system,security,audit,business,common" doc:"三员分立中属于哪一种权力"`
	}
)

type roleInput struct {
	Code string `path:"code" maxLength:"64" doc:"角色代码"`
}

type roleOutput struct {
	ETag string `header:"ETag"`
	Body roleItem
}

type rolesOutput struct{ Body kernel.Rows[roleItem] }

type versionsOutput struct{ Body kernel.Rows[roleVersion] }

type permissionsOutput struct{ Body kernel.Rows[permissionItem] }

func (s *Service) listRolesHTTP(ctx context.Context, _ *struct{}) (*rolesOutput, error) {
	kept, err := s.List(ctx)
	if err != nil {
		return nil, err
	}
	out := kernel.Rows[roleItem]{Items: make([]roleItem, 0, len(kept)), Total: int64(len(kept))}
	for _, k := range kept {
		out.Items = append(out.Items, itemOf(ctx, k))
	}
	return &rolesOutput{Body: out}, nil
}

func (s *Service) getRole(ctx context.Context, in *roleInput) (*roleOutput, error) {
	kept, err := s.Get(ctx, in.Code)
	if err != nil {
		return nil, err
	}
	return &roleOutput{ETag: web.ETag(kept.Version), Body: itemOf(ctx, kept)}, nil
}

func (s *Service) listRoleVersions(ctx context.Context, in *roleInput) (*versionsOutput, error) {
	versions, err := s.Versions(ctx, in.Code)
	if err != nil {
		return nil, err
	}
	out := kernel.Rows[roleVersion]{Items: make([]roleVersion, 0, len(versions)), Total: int64(len(versions))}
	for _, v := range versions {
		out.Items = append(out.Items, roleVersion{
			Version: v.Version, Name: v.Name, Grants: BodiesOf(v.Grants), ProposedBy: v.ProposedName, ConfirmedBy: v.ConfirmedName, Reason: v.Reason, At: v.At,
		})
	}
	return &versionsOutput{Body: out}, nil
}

func (s *Service) listPermissions(context.Context, *struct{}) (*permissionsOutput, error) {
	definitions := s.Catalogue.Definitions()
	out := kernel.Rows[permissionItem]{Items: make([]permissionItem, 0, len(definitions)), Total: int64(len(definitions))}
	for _, d := range definitions {
		module, _, _ := strings.Cut(string(d.Permission), ".")
		power := string(d.Power)
		if d.Power == authz.Business {
			power = "business"
		}
		out.Items = append(out.Items, permissionItem{string(d.Permission), d.Label, module, power})
	}
	return &permissionsOutput{Body: out}, nil
}

func itemOf(ctx context.Context, k Kept) roleItem {
	return roleItem{
		Code: k.Code, Name: k.Name, Origin: string(k.Origin), Version: k.Version, Holders: k.Holders, Mandate: k.OfMandate(),
		Grants: BodiesOf(k.Grants), Can: authz.Allowed(ctx, nil, authz.Action{Name: "propose", Needs: PermissionEdit}),
	}
}

// BodiesOf returns grants as the API sends them.
func BodiesOf(grants []Grant) []GrantBody {
	bodies := make([]GrantBody, 0, len(grants))
	for _, g := range grants {
		bodies = append(bodies, GrantBody{string(g.Permission), reachNames[g.Reach]})
	}
	return bodies
}

// GrantsOfBodies returns grants as the API received them.
func GrantsOfBodies(bodies []GrantBody) []Grant {
	grants := make([]Grant, 0, len(bodies))
	for _, b := range bodies {
		grants = append(grants, Grant{authz.Permission(b.Permission), ReachNamed(b.Reach)})
	}
	return grants
}
