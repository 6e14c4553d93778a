package bulk

import (
	"encoding/binary"
	"slices"
)

// ref names a slot of a worker, plain or complemented.
type ref uint32

// The two constants stand above every slot.
const (
	never  ref = 1<<32 - 2
	always ref = 1<<32 - 1
)

func slot(i int) ref             { return ref(i << 1) }
func (r ref) complement() ref    { return r ^ 1 }
func (r ref) complemented() bool { return r&1 == 1 }
func (r ref) slot() int          { return int(r >> 1) }
func (r ref) constant() bool     { return r >= never }

// node is at least k of its inputs: any when k is 1, all when k is their number.
type node struct {
	k  int
	in []ref
	// target is the slot that the node is computed into; -1 when it is only the
	// root of one output, which is computed where it is used.
	target int
}

// network is the nodes in an order in which inputs come first. Slots below first
// belong to predicates, the others to the nodes that inner lists.
type network struct {
	first, slots int
	nodes        []node
	inner        []int
}

// builder makes nodes, each only once. While building, the ref of node i is
// slot(nodeBase + i).
type builder struct {
	nodes []node
	ids   map[string]ref
}

// nodeBase keeps refs of nodes apart from those of predicates until the number
// of predicates is known.
const nodeBase = 1 << 29

// atLeast returns the node "at least k of in", or a simpler ref that is the same.
func (b *builder) atLeast(k int, in []ref) ref {
	rest := in[:0:0]
	for _, r := range in {
		switch r {
		case always:
			k--
		case never:
		default:
			rest = append(rest, r)
		}
	}
	switch {
	case k <= 0:
		return always
	case k > len(rest):
		return never
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
		b.ids = map[string]ref{}
	}
	id, ok := b.ids[string(key)]
	if !ok {
		id = slot(nodeBase + len(b.nodes))
		b.ids[string(key)] = id
		b.nodes = append(b.nodes, node{k: k, in: rest})
	}
	return id
}

// finish gives each node that several read its slot and rewrites the refs.
func (b *builder) finish(first int, outputs []output, bonuses [][]output) network {
	readers := make([]int, len(b.nodes))
	inner := make([]bool, len(b.nodes))
	for i := range b.nodes {
		for _, r := range b.nodes[i].in {
			if r.slot() >= nodeBase {
				inner[r.slot()-nodeBase] = true
			}
		}
	}
	root := func(r ref) {
		if !r.constant() && r.slot() >= nodeBase {
			readers[r.slot()-nodeBase]++
		}
	}
	each := func(visit func(o *output)) {
		for i := range outputs {
			visit(&outputs[i])
			for j := range bonuses[i] {
				visit(&bonuses[i][j])
			}
		}
	}
	each(func(o *output) {
		for i, r := range [...]ref{o.best, o.possible, o.worst} {
			if i < 2 || r != o.best {
				root(r)
			}
		}
	})
	n := network{first: first, slots: first, nodes: b.nodes}
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
				n.nodes[i].in[j] = slot(n.nodes[r.slot()-nodeBase].target)
			}
		}
	}
	n.gather()
	each(func(o *output) {
		for _, r := range [...]*ref{&o.best, &o.possible, &o.worst} {
			if r.constant() || r.slot() < nodeBase {
				continue
			}
			if target := n.nodes[r.slot()-nodeBase].target; target >= 0 {
				*r = slot(target)
			}
		}
	})
	return n
}

// gather lays the inputs of all nodes side by side, so that a pass over the
// network reads them in order.
func (n *network) gather() {
	total := 0
	for i := range n.nodes {
		total += len(n.nodes[i].in)
	}
	all := make([]ref, 0, total)
	for i := range n.nodes {
		from := len(all)
		all = append(all, n.nodes[i].in...)
		n.nodes[i].in = all[from:len(all):len(all)]
	}
}
