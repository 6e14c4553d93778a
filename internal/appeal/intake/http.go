package intake

import (
	"context"
	"io"
	"net/http"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/attachment"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/web"
)

// PublicOperations are the operations of this package that anybody may call: a
// ticket, or a number with its secret, proves whoever has no account.
var PublicOperations = []string{
	"list-appeal-grounds", "draw-appeal-ticket", "upload-appeal-file", "remove-appeal-file",
	"report-appeal", "look-up-appeal", "act-on-reported-appeal", "rate-reported-appeal", "get-reported-appeal-file",
}

// largestImport bounds an uploaded file of cases, in bytes: some 10,000 cases.
const largestImport = 20 << 20

// Routes adds the package's operations to the API.
func (s *Service) Routes(api *web.API) {
	op := func(method, id, path, summary string, permission authz.Permission, status int) web.Operation {
		return web.Operation{ID: id, Method: method, Path: path, Tag: "appeal", Summary: summary, Permission: permission, Status: status}
	}
	const get, post = http.MethodGet, http.MethodPost
	upload := func(o web.Operation, limit int64) web.Operation {
		o.MaxBody = limit
		return o
	}
	const public = "/public/appeals"
	web.Register(api, op(get, "list-appeal-grounds", "/public/appeal-grounds", "已在别处办理、这里不重复受理的情形", "", 0), s.listGrounds)
	web.Register(api, op(post, "draw-appeal-ticket", "/public/appeal-tickets", "开始填写一件诉求", "", http.StatusCreated), s.drawTicket)
	web.Register(api, upload(op(post, "upload-appeal-file", "/public/appeal-files", "添加照片或录音", "", http.StatusCreated), attachment.MostBytes+1024), s.uploadFile)
	web.Register(api, op(http.MethodDelete, "remove-appeal-file", "/public/appeal-files/{file}", "去掉照片或录音", "", 0), s.removeFile)
	web.Register(api, op(post, "report-appeal", public, "提交诉求", "", http.StatusCreated), s.reportAppeal)
	web.Register(api, op(post, "look-up-appeal", public+"/lookup", "用编号和查询码查进度", "", 0), s.lookUp)
	web.Register(api, op(post, "act-on-reported-appeal", public+"/acts", "补充、撤回、确认或要求重办", "", 0), s.actProved)
	web.Register(api, op(post, "rate-reported-appeal", public+"/rating", "评价", "", 0), s.rateProved)
	web.RegisterDownload(api, op(post, "get-reported-appeal-file", public+"/file", "打开自己提交的或随答复附上的文件", "", 0), s.fileProved)

	const own = "/my/{uscc}/appeals"
	web.Register(api, op(get, "list-my-appeals", own, "本企业的诉求", appeal.PermOwn, 0), s.listOwn)
	web.Register(api, op(post, "report-my-appeal", own, "提交本企业的诉求", appeal.PermOwn, http.StatusCreated), s.reportOwn)
	web.Register(api, op(post, "find-similar-appeals", own+"/similar", "找出与正在填写的内容相近的诉求", appeal.PermOwn, 0), s.similar)
	web.Register(api, op(get, "get-my-appeal", own+"/{id}", "一件诉求的进度", appeal.PermOwn, 0), s.getOwn)
	web.Register(api, op(post, "act-on-my-appeal", own+"/{id}/acts", "补充、撤回、确认或要求重办", appeal.PermOwn, 0), s.actOwn)
	web.Register(api, op(post, "rate-my-appeal", own+"/{id}/rating", "评价", appeal.PermOwn, 0), s.rateOwn)
	web.RegisterDownload(api, op(get, "get-my-appeal-file", own+"/{id}/files/{file}", "打开诉求的或随答复附上的文件", appeal.PermOwn, 0), s.fileOwn)
	web.Register(api, op(get, "get-appeal-draft", "/my/{uscc}/appeal-draft", "没有写完的诉求", appeal.PermOwn, 0), s.getDraft)
	web.Register(api, op(http.MethodPut, "save-appeal-draft", "/my/{uscc}/appeal-draft", "保存没有写完的诉求", appeal.PermOwn, 0), s.putDraft)
	web.Register(api, op(http.MethodDelete, "drop-appeal-draft", "/my/{uscc}/appeal-draft", "丢弃没有写完的诉求", appeal.PermOwn, 0), s.deleteDraft)

	web.Register(api, op(post, "record-appeal", "/appeals", "代企业和群众登记诉求", appeal.PermReceive, http.StatusCreated), s.record)
	web.Register(api, upload(op(post, "import-appeals", "/appeal-imports", "导入热线等外来诉求", PermImport, 0), largestImport), s.importFile)
	web.Register(api, op(get, "list-appeal-files", "/appeals/{id}/files", "诉求的照片和录音", appeal.PermRead, 0), s.listFiles)
	web.RegisterDownload(api, op(get, "get-appeal-file", "/appeals/{id}/files/{file}", "打开诉求的或随答复附上的文件", appeal.PermRead, 0), s.fileSeen)
}

type groundsOutput struct {
	Body struct {
		Items []AppealGround `json:"items" nullable:"false"`
	}
}

func (s *Service) listGrounds(context.Context, *struct{}) (*groundsOutput, error) {
	out := &groundsOutput{}
	for _, g := range Procedures() {
		out.Body.Items = append(out.Body.Items, groundBody(g))
	}
	return out, nil
}

type ticketOutput struct {
	Body struct {
		Ticket string `json:"ticket" doc:"随照片、录音和诉求一起提交"`
	}
}

