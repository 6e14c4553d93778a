package appealtest

import (
	"context"
	"maps"
	"slices"

	"github.com/yikou/yikou/internal/appeal"
)

// Department is one of a town.
type Department struct {
	// Name is its id where it has no other.
	Name string
	// Above is the department that it is a part of, empty for none.
	Above  string
	Closed bool
}

// Town is the departments by their ids, and the names of its firms by their codes.
type Town struct {
	Departments map[string]Department
	Firms       map[string]string
}

// Path returns a department and those above it, itself first.
func (t Town) Path(_ context.Context, id string) (path []string, err error) {
	for d, is := t.Departments[id]; is; d, is = t.Departments[id] {
		path = append(path, id)
		id = d.Above
	}
	return path, nil
}

// Subtree returns a department and those below it, by their ids.
func (t Town) Subtree(ctx context.Context, id string) (below []string, err error) {
	for _, d := range slices.Sorted(maps.Keys(t.Departments)) {
		if path, _ := t.Path(ctx, d); slices.Contains(path, id) {
			below = append(below, d)
		}
	}
	return below, nil
}

// All returns every department.
func (t Town) All(context.Context) (map[string]appeal.Department, error) {
	all := map[string]appeal.Department{}
	for id, d := range t.Departments {
		all[id] = appeal.Department{ID: id, Name: d.Name, Closed: d.Closed}
		if d.Name == "" {
			all[id] = appeal.Department{ID: id, Name: id, Closed: d.Closed}
		}
	}
	return all, nil
}

// StaffNames calls everybody by his id.
func (Town) StaffNames(_ context.Context, ids []string) (map[string]string, error) {
	names := map[string]string{}
	for _, id := range ids {
		if id != "" {
			names[id] = "name of " + id
		}
	}
	return names, nil
}

// NamesByUSCC returns the names of the firms that the town has.
func (t Town) NamesByUSCC(_ context.Context, usccs []string) (map[string]string, error) {
	names := map[string]string{}
	for _, code := range usccs {
		if name, has := t.Firms[code]; has {
			names[code] = name
		}
	}
	return names, nil
}
