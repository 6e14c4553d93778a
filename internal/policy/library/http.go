package library

import (
	"context"
	"errors"
	"io"
	"net/http"
	"os"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/doctext"
	"github.com/yikou/yikou/internal/platform/web"
	"github.com/yikou/yikou/internal/policy/definition"
)

// PublicOperations are the operations of this package that anybody may call.
var PublicOperations = []string{"list-public-policies", "get-public-policy", "get-public-policy-file", "list-policy-themes"}

// maxPolicyBody bounds a policy in JSON, in bytes: the longest text that is read.
const maxPolicyBody = 8 << 20

// Routes adds the package's operations to the API.
func (s *Service) Routes(api *web.API) {
	op := func(method, id, path, summary string, p authz.Permission) web.Operation {
		return web.Operation{ID: id, Method: method, Path: path, Tag: "policy", Summary: summary, Permission: p}
	}
	large := func(o web.Operation, limit int64, status int) web.Operation {
		o.MaxBody, o.Status = limit, status
		return o
	}
	const get, post, put = http.MethodGet, http.MethodPost, http.MethodPut
	web.Register(api, op(get, "list-policies", "/policies", "政策库", permRead), s.listPolicies)
	web.Register(api, large(op(post, "create-policy", "/policies", "新建政策", PermEdit), maxPolicyBody, http.StatusCreated), s.createPolicy)
	web.Register(api, op(get, "get-policy", "/policies/{id}", "一份政策", permRead), s.getPolicy)
	web.Register(api, large(op(put, "save-policy", "/policies/{id}", "修改政策", PermEdit), maxPolicyBody, 0), s.savePolicy)
	web.Register(api, op(http.MethodDelete, "delete-policy", "/policies/{id}", "删除从未公开的政策", PermEdit), s.deletePolicy)
	web.Register(api, op(get, "list-policy-versions", "/policies/{id}/versions", "政策的各个版本", permRead), s.listVersions)
	web.Register(api, op(get, "get-policy-version", "/policies/{id}/versions/{number}", "政策的一个版本", permRead), s.getVersion)
	web.Register(api, op(post, "publish-policy", "/policies/{id}/publish", "公开政策", PermEdit), s.step(s.Publish))
	web.Register(api, op(post, "withdraw-policy", "/policies/{id}/withdraw", "撤下政策", PermEdit), s.step(s.Withdraw))
	web.Register(api, op(post, "review-policy", "/policies/{id}/review", "复核政策", PermEdit), s.step(s.Reviewed))
	web.Register(api, large(op(post, "upload-policy-text", "/policy-files", "上传政策的正文或附件", PermEdit), int64(doctext.Standard().Bytes)+1024, http.StatusCreated), s.uploadText)
	web.Register(api, large(op(post, "import-policy-files", "/policy-imports", "导入政策文件", PermEdit), int64(doctext.Standard().Bytes)+1024, 0), s.importFiles)
	web.RegisterDownload(api, op(get, "get-policy-file", "/policies/{id}/files/{file}", "政策的附件", permRead), s.file(s.Download))
	s.Taxonomy.Routes(api)
	web.Register(api, op(get, "list-public-policies", "/public/policies", "公开的政策", ""), s.listPublicPolicies)
	web.Register(api, op(get, "get-public-policy", "/public/policies/{id}", "一份公开的政策", ""), s.getPublicPolicy)
	web.RegisterDownload(api, op(get, "get-public-policy-file", "/public/policies/{id}/files/{file}", "公开政策的附件", ""), s.file(s.PublicDownload))
}

// PublicPoliciesInput narrows the public list of policies.
type PublicPoliciesInput struct {
	web.PageInput
	Text     string `query:"q" maxLength:"100" doc:"要找的字词"`
	Level    string `query:"level" enum:"national,provincial,municipal,district,street" doc:"谁的政策"`
	Standing string `query:"standing" enum:"in_force,upcoming,expired,repealed" doc:"今天是否有效"`
	Theme    string `query:"theme" maxLength:"64" doc:"主题代码，含下级"`
	Issuer   string `query:"issuer" maxLength:"50" doc:"发文机关名称中的字"`
	Year     int    `query:"year" minimum:"1900" maximum:"2200" doc:"哪一年发布"`
}

func (in *PublicPoliciesInput) filter() Filter {
	return Filter{Text: in.Text, Level: definition.Level(in.Level), Standing: Standing(in.Standing), Theme: in.Theme, Issuer: in.Issuer, Year: in.Year}
}

type policiesInput struct {
	PublicPoliciesInput
	State string `query:"state" enum:"draft,published,withdrawn" doc:"是否公开"`
	Due   bool   `query:"due" doc:"只列出待复核的"`
	Mine  bool   `query:"mine" doc:"只列出我负责的"`
}

type policiesOutput struct{ Body kernel.Rows[PolicyItem] }

