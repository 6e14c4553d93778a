package bulk

import (
	"fmt"

	"github.com/yikou/yikou/internal/policy/eligibility/bulk/facts"
)

// keysOf names the predicates across programs: two of one name come to the same.
func (p *Program) keysOf() []string {
	out := make([]string, len(p.predicates))
	for i := range p.predicates {
		c := p.predicates[i].clause
		out[i] = fmt.Sprint(p.day, p.sources[p.predicates[i].source].text, c.Op, valueTexts(c.Values), c.Span)
	}
	return out
}

// keeper is a worker that takes over what is kept and keeps what it finds. Without
// leaves it is a plain worker.
type keeper struct {
	*worker
	leaves []*facts.Leaf
	// old are kept chunks of the predicates, fresh those that are being filled;
	// known says of each source that nothing of it needs a look.
	old, fresh []*facts.LeafChunk
	known      []bool
}

func newKeeper(w *worker, kept []*facts.Leaf) *keeper {
	return &keeper{
		worker: w, leaves: kept, known: make([]bool, len(w.bound)),
		old: make([]*facts.LeafChunk, len(kept)), fresh: make([]*facts.LeafChunk, len(kept)),
	}
}

func (k *keeper) begin(chunk int) {
	if k.leaves == nil {
		return
	}
	for i := range k.bound {
		k.known[i] = true
		for _, id := range k.bound[i].predicates {
			k.old[id], k.fresh[id] = k.leaves[id].Chunks[chunk].Load(), nil
			k.known[i] = k.known[i] && k.old[id] != nil
		}
		if k.known[i] {
			continue
		}
		for _, id := range k.bound[i].predicates {
			k.fresh[id] = &facts.LeafChunk{}
		}
	}
}

// evaluate fills the predicates' slots for one block of the chunk.
func (k *keeper) evaluate(at facts.Position) {
	if k.leaves == nil {
		k.worker.evaluate(at)
		return
	}
	k.Next()
	for i := range k.bound {
		b := &k.bound[i]
		if !k.known[i] {
			k.source(b, at)
		}
		for _, id := range b.predicates {
			sure, possible := &k.Slots[2*id], &k.Slots[2*id+1]
			if k.known[i] {
				*sure, *possible = k.old[id].Sure[at.Block], k.old[id].Possible[at.Block]
			} else {
				k.fresh[id].Sure[at.Block], k.fresh[id].Possible[at.Block] = *sure, *possible
			}
		}
	}
}

// end keeps what was found when every row of the chunk was looked at.
func (k *keeper) end(chunk int, complete bool) {
	for id, fresh := range k.fresh {
		if fresh != nil && complete {
			k.leaves[id].Chunks[chunk].Store(fresh)
		}
	}
}
