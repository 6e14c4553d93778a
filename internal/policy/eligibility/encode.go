package eligibility

import (
	"slices"
	"strconv"
	"strings"

	"github.com/yikou/yikou/internal/policy/eligibility/strictjson"
	"github.com/yikou/yikou/internal/standard/civil"
)

// AppendLine appends one line of `yikou match` without the newline: the finding
// of a measure over an enterprise in the members and the order of the file
// contract. Clauses are written when trace is set.
func (f *Finding) AppendLine(b []byte, uscc, measure string, day civil.Date, trace bool) []byte {
	b = strictjson.AppendText(append(b, `{"uscc":`...), uscc)
	b = strictjson.AppendText(append(b, `,"measure":`...), measure)
	b = append(append(b, `,"verdict":"`...), f.Verdict.String()...)
	b = append(b, `","missing":[`...)
	for i, key := range f.Missing {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendKey(append(b, '{'), key.Key, key.Period)
		b = append(b, '}')
	}
	b = append(b, `],"amount":`...)
	if f.HasAmount {
		b = append(AppendMoney(append(b, '"'), f.Amount), '"')
	} else {
		b = append(b, "null"...)
	}
	b = strconv.AppendBool(append(b, `,"amount_may_rise":`...), f.AmountMayRise)
	if trace {
		b = append(b, `,"clauses":`...)
		b = f.AppendClauses(b, day)
	}
	return append(b, '}')
}

// AppendClauses appends the trace as a JSON list: for each clause its value, the
// fact used, its source and date, the threshold, the gap and the quote.
func (f *Finding) AppendClauses(b []byte, day civil.Date) []byte {
	b = append(b, '[')
	for i := range f.Clauses {
		if i > 0 {
			b = append(b, ',')
		}
		b = f.Clauses[i].append(b, day)
	}
	return append(b, ']')
}

var truthNames = [...]string{"false", "unknown", "true"}

// Word returns true, false, unknown, or human for a discretion clause.
func (c *ClauseFinding) Word() string {
	if c.Reading == nil {
		return "human"
	}
	return truthNames[c.Reading.Value]
}

// Source returns who supplied the facts used, several joined by 、; empty when
// none did.
func (c *ClauseFinding) Source() string {
	if c.Reading == nil {
		return ""
	}
	if c.Reading.Derived != nil {
		return c.Reading.Derived.Source
	}
	var names []string
	for _, f := range c.Reading.Used {
		if f.Source != "" && !slices.Contains(names, f.Source) {
			names = append(names, f.Source)
		}
	}
	return strings.Join(names, "、")
}

// AsOf returns the day that the facts used speak of, the earliest of several;
// the zero Date when none says.
func (c *ClauseFinding) AsOf() civil.Date {
	var day civil.Date
	if c.Reading == nil {
		return day
	}
	for _, f := range c.Reading.Used {
		if !f.AsOf.IsZero() && (day.IsZero() || f.AsOf.Before(day)) {
			day = f.AsOf
		}
	}
	return day
}

// Gap returns how far the enterprise is from having the clause in its favour;
// false where it has, where the fact is missing, or where distance means nothing.
func (c *ClauseFinding) Gap() (float64, bool) {
	if c.Reading == nil || c.Reading.Value == Unknown || c.Favourable() {
		return 0, false
	}
	return c.Reading.Gap, c.Reading.HasGap
}

func (c *ClauseFinding) append(b []byte, day civil.Date) []byte {
	b = strictjson.AppendText(append(b, `{"id":`...), c.Clause.ID)
	b = append(append(b, `,"value":"`...), c.Word()...)
	b = append(b, `","fact":`...)
	b = c.appendFact(b, day)
	b = appendTextOrNull(append(b, `,"source":`...), c.Source())
	b = appendTextOrNull(append(b, `,"as_of":`...), c.AsOf().String())
	b = append(b, `,"threshold":`...)
	b = c.Clause.appendThreshold(b)
	b = append(b, `,"gap":`...)
	if gap, ok := c.Gap(); ok {
		b = strictjson.AppendNumber(b, withoutNoise(gap))
	} else {
		b = append(b, "null"...)
	}
	b = strictjson.AppendText(append(b, `,"quote":`...), c.Clause.Quote)
	return append(b, '}')
}

// withoutNoise drops the last two of a difference's digits, which are those of
// binary fractions: 0.05 less 0.04 is 0.01 to people.
func withoutNoise(f float64) float64 {
	short, err := strconv.ParseFloat(strconv.FormatFloat(f, 'g', 15, 64), 64)
	if err != nil {
		return f
	}
	return short
}

