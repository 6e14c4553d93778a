package wording

import (
	"github.com/yikou/yikou/internal/policy/eligibility"
)

// FactKey describes one key of the fact dictionary.
type FactKey struct {
	Key, Label string
	Kind       eligibility.FactKind
	// Unit is 元, 人, 项 … or empty.
	Unit     string
	Periodic bool
	// Options gives the names of values, of qualifications and enumerations.
	Options map[string]string
}

// Divisions names divisions.
type Divisions interface {
	// Name returns the name by which people within the city know the division,
	// from its district down (云溪区青石街道), "" for an unknown code.
	Name(code string) string
}
