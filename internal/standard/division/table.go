package division

import (
	"bytes"
	"compress/flate"
	"embed"
	"encoding/binary"
	"fmt"
	"io"
	"sort"
	"sync"
)

// data is written by scripts/standards/divisions.mjs, which describes the
// format.
//
//go:embed data/*.bin
var data embed.FS

// table holds provinces to streets sorted by their nine digits, and communities
// by province once they were asked for. It is never changed after loading.
type table struct {
	keys  []uint32 // nine digits
	codes string   // twelve digits each, in the order of keys
	names text
	below [100]lazy
}

// lazy is the communities of one province.
type lazy struct {
	once sync.Once
	list *communities
}

// text is many strings in one, without a pointer for each.
type text struct {
	all  string
	ends []uint32
}

func (t text) at(i int) string {
	from := uint32(0)
	if i > 0 {
		from = t.ends[i-1] + 1
	}
	return t.all[from:t.ends[i]]
}

// lines splits a stream of strings that each end with a newline.
func lines(b []byte) text {
	t := text{all: string(b), ends: make([]uint32, 0, bytes.Count(b, []byte{'\n'}))}
	for i, c := range b {
		if c == '\n' {
			t.ends = append(t.ends, uint32(i))
		}
	}
	return t
}

// loadTable decodes the embedded provinces to streets on first use.
var loadTable = sync.OnceValue(func() *table {
	s := open("upper")
	numbers, names := s.next(), s.next()
	t := &table{names: lines(names)}
	n := len(t.names.ends)
	t.keys = make([]uint32, 0, n)
	codes := make([]byte, 0, n*codeLength)
	key := uint64(0)
	for len(numbers) > 0 {
		key += varint(&numbers)
		t.keys = append(t.keys, uint32(key))
		codes = appendDigits(codes, key, 9)
		codes = append(codes, "000"...)
	}
	if len(t.keys) != n {
		panic("division: the embedded table is damaged")
	}
	t.codes = string(codes)
	return t
})

func (t *table) at(i int) Division {
	return Division{Code: t.codes[i*codeLength : (i+1)*codeLength], Name: t.names.at(i)}
}

// find returns the place of a key and whether it is there; without it, the place
// of the next larger one.
func (t *table) find(key uint32) (int, bool) {
	i := sort.Search(len(t.keys), func(i int) bool { return t.keys[i] >= key })
	return i, i < len(t.keys) && t.keys[i] == key
}

// communities are the divisions below the streets of one province, sorted.
type communities struct {
	streets []uint32 // seven digits after those of the province
	starts  []uint32 // of each street's first community; one more at the end
	numbers []uint16 // the last three digits
	kinds   []byte   // index into endings
	stems   text
}

// endings are what most names of communities end with; divisions.mjs holds the
// same list in the same order.
var endings = [...]string{"", "村委会", "村民委员会", "社区居委会", "社区居民委员会", "社区", "居委会", "居民委员会"}

// communities returns those of a province by its two digits, nil where there are
// none, decoding them on first use: about 10 ms and 1 MB for a large province.
func (t *table) communities(province int) *communities {
	l := &t.below[province]
	l.once.Do(func() {
		name := fmt.Sprintf("%02d", province)
		if f, err := data.Open("data/" + name + ".bin"); err == nil {
			_ = f.Close()
			l.list = loadCommunities(name)
		}
	})
	return l.list
}

func loadCommunities(province string) *communities {
	s := open(province)
	heads, numbers, kinds, stems := s.next(), s.next(), s.next(), s.next()
	c := &communities{kinds: bytes.Clone(kinds), stems: lines(stems), numbers: make([]uint16, 0, len(kinds))}
	street := uint64(0)
	for len(heads) > 0 {
		street += varint(&heads)
		c.streets = append(c.streets, uint32(street))
		c.starts = append(c.starts, uint32(len(c.numbers)))
		n := uint64(0)
		for range varint(&heads) {
			n += varint(&numbers)
			c.numbers = append(c.numbers, uint16(n))
		}
	}
	c.starts = append(c.starts, uint32(len(c.numbers)))
	if len(c.numbers) != len(kinds) || len(c.stems.ends) != len(kinds) {
		panic("division: the embedded table of province " + province + " is damaged")
	}
	return c
}

// of returns the range of communities of a street by its seven digits.
func (c *communities) of(street uint32) (from, to int) {
	if c == nil {
		return 0, 0
	}
	i := sort.Search(len(c.streets), func(i int) bool { return c.streets[i] >= street })
	if i == len(c.streets) || c.streets[i] != street {
		return 0, 0
	}
	return int(c.starts[i]), int(c.starts[i+1])
}

func (c *communities) name(i int) string { return c.stems.at(i) + endings[c.kinds[i]] }

// stream reads the parts of one embedded file.
type stream struct{ rest []byte }

func open(name string) stream {
	packed, err := data.ReadFile("data/" + name + ".bin")
	if err != nil {
		panic("division: " + err.Error())
	}
	plain, err := io.ReadAll(flate.NewReader(bytes.NewReader(packed)))
	if err != nil {
		panic("division: embedded file " + name + " is damaged: " + err.Error())
	}
	return stream{plain}
}

func (s *stream) next() []byte {
	n := varint(&s.rest)
	part := s.rest[:n]
	s.rest = s.rest[n:]
	return part
}

func varint(b *[]byte) uint64 {
	v, n := binary.Uvarint(*b)
	if n <= 0 {
		panic("division: an embedded number is damaged")
	}
	*b = (*b)[n:]
	return v
}

func appendDigits(b []byte, n uint64, width int) []byte {
	var d [20]byte
	for i := width - 1; i >= 0; i-- {
		d[i] = byte('0' + n%10)
		n /= 10
	}
	return append(b, d[:width]...)
}
