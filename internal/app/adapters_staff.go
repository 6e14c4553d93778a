package app

import (
	"context"

	"github.com/yikou/yikou/internal/org"
)

// departmentsForStaff names departments by their IDs.
type departmentsForStaff struct{ departments *org.Service }

// DepartmentNames returns the names of the departments with these IDs.
func (d departmentsForStaff) DepartmentNames(ctx context.Context, ids []string) (map[string]string, error) {
	found, err := d.departments.DepartmentsByID(ctx, ids)
	if err != nil {
		return nil, err
	}
	names := make(map[string]string, len(found))
	for id, department := range found {
		names[id] = department.Name
	}
	return names, nil
}
