// Package definition holds measures and policies as their authors wrote them:
// how they are read, what publication asks of them, whom they are open to. It
// knows no database.
package definition

import (
	"time"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/policy/eligibility"
	"github.com/yikou/yikou/internal/standard/civil"
)

// Kind is what sort of thing a measure gives.
type Kind string

// The kinds of measures.
const (
	Grant         Kind = "grant"
	Reduction     Kind = "reduction"
	Entitlement   Kind = "entitlement"
	Qualification Kind = "qualification"
	Finance       Kind = "finance"
)

// Kinds lists the kinds in the order in which screens offer them.
func Kinds() []Kind { return []Kind{Grant, Reduction, Entitlement, Qualification, Finance} }

// Label returns the kind in Chinese, "" for one that does not exist.
func (k Kind) Label() string {
	return map[Kind]string{Grant: "奖励补助", Reduction: "税费减免", Entitlement: "待遇服务", Qualification: "资质认定", Finance: "金融支持"}[k]
}

// Delivery is how an enterprise gets what a measure gives.
type Delivery string

// The ways of delivery.
const (
	Proactive Delivery = "proactive"
	Express   Delivery = "express"
	Claim     Delivery = "claim"
)

// Deliveries lists the ways of delivery in the order in which screens offer them.
func Deliveries() []Delivery { return []Delivery{Proactive, Express, Claim} }

// Label returns the way of delivery in Chinese, "" for one that does not exist.
func (d Delivery) Label() string {
	return map[Delivery]string{Proactive: "免申即享", Express: "快申快享", Claim: "申报享受"}[d]
}

// Contact is who answers questions about a measure.
type Contact struct {
	Unit, Phone, Address, Hours string
}

// Material is one paper that an enterprise hands in, and where it comes from.
type Material struct {
	Name, Note, Source string
}

// Step is one step of the procedure.
type Step struct {
	Title, Text string
}

// Window is when a measure is open; a zero date is an open end.
type Window struct {
	From, To civil.Date
}

// Measure is one version of a measure: its rule and the text of its page.
type Measure struct {
	ID, Title string
	Kind      Kind
	Delivery  Delivery
	// Summary says in a sentence what there is to get; Beneficiaries who gets it;
	// AmountText how much, in words.
	Summary, Beneficiaries, AmountText string
	Materials                          []Material
	Steps                              []Step
	// TimeLimit and PaymentTerm are promises in words.
	TimeLimit, PaymentTerm string
	// Department is the code of a department, or its name where there is no code.
	Department string
	Contact    Contact
	Window     Window
	// Budget of a year in fen, 0 when not stated.
	Budget kernel.Fen
	// PolicyID names the policy the measure implements, empty when not stated.
	PolicyID string
	// EffectiveFrom is the day a version counts from, as its author stated it.
	EffectiveFrom civil.Date
	Rule          eligibility.Measure
}

// Record is a measure as it is kept: the version that counts on some day, or the
// newest where none does, and where that version stands.
type Record struct {
	Measure
	State State
	// Version is the number of this version, from 1.
	Version int64
	// Revision is that of this version.
	Revision int64
	// Newest is the number of the newest version, which may not count yet.
	Newest    int64
	UpdatedAt time.Time
	// Versions are all there are, the newest first.
	Versions []Version
	// Policy is nil when the measure names none or one that is not there.
	Policy *Document
}

// Conditional reports whether the measure states any condition at all: without
// one it would be everybody's.
func (m *Measure) Conditional() bool {
	if m.Rule.When == nil {
		return false
	}
	for range m.Rule.When.Clauses {
		return true
	}
	return false
}

// pays reports whether the measure hands out money.
func (m *Measure) pays() bool { return m.Rule.Benefit != nil || m.Kind == Grant }
