package sorting

import (
	"context"
	"net/http"
	"slices"
	"time"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/reading"
	"github.com/yikou/yikou/internal/platform/web"
)

// Routes adds the operations of the package to the API.
func (s *Service) Routes(api *web.API) {
	web.Register(api, web.Operation{
		ID: "get-appeal-reading", Method: http.MethodGet, Path: "/appeals/{id}/reading", Tag: "appeal", Summary: "从诉求里读出的内容", Permission: appeal.PermRead,
	}, s.getReading)
	web.Register(api, web.Operation{
		ID: "decide-appeal-reading", Method: http.MethodPost, Path: "/appeals/{id}/reading/decisions", Tag: "appeal", Summary: "采用或更正系统建议", Permission: appeal.PermCentre,
	}, s.postDecisions)
	web.Register(api, web.Operation{
		ID: "list-appeal-checks", Method: http.MethodGet, Path: "/appeal-checks", Tag: "appeal", Summary: "等着抽查的自动采用", Permission: appeal.PermCentre,
	}, s.listChecks)
	web.Register(api, web.Operation{
		ID: "check-appeal-reading", Method: http.MethodPost, Path: "/appeals/{id}/reading/checks", Tag: "appeal", Summary: "抽查自动采用的内容", Permission: appeal.PermCentre,
	}, s.postCheck)
}

// SortSpanBody is a stretch of the text.
type SortSpanBody struct {
	Text string `json:"text"`
	From int    `json:"from" doc:"从第几个字开始，从 0 数起"`
	To   int    `json:"to" doc:"到第几个字之前"`
}

// SortOtherBody is another possible value.
type SortOtherBody struct {
	Value      string  `json:"value"`
	Label      string  `json:"label"`
	Confidence float64 `json:"confidence"`
}

// SortDecidedBody is what a person decided.
type SortDecidedBody struct {
	Label  string    `json:"label"`
	Agreed bool      `json:"agreed" doc:"与建议一致"`
	By     string    `json:"by"`
	At     time.Time `json:"at"`
}

// SortGuessBody is what is proposed for one field.
type SortGuessBody struct {
	Field      string          `json:"field" enum:"kind,topic,place,urgency,department"`
	FieldLabel string          `json:"field_label"`
	Value      string          `json:"value" doc:"没有读出的为空"`
	Label      string          `json:"label"`
	Confidence float64         `json:"confidence" doc:"把握，0 到 1"`
	Sure       string          `json:"sure" enum:"high,fair,low" doc:"很有把握、较有把握、没有把握"`
	Words      []SortSpanBody  `json:"words" doc:"起决定作用的字词"`
	Reason     string          `json:"reason,omitempty"`
	Others     []SortOtherBody `json:"others" doc:"其次可能的"`
	// Current is what the case says now.
	Current      string           `json:"current" doc:"诉求现在的值"`
	CurrentLabel string           `json:"current_label"`
	Taken        bool             `json:"taken" doc:"已按分拣门槛自动采用"`
	ToCheck      bool             `json:"to_check" doc:"等着抽查"`
	Decided      *SortDecidedBody `json:"decided,omitempty" doc:"人最后怎样判断"`
}

// SortBody is what was read from a case.
type SortBody struct {
	At      time.Time       `json:"at"`
	Edition int64           `json:"edition" doc:"第几版分拣门槛"`
	Guesses []SortGuessBody `json:"guesses"`
	Version int64           `json:"version" doc:"诉求的版本"`
}

type sortOutput struct {
	ETag string `header:"ETag"`
	Body SortBody
}

type sortInput struct {
	ID string `path:"id" maxLength:"36"`
}

func (s *Service) getReading(ctx context.Context, in *sortInput) (*sortOutput, error) {
	found, err := s.Of(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	label, err := s.labels(ctx)
	if err != nil {
		return nil, err
	}
	out := &sortOutput{ETag: web.ETag(found.Case.Version), Body: SortBody{At: found.At, Edition: found.Edition, Guesses: []SortGuessBody{}, Version: found.Case.Version}}
	for _, g := range found.Guesses() {
		out.Body.Guesses = append(out.Body.Guesses, found.guess(g, label))
	}
	return out, nil
}

// labels returns what says a value of a field in Chinese.
func (s *Service) labels(ctx context.Context) (func(reading.Field, string) string, error) {
	tree, err := s.Reading.Town.Tree(ctx)
	if err != nil {
		return nil, err
	}
	departments, err := s.Departments.All(ctx)
	return func(f reading.Field, value string) string {
		if f == reading.Department {
			return departments[value].Name
		}
		return labelOf(f, value, tree)
	}, err
}

// guess is one proposal as people see it.
func (s *Sorted) guess(g *reading.Guess, label func(reading.Field, string) string) SortGuessBody {
	b := SortGuessBody{
		Field: string(g.Field), FieldLabel: g.Field.Label(), Value: g.Value, Label: g.Label, Confidence: g.Confidence, Sure: sure(g.Confidence), Reason: g.Reason,
		Words: []SortSpanBody{}, Others: []SortOtherBody{}, Current: valueOf(s.Case, g.Field),
	}
	b.CurrentLabel = label(g.Field, b.Current)
	for _, w := range g.Words {
		b.Words = append(b.Words, SortSpanBody(w))
	}
	for _, o := range g.Others {
		b.Others = append(b.Others, SortOtherBody(o))
	}
	b.Taken, b.ToCheck = slices.Contains(s.Taken, g.Field), slices.Contains(s.ToCheck, g.Field)
	if d, ok := s.Decided[g.Field]; ok {
		b.Decided = &SortDecidedBody{Label: label(g.Field, d.Decided), Agreed: d.Agreed, By: s.Staff[d.By], At: d.At}
	}
	return b
}

// sure says a confidence in a word. The bounds are guesses.
func sure(confidence float64) string {
	switch {
	case confidence >= 0.9:
		return "high"
	case confidence >= 0.6:
		return "fair"
	}
	return "low"
}

// SortChoiceBody is what somebody decides on one field.
type SortChoiceBody struct {
	Field string `json:"field" enum:"kind,topic,place,urgency"`
	Value string `json:"value" maxLength:"60" doc:"类型、主题、区划的编码，或 normal、urgent"`
}

type sortDecideInput struct {
	ID string `path:"id" maxLength:"36"`
	web.Match
	Body struct {
		Decisions []SortChoiceBody `json:"decisions" minItems:"1" maxItems:"4"`
	}
}

func choices(list []SortChoiceBody) []Choice {
	out := make([]Choice, len(list))
	for i, one := range list {
		out[i] = Choice{Field: reading.Field(one.Field), Value: one.Value}
	}
	return out
}

func (s *Service) postDecisions(ctx context.Context, in *sortDecideInput) (out *sortOutput, err error) {
	version, err := in.Version()
	if err != nil {
		return nil, err
	}
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		if err := s.Decide(ctx, in.ID, version, choices(in.Body.Decisions)); err != nil {
			return err
		}
		out, err = s.getReading(ctx, &sortInput{ID: in.ID})
		return err
	})
	return out, err
}
