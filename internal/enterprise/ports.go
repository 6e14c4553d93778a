package enterprise

import (
	"context"

	"github.com/yikou/yikou/internal/standard/division"
)

// Divisions gives the divisions of the instance: the national ones and its own,
// down to grids. The tree may be kept; a changed one is another tree.
type Divisions interface {
	Tree(ctx context.Context) (*division.Tree, error)
}

// Verdict is what one measure says of one enterprise.
type Verdict struct {
	Measure string
	Title   string
	// Verdict is eligible, needs_review, need_facts or ineligible.
	Verdict string
}

// Verdicts evaluates every measure in force over one enterprise as its facts
// stand, inside the transaction of the context. The portal asks before and after
// a firm supplies a fact, to say what it changed. Without it nothing is said.
type Verdicts interface {
	Verdicts(ctx context.Context, uscc string) ([]Verdict, error)
}
