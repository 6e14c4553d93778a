package finding

import (
	"context"
	"net/http"
	"strings"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/textsearch"
	"github.com/yikou/yikou/internal/platform/web"
	"github.com/yikou/yikou/internal/policy"
	"github.com/yikou/yikou/internal/policy/body"
	"github.com/yikou/yikou/internal/policy/library"
)

// Routes adds the package's operations to the API.
func (s *Service) Routes(api *web.API) {
	web.Register(api, web.Operation{ID: "search-public", Method: http.MethodGet, Path: "/public/search", Tag: "policy", Summary: "搜索公开的政策"}, s.searchPublic)
	web.Register(api, web.Operation{ID: "suggest-public", Method: http.MethodGet, Path: "/public/suggest", Tag: "policy", Summary: "输入时提示的标题"}, s.suggestPublic)
}

type searchInput struct {
	web.PageInput
	Text string `query:"q" required:"true" minLength:"1" maxLength:"100" doc:"要找的字词或问题"`
	Kind string `query:"kind" enum:"measure,policy" default:"measure" doc:"找什么：政策事项，或政策文件"`
	// Issuer and Year narrow policies only.
	Issuer string `query:"issuer" maxLength:"50" doc:"政策文件的发文机关名称中的字"`
	Year   int    `query:"year" minimum:"1900" maximum:"2200" doc:"政策文件是哪一年发布的"`
}

// Hit is something public that was found.
type Hit struct {
	Kind         string      `json:"kind" enum:"measure,policy"`
	ID           string      `json:"id"`
	Title        string      `json:"title"`
	TitleParts   []body.Part `json:"title_parts" nullable:"false"`
	SnippetParts []body.Part `json:"snippet_parts" nullable:"false"`
	Department   string      `json:"department" doc:"事项的负责部门；政策文件的发文机关，用顿号分开"`
	Number       string      `json:"number,omitempty" doc:"政策文件的文号"`
	Standing     string      `json:"standing,omitempty" enum:"in_force,upcoming,expired,repealed" doc:"政策文件今天是否有效"`
	StandingWord string      `json:"standing_label,omitempty"`
	Articles     []Article   `json:"articles,omitempty" nullable:"false" doc:"政策文件里写到这些字词的条款，最多 3 条"`
}

// Article is a place in a policy that holds what was looked for.
type Article struct {
	Citation string      `json:"citation" doc:"如 第十八条第二款"`
	Anchor   string      `json:"anchor" doc:"它在政策页面里的位置"`
	Parts    []body.Part `json:"parts" nullable:"false"`
}

// Hits is a page of hits.
type Hits struct {
	kernel.Rows[Hit]
	Meant []string `json:"did_you_mean" nullable:"false" doc:"结果很少时，可能想找的词，都取自公开的标题"`
}

type searchOutput struct{ Body Hits }

func (s *Service) searchPublic(ctx context.Context, in *searchInput) (*searchOutput, error) {
	found, err := s.Search(ctx, in.Kind, library.Filter{Text: in.Text, Issuer: in.Issuer, Year: in.Year}, in.Page())
	if err != nil {
		return nil, err
	}
	out := &searchOutput{Body: Hits{Meant: found.Meant}}
	if in.Kind == Policy {
		out.Body.Rows = kernel.Rows[Hit]{Items: policyHits(found.Policies.Items, in.Text), Total: found.Policies.Total, Next: found.Policies.Next}
	} else {
		out.Body.Rows = kernel.Rows[Hit]{Items: measureHits(found.Measures.Items), Total: found.Measures.Total, Next: found.Measures.Next}
	}
	if out.Body.Meant == nil {
		out.Body.Meant = []string{}
	}
	return out, nil
}

func measureHits(list []policy.Found) []Hit {
	out := make([]Hit, len(list))
	for i, m := range list {
		out[i] = Hit{Kind: Measure, ID: m.ID, Title: m.Title, TitleParts: parts(m.TitleParts), SnippetParts: parts(m.SnippetParts), Department: m.DepartmentName}
	}
	return out
}

func policyHits(list []library.Listed, text string) []Hit {
	out := make([]Hit, len(list))
	for i, p := range list {
		out[i] = Hit{Kind: Policy, ID: p.ID, Title: p.Title, TitleParts: parts(p.TitleParts), SnippetParts: parts(p.SnippetParts),
			Department: strings.Join(p.Issuers, "、"), Number: p.Number, Standing: string(p.Standing), StandingWord: p.Standing.Label()}
		for _, a := range PlacesOf(p.Text, text) {
			out[i].Articles = append(out[i].Articles, Article{a.Citation, a.Anchor, parts(a.Parts)})
		}
	}
	return out
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
