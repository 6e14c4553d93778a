package intake

import (
	"context"
	"time"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/attachment"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/web"
)

// OwnInput names an enterprise that the caller acts for.
type OwnInput struct {
	USCC string `path:"uscc" maxLength:"30" doc:"统一社会信用代码"`
}

// OwnCaseInput names a case of an enterprise.
type OwnCaseInput struct {
	OwnInput
	CaseInput
}

type listOwnInput struct {
	OwnInput
	web.PageInput
	Open bool `query:"open" doc:"只列出没有办结的"`
}

// MyAppeal is a case in the list of an enterprise.
type MyAppeal struct {
	ID         string    `json:"id"`
	Number     string    `json:"number"`
	Title      string    `json:"title"`
	KindLabel  string    `json:"kind_label"`
	State      string    `json:"state"`
	StateLabel string    `json:"state_label"`
	ReceivedAt time.Time `json:"received_at"`
	Now        string    `json:"now" doc:"现在由谁办理、最迟什么时候答复"`
	// Waiting says that the reporter is asked something.
	Waiting bool `json:"waiting" doc:"等您确认"`
}

type listOwnOutput struct {
	Body kernel.Rows[MyAppeal]
}

func (s *Service) listOwn(ctx context.Context, in *listOwnInput) (*listOwnOutput, error) {
	found, err := s.ListOwn(ctx, in.USCC, in.Open, in.Page())
	if err != nil {
		return nil, err
	}
	items, err := s.myAppeals(ctx, found.Items)
	return &listOwnOutput{Body: kernel.Rows[MyAppeal]{Items: items, Total: found.Total, Next: found.Next}}, err
}

func (s *Service) myAppeals(ctx context.Context, cases []*appeal.Case) ([]MyAppeal, error) {
	now, err := s.NowOf(ctx, cases)
	if err != nil {
		return nil, err
	}
	items := make([]MyAppeal, len(cases))
	for i, c := range cases {
		items[i] = MyAppeal{
			ID: c.ID, Number: c.Number, Title: c.Title(), KindLabel: c.Kind.Label(), State: string(c.State), StateLabel: c.State.Label(),
			ReceivedAt: c.ReceivedAt, Now: now[i], Waiting: c.State == appeal.Read,
		}
	}
	return items, nil
}

type reportOwnInput struct {
	OwnInput
	Body AppealReport
}

func (s *Service) reportOwn(ctx context.Context, in *reportOwnInput) (*receiptOutput, error) {
	return receipt(s.ReportOwn(ctx, in.USCC, in.Body.form()))
}

type similarInput struct {
	OwnInput
	Body struct {
		Text string `json:"text" maxLength:"20000" doc:"写到现在的内容"`
	}
}

type similarOutput struct {
	Body struct {
		Items []MyAppeal `json:"items" nullable:"false"`
	}
}

func (s *Service) similar(ctx context.Context, in *similarInput) (*similarOutput, error) {
	found, err := s.Similar(ctx, in.USCC, in.Body.Text)
	if err != nil {
		return nil, err
	}
	out := &similarOutput{}
	out.Body.Items, err = s.myAppeals(ctx, found)
	return out, err
}

func (s *Service) getOwn(ctx context.Context, in *OwnCaseInput) (*progressOutput, error) {
	return shown(s.ProgressOwn(ctx, in.USCC, in.ID))
}

type actOwnInput struct {
	OwnCaseInput
	Body ReporterAct
}

func (s *Service) actOwn(ctx context.Context, in *actOwnInput) (*progressOutput, error) {
	if err := s.ActOwn(ctx, in.USCC, in.ID, in.Body.deed()); err != nil {
		return nil, err
	}
	return shown(s.ProgressOwn(ctx, in.USCC, in.ID))
}

type rateOwnInput struct {
	OwnCaseInput
	Body AppealRating
}

func (s *Service) rateOwn(ctx context.Context, in *rateOwnInput) (*progressOutput, error) {
	if err := s.RateOwn(ctx, in.USCC, in.ID, in.Body.rating()); err != nil {
		return nil, err
	}
	return shown(s.ProgressOwn(ctx, in.USCC, in.ID))
}

type fileOwnInput struct {
	OwnCaseInput
	File string `path:"file" maxLength:"36"`
}

func (s *Service) fileOwn(ctx context.Context, in *fileOwnInput) (web.File, error) {
	return opened(s.FileOwn(ctx, in.USCC, in.ID, in.File))
}

// AppealDraft is what somebody has begun to write.
type AppealDraft struct {
	Kind         string `json:"kind,omitempty" enum:"consult,suggest,complain,help,report"`
	Text         string `json:"text,omitempty" maxLength:"20000"`
	Place        string `json:"place,omitempty" maxLength:"800"`
	Confidential bool   `json:"confidential,omitempty"`
	Accused      string `json:"accused,omitempty" maxLength:"36"`
	Ticket       string `json:"ticket,omitempty" maxLength:"64" doc:"照片和录音的凭据"`
}

type draftOutput struct {
	CacheControl string `header:"Cache-Control"`
	Body         struct {
		AppealDraft
		SavedAt *time.Time              `json:"saved_at,omitempty" doc:"没有草稿则没有"`
		Files   []attachment.AppealFile `json:"files" nullable:"false"`
	}
}

func (s *Service) getDraft(ctx context.Context, in *OwnInput) (*draftOutput, error) {
	d, there, err := s.LoadDraft(ctx, in.USCC)
	if err != nil {
		return nil, err
	}
	out := &draftOutput{CacheControl: "no-store"}
	out.Body.Files = []attachment.AppealFile{}
	if !there {
		return out, nil
	}
	out.Body.AppealDraft = AppealDraft{Kind: string(d.Kind), Text: d.Text, Place: d.Place, Confidential: d.Confidential, Accused: d.Accused, Ticket: d.Ticket}
	out.Body.SavedAt = &d.SavedAt
	if d.Ticket == "" {
		return out, nil
	}
	files, err := s.Files.Loose(ctx, d.Ticket)
	out.Body.Files = attachment.Bodies(files)
	return out, err
}

type putDraftInput struct {
	OwnInput
	Body AppealDraft
}

func (s *Service) putDraft(ctx context.Context, in *putDraftInput) (*struct{}, error) {
	b := in.Body
	return nil, s.SaveDraft(ctx, in.USCC, Draft{Kind: appeal.Kind(b.Kind), Text: b.Text, Place: b.Place, Confidential: b.Confidential, Accused: b.Accused, Ticket: b.Ticket})
}

func (s *Service) deleteDraft(ctx context.Context, in *OwnInput) (*struct{}, error) {
	return nil, s.DropDraft(ctx, in.USCC)
}
