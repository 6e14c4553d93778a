package bulk

import (
	"iter"

	"github.com/yikou/yikou/internal/policy/eligibility"
	"github.com/yikou/yikou/internal/policy/eligibility/bulk/facts"
)

// Columns holds the facts of a registry; see package facts.
type Columns = facts.Columns

// NewColumns returns columns without rows. The dictionary says which keys hold
// qualifications, of which every value counts and not only the strongest; nil
// is eligibility.BuiltIn.
func NewColumns(dict eligibility.Dictionary) *Columns { return facts.NewColumns(dict) }

// Build returns columns of the enterprises, each with its ordinal.
func Build(enterprises iter.Seq2[uint32, *eligibility.Enterprise], dict eligibility.Dictionary) *Columns {
	c := NewColumns(dict)
	for ordinal, e := range enterprises {
		c.Set(ordinal, e)
	}
	return c
}
