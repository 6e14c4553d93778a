package rule

import (
	"math"
	"reflect"
	"slices"
	"strings"
)

// Exclude reports whether nobody can fulfil both conditions because they ask for
// ranges of one figure that do not meet, or for different industries or
// sizes. It looks at what must hold in any case, not into alternatives.
func Exclude(a, b *Node) bool {
	for _, x := range kinds(a) {
		for _, y := range kinds(b) {
			if x.fact == y.fact && apart(x.codes, y.codes) {
				return true
			}
		}
	}
	for _, x := range ranges(a) {
		for _, y := range ranges(b) {
			if reflect.DeepEqual(x.term, y.term) && (x.before(y) || y.before(x)) {
				return true
			}
		}
	}
	return false
}

// kind is what a clause allows of a fact of which an enterprise has one value.
type kind struct {
	fact  string
	codes []string
}

// apart reports whether hardly any code of one list lies under one of the other.
// Not none: services hold one division of manufacturing, and are another thing.
func apart(a, b []string) bool {
	return 4*under(a, b) < len(a) && 4*under(b, a) < len(b)
}

// under counts the codes of a that lie under one of b.
func under(a, b []string) int {
	n := 0
	for _, x := range a {
		if slices.ContainsFunc(b, func(y string) bool { return strings.HasPrefix(x, y) }) {
			n++
		}
	}
	return n
}

func kinds(n *Node) []kind {
	switch {
	case n == nil:
		return nil
	case n.Kind == All:
		var out []kind
		for _, c := range n.Of {
			out = append(out, kinds(c)...)
		}
		return out
	case n.Kind != Leaf || n.Test.Term.Fact != "industry" && n.Test.Term.Fact != "size_class":
		return nil
	}
	k := kind{fact: n.Test.Term.Fact}
	if v := n.Test.Value; v.Kind == ListValue {
		for _, item := range v.Items {
			k.codes = append(k.codes, item.Text)
		}
	} else {
		k.codes = []string{v.Text}
	}
	return []kind{k}
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
