package threshold

import (
	"context"

	"github.com/yikou/yikou/internal/appeal/reading"
	"github.com/yikou/yikou/internal/platform/authz"
)

// TrialDays is over how many days a trial looks back.
const TrialDays = 30

// Shown is a draft as somebody sees it.
type Shown struct {
	*Draft
	// Can names what the caller may do with it.
	Can []string
}

// ModelTally is what was measured of one model.
type ModelTally struct {
	Mark string
	Tally
}

// FieldView is one field with what was measured of it.
type FieldView struct {
	Field reading.Field
	// Mark is that of the model in use.
	Mark  string
	Curve []Point
	// Models are all models that were ever measured, the latest first.
	Models []ModelTally
}

// View is everything there is about thresholds.
type View struct {
	Now      reading.Edition
	Editions []reading.Edition
	Drafts   []Shown
	Bar      Bar
	Fields   []FieldView
	Can      []string
}

// View returns thresholds, what was measured, and what waits for a second person.
func (s *Service) View(ctx context.Context) (*View, error) {
	if err := authz.RequireAll(ctx, PermAsk); err != nil {
		return nil, err
	}
	all, err := s.Editions(ctx)
	if err != nil {
		return nil, err
	}
	v := &View{Now: reading.InForce(all, s.Clock.Now()), Editions: all, Can: []string{"ask"}}
	bar, evidence, err := s.measured(ctx)
	if err != nil {
		return nil, err
	}
	v.Bar = bar
	models, err := s.byModel(ctx)
	if err != nil {
		return nil, err
	}
	for _, f := range reading.Fields {
		v.Fields = append(v.Fields, FieldView{Field: f, Mark: s.Models.Mark(f), Curve: evidence[f].Curve(), Models: models[f]})
	}
	drafts, err := s.drafts(ctx)
	for _, d := range drafts {
		v.Drafts = append(v.Drafts, Shown{Draft: d, Can: can(ctx, d)})
	}
	return v, err
}

// can names what the caller may do with a draft.
func can(ctx context.Context, d *Draft) []string {
	return d.Can(authz.From(ctx).ID, authz.RequireAll(ctx, PermAsk) == nil, authz.RequireAll(ctx, PermAgree) == nil)
}

// Tried is what limits would have made of the last TrialDays days of one field.
type Tried struct {
	Field reading.Field
	Trial
	// Refused says why what was measured does not carry the limit, "" where it does.
	Refused string
}

// Try says what would have become of the cases of the last TrialDays days, and
// whether what was measured carries the limits.
func (s *Service) Try(ctx context.Context, limits map[reading.Field]reading.Limit) ([]Tried, error) {
	if err := authz.RequireAll(ctx, PermAsk); err != nil {
		return nil, err
	}
	if err := (reading.Edition{Limits: limits, Reason: "试算"}).Validate(); err != nil {
		return nil, err
	}
	bar, evidence, err := s.measured(ctx)
	if err != nil {
		return nil, err
	}
	cases, err := s.cases(ctx, s.since(TrialDays))
	if err != nil {
		return nil, err
	}
	out := make([]Tried, len(reading.Fields))
	for i, f := range reading.Fields {
		out[i] = Tried{Field: f, Trial: Try(cases[f], limits[f]), Refused: bar.Refuses(f, limits[f], evidence[f])}
	}
	return out, nil
}
