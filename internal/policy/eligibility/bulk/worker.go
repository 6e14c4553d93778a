package bulk

import (
	"github.com/yikou/yikou/internal/policy/eligibility"
	"github.com/yikou/yikou/internal/policy/eligibility/bulk/facts"
	"github.com/yikou/yikou/internal/policy/eligibility/bulk/network"
	"github.com/yikou/yikou/internal/standard/sizeclass"
)

// worker evaluates the predicates of a program block by block. Each goroutine has its own.
type worker struct {
	program *Program
	bound   []bound
	network.Planes
	// bins is the bin of each row, marks the rows of each bin.
	bins  [network.BlockRows]uint16
	marks []network.Block
	stack []numbers
	// derived holds the size classes of the block by tier.
	derived map[*derivation]*derivedBlock
}

type derivedBlock struct {
	at    facts.Position
	codes [network.BlockRows]uint32
}

func newWorker(p *Program, sources []bound) *worker {
	w := &worker{program: p, bound: sources, Planes: network.NewPlanes(&p.network), derived: map[*derivation]*derivedBlock{}}
	bins, depth := 0, 1
	for i := range sources {
		bins = max(bins, sources[i].bins)
		if sources[i].term != nil {
			depth = max(depth, sources[i].term.depth+1)
		}
	}
	w.marks, w.stack = make([]network.Block, bins+1), make([]numbers, depth)
	return w
}

// evaluate fills the predicates' slots for one block.
func (w *worker) evaluate(at facts.Position) {
	w.Next()
	for i := range w.bound {
		w.source(&w.bound[i], at)
	}
}

func (w *worker) source(b *bound, at facts.Position) {
	switch {
	case b.kind == setSource:
		w.readSet(b, at)
	case b.kind == existSource:
		w.readExists(b, at)
	case b.intervals != nil:
		w.compare(b, at)
	default:
		w.bin(b, at)
		w.spread(b)
	}
}

// bin finds the bin of each row.
func (w *worker) bin(b *bound, at facts.Position) {
	switch b.kind {
	case numberSource:
		w.binNumbers(b, at)
	case termSource:
		w.binTerm(b, at)
	case textSource:
		w.binTexts(b, at)
	case boolSource:
		w.binBools(b, at)
	}
}

func (w *worker) binNumbers(b *bound, at facts.Position) {
	nums := b.column.BlockNums(at)
	if nums == nil {
		w.bins = [network.BlockRows]uint16{}
		return
	}
	b.numbers.Bins(nums, &w.bins)
	w.weaken(b, at)
}

// weaken makes rows unknown whose evidence is weaker than the source asks for.
func (w *worker) weaken(b *bound, at facts.Position) {
	if b.tier == eligibility.TierUnstated {
		return
	}
	// Tags of an empty cell have no tier, and their bin is unknown already.
	limit := facts.Tag(b.tier)<<facts.TagTierShift | ^facts.TagTier
	for i, t := range b.column.BlockTags(at) {
		if t&facts.TagTier > limit&facts.TagTier {
			w.bins[i] = unknownBin
		}
	}
}

func (w *worker) binTerm(b *bound, at facts.Position) {
	var missing network.Block
	b.term.compute(at, b.tier, w.stack, &missing)
	for i, v := range w.stack[0] {
		switch {
		case missing.Has(i):
			w.bins[i] = unknownBin
		case v != v:
			w.bins[i] = noValueBin
		default:
			w.bins[i] = uint16(firstBin + b.numbers.Reached(v))
		}
	}
}

func (w *worker) binTexts(b *bound, at facts.Position) {
	if texts := b.column.BlockTexts(at); texts != nil {
		for i, code := range texts {
			w.bins[i] = b.words[code]
		}
		w.weaken(b, at)
	} else {
		w.bins = [network.BlockRows]uint16{}
	}
	if b.derived == nil {
		return
	}
	codes := w.derive(b.derived, at)
	tags := b.column.BlockTags(at)
	for i, code := range codes {
		if code != 0 && (tags == nil || !tags[i].Counts(b.tier)) {
			w.bins[i] = b.words[code]
		}
	}
}

// derive returns the size class that follows for each row, 0 for none.
func (w *worker) derive(d *derivation, at facts.Position) *[network.BlockRows]uint32 {
	out := w.derived[d]
	if out == nil {
		out = &derivedBlock{at: facts.Position{Chunk: -1, Block: -1}}
		w.derived[d] = out
	}
	if out.at == at {
		return &out.codes
	}
	out.at, out.codes = at, [network.BlockRows]uint32{}
	industries := d.industry.BlockTexts(at)
	if industries == nil || d.rules == nil {
		return &out.codes
	}
	var staff, revenue, assets numbers
	loadNumbers(d.figures[sizeclass.Staff], at, d.tier, &staff)
	loadNumbers(d.figures[sizeclass.Revenue], at, d.tier, &revenue)
	loadNumbers(d.figures[sizeclass.Assets], at, d.tier, &assets)
	tags := d.industry.BlockTags(at)
	for i, code := range industries {
		rule := d.rules[code]
		if rule == nil || !tags[i].Counts(d.tier) {
			continue
		}
		in := sizeclass.Indicators{Staff: sizeclass.Of(staff[i]), Revenue: sizeclass.Of(revenue[i]), Assets: sizeclass.Of(assets[i])}
		if known(rule, &in) {
			out.codes[i] = d.codes[rule.Class(in)]
		}
	}
	return &out.codes
}

