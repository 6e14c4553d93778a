package bulk

import (
	"fmt"
	"slices"
	"strings"

	"github.com/yikou/yikou/internal/policy/eligibility"
	"github.com/yikou/yikou/internal/policy/eligibility/bulk/facts"
	"github.com/yikou/yikou/internal/policy/eligibility/bulk/network"
	"github.com/yikou/yikou/internal/standard/civil"
)

// Program is a list of measures compiled for one day. It does not change and
// may be used by several goroutines.
type Program struct {
	day      civil.Date
	measures []*eligibility.Measure
	sources  []*source
	// predicates are the distinct tests of all clauses; predicateOf finds that of
	// a clause.
	predicates  []predicate
	predicateOf map[*eligibility.Clause]int
	// tests are the clauses of each measure with their predicates, in document
	// order.
	tests   [][]test
	network network.Network
	// outputs are the roots of each measure's condition, bonuses those of each
	// bonus.
	outputs []network.Output
	bonuses [][]network.Output
	// measuresOf lists the measures that read a fact key, ascending.
	measuresOf map[string][]int
}

// predicate is one test of a source; clause is the first clause that makes it.
type predicate struct {
	clause *eligibility.Clause
	source int
}

// test is a clause and the predicate that it makes.
type test struct {
	clause    *eligibility.Clause
	predicate int
}

// sourceKind says where a predicate's values come from.
type sourceKind uint8

const (
	numberSource sourceKind = iota
	termSource              // an expression
	textSource              // also dates and codes
	boolSource
	setSource   // has
	existSource // exists
)

// source is a column as some predicates see it: with one weakest tier and one
// domain.
type source struct {
	kind   sourceKind
	fact   eligibility.FactKey
	term   *eligibility.Term
	tier   eligibility.Tier
	domain eligibility.Domain
	code   string // of a set
	// text names the source across programs.
	text string
	// binned asks for bins where few predicates would be compared one by one.
	binned bool
	// predicates are those that read this source; operands counts their values.
	predicates []int
	operands   int
}

// maxSourceOperands bounds the thresholds that share one pass over a column, and
// with them its bins. More start another pass. It is a guess.
const maxSourceOperands = 4096

// Compile prepares measures for the verdicts of one day. The measures must be
// as eligibility decodes them and must not change afterwards.
func Compile(measures []*eligibility.Measure, day civil.Date) *Program {
	p := &Program{day: day, measures: measures, predicateOf: map[*eligibility.Clause]int{}, measuresOf: map[string][]int{}}
	c := &compiler{Program: p, predicateIDs: map[string]int{}, sourceIDs: map[string]int{}}
	for i, m := range measures {
		c.measure(i, m)
	}
	p.network = c.nodes.Finish(2*len(p.predicates), p.outputs, p.bonuses)
	return p
}

// Day returns the day whose verdicts the program gives.
func (p *Program) Day() civil.Date { return p.day }

// Measures returns the measures in the order in which results name them.
func (p *Program) Measures() []*eligibility.Measure { return p.measures }

// Predicates returns how many distinct tests the measures make.
func (p *Program) Predicates() int { return len(p.predicates) }

type compiler struct {
	*Program
	predicateIDs map[string]int
	sourceIDs    map[string]int
	nodes        network.Builder
}

func (c *compiler) measure(index int, m *eligibility.Measure) {
	var tests []test
	for clause := range m.Clauses {
		if clause.Role != eligibility.Discretion {
			id := c.intern(clause)
			c.predicateOf[clause] = id
			tests = append(tests, test{clause, id})
		}
	}
	c.tests = append(c.tests, tests)
	c.outputs = append(c.outputs, c.output(m.When))
	var bonuses []network.Output
	for i := range m.Bonuses {
		bonuses = append(bonuses, c.output(m.Bonuses[i].When))
	}
	c.bonuses = append(c.bonuses, bonuses)
	for key := range readKeys(m) {
		c.measuresOf[key] = append(c.measuresOf[key], index)
	}
}

// readKeys returns the keys that a verdict or an amount of the measure can
// depend on.
func readKeys(m *eligibility.Measure) map[string]bool {
	keys := map[string]bool{}
	terms := func(t *eligibility.Term) bool {
		for f := range t.Facts {
			keys[f.Key] = true
		}
		return true
	}
	for clause := range m.Clauses {
		if clause.Role != eligibility.Discretion {
			terms(&clause.Term)
		}
	}
	m.Benefit.Terms(terms)
	for i := range m.Bonuses {
		m.Bonuses[i].Benefit.Terms(terms)
	}
	if keys[facts.SizeClassKey] {
		for _, key := range [...]string{"industry", "staff", "revenue", "assets"} {
			keys[key] = true
		}
	}
	return keys
}

