package bulk

import (
	"iter"

	"github.com/yikou/yikou/internal/policy/eligibility"
)

// One decides every measure over one enterprise with the full trace, in the
// order of Measures. Clauses that test the same thing are evaluated once.
func (p *Program) One(e *eligibility.Enterprise) []eligibility.Finding {
	out := make([]eligibility.Finding, len(p.measures))
	for i, f := range p.Findings(e) {
		out[i] = f
	}
	return out
}

// Findings is One without keeping all findings at once: it yields them with the
// index of their measure.
func (p *Program) Findings(e *eligibility.Enterprise) iter.Seq2[int, eligibility.Finding] {
	return func(yield func(int, eligibility.Finding) bool) {
		memo := p.memo(e)
		for i, m := range p.measures {
			if !yield(i, eligibility.Conclude(m, memo.of(i))) {
				return
			}
		}
	}
}

// OneOf is One for a single measure, by its index.
func (p *Program) OneOf(measure int, e *eligibility.Enterprise) eligibility.Finding {
	return eligibility.Conclude(p.measures[measure], p.memo(e).of(measure))
}

// memo is the evidence of one enterprise, each predicate read once.
type memo struct {
	program    *Program
	enterprise *eligibility.Enterprise
	readings   []eligibility.Reading
	read       []bool
	// tests are those of the measure at hand that were not read yet, if it is read
	// in document order.
	tests []test
}

func (p *Program) memo(e *eligibility.Enterprise) *memo {
	return &memo{
		program: p, enterprise: e,
		readings: make([]eligibility.Reading, len(p.predicates)), read: make([]bool, len(p.predicates)),
	}
}

// of makes the memo ready for one measure.
func (m *memo) of(measure int) *memo {
	m.tests = m.program.tests[measure]
	return m
}

// Read returns what the clause's predicate came to.
func (m *memo) Read(c *eligibility.Clause) *eligibility.Reading {
	id := 0
	if len(m.tests) > 0 && m.tests[0].clause == c {
		id, m.tests = m.tests[0].predicate, m.tests[1:]
	} else {
		id = m.program.predicateOf[c]
	}
	if !m.read[id] {
		m.read[id] = true
		m.readings[id] = eligibility.Read(c, m.enterprise, m.program.day)
	}
	return &m.readings[id]
}

// Term computes the term of a benefit.
func (m *memo) Term(t *eligibility.Term) eligibility.TermValue {
	return t.Evaluate(m.enterprise, m.program.day, eligibility.TierUnstated)
}

// verdict decides one measure without trace, missing facts and amount.
func (m *memo) verdict(measure int) eligibility.Verdict {
	return eligibility.Judge(m.program.measures[measure], m.of(measure))
}
