package bulk

import (
	"iter"
	"math"
	"slices"
	"sync"

	"github.com/yikou/yikou/internal/policy/eligibility"
	"github.com/yikou/yikou/internal/policy/eligibility/bulk/cut"
	"github.com/yikou/yikou/internal/policy/eligibility/bulk/network"
	"github.com/yikou/yikou/internal/policy/eligibility/bulk/pack"
	"github.com/yikou/yikou/internal/standard/sizeclass"
)

// Columns holds the facts of a registry by key and period, one row for each
// enterprise. Rows are named by ordinals that the caller gives out, densely from
// 0: memory grows with the greatest one. It may be read and written from several
// goroutines; a run sees no update until it is over.
type Columns struct {
	mu   sync.RWMutex
	dict eligibility.Dictionary
	rows int
	live plane
	// columns holds the strongest fact of each (key, period); words the texts of
	// each key.
	columns map[eligibility.FactKey]*column
	order   []*column
	words   map[string]*cut.Words
	sets    map[setKey]*set
	// setsOf counts the sets ever made for each key.
	setsOf   map[string]int
	setsMade int
	closed   map[string]*plane
	leaves   leaves
	// chosen is scratch space: the fact of the row being written for each column.
	chosen []*eligibility.Fact
}

// NewColumns returns columns without rows. The dictionary says which keys hold
// qualifications, of which every value counts and not only the strongest; nil
// is eligibility.BuiltIn.
func NewColumns(dict eligibility.Dictionary) *Columns {
	if dict == nil {
		dict = eligibility.BuiltIn()
	}
	c := &Columns{
		dict: dict, columns: map[eligibility.FactKey]*column{}, words: map[string]*cut.Words{},
		sets: map[setKey]*set{}, setsOf: map[string]int{}, closed: map[string]*plane{},
	}
	for _, class := range [...]sizeclass.Class{sizeclass.Large, sizeclass.Medium, sizeclass.Small, sizeclass.Micro} {
		c.wordsOf(sizeClassKey).Code(string(class))
	}
	return c
}

const sizeClassKey = "size_class"

// Build returns columns of the enterprises, each with its ordinal.
func Build(enterprises iter.Seq2[uint32, *eligibility.Enterprise], dict eligibility.Dictionary) *Columns {
	c := NewColumns(dict)
	for ordinal, e := range enterprises {
		c.Set(ordinal, e)
	}
	return c
}

// Rows returns one more than the greatest ordinal ever set.
func (c *Columns) Rows() int {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.rows
}

// Set writes the row of an enterprise, replacing what it held. Nothing of e is
// kept but its texts.
func (c *Columns) Set(ordinal uint32, e *eligibility.Enterprise) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.write(int(ordinal), e)
}

// Update is Set and returns the keys of the facts that changed for the engine,
// sorted. A fact that is new but weaker than what was there changes nothing.
func (c *Columns) Update(ordinal uint32, e *eligibility.Enterprise) (changed []string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	before := c.snapshot(int(ordinal))
	c.write(int(ordinal), e)
	after := c.snapshot(int(ordinal))
	for key, was := range before {
		if after[key] != was {
			changed = append(changed, key)
		}
	}
	for key := range after {
		if _, had := before[key]; !had {
			changed = append(changed, key)
		}
	}
	slices.Sort(changed)
	return changed
}

// Remove takes the enterprise out of every verdict. Its ordinal may be set again.
func (c *Columns) Remove(ordinal uint32) {
	c.mu.Lock()
	defer c.mu.Unlock()
	row := int(ordinal)
	if row < c.rows {
		c.leaves.forget(row / chunkRows)
		c.clear(row)
		c.live.clear(row)
	}
}

