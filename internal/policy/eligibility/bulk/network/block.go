package network

import "math/bits"

// The size of a block. A few thousand blocks, one for each predicate and plane,
// fit into a core's second-level cache.
const (
	BlockRows  = 2048
	BlockWords = BlockRows / 64
)

// Block is one bit for each row of a block.
type Block [BlockWords]uint64

// And keeps the rows that x has too and returns the union of what is left, 0 for
// none.
func (b *Block) And(x *Block) (left uint64) {
	for i := range b {
		b[i] &= x[i]
		left |= b[i]
	}
	return left
}

// AndNot drops the rows that x has and returns what is left, like And.
func (b *Block) AndNot(x *Block) (left uint64) {
	for i := range b {
		b[i] &^= x[i]
		left |= b[i]
	}
	return left
}

// Or adds the rows of x.
func (b *Block) Or(x *Block) {
	for i := range b {
		b[i] |= x[i]
	}
}

// OrNot adds the rows that x has not.
func (b *Block) OrNot(x *Block) {
	for i := range b {
		b[i] |= ^x[i]
	}
}

// Not becomes the rows that x has not.
func (b *Block) Not(x *Block) {
	for i := range b {
		b[i] = ^x[i]
	}
}

// SetAll sets every row.
func (b *Block) SetAll() {
	for i := range b {
		b[i] = ^uint64(0)
	}
}

// Set sets row i of the block.
func (b *Block) Set(i int) { b[i>>6] |= 1 << (i & 63) }

// Has reports whether row i is set.
func (b *Block) Has(i int) bool { return b[i>>6]>>(i&63)&1 == 1 }

// Count returns how many rows are set.
func (b *Block) Count() int {
	n := 0
	for _, w := range b {
		n += bits.OnesCount64(w)
	}
	return n
}

// Any reports whether a row is set.
func (b *Block) Any() bool {
	var all uint64
	for _, w := range b {
		all |= w
	}
	return all != 0
}

// Rows calls yield for each row that is set, ascending.
func (b *Block) Rows(yield func(int) bool) {
	for i, w := range b {
		for ; w != 0; w &= w - 1 {
			if !yield(i<<6 + bits.TrailingZeros64(w)) {
				return
			}
		}
	}
}

// both is x and y, and reports whether any row is left.
func (b *Block) both(x, y *Block) bool {
	var left uint64
	for i := range b {
		w := x[i] & y[i]
		b[i] = w
		left |= w
	}
	return left != 0
}

// andBoth is and with x and y.
func (b *Block) andBoth(x, y *Block) (left uint64) {
	for i := range b {
		w := b[i] & x[i] & y[i]
		b[i] = w
		left |= w
	}
	return left
}

// Full reports whether every row is set.
func (b *Block) Full() bool {
	all := ^uint64(0)
	for _, w := range b {
		all &= w
	}
	return all == ^uint64(0)
}

// Difference puts the rows of x that y has not into out.
func Difference(out, x, y *Block) {
	for i := range out {
		out[i] = x[i] &^ y[i]
	}
}

// OrDifference adds the rows of x that y has not to out.
func OrDifference(out, x, y *Block) {
	for i := range out {
		out[i] |= x[i] &^ y[i]
	}
}

// Union puts the rows of x and of y into out.
func Union(out, x, y *Block) {
	for i := range out {
		out[i] = x[i] | y[i]
	}
}
