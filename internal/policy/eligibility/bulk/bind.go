package bulk

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/yikou/yikou/internal/policy/eligibility"
	"github.com/yikou/yikou/internal/policy/eligibility/bulk/network"
	"github.com/yikou/yikou/internal/standard/civil"
	"github.com/yikou/yikou/internal/standard/sizeclass"
)

// The bins that every source has. A row of an unknown value is in no range and
// known to none; one without a value, from a division by zero, is known and in
// no range either.
const (
	unknownBin = 0
	noValueBin = 1
	firstBin   = 2
)

// bound is a source tied to the columns of one registry for one run.
type bound struct {
	*source
	column *column
	closed *plane
	set    *set
	// bins counts all bins; ranges are those of each predicate of the source.
	bins   int
	ranges [][]span
	// numbers finds the bin of a number, words that of a text code.
	numbers thresholds
	words   []uint16
	// bools gives the bin of a boolean's tag, outside and inside a closed source.
	bools *[2][256]uint8
	// truths gives, for each predicate of a source that has only few, surely (1)
	// and possibly (2) of each bin.
	truths [][]uint8
	// intervals are where each predicate holds, where there are only few.
	intervals [][]interval
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
		b.source, b.column = s, c.columns[s.fact]
		switch s.kind {
		case numberSource:
			b.bindNumbers(p)
		case termSource:
			b.term = bindTerm(s.term, c, p.day)
			b.bindNumbers(p)
		case boolSource:
			b.closed = c.closed[s.fact.Key]
			b.bindBools(p)
		case setSource:
			if !c.keepsSets(s.fact.Key) {
				return nil, fmt.Errorf("fact key %q is no qualification in these columns", s.fact.Key)
			}
			b.closed = c.closed[s.fact.Key]
			b.set = c.sets[setKey{s.fact.Key, s.fact.Period, s.code}]
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
	if s.fact == (eligibility.FactKey{Key: sizeClassKey}) {
		if derivations[s.tier] == nil {
			derivations[s.tier] = bindDerivation(c, s.tier, p.day)
		}
		b.derived = derivations[s.tier]
	}
	if s.kind == textSource {
		b.bindTexts(p, c.words[s.fact.Key])
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
			for bin := r.from; bin < r.to; bin++ {
				b.truths[i][bin] = 3
			}
		}
	}
}

// thresholds finds how many of its sorted cuts a number has reached.
type thresholds struct {
	cuts []float64
	// start counts, for each possible beginning of a number's bits between the
	// least and the greatest cut's, the cuts that begin with less.
	base, last uint64
	start      []uint16
}

// cutBits is how many leading bits of an ordered float64 the table tells apart:
// sign, exponent and four bits of the fraction.
const cutBits = 16

// maxTable bounds the table; cuts spread wider are searched instead.
const maxTable = 4096

func newThresholds(cuts []float64) thresholds {
	t := thresholds{cuts: cuts}
	if len(cuts) == 0 {
		return t
	}
	t.base, t.last = ordered(cuts[0])>>(64-cutBits), ordered(cuts[len(cuts)-1])>>(64-cutBits)
	if t.last-t.base >= maxTable {
		return t
	}
	t.start = make([]uint16, t.last-t.base+1)
	n := 0
	for i := range t.start {
		for n < len(cuts) && ordered(cuts[n])>>(64-cutBits) < t.base+uint64(i) {
			n++
		}
		t.start[i] = uint16(n)
	}
	return t
}

// ordered maps floats to integers in the same order.
func ordered(f float64) uint64 {
	u := math.Float64bits(f)
	if u>>63 == 1 {
		return ^u
	}
	return u | 1<<63
}

// reached returns how many cuts are at most f, which must be a number.
func (t *thresholds) reached(f float64) int {
	if t.start == nil {
		n, found := slices.BinarySearch(t.cuts, f)
		if found {
			n++
		}
		return n
	}
	head := ordered(f) >> (64 - cutBits)
	if head < t.base {
		return 0
	}
	if head > t.last {
		return len(t.cuts)
	}
	n := int(t.start[head-t.base])
	for n < len(t.cuts) && t.cuts[n] <= f {
		n++
	}
	return n
}

// bins gives each number its bin; NaN is unknown.
func (t *thresholds) bins(nums *[network.BlockRows]float64, out *[network.BlockRows]uint16) {
	if t.start == nil {
		for i, v := range nums {
			out[i] = unknownBin
			if v == v {
				out[i] = uint16(firstBin + t.reached(v))
			}
		}
		return
	}
	// The same as reached, in one loop: this is where a run spends its time on
	// columns.
	cuts, start, base := t.cuts, t.start, t.base
	for i, v := range nums {
		if v != v {
			out[i] = unknownBin
			continue
		}
		head := ordered(v)>>(64-cutBits) - base
		n := len(cuts)
		if head < uint64(len(start)) {
			for n = int(start[head]); n < len(cuts) && cuts[n] <= v; n++ {
			}
		} else if int64(head) < 0 {
			n = 0
		}
		out[i] = uint16(firstBin + n)
	}
}

