package rule

import (
	"fmt"

	"github.com/yikou/yikou/internal/policy/eligibility/strictjson"
)

var nodeNames = [...]string{All: "all", Any: "any"}

// AppendJSON appends the tree as measure files write it.
func (n *Node) AppendJSON(b []byte) []byte {
	switch n.Kind {
	case Leaf:
		return n.Test.append(b)
	case Not:
		return append(n.Of[0].AppendJSON(append(b, `{"not":`...)), '}')
	case AtLeast:
		b = fmt.Appendf(b, `{"at_least":%d,"of":`, n.K)
	default:
		b = fmt.Appendf(b, `{"%s":`, nodeNames[n.Kind])
	}
	b = append(b, '[')
	for i, c := range n.Of {
		if i > 0 {
			b = append(b, ',')
		}
		b = c.AppendJSON(b)
	}
	return append(b, "]}"...)
}

func (t *Test) append(b []byte) []byte {
	b = strictjson.AppendText(append(b, `{"id":`...), t.ID)
	if t.Discretion {
		b = append(b, `,"role":"discretion"`...)
	} else {
		if t.Term.Op == "" {
			b = t.Term.members(append(b, ','))
		} else {
			b = t.Term.append(append(b, `,"expr":`...))
		}
		b = strictjson.AppendText(append(b, `,"op":`...), t.Op)
		b = t.Value.append(append(b, `,"value":`...))
	}
	return append(strictjson.AppendText(append(b, `,"quote":`...), t.Quote), '}')
}

// members appends fact and period without the braces.
func (t *Term) members(b []byte) []byte {
	b = strictjson.AppendText(append(b, `"fact":`...), t.Fact)
	if t.Period != "" {
		b = strictjson.AppendText(append(b, `,"period":`...), t.Period)
	}
	return b
}

func (t *Term) append(b []byte) []byte {
	switch {
	case t.Op != "":
		b = fmt.Appendf(b, `{"%s":[`, t.Op)
		for i := range t.Args {
			if i > 0 {
				b = append(b, ',')
			}
			b = t.Args[i].append(b)
		}
		return append(b, "]}"...)
	case t.Fact != "":
		return append(t.members(append(b, '{')), '}')
	default:
		return strictjson.AppendNumber(b, t.Number)
	}
}

func (v Value) append(b []byte) []byte {
	switch v.Kind {
	case TextValue:
		return strictjson.AppendText(b, v.Text)
	case BoolValue:
		return fmt.Appendf(b, "%t", v.Bool)
	case ListValue:
		b = append(b, '[')
		for i := range v.Items {
			if i > 0 {
				b = append(b, ',')
			}
			b = v.Items[i].append(b)
		}
		return append(b, ']')
	default:
		return strictjson.AppendNumber(b, v.Number)
	}
}

// AppendJSON appends the amount as measure files write it.
func (a *Amount) AppendJSON(b []byte) []byte {
	money := func(b []byte, fen int64) []byte { return fmt.Appendf(b, `"%d.%02d"`, fen/100, fen%100) }
	limit := func(b []byte) []byte {
		if a.Capped {
			b = money(append(b, `,"cap":`...), a.Cap)
		}
		return append(b, "}}"...)
	}
	switch a.Kind {
	case FixedAmount:
		return append(money(append(b, `{"fixed":`...), a.Fixed), '}')
	case RateAmount:
		b = a.Of.append(append(b, `{"rate":{"of":`...))
		return limit(strictjson.AppendNumber(append(b, `,"rate":`...), a.Rate))
	case PerAmount:
		b = a.Of.append(append(b, `{"per":{"of":`...))
		return limit(money(append(b, `,"each":`...), a.Fixed))
	case TiersAmount:
		b = append(a.Of.append(append(b, `{"tiers":{"of":`...)), `,"steps":[`...)
		for i, s := range a.Steps {
			if i > 0 {
				b = append(b, ',')
			}
			b = strictjson.AppendNumber(append(b, `{"from":`...), s.From)
			b = append(money(append(b, `,"amount":`...), s.Fixed), '}')
		}
		return append(b, "]}}"...)
	}
	b = append(b, map[AmountKind]string{MaxAmount: `{"max":[`, SumAmount: `{"sum":[`}[a.Kind]...)
	for i, part := range a.Parts {
		if i > 0 {
			b = append(b, ',')
		}
		b = part.AppendJSON(b)
	}
	return append(b, "]}"...)
}