func (c *Columns) write(row int, e *eligibility.Enterprise) {
	if row < c.rows && c.live.has(row) {
		c.clear(row)
	}
	c.leaves.forget(row / chunkRows)
	c.rows = max(c.rows, row+1)
	c.live.set(row)
	for i := range e.Facts {
		f := &e.Facts[i]
		if f.Value.Kind == eligibility.NoValue {
			continue
		}
		col := c.column(eligibility.FactKey{Key: f.Key, Period: f.Period})
		if was := c.chosen[col.index]; was == nil || !was.Outranks(f) {
			c.chosen[col.index] = f
		}
		if f.Value.Kind == eligibility.Text && c.keepsSets(f.Key) {
			c.addToSet(row, f)
		}
	}
	for i := range e.Facts {
		f := &e.Facts[i]
		if f.Value.Kind == eligibility.NoValue {
			continue
		}
		col := c.columns[eligibility.FactKey{Key: f.Key, Period: f.Period}]
		if chosen := c.chosen[col.index]; chosen != nil {
			col.set(row, chosen)
			c.chosen[col.index] = nil
		}
	}
	for _, key := range e.Closed {
		p := c.closed[key]
		if p == nil {
			p = &plane{}
			c.closed[key] = p
		}
		p.set(row)
	}
}

func (c *Columns) clear(row int) {
	for _, col := range c.order {
		col.clear(row)
	}
	for _, s := range c.sets {
		s.clear(row)
	}
	for _, p := range c.closed {
		p.clear(row)
	}
}

func (c *Columns) column(key eligibility.FactKey) *column {
	col := c.columns[key]
	if col == nil {
		col = &column{index: len(c.order), key: key, words: c.wordsOf(key.Key)}
		c.columns[key] = col
		c.order = append(c.order, col)
		c.chosen = append(c.chosen, nil)
	}
	return col
}

func (c *Columns) wordsOf(key string) *cut.Words {
	w := c.words[key]
	if w == nil {
		w = cut.NewWords()
		c.words[key] = w
	}
	return w
}

// snapshot condenses what the engine sees of a row, by key.
func (c *Columns) snapshot(row int) map[string]uint64 {
	out := map[string]uint64{}
	if row >= c.rows {
		return out
	}
	mix := func(key string, parts ...uint64) {
		h := uint64(14695981039346656037)
		for _, p := range parts {
			h = (h ^ p) * 1099511628211
			h ^= h >> 29
		}
		// A sum does not depend on the order in which columns are visited.
		out[key] += h | 1
	}
	for _, col := range c.order {
		if tag := col.tag(row); tag != 0 {
			mix(col.key.Key, uint64(col.index), uint64(tag), math.Float64bits(col.num(row)), uint64(col.text(row)))
		}
	}
	for _, s := range c.sets {
		for _, e := range s.entries(row) {
			mix(s.key.key, uint64(s.index)+1<<32, uint64(e.tier), uint64(e.from), uint64(e.to))
		}
	}
	for key, p := range c.closed {
		if p.has(row) {
			mix(key, 1<<40)
		}
	}
	return out
}

// A chunk is the rows that one container of a RoaringBitmap holds.
const (
	chunkRows      = pack.ChunkRows
	chunkWords     = chunkRows / 64
	blocksPerChunk = chunkRows / network.BlockRows
)

// plane is one bit for each row of the registry, by chunk; a chunk without any
// is nil.
type plane struct {
	chunks []*[chunkWords]uint64
}

func (p *plane) set(row int) {
	for len(p.chunks) <= row/chunkRows {
		p.chunks = append(p.chunks, nil)
	}
	c := &p.chunks[row/chunkRows]
	if *c == nil {
		*c = new([chunkWords]uint64)
	}
	(*c)[row%chunkRows/64] |= 1 << (row % 64)
}

func (p *plane) clear(row int) {
	if row/chunkRows < len(p.chunks) && p.chunks[row/chunkRows] != nil {
		p.chunks[row/chunkRows][row%chunkRows/64] &^= 1 << (row % 64)
	}
}

func (p *plane) has(row int) bool {
	return p != nil && row/chunkRows < len(p.chunks) && p.chunks[row/chunkRows] != nil &&
		p.chunks[row/chunkRows][row%chunkRows/64]>>(row%64)&1 == 1
}

// block returns the bits of one block, nil when none is set in its chunk.
func (p *plane) block(at position) *network.Block {
	if p == nil || at.chunk >= len(p.chunks) || p.chunks[at.chunk] == nil {
		return nil
	}
	return (*network.Block)(p.chunks[at.chunk][at.block*network.BlockWords : (at.block+1)*network.BlockWords])
}

// position names a block of the registry.
type position struct {
	chunk, block int
}

// first returns the first row of the block within its chunk.
func (p position) first() int { return p.block * network.BlockRows }
