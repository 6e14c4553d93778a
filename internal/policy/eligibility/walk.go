package eligibility

// Clauses calls yield for every clause of the tree in document order, with
// whether it stands under an odd number of nots; it stops when yield is false.
func (n *Node) Clauses(yield func(c *Clause, negated bool) bool) { n.walk(false, yield) }

func (n *Node) walk(negated bool, yield func(*Clause, bool) bool) bool {
	if n.Kind == LeafNode {
		return yield(n.Clause, negated)
	}
	if n.Kind == NotNode {
		negated = !negated
	}
	for _, child := range n.Children {
		if !child.walk(negated, yield) {
			return false
		}
	}
	return true
}

// Facts calls yield for every fact the term reads, from left to right, with
// repetitions.
func (t *Term) Facts(yield func(fact *Term) bool) { t.walk(yield) }

func (t *Term) walk(yield func(*Term) bool) bool {
	if t.Kind == FactTerm {
		return yield(t)
	}
	for i := range t.Args {
		if !t.Args[i].walk(yield) {
			return false
		}
	}
	return true
}

// Terms calls yield for every term the benefit is computed of.
func (b *Benefit) Terms(yield func(*Term) bool) { b.walk(yield) }

func (b *Benefit) walk(yield func(*Term) bool) bool {
	if b == nil {
		return true
	}
	switch b.Kind {
	case RateBenefit, PerBenefit, TiersBenefit:
		return yield(&b.Of)
	}
	for _, part := range b.Parts {
		if !part.walk(yield) {
			return false
		}
	}
	return true
}

// Clauses calls yield for every clause of the measure in document order, those
// of the condition first, then those of each bonus.
func (m *Measure) Clauses(yield func(c *Clause, negated bool) bool) {
	if !m.When.walk(false, yield) {
		return
	}
	for i := range m.Bonuses {
		if !m.Bonuses[i].When.walk(false, yield) {
			return
		}
	}
}
