package threshold

import (
	"context"
	"strings"
	"time"

	"github.com/yikou/yikou/internal/appeal/reading"
)

// ThresholdDraftBody is thresholds that somebody asks for.
type ThresholdDraftBody struct {
	ID         string              `json:"id"`
	Base       int64               `json:"base" doc:"提出时最新的是第几版"`
	State      string              `json:"state" enum:"pending,approved,refused,withdrawn"`
	StateLabel string              `json:"state_label"`
	From       string              `json:"from" doc:"从哪一天起生效，空为核准后立即生效"`
	Limits     ThresholdLimitsBody `json:"limits"`
	Reason     string              `json:"reason"`
	At         time.Time           `json:"at"`
	By         string              `json:"by"`
	DecidedAt  *time.Time          `json:"decided_at"`
	DecidedBy  string              `json:"decided_by"`
	Words      string              `json:"words" doc:"退回的理由"`
	Edition    int64               `json:"edition" doc:"成为第几版"`
	Version    int64               `json:"version"`
	Can        []string            `json:"can" nullable:"false"`
}

func draftBody(d Shown) ThresholdDraftBody {
	b := ThresholdDraftBody{
		ID: d.ID, Base: d.Base, State: string(d.State), StateLabel: d.State.Label(), Limits: limitsBody(d.Limits), Reason: d.Reason, At: d.At, By: d.ByName,
		DecidedBy: d.DecidedName, Words: d.Words, Edition: d.Edition, Version: d.Version, Can: d.Can,
	}
	if !d.FromDay.IsZero() {
		b.From = d.FromDay.String()
	}
	if !d.DecidedAt.IsZero() {
		b.DecidedAt = &d.DecidedAt
	}
	return b
}

// ThresholdEditionBody is thresholds that hold, held or are to hold.
type ThresholdEditionBody struct {
	Version  int64               `json:"version"`
	At       *time.Time          `json:"at" doc:"随程序提供的没有"`
	From     *time.Time          `json:"from" doc:"从什么时候起生效"`
	Limits   ThresholdLimitsBody `json:"limits"`
	Reason   string              `json:"reason"`
	By       string              `json:"by"`
	Agreed   string              `json:"agreed" doc:"核准人；系统按抽查结果改回的没有"`
	BySystem bool                `json:"by_system" doc:"系统按抽查结果改回由人判断的"`
}

func editionBody(e reading.Edition) ThresholdEditionBody {
	b := ThresholdEditionBody{Version: e.Version, Limits: limitsBody(e.Limits), Reason: e.Reason, By: e.ByName, Agreed: e.AgreedName, BySystem: e.ByID == author}
	if !e.ComesWithYikou {
		b.At, b.From = &e.At, &e.From
	}
	return b
}

// ThresholdBarBody is what must have been measured.
type ThresholdBarBody struct {
	Version        int64  `json:"version"`
	InForce        string `json:"in_force"`
	Automatic      int64  `json:"automatic" doc:"自动采用要求的一致率下限，千分数"`
	AutomaticLeast int64  `json:"automatic_least" doc:"至少核对多少件"`
	Sampled        int64  `json:"sampled" doc:"采用并抽查要求的一致率，千分数"`
	SampledLeast   int64  `json:"sampled_least"`
	Days           int64  `json:"days" doc:"看最近多少天"`
	Source         string `json:"source"`
}

// ThresholdPointBody is what was measured from a confidence on.
type ThresholdPointBody struct {
	From    int64   `json:"from" doc:"把握不低于，千分数"`
	Decided int64   `json:"decided" doc:"核对过的件数"`
	Equal   int64   `json:"equal" doc:"其中与建议一致的"`
	Rate    float64 `json:"rate"`
	Lower   float64 `json:"lower" doc:"95% 置信区间的下限（Wilson）"`
	Upper   float64 `json:"upper"`
}

// ThresholdModelBody is what was measured of one model.
type ThresholdModelBody struct {
	Name    string  `json:"name"`
	InUse   bool    `json:"in_use"`
	Decided int64   `json:"decided"`
	Equal   int64   `json:"equal"`
	Rate    float64 `json:"rate"`
	Lower   float64 `json:"lower"`
	Upper   float64 `json:"upper"`
}

// ThresholdFieldBody is one field with what was measured of it.
type ThresholdFieldBody struct {
	Field  string               `json:"field" enum:"kind,topic,place,urgency,department"`
	Label  string               `json:"label"`
	Model  string               `json:"model" doc:"现在用的模型或规则"`
	Curve  []ThresholdPointBody `json:"curve"`
	Models []ThresholdModelBody `json:"models"`
}

// ThresholdsBody is everything there is about thresholds.
type ThresholdsBody struct {
	Now      ThresholdEditionBody   `json:"now"`
	Editions []ThresholdEditionBody `json:"editions" doc:"最近的在前，包括还没有生效的"`
	Drafts   []ThresholdDraftBody   `json:"drafts" doc:"等待核准的在前"`
	Bar      ThresholdBarBody       `json:"bar"`
	Fields   []ThresholdFieldBody   `json:"fields"`
	Can      []string               `json:"can" nullable:"false"`
}

type viewOutput struct{ Body ThresholdsBody }

func (s *Service) getView(ctx context.Context, _ *struct{}) (*viewOutput, error) {
	v, err := s.View(ctx)
	if err != nil {
		return nil, err
	}
	out := &viewOutput{Body: ThresholdsBody{
		Now: editionBody(v.Now), Editions: []ThresholdEditionBody{}, Drafts: []ThresholdDraftBody{}, Fields: []ThresholdFieldBody{}, Can: v.Can,
		Bar: ThresholdBarBody{
			Version: v.Bar.Version, InForce: v.Bar.InForce.String(), Automatic: v.Bar.Automatic, AutomaticLeast: v.Bar.AutomaticLeast,
			Sampled: v.Bar.Sampled, SampledLeast: v.Bar.SampledLeast, Days: v.Bar.Days, Source: v.Bar.Source,
		},
	}}
	for _, e := range v.Editions {
		out.Body.Editions = append(out.Body.Editions, editionBody(e))
	}
	for _, d := range v.Drafts {
		out.Body.Drafts = append(out.Body.Drafts, draftBody(d))
	}
	for _, f := range v.Fields {
		out.Body.Fields = append(out.Body.Fields, fieldBody(f))
	}
	return out, nil
}

func fieldBody(f FieldView) ThresholdFieldBody {
	b := ThresholdFieldBody{Field: string(f.Field), Label: f.Field.Label(), Model: modelName(f.Mark), Curve: []ThresholdPointBody{}, Models: []ThresholdModelBody{}}
	for _, p := range f.Curve {
		lower, upper := p.Bounds()
		b.Curve = append(b.Curve, ThresholdPointBody{From: p.From, Decided: p.Decided, Equal: p.Equal, Rate: p.Rate(), Lower: lower, Upper: upper})
	}
	for _, m := range f.Models {
		lower, upper := m.Bounds()
		b.Models = append(b.Models, ThresholdModelBody{Name: modelName(m.Mark), InUse: m.Mark == f.Mark, Decided: m.Decided, Equal: m.Equal, Rate: m.Rate(), Lower: lower, Upper: upper})
	}
	return b
}

// modelName says the mark of a model as people read it.
func modelName(mark string) string {
	origin, digits, _ := strings.Cut(mark, ":")
	switch origin {
	case "shipped":
		return "随程序提供的模型 " + digits
	case "own":
		return "本单位的模型 " + digits
	case "rules":
		return "规则第 " + digits + " 版"
	}
	return "更早的模型"
}
