package editing

import (
	"context"

	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/policy/eligibility"
	"github.com/yikou/yikou/internal/policy/wording"
	"github.com/yikou/yikou/internal/standard/civil"
)

// Deps is what the package needs.
type Deps struct {
	Clock      clock.Clock
	Dictionary Dictionary
	Divisions  Divisions
	Shelf      Shelf
	Documents  Documents
	// Permission is what whoever writes measures needs.
	Permission authz.Permission
}

// Service reads definitions back. It is safe for concurrent use.
type Service struct{ Deps }

// New returns the service.
func New(d Deps) *Service { return &Service{d} }

// today is the day in Beijing.
func (s *Service) today() civil.Date { return civil.Of(s.Clock.Now().In(civil.Beijing)) }

// Read puts a definition under way into words. It fails with ErrUnreadable for a
// text that is no JSON object; everything else becomes a problem of the reading.
func (s *Service) Read(ctx context.Context, text []byte) (Reading, error) {
	words, kinds, err := s.vocabulary(ctx)
	if err != nil {
		return Reading{}, err
	}
	return read(text, words, kinds)
}

// Example works a benefit out, with ErrNoBenefit for one that cannot be read.
func (s *Service) Example(ctx context.Context, text []byte, values []Value) (Example, error) {
	words, kinds, err := s.vocabulary(ctx)
	if err != nil {
		return Example{}, err
	}
	if _, err := parse(text); err != nil {
		return Example{}, err
	}
	rule, _ := decode("benefit", text, kinds)
	if rule == nil || rule.Benefit == nil {
		return Example{}, ErrNoBenefit
	}
	return example(rule.Benefit, values, words), nil
}

// vocabulary is what the instance calls things. It asks for the permission first.
func (s *Service) vocabulary(ctx context.Context) (*wording.Words, eligibility.Dictionary, error) {
	if _, err := authz.Require(ctx, s.Permission); err != nil {
		return nil, nil, err
	}
	keys, err := s.Dictionary.FactKeys(ctx)
	if err != nil {
		return nil, nil, err
	}
	divisions, err := s.Divisions.DivisionNames(ctx)
	if err != nil {
		return nil, nil, err
	}
	kinds := eligibility.Dictionary{}
	for _, k := range keys {
		kinds[k.Key] = k.Kind
	}
	return wording.NewWords(keys, divisions), eligibility.BuiltIn().With(kinds), nil
}
