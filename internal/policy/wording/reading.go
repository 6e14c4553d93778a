package wording

import (
	"strings"

	"github.com/yikou/yikou/internal/policy/eligibility"
	"github.com/yikou/yikou/internal/standard/civil"
)

// Shown is the fact behind a clause, in words.
type Shown struct {
	// Key and Period name the fact; Key is the first of an expression's.
	Key, Period string
	Label       string
	Display     string
	// Source, AsOf and Tier say where it comes from; of several facts they are
	// those of the weakest.
	Source string
	AsOf   civil.Date
	Tier   eligibility.Tier
}

// Fact says what a clause was judged by; false where nothing was there to judge.
func (w *Words) Fact(c *eligibility.Clause, r *eligibility.Reading) (Shown, bool) {
	if r == nil || len(r.Used) == 0 {
		return Shown{}, false
	}
	first := weakest(r.Used)
	s := Shown{Key: first.Key, Period: first.Period, Label: w.label(first.Key), Source: first.Source, AsOf: first.AsOf, Tier: first.Tier.Effective()}
	switch {
	case r.Derived != nil:
		s.Key, s.Period, s.Label = "size_class", "", w.label("size_class")
		s.Display, s.Source, s.Tier = w.option("size_class", r.Derived.Class), r.Derived.Source, eligibility.T3
	case c.Term.Kind != eligibility.FactTerm:
		s.Key, s.Period = r.Used[0].Key, ""
		s.Label, s.Display = w.computed(c, r)
	case c.Op == eligibility.Has:
		s.Label, s.Display = w.label(first.Key), w.held(r.Used[0])
	default:
		s.Display = w.value(first.Key, first.Value)
	}
	return s, true
}

// computed says an expression's result and the facts it was computed from:
// 3.2%（研发费用 64 万元，营业收入 2000 万元）.
func (w *Words) computed(c *eligibility.Clause, r *eligibility.Reading) (label, display string) {
	s := w.shape(&c.Term)
	parts := make([]string, len(r.Used))
	for i, f := range r.Used {
		year := ""
		if s.growth && f.Period != "" {
			year = f.Period + " 年"
		}
		parts[i] = year + w.label(f.Key) + " " + w.value(f.Key, f.Value)
	}
	from := "（" + strings.Join(parts, "，") + "）"
	switch {
	case r.Value == eligibility.Unknown:
		return s.subject, "已知" + strings.Join(parts, "，")
	case !r.HasResult:
		return s.subject, "算不出来" + from
	case s.growth && r.Result >= s.base:
		return s.subject, "增长 " + points(r.Result-s.base) + "%" + from
	case s.growth:
		return s.subject, "下降 " + points(s.base-r.Result) + "%" + from
	case s.percent:
		return s.subject, points(r.Result) + "%" + from
	default:
		return s.subject, s.say(r.Result) + from
	}
}

// held says a qualification with its validity.
func (w *Words) held(f *eligibility.Fact) string {
	name := w.option(f.Key, f.Value.Text)
	switch {
	case f.From.IsZero() && f.To.IsZero():
		return name
	case f.To.IsZero():
		return name + "（" + f.From.Chinese() + "起）"
	case f.From.IsZero():
		return name + "（至" + f.To.Chinese() + "）"
	}
	return name + "（" + f.From.Chinese() + "至" + f.To.Chinese() + "）"
}

// weakest returns the fact with the weakest evidence, the first of several.
func weakest(facts []*eligibility.Fact) *eligibility.Fact {
	found := facts[0]
	for _, f := range facts[1:] {
		if f.Tier.Effective() > found.Tier.Effective() {
			found = f
		}
	}
	return found
}

// Gap says how far the fact is from what the enterprise wants, “还差 3 人”; empty
// where the clause came out well or where distance means nothing.
func (w *Words) Gap(c *eligibility.ClauseFinding) string {
	r := c.Reading
	if r == nil || !r.HasGap || r.Value == eligibility.Unknown || c.Favourable() {
		return ""
	}
	switch c.Clause.Domain {
	case eligibility.OfDate:
		return w.days(c.Clause, r.Gap, r.Value == eligibility.True)
	case eligibility.OfNumber:
	default:
		return ""
	}
	return direction(c.Clause, r) + w.distance(&c.Clause.Term, r.Gap)
}

func (w *Words) distance(t *eligibility.Term, gap float64) string {
	if t.Kind == eligibility.FactTerm {
		return quantity(gap, w.keys[t.Key].Unit)
	}
	s := w.shape(t)
	if s.percent {
		return points(gap) + " 个百分点"
	}
	return s.say(gap)
}

