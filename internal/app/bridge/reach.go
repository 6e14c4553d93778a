package bridge

import (
	"context"
	"maps"
	"slices"

	"github.com/yikou/yikou/internal/account"
	"github.com/yikou/yikou/internal/account/directory"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/org/staffing"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/policy"
	"github.com/yikou/yikou/internal/policy/reach"
)

// PeopleForReach says who acts for enterprises and who calls on them.
type PeopleForReach struct {
	Directory directory.Directory
	Staffing  *staffing.Service
	// Principal returns a member of staff with all they may do now.
	Principal func(ctx context.Context, staff string) (kernel.Principal, error)
}

// ActingAfter returns the next enterprises that somebody may act for in policy
// matters.
func (p PeopleForReach) ActingAfter(ctx context.Context, after string, limit int) ([]reach.Acting, error) {
	found, err := p.Directory.ActingAfter(ctx, account.MatterPolicy, after, limit)
	list := make([]reach.Acting, len(found))
	for i, a := range found {
		list[i] = reach.Acting(a)
	}
	return list, err
}

// Officers returns the grid officers of the service network who may read the
// lists.
func (p PeopleForReach) Officers(ctx context.Context) ([]reach.Officer, error) {
	may, err := p.Directory.Holding(ctx, string(policy.PermRead))
	if err != nil {
		return nil, err
	}
	places, err := p.places(ctx, staffing.ServiceFilter{})
	if err != nil {
		return nil, err
	}
	var list []reach.Officer
	for _, id := range slices.Sorted(maps.Keys(places)) {
		if !slices.Contains(may, id) {
			continue
		}
		who, err := p.Principal(ctx, id)
		if err != nil {
			return nil, err
		}
		if !authz.Can(who, policy.PermRead) {
			continue // may not come in
		}
		scope, err := authz.Require(authz.With(ctx, who), policy.PermRead)
		if err != nil {
			return nil, err
		}
		list = append(list, reach.Officer{Staff: id, Scope: scope, Places: places[id]})
	}
	return list, nil
}

// Places returns the places that a member of staff looks after as a grid officer.
func (p PeopleForReach) Places(ctx context.Context, id string) ([]string, error) {
	places, err := p.places(ctx, staffing.ServiceFilter{Staff: id})
	return places[id], err
}

// places returns the places of grid officers.
func (p PeopleForReach) places(ctx context.Context, f staffing.ServiceFilter) (map[string][]string, error) {
	places := map[string][]string{}
	page := kernel.Page{Limit: kernel.PageLimit}
	for {
		rows, err := p.Staffing.ListServices(authz.AsSystem(ctx, "reach"), f, page)
		if err != nil {
			return nil, err
		}
		for _, a := range rows.Items {
			if a.Role == staffing.GridOfficer {
				places[a.Staff] = append(places[a.Staff], a.Division)
			}
		}
		if rows.Next == "" {
			return places, nil
		}
		page.After = rows.Next
	}
}
