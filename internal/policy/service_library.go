package policy

import (
	"context"
	"slices"

	"github.com/yikou/yikou/internal/platform/textsearch"
	"github.com/yikou/yikou/internal/policy/definition"
)

// Library keeps what lists know of policies.
type Library interface {
	// Shelve makes the rows of policies that were just written, inside the
	// transaction that wrote them.
	Shelve(ctx context.Context, documents []definition.Document) error
}

// PoliciesChanged brings what measures are found by in line with new texts of
// their policies, inside the transaction that wrote them and raised the revision.
func (s *Service) PoliciesChanged(ctx context.Context, policies []string) error {
	words, err := s.vocabulary(ctx)
	if err != nil {
		return err
	}
	c, err := s.loadCatalogue(ctx, s.today())
	if err != nil {
		return err
	}
	var texts []textsearch.Document
	for _, r := range c.records {
		if slices.Contains(policies, r.PolicyID) {
			texts = append(texts, searchable(r, words.department(r.Department)))
		}
	}
	return s.Search.Put(ctx, SearchKind, texts...)
}

// MeasuresOfPolicy lists the measures that rest on a policy, by title.
func (s *Service) MeasuresOfPolicy(ctx context.Context, policy string) ([]*definition.Record, error) {
	c, err := s.catalogue(ctx, s.today())
	if err != nil {
		return nil, err
	}
	var out []*definition.Record
	for _, r := range c.records {
		if r.PolicyID == policy {
			out = append(out, r)
		}
	}
	return out, nil
}
