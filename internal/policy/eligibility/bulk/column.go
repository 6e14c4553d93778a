package bulk

import (
	"math"
	"sync/atomic"

	"github.com/yikou/yikou/internal/policy/eligibility"
	"github.com/yikou/yikou/internal/policy/eligibility/bulk/cut"
	"github.com/yikou/yikou/internal/policy/eligibility/bulk/network"
)

// column holds the strongest fact of one key and period for each row. Numbers
// and texts lie in arrays of their own, since a register may mix them.
type column struct {
	index  int
	key    eligibility.FactKey
	words  *cut.Words
	chunks []*columnChunk
	// rules caches the size class limits of the texts as industry codes.
	rules atomic.Pointer[ruleTable]
}

// columnChunk holds a chunk's cells; arrays that nothing needed are nil.
type columnChunk struct {
	tags  *[chunkRows]tag
	nums  *[chunkRows]float64 // NaN where the cell is no number
	texts *[chunkRows]uint32  // 0 where the cell is no text
}

// tag says of a cell which kind of value it holds, its tier, and the value of a
// boolean; 0 is an empty cell.
type tag uint8

const (
	tagKind      tag = 3
	tagTier      tag = 7 << 2
	tagTrue      tag = 1 << 5
	tagTierShift     = 2
)

func tagOf(f *eligibility.Fact) tag {
	t := tag(f.Value.Kind) | tag(f.Tier.Effective())<<tagTierShift
	if f.Value.Bool {
		t |= tagTrue
	}
	return t
}

func (t tag) kind() eligibility.ValueKind { return eligibility.ValueKind(t & tagKind) }

// counts reports whether the cell holds evidence of at least tier min.
func (t tag) counts(min eligibility.Tier) bool {
	return t != 0 && (min == eligibility.TierUnstated || eligibility.Tier(t&tagTier>>tagTierShift) <= min)
}

func (c *column) chunk(row int) *columnChunk {
	if row/chunkRows >= len(c.chunks) {
		return nil
	}
	return c.chunks[row/chunkRows]
}

func (c *column) set(row int, f *eligibility.Fact) {
	for len(c.chunks) <= row/chunkRows {
		c.chunks = append(c.chunks, nil)
	}
	ch := c.chunks[row/chunkRows]
	if ch == nil {
		ch = &columnChunk{tags: new([chunkRows]tag)}
		c.chunks[row/chunkRows] = ch
	}
	i := row % chunkRows
	ch.tags[i] = tagOf(f)
	switch f.Value.Kind {
	case eligibility.Number:
		if ch.nums == nil {
			ch.nums = new([chunkRows]float64)
			for k := range ch.nums {
				ch.nums[k] = math.NaN()
			}
		}
		ch.nums[i] = f.Value.Num
	case eligibility.Text:
		if ch.texts == nil {
			ch.texts = new([chunkRows]uint32)
		}
		ch.texts[i] = c.words.Code(f.Value.Text)
	}
}

func (c *column) clear(row int) {
	ch := c.chunk(row)
	if ch == nil {
		return
	}
	i := row % chunkRows
	ch.tags[i] = 0
	if ch.nums != nil {
		ch.nums[i] = math.NaN()
	}
	if ch.texts != nil {
		ch.texts[i] = 0
	}
}

func (c *column) tag(row int) tag {
	if ch := c.chunk(row); ch != nil {
		return ch.tags[row%chunkRows]
	}
	return 0
}

func (c *column) num(row int) float64 {
	if ch := c.chunk(row); ch != nil && ch.nums != nil {
		return ch.nums[row%chunkRows]
	}
	return math.NaN()
}

func (c *column) text(row int) uint32 {
	if ch := c.chunk(row); ch != nil && ch.texts != nil {
		return ch.texts[row%chunkRows]
	}
	return 0
}

// tags returns the tags of a block, nil when the chunk holds nothing.
func (c *column) blockTags(at position) *[network.BlockRows]tag {
	if c == nil || at.chunk >= len(c.chunks) || c.chunks[at.chunk] == nil {
		return nil
	}
	return (*[network.BlockRows]tag)(c.chunks[at.chunk].tags[at.first():])
}

// blockNums returns the numbers of a block, nil when the chunk holds none.
func (c *column) blockNums(at position) *[network.BlockRows]float64 {
	if c == nil || at.chunk >= len(c.chunks) || c.chunks[at.chunk] == nil || c.chunks[at.chunk].nums == nil {
		return nil
	}
	return (*[network.BlockRows]float64)(c.chunks[at.chunk].nums[at.first():])
}

// blockTexts returns the text codes of a block, nil when the chunk holds none.
func (c *column) blockTexts(at position) *[network.BlockRows]uint32 {
	if c == nil || at.chunk >= len(c.chunks) || c.chunks[at.chunk] == nil || c.chunks[at.chunk].texts == nil {
		return nil
	}
	return (*[network.BlockRows]uint32)(c.chunks[at.chunk].texts[at.first():])
}
