package rule

import (
	"errors"

	"github.com/yikou/yikou/internal/policy/eligibility/strictjson"
)

// errNoClause says that JSON is no clause that can be taken over.
var errNoClause = errors.New("not one clause")

// ParseClause reads one clause, or a not around one, from the JSON of measure
// files, and gives it that id and quote. It takes over only what a Test can hold;
// whether the clause makes sense the decoder of measures decides.
func ParseClause(data []byte, id, quote string) (*Node, error) {
	root, err := strictjson.Parse(data, strictjson.Limits{Depth: 24, Values: 500})
	if err != nil {
		return nil, err
	}
	at, negated := &root, false
	if inner, ok := root.Member("not"); ok && len(root.Members) == 1 {
		at, negated = inner, true
	}
	t := &Test{ID: id, Quote: quote}
	op, ok := at.Member("op")
	if at.Kind != strictjson.Object || !ok || op.Kind != strictjson.String {
		return nil, errNoClause
	}
	t.Op = op.Str
	if expr, ok := at.Member("expr"); ok {
		t.Term, err = parseTerm(expr)
	} else {
		t.Term, err = parseTerm(at)
	}
	if err != nil || t.Term.Op == "" && t.Term.Fact == "" {
		return nil, errNoClause
	}
	value, ok := at.Member("value")
	if !ok {
		return nil, errNoClause
	}
	if t.Value, err = parseValue(value); err != nil {
		return nil, err
	}
	n := &Node{Test: t}
	if negated {
		n = Opposite(n)
	}
	return n, nil
}

func parseTerm(v *strictjson.Value) (Term, error) {
	if v.Kind == strictjson.Number {
		return Term{Number: v.Num}, nil
	}
	if fact, ok := v.Member("fact"); ok && fact.Kind == strictjson.String {
		t := Term{Fact: fact.Str}
		if p, ok := v.Member("period"); ok {
			t.Period = p.Str
		}
		return t, nil
	}
	for _, op := range []string{"add", "sub", "mul", "div"} {
		args, ok := v.Member(op)
		if !ok {
			continue
		}
		t := Term{Op: op}
		for i := range args.Items {
			arg, err := parseTerm(&args.Items[i])
			if err != nil {
				return Term{}, err
			}
			t.Args = append(t.Args, arg)
		}
		return t, nil
	}
	return Term{}, errNoClause
}

func parseValue(v *strictjson.Value) (Value, error) {
	switch v.Kind {
	case strictjson.Number:
		return Number(v.Num), nil
	case strictjson.String:
		return Text(v.Str), nil
	case strictjson.Bool:
		return Value{Kind: BoolValue, Bool: v.Bool}, nil
	case strictjson.Array:
		var items []Value
		for i := range v.Items {
			item, err := parseValue(&v.Items[i])
			if err != nil || item.Kind == ListValue {
				return Value{}, errNoClause
			}
			items = append(items, item)
		}
		return List(items), nil
	}
	return Value{}, errNoClause
}
