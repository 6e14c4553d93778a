package beside

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/likeness"
	"github.com/yikou/yikou/internal/appeal/topic"
)

// Service holds the use cases of the package. It is safe for concurrent use.
type Service struct {
	*appeal.Service
	Shelf    Shelf
	Verdicts Verdicts
}

// Bounds of what is looked at and shown. Guesses: a few hundred texts are compared
// in milliseconds, and nobody reads more than a handful of hits.
const (
	// comparedAlike is how many of all cases that share the most words are compared,
	// and how many of the same place, enterprise and topic each; comparedNewest is how
	// many of the newest, which also say what stands in every report.
	comparedAlike  = 150
	comparedNewest = 300
	mostSimilar    = 6
	mostMeasures   = 5
	mostKnowledge  = 4
	// shortestText is from how many characters on a text says enough.
	shortestText = 8
)

// SimilarTo returns the cases in the caller's sight that are like a text which is
// being written down.
func (s *Service) SimilarTo(ctx context.Context, of Subject) ([]Near, error) {
	sight, err := s.Sight(ctx, appeal.PermRead)
	if err != nil {
		return nil, err
	}
	return s.similar(ctx, sight, of)
}

// Similar returns the cases in the caller's sight that are like one of them.
func (s *Service) Similar(ctx context.Context, id string) ([]Near, error) {
	c, err := s.Find(ctx, appeal.PermRead, id)
	if err != nil {
		return nil, err
	}
	sight, err := s.Sight(ctx, appeal.PermRead)
	if err != nil {
		return nil, err
	}
	return s.similar(ctx, sight, Subject{ID: c.ID, Text: c.Text, Topic: c.Topic, PlaceCode: c.PlaceCode, USCC: c.USCC})
}

func (s *Service) similar(ctx context.Context, sight appeal.Sight, of Subject) ([]Near, error) {
	if len([]rune(strings.TrimSpace(of.Text))) < shortestText {
		return []Near{}, nil
	}
	all, err := s.Alike(ctx, sight, of.Text, comparedAlike)
	if err != nil {
		return nil, err
	}
	for _, some := range candidates(sight, of) {
		found, err := s.Cases(ctx, some.sight, some.most)
		if err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	slices.SortFunc(all, func(a, b *appeal.Case) int { return cmp.Compare(a.ID, b.ID) })
	all = slices.CompactFunc(all, func(a, b *appeal.Case) bool { return a.ID == b.ID })
	return nearest(of, all, mostSimilar), nil
}

// words are what is looked for in published texts: what was reported, behind the
// name of its topic. The search reads the beginning of a long text only.
func (s *Service) words(c *appeal.Case) string {
	if t, known := topic.Default().Find(c.Topic); known {
		return t.Label + " " + c.Text
	}
	return c.Text
}

// Measures returns the published measures that a case in the caller's sight may be
// about, with what each comes to for its enterprise; those that the enterprise may
// have come first.
func (s *Service) Measures(ctx context.Context, id string) ([]Measure, error) {
	c, err := s.Find(ctx, appeal.PermRead, id)
	if err != nil {
		return nil, err
	}
	found, err := s.Shelf.Measures(ctx, s.words(c), mostMeasures)
	if err != nil || len(found) == 0 || c.USCC == "" {
		return found, err
	}
	verdicts, err := s.Verdicts.Of(ctx, c.USCC)
	if err != nil {
		return nil, err
	}
	for i := range found {
		found[i].Verdict = verdicts[found[i].ID]
	}
	slices.SortStableFunc(found, func(a, b Measure) int { return cmp.Compare(rank(a.Verdict), rank(b.Verdict)) })
	return found, nil
}

// rank puts what an enterprise may have first, and what it may not have last.
func rank(v Verdict) int {
	return map[Verdict]int{"eligible": 0, "needs_review": 1, "need_facts": 2, "": 3, "ineligible": 4}[v]
}

// Knowledge returns published policies and guides that speak of what a case in the
// caller's sight is about.
func (s *Service) Knowledge(ctx context.Context, id string) ([]Knowledge, error) {
	c, err := s.Find(ctx, appeal.PermRead, id)
	if err != nil {
		return nil, err
	}
	words := s.words(c)
	out, err := s.Shelf.Policies(ctx, words, mostKnowledge)
	if err != nil {
		return nil, err
	}
	guides, err := s.Shelf.Guides(ctx)
	if err != nil {
		return nil, err
	}
	return append(speaking(words+" "+c.Place, guides), out...), nil
}

// guidePairs is how many pairs of characters a guide has to share with a case: two
// longer words. A guess.
const guidePairs = 3

// speaking returns the guides whose titles and places the words hold, the most
// first, at most two.
func speaking(words string, guides []Knowledge) []Knowledge {
	own := likeness.Of(words)
	type held struct {
		Knowledge
		pairs int
	}
	var list []held
	for _, g := range guides {
		n := 0
		for pair := range likeness.Of(g.Title + " " + g.From) {
			if own[pair] {
				n++
			}
		}
		if n >= guidePairs {
			list = append(list, held{g, n})
		}
	}
	slices.SortStableFunc(list, func(a, b held) int { return cmp.Compare(b.pairs, a.pairs) })
	out := []Knowledge{}
	for _, g := range list[:min(len(list), 2)] {
		out = append(out, g.Knowledge)
	}
	return out
}
