package network

import "math/bits"

// Planes holds the slots of one block: those of the caller, filled beforehand,
// and those of inner nodes, computed when first asked for. Each goroutine has its
// own.
type Planes struct {
	network *Network
	// Slots are all slots; the caller fills those below the network's first.
	Slots []Block
	// computed says for which round an inner node's slot was computed.
	computed []uint32
	round    uint32
}

// NewPlanes returns planes for blocks of that network.
func NewPlanes(n *Network) Planes {
	return Planes{network: n, Slots: make([]Block, n.slots), computed: make([]uint32, len(n.inner))}
}

// Next begins a block: the inner nodes of the one before are forgotten.
func (p *Planes) Next() {
	if p.round++; p.round == 0 {
		clear(p.computed)
		p.round = 1
	}
}

// at returns the slot of a ref that is not constant and not a root's own node.
func (p *Planes) at(r Ref) *Block {
	s := r.slot()
	if inner := s - p.network.first; inner >= 0 && p.computed[inner] != p.round {
		p.computed[inner] = p.round
		p.compute(&p.network.nodes[p.network.inner[inner]], &p.Slots[s])
	}
	return &p.Slots[s]
}

// Resolve puts what a ref stands for into out and reports whether any row is
// left.
func (p *Planes) Resolve(r Ref, out *Block) bool {
	switch {
	case r == Always:
		out.SetAll()
		return true
	case r == Never:
		*out = Block{}
		return false
	case r.slot() >= nodeBase:
		return p.compute(&p.network.nodes[r.slot()-nodeBase], out)
	case r.complemented():
		out.Not(p.at(r))
	default:
		*out = *p.at(r)
	}
	return out.Any()
}

// compute evaluates a node and reports whether any row is left.
func (p *Planes) compute(n *node, out *Block) bool {
	switch n.k {
	case len(n.in):
		return p.all(n.in, out)
	case 1:
		*out = Block{}
		for _, r := range n.in {
			if r.complemented() {
				out.OrNot(p.at(r))
			} else {
				out.Or(p.at(r))
			}
		}
		return out.Any()
	}
	if n.k <= fewEnough {
		p.few(n, out)
	} else {
		p.count(n, out)
	}
	return out.Any()
}

// all intersects the inputs, up to three at a time, and stops when nothing is
// left.
func (p *Planes) all(in []Ref, out *Block) bool {
	if r := in[0]; r.complemented() {
		out.Not(p.at(r))
		in = in[1:]
	} else if len(in) > 1 && !in[1].complemented() {
		if !out.both(p.at(r), p.at(in[1])) {
			return false
		}
		in = in[2:]
	} else {
		*out = *p.at(r)
		in = in[1:]
	}
	for len(in) > 0 {
		var left uint64
		switch {
		case in[0].complemented():
			left = out.AndNot(p.at(in[0]))
			in = in[1:]
		case len(in) > 1 && !in[1].complemented():
			left = out.andBoth(p.at(in[0]), p.at(in[1]))
			in = in[2:]
		default:
			left = out.And(p.at(in[0]))
			in = in[1:]
		}
		if left == 0 {
			return false
		}
	}
	return true
}

// fewEnough is the k up to which at-least is computed by one plane for each
// number reached, which costs k steps for each input.
const fewEnough = 4

func (p *Planes) few(n *node, out *Block) {
	var reached [fewEnough + 1]Block
	reached[0].SetAll()
	for _, r := range n.in {
		in := p.at(r)
		flip := uint64(0)
		if r.complemented() {
			flip = ^uint64(0)
		}
		for w := range in {
			x := in[w] ^ flip
			for k := n.k; k > 0; k-- {
				reached[k][w] |= reached[k-1][w] & x
			}
		}
	}
	*out = reached[n.k]
}

// count adds the inputs up in binary, one plane for each digit, and compares the
// sum with k.
func (p *Planes) count(n *node, out *Block) {
	var digits [32]Block
	top := 0
	for _, r := range n.in {
		in := p.at(r)
		flip := uint64(0)
		if r.complemented() {
			flip = ^uint64(0)
		}
		var carried uint64
		for w := range in {
			carry := in[w] ^ flip
			for d := 0; d < top && carry != 0; d++ {
				digits[d][w], carry = digits[d][w]^carry, digits[d][w]&carry
			}
			if carry != 0 {
				digits[top][w] = carry
			}
			carried |= carry
		}
		if carried != 0 {
			top++
		}
	}
	for w := range out {
		greater, equal := uint64(0), ^uint64(0)
		for d := max(top, bits.Len(uint(n.k))) - 1; d >= 0; d-- {
			if n.k>>d&1 == 1 {
				equal &= digits[d][w]
			} else {
				greater |= equal & digits[d][w]
				equal &^= digits[d][w]
			}
		}
		out[w] = greater | equal
	}
}

// AtLeast puts the rows that at least k of the inputs have into out. The inputs
// are refs of the slots.
func AtLeast(k int, in []Ref, slots []Block, out *Block) {
	switch {
	case k <= 0:
		out.SetAll()
	case k > len(in):
		*out = Block{}
	default:
		p := Planes{network: &Network{first: len(slots)}, Slots: slots}
		p.compute(&node{k: k, in: in}, out)
	}
}
