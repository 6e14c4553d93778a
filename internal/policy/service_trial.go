package policy

import (
	"context"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/policy/definition"
	"github.com/yikou/yikou/internal/policy/eligibility/bulk"
	"github.com/yikou/yikou/internal/policy/matchrun"
	"github.com/yikou/yikou/internal/policy/wording"
	"github.com/yikou/yikou/internal/standard/civil"
)

// ReadDraft decodes the definition of one measure with the instance's dictionary
// and says what publication would still ask of it. A definition that cannot be
// read is refused with definition.ErrRefused.
func (s *Service) ReadDraft(ctx context.Context, text []byte) (definition.Measure, []definition.Gap, *wording.Words, error) {
	words, err := s.vocabulary(ctx)
	if err != nil {
		return definition.Measure{}, nil, nil, err
	}
	m, err := definition.DecodeMeasure(text, words.kinds)
	if err != nil {
		return m, nil, nil, err
	}
	c, err := s.catalogue(ctx, s.now())
	if err != nil {
		return m, nil, nil, err
	}
	return m, words.gaps(&definition.Record{Measure: m, Policy: c.documents[m.PolicyID]}), words.Words, nil
}

// InForce returns the version of a measure that counts on a day, nil for one that
// has none which was ever published. An unknown measure is
// definition.ErrMeasureNotFound.
func (s *Service) InForce(ctx context.Context, measure string, day civil.Date) (*definition.Record, error) {
	c, err := s.catalogue(ctx, Moment{Day: day})
	if err != nil {
		return nil, err
	}
	r := c.byID[measure]
	if r == nil {
		return nil, definition.ErrMeasureNotFound
	}
	if r.State.Open() {
		return nil, nil
	}
	return r, nil
}

// RegistryColumns returns the registry as it stands, for matching.
func (s *Service) RegistryColumns(ctx context.Context) (*bulk.Columns, error) {
	words, err := s.vocabulary(ctx)
	if err != nil {
		return nil, err
	}
	return s.columns(ctx, words.kinds, func(int64, int64) {})
}

// SeenWithin returns the ordinals that a scope lets be seen; nil for all.
func (s *Service) SeenWithin(ctx context.Context, scope kernel.Scope) (matchrun.Within, error) {
	return s.within(ctx, scope, EnterpriseFilter{})
}

// EnterpriseRows returns what a list says of these ordinals, at most 1000 at once.
func (s *Service) EnterpriseRows(ctx context.Context, ordinals []uint32) ([]EnterpriseRow, error) {
	if len(ordinals) == 0 {
		return nil, nil
	}
	return s.Enterprises.Rows(ctx, ordinals)
}
