package prooftest

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/getkin/kin-openapi/openapi3"
	"golang.org/x/sync/errgroup"
)

// Fuzz throws valid and broken requests at every operation.
type Fuzz struct {
	*Proof
	Description *Description
	// Valid and Broken are how many requests of each sort an operation gets.
	Valid, Broken int
	// Seed draws them: the same seed draws the same.
	Seed uint64
	// Slow is how long an answer may take.
	Slow time.Duration

	mu      sync.Mutex
	slowest time.Duration
	allowed map[string]int
}

// try is one request with what was done to it.
type try struct {
	call Call
	what string
	// refuse says that the request is certainly wrong.
	refuse bool
}

// Run throws everything and judges every answer: no failure of the server, a
// status and a body that the description knows, nothing of the inside, in
// bounded time; what is certainly wrong is refused.
func (f *Fuzz) Run(ctx context.Context) error {
	f.allowed = map[string]int{}
	// Every example as it is comes first, while every role is what it was; in both
	// rounds what ends sessions comes last.
	for _, round := range [][2]int{{0, 1}, {1, f.Valid + f.Broken}} {
		for phase := range 3 {
			if err := f.phase(ctx, phase, round); err != nil {
				return err
			}
		}
	}
	return nil
}

// phase throws at what reads (0), what changes (1), what changes sessions (2).
func (f *Fuzz) phase(ctx context.Context, phase int, round [2]int) error {
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(4)
	for _, o := range f.World.Operations() {
		row, known := f.Book.Rows[o.ID]
		if !known || phaseOf(o, row) != phase {
			continue
		}
		described := f.Description.operation(o.Method, strings.TrimPrefix(o.Path, f.Description.prefix))
		if described == nil {
			f.fault("%s: the description does not know it", o.ID)
			continue
		}
		g.Go(func() error {
			f.operation(ctx, o, row, described, round)
			return ctx.Err()
		})
	}
	return g.Wait()
}

func phaseOf(o Operation, row Row) int {
	switch {
	case row.Fresh == "session":
		return 2
	case o.Method != http.MethodGet:
		return 1
	}
	return 0
}

// Summary says how the requests fared.
func (f *Fuzz) Summary() string {
	f.mu.Lock()
	defer f.mu.Unlock()
	total := 0
	for _, n := range f.allowed {
		total += n
	}
	return fmt.Sprintf("%d operations, %d requests, %d successes, slowest %s", len(f.allowed), f.Calls(), total, f.slowest.Round(time.Millisecond))
}

func (f *Fuzz) operation(ctx context.Context, o Operation, row Row, described *openapi3.Operation, round [2]int) {
	r := rand.New(rand.NewPCG(f.Seed, digest(o.ID)))
	insider, relation, open := f.Book.Insider(row)
	expected := f.Book.expected(row, relation, insider)
	things := newSpare(f.World)
	for n := round[0]; n < round[1]; n++ {
		role, on := insider, relation
		if !open || n > 0 && r.IntN(4) == 0 {
			role, on = pick(r, f.rolesFor(row)), pick(r, slices.Sorted(maps.Keys(row.Cells)))
		}
		call, err := Bind(ctx, things, o, row, on, role)
		if err != nil && row.Fresh == "object" { // there may be a limit to how many there are
			old := row
			old.Fresh = ""
			call, err = Bind(ctx, things, o, old, on, role)
		}
		if err != nil {
			f.fault("%v", err)
			return
		}
		slots := f.Description.slotsOf(described, call)
		t := try{call: call, what: "as it is"}
		switch {
		case n == 0:
		case n < f.Valid:
			t = altered(r, call, slots)
		default:
			t = broken(r, call, slots, described)
		}
		session, err := f.World.Session(ctx, role, row.Fresh == "session")
		if err != nil { // an earlier request may have changed what opens one
			session, err = f.World.Session(ctx, role, false)
		}
		if err != nil {
			f.fault("%s as %s: no session: %v", o.ID, role, err)
			continue
		}
		if answer, ok := f.sendWith(ctx, role, session, t.call); ok {
			things.answered(answer)
			f.judge(o, described, role, t, answer, n)
			if answer.Status == http.StatusUnauthorized && role == insider && expected != Login {
				_ = f.World.Renew(ctx, role) // a role that stays out is refused, which is judged as well
			}
		}
	}
}

// rolesFor returns who may be drawn: sessions of persons are too dear to be spent.
func (f *Fuzz) rolesFor(row Row) []string {
	var list []string
	for _, role := range f.World.Roles() {
		if row.Fresh != "session" || !strings.HasPrefix(role, "mandate_") {
			list = append(list, role)
		}
	}
	return list
}