// direction says whether the fact falls short of where the clause turns or goes
// beyond it.
func direction(c *eligibility.Clause, r *eligibility.Reading) string {
	value := r.Result
	if !r.HasResult && len(r.Used) > 0 {
		value = r.Used[0].Value.Num
	}
	turns := c.Values[0].Num
	if c.Op == eligibility.Between && value > turns {
		turns = c.Values[1].Num
	}
	switch {
	case c.Op == eligibility.In, c.Op == eligibility.Equal, c.Op == eligibility.NotEqual:
		return "相差 "
	case value < turns:
		return "还差 "
	case value > turns:
		return "超出 "
	}
	return "正好在界限上，差 "
}

// days says the distance of a date clause. Holding says that it came out true
// and should not have.
func (w *Words) days(c *eligibility.Clause, gap float64, holding bool) string {
	n := number(gap) + " 天"
	switch {
	case c.Op == eligibility.OlderThan && !holding, c.Op == eligibility.YoungerThan && holding:
		return "还差 " + n
	case c.Op == eligibility.OlderThan, c.Op == eligibility.YoungerThan:
		return "已超过 " + n
	}
	return "相差 " + n
}

// TierWords says how far evidence can be relied on.
func TierWords(t eligibility.Tier) string {
	return map[eligibility.Tier]string{
		eligibility.T0: "部门数据", eligibility.T1: "工作人员核实", eligibility.T2: "企业申报", eligibility.T3: "系统推断",
	}[t.Effective()]
}

// Asked is one missing fact, with what a person needs to know to supply it.
type Asked struct {
	Key, Period, Label string
	Kind               eligibility.FactKind
	Unit               string
	// Values are the values asked for, of a qualification: others do not help.
	Values []string
}

// Asked describes missing facts. Of a qualification it says which ones are
// asked for by the given clauses.
func (w *Words) Asked(keys []eligibility.FactKey, clauses []eligibility.ClauseFinding) []Asked {
	out := make([]Asked, 0, len(keys))
	for _, k := range keys {
		known := w.keys[k.Key]
		a := Asked{Key: k.Key, Period: k.Period, Label: w.label(k.Key), Kind: known.Kind, Unit: known.Unit}
		var names []string
		for i := range clauses {
			c := &clauses[i]
			if c.Clause.Op == eligibility.Has && c.Clause.Term.Key == k.Key && c.Reading != nil && c.Reading.Value == eligibility.Unknown {
				a.Values = append(a.Values, c.Clause.Values[0].Text)
				names = append(names, w.option(k.Key, c.Clause.Values[0].Text))
			}
		}
		if len(names) > 0 {
			a.Label += "（" + strings.Join(names, "、") + "）"
		}
		out = append(out, a)
	}
	return out
}

// Benefit says what there is to get, a sentence for each part.
func (w *Words) Benefit(b *eligibility.Benefit) []string {
	if b == nil {
		return nil
	}
	switch b.Kind {
	case eligibility.FixedBenefit:
		return []string{fenWords(b.Fixed)}
	case eligibility.RateBenefit:
		return []string{"按" + w.term(&b.Of) + "的 " + percent(b.Rate) + " 计算" + capWords(b)}
	case eligibility.PerBenefit:
		per := w.unit(&b.Of)
		if per == "" || per == "元" {
			per = "1 " + per
		}
		return []string{"按" + w.term(&b.Of) + "，每" + strings.TrimSpace(per) + " " + fenWords(b.Fixed) + capWords(b)}
	case eligibility.TiersBenefit:
		return w.tiers(b)
	}
	var parts []string
	for _, p := range b.Parts {
		parts = append(parts, w.Benefit(p)...)
	}
	if b.Kind == eligibility.MaxBenefit && len(b.Parts) > 1 {
		return []string{"按下列较高的一项：" + strings.Join(parts, "；")}
	}
	return parts
}

func capWords(b *eligibility.Benefit) string {
	if !b.Capped {
		return ""
	}
	return "，最高 " + fenWords(b.Cap)
}

func (w *Words) tiers(b *eligibility.Benefit) []string {
	say, subject := w.sayer(&b.Of), w.term(&b.Of)
	if b.Of.Kind != eligibility.FactTerm {
		s := w.shape(&b.Of)
		say, subject = s.say, s.subject
		if s.growth {
			subject += "比" + s.earlier + "增长"
		}
	}
	var out []string
	for i, step := range b.Steps {
		span := say(step.From) + "以上"
		switch last := i+1 == len(b.Steps); {
		case i == 0 && step.From == 0 && !last:
			span = "不足 " + say(b.Steps[1].From)
		case !last:
			span += "、不足 " + say(b.Steps[i+1].From)
		}
		out = append(out, subject+" "+span+"的，"+fenWords(step.Amount))
	}
	return out
}

// Bonus says when a bonus is added and how much it is.
func (w *Words) Bonus(b *eligibility.Bonus) string {
	return w.tell(plain(b.When, false), 2) + "的，另加：" + w.gives(b.Benefit, 2)
}

// Condition says a condition tree in one sentence; see Sentence.
func (w *Words) Condition(n *eligibility.Node) string { return w.Sentence(n) }
