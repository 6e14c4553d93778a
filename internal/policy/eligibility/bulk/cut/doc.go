// Package cut cuts the values of a column at the operands of clauses: numbers at
// thresholds, the sorted texts of a key at the ends of ranges. What lies between
// two cuts is one bin, and every clause holds in a few ranges of bins.
package cut

// The bins that every column has: Unknown is of rows whose value is not known,
// NoValue of those whose expression has none. The others begin with First.
const (
	Unknown = 0
	NoValue = 1
	First   = 2
)

// Span is a half-open range of positions or bins.
type Span struct {
	From, To int
}
