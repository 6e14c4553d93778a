package signal

import "context"

// Divisions names divisions.
type Divisions interface {
	// DivisionNames returns the names of divisions by code.
	DivisionNames(ctx context.Context, codes []string) (map[string]string, error)
}