// interval is a range of numbers from from up to but without to.
type interval struct {
	from, to float64
}

var everything = interval{math.Inf(-1), math.Inf(1)}

// above returns the least float64 greater than f.
func above(f float64) float64 { return math.Nextafter(f, math.Inf(1)) }

// intervalsOf returns where a number satisfies the clause.
func intervalsOf(c *eligibility.Clause) []interval {
	var out []interval
	first := c.Values[0].Num
	switch c.Op {
	case eligibility.Less:
		return []interval{{everything.from, first}}
	case eligibility.LessEqual:
		return []interval{{everything.from, above(first)}}
	case eligibility.Greater:
		return []interval{{above(first), everything.to}}
	case eligibility.GreaterEqual:
		return []interval{{first, everything.to}}
	case eligibility.NotEqual:
		return []interval{{everything.from, first}, {above(first), everything.to}}
	case eligibility.Between:
		if c.Values[1].Num < first {
			return nil
		}
		return []interval{{first, above(c.Values[1].Num)}}
	}
	// = and in. Sorted and joined, so that equal values count once.
	values := make([]float64, len(c.Values))
	for i, v := range c.Values {
		values[i] = v.Num
	}
	slices.Sort(values)
	for _, v := range slices.Compact(values) {
		out = append(out, interval{v, above(v)})
	}
	return out
}

