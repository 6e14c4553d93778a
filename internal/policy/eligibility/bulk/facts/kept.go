package facts

import (
	"sync"
	"sync/atomic"

	"github.com/yikou/yikou/internal/policy/eligibility/bulk/network"
)

// leaves keeps what predicates came to from one simulation to the next: while
// somebody changes one clause of a draft the others need no second look. What is
// kept of a chunk is forgotten when one of its rows is written.
type leaves struct {
	mu   sync.Mutex
	list []*Leaf // the last used first
}

// maxLeaves bounds the memory: a leaf takes a quarter of a byte for each row. It
// is a guess at the clauses of the drafts that are worked on at once.
const maxLeaves = 96

// Leaf is what is kept of one predicate.
type Leaf struct {
	key string
	// Chunks are nil where nothing is kept.
	Chunks []atomic.Pointer[LeafChunk]
}

// LeafChunk is the planes of one predicate over one chunk, once complete.
type LeafChunk struct {
	Sure, Possible [BlocksPerChunk]network.Block
}

// find returns the leaves of those keys, new ones where there are none, as long
// as the columns have so many chunks.
func (l *leaves) find(keys []string, chunks int) []*Leaf {
	l.mu.Lock()
	defer l.mu.Unlock()
	known := make(map[string]*Leaf, len(l.list))
	for _, kept := range l.list {
		if len(kept.Chunks) == chunks {
			known[kept.key] = kept
		}
	}
	out := make([]*Leaf, len(keys))
	list := make([]*Leaf, 0, maxLeaves+len(keys))
	for i, key := range keys {
		if out[i] = known[key]; out[i] == nil {
			out[i] = &Leaf{key: key, Chunks: make([]atomic.Pointer[LeafChunk], chunks)}
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
		if chunk < len(kept.Chunks) {
			kept.Chunks[chunk].Store(nil)
		}
	}
}
