package facts

import (
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
	// Live is who is there.
	Live Plane
	// columns holds the strongest fact of each (key, period); words the texts of
	// each key.
	columns map[eligibility.FactKey]*Column
	order   []*Column
	words   map[string]*cut.Words
	sets    map[setKey]*Set
	// setsOf counts the sets ever made for each key.
	setsOf   map[string]int
	setsMade int
	closed   map[string]*Plane
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
		dict: dict, columns: map[eligibility.FactKey]*Column{}, words: map[string]*cut.Words{},
		sets: map[setKey]*Set{}, setsOf: map[string]int{}, closed: map[string]*Plane{},
	}
	for _, class := range [...]sizeclass.Class{sizeclass.Large, sizeclass.Medium, sizeclass.Small, sizeclass.Micro} {
		c.wordsOf(SizeClassKey).Code(string(class))
	}
	return c
}

// SizeClassKey is the key that is derived where no fact states it.
const SizeClassKey = "size_class"

// Hold keeps the columns from being written until Release; everything below that
// reads asks for it.
func (c *Columns) Hold() { c.mu.RLock() }

// Release ends a Hold.
func (c *Columns) Release() { c.mu.RUnlock() }

// Column returns the column of a key and period, nil where nobody has one.
func (c *Columns) Column(key eligibility.FactKey) *Column { return c.columns[key] }

// Words returns the texts of a key, nil where there are none.
func (c *Columns) Words(key string) *cut.Words { return c.words[key] }

// Closed returns whose source of a key is complete, nil for nobody's.
func (c *Columns) Closed(key string) *Plane { return c.closed[key] }

// SetOf returns who has one qualification, nil for nobody.
func (c *Columns) SetOf(key, period, code string) *Set { return c.sets[setKey{key, period, code}] }

// ChunkCount returns how many chunks there are.
func (c *Columns) ChunkCount() int { return (c.rows + ChunkRows - 1) / ChunkRows }

// Leaves returns what is kept of predicates under those names.
func (c *Columns) Leaves(keys []string) []*Leaf { return c.leaves.find(keys, c.ChunkCount()) }

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
		c.leaves.forget(row / ChunkRows)
		c.clear(row)
		c.Live.clear(row)
	}
}

func (c *Columns) write(row int, e *eligibility.Enterprise) {
	if row < c.rows && c.Live.has(row) {
		c.clear(row)
	}
	c.leaves.forget(row / ChunkRows)
	c.rows = max(c.rows, row+1)
	c.Live.set(row)
	for i := range e.Facts {
		f := &e.Facts[i]
		if f.Value.Kind == eligibility.NoValue {
			continue
		}
		col := c.column(eligibility.FactKey{Key: f.Key, Period: f.Period})
		if was := c.chosen[col.index]; was == nil || !was.Outranks(f) {
			c.chosen[col.index] = f
		}
		if f.Value.Kind == eligibility.Text && c.KeepsSets(f.Key) {
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
			p = &Plane{}
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

func (c *Columns) column(key eligibility.FactKey) *Column {
	col := c.columns[key]
	if col == nil {
		col = &Column{index: len(c.order), key: key, Words: c.wordsOf(key.Key)}
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
	ChunkRows      = pack.ChunkRows
	ChunkWords     = ChunkRows / 64
	BlocksPerChunk = ChunkRows / network.BlockRows
)

// Plane is one bit for each row of the registry, by chunk; a chunk without any
// is nil.
type Plane struct {
	chunks []*[ChunkWords]uint64
}

// NewPlane returns the plane of the bits of dense words.
func NewPlane(dense []uint64) *Plane {
	p := &Plane{}
	for from := 0; from < len(dense); from += ChunkWords {
		chunk := new([ChunkWords]uint64)
		copy(chunk[:], dense[from:])
		p.chunks = append(p.chunks, chunk)
	}
	return p
}

// Dense returns the bits as dense words.
func (p *Plane) Dense() []uint64 {
	dense := make([]uint64, 0, len(p.chunks)*ChunkWords)
	for _, chunk := range p.chunks {
		if chunk == nil {
			chunk = new([ChunkWords]uint64)
		}
		dense = append(dense, chunk[:]...)
	}
	return dense
}

func (p *Plane) set(row int) {
	for len(p.chunks) <= row/ChunkRows {
		p.chunks = append(p.chunks, nil)
	}
	c := &p.chunks[row/ChunkRows]
	if *c == nil {
		*c = new([ChunkWords]uint64)
	}
	(*c)[row%ChunkRows/64] |= 1 << (row % 64)
}

func (p *Plane) clear(row int) {
	if row/ChunkRows < len(p.chunks) && p.chunks[row/ChunkRows] != nil {
		p.chunks[row/ChunkRows][row%ChunkRows/64] &^= 1 << (row % 64)
	}
}

func (p *Plane) has(row int) bool {
	return p != nil && row/ChunkRows < len(p.chunks) && p.chunks[row/ChunkRows] != nil &&
		p.chunks[row/ChunkRows][row%ChunkRows/64]>>(row%64)&1 == 1
}

// Block returns the bits of one block, nil when none is set in its chunk.
func (p *Plane) Block(at Position) *network.Block {
	if p == nil || at.Chunk >= len(p.chunks) || p.chunks[at.Chunk] == nil {
		return nil
	}
	return (*network.Block)(p.chunks[at.Chunk][at.Block*network.BlockWords : (at.Block+1)*network.BlockWords])
}

// Position names a block of the registry.
type Position struct {
	Chunk, Block int
}

// First returns the first row of the block within its chunk.
func (p Position) First() int { return p.Block * network.BlockRows }
