package evaluation

import (
	"encoding/json"
	"slices"
	"sort"
	"strings"

	"github.com/yikou/yikou/internal/policy/drafting/reader"
)

// leaf is one clause of a tree as far as it is compared.
type leaf struct {
	kind reader.Kind
	// text is the clause in one spelling; of a judgement its words.
	text string
}

// normal returns a tree in one spelling, and its leaves.
func normal(tree json.RawMessage) (text string, leaves []leaf, err error) {
	if len(tree) == 0 || string(tree) == "null" {
		return "", nil, nil
	}
	var v any
	if err := json.Unmarshal(tree, &v); err != nil {
		return "", nil, err
	}
	text = node(v, &leaves, false)
	return text, leaves, nil
}

// node spells a node; under is set below a not.
func node(v any, leaves *[]leaf, under bool) string {
	m, _ := v.(map[string]any)
	for _, kind := range []string{"all", "any"} {
		if of, ok := m[kind].([]any); ok {
			return combined(kind, of, leaves, under)
		}
	}
	if inner, ok := m["not"]; ok {
		if c, ok := inner.(map[string]any); ok && c["not"] != nil {
			return node(c["not"], leaves, under)
		}
		text := node(inner, leaves, !under)
		return negation(text)
	}
	if of, ok := m["of"].([]any); ok && m["at_least"] != nil {
		k, _ := json.Marshal(m["at_least"])
		return combined("at_least "+string(k), of, leaves, under)
	}
	return test(m, leaves, under)
}

func negation(text string) string {
	if rest, ok := strings.CutPrefix(text, "not "); ok {
		return rest
	}
	return "not " + text
}

// combined spells a combination: those of the same kind below are taken up, one
// alone is itself, order does not matter.
func combined(kind string, of []any, leaves *[]leaf, under bool) string {
	var parts []string
	for _, c := range of {
		text := node(c, leaves, under)
		if inner, ok := strings.CutPrefix(text, kind+"("); ok && !strings.HasPrefix(kind, "at_least") {
			parts = append(parts, strings.Split(strings.TrimSuffix(inner, ")"), " ; ")...)
			continue
		}
		parts = append(parts, text)
	}
	if len(parts) == 1 {
		return parts[0]
	}
	sort.Strings(parts)
	return kind + "(" + strings.Join(parts, " ; ") + ")"
}

// test spells a leaf and keeps it.
func test(m map[string]any, leaves *[]leaf, under bool) string {
	if m["role"] == "discretion" {
		quote, _ := m["quote"].(string)
		*leaves = append(*leaves, leaf{reader.KindDiscretion, quote})
		return "judgement"
	}
	kind := kindOf(m)
	op, _ := m["op"].(string)
	text, alone := operand(m["value"], op)
	if alone && op == "in" {
		op = "="
	}
	term := m["expr"]
	if term == nil {
		term = map[string]any{"fact": m["fact"], "period": m["period"]}
	}
	b, _ := json.Marshal(term)
	opposite := text == "false" && op == "=" || text == "true" && op == "!="
	if opposite {
		text, op = "true", "="
	}
	spelled := string(b) + " " + op + " " + text
	kept := spelled
	if under != opposite {
		kept = "not " + kept
	}
	*leaves = append(*leaves, leaf{kind, kept})
	if opposite {
		return "not " + spelled
	}
	return spelled
}

// operand spells a value; alone is set for a list of one.
func operand(value any, op string) (text string, alone bool) {
	l, ok := value.([]any)
	if !ok || op == "between" {
		b, _ := json.Marshal(value)
		return string(b), false
	}
	texts := make([]string, len(l))
	for i := range l {
		b, _ := json.Marshal(l[i])
		texts[i] = string(b)
	}
	slices.Sort(texts)
	return strings.Join(slices.Compact(texts), ","), len(texts) == 1
}

// kinds are the kinds of the facts that every instance knows.
var kinds = map[string]reader.Kind{
	"division": reader.KindRegion, "industry": reader.KindIndustry, "registered": reader.KindAge, "capital": reader.KindCapital,
	"size_class": reader.KindSize, "staff": reader.KindStaff, "rd_staff": reader.KindStaff, "revenue": reader.KindRevenue,
	"assets": reader.KindAssets, "tax_paid": reader.KindTax, "rd_expense": reader.KindResearch, "export": reader.KindExport,
	"graduates_hired": reader.KindGraduates, "insured_staff": reader.KindInsured, "patents": reader.KindPatents,
	"qualification": reader.KindQualification, "listed": reader.KindListed, "dishonest": reader.KindStanding,
	"abnormal": reader.KindStanding, "penalty": reader.KindStanding,
}

// kindOf tells the kind of a clause from what it tests.
func kindOf(m map[string]any) reader.Kind {
	if expr, ok := m["expr"].(map[string]any); ok {
		if div, ok := expr["div"].([]any); ok && len(div) == 2 {
			top, _ := div[0].(map[string]any)
			if top["sub"] != nil {
				return reader.KindGrowth
			}
			bottom, _ := div[1].(map[string]any)
			if bottom["fact"] != nil || bottom["add"] != nil {
				return reader.KindShare
			}
		}
		return kindWithin(expr)
	}
	fact, _ := m["fact"].(string)
	if kind, ok := kinds[fact]; ok {
		return kind
	}
	return reader.KindOther
}

// kindWithin is the kind of the first fact of an expression.
func kindWithin(v any) reader.Kind {
	switch x := v.(type) {
	case map[string]any:
		if fact, ok := x["fact"].(string); ok {
			if kind, ok := kinds[fact]; ok {
				return kind
			}
			return reader.KindOther
		}
		for _, op := range []string{"add", "sub", "mul", "div"} {
			if args, ok := x[op]; ok {
				return kindWithin(args)
			}
		}
	case []any:
		if len(x) > 0 {
			return kindWithin(x[0])
		}
	}
	return reader.KindOther
}
