package disclosure

import "context"

// Readers says what a member of staff is.
type Readers interface {
	// Reader names the department and the post of a member of staff, each empty
	// where there is none.
	Reader(ctx context.Context, staff, department string) (Reader, error)
}

// Registry numbers enterprises.
type Registry interface {
	// Ordinal returns the ordinal of an enterprise, 0 where there is none.
	Ordinal(ctx context.Context, uscc string) (uint32, error)
}
