package pack

import (
	"encoding/binary"
	"fmt"
	"math/bits"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/yikou/yikou/internal/policy/eligibility/bulk/network"
)

// Log gathers the rows found in one chunk, block after block, in the layout of
// RoaringBitmap's containers. Writing goes to the end of three lists, so that
// thousands of bitmaps can grow at once without leaving the cache; Spread puts
// the parts where they belong when the sizes of all are known.
type Log struct {
	records []record
	// rows holds the rows of sparse blocks as 16-bit numbers, words the bits of
	// dense ones, both little-endian.
	rows, words []byte
	// counts is how many rows each bitmap has in this chunk.
	counts []uint32
}

// record says that a bitmap has n rows in a block: the next n of rows, or, when
// dense, the next block of words.
type record struct {
	bitmap uint32
	n      uint16
	block  uint8
	dense  bool
}

// NewLog returns an empty log with room for what the chunk before took, if any,
// and somewhat more.
func NewLog(bitmaps int, before *Log) *Log {
	l := &Log{counts: make([]uint32, bitmaps)}
	if before != nil {
		const spare = 16
		l.records = make([]record, 0, len(before.records)+len(before.records)/spare)
		l.rows = make([]byte, 0, len(before.rows)+len(before.rows)/spare)
		l.words = make([]byte, 0, len(before.words)+len(before.words)/spare)
	}
	return l
}

// ChunkRows is how many rows one container of a RoaringBitmap holds.
const ChunkRows = 1 << 16

const (
	blockBytes = network.BlockRows / 8
	// denseRows is the count from which a block takes less room as words.
	denseRows = blockBytes / 2
)

// Add takes in the rows of one bitmap in the block at that place of the chunk. Each
// pair of bitmap and block is added at most once, blocks in order.
func (l *Log) Add(bitmap, at int, b *network.Block) {
	n := b.Count()
	if n == 0 {
		return
	}
	l.counts[bitmap] += uint32(n)
	r := record{uint32(bitmap), uint16(n), uint8(at), n >= denseRows}
	l.records = append(l.records, r)
	if r.dense {
		end := len(l.words)
		l.words = slices.Grow(l.words, blockBytes)[:end+blockBytes]
		out := (*[blockBytes]byte)(l.words[end:])
		for i, w := range b {
			binary.LittleEndian.PutUint64(out[8*i:], w)
		}
		return
	}
	end := len(l.rows)
	l.rows = slices.Grow(l.rows, 2*n)[:end+2*n]
	writeRows(l.rows[end:], b, at*network.BlockRows)
}

// writeRows writes the numbers of the rows that are set, counted from first.
func writeRows(out []byte, b *network.Block, first int) {
	for i, w := range b {
		base := uint16(first + i<<6)
		for ; w != 0; w &= w - 1 {
			if len(out) < 2 {
				return
			}
			binary.LittleEndian.PutUint16(out, base+uint16(bits.TrailingZeros64(w)))
			out = out[2:]
		}
	}
}

// maxArray is the greatest count that RoaringBitmap keeps as an array.
const maxArray = 4096

func containerSize(count uint32) uint32 {
	if count > maxArray {
		return ChunkRows / 8
	}
	return 2 * count
}

// Layout makes room for one bitmap over all chunks and writes its head, in the
// portable format without run containers. places gives where its container of
// each chunk begins.
func Layout(chunks []*Log, bitmap int, places func(chunk int, at uint32)) []byte {
	const cookie, headBytes = 12346, 8
	n, size := uint32(0), uint32(0)
	for _, l := range chunks {
		if count := l.counts[bitmap]; count > 0 {
			n, size = n+1, size+containerSize(count)
		}
	}
	if n == 0 {
		return nil
	}
	start := headBytes + 8*n
	buf := make([]byte, start+size)
	head := binary.LittleEndian.AppendUint32(buf[:0], cookie)
	head = binary.LittleEndian.AppendUint32(head, n)
	for i, l := range chunks {
		if count := l.counts[bitmap]; count > 0 {
			head = binary.LittleEndian.AppendUint16(head, uint16(i))
			head = binary.LittleEndian.AppendUint16(head, uint16(count-1))
		}
	}
	for i, l := range chunks {
		if count := l.counts[bitmap]; count > 0 {
			places(i, start)
			head = binary.LittleEndian.AppendUint32(head, start)
			start += containerSize(count)
		}
	}
	return buf
}

// Spread copies the chunk's rows into the bitmaps. places, one for each bitmap,
// is where its container begins and is used up.
func (l *Log) Spread(bitmaps [][]byte, places []uint32) {
	rows, words := l.rows, l.words
	for _, r := range l.records {
		array := l.counts[r.bitmap] <= maxArray
		at := bitmaps[r.bitmap][places[r.bitmap]:]
		switch {
		case r.dense && !array:
			copy(at[int(r.block)*blockBytes:], words[:blockBytes])
		case r.dense:
			var b network.Block
			for i := range b {
				b[i] = binary.LittleEndian.Uint64(words[8*i:])
			}
			writeRows(at, &b, int(r.block)*network.BlockRows)
		case array:
			copy(at, rows[:2*int(r.n)])
		default:
			at = at[:ChunkRows/8]
			for i := 0; i < 2*int(r.n); i += 2 {
				row := binary.LittleEndian.Uint16(rows[i:])
				at[row>>3] |= 1 << (row & 7)
			}
		}
		if r.dense {
			words = words[blockBytes:]
		} else {
			rows = rows[2*int(r.n):]
		}
		if array {
			places[r.bitmap] += 2 * uint32(r.n)
		}
	}
}

// Bitmap reads what Layout and Spread wrote, without copying it.
func Bitmap(buf []byte) (*roaring.Bitmap, error) {
	out := roaring.New()
	if buf == nil {
		return out, nil
	}
	if _, err := out.FromBuffer(buf); err != nil {
		return nil, fmt.Errorf("read back a packed bitmap: %w", err)
	}
	return out, nil
}
