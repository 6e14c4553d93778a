package beside

import (
	"context"
	"net/http"
	"time"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/platform/textsearch"
	"github.com/yikou/yikou/internal/platform/web"
)

// Routes adds the package's operations to the API.
func (s *Service) Routes(api *web.API) {
	op := func(method, id, path, summary string) web.Operation {
		return web.Operation{ID: id, Method: method, Path: path, Tag: "appeal", Summary: summary, Permission: appeal.PermRead}
	}
	web.Register(api, op(http.MethodPost, "suggest-similar-appeals", "/appeal-similar", "找出与正在登记的内容相近的诉求"), s.suggestSimilar)
	web.Register(api, op(http.MethodGet, "list-similar-appeals", "/appeals/{id}/similar", "与一件诉求相近的诉求"), s.listSimilar)
	web.Register(api, op(http.MethodGet, "list-appeal-measures", "/appeals/{id}/measures", "一件诉求可能涉及的政策事项"), s.listMeasures)
	web.Register(api, op(http.MethodGet, "list-appeal-knowledge", "/appeals/{id}/knowledge", "一件诉求可以参考的政策文件和指南"), s.listKnowledge)
}

// BesideInput names a case.
type BesideInput struct {
	ID string `path:"id" maxLength:"36"`
}

// SimilarAppealRow is a case that is like another one.
type SimilarAppealRow struct {
	ID           string    `json:"id"`
	Number       string    `json:"number"`
	Title        string    `json:"title"`
	State        string    `json:"state"`
	StateLabel   string    `json:"state_label"`
	ClosingLabel string    `json:"closing_label" doc:"办理结果"`
	LeadName     string    `json:"lead_name" doc:"承办部门"`
	ReceivedAt   time.Time `json:"received_at"`
	Why          []string  `json:"why" nullable:"false" doc:"哪些方面相近"`
}

type similarAppealsOutput struct {
	Body struct {
		Items []SimilarAppealRow `json:"items" nullable:"false"`
	}
}

func (s *Service) similarBodies(ctx context.Context, list []Near, err error) (*similarAppealsOutput, error) {
	if err != nil {
		return nil, err
	}
	departments, err := s.Departments.All(ctx)
	if err != nil {
		return nil, err
	}
	out := &similarAppealsOutput{}
	out.Body.Items = make([]SimilarAppealRow, len(list))
	for i, n := range list {
		out.Body.Items[i] = SimilarAppealRow{
			ID: n.ID, Number: n.Number, Title: n.Title(), State: string(n.State), StateLabel: n.State.Label(), ClosingLabel: n.Closing.Label(),
			LeadName: departments[n.Lead].Name, ReceivedAt: n.ReceivedAt, Why: n.Why(),
		}
	}
	return out, nil
}

type suggestAppealsInput struct {
	Body struct {
		Text      string `json:"text" maxLength:"20000" doc:"正在登记的内容"`
		USCC      string `json:"uscc,omitempty" maxLength:"30" doc:"代表哪家企业"`
		PlaceCode string `json:"place_code,omitempty" maxLength:"12" doc:"扫码地点的编号"`
	}
}

func (s *Service) suggestSimilar(ctx context.Context, in *suggestAppealsInput) (*similarAppealsOutput, error) {
	list, err := s.SimilarTo(ctx, Subject{Text: in.Body.Text, USCC: in.Body.USCC, PlaceCode: in.Body.PlaceCode})
	return s.similarBodies(ctx, list, err)
}

func (s *Service) listSimilar(ctx context.Context, in *BesideInput) (*similarAppealsOutput, error) {
	list, err := s.Similar(ctx, in.ID)
	return s.similarBodies(ctx, list, err)
}

// MarkedText is a piece of text; Hit marks what was looked for.
type MarkedText struct {
	Text string `json:"text"`
	Hit  bool   `json:"hit"`
}

func marked(list []textsearch.Part) []MarkedText {
	out := make([]MarkedText, len(list))
	for i, p := range list {
		out[i] = MarkedText{Text: p.Text, Hit: p.Hit}
	}
	return out
}

// AppealMeasure is a published measure beside a case.
type AppealMeasure struct {
	ID         string       `json:"id"`
	Title      string       `json:"title"`
	Department string       `json:"department"`
	Summary    []MarkedText `json:"summary" nullable:"false"`
	Verdict    string       `json:"verdict,omitempty" enum:"eligible,ineligible,need_facts,needs_review" doc:"对这家企业的结论，没有企业时不显示"`
}

type appealMeasuresOutput struct {
	Body struct {
		Items []AppealMeasure `json:"items" nullable:"false"`
	}
}

func (s *Service) listMeasures(ctx context.Context, in *BesideInput) (*appealMeasuresOutput, error) {
	list, err := s.Measures(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	out := &appealMeasuresOutput{}
	out.Body.Items = make([]AppealMeasure, len(list))
	for i, m := range list {
		out.Body.Items[i] = AppealMeasure{ID: m.ID, Title: m.Title, Department: m.Department, Summary: marked(m.Summary), Verdict: string(m.Verdict)}
	}
	return out, nil
}

// AppealKnowledge is a published policy or guide beside a case.
type AppealKnowledge struct {
	Kind     string          `json:"kind" enum:"policy,guide"`
	ID       string          `json:"id" doc:"政策文件的编号，或指南的编号"`
	Title    string          `json:"title"`
	From     string          `json:"from,omitempty" doc:"发文机关；指南给谁用"`
	Articles []AppealArticle `json:"articles,omitempty" nullable:"false" doc:"写到这件事的条款，最多 3 条"`
}

// AppealArticle is a place in a policy.
type AppealArticle struct {
	Citation string       `json:"citation" doc:"如 第十八条第二款"`
	Anchor   string       `json:"anchor" doc:"它在政策页面里的位置"`
	Parts    []MarkedText `json:"parts" nullable:"false"`
}

type appealKnowledgeOutput struct {
	Body struct {
		Items []AppealKnowledge `json:"items" nullable:"false"`
	}
}

func (s *Service) listKnowledge(ctx context.Context, in *BesideInput) (*appealKnowledgeOutput, error) {
	list, err := s.Knowledge(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	out := &appealKnowledgeOutput{}
	out.Body.Items = make([]AppealKnowledge, len(list))
	for i, k := range list {
		b := AppealKnowledge{Kind: string(k.Kind), ID: k.ID, Title: k.Title, From: k.From}
		for _, a := range k.Articles {
			b.Articles = append(b.Articles, AppealArticle{Citation: a.Citation, Anchor: a.Anchor, Parts: marked(a.Parts)})
		}
		out.Body.Items[i] = b
	}
	return out, nil
}
