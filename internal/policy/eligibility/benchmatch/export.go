package benchmatch

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/yikou/yikou/internal/policy/eligibility"
	"github.com/yikou/yikou/internal/standard/civil"
)

// ErrNotFlat says that a measure has no equal in another engine's language: it
// nests, has a discretion clause, or asks for a weakest tier.
var ErrNotFlat = errors.New("not a flat conjunction of plain tests")

// ColumnKind is the type of an exported column.
type ColumnKind string

// The kinds of exported columns.
const (
	NumberColumn ColumnKind = "number"
	TextColumn   ColumnKind = "text"
	DateColumn   ColumnKind = "date"
	BoolColumn   ColumnKind = "bool"
)

// Column is one column of the exported registry. Unknown is an empty cell, which
// SQL reads as NULL.
type Column struct {
	Name string
	Kind ColumnKind
	// read returns the cell, empty for unknown.
	read func(e *eligibility.Enterprise) string
}

// Schema returns the columns that the world's flat measures read, after uscc.
// Closed sources, the strongest fact, derived size classes and the validity of
// qualifications are settled already: each other engine only has to compare.
func (w *World) Schema() []Column {
	day := AsOf()
	columns := []Column{{"uscc", TextColumn, func(e *eligibility.Enterprise) string { return e.USCC }}}
	add := func(kind ColumnKind, key, period string, read func(*eligibility.Enterprise) string) {
		columns = append(columns, Column{columnName(key, period), kind, read})
	}
	for _, key := range []string{"division", "industry", "status", "type"} {
		add(TextColumn, key, "", plain(key, ""))
	}
	add(DateColumn, "registered", "", plain("registered", ""))
	sizes := map[string]*eligibility.Clause{}
	for _, class := range []string{"large", "medium", "small", "micro"} {
		sizes[class] = &eligibility.Clause{
			Term: eligibility.Term{Key: "size_class"}, Op: eligibility.Equal,
			Domain: eligibility.OfText, Values: []eligibility.Value{eligibility.TextValue(class)},
		}
	}
	add(TextColumn, "size_class", "", func(e *eligibility.Enterprise) string {
		for class, c := range sizes {
			if eligibility.Read(c, e, day).Value == eligibility.True {
				return class
			}
		}
		return ""
	})
	for _, key := range []string{"capital", "patents"} {
		add(NumberColumn, key, "", plain(key, ""))
	}
	for _, key := range []string{"revenue", "tax_paid", "assets", "staff", "insured_staff", "rd_expense", "rd_staff", "graduates_hired", "export"} {
		for _, year := range []string{"2024", "2025"} {
			add(NumberColumn, key, year, plain(key, year))
		}
	}
	for _, key := range lists {
		c := &eligibility.Clause{
			Term: eligibility.Term{Key: key}, Op: eligibility.Equal,
			Domain: eligibility.OfBool, Values: []eligibility.Value{eligibility.BoolValue(true)},
		}
		add(BoolColumn, key, "", settled(c, day))
	}
	for _, code := range w.quals {
		c := &eligibility.Clause{
			Term: eligibility.Term{Key: "qualification"}, Op: eligibility.Has,
			Domain: eligibility.OfQualification, Values: []eligibility.Value{eligibility.TextValue(code)},
		}
		add(BoolColumn, "has_"+code, "", settled(c, day))
	}
	return columns
}

func columnName(key, period string) string {
	if period == "" {
		return key
	}
	return key + "_" + period
}

func plain(key, period string) func(*eligibility.Enterprise) string {
	return func(e *eligibility.Enterprise) string {
		f := e.Strongest(key, period, eligibility.TierUnstated)
		switch {
		case f == nil:
			return ""
		case f.Value.Kind == eligibility.Number:
			return strconv.FormatFloat(f.Value.Num, 'g', -1, 64)
		}
		return f.Value.Text
	}
}

func settled(c *eligibility.Clause, day civil.Date) func(*eligibility.Enterprise) string {
	return func(e *eligibility.Enterprise) string {
		return [...]string{eligibility.False: "false", eligibility.Unknown: "", eligibility.True: "true"}[eligibility.Read(c, e, day).Value]
	}
}

// WriteCSV writes the registry with the columns of Schema, a header first.
func (w *World) WriteCSV(out io.Writer) error {
	b := bufio.NewWriterSize(out, 1<<20)
	columns := w.Schema()
	for i, c := range columns {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(c.Name)
	}
	b.WriteByte('\n')
	for _, e := range w.All() {
		for i, c := range columns {
			if i > 0 {
				b.WriteByte(',')
			}
			// Made-up texts hold no comma, quote or line end.
			b.WriteString(c.read(e))
		}
		if err := b.WriteByte('\n'); err != nil {
			return fmt.Errorf("write registry: %w", err)
		}
	}
	if err := b.Flush(); err != nil {
		return fmt.Errorf("write registry: %w", err)
	}
	return nil
}

// WriteJSONL writes the registry as a file of enterprises, for `yikou match`.
func (w *World) WriteJSONL(out io.Writer) error {
	b := bufio.NewWriterSize(out, 1<<20)
	var line []byte
	for _, e := range w.All() {
		line = append(e.AppendJSON(line[:0]), '\n')
		if _, err := b.Write(line); err != nil {
			return fmt.Errorf("write enterprises: %w", err)
		}
	}
	if err := b.Flush(); err != nil {
		return fmt.Errorf("write enterprises: %w", err)
	}
	return nil
}

// Dialect is a language that flat measures can be written in.
type Dialect string

