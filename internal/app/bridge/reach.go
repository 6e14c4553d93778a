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
	places := map[string][]string{}
	page := kernel.Page{Limit: kernel.PageLimit}
	for {
		rows, err := p.Staffing.ListServices(authz.AsSystem(ctx, "reach"), staffing.ServiceFilter{}, page)
		if err != nil {
			return nil, err
		}
		for _, a := range rows.Items {
			if a.Role == staffing.GridOfficer && slices.Contains(may, a.Staff) {
				places[a.Staff] = append(places[a.Staff], a.Division)
			}
		}
		if rows.Next == "" {
			break
		}
		page.After = rows.Next
	}
	var list []reach.Officer
	for _, id := range slices.Sorted(maps.Keys(places)) {
		list = append(list, reach.Officer{Staff: id, Places: places[id]})
	}
	return list, nil
}
