package simulation

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/yikou/yikou/internal/platform/web"
	"github.com/yikou/yikou/internal/standard/civil"
)

// maxDraftBody bounds a draft that is posted, in bytes. A guess: a hundred times
// the longest measure known.
const maxDraftBody = 1 << 20

// Routes adds the package's operations to the API.
func (s *Service) Routes(api *web.API) {
	operation := func(id, path, summary string) web.Operation {
		return web.Operation{ID: id, Method: http.MethodPost, Path: path, Tag: "policy", Summary: summary, Permission: PermSimulate, MaxBody: maxDraftBody}
	}
	web.Register(api, operation("simulate-measure", "/measures/simulate", "测算事项草案"), s.simulateMeasure)
	web.Register(api, operation("simulate-threshold", "/measures/simulate/threshold", "移动草案的一个门槛，看符合的企业和金额"), s.simulateThreshold)
}

// draft is a definition as it was sent: its own decoder names the place of each
// mistake.
type draft struct{ text []byte }

// UnmarshalJSON keeps the text.
func (d *draft) UnmarshalJSON(text []byte) error {
	d.text = append(d.text[:0], text...)
	return nil
}

// Schema describes the definition only as far as Huma checks it.
func (draft) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeObject, AdditionalProperties: true}
}

type simulateInput struct {
	AsOf    string `query:"as_of" format:"date" doc:"按哪一天测算，默认今天"`
	Against string `query:"against" maxLength:"200" doc:"与哪个事项正在执行的版本比较"`
	Section string `query:"industry" maxLength:"1" pattern:"^[A-T]?$" patternDescription:"一个门类字母" doc:"行业门类：列出这个门类的大类，空为列出各门类"`
	Body    draft
}

type simulateOutput struct {
	Body Simulation
}

func (s *Service) simulateMeasure(ctx context.Context, in *simulateInput) (*simulateOutput, error) {
	day, err := dayOf(in.AsOf)
	if err != nil {
		return nil, err
	}
	found, err := s.Simulate(ctx, Request{Draft: in.Body.text, Day: day, Against: in.Against, Section: in.Section})
	if err != nil {
		return nil, err
	}
	return &simulateOutput{Body: simulationOf(found)}, nil
}

type simulateThresholdInput struct {
	AsOf string `query:"as_of" format:"date" doc:"按哪一天测算，默认今天"`
	Body struct {
		Definition draft  `json:"definition" doc:"草案"`
		Clause     string `json:"clause" maxLength:"200" doc:"条件编号"`
		From       string `json:"from,omitempty" maxLength:"40" doc:"从多少试起：数、日期，或年月日的个数；空为现在的门槛上下"`
		To         string `json:"to,omitempty" maxLength:"40" doc:"试到多少"`
		Points     int    `json:"points,omitempty" minimum:"2" maximum:"40" default:"25" doc:"试几个"`
	}
}

type simulateThresholdOutput struct {
	Body ThresholdCurve
}

func (s *Service) simulateThreshold(ctx context.Context, in *simulateThresholdInput) (*simulateThresholdOutput, error) {
	day, err := dayOf(in.AsOf)
	if err != nil {
		return nil, err
	}
	b := &in.Body
	found, err := s.Curve(ctx, CurveRequest{Draft: b.Definition.text, Day: day, Clause: b.Clause, From: b.From, To: b.To, Points: b.Points})
	if err != nil {
		return nil, err
	}
	return &simulateThresholdOutput{Body: curveOf(found)}, nil
}

// dayOf reads an optional day that Huma has checked the form of.
func dayOf(text string) (civil.Date, error) {
	if text == "" {
		return civil.Date{}, nil
	}
	day, err := civil.Parse(text)
	if err != nil {
		return day, ErrDay.Because(err)
	}
	return day, nil
}
