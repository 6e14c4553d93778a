package eligibility

import "github.com/yikou/yikou/internal/standard/civil"

// Verdict is one of the four conclusions.
type Verdict uint8

// The verdicts.
const (
	Ineligible  Verdict = iota // some gate is surely false, whatever is missing
	NeedFacts                  // not decided; the missing facts are named
	NeedsReview                // gates hold, a discretion clause remains for a person
	Eligible                   // gates hold
)

var verdictNames = [...]string{"ineligible", "need_facts", "needs_review", "eligible"}

// String returns the verdict as files and URLs write it.
func (v Verdict) String() string { return verdictNames[v] }

// Verdicts lists the four, in the order in which people read them.
func Verdicts() [4]Verdict { return [...]Verdict{Eligible, NeedsReview, NeedFacts, Ineligible} }

// ParseVerdict reads eligible, ineligible, need_facts or needs_review.
func ParseVerdict(s string) (Verdict, bool) {
	for v, name := range verdictNames {
		if name == s {
			return Verdict(v), true
		}
	}
	return 0, false
}

// Finding is what one measure came to over one enterprise.
type Finding struct {
	Verdict Verdict
	// Missing is a smallest set of facts that would settle the gates, sorted; empty
	// but for NeedFacts.
	Missing []FactKey
	// Amount is in fen; HasAmount is false for who is ineligible, where a term is
	// unknown, and for a measure that gives no money.
	Amount        int64
	HasAmount     bool
	AmountMayRise bool
	// Clauses are those of the condition, then those of the bonuses, in document
	// order.
	Clauses []ClauseFinding
}

// ClauseFinding is what one clause came to.
type ClauseFinding struct {
	Clause *Clause
	// Reading is nil for a discretion clause, which has no value of its own.
	Reading *Reading
	// Negated says that the clause stands under an odd number of nots, so that
	// false is what favours the enterprise.
	Negated bool
}

// Favourable reports whether the clause came out as the enterprise wants it.
func (c *ClauseFinding) Favourable() bool {
	return c.Reading != nil && c.Reading.Value == truth(!c.Negated)
}

// Evidence supplies what the clauses and the amounts of a measure rest on, for
// one enterprise on one day.
type Evidence interface {
	// Read returns what a gate or bonus clause came to.
	Read(c *Clause) *Reading
	// Term returns what the term of a benefit came to.
	Term(t *Term) TermValue
}

// Evaluate decides one measure over one enterprise on that day: the reference.
func Evaluate(m *Measure, e *Enterprise, day civil.Date) Finding {
	return Conclude(m, plainEvidence{e, day})
}

type plainEvidence struct {
	enterprise *Enterprise
	day        civil.Date
}

// Read evaluates the clause anew.
func (p plainEvidence) Read(c *Clause) *Reading {
	r := Read(c, p.enterprise, p.day)
	return &r
}

// Term evaluates the term anew. A benefit accepts evidence of any tier.
func (p plainEvidence) Term(t *Term) TermValue {
	return t.Evaluate(p.enterprise, p.day, TierUnstated)
}

// Conclude decides one measure from the given evidence.
func Conclude(m *Measure, evidence Evidence) Finding {
	f := Finding{Clauses: make([]ClauseFinding, 0, 8)}
	for c, negated := range m.Clauses {
		clause := ClauseFinding{Clause: c, Negated: negated}
		if c.Role != Discretion {
			clause.Reading = evidence.Read(c)
		}
		f.Clauses = append(f.Clauses, clause)
	}
	bonuses := f.Clauses
	best, worst := bestAndWorst(m.When, &bonuses)
	f.Verdict = verdictOf(best, worst)
	if f.Verdict == NeedFacts {
		f.Missing = smallestMissing(m.When, f.Clauses[:len(f.Clauses)-len(bonuses)])
	}
	if f.Verdict == Ineligible {
		return f
	}
	f.Amount, f.HasAmount = 0, len(m.Bonuses) > 0
	if m.Benefit != nil {
		f.Amount, f.HasAmount = m.Benefit.amount(evidence)
	}
	for i := range m.Bonuses {
		switch best, worst := bestAndWorst(m.Bonuses[i].When, &bonuses); {
		case worst == True:
			extra, known := m.Bonuses[i].Benefit.amount(evidence)
			f.Amount, f.HasAmount = capped(f.Amount+extra), f.HasAmount && known
		case best != False:
			f.AmountMayRise = true
		}
	}
	if !f.HasAmount {
		f.Amount = 0
	}
	return f
}

// bestAndWorst evaluates a condition with every discretion clause in the
// enterprise's favour, and with all of them against. Its clauses are taken from
// the front of findings.
func bestAndWorst(n *Node, findings *[]ClauseFinding) (best, worst Truth) {
	again := *findings
	best = n.value(findings, True)
	worst = n.value(&again, False)
	return best, worst
}

// verdictOf is the table of the file contract. Best is the condition with every
// discretion clause in the enterprise's favour, worst with all of them against.
func verdictOf(best, worst Truth) Verdict {
	switch {
	case best == False:
		return Ineligible
	case best == Unknown:
		return NeedFacts
	case worst == True:
		return Eligible
	default:
		return NeedsReview
	}
}

// value is the condition in Kleene logic. Its clauses, in document order, are
// taken from the front of findings. Discretion is the value a discretion clause
// takes here; each not turns it round, so that True always means in favour.
func (n *Node) value(findings *[]ClauseFinding, discretion Truth) Truth {
	switch n.Kind {
	case LeafNode:
		clause := take(findings)
		if clause.Reading == nil {
			return discretion
		}
		return clause.Reading.Value
	case NotNode:
		return n.Children[0].value(findings, discretion.Not()).Not()
	case AllNode:
		least := True
		for _, child := range n.Children {
			least = min(least, child.value(findings, discretion))
		}
		return least
	case AnyNode:
		greatest := False
		for _, child := range n.Children {
			greatest = max(greatest, child.value(findings, discretion))
		}
		return greatest
	default:
		surely, possibly := 0, 0
		for _, child := range n.Children {
			switch child.value(findings, discretion) {
			case True:
				surely, possibly = surely+1, possibly+1
			case Unknown:
				possibly++
			}
		}
		switch {
		case surely >= n.K:
			return True
		case possibly < n.K:
			return False
		}
		return Unknown
	}
}

func take(findings *[]ClauseFinding) *ClauseFinding {
	first := &(*findings)[0]
	*findings = (*findings)[1:]
	return first
}

// Judge is the verdict alone, without trace, missing facts and amount.
func Judge(m *Measure, evidence Evidence) Verdict {
	best := m.When.judge(evidence, True)
	if best != True {
		return verdictOf(best, Unknown)
	}
	return verdictOf(best, m.When.judge(evidence, False))
}

func (n *Node) judge(evidence Evidence, discretion Truth) Truth {
	switch n.Kind {
	case LeafNode:
		if n.Clause.Role == Discretion {
			return discretion
		}
		return evidence.Read(n.Clause).Value
	case NotNode:
		return n.Children[0].judge(evidence, discretion.Not()).Not()
	}
	k := n.K
	switch n.Kind {
	case AllNode:
		k = len(n.Children)
	case AnyNode:
		k = 1
	}
	surely, possibly := 0, 0
	for i, child := range n.Children {
		switch child.judge(evidence, discretion) {
		case True:
			surely, possibly = surely+1, possibly+1
		case Unknown:
			possibly++
		}
		if left := len(n.Children) - i - 1; surely >= k {
			return True
		} else if possibly+left < k {
			return False
		}
	}
	return Unknown
}
