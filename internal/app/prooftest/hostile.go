package prooftest

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"unicode/utf8"

	"github.com/getkin/kin-openapi/openapi3"
)

// texts are contents that trouble programs, all of them legal.
func texts() []string {
	return []string{
		"汉字", "🧧🇨🇳👨‍👩‍👧", "\u202eכתב מימין\u202c", "a\u0301\u0327", "\u200b\ufeff", "  ", "\t\r\n", "null", "undefined", "NaN", "true", "0", "-1", "1e309",
		`' OR '1'='1' --`, `"; DROP TABLE account_staff; --`, `%_\%`, `') UNION SELECT 1,2,3 --`, `$1 ? :name @p`,
		`<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `javascript:alert(1)`, `{{7*7}}${7*7}`,
		`=HYPERLINK("http://example.invalid")`, `+1+1`, `@SUM(A1)`, `-2+3|cmd`, `../../../../etc/passwd`, `C:\windows\win.ini`, `file:///etc/passwd`,
		`Robert"); \`, `\u0000`, "\u2028\u2029", "\uffff", "９１３９", "İı", strings.Repeat("长", 50), "a,b;c|d\te", `{"a":1}`, `[1]`, "%00%0d%0a", "\x7f\x1b[31m",
	}
}

// forbidden are contents that no text may have: PostgreSQL cannot keep the first,
// nobody can read the second.
func forbidden() []string { return []string{"a\x00b", "\xff\xfe中", "\xc3\x28", "\xed\xa0\x80"} }

// slot is one place of a request with what the description says of it.
type slot struct {
	place
	schema   *openapi3.Schema
	required bool
}

// slotsOf returns every parameter and every field of the body that the
// description or the example knows.
func (d *Description) slotsOf(o *openapi3.Operation, call Call) []slot {
	var list []slot
	for _, p := range o.Parameters {
		kind := p.Value.In
		if p.Value.Schema == nil || kind == "cookie" {
			continue
		}
		list = append(list, slot{place{kind: kind, name: p.Value.Name}, p.Value.Schema.Value, p.Value.Required})
	}
	seen := map[string]bool{}
	if o.RequestBody != nil {
		if media := o.RequestBody.Value.Content.Get("application/json"); media != nil && media.Schema != nil {
			fieldSlots(media.Schema.Value, nil, 0, func(s slot) {
				seen[fmt.Sprint(s.steps...)] = true
				list = append(list, s)
			})
		}
	}
	leaves(call.JSON, nil, func(steps []any, value any) {
		if name := fmt.Sprint(steps...); !seen[name] {
			list = append(list, slot{place: place{kind: "body", name: name, steps: append([]any{}, steps...)}})
		}
	})
	return list
}

func fieldSlots(s *openapi3.Schema, steps []any, depth int, fn func(slot)) {
	if s == nil || depth > 4 {
		return
	}
	for name, field := range s.Properties {
		if name == "$schema" || field.Value == nil || field.Value.ReadOnly {
			continue
		}
		below := append(append([]any{}, steps...), name)
		required := false
		for _, r := range s.Required {
			required = required || r == name
		}
		fn(slot{place{kind: "body", name: fmt.Sprint(below...), steps: below}, field.Value, required})
		fieldSlots(field.Value, below, depth+1, fn)
	}
}

// valid returns a value that the schema allows, on a border more often than not.
func valid(r *rand.Rand, s *openapi3.Schema) any {
	switch {
	case s == nil:
		return pick(r, texts())
	case len(s.Enum) > 0:
		return s.Enum[r.IntN(len(s.Enum))]
	case s.Type.Includes("boolean"):
		return r.IntN(2) == 0
	case s.Type.Includes("integer"), s.Type.Includes("number"):
		low, high := 0.0, 1e6
		if s.Min != nil {
			low = *s.Min
		}
		if s.Max != nil {
			high = *s.Max
		}
		return pick(r, []float64{low, high, low + float64(int((high-low)/2)), min(low+1, high)})
	case s.Type.Includes("array"):
		var item *openapi3.Schema
		if s.Items != nil {
			item = s.Items.Value
		}
		n := int(s.MinItems) + r.IntN(3)
		if s.MaxItems != nil {
			n = min(n, int(*s.MaxItems))
		}
		list := make([]any, n)
		for i := range list {
			list[i] = valid(r, item)
		}
		return list
	case s.Type.Includes("object"):
		object := map[string]any{}
		for name, field := range s.Properties {
			if name != "$schema" && (contains(s.Required, name) || r.IntN(2) == 0) {
				object[name] = valid(r, field.Value)
			}
		}
		return object
	}
	return validText(r, s)
}

func contains(list []string, name string) bool {
	for _, one := range list {
		if one == name {
			return true
		}
	}
	return false
}

func validText(r *rand.Rand, s *openapi3.Schema) string {
	switch {
	case s.Format == "date":
		return pick(r, []string{"2024-02-29", "0001-01-01", "9999-12-31", "1970-01-01", "2026-11-21"})
	case s.Format == "date-time":
		return pick(r, []string{"2024-02-29T23:59:59Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999999+14:00", "2026-11-21T00:00:00+08:00"})
	case s.Format == "uuid":
		return pick(r, []string{"00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff"})
	case s.Pattern != "":
		return fitted(pick(r, []string{"0", "1", "390102", "999999999999999999999999"}), s)
	}
	text := pick(r, texts())
	switch r.IntN(4) {
	case 0: // as long as may be
		if s.MaxLength != nil {
			text = strings.Repeat(text+"满", int(*s.MaxLength)/(utf8.RuneCountInString(text)+1)+1)
		}
	case 1: // as short as may be
		text = "短"
		if s.MinLength == 0 {
			text = ""
		}
	}
	return fitted(text, s)
}

// fitted cuts or fills a text to the length that the schema wants.
func fitted(text string, s *openapi3.Schema) string {
	runes := []rune(text)
	for uint64(len(runes)) < s.MinLength {
		runes = append(runes, '0')
	}
	if s.MaxLength != nil && uint64(len(runes)) > *s.MaxLength {
		runes = runes[:*s.MaxLength]
	}
	return string(runes)
}

func pick[T any](r *rand.Rand, list []T) T { return list[r.IntN(len(list))] }

// flaw is a value that the schema forbids, with a word for it.
type flaw struct {
	what  string
	value any
}

// raw is JSON that encoding/json would not write.
type raw string

// flaws returns values that a slot must refuse.
func flaws(s slot) []flaw { //nolint:funlen // a table of values
	list := []flaw{}
	inBody := s.kind == "body"
	if s.schema == nil {
		return list
	}
	add := func(what string, value any) { list = append(list, flaw{what, value}) }
	kind := s.schema.Type
	if inBody {
		if !kind.Includes("object") && len(kind.Slice()) > 0 {
			add("an object", map[string]any{"a": 1})
		}
		if !kind.Includes("string") && len(kind.Slice()) > 0 {
			add("a text", "NaN")
		}
		if !kind.Includes("boolean") && len(kind.Slice()) > 0 {
			add("a truth", true)
		}
		if !kind.Includes("array") && len(kind.Slice()) > 0 {
			add("a list", []any{1, nil})
		}
		if kind.Includes("string") {
			add("a number", 12.5)
		}
	}
	numeric := kind.Includes("integer") || kind.Includes("number")
	switch {
	case numeric:
		if s.schema.Min != nil {
			add("below the least", *s.schema.Min-1)
		}
		if s.schema.Max != nil {
			add("above the most", *s.schema.Max+1)
		}
		if inBody {
			add("beyond all numbers", raw("1e309"))
		} else {
			add("beyond all numbers", "1e309")
			add("no number", "NaN")
			add("no number", "十")
		}
		if kind.Includes("integer") {
			add("half a number", "1.5")
		}
	case kind.Includes("string"):
		if s.schema.MaxLength != nil {
			add("one too long", strings.Repeat("长", int(*s.schema.MaxLength)+1))
			add("far too long", strings.Repeat("x", int(*s.schema.MaxLength)*3+10_000))
		}
		if s.schema.MinLength > 0 && s.kind != "path" {
			add("too short", strings.Repeat("短", int(s.schema.MinLength)-1))
		}
		if len(s.schema.Enum) > 0 {
			add("none of the list", "none-of-the-list")
		}
		if s.schema.Format == "date" {
			add("no day", "2026-02-30")
		}
		if len(s.schema.Enum) == 0 && s.kind != "header" {
			for _, text := range forbidden() {
				add("a forbidden character", text)
			}
		}
	case kind.Includes("array") && s.schema.MaxItems != nil:
		add("too many", make([]any, *s.schema.MaxItems+1))
	}
	return list
}
