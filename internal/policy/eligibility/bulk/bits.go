package bulk

import "math/bits"

// The sizes of the parts a registry is worked through in. A chunk is a container
// of a RoaringBitmap. A block's bitmaps of a few thousand predicates fit into a
// core's second-level cache; 2,048 was the fastest of 1,024 to 8,192.
const (
	chunkRows      = 1 << 16
	chunkWords     = chunkRows / 64
	blockRows      = 2048
	blockWords     = blockRows / 64
	blocksPerChunk = chunkRows / blockRows
)

// block is one bit for each row of a block.
type block [blockWords]uint64

func (b *block) and(x *block) (left uint64) {
	for i := range b {
		b[i] &= x[i]
		left |= b[i]
	}
	return left
}

func (b *block) andNot(x *block) (left uint64) {
	for i := range b {
		b[i] &^= x[i]
		left |= b[i]
	}
	return left
}

func (b *block) or(x *block) {
	for i := range b {
		b[i] |= x[i]
	}
}

func (b *block) orNot(x *block) {
	for i := range b {
		b[i] |= ^x[i]
	}
}

func (b *block) not(x *block) {
	for i := range b {
		b[i] = ^x[i]
	}
}

func (b *block) setAll() {
	for i := range b {
		b[i] = ^uint64(0)
	}
}

func (b *block) set(i int)      { b[i>>6] |= 1 << (i & 63) }
func (b *block) has(i int) bool { return b[i>>6]>>(i&63)&1 == 1 }

func (b *block) count() int {
	n := 0
	for _, w := range b {
		n += bits.OnesCount64(w)
	}
	return n
}

func (b *block) any() bool {
	var all uint64
	for _, w := range b {
		all |= w
	}
	return all != 0
}

// rows calls yield for each row that is set, ascending.
func (b *block) rows(yield func(int) bool) {
	for i, w := range b {
		for ; w != 0; w &= w - 1 {
			if !yield(i<<6 + bits.TrailingZeros64(w)) {
				return
			}
		}
	}
}

// both is x and y, and reports whether any row is left.
func (b *block) both(x, y *block) bool {
	var left uint64
	for i := range b {
		w := x[i] & y[i]
		b[i] = w
		left |= w
	}
	return left != 0
}

// andBoth is and with x and y.
func (b *block) andBoth(x, y *block) (left uint64) {
	for i := range b {
		w := b[i] & x[i] & y[i]
		b[i] = w
		left |= w
	}
	return left
}

func (b *block) full() bool {
	all := ^uint64(0)
	for _, w := range b {
		all &= w
	}
	return all == ^uint64(0)
}
