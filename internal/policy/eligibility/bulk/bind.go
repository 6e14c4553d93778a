package bulk

import (
	"fmt"
	"math"
	"slices"

	"github.com/yikou/yikou/internal/policy/eligibility"
	"github.com/yikou/yikou/internal/policy/eligibility/bulk/cut"
	"github.com/yikou/yikou/internal/policy/eligibility/bulk/facts"
	"github.com/yikou/yikou/internal/standard/civil"
	"github.com/yikou/yikou/internal/standard/sizeclass"
)

// The bins that every source has. A row of an unknown value is in no range and
// known to none; one without a value, from a division by zero, is known and in
// no range either.
const (
	unknownBin = cut.Unknown
	noValueBin = cut.NoValue
	firstBin   = cut.First
)

// bound is a source tied to the columns of one registry for one run.
type bound struct {
	*source
	column *facts.Column
	closed *facts.Plane
	set    *facts.Set
	// bins counts all bins; ranges are those of each predicate of the source.
	bins   int
	ranges [][]cut.Span
	// numbers finds the bin of a number, words that of a text code.
	numbers cut.Thresholds
	words   []uint16
	// bools gives the bin of a boolean's tag, outside and inside a closed source.
	bools *[2][256]uint8
	// truths gives, for each predicate of a source that has only few, surely (1)
	// and possibly (2) of each bin.
	truths [][]uint8
	// intervals are where each predicate holds, where there are only few.
	intervals [][]cut.Interval
	// derived gives the size class where a text source's cell is empty.
	derived *derivation
	term    *boundTerm
}

// bind ties the sources to the columns. The columns must stay locked for reading
// as long as the result is used.
func (p *Program) bind(c *Columns) ([]bound, error) {
	out := make([]bound, len(p.sources))
	derivations := map[eligibility.Tier]*derivation{}
	for i, s := range p.sources {
		b := &out[i]
		b.source, b.column = s, c.Column(s.fact)
		switch s.kind {
		case numberSource:
			b.bindNumbers(p)
		case termSource:
			b.term = bindTerm(s.term, c, p.day)
			b.bindNumbers(p)
		case boolSource:
			b.closed = c.Closed(s.fact.Key)
			b.bindBools(p)
		case setSource:
			if !c.KeepsSets(s.fact.Key) {
				return nil, fmt.Errorf("fact key %q is no qualification in these columns", s.fact.Key)
			}
			b.closed = c.Closed(s.fact.Key)
			b.set = c.SetOf(s.fact.Key, s.fact.Period, s.code)
		}
		if s.kind == textSource || s.kind == existSource {
			p.bindWords(b, c, derivations)
		}
		b.bindTruths()
	}
	return out, nil
}

// bindWords ties a source of texts, or of whether anything is there.
func (p *Program) bindWords(b *bound, c *Columns, derivations map[eligibility.Tier]*derivation) {
	s := b.source
	if s.fact == (eligibility.FactKey{Key: facts.SizeClassKey}) {
		if derivations[s.tier] == nil {
			derivations[s.tier] = bindDerivation(c, s.tier, p.day)
		}
		b.derived = derivations[s.tier]
	}
	if s.kind == textSource {
		b.bindTexts(p, c.Words(s.fact.Key))
	}
}

// fewPredicates is up to how many a source's predicates look bins up themselves.
const fewPredicates = 3

func (b *bound) bindTruths() {
	if len(b.predicates) > fewPredicates || b.bins == 0 {
		return
	}
	b.truths = make([][]uint8, len(b.predicates))
	for i := range b.truths {
		b.truths[i] = make([]uint8, b.bins)
		b.truths[i][unknownBin] = 2
		for _, r := range b.ranges[i] {
			for bin := r.From; bin < r.To; bin++ {
				b.truths[i][bin] = 3
			}
		}
	}
}

