package rule

import (
	"math"
	"reflect"
)

// Exclude reports whether nobody can fulfil both conditions because they ask for
// ranges of one figure that do not meet. It looks at what must hold in any case,
// not into alternatives.
func Exclude(a, b *Node) bool {
	for _, x := range ranges(a) {
		for _, y := range ranges(b) {
			if reflect.DeepEqual(x.term, y.term) && (x.before(y) || y.before(x)) {
				return true
			}
		}
	}
	return false
}

// interval is what a clause allows of a figure.
type interval struct {
	term     Term
	from, to float64
}

// before reports whether every value of i lies below every one of o; ranges that
// share only the bound they were cut at count as apart.
func (i interval) before(o interval) bool { return i.to <= o.from }

func ranges(n *Node) []interval {
	switch {
	case n == nil:
		return nil
	case n.Kind == All:
		var out []interval
		for _, c := range n.Of {
			out = append(out, ranges(c)...)
		}
		return out
	case n.Kind != Leaf || n.Test.Discretion || n.Test.Value.Kind != NumberValue && n.Test.Op != "between":
		return nil
	}
	v, t := n.Test.Value, n.Test.Term
	switch n.Test.Op {
	case ">", ">=":
		return []interval{{term: t, from: v.Number, to: math.Inf(1)}}
	case "<", "<=":
		return []interval{{term: t, from: math.Inf(-1), to: v.Number}}
	case "between":
		return []interval{{term: t, from: v.Items[0].Number, to: v.Items[1].Number}}
	}
	return nil
}