// known reports whether every figure that the rule needs is there.
func known(rule *sizeclass.Rule, in *sizeclass.Indicators) bool {
	for i := range rule.Limits {
		figure := in.Assets
		switch rule.Limits[i].Indicator {
		case sizeclass.Staff:
			figure = in.Staff
		case sizeclass.Revenue:
			figure = in.Revenue
		}
		if !figure.Known {
			return false
		}
	}
	return true
}

func (w *worker) binBools(b *bound, at facts.Position) {
	tags, closed := b.column.BlockTags(at), b.closed.Block(at)
	if closed == nil {
		closed = &network.Block{}
	}
	if tags == nil {
		tags = &[network.BlockRows]facts.Tag{}
	}
	for i, t := range tags {
		w.bins[i] = uint16(b.bools[closed[i>>6]>>(i&63)&1][t])
	}
}

// spread turns the bin of each row into the planes of the source's predicates.
func (w *worker) spread(b *bound) {
	if b.truths != nil {
		w.look(b)
		return
	}
	marks := w.marks[:b.bins+1]
	clear(marks)
	for i, bin := range &w.bins {
		marks[bin][i>>6] |= 1 << (i & 63)
	}
	// From here on marks[k] is the rows of bin k and above; marks[noValueBin] all
	// that are known.
	for k := b.bins - 2; k >= noValueBin; k-- {
		marks[k].Or(&marks[k+1])
	}
	unknown := &marks[unknownBin]
	allKnown := !unknown.Any()
	for i, id := range b.predicates {
		sure, possible := &w.Slots[2*id], &w.Slots[2*id+1]
		switch ranges := b.ranges[i]; len(ranges) {
		case 0:
			*sure = network.Block{}
		case 1:
			network.Difference(sure, &marks[ranges[0].From], &marks[ranges[0].To])
		default:
			*sure = network.Block{}
			for _, r := range ranges {
				network.OrDifference(sure, &marks[r.From], &marks[r.To])
			}
		}
		if allKnown {
			*possible = *sure
		} else {
			network.Union(possible, sure, unknown)
		}
	}
}

// compare evaluates the few predicates of a source of numbers without bins: in
// each word the comparisons become bits without a branch.
func (w *worker) compare(b *bound, at facts.Position) {
	values, unknown := &w.stack[0], network.Block{}
	if b.kind == termSource {
		b.term.compute(at, b.tier, w.stack, &unknown)
	} else {
		if nums := b.column.BlockNums(at); nums != nil && b.tier == eligibility.TierUnstated {
			values = (*numbers)(nums)
		} else {
			loadNumbers(b.column, at, b.tier, values)
		}
		for word := range unknown {
			var u uint64
			for k, v := range values[word*64 : word*64+64] {
				u |= bit(v != v) << k
			}
			unknown[word] = u
		}
	}
	for i, id := range b.predicates {
		sure, possible := &w.Slots[2*id], &w.Slots[2*id+1]
		*sure = network.Block{}
		for _, iv := range b.intervals[i] {
			for word := range sure {
				var t uint64
				for k, v := range values[word*64 : word*64+64] {
					t |= bit(v >= iv.From) & bit(v < iv.To) << k
				}
				sure[word] |= t
			}
		}
		// What has no value compares false but for an unknown, which is masked.
		for word := range sure {
			sure[word] &^= unknown[word]
		}
		network.Union(possible, sure, &unknown)
	}
}

func bit(b bool) uint64 {
	if b {
		return 1
	}
	return 0
}

// look is spread for few predicates: each looks the bins up in a table of its
// own, which is faster than marking and summing bins when those are few.
func (w *worker) look(b *bound) {
	for i, id := range b.predicates {
		table := b.truths[i]
		sure, possible := &w.Slots[2*id], &w.Slots[2*id+1]
		for word := range sure {
			var t, p uint64
			for k, bin := range w.bins[word*64 : word*64+64] {
				truth := uint64(table[bin])
				t |= truth & 1 << k
				p |= truth >> 1 << k
			}
			sure[word], possible[word] = t, p
		}
	}
}

func (w *worker) readSet(b *bound, at facts.Position) {
	var valid, any network.Block
	b.set.Read(at, w.program.day, b.tier, &valid, &any)
	closed := b.closed.Block(at)
	for _, id := range b.predicates {
		w.Slots[2*id] = valid
		possible := &w.Slots[2*id+1]
		for i := range possible {
			// Not had is whoever has invalid records only, or none in a closed source.
			possible[i] = valid[i] | ^any[i]
			if closed != nil {
				possible[i] &^= closed[i] &^ valid[i]
			}
		}
	}
}

func (w *worker) readExists(b *bound, at facts.Position) {
	var there network.Block
	if tags := b.column.BlockTags(at); tags != nil {
		for i, t := range tags {
			if t.Counts(b.tier) {
				there.Set(i)
			}
		}
	}
	if b.derived != nil {
		for i, code := range w.derive(b.derived, at) {
			if code != 0 {
				there.Set(i)
			}
		}
	}
	for _, id := range b.predicates {
		w.Slots[2*id], w.Slots[2*id+1] = there, there
	}
}
