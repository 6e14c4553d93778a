package facts

import (
	"math"
	"sync/atomic"

	"github.com/yikou/yikou/internal/policy/eligibility"
	"github.com/yikou/yikou/internal/policy/eligibility/bulk/cut"
	"github.com/yikou/yikou/internal/policy/eligibility/bulk/network"
	"github.com/yikou/yikou/internal/standard/civil"
	"github.com/yikou/yikou/internal/standard/sizeclass"
)

// Column holds the strongest fact of one key and period for each row. Numbers and
// texts lie in arrays of their own, since a register may mix them.
type Column struct {
	index int
	key   eligibility.FactKey
	// Words are the texts of the key.
	Words  *cut.Words
	chunks []*columnChunk
	// rules caches the size class limits of the texts as industry codes.
	rules atomic.Pointer[ruleTable]
}

// columnChunk holds a chunk's cells; arrays that nothing needed are nil.
type columnChunk struct {
	tags  *[ChunkRows]Tag
	nums  *[ChunkRows]float64 // NaN where the cell is no number
	texts *[ChunkRows]uint32  // 0 where the cell is no text
}

// Tag says of a cell which kind of value it holds, its tier, and the value of a
// boolean; 0 is an empty cell.
type Tag uint8

// The parts of a tag.
const (
	tagKind      Tag = 3
	TagTier      Tag = 7 << 2
	TagTrue      Tag = 1 << 5
	TagTierShift     = 2
)

func tagOf(f *eligibility.Fact) Tag {
	t := Tag(f.Value.Kind) | Tag(f.Tier.Effective())<<TagTierShift
	if f.Value.Bool {
		t |= TagTrue
	}
	return t
}

// Kind returns which kind of value the cell holds.
func (t Tag) Kind() eligibility.ValueKind { return eligibility.ValueKind(t & tagKind) }

// Counts reports whether the cell holds evidence of at least tier min.
func (t Tag) Counts(min eligibility.Tier) bool {
	return t != 0 && (min == eligibility.TierUnstated || eligibility.Tier(t&TagTier>>TagTierShift) <= min)
}

func (c *Column) chunk(row int) *columnChunk {
	if row/ChunkRows >= len(c.chunks) {
		return nil
	}
	return c.chunks[row/ChunkRows]
}

func (c *Column) set(row int, f *eligibility.Fact) {
	for len(c.chunks) <= row/ChunkRows {
		c.chunks = append(c.chunks, nil)
	}
	ch := c.chunks[row/ChunkRows]
	if ch == nil {
		ch = &columnChunk{tags: new([ChunkRows]Tag)}
		c.chunks[row/ChunkRows] = ch
	}
	i := row % ChunkRows
	ch.tags[i] = tagOf(f)
	switch f.Value.Kind {
	case eligibility.Number:
		if ch.nums == nil {
			ch.nums = new([ChunkRows]float64)
			for k := range ch.nums {
				ch.nums[k] = math.NaN()
			}
		}
		ch.nums[i] = f.Value.Num
	case eligibility.Text:
		if ch.texts == nil {
			ch.texts = new([ChunkRows]uint32)
		}
		ch.texts[i] = c.Words.Code(f.Value.Text)
	}
}

func (c *Column) clear(row int) {
	ch := c.chunk(row)
	if ch == nil {
		return
	}
	i := row % ChunkRows
	ch.tags[i] = 0
	if ch.nums != nil {
		ch.nums[i] = math.NaN()
	}
	if ch.texts != nil {
		ch.texts[i] = 0
	}
}

func (c *Column) tag(row int) Tag {
	if ch := c.chunk(row); ch != nil {
		return ch.tags[row%ChunkRows]
	}
	return 0
}

func (c *Column) num(row int) float64 {
	if ch := c.chunk(row); ch != nil && ch.nums != nil {
		return ch.nums[row%ChunkRows]
	}
	return math.NaN()
}

func (c *Column) text(row int) uint32 {
	if ch := c.chunk(row); ch != nil && ch.texts != nil {
		return ch.texts[row%ChunkRows]
	}
	return 0
}

// BlockTags returns the tags of a block, nil when the chunk holds nothing.
func (c *Column) BlockTags(at Position) *[network.BlockRows]Tag {
	if c == nil || at.Chunk >= len(c.chunks) || c.chunks[at.Chunk] == nil {
		return nil
	}
	return (*[network.BlockRows]Tag)(c.chunks[at.Chunk].tags[at.First():])
}

// BlockNums returns the numbers of a block, nil when the chunk holds none.
func (c *Column) BlockNums(at Position) *[network.BlockRows]float64 {
	if c == nil || at.Chunk >= len(c.chunks) || c.chunks[at.Chunk] == nil || c.chunks[at.Chunk].nums == nil {
		return nil
	}
	return (*[network.BlockRows]float64)(c.chunks[at.Chunk].nums[at.First():])
}

// BlockTexts returns the text codes of a block, nil when the chunk holds none.
func (c *Column) BlockTexts(at Position) *[network.BlockRows]uint32 {
	if c == nil || at.Chunk >= len(c.chunks) || c.chunks[at.Chunk] == nil || c.chunks[at.Chunk].texts == nil {
		return nil
	}
	return (*[network.BlockRows]uint32)(c.chunks[at.Chunk].texts[at.First():])
}

// ruleTable gives the limits of a standard for each industry code.
type ruleTable struct {
	from  civil.Date
	rules []*sizeclass.Rule
}

// RulesOf finds the limits for each text of the key, nil for none, and keeps
// them: a draft is simulated again with every key stroke.
func (c *Column) RulesOf(standard *sizeclass.Standard) []*sizeclass.Rule {
	if t := c.rules.Load(); t != nil && t.from == standard.From && len(t.rules) == len(c.Words.Texts()) {
		return t.rules
	}
	t := &ruleTable{from: standard.From, rules: make([]*sizeclass.Rule, len(c.Words.Texts()))}
	for code, text := range c.Words.Texts() {
		if rule, why := standard.Rule(text); why == "" {
			t.rules[code] = &rule
		}
	}
	c.rules.Store(t)
	return t.rules
}
