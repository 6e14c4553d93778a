package editing

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/policy/definition"
)

// maxPolicies is how many policies are offered at once; more are found by
// typing. A guess.
const maxPolicies = 50

// Policies lists policies that a measure can implement, those whose title or
// number holds the text, the newest first; of the given id only that one.
func (s *Service) Policies(ctx context.Context, text, id string) ([]definition.Document, error) {
	if _, err := authz.Require(ctx, s.Permission); err != nil {
		return nil, err
	}
	ids := []string{id}
	if id == "" {
		versions, err := s.Documents.DocumentVersions(ctx)
		if err != nil {
			return nil, err
		}
		ids = slices.Collect(maps.Keys(versions))
	}
	bodies, _, err := s.Documents.DocumentsOf(ctx, ids)
	if err != nil {
		return nil, err
	}
	text = strings.ToLower(strings.TrimSpace(text))
	found := []definition.Document{}
	for _, body := range bodies {
		read, err := definition.DecodePolicies([]byte("[" + body + "]"))
		if err != nil {
			return nil, err
		}
		d := read[0].Document
		if strings.Contains(strings.ToLower(d.Title), text) || strings.Contains(strings.ToLower(d.Number), text) {
			found = append(found, d)
		}
	}
	slices.SortFunc(found, func(a, b definition.Document) int {
		return cmp.Or(b.PublishedOn.Compare(a.PublishedOn), cmp.Compare(a.Title, b.Title), cmp.Compare(a.ID, b.ID))
	})
	return found[:min(len(found), maxPolicies)], nil
}
