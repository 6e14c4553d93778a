package reader

import (
	"github.com/yikou/yikou/internal/policy/drafting/prose"
	"github.com/yikou/yikou/internal/policy/drafting/rule"
)

// hit is a stretch of a sentence that a reader of clauses has understood.
type hit struct {
	prose.Span
	Kind Kind
	// nodes are the clauses it says, all of which must hold.
	nodes []*rule.Node
	// codes are the values of a clause that may be joined with its neighbours: of
	// industries, divisions, sizes and qualifications.
	codes []string
	// tier is set for a figure that one fact of one year must reach.
	tier *tier
	sure bool
	note string
}

// tier is a figure of which amounts can depend.
type tier struct {
	term rule.Term
	From float64
}

// guess marks a hit as resting on a guess.
func (h *hit) guess(note string) {
	if note == "" {
		return
	}
	h.sure = false
	if h.note != "" {
		note = h.note + "；" + note
	}
	h.note = note
}

// node joins what the hit says.
func (h *hit) node() *rule.Node { return rule.Join(rule.All, h.nodes...) }

// rebuild makes the clause of a hit anew from its codes.
func (h *hit) rebuild() {
	switch h.Kind {
	case KindIndustry:
		h.nodes = []*rule.Node{rule.Compare("industry", "", "under", rule.Texts(h.codes))}
	case KindRegion:
		h.nodes = []*rule.Node{rule.Compare("division", "", "under", rule.Texts(h.codes))}
	case KindSize:
		h.nodes = []*rule.Node{sizeNode(h.codes)}
	}
}

// negated turns a hit into its opposite.
func (h *hit) negated() {
	h.nodes = []*rule.Node{rule.Opposite(h.node())}
	h.tier, h.codes = nil, nil
}
