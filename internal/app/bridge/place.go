package bridge

import (
	"context"

	"github.com/yikou/yikou/internal/org"
)

// TownForPlaces names divisions and departments.
type TownForPlaces struct{ Org *org.Service }

// DivisionNames returns the names of divisions, from the district down.
func (t TownForPlaces) DivisionNames(ctx context.Context, codes []string) (map[string]string, error) {
	tree, err := t.Org.Tree(ctx)
	if err != nil {
		return nil, err
	}
	names := map[string]string{}
	for _, code := range codes {
		if name := tree.LocalName(code); name != "" {
			names[code] = name
		}
	}
	return names, nil
}

// DepartmentNames returns the names of departments that are open, by their IDs.
func (t TownForPlaces) DepartmentNames(ctx context.Context, ids []string) (map[string]string, error) {
	found, err := t.Org.DepartmentsByID(ctx, ids)
	if err != nil {
		return nil, err
	}
	names := map[string]string{}
	for id, d := range found {
		if !d.Closed() {
			names[id] = d.Name
		}
	}
	return names, nil
}
