package facts

import (
	"slices"

	"github.com/yikou/yikou/internal/policy/eligibility"
	"github.com/yikou/yikou/internal/policy/eligibility/bulk/network"
	"github.com/yikou/yikou/internal/standard/civil"
)

// setKey names one qualification.
type setKey struct {
	key, period, code string
}

// Set holds who has one qualification, with the validity of each record.
type Set struct {
	index  int
	key    setKey
	chunks [][]setEntry // sorted by row
}

// setEntry is one record. Days count from 1970; open ends are the extremes.
type setEntry struct {
	row      uint16
	tier     eligibility.Tier
	from, to int32
}

// maxUnknownSets is how many different texts a key that the dictionary does not
// know may have and still be taken for a qualification. It is a guess.
const maxUnknownSets = 1000

// KeepsSets reports whether every value of a key counts, as `has` wants it.
func (c *Columns) KeepsSets(key string) bool {
	switch c.dict[key] {
	case eligibility.KindQualification:
		return true
	case eligibility.AnyKind:
		return c.setsOf[key] <= maxUnknownSets
	}
	return false
}

// forgetSets drops what was kept of a key that turned out to hold free text.
func (c *Columns) forgetSets(key string) {
	for k := range c.sets {
		if k.key == key {
			delete(c.sets, k)
		}
	}
}

func (c *Columns) addToSet(row int, f *eligibility.Fact) {
	key := setKey{f.Key, f.Period, f.Value.Text}
	s := c.sets[key]
	if s == nil {
		c.setsOf[f.Key]++
		if !c.KeepsSets(f.Key) {
			c.forgetSets(f.Key)
			return
		}
		s = &Set{index: c.setsMade, key: key}
		c.setsMade++
		c.sets[key] = s
	}
	for len(s.chunks) <= row/ChunkRows {
		s.chunks = append(s.chunks, nil)
	}
	e := setEntry{row: uint16(row % ChunkRows), tier: f.Tier.Effective(), from: openFrom, to: openTo}
	if !f.From.IsZero() {
		e.from = int32(f.From.Days())
	}
	if !f.To.IsZero() {
		e.to = int32(f.To.Days())
	}
	list := &s.chunks[row/ChunkRows]
	_, end := s.find(row)
	*list = slices.Insert(*list, end, e)
}

const (
	openFrom = -1 << 31
	openTo   = 1<<31 - 1
)

// find returns where the entries of a row lie in its chunk.
func (s *Set) find(row int) (from, to int) {
	list := s.chunks[row/ChunkRows]
	i := uint16(row % ChunkRows)
	// Rows mostly come in order: the place is the end.
	if len(list) == 0 || list[len(list)-1].row < i {
		return len(list), len(list)
	}
	from, _ = slices.BinarySearchFunc(list, i, func(e setEntry, i uint16) int { return int(e.row) - int(i) })
	for to = from; to < len(list) && list[to].row == i; to++ {
	}
	return from, to
}

func (s *Set) entries(row int) []setEntry {
	if row/ChunkRows >= len(s.chunks) {
		return nil
	}
	from, to := s.find(row)
	return s.chunks[row/ChunkRows][from:to]
}

func (s *Set) clear(row int) {
	if row/ChunkRows < len(s.chunks) {
		from, to := s.find(row)
		s.chunks[row/ChunkRows] = slices.Delete(s.chunks[row/ChunkRows], from, to)
	}
}

// Read marks the rows of a block that hold a valid record, and those that hold
// any, of at least tier min.
func (s *Set) Read(at Position, day civil.Date, min eligibility.Tier, valid, any *network.Block) {
	*valid, *any = network.Block{}, network.Block{}
	if s == nil || at.Chunk >= len(s.chunks) {
		return
	}
	list := s.chunks[at.Chunk]
	first, on := at.First(), int32(day.Days())
	i, _ := slices.BinarySearchFunc(list, first, func(e setEntry, i int) int { return int(e.row) - i })
	for ; i < len(list) && int(list[i].row) < first+network.BlockRows; i++ {
		e := &list[i]
		if !e.tier.Reaches(min) {
			continue
		}
		any.Set(int(e.row) - first)
		if e.from <= on && on <= e.to {
			valid.Set(int(e.row) - first)
		}
	}
}
