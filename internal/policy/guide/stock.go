package guide

import (
	"context"
	"slices"
	"sync"

	"github.com/yikou/yikou/internal/policy"
	"github.com/yikou/yikou/internal/policy/listing"
	"github.com/yikou/yikou/internal/policy/wording"
	"github.com/yikou/yikou/internal/standard/civil"
	"github.com/yikou/yikou/internal/standard/industry"
)

// stock is every public measure of a day, with what guides show of them.
type stock struct {
	day    civil.Date
	places wording.Divisions
	// all are the newest first.
	all  []policy.Found
	byID map[string]policy.Found

	mu     sync.Mutex
	chosen map[edition]*choice
}

// edition is a guide as long as its form stays the same.
type edition struct {
	code   string
	number int64
}

// choice is what a guide shows, and which pinned measures are not public.
type choice struct {
	measures []policy.Found
	missing  []string
}

// fill reads the public measures.
func (s *Service) fill(ctx context.Context) (*stock, error) {
	st := &stock{day: s.today(), byID: map[string]policy.Found{}, chosen: map[edition]*choice{}}
	var err error
	if st.places, err = s.Divisions.DivisionNames(ctx); err != nil {
		return nil, err
	}
	if st.all, err = listing.All(ctx, s.Catalogue, policy.PublicFilter{}); err != nil {
		return nil, err
	}
	for _, m := range st.all {
		st.byID[m.ID] = m
	}
	return st, nil
}

// of returns what a guide shows.
func (st *stock) of(ctx context.Context, c Catalogue, g *Guide) (*choice, error) {
	key := edition{g.Code, g.Edition}
	st.mu.Lock()
	known := st.chosen[key]
	st.mu.Unlock()
	if known != nil {
		return known, nil
	}
	// Two may choose at once: they choose the same.
	chosen, err := st.choose(ctx, c, g)
	if err != nil {
		return nil, err
	}
	st.mu.Lock()
	defer st.mu.Unlock()
	st.chosen[key] = chosen
	return chosen, nil
}

// choose finds the measures of a guide: the pinned ones that are public, then those
// of its filter.
func (st *stock) choose(ctx context.Context, c Catalogue, g *Guide) (*choice, error) {
	out, taken := &choice{measures: []policy.Found{}, missing: []string{}}, map[string]bool{}
	for _, id := range g.Pinned {
		if m, there := st.byID[id]; there {
			out.measures, taken[id] = append(out.measures, m), true
		} else {
			out.missing = append(out.missing, id)
		}
	}
	if !g.ByFilter {
		return out, nil
	}
	fitting := st.all
	if g.Search != "" {
		var err error
		if fitting, err = listing.All(ctx, c, policy.PublicFilter{Text: g.Search}); err != nil {
			return nil, err
		}
	}
	var found []policy.Found
	for _, m := range fitting {
		if !taken[m.ID] && (g.Kind == "" || g.Kind == m.Kind) && !over(m, st.day) && m.Admits(g.Industry, g.Size, g.Division) {
			found = append(found, m)
		}
	}
	if g.Industry != "" && g.Search == "" {
		narrowest(found)
	}
	out.measures = append(out.measures, found[:min(len(found), max(0, mostMeasures-len(out.measures)))]...)
	return out, nil
}

// over reports whether the time in which a measure can be claimed has passed.
func over(m policy.Found, day civil.Date) bool {
	return !m.Window.To.IsZero() && day.After(m.Window.To)
}

// narrowest puts the measures first that are open to the fewest industries: those
// that speak of a guide's industry, before those that any firm can have.
func narrowest(measures []policy.Found) {
	breadth := map[string]int{}
	for _, m := range measures {
		for _, section := range industry.Children("") {
			if m.Admits(section.Code, "", "") {
				breadth[m.ID]++
			}
		}
	}
	slices.SortStableFunc(measures, func(a, b policy.Found) int { return breadth[a.ID] - breadth[b.ID] })
}