func (s *Service) drawTicket(ctx context.Context, _ *struct{}) (*ticketOutput, error) {
	ticket, err := s.Files.Draw(ctx)
	out := &ticketOutput{}
	out.Body.Ticket = ticket
	return out, err
}

// TicketInput carries a ticket where it stands in no log.
type TicketInput struct {
	Ticket string `header:"Yikou-Ticket" required:"true" minLength:"16" maxLength:"64" doc:"开始填写时得到的凭据"`
}

type uploadFileInput struct {
	TicketInput
	web.Upload
}

type fileOutput struct {
	Body attachment.AppealFile
}

func (s *Service) uploadFile(ctx context.Context, in *uploadFileInput) (*fileOutput, error) {
	f, err := s.Files.Add(ctx, in.Ticket, in.Reader())
	if err != nil {
		return nil, err
	}
	return &fileOutput{Body: f.Body()}, nil
}

type removeFileInput struct {
	TicketInput
	File string `path:"file" maxLength:"36"`
}

func (s *Service) removeFile(ctx context.Context, in *removeFileInput) (*struct{}, error) {
	return nil, s.Files.Remove(ctx, in.Ticket, in.File)
}

type reportInput struct {
	Body PublicReport
}

type receiptOutput struct {
	CacheControl string `header:"Cache-Control"`
	Body         AppealReceipt
}

func receipt(r Receipt, err error) (*receiptOutput, error) {
	if err != nil {
		return nil, err
	}
	return &receiptOutput{CacheControl: "no-store", Body: receiptBody(r)}, nil
}

func (s *Service) reportAppeal(ctx context.Context, in *reportInput) (*receiptOutput, error) {
	return receipt(s.Report(ctx, in.Body.form()))
}

type lookUpInput struct {
	Body Proof
}

type progressOutput struct {
	CacheControl string `header:"Cache-Control"`
	Body         AppealProgress
}

func shown(p Progress, err error) (*progressOutput, error) {
	if err != nil {
		return nil, err
	}
	return &progressOutput{CacheControl: "no-store", Body: progressBody(p)}, nil
}

func (s *Service) lookUp(ctx context.Context, in *lookUpInput) (*progressOutput, error) {
	return shown(s.ProgressProved(ctx, in.Body.Number, in.Body.Secret))
}

type actProvedInput struct {
	Body struct {
		Proof
		ReporterAct
	}
}

func (s *Service) actProved(ctx context.Context, in *actProvedInput) (*progressOutput, error) {
	if err := s.ActProved(ctx, in.Body.Number, in.Body.Secret, in.Body.deed()); err != nil {
		return nil, err
	}
	return shown(s.ProgressProved(ctx, in.Body.Number, in.Body.Secret))
}

type rateProvedInput struct {
	Body struct {
		Proof
		AppealRating
	}
}

func (s *Service) rateProved(ctx context.Context, in *rateProvedInput) (*progressOutput, error) {
	if err := s.RateProved(ctx, in.Body.Number, in.Body.Secret, in.Body.rating()); err != nil {
		return nil, err
	}
	return shown(s.ProgressProved(ctx, in.Body.Number, in.Body.Secret))
}

type fileProvedInput struct {
	Body struct {
		Proof
		File string `json:"file" maxLength:"36"`
	}
}

func (s *Service) fileProved(ctx context.Context, in *fileProvedInput) (web.File, error) {
	return opened(s.FileProved(ctx, in.Body.Number, in.Body.Secret, in.Body.File))
}

// opened answers with a file, as an attachment that no browser interprets.
func opened(o Opened, err error) (web.File, error) {
	if err != nil {
		return web.File{}, err
	}
	return web.File{Name: o.Name, ContentType: o.Media.Type, Write: func(w io.Writer) error {
		defer func() { _ = o.Content.Close() }()
		_, err := io.Copy(w, o.Content)
		return err
	}}, nil
}

type recordInput struct {
	Body DeskReport
}

func (s *Service) record(ctx context.Context, in *recordInput) (*receiptOutput, error) {
	return receipt(s.Record(ctx, in.Body.form()))
}

type importInput struct {
	web.Upload
	Check  bool   `query:"check" doc:"只检查，什么也不登记"`
	System string `query:"system" default:"12345" maxLength:"32" pattern:"^[0-9A-Za-z._-]*$" patternDescription:"字母、数字、点、横线" doc:"来自哪个系统，不写为 12345"`
}

type importOutput struct {
	Body AppealImport
}

func (s *Service) importFile(ctx context.Context, in *importInput) (*importOutput, error) {
	take := s.Import
	if in.Check {
		take = s.CheckImport
	}
	report, err := take(ctx, in.System, in.Reader())
	if err != nil {
		return nil, err
	}
	return &importOutput{Body: report}, nil
}

// CaseInput names a case.
type CaseInput struct {
	ID string `path:"id" maxLength:"36"`
}

type filesOutput struct {
	Body struct {
		Items []attachment.AppealFile `json:"items" nullable:"false"`
	}
}

func (s *Service) listFiles(ctx context.Context, in *CaseInput) (*filesOutput, error) {
	list, err := s.FilesSeen(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	out := &filesOutput{}
	out.Body.Items = attachment.Bodies(list)
	return out, nil
}

type fileSeenInput struct {
	CaseInput
	File string `path:"file" maxLength:"36"`
}

func (s *Service) fileSeen(ctx context.Context, in *fileSeenInput) (web.File, error) {
	return opened(s.FileSeen(ctx, in.ID, in.File))
}
