package listing

import (
	"fmt"
	"net/url"
	"strings"

	"github.com/yikou/yikou/internal/policy/definition"
	"github.com/yikou/yikou/internal/policy/eligibility"
	"github.com/yikou/yikou/internal/policy/wording"
	"github.com/yikou/yikou/internal/standard/civil"
)

// Entry is what a list says of one measure, in words.
type Entry struct {
	ID, Title, Kind, Delivery string
	// State is empty for what counts today; otherwise where the version stands and
	// since when, as 待审核，2026年3月2日起.
	State                       string
	Summary, Who, What          string
	Conditions, Benefit         []string
	Materials, Steps            []string
	TimeLimit, PaymentTerm      string
	Department                  string
	Unit, Phone, Address, Hours string
	Window                      string
	// Basis is the policy with its number.
	Basis string
	// Page is the address of the public page; without a known origin of the
	// instance it is a path.
	Page string
}

// EntryOf says a measure in words, as seen on a day. Base is the origin of the
// public site.
func EntryOf(r *definition.Record, department string, w *wording.Words, base string, day civil.Date) Entry {
	e := Entry{
		ID: r.ID, Title: r.Title, Kind: r.Kind.Label(), Delivery: r.Delivery.Label(), Summary: r.Summary, Who: r.Beneficiaries, What: r.AmountText,
		Conditions: conditions(r.Rule.When, w), TimeLimit: r.TimeLimit, PaymentTerm: r.PaymentTerm,
		Department: department, Unit: r.Contact.Unit, Phone: r.Contact.Phone, Address: r.Contact.Address, Hours: r.Contact.Hours,
		Window: WindowWords(r.Window), Page: PageOf(base, r.ID),
		State: standing(r, day),
	}
	// A fixed sum is what AmountText says already.
	if b := r.Rule.Benefit; b != nil && b.Kind != eligibility.FixedBenefit {
		e.Benefit = w.Benefit(b)
	}
	for i := range r.Rule.Bonuses {
		e.Benefit = append(e.Benefit, w.Bonus(&r.Rule.Bonuses[i]))
	}
	for _, m := range r.Materials {
		e.Materials = append(e.Materials, join(m.Name, m.Note, m.Source))
	}
	for _, s := range r.Steps {
		e.Steps = append(e.Steps, join(s.Title, s.Text))
	}
	if p := r.Policy; p != nil {
		e.Basis = "《" + strings.Trim(p.Title, "《》") + "》"
		if p.Number != "" {
			e.Basis += "（" + p.Number + "）"
		}
	}
	return e
}

// PageOf returns the address of a measure's public page.
func PageOf(base, measure string) string { return base + "/measures/" + url.PathEscape(measure) }

// conditions says the conditions, one sentence for each that must hold.
func conditions(n *eligibility.Node, w *wording.Words) []string {
	if n == nil {
		return nil
	}
	if n.Kind != eligibility.AllNode {
		return []string{w.Condition(n)}
	}
	out := make([]string, len(n.Children))
	for i, child := range n.Children {
		out[i] = w.Condition(child)
	}
	return out
}

// join puts a name and what is to be said of it into one line.
func join(name string, rest ...string) string {
	var said []string
	for _, r := range rest {
		if r = strings.TrimSpace(r); r != "" {
			said = append(said, strings.TrimRight(r, "。"))
		}
	}
	if len(said) == 0 {
		return name
	}
	return name + "：" + strings.Join(said, "；")
}

// standing says where a version stands that does not count on a day.
func standing(r *definition.Record, day civil.Date) string {
	if r.State == definition.Published {
		if day.Before(r.EffectiveFrom) {
			return r.State.Label() + "，" + r.EffectiveFrom.Chinese() + "起生效"
		}
		return ""
	}
	var since civil.Date
	for _, v := range r.Versions {
		if n := len(v.Steps); v.Number == r.Version && n > 0 && v.Steps[n-1].To == r.State {
			if since = v.Steps[n-1].On; since.IsZero() {
				since = civil.Of(v.Steps[n-1].At.In(civil.Beijing))
			}
		}
	}
	// A policy that has ceased to hold ends its measures before any step says so.
	if r.State == definition.Expired && since.IsZero() {
		since = r.Ends().AddDays(1)
	}
	if since.IsZero() {
		return r.State.Label()
	}
	return r.State.Label() + "，" + since.Chinese() + "起"
}

// WindowWords says when a measure can be claimed.
func WindowWords(w definition.Window) string {
	switch {
	case w.From.IsZero() && w.To.IsZero():
		return "未写明截止日期"
	case w.To.IsZero():
		return w.From.Chinese() + "起"
	case w.From.IsZero():
		return "至" + w.To.Chinese()
	}
	return w.From.Chinese() + "至" + w.To.Chinese()
}

// numbered says several things as a list, one thing as it is.
func numbered(lines []string) string {
	if len(lines) == 1 {
		return lines[0]
	}
	out := make([]string, len(lines))
	for i, line := range lines {
		out[i] = fmt.Sprintf("%d. %s", i+1, line)
	}
	return strings.Join(out, "\n")
}

// contact says whom to ask, in one text.
func (e Entry) contact() string {
	var lines []string
	for _, line := range []string{strings.TrimSpace(e.Unit + "　" + e.Phone), e.Address, e.Hours} {
		if strings.Trim(line, " 　") != "" {
			lines = append(lines, strings.Trim(line, " 　"))
		}
	}
	return strings.Join(lines, "\n")
}

// fields are the rows of a measure's table on paper; empty ones are left out.
func (e Entry) fields() [][]string {
	rows := [][]string{
		{"谁能享受", e.Who}, {"能得到什么", strings.Join(append([]string{e.What}, e.Benefit...), "\n")}, {"条件", numbered(e.Conditions)},
		{"材料", numbered(e.Materials)}, {"办理步骤", numbered(e.Steps)}, {"办理时限", e.TimeLimit}, {"兑现时限", e.PaymentTerm},
		{"开放时间", e.Window}, {"负责部门", e.Department}, {"咨询", e.contact()}, {"依据", e.Basis},
	}
	out := rows[:0]
	for _, r := range rows {
		if strings.TrimSpace(r[1]) != "" {
			out = append(out, r)
		}
	}
	return out
}
