package drafting

import (
	"context"
	"encoding/json"

	"github.com/yikou/yikou/internal/policy/wording"
	"github.com/yikou/yikou/internal/standard/division"
)

// Dictionary is the fact dictionary of the instance.
type Dictionary interface {
	FactKeys(ctx context.Context) ([]wording.FactKey, error)
}

// Divisions is the tree of divisions.
type Divisions interface {
	// Tree returns the national divisions with those of this instance. The same
	// tree is the same pointer.
	Tree(ctx context.Context) (*division.Tree, error)
}

// Proposal is a clause that a helper reads in a text.
type Proposal struct {
	// Quote are the words it rests on, as the text has them.
	Quote string
	// Node is the clause as measure files write it, or a `not` around it.
	Node json.RawMessage
}

// Helper looks at stretches that the rules did not understand. It may be wrong,
// slow or away; a call must end by itself within seconds.
type Helper interface {
	// Propose looks at the unread stretches of a text. keys are the facts that a
	// clause may ask for.
	Propose(ctx context.Context, text string, unread []string, keys []wording.FactKey) ([]Proposal, error)
}
