package staff

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

// PublicOperations are the operations of this package that anybody may call.
var PublicOperations = []string{"reset-password"}

// Routes adds the package's operations to the API.
func (s *Service) Routes(api *web.API) {
	operation := func(id, method, path, summary string, permission authz.Permission, status int) web.Operation {
		return web.Operation{ID: id, Method: method, Path: path, Summary: summary, Tag: "account", Permission: permission, Status: status, MaxBody: 16 << 10}
	}
	web.Register(api, operation("list-staff", http.MethodGet, "/staff", "工作人员账号", role.PermissionRead, http.StatusOK), s.listStaff)
	web.Register(api, operation("get-staff", http.MethodGet, "/staff/{id}", "一个工作人员账号", role.PermissionRead, http.StatusOK), s.getStaff)
	web.Register(api, operation("create-staff", http.MethodPost, "/staff", "新建工作人员账号", account.PermissionStaffEdit, http.StatusCreated), s.createStaff)
	web.Register(api, operation("suspend-staff", http.MethodPost, "/staff/{id}/suspend", "停用账号", account.PermissionStaffEdit, http.StatusOK), s.suspendStaff)
	web.Register(api, operation("resume-staff", http.MethodPost, "/staff/{id}/resume", "恢复账号", account.PermissionStaffEdit, http.StatusOK), s.resumeStaff)
	web.Register(api, operation("reset-password", http.MethodPost, "/session/password-reset", "凭重置码设置新密码", "", http.StatusNoContent), s.resetPassword)
}

// The names of these types are those of the schemas in the API's document.
type (
	staffRole struct {
		Code string `json:"code"`
		Name string `json:"name"`
	}
	staffDepartment struct {
		ID   string `json:"id"`
		Name string `json:"name"`
	}
	// StaffItem is an account in a list.
	StaffItem struct {
		ID           string          `json:"id"`
		Login        string          `json:"login"`
		Name         string          `json:"name"`
		Department   staffDepartment `json:"department" doc:"没有部门则为空"`
		Status       string          `json:"status" enum:"active,suspended,left"`
		Roles        []staffRole     `json:"roles"`
		LastLoginAt  *time.Time      `json:"last_login_at,omitempty" doc:"从未登录则没有"`
		CreatedAt    time.Time       `json:"created_at"`
		SecondFactor bool            `json:"second_factor" doc:"登录时要求双重验证"`
		Can          []string        `json:"can" doc:"当前的人可以对它做什么：suspend resume reset give_roles"`
	}
	staffTurn struct {
		Was    string    `json:"was" enum:"active,suspended,left"`
		Became string    `json:"became" enum:"active,suspended,left"`
		Reason string    `json:"reason"`
		By     string    `json:"by" doc:"谁办理的"`
		At     time.Time `json:"at"`
	}
	staffPage struct {
		StaffItem
		Sessions int64       `json:"sessions" doc:"现在有几处登录"`
		Turns    []staffTurn `json:"turns" doc:"停用和恢复的记录，最近的在前"`
	}
	newStaff struct {
		Login      string `json:"login" minLength:"1" maxLength:"64" doc:"账号"`
		Name       string `json:"name" minLength:"1" maxLength:"50" doc:"姓名"`
		Department string `json:"department,omitempty" maxLength:"64" doc:"部门代码"`
	}
	staffReason struct {
		Reason string `json:"reason" minLength:"2" maxLength:"200" doc:"理由"`
	}
	passwordReset struct {
		Login    string `json:"login" minLength:"1" maxLength:"64" doc:"账号"`
		Code     string `json:"code" minLength:"1" maxLength:"64" doc:"重置码"`
		Password string `json:"password" minLength:"1" maxLength:"256" doc:"新密码"`
	}
)

type listStaffInput struct {
	web.PageInput
	Text       string `query:"q" maxLength:"50" doc:"账号或姓名中的字"`
	Department string `query:"department" maxLength:"36" doc:"部门编号"`
	Status     string `query:"status" enum:"active,suspended,left" doc:"状态"`
	Role       string `query:"role" maxLength:"64" doc:"角色代码"`
	Factor     string `query:"second_factor" enum:"yes,no" doc:"是否启用双重验证"`
	IdleDays   int    `query:"idle_days" minimum:"0" maximum:"3650" doc:"多少天没有登录"`
}

type listStaffOutput struct{ Body kernel.Rows[StaffItem] }

type staffInput struct {
	ID string `path:"id" maxLength:"36" doc:"账号的编号"`
}

type staffOutput struct {
	ETag string `header:"ETag"`
	Body staffPage
}

type turnInput struct {
	ID string `path:"id" maxLength:"36" doc:"账号的编号"`
	web.Match
	Body staffReason
}

