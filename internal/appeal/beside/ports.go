package beside

import (
	"context"

	"github.com/yikou/yikou/internal/platform/textsearch"
)

// Verdict is what a measure comes to for an enterprise: eligible, needs_review,
// need_facts or ineligible; empty where nobody knows.
type Verdict string

// Measure is a published measure.
type Measure struct {
	ID, Title, Department string
	// Summary is what it gives, in a few words around what was looked for.
	Summary []textsearch.Part
	Verdict Verdict
}

// KnowledgeKind tells what a piece of knowledge is.
type KnowledgeKind string

// The kinds of knowledge.
const (
	Policy KnowledgeKind = "policy"
	Guide  KnowledgeKind = "guide"
)

// Knowledge is something published that speaks of a matter.
type Knowledge struct {
	Kind KnowledgeKind
	// ID is that of a policy, or the code of a guide.
	ID, Title string
	// From says who issued a policy, or whom a guide is for.
	From string
	// Articles of a policy hold the words; at most three.
	Articles []Article
}

// Article is a place in a policy. Anchor names it on the policy's page.
type Article struct {
	Citation, Anchor string
	Parts            []textsearch.Part
}

// Shelf is what is published and found by words, best first.
type Shelf interface {
	// Measures returns published measures that words find, at most so many.
	Measures(ctx context.Context, words string, most int) ([]Measure, error)
	// Policies returns published policies in force that words find, at most so many.
	Policies(ctx context.Context, words string, most int) ([]Knowledge, error)
	// Guides returns every guide in use.
	Guides(ctx context.Context) ([]Knowledge, error)
}

// Verdicts is what measures come to for enterprises.
type Verdicts interface {
	// Of returns the verdicts of published measures by their ids for an enterprise;
	// none where the caller may not see them or nobody knows the enterprise.
	Of(ctx context.Context, uscc string) (map[string]Verdict, error)
}
