package opendata

import (
	"strings"

	"github.com/yikou/yikou/internal/policy"
	"github.com/yikou/yikou/internal/policy/definition"
	"github.com/yikou/yikou/internal/policy/eligibility"
	"github.com/yikou/yikou/internal/policy/listing"
	"github.com/yikou/yikou/internal/policy/wording"
	"github.com/yikou/yikou/internal/standard/civil"
)

// Measure is what the open data says of a measure. Texts are plain Chinese.
type Measure struct {
	ID            string         `json:"id" doc:"事项编号，长期不变"`
	URL           string         `json:"url" doc:"公众页面"`
	Title         string         `json:"title"`
	Version       int64          `json:"version"`
	EffectiveFrom string         `json:"effective_from,omitempty" format:"date" doc:"这一版从哪天起有效，没有则一直有效"`
	Kind          string         `json:"kind" enum:"grant,reduction,entitlement,qualification,finance"`
	KindLabel     string         `json:"kind_label"`
	Delivery      string         `json:"delivery" enum:"proactive,express,claim"`
	DeliveryLabel string         `json:"delivery_label"`
	Summary       string         `json:"summary"`
	Beneficiaries string         `json:"beneficiaries" doc:"谁能享受"`
	AmountText    string         `json:"amount_text" doc:"能得到什么"`
	Benefit       []string       `json:"benefit" doc:"怎样计算，一句一条"`
	Conditions    *OpenCondition `json:"conditions"`
	Materials     []OpenMaterial `json:"materials"`
	Steps         []OpenStep     `json:"steps"`
	TimeLimit     string         `json:"time_limit"`
	PaymentTerm   string         `json:"payment_term"`
	Department    string         `json:"department"`
	Contact       OpenContact    `json:"contact"`
	From          string         `json:"open_from,omitempty" format:"date" doc:"开放日期，没有则不限"`
	To            string         `json:"open_to,omitempty" format:"date" doc:"截止日期，没有则不限"`
	Policy        *OpenPolicy    `json:"policy,omitempty"`
}

// OpenCondition is a condition or a group of them.
type OpenCondition struct {
	Kind     string           `json:"kind" enum:"all,any,not,at_least,clause" doc:"都要满足、满足其一、不得、至少几项，或一个条件"`
	AtLeast  int              `json:"at_least,omitempty" doc:"至少几项"`
	ID       string           `json:"id,omitempty"`
	Words    string           `json:"words" doc:"用一句话说"`
	Quote    string           `json:"quote,omitempty" doc:"政策原文"`
	Human    bool             `json:"human,omitempty" doc:"由人认定"`
	Children []*OpenCondition `json:"children,omitempty"`
}

// OpenMaterial is one paper to hand in.
type OpenMaterial struct {
	Name   string `json:"name"`
	Note   string `json:"note,omitempty"`
	Source string `json:"source,omitempty"`
}

// OpenStep is one step of the procedure.
type OpenStep struct {
	Title string `json:"title"`
	Text  string `json:"text,omitempty"`
}

// OpenContact is the unit that answers questions; never a person.
type OpenContact struct {
	Unit    string `json:"unit"`
	Phone   string `json:"phone,omitempty"`
	Address string `json:"address,omitempty"`
	Hours   string `json:"hours,omitempty"`
}

// OpenPolicy is the document that a measure implements.
type OpenPolicy struct {
	ID          string   `json:"id"`
	Title       string   `json:"title"`
	DocumentNo  string   `json:"document_no,omitempty"`
	Issuers     []string `json:"issuers"`
	PublishedOn string   `json:"published_on,omitempty" format:"date"`
	SourceURL   string   `json:"source_url,omitempty"`
}

// measureOf says a published measure. The address is relative; see At.
func measureOf(f policy.Found, w *wording.Words) *Measure {
	e := listing.EntryOf(f.Record, f.DepartmentName, w, "", f.EffectiveFrom)
	m := &Measure{
		ID: f.ID, URL: e.Page, Title: f.Title, Version: f.Version, EffectiveFrom: day(f.EffectiveFrom), Kind: string(f.Kind), KindLabel: e.Kind, Delivery: string(f.Delivery), DeliveryLabel: e.Delivery,
		Summary: f.Summary, Beneficiaries: f.Beneficiaries, AmountText: f.AmountText, Benefit: append([]string{}, w.Benefit(f.Rule.Benefit)...), Conditions: conditionOf(f.Rule.When, w),
		Materials: []OpenMaterial{}, Steps: []OpenStep{}, TimeLimit: f.TimeLimit, PaymentTerm: f.PaymentTerm, Department: f.DepartmentName, Contact: OpenContact(f.Contact),
		From: day(f.Window.From), To: day(f.Window.To), Policy: policyOf(f.Policy),
	}
	for i := range f.Rule.Bonuses {
		m.Benefit = append(m.Benefit, w.Bonus(&f.Rule.Bonuses[i]))
	}
	for _, one := range f.Materials {
		m.Materials = append(m.Materials, OpenMaterial(one))
	}
	for _, one := range f.Steps {
		m.Steps = append(m.Steps, OpenStep(one))
	}
	return m
}

func policyOf(d *definition.Document) *OpenPolicy {
	if d == nil {
		return nil
	}
	return &OpenPolicy{
		ID: d.ID, Title: d.Title, DocumentNo: d.Number, Issuers: append([]string{}, d.Issuers...), PublishedOn: day(d.PublishedOn), SourceURL: webAddress(d.SourceURL),
	}
}

// webAddress lets only addresses of the web out, whatever a record says.
func webAddress(s string) string {
	if strings.HasPrefix(s, "https://") || strings.HasPrefix(s, "http://") {
		return s
	}
	return ""
}

func day(d civil.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.String()
}

var kinds = map[eligibility.NodeKind]string{
	eligibility.LeafNode: "clause", eligibility.AllNode: "all", eligibility.AnyNode: "any", eligibility.NotNode: "not", eligibility.AtLeastNode: "at_least",
}

func conditionOf(n *eligibility.Node, w *wording.Words) *OpenCondition {
	if n == nil {
		return nil
	}
	c := &OpenCondition{Kind: kinds[n.Kind], AtLeast: n.K, Words: w.Condition(n)}
	if n.Kind == eligibility.LeafNode {
		c.ID, c.Quote, c.Human = n.Clause.ID, n.Clause.Quote, n.Clause.Role == eligibility.Discretion
		return c
	}
	for _, child := range n.Children {
		c.Children = append(c.Children, conditionOf(child, w))
	}
	return c
}

// At returns the measure with the full address of its page.
func (m *Measure) At(base string) *Measure {
	out := *m
	out.URL = base + m.URL
	return &out
}
