package network

import (
	"encoding/binary"
	"slices"
)

// Ref names a slot, plain or complemented, or a constant.
type Ref uint32

// The two constants: no row, and every row.
const (
	Never  Ref = 1<<32 - 2
	Always Ref = 1<<32 - 1
)

// Slot returns the ref of slot i.
func Slot(i int) Ref { return Ref(i << 1) }

// Complement returns the ref of what r is not. It is for the slots that the
// caller fills; nodes and constants have none.
func (r Ref) Complement() Ref { return r ^ 1 }

func (r Ref) complemented() bool { return r&1 == 1 }
func (r Ref) slot() int          { return int(r >> 1) }
func (r Ref) constant() bool     { return r >= Never }

// Output is one condition on the planes: surely and possibly true with
// discretion in favour, surely true with discretion against.
type Output struct {
	Best, Possible, Worst Ref
}

// node is at least k of its inputs: any when k is 1, all when k is their number.
type node struct {
	k  int
	in []Ref
	// target is the slot that the node is computed into; -1 when it is only the
	// root of one output, which is computed where it is used.
	target int
}

// Network is the nodes in an order in which inputs come first. Slots below first
// belong to predicates, the others to the nodes that inner lists.
type Network struct {
	first, slots int
	nodes        []node
	inner        []int
}

// Builder makes nodes, each only once. While building, the ref of node i is
// Slot(nodeBase + i).
type Builder struct {
	nodes []node
	ids   map[string]Ref
}

// nodeBase keeps refs of nodes apart from those of predicates until the number
// of predicates is known.
const nodeBase = 1 << 29

// AtLeast returns the node "at least k of in", or a simpler ref that is the same.
func (b *Builder) AtLeast(k int, in []Ref) Ref {
	rest := in[:0:0]
	for _, r := range in {
		switch r {
		case Always:
			k--
		case Never:
		default:
			rest = append(rest, r)
		}
	}
	switch {
	case k <= 0:
		return Always
	case k > len(rest):
		return Never
	case len(rest) == 1:
		return rest[0]
	}
	slices.Sort(rest)
	if k == 1 || k == len(rest) {
		all := k == len(rest)
		rest = slices.Compact(rest)
		if k = 1; all {
			k = len(rest)
		}
		if len(rest) == 1 {
			return rest[0]
		}
	}
	key := binary.AppendUvarint(nil, uint64(k))
	for _, r := range rest {
		key = binary.LittleEndian.AppendUint32(key, uint32(r))
	}
	if b.ids == nil {
		b.ids = map[string]Ref{}
	}
	id, ok := b.ids[string(key)]
	if !ok {
		id = Slot(nodeBase + len(b.nodes))
		b.ids[string(key)] = id
		b.nodes = append(b.nodes, node{k: k, in: rest})
	}
	return id
}

// Finish returns the network over slots below first, which the caller fills, and
// rewrites the outputs, and those of bonuses, to its refs. Each node that several
// read gets a slot of its own. The builder is used up.
func (b *Builder) Finish(first int, outputs []Output, bonuses [][]Output) Network {
	readers := make([]int, len(b.nodes))
	inner := make([]bool, len(b.nodes))
	for i := range b.nodes {
		for _, r := range b.nodes[i].in {
			if r.slot() >= nodeBase {
				inner[r.slot()-nodeBase] = true
			}
		}
	}
	root := func(r Ref) {
		if !r.constant() && r.slot() >= nodeBase {
			readers[r.slot()-nodeBase]++
		}
	}
	each := func(visit func(o *Output)) {
		for i := range outputs {
			visit(&outputs[i])
			for j := range bonuses[i] {
				visit(&bonuses[i][j])
			}
		}
	}
	each(func(o *Output) {
		for i, r := range [...]Ref{o.Best, o.Possible, o.Worst} {
			if i < 2 || r != o.Best {
				root(r)
			}
		}
	})
	n := Network{first: first, slots: first, nodes: b.nodes}
	for i := range n.nodes {
		n.nodes[i].target = -1
		if inner[i] || readers[i] > 1 {
			n.nodes[i].target = n.slots
			n.inner = append(n.inner, i)
			n.slots++
		}
	}
	for i := range n.nodes {
		for j, r := range n.nodes[i].in {
			if r.slot() >= nodeBase {
				n.nodes[i].in[j] = Slot(n.nodes[r.slot()-nodeBase].target)
			}
		}
	}
	n.gather()
	each(func(o *Output) {
		for _, r := range [...]*Ref{&o.Best, &o.Possible, &o.Worst} {
			if r.constant() || r.slot() < nodeBase {
				continue
			}
			if target := n.nodes[r.slot()-nodeBase].target; target >= 0 {
				*r = Slot(target)
			}
		}
	})
	return n
}

// gather lays the inputs of all nodes side by side, so that a pass over the
// network reads them in order.
func (n *Network) gather() {
	total := 0
	for i := range n.nodes {
		total += len(n.nodes[i].in)
	}
	all := make([]Ref, 0, total)
	for i := range n.nodes {
		from := len(all)
		all = append(all, n.nodes[i].in...)
		n.nodes[i].in = all[from:len(all):len(all)]
	}
}
