package place

import "context"

// Town names divisions and departments.
type Town interface {
	// DivisionNames returns the names of these divisions, from the district down;
	// a code of none is left out.
	DivisionNames(ctx context.Context, codes []string) (map[string]string, error)
	// DepartmentNames returns the names of the departments with these IDs; an ID of
	// none, or of one that is closed, is left out.
	DepartmentNames(ctx context.Context, ids []string) (map[string]string, error)
}
