package reader

import (
	"github.com/yikou/yikou/internal/policy/drafting/prose"
	"github.com/yikou/yikou/internal/policy/drafting/rule"
)

// Draft is what a text was read as.
type Draft struct {
	// Clauses are those of When and of the bonuses, in the order of the text.
	Clauses []Clause
	// When joins the clauses that decide; nil where none was read.
	When *rule.Node
	// Benefit is the amount, nil where none was read.
	Benefit      *rule.Amount
	BenefitQuote prose.Quote
	// BenefitNote says what the amount rests on that the text does not say; empty
	// where it says all.
	BenefitNote string
	Bonuses     []Bonus
	// Window is the time in which one can apply or in which the rule holds; either
	// end is empty where the text does not say, YYYY-MM-DD otherwise.
	Window      Window
	WindowQuote prose.Quote
	// Delivery is proactive or express where the text says so, else empty.
	Delivery      string
	DeliveryQuote prose.Quote
	// Unread is what may matter and was not understood, in the order of the text.
	Unread []prose.Quote
}

// Window is a stretch of days, both included.
type Window struct{ From, To string }

// Clause is one leaf of the tree with what a person needs to confirm it.
type Clause struct {
	// ID is the clause's id in the tree.
	ID string
	// Node is the clause as the tree has it: itself, or a `not` around it.
	Node *rule.Node
	// Group names the combination that the clause stands in, empty for the topmost;
	// clauses of one combination share it. Those of a bonus have bonus-1, bonus-2 …
	Group string
	Kind  Kind
	Quote prose.Quote
	// Sure is false where the clause rests on a guess, which Note names in Chinese.
	Sure bool
	Note string
}

// Bonus is an extra amount with its condition.
type Bonus struct {
	When   *rule.Node
	Amount *rule.Amount
	Quote  prose.Quote
}

// Kind says what a clause is about.
type Kind string

// The kinds of clauses.
const (
	KindRegion        Kind = "region"
	KindIndustry      Kind = "industry"
	KindSize          Kind = "size"
	KindAge           Kind = "age"
	KindQualification Kind = "qualification"
	KindRevenue       Kind = "revenue"
	KindResearch      Kind = "rd_expense"
	KindShare         Kind = "share"
	KindStaff         Kind = "staff"
	KindGrowth        Kind = "growth"
	KindAssets        Kind = "assets"
	KindTax           Kind = "tax"
	KindExport        Kind = "export"
	KindPatents       Kind = "patents"
	KindGraduates     Kind = "graduates"
	KindInsured       Kind = "insured"
	KindCapital       Kind = "capital"
	KindListed        Kind = "listed"
	KindStanding      Kind = "standing"
	KindDiscretion    Kind = "discretion"
	KindOther         Kind = "other"
)
