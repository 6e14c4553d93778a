package editing

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/web"
	"github.com/yikou/yikou/internal/policy/library"
)

// Routes adds the package's operations to the API.
func (s *Service) Routes(api *web.API) {
	op := func(id, path, summary string) web.Operation {
		return web.Operation{ID: id, Method: http.MethodPost, Path: path, Tag: "policy", Summary: summary, Permission: s.Permission}
	}
	web.Register(api, op("read-measure", "/measures/read", "把正在写的事项读成一句话"), s.readMeasure)
	policies := op("list-policy-choices", "/measures/policies", "事项可以依据的政策文件")
	policies.Method = http.MethodGet
	web.Register(api, policies, s.listPolicyChoices)
	web.Register(api, op("example-benefit", "/measures/example", "用例子试算奖补金额"), s.exampleBenefit)
}

// definitionText is a definition word for word: its own decoder names the place
// of each mistake.
type definitionText []byte

// UnmarshalJSON keeps the text.
func (d *definitionText) UnmarshalJSON(text []byte) error {
	*d = append((*d)[:0], text...)
	return nil
}

// Schema describes the definition only as far as Huma checks it.
func (definitionText) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeObject, AdditionalProperties: true}
}

type readInput struct {
	Body struct {
		Definition definitionText `json:"definition" doc:"事项的内容，可以没有写完"`
	}
}

// The names of these types are those of the schemas in the API's document.
type (
	saidClause struct {
		ID    string `json:"id"`
		Words string `json:"words" doc:"条件的中文说法"`
	}
	readingProblem struct {
		Path  string `json:"path" doc:"在事项中的位置"`
		Words string `json:"words"`
	}
	// MeasureReading is a definition in words.
	MeasureReading struct {
		Sentence string           `json:"sentence" doc:"全部条件，一句话，读出来不会有歧义"`
		Benefit  string           `json:"benefit" doc:"能得到什么"`
		Bonuses  []string         `json:"bonuses" doc:"什么情况下另加多少"`
		Clauses  []saidClause     `json:"clauses"`
		Problems []readingProblem `json:"problems" doc:"看不懂或自相矛盾的地方"`
	}
	exampleValue struct {
		Key    string  `json:"key" maxLength:"200"`
		Period string  `json:"period" maxLength:"8" doc:"与事项中的写法一致"`
		Value  float64 `json:"value" minimum:"-1e15" maximum:"1e15"`
	}
	exampleInput struct {
		Key    string  `json:"key"`
		Period string  `json:"period"`
		Value  float64 `json:"value"`
		Label  string  `json:"label"`
		Unit   string  `json:"unit"`
		Given  bool    `json:"given" doc:"是填写的，不是系统取的例子"`
	}
	// BenefitExample is a benefit worked out on example values.
	BenefitExample struct {
		Inputs []exampleInput `json:"inputs" doc:"按哪些数算"`
		Amount *string        `json:"amount" doc:"元，两位小数；算不出来时没有" example:"200000.00"`
		Words  string         `json:"words" doc:"怎么算出来的"`
	}
)

type readOutput struct{ Body MeasureReading }

func (s *Service) readMeasure(ctx context.Context, in *readInput) (*readOutput, error) {
	r, err := s.Read(ctx, in.Body.Definition)
	if err != nil {
		return nil, err
	}
	out := MeasureReading{Sentence: r.Sentence, Benefit: r.Benefit, Bonuses: append([]string{}, r.Bonuses...), Clauses: []saidClause{}, Problems: []readingProblem{}}
	for _, c := range r.Clauses {
		out.Clauses = append(out.Clauses, saidClause(c))
	}
	for _, p := range r.Problems {
		out.Problems = append(out.Problems, readingProblem(p))
	}
	return &readOutput{Body: out}, nil
}

type benefitInput struct {
	Body struct {
		Benefit definitionText `json:"benefit" doc:"事项的享受内容"`
		Values  []exampleValue `json:"values,omitempty" maxItems:"100" doc:"例子里的数；没有给的由系统取一个"`
	}
}

type benefitOutput struct{ Body BenefitExample }

func (s *Service) exampleBenefit(ctx context.Context, in *benefitInput) (*benefitOutput, error) {
	values := make([]Value, len(in.Body.Values))
	for i, v := range in.Body.Values {
		values[i] = Value{Key: v.Key, Period: v.Period, Number: v.Value}
	}
	found, err := s.Example(ctx, in.Body.Benefit, values)
	if err != nil {
		return nil, err
	}
	out := BenefitExample{Inputs: []exampleInput{}, Words: found.Words}
	for _, i := range found.Inputs {
		out.Inputs = append(out.Inputs, exampleInput{i.Key, i.Period, i.Number, i.Label, i.Unit, i.Given})
	}
	if found.Known {
		amount := kernel.Fen(found.Amount).String()
		out.Amount = &amount
	}
	return &benefitOutput{Body: out}, nil
}

type choicesInput struct {
	Text string `query:"q" maxLength:"100" doc:"标题或文号中的字"`
	ID   string `query:"id" maxLength:"200" doc:"只要这一个"`
}

// PolicyChoice is a policy that a measure can name as its basis.
type PolicyChoice struct {
	ID         string `json:"id"`
	Title      string `json:"title"`
	DocumentNo string `json:"document_no"`
	Standing   string `json:"standing" enum:"in_force,upcoming,expired,repealed" doc:"今天是否有效"`
	Label      string `json:"standing_label"`
	Published  bool   `json:"published" doc:"已经公开"`
	Reviewed   bool   `json:"reviewed" doc:"有公平竞争审查记录，只在指名一个时给出"`
	Text       string `json:"text" doc:"原文，只在指名一个时给出"`
}

type choicesOutput struct {
	Body struct {
		Items []PolicyChoice `json:"items"`
	}
}

func (s *Service) listPolicyChoices(ctx context.Context, in *choicesInput) (*choicesOutput, error) {
	found, err := s.Policies(ctx, in.Text, in.ID)
	if err != nil {
		return nil, err
	}
	out := &choicesOutput{}
	out.Body.Items = make([]PolicyChoice, 0, len(found))
	for i := range found {
		p := &found[i]
		choice := PolicyChoice{
			ID: p.ID, Title: p.Title, DocumentNo: p.Number, Standing: string(p.Standing), Label: p.Standing.Label(), Published: p.State == library.Published,
		}
		if d := p.Document; d != nil {
			choice.Text, choice.Reviewed = d.Text, d.Reviewed(s.today())
		}
		out.Body.Items = append(out.Body.Items, choice)
	}
	return out, nil
}
