package demo

import (
	"time"

	"github.com/yikou/yikou/internal/standard/civil"
)

// DefaultEnterprises is how many enterprises the demo district has when Options
// does not say.
const DefaultEnterprises = 20_000

// storyDay is the day on which the demo's story takes place, used when Options
// names none.
var storyDay = civil.Of(time.Date(2026, time.November, 21, 0, 0, 0, 0, time.UTC))

// Options says which demo city to make. The zero Options makes the usual one.
type Options struct {
	// Seed chooses one of many cities with the same distributions.
	Seed uint64
	// Enterprises is how many to make, showcases included; 0 means
	// DefaultEnterprises. Fewer than the showcases makes just them.
	Enterprises int
	// AsOf is the day of the story: facts are those of the two years before it.
	// The zero Date means 2026-11-21.
	AsOf civil.Date
}

func (o Options) day() civil.Date {
	if o.AsOf.IsZero() {
		return storyDay
	}
	return o.AsOf
}

func (o Options) count() int {
	if o.Enterprises <= 0 {
		return DefaultEnterprises
	}
	return o.Enterprises
}
