package prooftest

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
)

// owned are fields that the server alone sets, and one that nobody knows.
func owned() map[string]any {
	return map[string]any{
		"id": "01970000-0000-7000-8000-000000000000", "version": 99, "owner": "somebody", "status": "done", "state": "done",
		"department": "dept-c", "division": "390103", "created_by": "somebody", "created_at": "2020-01-01T00:00:00Z", "roles": []any{"system_admin"},
		"can": []any{"all"}, "tier": "T0", "enterprise": "somebody", "permissions": []any{"all"}, "admin": true, "unheard_of": 1, "__proto__": map[string]any{"admin": true},
	}
}

// Extra adds fields that the server owns to every object of every body, as a role
// that may call the operation. Each must be refused with 422: a field that is
// quietly dropped today is one that is quietly taken tomorrow.
func (p *Proof) Extra(ctx context.Context) {
	for _, o := range p.World.Operations() {
		row, known := p.Book.Rows[o.ID]
		if !known || row.Request.Body == nil || row.Free != "" {
			continue
		}
		role, relation, found := p.Book.Insider(row)
		if !found {
			p.fault("%s: nobody may call it, so its body cannot be tried", o.ID)
			continue
		}
		things := newSpare(p.World)
		call, err := Bind(ctx, things, o, row, relation, role)
		if err != nil {
			p.fault("%v", err)
			continue
		}
		for _, steps := range objects(call.JSON, nil) {
			for _, name := range slices.Sorted(maps.Keys(owned())) {
				if has(call.JSON, steps, name) || slices.Contains(strings.Fields(row.Takes), name) {
					continue // the operation's own
				}
				p.extra(ctx, things, o, row, relation, role, steps, name)
			}
		}
	}
}

func (p *Proof) extra(ctx context.Context, things *spare, o Operation, row Row, relation, role string, steps []any, name string) {
	call, err := Bind(ctx, things, o, row, relation, role)
	if err != nil {
		p.fault("%v", err)
		return
	}
	at := place{kind: "body", steps: append(slices.Clone(steps), name)}
	answer, ok := p.send(ctx, role, row.Fresh == "session", at.put(call, owned()[name]))
	things.answered(answer)
	// Where the example itself is refused, the field must be what is refused now.
	named := p.Book.expected(row, relation, role) == Allow || bytes.Contains(answer.Body, []byte(name))
	if ok && (answer.Status != http.StatusUnprocessableEntity || !named) {
		p.fault("%s as %s: takes the field %q at %v: status %d: %s", o.ID, role, name, steps, answer.Status, brief(answer.Body))
	}
}

// Insider returns a role that an operation is open to, the same each time, and in
// which relation: one that is allowed before one that is refused for what it sends,
// and that before one that is not known.
func (b *Book) Insider(row Row) (role, relation string, found bool) {
	best := 0
	others := slices.DeleteFunc(slices.Sorted(maps.Keys(row.Cells)), func(at string) bool { return at == None })
	for _, at := range slices.Concat(nearest, others) {
		told, err := b.Resolve(row.Cells[at])
		if err != nil {
			continue
		}
		for _, name := range slices.Backward(slices.Sorted(maps.Keys(told))) { // staff come before visitors
			if n := openness(told[name]) - outsider(name); n > best {
				best, role, relation = n, name, at
			}
		}
	}
	return role, relation, best > 0
}

// openness says how far a caller comes who gets an outcome.
func openness(o Outcome) int {
	switch o {
	case Allow:
		return 8
	case Invalid, Conflict, Stale:
		return 6
	case Hidden, Busy, Away:
		return 4
	case Login:
		return 2
	}
	return 0
}

func outsider(role string) int {
	if role == "visitor" || role == "expired" {
		return 1
	}
	return 0
}

// objects returns the steps to every object of a body.
func objects(v any, steps []any) [][]any {
	var list [][]any
	switch v := v.(type) {
	case map[string]any:
		list = append(list, slices.Clone(steps))
		for _, name := range slices.Sorted(maps.Keys(v)) {
			list = append(list, objects(v[name], append(steps, name))...)
		}
	case []any:
		for i, value := range v {
			list = append(list, objects(value, append(steps, i))...)
		}
	}
	return list
}

func has(v any, steps []any, name string) bool {
	for _, s := range steps {
		switch at := v.(type) {
		case map[string]any:
			v = at[fmt.Sprint(s)]
		case []any:
			v = at[s.(int)]
		}
	}
	object, _ := v.(map[string]any)
	_, there := object[name]
	return there
}

// expected returns what a row says of one role in one relation.
func (b *Book) expected(row Row, relation, role string) Outcome {
	told, err := b.Resolve(row.Cells[relation])
	if err != nil {
		return ""
	}
	return told[role]
}