// appendFact writes what the clause rests on: a fact with its value, null where
// it is missing; for an expression and a derived size class also what it was
// computed of.
func (c *ClauseFinding) appendFact(b []byte, day civil.Date) []byte {
	r := c.Reading
	switch {
	case r == nil:
		return append(b, "null"...)
	case c.Clause.Term.Kind != FactTerm:
		b = strictjson.AppendText(append(b, `{"expr":`...), c.Clause.Term.Words(day))
		b = append(b, `,"value":`...)
		if r.HasResult {
			b = strictjson.AppendNumber(b, r.Result)
		} else {
			b = append(b, "null"...)
		}
		return append(appendUsed(b, r.Used), '}')
	case r.Derived != nil:
		b = append(b, `{"key":"size_class","period":null,"value":`...)
		b = strictjson.AppendText(b, r.Derived.Class)
		return append(appendUsed(append(b, `,"tier":"T3"`...), r.Used), '}')
	case len(r.Used) == 1:
		return appendUsedFact(b, r.Used[0])
	}
	b = appendKey(append(b, '{'), c.Clause.Term.Key, c.Clause.Term.Period.At(day))
	if r.Value != Unknown && c.Clause.Domain == OfBool {
		return append(b, `,"value":false,"closed":true}`...)
	}
	return append(b, `,"value":null}`...)
}

func appendUsed(b []byte, used []*Fact) []byte {
	b = append(b, `,"of":[`...)
	for i, f := range used {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendUsedFact(b, f)
	}
	return append(b, ']')
}

func appendUsedFact(b []byte, f *Fact) []byte {
	b = appendKey(append(b, '{'), f.Key, f.Period)
	b = f.Value.append(append(b, `,"value":`...))
	b = strictjson.AppendText(append(b, `,"tier":`...), f.Tier.Effective().String())
	if !f.From.IsZero() || !f.To.IsZero() {
		b = appendTextOrNull(append(b, `,"from":`...), f.From.String())
		b = appendTextOrNull(append(b, `,"to":`...), f.To.String())
	}
	return append(b, '}')
}

func appendKey(b []byte, key, period string) []byte {
	b = strictjson.AppendText(append(b, `"key":`...), key)
	return appendTextOrNull(append(b, `,"period":`...), period)
}

func (c *Clause) appendThreshold(b []byte) []byte {
	switch {
	case c.List:
		b = append(b, '[')
		for i, v := range c.Values {
			if i > 0 {
				b = append(b, ',')
			}
			b = v.append(b)
		}
		return append(b, ']')
	case len(c.Values) == 1:
		return c.Values[0].append(b)
	}
	return append(b, "null"...)
}

func (v Value) append(b []byte) []byte {
	switch v.Kind {
	case Number:
		return strictjson.AppendNumber(b, v.Num)
	case Text:
		return strictjson.AppendText(b, v.Text)
	case Bool:
		return strconv.AppendBool(b, v.Bool)
	default:
		return append(b, "null"...)
	}
}

var termSigns = [...]string{AddTerm: " + ", SubTerm: " - ", MulTerm: " × ", DivTerm: " ÷ "}

// Words returns the term as people write it, with absolute periods:
// rd_expense(2025) ÷ revenue(2025).
func (t *Term) Words(day civil.Date) string {
	var b strings.Builder
	t.words(&b, day)
	return b.String()
}

func (t *Term) words(b *strings.Builder, day civil.Date) {
	switch t.Kind {
	case FactTerm:
		b.WriteString(t.Key)
		if p := t.Period.At(day); p != "" {
			b.WriteString("(" + p + ")")
		}
	case NumberTerm:
		b.Write(strictjson.AppendNumber(nil, t.Number))
	default:
		for i := range t.Args {
			if i > 0 {
				b.WriteString(termSigns[t.Kind])
			}
			compound := t.Args[i].Kind >= AddTerm
			if compound {
				b.WriteByte('(')
			}
			t.Args[i].words(b, day)
			if compound {
				b.WriteByte(')')
			}
		}
	}
}

func appendTextOrNull(b []byte, s string) []byte {
	if s == "" {
		return append(b, "null"...)
	}
	return strictjson.AppendText(b, s)
}

// AppendJSON appends the enterprise as one line of a file of enterprises,
// without the newline. DecodeEnterprise reads it back as it was.
func (e *Enterprise) AppendJSON(b []byte) []byte {
	b = strictjson.AppendText(append(b, `{"uscc":`...), e.USCC)
	b = strictjson.AppendText(append(b, `,"name":`...), e.Name)
	b = append(b, `,"facts":[`...)
	for i := range e.Facts {
		if i > 0 {
			b = append(b, ',')
		}
		b = e.Facts[i].append(b)
	}
	b = append(b, `],"closed":[`...)
	for i, key := range e.Closed {
		if i > 0 {
			b = append(b, ',')
		}
		b = strictjson.AppendText(b, key)
	}
	return append(b, "]}"...)
}

func (f *Fact) append(b []byte) []byte {
	b = strictjson.AppendText(append(b, `{"key":`...), f.Key)
	stated := func(name, value string) {
		if value != "" {
			b = strictjson.AppendText(append(append(append(b, `,"`...), name...), `":`...), value)
		}
	}
	stated("period", f.Period)
	b = f.Value.append(append(b, `,"value":`...))
	stated("tier", f.Tier.String())
	stated("source", f.Source)
	stated("as_of", f.AsOf.String())
	stated("from", f.From.String())
	stated("to", f.To.String())
	return append(b, '}')
}
