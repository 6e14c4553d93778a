package editing

import (
	"context"

	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/policy/definition"
	"github.com/yikou/yikou/internal/policy/library"
)

// maxPolicies is how many policies are offered at once; more are found by
// typing. A guess.
const maxPolicies = 50

// Choice is a policy that a measure can implement.
type Choice struct {
	library.Entry
	// Document is what it says, nil unless it was asked for alone.
	Document *definition.Document
}

// Policies lists policies that a measure can implement, those whose title or
// number holds the text, the newest first; of the given id only that one, with
// what it says.
func (s *Service) Policies(ctx context.Context, text, id string) ([]Choice, error) {
	if _, err := authz.Require(ctx, s.Permission); err != nil {
		return nil, err
	}
	list, err := s.Shelf.Offered(ctx, text, id, maxPolicies)
	if err != nil {
		return nil, err
	}
	choices := make([]Choice, 0, len(list))
	for _, e := range list {
		choices = append(choices, Choice{Entry: *e})
	}
	if id == "" || len(choices) == 0 {
		return choices, nil
	}
	bodies, _, err := s.Documents.DocumentsOf(ctx, []string{id})
	if err != nil {
		return nil, err
	}
	read, err := definition.DecodePolicies([]byte("[" + bodies[id] + "]"))
	if err != nil {
		return nil, err
	}
	choices[0].Document = &read[0].Document
	return choices, nil
}
