package taxonomy

import (
	"context"
	"net/http"

	"github.com/yikou/yikou/internal/platform/web"
)

// Routes adds the package's operations to the API.
func (s *Service) Routes(api *web.API) {
	web.Register(api, web.Operation{ID: "list-policy-themes", Method: http.MethodGet, Path: "/policy-themes", Tag: "policy", Summary: "政策主题"}, s.listThemes)
	web.Register(api, web.Operation{ID: "save-policy-themes", Method: http.MethodPut, Path: "/policy-themes", Tag: "policy", Summary: "修改政策主题", Permission: permEdit}, s.saveThemes)
}

// The names of these types are those of the schemas in the API's document.
type (
	themeItem struct {
		Code     string `json:"code"`
		Parent   string `json:"parent" doc:"上级主题的代码，没有上级则为空"`
		Label    string `json:"label"`
		Policies int64  `json:"policies" doc:"有多少份政策"`
	}
	themeForm struct {
		Code   string `json:"code" minLength:"1" maxLength:"40" pattern:"^[a-z0-9-]+$" patternDescription:"小写字母、数字和连字符"`
		Parent string `json:"parent" maxLength:"40"`
		Label  string `json:"label" minLength:"1" maxLength:"30"`
	}
)

type themesOutput struct {
	ETag string `header:"ETag"`
	Body struct {
		Items []themeItem `json:"items" nullable:"false"`
	}
}

func (s *Service) listThemes(ctx context.Context, _ *struct{}) (*themesOutput, error) {
	terms, used, version, err := s.List(ctx)
	if err != nil {
		return nil, err
	}
	out := &themesOutput{ETag: web.ETag(version)}
	out.Body.Items = make([]themeItem, 0, len(terms))
	for _, t := range terms {
		out.Body.Items = append(out.Body.Items, themeItem{t.Code, t.Parent, t.Label, used[t.Code]})
	}
	return out, nil
}

type saveThemesInput struct {
	web.Match
	Body struct {
		Items []themeForm `json:"items" maxItems:"500" nullable:"false"`
	}
}

func (s *Service) saveThemes(ctx context.Context, in *saveThemesInput) (*themesOutput, error) {
	version, err := in.Version()
	if err != nil {
		return nil, err
	}
	terms := make([]Term, 0, len(in.Body.Items))
	for _, t := range in.Body.Items {
		terms = append(terms, Term(t))
	}
	if err := s.Save(ctx, terms, version); err != nil {
		return nil, err
	}
	return s.listThemes(ctx, nil)
}
