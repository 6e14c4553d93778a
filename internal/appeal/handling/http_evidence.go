package handling

import (
	"context"
	"net/http"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/attachment"
	"github.com/yikou/yikou/internal/platform/web"
)

// evidenceRoutes adds what departments show with their answers.
func (s *Service) evidenceRoutes(api *web.API) {
	const all = "/appeals/{id}/evidence"
	op := func(method, id, path, summary string) web.Operation {
		return web.Operation{ID: id, Method: method, Path: all + path, Tag: "appeal", Summary: summary, Permission: appeal.PermRead}
	}
	adding := op(http.MethodPost, "add-appeal-evidence", "", "添加要随答复附上的照片、录音或 PDF")
	adding.Status, adding.MaxBody = http.StatusCreated, attachment.MostBytes+1024
	web.Register(api, op(http.MethodGet, "list-appeal-evidence", "", "自己准备随答复附上的文件"), s.listEvidence)
	web.Register(api, adding, s.addEvidence)
	web.Register(api, op(http.MethodDelete, "remove-appeal-evidence", "/{file}", "去掉准备附上的文件"), s.removeEvidence)
	web.Register(api, op(http.MethodPost, "take-back-appeal-evidence", "/{file}/take-back", "审核之前，从提交的答复里去掉文件"), s.takeBackEvidence)
}

type evidenceOutput struct {
	Body struct {
		Items []attachment.AppealFile `json:"items" nullable:"false"`
	}
}

func (s *Service) listEvidence(ctx context.Context, in *getInput) (*evidenceOutput, error) {
	list, err := s.LaidEvidence(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	out := &evidenceOutput{}
	out.Body.Items = attachment.Bodies(list)
	return out, nil
}

type addEvidenceInput struct {
	ID string `path:"id" maxLength:"36"`
	web.Upload
}

type addEvidenceOutput struct {
	Body attachment.AppealFile
}

func (s *Service) addEvidence(ctx context.Context, in *addEvidenceInput) (*addEvidenceOutput, error) {
	f, err := s.LayEvidence(ctx, in.ID, in.Reader())
	if err != nil {
		return nil, err
	}
	return &addEvidenceOutput{Body: f.Body()}, nil
}

type removeEvidenceInput struct {
	ID   string `path:"id" maxLength:"36"`
	File string `path:"file" maxLength:"36"`
}

func (s *Service) removeEvidence(ctx context.Context, in *removeEvidenceInput) (*struct{}, error) {
	return nil, s.PickUpEvidence(ctx, in.ID, in.File)
}

type takeBackInput struct {
	AskInput
	File string `path:"file" maxLength:"36"`
}

func (s *Service) takeBackEvidence(ctx context.Context, in *takeBackInput) (*appealOutput, error) {
	return s.then(ctx, in.AskInput, func(ctx context.Context, a Ask) error { return s.TakeBackEvidence(ctx, a, in.File) })
}
