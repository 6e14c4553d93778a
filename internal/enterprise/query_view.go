package enterprise

import (
	"cmp"
	"context"
	"slices"

	"github.com/yikou/yikou/internal/enterprise/record"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/standard/civil"
	"github.com/yikou/yikou/internal/standard/division"
)

// ProfileView is the facts of an enterprise as screens show them: by key in the
// order of the dictionary, the latest period first, the strongest of several
// statements first.
type ProfileView struct {
	Profile
	Details    Details
	dictionary Dictionary
	tree       *division.Tree
	today      civil.Date
}

// Profile returns the facts of an enterprise within the caller's reach.
func (s *Service) Profile(ctx context.Context, uscc string) (ProfileView, error) {
	scope, err := authz.Require(ctx, PermRead)
	if err != nil {
		return ProfileView{}, err
	}
	return s.view(ctx, uscc, scope)
}

// MyProfile returns everything about an enterprise that the caller acts for, or
// ErrNotFound.
func (s *Service) MyProfile(ctx context.Context, uscc string) (ProfileView, error) {
	scope, err := s.own(ctx, PermOwnRead, uscc)
	if err != nil {
		return ProfileView{}, err
	}
	return s.view(ctx, uscc, scope)
}

func (s *Service) view(ctx context.Context, uscc string, scope kernel.Scope) (v ProfileView, err error) {
	if v.Details, err = s.details(ctx, uscc, scope); err != nil {
		return v, err
	}
	if v.Profile, err = s.Facts(ctx, uscc); err != nil {
		return v, err
	}
	if v.dictionary, err = s.store.Dictionary(ctx); err != nil {
		return v, err
	}
	if v.tree, err = s.tree(ctx); err != nil {
		return v, err
	}
	v.today = s.today()
	place := map[string]int{}
	for i, k := range v.dictionary.Keys() {
		place[k.Key] = i
	}
	slices.SortStableFunc(v.Facts, func(a, b Fact) int {
		return cmp.Or(cmp.Compare(place[a.Key], place[b.Key]), cmp.Compare(b.Period, a.Period), record.Outranks(a, b))
	})
	return v, nil
}

// factBodies returns the facts in order, each with whether it is the one that
// counts. Of qualifications every value has one.
func (v *ProfileView) factBodies() []FactBody {
	type about struct{ key, period, value string }
	seen := map[about]bool{}
	out := make([]FactBody, len(v.Facts))
	for i, f := range v.Facts {
		out[i] = factBody(f, v.dictionary, v.tree, v.today)
		of := about{f.Key, f.Period, ""}
		if k, _ := v.dictionary.Find(f.Key); k.Kind == KindQualification {
			of.value = f.Value
		}
		out[i].Strongest, seen[of] = !seen[of], true
	}
	return out
}