// altered puts other valid values into one to three places.
func altered(r *rand.Rand, call Call, slots []slot) try {
	t := try{call: call, what: "valid"}
	if len(slots) == 0 {
		return t
	}
	for range 1 + r.IntN(3) {
		s := pick(r, slots)
		if s.kind == "path" && r.IntN(3) > 0 {
			continue // or hardly anything is ever found
		}
		value := valid(r, s.schema)
		if s.kind == "path" && slices.Contains([]any{"", ".", ".."}, value) {
			continue // that is another path
		}
		if s.kind == "header" {
			value = strings.Map(func(c rune) rune {
				if c < ' ' || c == 0x7f {
					return -1
				}
				return c
			}, fmt.Sprint(value))
		}
		t.call = s.put(t.call, value)
		t.what += fmt.Sprintf(", %s = %.60q", s, fmt.Sprint(value))
	}
	return t
}

// broken breaks one thing.
func broken(r *rand.Rand, call Call, slots []slot, described *openapi3.Operation) try {
	if call.Body != nil && r.IntN(3) == 0 {
		return brokenBody(r, call, described)
	}
	if len(slots) > 0 {
		s := pick(r, slots)
		if s.required && s.kind != "path" && r.IntN(4) == 0 {
			return without(call, s)
		}
		if list := flaws(s); len(list) > 0 && r.IntN(5) > 0 {
			one := pick(r, list)
			t := try{what: fmt.Sprintf("%s is %s", s, one.what), refuse: true}
			if number, is := one.value.(raw); is {
				t.call = s.put(call, "◊raw◊")
				t.call.Body = bytes.ReplaceAll(t.call.Body, []byte(`"◊raw◊"`), []byte(number))
			} else {
				t.call = s.put(call, one.value)
				t.call.Body = bytes.ReplaceAll(t.call.Body, []byte(`\ufffd`), []byte("\xff"))
			}
			return t
		}
	}
	return brokenElsewhere(r, call)
}

// without leaves a required thing out.
func without(call Call, s slot) try {
	t := try{call: call.clone(), what: s.String() + " is missing", refuse: true}
	switch s.kind {
	case "query":
		t.call.Query.Del(s.name)
	case "header":
		delete(t.call.Headers, s.name)
	case "body":
		if len(s.steps) != 1 {
			return try{call: call, what: "as it is"}
		}
		object, is := call.JSON.(map[string]any)
		if !is {
			return try{call: call, what: "as it is"}
		}
		object = maps.Clone(object)
		delete(object, s.steps[0].(string))
		t.call.setJSON(object)
	}
	return t
}

// depth is how deep the deepest body is.
const depth = 10_000

func brokenBody(r *rand.Rand, call Call, described *openapi3.Operation) try {
	t := try{call: call.clone(), refuse: true}
	if call.JSON == nil { // an upload takes any bytes
		t.what, t.call.Type = "another content type", pick(r, []string{"text/html", "application/json", ""})
		return t
	}
	type body struct{ what, text, kind string }
	text := string(call.Body)
	const plain = "application/json"
	one := pick(r, []body{
		{"cut short", text[:len(text)/2], plain}, {"empty", "", plain}, {"only a space", " ", plain}, {"null", "null", plain}, {"a text", `"x"`, plain},
		{"a number", "1e309", plain}, {"very deep lists", strings.Repeat("[", depth) + strings.Repeat("]", depth), plain},
		{"very deep objects", strings.Repeat(`{"a":`, depth) + "1" + strings.Repeat("}", depth), plain},
		{"open to the end", strings.Repeat("[", depth), plain}, {"two values", text + text, plain}, {"not JSON", "<xml/>", plain}, {"not UTF-8", "\"\xff\xfe\"", plain},
		{"a form", "a=1&b=2", "application/x-www-form-urlencoded"}, {"another content type", text, "text/plain"}, {"another content type", text, "application/xml"},
		{"many numbers", "[" + strings.Repeat("1,", 100_000) + "1]", plain},
	})
	t.what, t.call.Body, t.call.Type = "the body is "+one.what, []byte(one.text), one.kind
	if described.RequestBody != nil && !described.RequestBody.Value.Required && strings.TrimSpace(one.text) == "" {
		t.refuse = false
	}
	if object, is := call.JSON.(map[string]any); is && len(object) > 0 && r.IntN(3) == 0 {
		object = maps.Clone(object)
		object["unheard_of"] = 1
		t.what, t.call.Type = "the body has an unknown field", plain
		t.call.setJSON(object)
	}
	return t
}