func (b *bound) bindNumbers(p *Program) {
	var cuts []float64
	intervals := make([][]interval, len(b.predicates))
	for i, id := range b.predicates {
		intervals[i] = intervalsOf(p.predicates[id].clause)
		for _, iv := range intervals[i] {
			for _, cut := range [...]float64{iv.from, iv.to} {
				if !math.IsInf(cut, 0) {
					cuts = append(cuts, cut)
				}
			}
		}
	}
	if len(b.predicates) <= fewPredicates && len(cuts) <= 2*fewPredicates {
		b.intervals = intervals
		return
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	b.numbers, b.bins = newThresholds(cuts), firstBin+len(cuts)+1
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
	b.ranges = make([][]span, len(b.predicates))
	for i := range intervals {
		for _, iv := range intervals[i] {
			b.ranges[i] = append(b.ranges[i], span{bin(iv.from), bin(iv.to)})
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
		switch t := tag(i); {
		case !t.counts(b.tier):
			// Absent: a complete source says no.
			b.bools[1][i] = falseBin
		case t.kind() == eligibility.Bool:
			bin := falseBin + uint8(t/tagTrue&1)
			b.bools[0][i], b.bools[1][i] = bin, bin
		}
	}
	b.ranges = make([][]span, len(b.predicates))
	for i, id := range b.predicates {
		c := p.predicates[id].clause
		for bin, value := range [...]eligibility.Value{falseBin: eligibility.BoolValue(false), trueBin: eligibility.BoolValue(true)} {
			if bin >= firstBin && slices.Contains(c.Values, value) != (c.Op == eligibility.NotEqual) {
				b.ranges[i] = append(b.ranges[i], span{bin, bin + 1})
			}
		}
	}
}

// bindTexts turns each predicate into ranges of the key's sorted texts, the
// ranges' ends into bins, and gives each text code its bin.
func (b *bound) bindTexts(p *Program, w *words) {
	if w == nil {
		w = newWords()
	}
	order := w.order(b.domain)
	spans := make([][]span, len(b.predicates))
	cuts := []int{}
	for i, id := range b.predicates {
		spans[i] = textSpans(p.predicates[id].clause, order, p.day)
		for _, s := range spans[i] {
			cuts = append(cuts, s.from, s.to)
		}
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	b.bins = firstBin + len(cuts) + 1
	b.words = make([]uint16, order.size)
	bin, n := firstBin, 0
	for i, code := range order.code {
		for n < len(cuts) && cuts[n] <= i {
			n, bin = n+1, bin+1
		}
		b.words[code] = uint16(bin)
	}
	b.ranges = make([][]span, len(b.predicates))
	for i := range spans {
		for _, s := range spans[i] {
			from, _ := slices.BinarySearch(cuts, s.from)
			to, _ := slices.BinarySearch(cuts, s.to)
			b.ranges[i] = append(b.ranges[i], span{firstBin + from + 1, firstBin + to + 1})
		}
	}
}

// textSpans returns which of the sorted texts satisfy the clause, as ranges that
// do not overlap.
func textSpans(c *eligibility.Clause, o *wordOrder, day civil.Date) []span {
	var out []span
	all := span{0, len(o.keys)}
	// after is the least text that sorts behind s.
	after := func(s string) string { return s + "\x00" }
	switch c.Op {
	case eligibility.Less:
		out = append(out, span{0, o.between("", c.Values[0].Text).to})
	case eligibility.LessEqual:
		out = append(out, span{0, o.between("", after(c.Values[0].Text)).to})
	case eligibility.Greater:
		out = append(out, span{o.between(after(c.Values[0].Text), "").from, all.to})
	case eligibility.GreaterEqual:
		out = append(out, span{o.between(c.Values[0].Text, "").from, all.to})
	case eligibility.Between:
		out = append(out, o.between(c.Values[0].Text, after(c.Values[1].Text)))
	case eligibility.OlderThan, eligibility.YoungerThan:
		// Adding a span keeps the order of dates, so the old ones come first.
		split, _ := slices.BinarySearchFunc(o.keys, day, func(key string, day civil.Date) int {
			date, _ := civil.Parse(key)
			return cmp.Or(date.Add(c.Span).Compare(day), -1)
		})
		if c.Op == eligibility.OlderThan {
			out = append(out, span{0, split})
		} else {
			out = append(out, span{split, all.to})
		}
	case eligibility.NotEqual:
		is := o.between(c.Values[0].Text, after(c.Values[0].Text))
		out = append(out, span{0, is.from}, span{is.to, all.to})
	case eligibility.Under:
		for _, v := range c.Values {
			prefix := eligibility.BranchPrefix(c.Domain, v.Text)
			is := span{o.between(prefix, "").from, all.to}
			// No text of a code holds this byte.
			if prefix != "" {
				is.to = o.between("", prefix+"\xff").to
			}
			out = append(out, is)
		}
	default:
		for _, v := range c.Values {
			out = append(out, o.between(v.Text, after(v.Text)))
		}
	}
	return joined(out)
}

// joined sorts ranges and merges those that meet.
func joined(spans []span) []span {
	slices.SortFunc(spans, func(a, b span) int { return cmp.Or(a.from-b.from, a.to-b.to) })
	var out []span
	for _, s := range spans {
		switch {
		case s.to <= s.from:
		case len(out) > 0 && s.from <= out[len(out)-1].to:
			out[len(out)-1].to = max(out[len(out)-1].to, s.to)
		default:
			out = append(out, s)
		}
	}
	return out
}

// derivation works out size classes where none is stated.
type derivation struct {
	tier     eligibility.Tier
	industry *column
	figures  map[sizeclass.Indicator]*column
	// rules gives the limits for each code of the industry key; nil for none.
	rules []*sizeclass.Rule
	codes map[sizeclass.Class]uint32
}

func bindDerivation(c *Columns, tier eligibility.Tier, day civil.Date) *derivation {
	year := eligibility.YearsBack(1).At(day)
	d := &derivation{
		tier: tier, industry: c.columns[eligibility.FactKey{Key: "industry"}],
		figures: map[sizeclass.Indicator]*column{}, codes: map[sizeclass.Class]uint32{},
	}
	for _, key := range [...]sizeclass.Indicator{sizeclass.Staff, sizeclass.Revenue, sizeclass.Assets} {
		d.figures[key] = c.columns[eligibility.FactKey{Key: string(key), Period: year}]
	}
	for _, class := range [...]sizeclass.Class{sizeclass.Large, sizeclass.Medium, sizeclass.Small, sizeclass.Micro} {
		d.codes[class] = c.words[sizeClassKey].codes[string(class)]
	}
	standard, inForce := sizeclass.Standards().On(day)
	if d.industry == nil || !inForce {
		return d
	}
	d.rules = d.industry.words.rulesOf(&standard)
	return d
}

// ruleTable gives the limits of a standard for each industry code.
type ruleTable struct {
	from  civil.Date
	rules []*sizeclass.Rule
}

// rulesOf finds the limits for each text of the key, nil for none, and keeps
// them: a draft is simulated again with every key stroke.
func (w *words) rulesOf(standard *sizeclass.Standard) []*sizeclass.Rule {
	if t := w.rules.Load(); t != nil && t.from == standard.From && len(t.rules) == len(w.texts) {
		return t.rules
	}
	t := &ruleTable{from: standard.From, rules: make([]*sizeclass.Rule, len(w.texts))}
	for code, text := range w.texts {
		if rule, why := standard.Rule(text); why == "" {
			t.rules[code] = &rule
		}
	}
	w.rules.Store(t)
	return t.rules
}