func (b *bound) bindNumbers(p *Program) {
	var cuts []float64
	intervals := make([][]cut.Interval, len(b.predicates))
	for i, id := range b.predicates {
		intervals[i] = cut.Intervals(p.predicates[id].clause)
		for _, iv := range intervals[i] {
			for _, cut := range [...]float64{iv.From, iv.To} {
				if !math.IsInf(cut, 0) {
					cuts = append(cuts, cut)
				}
			}
		}
	}
	if !b.binned && len(b.predicates) <= fewPredicates && len(cuts) <= 2*fewPredicates {
		b.intervals = intervals
		return
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	b.numbers, b.bins = cut.NewThresholds(cuts), firstBin+len(cuts)+1
	bin := func(cut float64) int {
		switch {
		case math.IsInf(cut, -1):
			return firstBin
		case math.IsInf(cut, 1):
			return b.bins
		}
		n, _ := slices.BinarySearch(cuts, cut)
		return firstBin + n + 1
	}
	b.ranges = make([][]cut.Span, len(b.predicates))
	for i := range intervals {
		for _, iv := range intervals[i] {
			b.ranges[i] = append(b.ranges[i], cut.Span{From: bin(iv.From), To: bin(iv.To)})
		}
	}
}

const (
	falseBin = firstBin
	trueBin  = firstBin + 1
)

func (b *bound) bindBools(p *Program) {
	b.bins, b.bools = trueBin+1, new([2][256]uint8)
	for i := range 256 {
		switch t := facts.Tag(i); {
		case !t.Counts(b.tier):
			// Absent: a complete source says no.
			b.bools[1][i] = falseBin
		case t.Kind() == eligibility.Bool:
			bin := falseBin + uint8(t/facts.TagTrue&1)
			b.bools[0][i], b.bools[1][i] = bin, bin
		}
	}
	b.ranges = make([][]cut.Span, len(b.predicates))
	for i, id := range b.predicates {
		c := p.predicates[id].clause
		for bin, value := range [...]eligibility.Value{falseBin: eligibility.BoolValue(false), trueBin: eligibility.BoolValue(true)} {
			if bin >= firstBin && slices.Contains(c.Values, value) != (c.Op == eligibility.NotEqual) {
				b.ranges[i] = append(b.ranges[i], cut.Span{From: bin, To: bin + 1})
			}
		}
	}
}

// bindTexts turns each predicate into ranges of the key's sorted texts, the
// ranges' ends into bins, and gives each text code its bin.
func (b *bound) bindTexts(p *Program, w *cut.Words) {
	if w == nil {
		w = cut.NewWords()
	}
	order := w.Order(b.domain)
	spans := make([][]cut.Span, len(b.predicates))
	cuts := []int{}
	for i, id := range b.predicates {
		spans[i] = order.Spans(p.predicates[id].clause, p.day)
		for _, s := range spans[i] {
			cuts = append(cuts, s.From, s.To)
		}
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	b.bins = firstBin + len(cuts) + 1
	b.words = make([]uint16, order.Size)
	bin, n := firstBin, 0
	for i, code := range order.Codes {
		for n < len(cuts) && cuts[n] <= i {
			n, bin = n+1, bin+1
		}
		b.words[code] = uint16(bin)
	}
	b.ranges = make([][]cut.Span, len(b.predicates))
	for i := range spans {
		for _, s := range spans[i] {
			from, _ := slices.BinarySearch(cuts, s.From)
			to, _ := slices.BinarySearch(cuts, s.To)
			b.ranges[i] = append(b.ranges[i], cut.Span{From: firstBin + from + 1, To: firstBin + to + 1})
		}
	}
}

// derivation works out size classes where none is stated.
type derivation struct {
	tier     eligibility.Tier
	industry *facts.Column
	figures  map[sizeclass.Indicator]*facts.Column
	// rules gives the limits for each code of the industry key; nil for none.
	rules []*sizeclass.Rule
	codes map[sizeclass.Class]uint32
}

func bindDerivation(c *Columns, tier eligibility.Tier, day civil.Date) *derivation {
	year := eligibility.YearsBack(1).At(day)
	d := &derivation{
		tier: tier, industry: c.Column(eligibility.FactKey{Key: "industry"}),
		figures: map[sizeclass.Indicator]*facts.Column{}, codes: map[sizeclass.Class]uint32{},
	}
	for _, key := range [...]sizeclass.Indicator{sizeclass.Staff, sizeclass.Revenue, sizeclass.Assets} {
		d.figures[key] = c.Column(eligibility.FactKey{Key: string(key), Period: year})
	}
	for _, class := range [...]sizeclass.Class{sizeclass.Large, sizeclass.Medium, sizeclass.Small, sizeclass.Micro} {
		d.codes[class] = c.Words(facts.SizeClassKey).Known(string(class))
	}
	standard, inForce := sizeclass.Standards().On(day)
	if d.industry == nil || !inForce {
		return d
	}
	d.rules = d.industry.RulesOf(&standard)
	return d
}