func (s *Service) listPolicies(ctx context.Context, in *policiesInput) (*policiesOutput, error) {
	f := in.filter()
	f.State, f.Due, f.Mine = State(in.State), in.Due, in.Mine
	found, err := s.List(ctx, f, in.Page())
	if err != nil {
		return nil, err
	}
	return &policiesOutput{Body: itemsOf(found, false)}, nil
}

func (s *Service) listPublicPolicies(ctx context.Context, in *PublicPoliciesInput) (*policiesOutput, error) {
	found, err := s.PublicList(ctx, in.filter(), in.Page())
	if err != nil {
		return nil, err
	}
	return &policiesOutput{Body: itemsOf(found, true)}, nil
}

// PolicyInput names a policy.
type PolicyInput struct {
	ID string `path:"id" maxLength:"200" doc:"政策编号"`
}

type policyOutput struct {
	ETag string `header:"ETag"`
	Body policyPage
}

func answer(v View, err error) (*policyOutput, error) {
	if err != nil {
		return nil, err
	}
	return &policyOutput{ETag: web.ETag(v.Entry.Version), Body: pageOf(v, false)}, nil
}

func (s *Service) getPolicy(ctx context.Context, in *PolicyInput) (*policyOutput, error) {
	return answer(s.Get(ctx, in.ID))
}

type publicPolicyOutput struct{ Body policyPage }

func (s *Service) getPublicPolicy(ctx context.Context, in *PolicyInput) (*publicPolicyOutput, error) {
	v, err := s.PublicGet(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	return &publicPolicyOutput{Body: pageOf(v, true)}, nil
}

type createPolicyInput struct{ Body policyForm }

func (s *Service) createPolicy(ctx context.Context, in *createPolicyInput) (*policyOutput, error) {
	d, err := in.Body.document()
	if err != nil {
		return nil, err
	}
	return answer(s.Create(ctx, d, in.Body.Owner))
}

type savePolicyInput struct {
	PolicyInput
	web.Match
	Body policyForm
}

func (s *Service) savePolicy(ctx context.Context, in *savePolicyInput) (*policyOutput, error) {
	version, err := in.Version()
	if err != nil {
		return nil, err
	}
	d, err := in.Body.document()
	if err != nil {
		return nil, err
	}
	return answer(s.Save(ctx, in.ID, version, d, in.Body.Owner))
}

type stepInput struct {
	PolicyInput
	web.Match
}

func (s *Service) step(do func(context.Context, string, int64) (View, error)) func(context.Context, *stepInput) (*policyOutput, error) {
	return func(ctx context.Context, in *stepInput) (*policyOutput, error) {
		version, err := in.Version()
		if err != nil {
			return nil, err
		}
		return answer(do(ctx, in.ID, version))
	}
}

type uploadTextInput struct {
	web.Upload
	Purpose string `query:"purpose" enum:"text,attachment" default:"text" doc:"读出正文并保留文件，或只作附件"`
}

type uploadTextOutput struct{ Body readBody }

func (s *Service) uploadText(ctx context.Context, in *uploadTextInput) (*uploadTextOutput, error) {
	read, err := s.Upload(ctx, in.Filename, in.Reader(), in.Purpose != "attachment")
	if _, tooLarge := errors.AsType[*http.MaxBytesError](err); tooLarge {
		return nil, doctext.ErrTooLarge
	}
	if err != nil {
		return nil, err
	}
	return &uploadTextOutput{Body: readOf(read)}, nil
}

type importFilesInput struct {
	web.Upload
	Publish bool `query:"publish" doc:"新增的政策直接公开"`
}

type importFilesOutput struct{ Body policyImport }

func (s *Service) importFiles(ctx context.Context, in *importFilesInput) (*importFilesOutput, error) {
	report, err := s.ImportUpload(ctx, in.Filename, in.Reader(), in.Publish)
	if _, tooLarge := errors.AsType[*http.MaxBytesError](err); tooLarge {
		return nil, doctext.ErrTooLarge
	}
	if err != nil {
		return nil, err
	}
	return &importFilesOutput{Body: importOf(report)}, nil
}

// PolicyFileInput names a file of a policy.
type PolicyFileInput struct {
	PolicyInput
	File string `path:"file" maxLength:"36" doc:"附件编号"`
}

func (s *Service) file(open func(context.Context, string, string) (File, *os.File, error)) func(context.Context, *PolicyFileInput) (web.File, error) {
	return func(ctx context.Context, in *PolicyFileInput) (web.File, error) {
		f, content, err := open(ctx, in.ID, in.File)
		if err != nil {
			return web.File{}, err
		}
		return web.File{Name: f.Name, ContentType: f.Media, Write: func(w io.Writer) error {
			defer func() { _ = content.Close() }()
			_, err := io.Copy(w, content)
			return err
		}}, nil
	}
}
