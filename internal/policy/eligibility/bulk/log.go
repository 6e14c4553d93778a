package bulk

import (
	"encoding/binary"
	"math/bits"

	"github.com/RoaringBitmap/roaring/v2"
)

// log gathers the rows found in one chunk, block after block, and packs them
// into containers of RoaringBitmaps. Writing goes to the end of three lists, so
// that thousands of bitmaps can grow at once without leaving the cache.
type log struct {
	records []record
	rows    []uint16
	words   []uint64
	// counts is how many rows each bitmap has in this chunk.
	counts []uint32
	cursor []uint32
}

// record says that a bitmap has n rows in a block: the next n of rows, or, when
// dense, the next block of words.
type record struct {
	bitmap uint32
	n      uint16
	block  uint8
	dense  bool
}

// denseRows is the count from which a block takes less room as words.
const denseRows = blockWords * 4

func newLog(bitmaps int) *log {
	return &log{counts: make([]uint32, bitmaps), cursor: make([]uint32, bitmaps)}
}

func (l *log) reset() {
	l.records, l.rows, l.words = l.records[:0], l.rows[:0], l.words[:0]
	clear(l.counts)
}

func (l *log) add(bitmap, at int, b *block) {
	n := b.count()
	if n == 0 {
		return
	}
	l.counts[bitmap] += uint32(n)
	r := record{uint32(bitmap), uint16(n), uint8(at), n >= denseRows}
	l.records = append(l.records, r)
	if r.dense {
		l.words = append(l.words, b[:]...)
		return
	}
	l.rows = appendRows(l.rows, b[:], at*blockRows)
}

// appendRows appends the numbers of the bits that are set, counted from first.
func appendRows(rows []uint16, words []uint64, first int) []uint16 {
	for i, w := range words {
		for ; w != 0; w &= w - 1 {
			rows = append(rows, uint16(first+i<<6+bits.TrailingZeros64(w)))
		}
	}
	return rows
}

// chunkRows3 holds the containers of all bitmaps for one chunk, in the layout of
// the portable RoaringBitmap format.
type chunkRows3 struct {
	counts []uint32
	from   []uint32
	data   []byte
}

// maxArray is the greatest count that RoaringBitmap keeps as an array.
const maxArray = 4096

func containerSize(count uint32) uint32 {
	if count > maxArray {
		return chunkRows / 8
	}
	return 2 * count
}

func (l *log) pack() chunkRows3 {
	out := chunkRows3{counts: append([]uint32(nil), l.counts...), from: make([]uint32, len(l.counts))}
	size := uint32(0)
	for i, n := range l.counts {
		out.from[i], l.cursor[i] = size, size
		size += containerSize(n)
	}
	out.data = make([]byte, size)
	rows, words := l.rows, l.words
	var scratch []uint16
	for _, r := range l.records {
		array := l.counts[r.bitmap] <= maxArray
		var part []uint16
		if r.dense {
			dense := words[:blockWords]
			words = words[blockWords:]
			if !array {
				at := out.data[out.from[r.bitmap]+uint32(r.block)*blockRows/8:]
				for i, w := range dense {
					binary.LittleEndian.PutUint64(at[8*i:], w)
				}
				continue
			}
			scratch = appendRows(scratch[:0], dense, int(r.block)*blockRows)
			part = scratch
		} else {
			part, rows = rows[:r.n], rows[r.n:]
		}
		if array {
			at := out.data[l.cursor[r.bitmap]:]
			for i, row := range part {
				binary.LittleEndian.PutUint16(at[2*i:], row)
			}
			l.cursor[r.bitmap] += 2 * uint32(len(part))
			continue
		}
		at := out.data[out.from[r.bitmap]:]
		for _, row := range part {
			at[row>>3] |= 1 << (row & 7)
		}
	}
	return out
}

// joinChunks makes one RoaringBitmap of a bitmap's containers.
func joinChunks(chunks []chunkRows3, bitmap int) (*roaring.Bitmap, error) {
	const cookie, headBytes = 12346, 8 // of the format without run containers
	n, size := uint32(0), uint32(0)
	for i := range chunks {
		if count := chunks[i].counts[bitmap]; count > 0 {
			n, size = n+1, size+containerSize(count)
		}
	}
	if n == 0 {
		return roaring.New(), nil
	}
	start := headBytes + 8*n
	buf := make([]byte, 0, start+size)
	buf = binary.LittleEndian.AppendUint32(buf, cookie)
	buf = binary.LittleEndian.AppendUint32(buf, n)
	for i := range chunks {
		if count := chunks[i].counts[bitmap]; count > 0 {
			buf = binary.LittleEndian.AppendUint16(buf, uint16(i))
			buf = binary.LittleEndian.AppendUint16(buf, uint16(count-1))
		}
	}
	for i := range chunks {
		if count := chunks[i].counts[bitmap]; count > 0 {
			buf = binary.LittleEndian.AppendUint32(buf, start)
			start += containerSize(count)
		}
	}
	for i := range chunks {
		c := &chunks[i]
		if count := c.counts[bitmap]; count > 0 {
			buf = append(buf, c.data[c.from[bitmap]:c.from[bitmap]+containerSize(count)]...)
		}
	}
	out := roaring.New()
	_, err := out.FromBuffer(buf)
	return out, err
}
