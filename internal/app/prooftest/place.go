package prooftest

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/yikou/yikou/internal/standard/uscc"
)

// nobodysCode returns a valid code that no planted firm has, of digits alone if
// the other is.
func nobodysCode(like string) (string, error) {
	for serial := uint32(88_888_000); serial < 88_888_999; serial++ {
		code, err := uscc.Synthetic(uscc.KindEnterprise, like[2:8], serial)
		if err != nil {
			return "", err
		}
		if digits(string(code)) == digits(like) {
			return string(code), nil
		}
	}
	return "", errors.New("no code of that form")
}

func digits(text string) bool { return strings.Trim(text, "0123456789") == "" }

// place is one place of a request that takes a text.
type place struct {
	// kind is path, query, header or body; name is the parameter, or the path of
	// the field.
	kind, name string
	steps      []any
}

// String names the place for people.
func (p place) String() string { return p.kind + " " + p.name }

// placesOf returns the places of a request that may name a thing: every parameter
// of the path and the query, and the fields that name one in the example.
func placesOf(c Call) []place {
	var list []place
	for _, name := range slices.Sorted(maps.Keys(c.Path)) {
		list = append(list, place{kind: "path", name: name})
	}
	for _, name := range c.Operation.Query {
		list = append(list, place{kind: "query", name: name})
	}
	for _, steps := range c.naming {
		list = append(list, place{kind: "body", name: fmt.Sprint(steps...), steps: steps})
	}
	return list
}

// leaves calls fn for every value that is neither object nor list.
func leaves(v any, steps []any, fn func(steps []any, value any)) {
	switch v := v.(type) {
	case map[string]any:
		for _, name := range slices.Sorted(maps.Keys(v)) {
			leaves(v[name], append(steps, name), fn)
		}
	case []any:
		for i, value := range v {
			leaves(value, append(steps, i), fn)
		}
	case nil:
	default:
		fn(steps, v)
	}
}

// put returns the call with a value in the place.
func (p place) put(c Call, value any) Call {
	c = c.clone()
	switch p.kind {
	case "path":
		c.Path[p.name] = fmt.Sprint(value)
	case "query":
		c.Query.Set(p.name, fmt.Sprint(value))
	case "header":
		c.Headers[p.name] = fmt.Sprint(value)
	case "body":
		c.setJSON(replaced(c.JSON, p.steps, value))
	}
	return c
}

// replaced returns a copy of v with another value at the end of the steps; an
// object that is left out on the way is made. It returns v itself where the steps
// lead nowhere: another value may have been put above.
func replaced(v any, steps []any, value any) any {
	if len(steps) == 0 {
		return value
	}
	switch v := v.(type) {
	case nil:
		if name, is := steps[0].(string); is {
			return map[string]any{name: replaced(nil, steps[1:], value)}
		}
	case map[string]any:
		if name, is := steps[0].(string); is {
			out := maps.Clone(v)
			out[name] = replaced(v[name], steps[1:], value)
			return out
		}
	case []any:
		if i, is := steps[0].(int); is && i < len(v) {
			out := slices.Clone(v)
			out[i] = replaced(v[i], steps[1:], value)
			return out
		}
	}
	return v
}
