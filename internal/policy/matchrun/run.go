// Package matchrun holds what a run of the matcher found: sets of ordinals, the
// difference of two runs, amounts, and who is near. It is pure.
package matchrun

import (
	"math"
	"time"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/yikou/yikou/internal/policy/eligibility"
	"github.com/yikou/yikou/internal/standard/civil"
)

// Run is one matching of the measures over the whole registry.
type Run struct {
	ID   string
	AsOf civil.Date
	// Job is the task that does it, whose progress a screen can follow.
	Job string
	// Previous is the finished run that changes are told against, empty for the
	// first.
	Previous string
	// Enterprises and Measures are how many were matched; Seconds how long it took.
	Enterprises, Measures int64
	Seconds               float64
	// By is the name of who asked for it.
	By string
	// FinishedAt is zero until all results are there.
	RequestedAt, FinishedAt time.Time
	// State is that of the task: queued, running, done, failed or cancelled.
	State string
}

// Kept is how many finished runs are kept: with one a day, two weeks. A city's run
// is some hundred megabytes; what it led to stays in the audit log.
const Kept = 14

// Change is how a result differs from that of the run before.
type Change string

// The changes.
const (
	BecameEligible   Change = "became_eligible"
	NoLongerEligible Change = "no_longer_eligible"
	NewlyMissing     Change = "newly_missing"
	NewlyReview      Change = "newly_review"
	NewlyIneligible  Change = "newly_ineligible"
)

// changes lists every change with the verdict that it leads to; NoLongerEligible
// leads to any other.
var changes = map[Change]eligibility.Verdict{
	BecameEligible: eligibility.Eligible, NewlyMissing: eligibility.NeedFacts,
	NewlyReview: eligibility.NeedsReview, NewlyIneligible: eligibility.Ineligible,
}

// NoAmount stands for an amount that is not known.
const NoAmount = -1

// Text tells which text of a measure was matched, and as what: Revision is that of
// the version, which rises with every save and every step of its life. A draft and
// what was published of it differ in it, and so do a version before it was
// suspended and after it was resumed.
type Text struct{ Version, Revision int64 }

// Outcome is what one measure came to in one run, as sets of ordinals. Universe
// holds everybody who was looked at; who is in none of the others is ineligible.
type Outcome struct {
	Measure string
	Text
	Universe, Eligible, NeedsReview, NeedFacts *roaring.Bitmap
	// Near are those who are one fact or one threshold away from Eligible or
	// NeedsReview.
	Near *roaring.Bitmap
	// Amounts are what the eligible get.
	Amounts Amounts
}

// Of returns who has that verdict.
func (o *Outcome) Of(v eligibility.Verdict) *roaring.Bitmap {
	switch v {
	case eligibility.Eligible:
		return o.Eligible
	case eligibility.NeedsReview:
		return o.NeedsReview
	case eligibility.NeedFacts:
		return o.NeedFacts
	}
	rest := o.Universe.Clone()
	rest.AndNot(o.Eligible)
	rest.AndNot(o.NeedsReview)
	rest.AndNot(o.NeedFacts)
	return rest
}

// Verdict returns the verdict over one enterprise; false for one that was not
// looked at.
func (o *Outcome) Verdict(ordinal uint32) (eligibility.Verdict, bool) {
	switch {
	case o.Eligible.Contains(ordinal):
		return eligibility.Eligible, true
	case o.NeedsReview.Contains(ordinal):
		return eligibility.NeedsReview, true
	case o.NeedFacts.Contains(ordinal):
		return eligibility.NeedFacts, true
	}
	return eligibility.Ineligible, o.Universe.Contains(ordinal)
}

// Amount returns the amount of one enterprise in fen, NoAmount when it is not
// eligible or its amount is not known.
func (o *Outcome) Amount(ordinal uint32) int64 {
	if !o.Eligible.Contains(ordinal) {
		return NoAmount
	}
	if o.Amounts.Each == nil {
		return o.Amounts.Flat
	}
	return o.Amounts.Each[o.Eligible.Rank(ordinal)-1]
}

// Counts says how many have each verdict.
type Counts map[eligibility.Verdict]int64

// Within is a set of ordinals that a reader may see; nil lets everything be seen.
type Within = *roaring.Bitmap

// Counts counts the verdicts of those within.
func (o *Outcome) Counts(within Within) Counts {
	c := Counts{}
	rest := Size(o.Universe, within)
	for _, v := range eligibility.Verdicts() {
		if v != eligibility.Ineligible {
			c[v] = Size(o.Of(v), within)
			rest -= c[v]
		}
	}
	c[eligibility.Ineligible] = rest
	return c
}

// Total sums the known amounts of the eligible within, in fen, at most
// math.MaxInt64.
func (o *Outcome) Total(within Within) int64 {
	if o.Amounts.Each == nil {
		total := int64(0)
		if flat := o.Amounts.Flat; flat > 0 {
			total = times(flat, Size(o.Eligible, within))
		}
		return total
	}
	total := int64(0)
	i := 0
	for it := o.Eligible.Iterator(); it.HasNext(); i++ {
		ordinal := it.Next()
		if a := o.Amounts.Each[i]; a > 0 && (within == nil || within.Contains(ordinal)) {
			if total > math.MaxInt64-a {
				return math.MaxInt64
			}
			total += a
		}
	}
	return total
}

func times(fen, n int64) int64 {
	if n > 0 && fen > math.MaxInt64/n {
		return math.MaxInt64
	}
	return fen * n
}

// Changed returns who came to differ in that way since the previous outcome of
// the measure.
func (o *Outcome) Changed(change Change, previous *Outcome) *roaring.Bitmap {
	if change == NoLongerEligible {
		gone := roaring.AndNot(previous.Eligible, o.Eligible)
		gone.And(o.Universe)
		return gone
	}
	v := changes[change]
	return roaring.AndNot(o.Of(v), previous.Of(v))
}

// ChangeOf names how one enterprise's verdict differs; empty when it does not.
func (o *Outcome) ChangeOf(ordinal uint32, previous *Outcome) Change {
	now, _ := o.Verdict(ordinal)
	before, known := previous.Verdict(ordinal)
	switch {
	case known && now == before:
		return ""
	case known && before == eligibility.Eligible:
		return NoLongerEligible
	}
	for change, v := range changes {
		if v == now {
			return change
		}
	}
	return ""
}

// Among returns who has the verdict and the change, either of them empty for
// any, within. Previous is nil where there is none; then nobody has changed.
func (o *Outcome) Among(verdict string, change Change, previous *Outcome, within Within) *roaring.Bitmap {
	set := o.Universe
	if v, ok := eligibility.ParseVerdict(verdict); ok {
		set = o.Of(v)
	}
	switch {
	case change != "" && previous == nil:
		return roaring.New()
	case change != "":
		set = roaring.And(set, o.Changed(change, previous))
	}
	if within != nil {
		set = roaring.And(set, within)
	}
	return set
}

// Size returns how many of a set are within.
func Size(set *roaring.Bitmap, within Within) int64 {
	if within == nil {
		return int64(set.GetCardinality())
	}
	return int64(set.AndCardinality(within))
}
