package finding

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/textsearch"
	"github.com/yikou/yikou/internal/policy"
	"github.com/yikou/yikou/internal/policy/library"
)

// Service finds public measures and policies.
type Service struct {
	Catalogue Catalogue
	Library   Library
}

// Kinds of what is found.
const (
	Measure = "measure"
	Policy  = "policy"
)

const (
	// maxSuggestions is how many titles fit under a search box on a phone.
	maxSuggestions = 8
	// fewHits is how many hits are so few that words are offered that differ by
	// more than a sound.
	fewHits = 2
)

// Suggestion is a title that goes on from what was typed. A policy has no id here:
// its title is searched for.
type Suggestion struct {
	Kind, ID, Title string
	Parts           []textsearch.Part
	place           int // of what was typed in the title, folded
}

// Suggest returns at most eight titles of measures and policies that hold what
// was typed, those that begin with it first.
func (s *Service) Suggest(ctx context.Context, typed string) ([]Suggestion, error) {
	wanted := plain(typed)
	if wanted == "" {
		return nil, nil
	}
	titles, policies, err := s.titles(ctx)
	if err != nil {
		return nil, err
	}
	var list []Suggestion
	seen := map[string]bool{}
	add := func(kind, id, title, also string) {
		place := strings.Index(plain(title), wanted)
		if place < 0 && also != "" && strings.Contains(plain(also), wanted) {
			place = len(title) // by its number
		}
		if place < 0 || seen[kind+title] {
			return
		}
		seen[kind+title] = true
		list = append(list, Suggestion{Kind: kind, ID: id, Title: title, place: place})
	}
	for _, t := range titles {
		add(Measure, t.ID, t.Title, "")
	}
	for _, p := range policies {
		add(Policy, "", p.Title, p.Number)
	}
	slices.SortFunc(list, func(a, b Suggestion) int {
		return cmp.Or(cmp.Compare(a.place, b.place), cmp.Compare(a.Kind, b.Kind), cmp.Compare(len(a.Title), len(b.Title)), strings.Compare(a.Title, b.Title), strings.Compare(a.ID, b.ID))
	})
	list = list[:min(maxSuggestions, len(list))]
	for i, one := range list {
		list[i].Parts = textsearch.Highlight(one.Title, typed, 0)
	}
	return list, nil
}

// titles names what is published: the measures, and the policies, also those that
// measures rest on and that stand in no library.
func (s *Service) titles(ctx context.Context) ([]policy.Title, []library.Titled, error) {
	measures, err := s.Catalogue.PublicTitles(ctx)
	if err != nil {
		return nil, nil, err
	}
	policies, err := s.Library.PublicTitles(ctx)
	for _, m := range measures {
		if m.Policy != "" {
			policies = append(policies, library.Titled{Title: m.Policy, Number: m.Number})
		}
	}
	return measures, policies, err
}

// plain is a text as it is compared: folded, without gaps.
func plain(text string) string { return strings.ReplaceAll(textsearch.Fold(text), "\n", "") }

// Found is a page of hits of one kind. Meant are words that were perhaps meant;
// none when what was typed stands in a title.
type Found struct {
	Measures kernel.Rows[policy.Found]
	Policies kernel.Rows[library.Listed]
	Meant    []string
}

// Search returns a page of the published measures, or of the policies that a filter
// leaves, that the text finds, best first.
func (s *Service) Search(ctx context.Context, kind string, f library.Filter, page kernel.Page) (Found, error) {
	var found Found
	var total int64
	var err error
	if kind == Policy {
		found.Policies, err = s.Library.PublicList(ctx, f, page)
		total = found.Policies.Total
	} else {
		found.Measures, err = s.Catalogue.PublicMeasures(ctx, policy.PublicFilter{Text: f.Text}, page)
		total = found.Measures.Total
	}
	if err != nil {
		return Found{}, err
	}
	measures, policies, err := s.titles(ctx)
	if err != nil {
		return Found{}, err
	}
	list := make([]string, 0, len(measures)+len(policies))
	for _, t := range measures {
		list = append(list, plain(t.Title))
	}
	for _, t := range policies {
		list = append(list, plain(t.Title))
	}
	found.Meant = meant(plain(f.Text), list, total <= fewHits)
	return found, nil
}