// The dialects. SQL gives NULL where facts are missing, as the engine gives
// unknown; CEL and Expr give false, so they count the eligible only.
const (
	SQL  Dialect = "sql"
	CEL  Dialect = "cel"
	Expr Dialect = "expr" // github.com/expr-lang/expr
)

// Condition writes a measure's condition over the columns of Schema: true for
// the eligible. ErrNotFlat for a measure that goes beyond the common subset.
func Condition(m *eligibility.Measure, d Dialect) (string, error) {
	if m.When.Kind != eligibility.AllNode {
		return "", ErrNotFlat
	}
	parts := make([]string, len(m.When.Children))
	for i, n := range m.When.Children {
		if n.Kind != eligibility.LeafNode || n.Clause.Role == eligibility.Discretion || n.Clause.MinTier != eligibility.TierUnstated {
			return "", ErrNotFlat
		}
		parts[i] = "(" + d.clause(n.Clause) + ")"
	}
	return strings.Join(parts, map[bool]string{true: " AND ", false: " && "}[d == SQL]), nil
}

// clause writes one test. Outside SQL a comparison is guarded against null.
func (d Dialect) clause(c *eligibility.Clause) string {
	var reads []string
	test := d.test(c, func(t *eligibility.Term) string {
		name := columnName(t.Key, t.Period.At(AsOf()))
		if c.Op == eligibility.Has {
			name = "has_" + c.Values[0].Text
		}
		reads = append(reads, name)
		return name
	})
	if d == SQL {
		return test
	}
	guard := ""
	for i, name := range reads {
		if !slices.Contains(reads[:i], name) {
			guard += name + " != null && "
		}
	}
	return guard + "(" + test + ")"
}

func (d Dialect) test(c *eligibility.Clause, name func(*eligibility.Term) string) string {
	x := d.term(&c.Term, name)
	alternatives := func(one func(v eligibility.Value) string) string {
		list := make([]string, len(c.Values))
		for i, v := range c.Values {
			list[i] = one(v)
		}
		return strings.Join(list, map[bool]string{true: " OR ", false: " || "}[d == SQL])
	}
	switch c.Op {
	case eligibility.Has:
		return x
	case eligibility.Between:
		both := map[bool]string{true: " AND ", false: " && "}[d == SQL]
		return x + " >= " + d.literal(c.Values[0], c.Domain) + both + x + " <= " + d.literal(c.Values[1], c.Domain)
	case eligibility.In:
		return alternatives(func(v eligibility.Value) string { return d.equal(x, v, c.Domain) })
	case eligibility.Under:
		return alternatives(func(v eligibility.Value) string {
			return d.startsWith(x, eligibility.BranchPrefix(c.Domain, v.Text))
		})
	case eligibility.OlderThan:
		return x + " <= " + d.literal(eligibility.TextValue(lastOlder(c.Span).String()), eligibility.OfDate)
	case eligibility.YoungerThan:
		return x + " > " + d.literal(eligibility.TextValue(lastOlder(c.Span).String()), eligibility.OfDate)
	case eligibility.Equal:
		return d.equal(x, c.Values[0], c.Domain)
	case eligibility.NotEqual:
		if d == SQL {
			return x + " <> " + d.literal(c.Values[0], c.Domain)
		}
	}
	return x + " " + c.Op.String() + " " + d.literal(c.Values[0], c.Domain)
}

func (d Dialect) equal(x string, v eligibility.Value, domain eligibility.Domain) string {
	if d == SQL {
		return x + " = " + d.literal(v, domain)
	}
	return x + " == " + d.literal(v, domain)
}

func (d Dialect) startsWith(x, prefix string) string {
	switch d {
	case SQL:
		return x + " LIKE '" + prefix + "%'"
	case CEL:
		return x + ".startsWith(\"" + prefix + "\")"
	}
	return x + " startsWith \"" + prefix + "\""
}

func (d Dialect) literal(v eligibility.Value, domain eligibility.Domain) string {
	switch {
	case v.Kind == eligibility.Bool:
		return strconv.FormatBool(v.Bool)
	case v.Kind == eligibility.Text && d == SQL && domain == eligibility.OfDate:
		return "DATE '" + v.Text + "'"
	case v.Kind == eligibility.Text && d == SQL:
		return "'" + v.Text + "'"
	case v.Kind == eligibility.Text:
		return strconv.Quote(v.Text)
	}
	s := strconv.FormatFloat(v.Num, 'f', -1, 64)
	if !strings.Contains(s, ".") {
		// CEL tells integers and doubles apart.
		s += ".0"
	}
	return s
}

func (d Dialect) term(t *eligibility.Term, name func(*eligibility.Term) string) string {
	switch t.Kind {
	case eligibility.FactTerm:
		return name(t)
	case eligibility.NumberTerm:
		return d.literal(eligibility.NumberValue(t.Number), eligibility.OfNumber)
	}
	parts := make([]string, len(t.Args))
	for i := range t.Args {
		parts[i] = d.term(&t.Args[i], name)
	}
	sign := map[eligibility.TermKind]string{eligibility.AddTerm: " + ", eligibility.SubTerm: " - ", eligibility.MulTerm: " * ", eligibility.DivTerm: " / "}[t.Kind]
	return "(" + strings.Join(parts, sign) + ")"
}

// lastOlder returns the last day that is older than the span on the day of the
// benchmark.
func lastOlder(span civil.Period) civil.Date {
	day := AsOf()
	// Months back from the day can miss the last one by a few days only.
	guess := day.AddMonths(-12*span.Years - span.Months).AddDays(-span.Days + 4)
	for day.Before(guess.Add(span)) {
		guess = guess.AddDays(-1)
	}
	return guess
}
