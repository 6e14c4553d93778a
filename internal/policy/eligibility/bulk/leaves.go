package bulk

import (
	"fmt"
	"sync"
	"sync/atomic"

	"github.com/yikou/yikou/internal/policy/eligibility/bulk/network"
)

// leaves keeps what predicates came to from one simulation to the next: while
// somebody changes one clause of a draft the others need no second look. What is
// kept of a chunk is forgotten when one of its rows is written.
type leaves struct {
	mu   sync.Mutex
	list []*leaf // the last used first
}

// maxLeaves bounds the memory: a leaf takes a quarter of a byte for each row. It
// is a guess at the clauses of the drafts that are worked on at once.
const maxLeaves = 96

type leaf struct {
	key    string
	chunks []atomic.Pointer[leafChunk]
}

// leafChunk is the planes of one predicate over one chunk, once complete.
type leafChunk struct {
	sure, possible [blocksPerChunk]network.Block
}

// find returns the leaves of those keys, new ones where there are none, as long
// as the columns have so many chunks.
func (l *leaves) find(keys []string, chunks int) []*leaf {
	l.mu.Lock()
	defer l.mu.Unlock()
	known := make(map[string]*leaf, len(l.list))
	for _, kept := range l.list {
		if len(kept.chunks) == chunks {
			known[kept.key] = kept
		}
	}
	out := make([]*leaf, len(keys))
	list := make([]*leaf, 0, maxLeaves+len(keys))
	for i, key := range keys {
		if out[i] = known[key]; out[i] == nil {
			out[i] = &leaf{key: key, chunks: make([]atomic.Pointer[leafChunk], chunks)}
		}
		delete(known, key)
		list = append(list, out[i])
	}
	for _, kept := range l.list {
		if known[kept.key] == kept && len(list) < maxLeaves {
			list = append(list, kept)
		}
	}
	l.list = list
	return out
}

// forget drops what is kept of a chunk. The columns are locked for writing.
func (l *leaves) forget(chunk int) {
	for _, kept := range l.list {
		if chunk < len(kept.chunks) {
			kept.chunks[chunk].Store(nil)
		}
	}
}

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
	leaves []*leaf
	// old are kept chunks of the predicates, fresh those that are being filled;
	// known says of each source that nothing of it needs a look.
	old, fresh []*leafChunk
	known      []bool
}

func newKeeper(w *worker, kept []*leaf) *keeper {
	return &keeper{
		worker: w, leaves: kept, known: make([]bool, len(w.bound)),
		old: make([]*leafChunk, len(kept)), fresh: make([]*leafChunk, len(kept)),
	}
}

func (k *keeper) begin(chunk int) {
	if k.leaves == nil {
		return
	}
	for i := range k.bound {
		k.known[i] = true
		for _, id := range k.bound[i].predicates {
			k.old[id], k.fresh[id] = k.leaves[id].chunks[chunk].Load(), nil
			k.known[i] = k.known[i] && k.old[id] != nil
		}
		if k.known[i] {
			continue
		}
		for _, id := range k.bound[i].predicates {
			k.fresh[id] = &leafChunk{}
		}
	}
}

// evaluate fills the predicates' slots for one block of the chunk.
func (k *keeper) evaluate(at position) {
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
				*sure, *possible = k.old[id].sure[at.block], k.old[id].possible[at.block]
			} else {
				k.fresh[id].sure[at.block], k.fresh[id].possible[at.block] = *sure, *possible
			}
		}
	}
}

// end keeps what was found when every row of the chunk was looked at.
func (k *keeper) end(chunk int, complete bool) {
	for id, fresh := range k.fresh {
		if fresh != nil && complete {
			k.leaves[id].chunks[chunk].Store(fresh)
		}
	}
}
