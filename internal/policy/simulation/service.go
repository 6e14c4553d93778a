package simulation

import (
	"context"
	"errors"
	"fmt"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/policy"
	"github.com/yikou/yikou/internal/policy/definition"
	"github.com/yikou/yikou/internal/policy/eligibility"
	"github.com/yikou/yikou/internal/policy/eligibility/bulk"
	"github.com/yikou/yikou/internal/policy/matchrun"
	"github.com/yikou/yikou/internal/policy/wording"
	"github.com/yikou/yikou/internal/standard/civil"
)

// Service tries drafts. It is safe for concurrent use.
type Service struct {
	Clock    clock.Clock
	Policies Policies
}

// Request says what to try.
type Request struct {
	// Draft is the definition as formats.md has it.
	Draft []byte
	// Day is as of when; zero is today.
	Day civil.Date
	// Against is the id of a measure whose version in force to compare with; empty
	// for none.
	Against string
	// Section is the letter of the section of industries to divide further; empty
	// divides by sections.
	Section string
}

// Simulated is what a draft would come to over the registry.
type Simulated struct {
	Measure definition.Measure
	AsOf    civil.Date
	// Enterprises is how many the caller may see and were looked at.
	Enterprises int
	*bulk.Simulation
	Divisions, Industries, Sizes []Group
	// Against is what the draft was compared with, nil for nothing. Gainers and
	// Losers are the first of those who would gain or lose by the draft, for who may
	// see results.
	Against         *definition.Record
	Gainers, Losers []policy.EnterpriseRow
	Milliseconds    float64
	// Gaps are what the draft would still lack.
	Gaps  []definition.Gap
	Words *wording.Words
}

// Simulate decides a draft over the registry within the caller's scope. It
// returns ErrDraft or ErrEmpty for a draft that cannot be tried and
// definition.ErrMeasureNotFound where there is nothing to compare with.
func (s *Service) Simulate(ctx context.Context, r Request) (*Simulated, error) {
	g, err := s.ground(ctx, r.Draft, r.Day)
	if err != nil {
		return nil, err
	}
	out := &Simulated{Measure: g.measure, AsOf: g.day, Gaps: g.gaps, Words: g.words}
	opts := bulk.SimulateOptions{Within: g.within, Groups: groupings(g.branch, r.Section), Keep: true}
	if r.Against != "" {
		if out.Against, err = s.Policies.InForce(ctx, r.Against, g.day); err != nil {
			return nil, err
		}
		if out.Against != nil {
			opts.Against, opts.Changed = &out.Against.Rule, listed
		}
	}
	started := s.Clock.Now()
	if out.Simulation, err = bulk.Simulate(ctx, &out.Measure.Rule, g.day, g.columns, opts); err != nil {
		return nil, fmt.Errorf("simulate: %w", err)
	}
	out.Milliseconds = float64(s.Clock.Now().Sub(started).Microseconds()) / 1000
	for _, n := range out.Counts {
		out.Enterprises += n
	}
	out.Divisions = named(divisionsOf(out.Groups), g.words, "division")
	out.Industries = named(out.Groups[byIndustry], g.words, "industry")
	out.Sizes = bySizeOrder(named(out.Groups[bySize], g.words, "size_class"))
	return out, s.nameChanged(ctx, out)
}

// listed is how many of who gains and of who loses are named.
const listed = 10

func (s *Service) nameChanged(ctx context.Context, out *Simulated) (err error) {
	if out.Change == nil || !authz.Can(authz.From(ctx), policy.PermRead) {
		return nil
	}
	if out.Gainers, err = s.Policies.EnterpriseRows(ctx, out.Change.Gainers); err != nil {
		return err
	}
	out.Losers, err = s.Policies.EnterpriseRows(ctx, out.Change.Losers)
	return err
}

// ground is what a draft is tried on.
type ground struct {
	measure definition.Measure
	gaps    []definition.Gap
	words   *wording.Words
	day     civil.Date
	columns *bulk.Columns
	within  matchrun.Within
	// branch is the division that the caller sees, empty for all.
	branch string
}

func (s *Service) ground(ctx context.Context, draft []byte, day civil.Date) (*ground, error) {
	scope, err := authz.Require(ctx, PermSimulate)
	if err != nil {
		return nil, err
	}
	g := &ground{day: day}
	if scope.Reach == kernel.ReachDivisionSubtree {
		g.branch = scope.Division
	}
	if day.IsZero() {
		g.day = civil.Of(s.Clock.Now().In(civil.Beijing))
	}
	if g.measure, g.gaps, g.words, err = s.Policies.ReadDraft(ctx, draft); err != nil {
		return nil, unread(draft, err)
	}
	if g.columns, err = s.Policies.RegistryColumns(ctx); err != nil {
		return nil, err
	}
	g.within, err = s.Policies.SeenWithin(ctx, scope)
	return g, err
}

// unread turns the refusal of a definition into that of a draft.
func unread(draft []byte, err error) error {
	refused, ok := errors.AsType[*errs.Error](err)
	if !ok || !errors.Is(err, definition.ErrRefused) {
		return err
	}
	if !asksAnything(draft) {
		return ErrEmpty.With(refused.Fields...)
	}
	return ErrDraft.With(refused.Fields...)
}

// Curve is what hangs on one threshold.
type Curve struct {
	Clause *eligibility.Clause
	Points []CurvePoint
	Words  *wording.Words
}

// CurvePoint is what the draft would come to with one threshold.
type CurvePoint struct {
	Threshold
	bulk.Point
	// Present is the threshold as the draft has it.
	Present bool
}

// MaxPoints is how many thresholds a curve has at most.
const MaxPoints = 40

// CurveRequest says which threshold to move. From and To are written like the
// threshold: a number, a day, or for a span the number of its years, months or
// days; empty is a range around the present one.
type CurveRequest struct {
	Draft            []byte
	Day              civil.Date
	Clause, From, To string
	// Points is how many thresholds to try, at most MaxPoints; the present one is
	// among them where it lies in the range.
	Points int
}

// Curve moves one threshold of a draft. It returns the errors of Simulate, and
// ErrClause or ErrRange where the threshold cannot be moved so.
func (s *Service) Curve(ctx context.Context, r CurveRequest) (*Curve, error) {
	g, err := s.ground(ctx, r.Draft, r.Day)
	if err != nil {
		return nil, err
	}
	rule := &g.measure.Rule
	out := &Curve{Words: g.words}
	for c := range rule.Clauses {
		if c.ID == r.Clause && bulk.HasThreshold(c) {
			out.Clause = c
		}
	}
	if out.Clause == nil {
		return nil, ErrClause
	}
	thresholds, err := thresholdsOf(out.Clause, r.From, r.To, min(max(r.Points, 2), MaxPoints))
	if err != nil {
		return nil, err
	}
	operands := make([]bulk.Operand, len(thresholds))
	for i, t := range thresholds {
		operands[i] = t.operand
	}
	points, err := bulk.Curve(ctx, rule, out.Clause, operands, g.day, g.columns, g.within, 0)
	if err != nil {
		return nil, fmt.Errorf("move threshold: %w", err)
	}
	for i, t := range thresholds {
		out.Points = append(out.Points, CurvePoint{Threshold: t, Point: points[i], Present: t.present(out.Clause)})
	}
	return out, nil
}