// brokenElsewhere breaks what no description describes; what the answer is, is
// open.
func brokenElsewhere(r *rand.Rand, call Call) try {
	t := try{call: call.clone(), what: "odd"}
	switch r.IntN(8) {
	case 0:
		t.call.Query.Set("limit", pick(r, []string{"1000000000", "-1", "0", "9223372036854775808", "1e3", "", "1;2"}))
	case 1:
		t.call.Query.Set("cursor", pick(r, []string{"rubbish", "eyJhIjoxfQ", strings.Repeat("A", 990), "' OR 1=1", "\x00", "\xff"}))
	case 2:
		t.call.Query["limit"], t.call.Query["cursor"] = []string{"1", "2"}, []string{"a", "b"}
	case 3:
		t.call.Query.Set("unheard_of", "1")
	case 4:
		t.call.Headers["If-Match"] = pick(r, []string{"*", "", `"`, `W/"1"`, `"99999999999999999999"`, "-1", "abc", `"1", "2"`})
	case 5:
		t.call.Headers["Accept"] = pick(r, []string{"text/html", "application/xml", "*/*;q=0", "application/cbor", "rubbish"})
	case 6:
		t.call.Headers["Accept-Encoding"] = pick(r, []string{"gzip", "br", "zstd;q=0", "rubbish"})
	case 7:
		for name := range t.call.Path {
			t.call.Path[name] = pick(r, append(texts()[6:], forbidden()...))
		}
		for _, value := range t.call.Path {
			if strings.Trim(value, "./ ") == "" {
				return try{call: call, what: "as it is"}
			}
		}
	}
	if len(t.call.Headers) > 0 {
		delete(t.call.Headers, "Accept-Encoding") // the client would not unpack it
	}
	t.what = fmt.Sprintf("odd: query %.80q, headers %v, path %q", t.call.Query.Encode(), t.call.Headers, slices.Collect(maps.Values(t.call.Path)))
	return t
}

// judge looks at one answer.
func (f *Fuzz) judge(o Operation, described *openapi3.Operation, role string, t try, answer Answer, n int) {
	where := fmt.Sprintf("%s as %s, try %d (%.300s)", o.ID, role, n, t.what)
	f.mu.Lock()
	f.slowest = max(f.slowest, answer.Took)
	if answer.Status < 300 {
		f.allowed[o.ID]++
	} else {
		f.allowed[o.ID] += 0
	}
	f.mu.Unlock()
	if answer.Took > f.Slow {
		f.fault("%s: took %s", where, answer.Took)
	}
	if answer.Status >= 300 && answer.Status < 400 && strings.ContainsAny(strings.Join(slices.Collect(maps.Values(t.call.Path)), ""), "/.") {
		return // the router tidies the path up before anything sees it
	}
	if t.refuse && answer.Status < 400 {
		f.fault("%s: status %d for what is certainly wrong", where, answer.Status)
	}
	if problem := f.Description.mismatch(described, answer); problem != "" {
		f.fault("%s: %s", where, problem)
	}
}

// mismatch says in what an answer is not as described, empty for nothing.
func (d *Description) mismatch(o *openapi3.Operation, answer Answer) string {
	response := o.Responses.Status(answer.Status)
	if response == nil {
		response = o.Responses.Default()
	}
	if response == nil {
		return fmt.Sprintf("status %d is not described: %s", answer.Status, brief(answer.Body))
	}
	kind, _, _ := strings.Cut(answer.Header.Get("Content-Type"), ";")
	media := response.Value.Content.Get(kind)
	if media == nil {
		if len(response.Value.Content) == 0 && len(answer.Body) == 0 || response.Value.Content.Get("application/octet-stream") != nil {
			return ""
		}
		return fmt.Sprintf("an answer of type %q is not described", kind)
	}
	body, ok := answer.decoded()
	if !ok || media.Schema == nil {
		return ""
	}
	withoutNulls(body, false)
	if err := media.Schema.Value.VisitJSON(body, openapi3.MultiErrors()); err != nil {
		return fmt.Sprintf("the answer is not as described: %.200s", strings.ReplaceAll(err.Error(), "\n", " "))
	}
	return ""
}

// withoutNulls takes the nulls out of fields that may hold anything: the validator
// takes a schema without a type for one that forbids them.
func withoutNulls(v any, inside bool) {
	switch v := v.(type) {
	case map[string]any:
		for name, value := range v {
			if value == nil && inside {
				delete(v, name)
				continue
			}
			withoutNulls(value, inside || slices.Contains(open, name))
		}
	case []any:
		for _, value := range v {
			withoutNulls(value, inside)
		}
	}
}

// Untouched returns the operations that are open to somebody and none of whose
// requests succeeded: the fuzzer has not been inside.
func (f *Fuzz) Untouched() []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	var list []string
	for id, n := range f.allowed {
		if n > 0 {
			continue
		}
		for _, cell := range f.Book.Rows[id].Cells {
			if told, err := f.Book.Resolve(cell); err == nil && slices.Contains(slices.Collect(maps.Values(told)), Allow) {
				list = append(list, id)
				break
			}
		}
	}
	return list
}
