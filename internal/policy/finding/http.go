package finding

import (
	"context"
	"net/http"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/textsearch"
	"github.com/yikou/yikou/internal/platform/web"
	"github.com/yikou/yikou/internal/policy/body"
)

// Routes adds the package's operations to the API.
func (s *Service) Routes(api *web.API) {
	web.Register(api, web.Operation{ID: "search-public", Method: http.MethodGet, Path: "/public/search", Tag: "policy", Summary: "搜索公开的政策"}, s.searchPublic)
	web.Register(api, web.Operation{ID: "suggest-public", Method: http.MethodGet, Path: "/public/suggest", Tag: "policy", Summary: "输入时提示的标题"}, s.suggestPublic)
}

type searchInput struct {
	web.PageInput
	Text string `query:"q" required:"true" minLength:"1" maxLength:"100" doc:"要找的字词或问题"`
	Kind string `query:"kind" enum:"measure,all" default:"all" doc:"找什么"`
}

// Hit is something public that was found.
type Hit struct {
	Kind         string      `json:"kind" enum:"measure"`
	ID           string      `json:"id"`
	Title        string      `json:"title"`
	TitleParts   []body.Part `json:"title_parts" nullable:"false"`
	SnippetParts []body.Part `json:"snippet_parts" nullable:"false"`
	Department   string      `json:"department"`
}

// Hits is a page of hits.
type Hits struct {
	kernel.Rows[Hit]
	Meant []string `json:"did_you_mean" nullable:"false" doc:"结果很少时，可能想找的词，都取自公开的标题"`
}

type searchOutput struct{ Body Hits }

func (s *Service) searchPublic(ctx context.Context, in *searchInput) (*searchOutput, error) {
	found, err := s.Search(ctx, in.Text, in.Page())
	if err != nil {
		return nil, err
	}
	out := Hits{Rows: kernel.Rows[Hit]{Items: make([]Hit, len(found.Rows.Items)), Total: found.Rows.Total, Next: found.Rows.Next}, Meant: found.Meant}
	for i, m := range found.Rows.Items {
		out.Items[i] = Hit{Kind: Measure, ID: m.ID, Title: m.Title, TitleParts: parts(m.TitleParts), SnippetParts: parts(m.SnippetParts), Department: m.DepartmentName}
	}
	if out.Meant == nil {
		out.Meant = []string{}
	}
	return &searchOutput{Body: out}, nil
}

type suggestInput struct {
	Text string `query:"q" required:"true" minLength:"1" maxLength:"100" doc:"已经输入的字"`
}

// SuggestedTitle is a title that goes on from what was typed.
type SuggestedTitle struct {
	Kind  string      `json:"kind" enum:"measure,policy"`
	ID    string      `json:"id" doc:"事项编号；政策文件为空"`
	Title string      `json:"title"`
	Parts []body.Part `json:"parts" nullable:"false"`
}

type suggestOutput struct {
	Body struct {
		Items []SuggestedTitle `json:"items" nullable:"false"`
	}
}

func (s *Service) suggestPublic(ctx context.Context, in *suggestInput) (*suggestOutput, error) {
	found, err := s.Suggest(ctx, in.Text)
	if err != nil {
		return nil, err
	}
	out := &suggestOutput{}
	out.Body.Items = make([]SuggestedTitle, len(found))
	for i, one := range found {
		out.Body.Items[i] = SuggestedTitle{Kind: one.Kind, ID: one.ID, Title: one.Title, Parts: parts(one.Parts)}
	}
	return out, nil
}

func parts(list []textsearch.Part) []body.Part {
	out := make([]body.Part, len(list))
	for i, p := range list {
		out[i] = body.Part(p)
	}
	return out
}
