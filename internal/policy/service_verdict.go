package policy

import (
	"cmp"
	"context"
	"slices"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/policy/definition"
	"github.com/yikou/yikou/internal/policy/eligibility"
	"github.com/yikou/yikou/internal/policy/matchrun"
	"github.com/yikou/yikou/internal/policy/wording"
	"github.com/yikou/yikou/internal/standard/civil"
)

// Judged is what one measure came to for one enterprise.
type Judged struct {
	*definition.Record
	eligibility.Finding
	// Near says that one fact or one threshold keeps the enterprise from it.
	Near bool
	// Asked describes the missing facts of the finding.
	Asked []wording.Asked
	// Exclusive are the titles of the measures that cannot be had beside it.
	Exclusive []string
	// Bonuses are in the order of the rule; set for a single measure.
	Bonuses []matchrun.Bonus
}

// Verdicts is what every measure came to for one enterprise.
type Verdicts struct {
	AsOf civil.Date
	// Items are in the order in which people want them: what is theirs first, then
	// what a person decides, what facts would decide, what is near, the rest.
	Items  []*Judged
	Counts matchrun.Counts
	// Amount sums, in fen, what the enterprise is surely eligible for; of measures
	// that exclude each other the highest counts (就高不就低).
	Amount int64
	Words  *wording.Words
}

// Moment is a day that verdicts are asked for: the versions in force on it over
// the facts as they held on it. The zero Moment is now.
type Moment struct {
	Day civil.Date
	// KnownThen leaves out what was recorded only later: facts, and versions and
	// steps of measures. Policies are read as they stand now.
	KnownThen bool
}

// MyVerdicts returns the verdicts of the published measures for an enterprise
// that the caller has a mandate for; any other is not found.
func (s *Service) MyVerdicts(ctx context.Context, uscc string, at Moment) (*Verdicts, error) {
	return s.verdicts(ctx, PermMy, uscc, at, true)
}

// EnterpriseVerdicts returns the verdicts of all matched measures, drafts included
// unless a day is named, for an enterprise in the caller's scope.
func (s *Service) EnterpriseVerdicts(ctx context.Context, uscc string, at Moment) (*Verdicts, error) {
	return s.verdicts(ctx, PermRead, uscc, at, !at.Day.IsZero())
}

// MyVerdict returns the verdict of one published measure for an enterprise that
// the caller has a mandate for.
func (s *Service) MyVerdict(ctx context.Context, uscc, measure string, at Moment) (*Verdicts, error) {
	return s.verdict(ctx, PermMy, uscc, measure, at, true)
}

// EnterpriseVerdict returns the verdict of one matched measure for an enterprise
// in the caller's scope.
func (s *Service) EnterpriseVerdict(ctx context.Context, uscc, measure string, at Moment) (*Verdicts, error) {
	return s.verdict(ctx, PermRead, uscc, measure, at, !at.Day.IsZero())
}

func (s *Service) verdict(ctx context.Context, perm authz.Permission, uscc, measure string, at Moment, published bool) (*Verdicts, error) {
	all, e, err := s.look(ctx, perm, uscc, at, published)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(all.Items, func(j *Judged) bool { return j.ID == measure })
	if i < 0 {
		return nil, definition.ErrMeasureNotFound
	}
	j := all.Items[i]
	for _, other := range all.Items {
		if group := j.Rule.ExclusionGroup; group != "" && other.ID != j.ID && other.Rule.ExclusionGroup == group {
			j.Exclusive = append(j.Exclusive, other.Title)
		}
	}
	j.Bonuses = matchrun.Bonuses(&j.Rule, &e.Enterprise, all.AsOf)
	all.Items = []*Judged{j}
	if published && s.Openings != nil {
		if err := s.Openings.Opened(ctx, measure, uscc, e.Ordinal); err != nil {
			return nil, err
		}
	}
	return all, nil
}

func (s *Service) verdicts(ctx context.Context, perm authz.Permission, uscc string, at Moment, published bool) (*Verdicts, error) {
	all, _, err := s.look(ctx, perm, uscc, at, published)
	return all, err
}

func (s *Service) look(ctx context.Context, perm authz.Permission, uscc string, at Moment, published bool) (*Verdicts, Enterprise, error) {
	e, err := s.enterprise(ctx, perm, uscc, at)
	if err != nil {
		return nil, e, err
	}
	words, err := s.vocabulary(ctx)
	if err != nil {
		return nil, e, err
	}
	if at.Day.IsZero() {
		at = s.now()
	}
	c, err := s.catalogue(ctx, at)
	if err != nil {
		return nil, e, err
	}
	return judge(c, &e.Enterprise, words.Words, published), e, nil
}

// enterprise returns an enterprise with its facts, if the caller may use perm on
// it. To a handler without a mandate it does not exist.
func (s *Service) enterprise(ctx context.Context, perm authz.Permission, uscc string, at Moment) (Enterprise, error) {
	scope, err := authz.Require(ctx, perm)
	if err != nil {
		return Enterprise{}, err
	}
	if perm == PermMy && scope.Reach != kernel.ReachAll {
		if !slices.Contains(scope.Enterprises, uscc) {
			return Enterprise{}, ErrEnterpriseNotFound
		}
		// The mandate names the enterprise: its division does not matter.
		scope.Reach = kernel.ReachOwn
	}
	if !at.Day.IsZero() {
		return s.Enterprises.EnterpriseOn(ctx, scope, uscc, at.Day, at.KnownThen)
	}
	return s.Enterprises.Enterprise(ctx, scope, uscc)
}

// judge decides every matched measure over one enterprise.
func judge(c *catalogue, e *eligibility.Enterprise, words *wording.Words, published bool) *Verdicts {
	out := &Verdicts{AsOf: c.Day, Counts: matchrun.Counts{}, Words: words}
	best := map[string]int64{}
	for i, finding := range c.program.One(e) {
		r := c.matched[i]
		if published && r.State != definition.Published {
			continue
		}
		out.Counts[finding.Verdict]++
		if finding.Verdict == eligibility.Eligible && finding.HasAmount {
			group := cmp.Or(r.Rule.ExclusionGroup, "measure "+r.ID)
			best[group] = max(best[group], finding.Amount)
		}
		out.Items = append(out.Items, &Judged{Record: r, Finding: finding, Near: matchrun.NearOf(&r.Rule, &finding) != nil, Asked: words.Asked(finding.Missing, finding.Clauses)})
	}
	for _, amount := range best {
		out.Amount += amount
	}
	slices.SortStableFunc(out.Items, func(a, b *Judged) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), -cmp.Compare(a.Amount, b.Amount), cmp.Compare(len(a.Missing), len(b.Missing)))
	})
	return out
}

func rank(j *Judged) int {
	switch {
	case j.Finding.Verdict == eligibility.Eligible:
		return 0
	case j.Finding.Verdict == eligibility.NeedsReview:
		return 1
	case j.Finding.Verdict == eligibility.NeedFacts:
		return 2
	case j.Near:
		return 3
	}
	return 4
}