// intern returns the predicate of a clause, the same for clauses that test the
// same thing.
func (c *compiler) intern(clause *eligibility.Clause) int {
	src := c.sourceOf(clause)
	text := fmt.Sprintf("%d|%s|%q|%v", src, clause.Op, valueTexts(clause.Values), clause.Span)
	id, ok := c.predicateIDs[text]
	if !ok {
		id = len(c.predicates)
		c.predicateIDs[text] = id
		c.predicates = append(c.predicates, predicate{clause, src})
		s := c.sources[src]
		s.predicates = append(s.predicates, id)
		s.operands += 2 * len(clause.Values)
	}
	return id
}

func valueTexts(values []eligibility.Value) []string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = fmt.Sprint(v.Kind, v.Num, v.Bool, v.Text)
	}
	return out
}

func (c *compiler) sourceOf(clause *eligibility.Clause) int {
	s := source{kind: kindOf(clause), tier: clause.MinTier, domain: clause.Domain}
	text := fmt.Sprint(s.kind, s.tier, s.domain)
	if s.kind == termSource {
		s.term = &clause.Term
		text += termText(s.term, c.day)
	} else {
		s.fact = eligibility.FactKey{Key: clause.Term.Key, Period: clause.Term.Period.At(c.day)}
		text += fmt.Sprintf("%q", s.fact)
	}
	if s.kind == setSource {
		s.code = clause.Values[0].Text
		text += s.code
	}
	s.text = text
	for pass := 0; ; pass++ {
		id, ok := c.sourceIDs[fmt.Sprint(text, pass)]
		if !ok {
			id = len(c.sources)
			c.sourceIDs[fmt.Sprint(text, pass)] = id
			c.sources = append(c.sources, &s)
		}
		if c.sources[id].operands < maxSourceOperands {
			return id
		}
	}
}

func kindOf(c *eligibility.Clause) sourceKind {
	switch {
	case c.Op == eligibility.Exists:
		return existSource
	case c.Op == eligibility.Has:
		return setSource
	case c.Term.Kind != eligibility.FactTerm:
		return termSource
	case c.Domain == eligibility.OfNumber:
		return numberSource
	case c.Domain == eligibility.OfBool:
		return boolSource
	}
	return textSource
}

// termText is a text that two terms share only when they compute the same.
func termText(t *eligibility.Term, day civil.Date) string {
	switch t.Kind {
	case eligibility.FactTerm:
		return fmt.Sprintf("%q", eligibility.FactKey{Key: t.Key, Period: t.Period.At(day)})
	case eligibility.NumberTerm:
		return fmt.Sprint(t.Number)
	}
	parts := make([]string, len(t.Args))
	for i := range t.Args {
		parts[i] = termText(&t.Args[i], day)
	}
	return fmt.Sprintf("%d(%s)", t.Kind, strings.Join(parts, " "))
}

func (c *compiler) output(n *eligibility.Node) network.Output {
	return network.Output{
		Best:     c.node(n, true, surely, true),
		Possible: c.node(n, true, possibly, true),
		Worst:    c.node(n, true, surely, false),
	}
}

// planeOf says which plane a node is compiled for.
type planeOf bool

const (
	surely   planeOf = false
	possibly planeOf = true
)

// node compiles "this node is surely, or possibly, as wanted". Nots only turn
// round what is wanted, so complements are left at the leaves: surely false is
// not possibly true.
func (c *compiler) node(n *eligibility.Node, wanted bool, plane planeOf, favour bool) network.Ref {
	if n.Kind == eligibility.LeafNode {
		return c.leaf(n.Clause, wanted, plane, favour)
	}
	if n.Kind == eligibility.NotNode {
		return c.node(n.Children[0], !wanted, plane, favour)
	}
	in := make([]network.Ref, len(n.Children))
	for i, child := range n.Children {
		in[i] = c.node(child, wanted, plane, favour)
	}
	k := n.K
	switch n.Kind {
	case eligibility.AllNode:
		k = len(in)
	case eligibility.AnyNode:
		k = 1
	}
	if !wanted {
		k = len(in) - k + 1
	}
	return c.nodes.AtLeast(k, in)
}

func (c *compiler) leaf(clause *eligibility.Clause, wanted bool, plane planeOf, favour bool) network.Ref {
	if clause.Role == eligibility.Discretion {
		// In favour means as wanted, whatever nots stand above.
		if favour {
			return network.Always
		}
		return network.Never
	}
	id := c.predicateOf[clause]
	// A predicate's planes are slots 2·id and 2·id+1.
	if possible := plane == possibly; wanted == possible {
		if wanted {
			return network.Slot(2*id + 1)
		}
		return network.Slot(2*id + 1).Complement()
	} else if wanted {
		return network.Slot(2 * id)
	}
	return network.Slot(2 * id).Complement()
}

// reading lists the measures that read any of the keys, ascending.
func (p *Program) reading(keys []string) []int {
	var out []int
	for _, key := range keys {
		out = append(out, p.measuresOf[key]...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}
