// Package definition holds measures and policies as their authors wrote them:
// how they are read, what publication asks of them, whom they are open to. It
// knows no database.
package definition

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/errs"
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

// declaredKeys are the built-in fact keys that no department supplies by itself:
// they come from the annual report that an enterprise writes about itself.
var declaredKeys = []string{"staff", "assets", "rd_staff"}

// Proactivity returns why the measure cannot be awarded without application,
// one reason a clause; none when it can or does not want to be. Such an award
// needs a definite scope, a clear standard and complete data (川办函〔2024〕17号):
// no clause may be left to a person's discretion, and none may rest on what the
// enterprise declares of itself. A clause rests on that when its min_tier is T2
// or T3, or when it has none and asks for a fact of which declared is true.
func (m *Measure) Proactivity(declared func(key string) bool) []Gap {
	if m.Delivery != Proactive || m.Rule.When == nil {
		return nil
	}
	var gaps []Gap
	for c := range m.Rule.When.Clauses {
		switch {
		case c.Role == eligibility.Discretion:
			gaps = append(gaps, clauseGap(c.ID, "免申即享的事项不能有由人裁量的条件，请改为申报享受，或把它写成可核对的标准"))
		case selfDeclared(c, declared):
			gaps = append(gaps, clauseGap(c.ID, "免申即享的条件不能凭企业自报，请把这一条的数据来源定为部门数据或工作人员核实，或改为申报享受"))
		}
	}
	return gaps
}

func selfDeclared(c *eligibility.Clause, declared func(string) bool) bool {
	if c.MinTier != eligibility.TierUnstated {
		return c.MinTier.Effective() > eligibility.T1
	}
	found := false
	for fact := range c.Term.Facts {
		found = found || slices.Contains(declaredKeys, fact.Key) || declared(fact.Key)
	}
	return found
}

// Gap is one thing that keeps a measure from being published. Path is the member
// of the definition that it concerns; Clause is empty when it concerns the page.
type Gap struct {
	Path, Clause, Words string
}

// clauseGap is a gap in a clause.
func clauseGap(clause, words string) Gap {
	return Gap{Path: "when." + clause, Clause: clause, Words: words}
}

// Fields are gaps as a refusal names them.
func Fields(gaps []Gap) []errs.Field {
	fields := make([]errs.Field, len(gaps))
	for i, g := range gaps {
		words := g.Words
		if g.Clause != "" {
			words = "条件「" + g.Clause + "」：" + words
		}
		fields[i] = errs.Field{Path: g.Path, Msg: words}
	}
	return fields
}

// catchAll finds materials that ask for whatever the office may think of, which
// the law forbids to list.
var catchAll = regexp.MustCompile(`其[他它](有关|相关|必要|所需|补充|佐证|证明|需要|要求|的)*(材料|资料|文件|证件)|^其[他它]$|要求的其[他它]|需要的其[他它]|相关材料|有关材料`)

// Gaps lists what is missing for the measure's public page; a measure without
// gaps may be published. The law asks for conditions with their source, process,
// materials without a catch-all, time limit, payment term, contact, and a
// fair-competition review on record (公平竞争审查条例 art. 18).
func (r *Record) Gaps() []Gap {
	var gaps []Gap
	missing := func(absent bool, path, words string) {
		if absent {
			gaps = append(gaps, Gap{Path: path, Words: words})
		}
	}
	blank := func(s string) bool { return strings.TrimSpace(s) == "" }
	missing(blank(r.Title), "title", "缺少名称")
	missing(blank(r.Summary), "summary", "缺少一句话说明")
	missing(blank(r.Beneficiaries), "beneficiaries", "没有写明谁能享受")
	missing(blank(r.AmountText), "amount_text", "没有写明能得到什么")
	missing(!r.Conditional(), "when", "没有写明条件")
	missing(len(r.Materials) == 0, "materials", "没有列出材料")
	missing(len(r.Steps) == 0, "steps", "没有写明办理步骤")
	missing(blank(r.TimeLimit), "time_limit", "没有写明办理时限")
	missing(blank(r.PaymentTerm) && r.pays(), "payment_term", "没有写明兑现时限")
	missing(blank(r.Department), "department", "没有写明负责部门")
	missing(blank(r.Contact.Unit) || blank(r.Contact.Phone), "contact", "没有写明咨询单位和电话")
	for i, m := range r.Materials {
		missing(catchAll.MatchString(strings.TrimSpace(m.Name)) || catchAll.MatchString(m.Note), fmt.Sprintf("materials[%d]", i),
			"材料“"+m.Name+"”是兜底条款，请写明具体是什么材料")
	}
	switch {
	case r.PolicyID == "":
		missing(true, "policy", "没有写明依据的政策文件")
	case r.Policy == nil:
		missing(true, "policy", "依据的政策文件“"+r.PolicyID+"”还没有导入")
	default:
		missing(!r.Policy.Reviewed(), "policy", "依据的政策文件没有公平竞争审查记录")
	}
	for c := range r.Rule.Clauses {
		if blank(c.Quote) {
			gaps = append(gaps, clauseGap(c.ID, "没有注明政策原文"))
		}
	}
	return gaps
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