func (s *Service) listStaff(ctx context.Context, in *listStaffInput) (*listStaffOutput, error) {
	f := Filter{Text: in.Text, Department: in.Department, Status: account.Status(in.Status), Role: in.Role, Factor: in.Factor, IdleDays: in.IdleDays}
	page, err := s.List(ctx, f, in.Page())
	if err != nil {
		return nil, err
	}
	items, err := s.items(ctx, page.Items)
	if err != nil {
		return nil, err
	}
	return &listStaffOutput{Body: kernel.Rows[StaffItem]{Items: items, Total: page.Total, Next: page.Next}}, nil
}

func (s *Service) getStaff(ctx context.Context, in *staffInput) (*staffOutput, error) {
	return s.shown(ctx)(s.Get(ctx, in.ID))
}

func (s *Service) createStaff(ctx context.Context, in *struct{ Body newStaff }) (*staffOutput, error) {
	return s.shown(ctx)(s.Create(ctx, in.Body.Login, in.Body.Name, in.Body.Department))
}

func (s *Service) suspendStaff(ctx context.Context, in *turnInput) (*staffOutput, error) {
	version, err := in.Version()
	if err != nil {
		return nil, err
	}
	return s.shown(ctx)(s.Suspend(ctx, in.ID, version, in.Body.Reason))
}

func (s *Service) resumeStaff(ctx context.Context, in *turnInput) (*staffOutput, error) {
	version, err := in.Version()
	if err != nil {
		return nil, err
	}
	return s.shown(ctx)(s.Resume(ctx, in.ID, version, in.Body.Reason))
}

func (s *Service) resetPassword(ctx context.Context, in *struct{ Body passwordReset }) (*struct{}, error) {
	return nil, s.Reset(ctx, in.Body.Login, in.Body.Code, in.Body.Password)
}

// shown answers with an account and all that its page says.
func (s *Service) shown(ctx context.Context) func(Member, error) (*staffOutput, error) {
	return func(m Member, err error) (*staffOutput, error) {
		if err != nil {
			return nil, err
		}
		items, err := s.items(ctx, []Member{m})
		if err != nil {
			return nil, err
		}
		page := staffPage{StaffItem: items[0], Turns: []staffTurn{}}
		if page.Sessions, err = s.Sessions(ctx, m.ID); err != nil {
			return nil, err
		}
		turns, err := s.Turns(ctx, m.ID)
		if err != nil {
			return nil, err
		}
		for _, t := range turns {
			page.Turns = append(page.Turns, staffTurn{string(t.Was), string(t.Became), t.Reason, t.By, t.At})
		}
		return &staffOutput{ETag: web.ETag(m.Version), Body: page}, nil
	}
}

func (s *Service) items(ctx context.Context, list []Member) ([]StaffItem, error) {
	ids := make([]string, 0, len(list))
	for _, m := range list {
		if m.Department != "" {
			ids = append(ids, m.Department)
		}
	}
	names, err := s.Departments.DepartmentNames(ctx, ids)
	if err != nil {
		return nil, err
	}
	items := make([]StaffItem, 0, len(list))
	for _, m := range list {
		item := StaffItem{
			ID: m.ID, Login: m.Login, Name: m.Name, Department: staffDepartment{m.Department, names[m.Department]},
			Status: string(m.Status), Roles: make([]staffRole, 0, len(m.Roles)), CreatedAt: m.CreatedAt, SecondFactor: m.SecondFactor, Can: abilities(ctx, m),
		}
		if !m.LastLogin.IsZero() {
			item.LastLoginAt = &m.LastLogin
		}
		for _, r := range m.Roles {
			item.Roles = append(item.Roles, staffRole{r.Code, r.Name})
		}
		items = append(items, item)
	}
	return items, nil
}

// abilities is what the caller may do with an account as it stands.
func abilities(ctx context.Context, m Member) []string {
	var acts []authz.Action
	for _, a := range []struct {
		authz.Action
		fits bool
	}{
		{authz.Action{Name: "suspend", Needs: account.PermissionStaffEdit}, m.Status == account.Active && authz.From(ctx).ID != m.ID},
		{authz.Action{Name: "resume", Needs: account.PermissionStaffEdit}, m.Status == account.Suspended},
		{authz.Action{Name: "reset", Needs: account.PermissionStaffEdit}, m.Status == account.Active},
		{authz.Action{Name: "give_roles", Needs: role.PermissionEdit}, m.Status != account.Left},
	} {
		if a.fits {
			acts = append(acts, a.Action)
		}
	}
	return authz.Allowed(ctx, nil, acts...)
}
