package template

import (
	"context"
	"net/http"
	"time"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/web"
)

// Routes adds the package's operations to the API.
func (s *Service) Routes(api *web.API) {
	op := func(method, id, path, summary string, permission authz.Permission, status int) web.Operation {
		return web.Operation{ID: id, Method: method, Path: path, Tag: "appeal", Summary: summary, Permission: permission, Status: status}
	}
	web.Register(api, op(http.MethodGet, "list-appeal-templates", "/appeal-templates", "答复模板", appeal.PermRead, 0), s.listTemplates)
	web.Register(api, op(http.MethodPost, "add-appeal-template", "/appeal-templates", "新增答复模板", PermEdit, http.StatusCreated), s.addTemplate)
	web.Register(api, op(http.MethodPut, "save-appeal-template", "/appeal-templates/{id}", "修改答复模板", PermEdit, 0), s.saveTemplate)
	web.Register(api, op(http.MethodPost, "retire-appeal-template", "/appeal-templates/{id}/retire", "停用答复模板", PermEdit, 0), s.retireTemplate)
}

// ReplyTemplateForm is what is decided of a template.
type ReplyTemplateForm struct {
	Title string `json:"title" maxLength:"160" doc:"名称"`
	Words string `json:"words" maxLength:"8000" doc:"内容；{编号}、{事项}、{部门}、{期限} 在使用时自动填写"`
}

func (b ReplyTemplateForm) form() Form { return Form(b) }

// ReplyTemplate is prepared words for replies.
type ReplyTemplate struct {
	ReplyTemplateForm
	ID             string    `json:"id"`
	Centre         bool      `json:"centre" doc:"服务中心的通用模板"`
	DepartmentName string    `json:"department_name,omitempty" doc:"哪个部门的"`
	Filled         string    `json:"filled" doc:"为这件诉求填好的内容"`
	Version        int64     `json:"version"`
	ChangedAt      time.Time `json:"changed_at"`
	ChangedBy      string    `json:"changed_by"`
	Can            []string  `json:"can" nullable:"false"`
}

func bodyOf(t Shown) ReplyTemplate {
	return ReplyTemplate{
		ReplyTemplateForm: ReplyTemplateForm(t.Form), ID: t.ID, Centre: t.Department == "", DepartmentName: t.DepartmentName, Filled: t.Filled,
		Version: t.Version, ChangedAt: t.ChangedAt, ChangedBy: t.ChangedBy, Can: t.Can,
	}
}

type listReplyTemplatesInput struct {
	Case string `query:"appeal" maxLength:"36" doc:"为哪一件诉求填写"`
}

type listReplyTemplatesOutput struct {
	Body struct {
		Items []ReplyTemplate `json:"items" nullable:"false"`
	}
}

func (s *Service) listTemplates(ctx context.Context, in *listReplyTemplatesInput) (*listReplyTemplatesOutput, error) {
	list, err := s.List(ctx, in.Case)
	if err != nil {
		return nil, err
	}
	out := &listReplyTemplatesOutput{}
	out.Body.Items = make([]ReplyTemplate, len(list))
	for i, t := range list {
		out.Body.Items[i] = bodyOf(t)
	}
	return out, nil
}

type replyTemplateOutput struct {
	ETag string `header:"ETag"`
	Body ReplyTemplate
}

func answered(t Shown, err error) (*replyTemplateOutput, error) {
	if err != nil {
		return nil, err
	}
	return &replyTemplateOutput{ETag: web.ETag(t.Version), Body: bodyOf(t)}, nil
}

type addReplyTemplateInput struct {
	Body struct {
		ReplyTemplateForm
		Centre bool `json:"centre,omitempty" doc:"作为服务中心的通用模板，大家都能用"`
	}
}

func (s *Service) addTemplate(ctx context.Context, in *addReplyTemplateInput) (*replyTemplateOutput, error) {
	return answered(s.Add(ctx, in.Body.form(), in.Body.Centre))
}

// ReplyTemplateChange names a template as it was seen.
type ReplyTemplateChange struct {
	ID string `path:"id" maxLength:"36"`
	web.Match
}

type saveReplyTemplateInput struct {
	ReplyTemplateChange
	Body ReplyTemplateForm
}

func (s *Service) saveTemplate(ctx context.Context, in *saveReplyTemplateInput) (*replyTemplateOutput, error) {
	version, err := in.Version()
	if err != nil {
		return nil, err
	}
	return answered(s.Save(ctx, in.ID, version, in.Body.form()))
}

func (s *Service) retireTemplate(ctx context.Context, in *ReplyTemplateChange) (*struct{}, error) {
	version, err := in.Version()
	if err != nil {
		return nil, err
	}
	return nil, s.Retire(ctx, in.ID, version)
}
