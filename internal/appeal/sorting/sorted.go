package sorting

import (
	"slices"
	"strings"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/reading"
	"github.com/yikou/yikou/internal/appeal/topic"
	"github.com/yikou/yikou/internal/standard/division"
)

// settable are the fields that a decision changes on the case itself; the
// department is decided by dispatching it.
var settable = []reading.Field{reading.Kind, reading.Topic, reading.Place, reading.Urgency}

// valueOf returns what a case says of a field, in the codes of proposals.
func valueOf(c *appeal.Case, f reading.Field) string {
	switch f {
	case reading.Kind:
		return string(c.Kind)
	case reading.Topic:
		return c.Topic
	case reading.Place:
		return c.Division
	case reading.Urgency:
		return string(c.Urgency)
	case reading.Department:
		return c.Lead
	}
	return ""
}

// classification is what a case says of itself, to be changed field by field.
func classification(c *appeal.Case) appeal.Classification {
	return appeal.Classification{Kind: c.Kind, Topic: c.Topic, Urgency: c.Urgency, Place: c.Place, Division: c.Division, Complex: c.Complex}
}

// set writes the value of a field into a classification.
func set(n *appeal.Classification, f reading.Field, value string) {
	switch f {
	case reading.Kind:
		n.Kind = appeal.Kind(value)
	case reading.Topic:
		n.Topic = value
	case reading.Place:
		n.Division = value
	case reading.Urgency:
		n.Urgency = appeal.Urgency(value)
	}
}

// bySelf returns what a case becomes when proposals take effect by themselves, and
// the fields in which they do: those that thresholds let through and that nobody
// has said otherwise. What a reporter or another system said of topic and place
// stands; urgency is only ever raised.
func bySelf(c *appeal.Case, p *reading.Proposal) (appeal.Classification, []reading.Field) {
	n := classification(c)
	var taken []reading.Field
	for _, g := range p.Guesses() {
		if g.Class == reading.Manual || g.Value == "" || !slices.Contains(settable, g.Field) {
			continue
		}
		had := valueOf(c, g.Field)
		free := g.Field == reading.Kind || had == "" || g.Field == reading.Urgency && g.Value == reading.Urgent
		if had != g.Value && !free {
			continue
		}
		set(&n, g.Field, g.Value)
		taken = append(taken, g.Field)
	}
	return n, taken
}

// names joins fields as they are stored.
func names(fields []reading.Field) string {
	out := make([]string, len(fields))
	for i, f := range fields {
		out[i] = string(f)
	}
	return strings.Join(out, " ")
}

func fieldsOf(stored string) []reading.Field {
	var out []reading.Field
	for name := range strings.FieldsSeq(stored) {
		out = append(out, reading.Field(name))
	}
	return out
}

// guessOf returns the proposal for a field.
func guessOf(p *reading.Proposal, f reading.Field) *reading.Guess {
	for _, g := range p.Guesses() {
		if g.Field == f {
			return g
		}
	}
	return &reading.Guess{Field: f}
}

// wrongChoice says in Chinese what is wrong with a choice, "" when it can be made.
func wrongChoice(c Choice, tree *division.Tree) string {
	known := false
	switch c.Field {
	case reading.Kind:
		known = appeal.Kind(c.Value).Label() != ""
	case reading.Topic:
		_, known = topic.Default().Find(c.Value)
	case reading.Place:
		_, known = tree.Lookup(c.Value)
	case reading.Urgency:
		known = appeal.Urgency(c.Value) == appeal.Normal || appeal.Urgency(c.Value) == appeal.Urgent
	case reading.Department:
		return "派单时选择承办部门"
	}
	if !known {
		return "没有这一项，请从列表里选择"
	}
	return ""
}

// labelOf says the value of a field in Chinese.
func labelOf(f reading.Field, value string, tree *division.Tree) string {
	switch {
	case value == "":
		return ""
	case f == reading.Kind:
		return appeal.Kind(value).Label()
	case f == reading.Topic:
		return topic.Default().Label(value)
	case f == reading.Place:
		return tree.LocalName(value)
	case f == reading.Urgency && value == reading.Urgent:
		return "紧急"
	case f == reading.Urgency:
		return "一般"
	}
	return value
}
