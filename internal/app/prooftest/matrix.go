package prooftest

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"
)

// Proof runs the reviewed book against a world and remembers what each role was
// shown.
type Proof struct {
	World World
	Book  *Book
	// Sparing asks who is turned away before anything is read only once for each
	// operation, for the second engine: it has no part in that answer.
	Sparing bool

	client *Client

	mu     sync.Mutex
	faults []string
	calls  int
	// shown are the ids that a role has been shown; fields the paths of fields,
	// operation → role → paths.
	shown  map[string]map[string]bool
	fields map[string]map[string]map[string]bool
	known  map[string]bool
	// opened are the names that somebody opened a thing by, operation and
	// parameter → names.
	opened map[string]map[string]bool
	// clean are refusals in which nothing was found; most are the same words.
	clean map[string]bool
	// doubts are what replays are to try once more.
	doubts []trial
	// told are names that a role knows from elsewhere.
	told map[string]map[string]bool
}

// NewProof returns a proof of a world. Close it when done.
func NewProof(w World, b *Book) *Proof {
	return &Proof{
		World: w, Book: b, client: NewClient(w), shown: map[string]map[string]bool{},
		fields: map[string]map[string]map[string]bool{}, known: map[string]bool{},
		opened: map[string]map[string]bool{}, told: map[string]map[string]bool{}, clean: map[string]bool{},
	}
}

// Close lets the connections go.
func (p *Proof) Close() { p.client.Close() }

// Faults returns what was found since it was last asked, sorted, each once.
func (p *Proof) Faults() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	found := p.faults
	p.faults = nil
	slices.Sort(found)
	return slices.Compact(found)
}

// Calls returns how many requests were sent.
func (p *Proof) Calls() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.calls
}

func (p *Proof) fault(format string, args ...any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.faults = append(p.faults, fmt.Sprintf(format, args...))
}

// send sends a call as a role and looks for what no answer may show.
func (p *Proof) send(ctx context.Context, role string, fresh bool, call Call) (Answer, bool) {
	session, err := p.World.Session(ctx, role, fresh)
	if err != nil {
		p.fault("%s as %s: no session: %v", call.Operation.ID, role, err)
		return Answer{}, false
	}
	return p.sendWith(ctx, role, session, call)
}

func (p *Proof) sendWith(ctx context.Context, role string, session []*http.Cookie, call Call) (Answer, bool) {
	answer, err := p.client.Send(ctx, session, call)
	p.mu.Lock()
	p.calls++
	p.mu.Unlock()
	if err != nil {
		p.fault("%s as %s: no answer: %v", call.Operation.ID, role, err)
		return answer, false
	}
	if answer.Status >= http.StatusInternalServerError && answer.Status != http.StatusServiceUnavailable {
		p.fault("%s as %s: status %d", call.Operation.ID, role, answer.Status)
	}
	if answer.Status >= http.StatusBadRequest {
		if found := p.innards(answer.Body); found != "" {
			p.fault("%s as %s: the refusal shows %q", call.Operation.ID, role, found)
		}
		kind, _, _ := strings.Cut(answer.Header.Get("Content-Type"), ";")
		if kind != cmp.Or(p.Book.Rows[call.Operation.ID].Speaks, "application/problem+json") {
			p.fault("%s as %s: a refusal of type %q", call.Operation.ID, role, kind)
		}
	}
	return answer, true
}

// innards is Innards for refusals, which it looks through once each.
func (p *Proof) innards(body []byte) string {
	words := neutral(body, nil)
	p.mu.Lock()
	clean := p.clean[words]
	p.mu.Unlock()
	if clean {
		return ""
	}
	found := Innards(body)
	p.mu.Lock()
	defer p.mu.Unlock()
	p.clean[words] = found == ""
	return found
}

// Matrix calls every operation as every role in every relation and compares with
// the book: first what reads, side by side, then what changes.
func (p *Proof) Matrix(ctx context.Context) error {
	operations := p.World.Operations()
	slices.SortFunc(operations, func(a, b Operation) int { return strings.Compare(a.ID, b.ID) })
	for _, changing := range []bool{false, true} {
		g, ctx := errgroup.WithContext(ctx)
		g.SetLimit(4)
		for _, o := range operations {
			row, known := p.Book.Rows[o.ID]
			if !known || (o.Method != http.MethodGet) != changing {
				continue
			}
			g.Go(func() error {
				p.operation(ctx, o, row)
				return ctx.Err()
			})
		}
		if err := g.Wait(); err != nil {
			return err
		}
	}
	return nil
}

// Look lets every role open again what it may, so that what it has been shown is
// what there is now.
func (p *Proof) Look(ctx context.Context) error {
	p.mu.Lock()
	p.shown, p.known = map[string]map[string]bool{}, map[string]bool{}
	for role, names := range p.told {
		p.shown[role] = maps.Clone(names)
		maps.Copy(p.known, names)
	}
	p.mu.Unlock()
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(4)
	for _, o := range p.World.Operations() {
		row, known := p.Book.Rows[o.ID]
		if !known || o.Method != http.MethodGet {
			continue
		}
		g.Go(func() error {
			p.look(ctx, o, row)
			return ctx.Err()
		})
	}
	return g.Wait()
}

func (p *Proof) look(ctx context.Context, o Operation, row Row) {
	for relation, cell := range row.Cells {
		told, err := p.Book.Resolve(cell)
		if err != nil {
			p.fault("%s: %v", o.ID, err)
			return
		}
		for role, outcome := range told {
			if outcome != Allow {
				continue
			}
			call, err := Bind(ctx, p.World, o, row, relation, role)
			if err != nil {
				p.fault("%v", err)
				continue
			}
			if answer, ok := p.send(ctx, role, false, call); ok && answer.Status < 300 {
				p.remember(o, role, call, answer)
			}
			if slices.Contains(o.Query, "cursor") {
				p.leaf(ctx, o, role, call)
			}
		}
	}
}

// pages is how many pages of a list are turned. A guess, far beyond the world.
const pages = 20

// leaf reads a list to its end, without the filters of the example.
func (p *Proof) leaf(ctx context.Context, o Operation, role string, call Call) {
	call = call.clone()
	for name := range call.Query {
		if slices.Contains(o.Filters, name) {
			call.Query.Del(name)
		}
	}
	call.Query.Set("limit", "200")
	for range pages {
		answer, ok := p.send(ctx, role, false, call)
		if !ok || answer.Status >= 300 {
			return
		}
		p.remember(o, role, call, answer)
		body, _ := answer.decoded()
		object, _ := body.(map[string]any)
		next, _ := object["next"].(string)
		if next == "" {
			return
		}
		call.Query.Set("cursor", next)
	}
}

func (p *Proof) operation(ctx context.Context, o Operation, row Row) {
	seen, err := p.Book.Seen(row)
	if err != nil {
		p.fault("%s: %v", o.ID, err)
		return
	}
	missing, turned := map[string]Answer{}, map[string]bool{}
	things := newSpare(p.World)
	relations := slices.Sorted(maps.Keys(row.Cells))
	slices.SortStableFunc(relations, func(a, _ string) int { // what is missing comes first
		if a == None {
			return -1
		}
		return 0
	})
	for _, relation := range relations {
		told, err := p.Book.Resolve(row.Cells[relation])
		if err != nil {
			p.fault("%s: %s: %v", o.ID, relation, err)
			return
		}
		for _, role := range slices.Sorted(maps.Keys(told)) {
			if away := told[role] == Refused || told[role] == Login; away && p.Sparing {
				if turned[role] {
					continue
				}
				turned[role] = true
			}
			call, err := Bind(ctx, things, o, row, relation, role)
			if err != nil {
				p.fault("%v", err)
				continue
			}
			answer, ok := p.send(ctx, role, row.Fresh == "session", call)
			if !ok {
				continue
			}
			things.answered(answer)
			if relation == None {
				missing[role] = answer
			}
			p.compare(o, relation, role, told[role], call, answer, missing[role])
			if told[role] == Allow && row.Lists != "" {
				p.list(ctx, o, row, role, seen[role], answer)
			}
		}
	}
}

// compare judges one answer and remembers what it showed.
func (p *Proof) compare(o Operation, relation, role string, want Outcome, call Call, answer, missing Answer) {
	got := OutcomeOf(answer.Status)
	if got != want {
		p.fault("%s as %s on %s: expected %s, got %s: %s", o.ID, role, relation, want, got, brief(answer.Body))
		return
	}
	if got != Allow {
		if got == Hidden && relation != None && missing.Status != 0 {
			if difference := differ(answer, missing, nil, nil); difference != "" {
				p.fault("%s as %s on %s: a hidden thing can be told from a missing one: %s", o.ID, role, relation, difference)
			}
		}
		return
	}
	if found := Innards(answer.Body); found != "" && strings.Contains(answer.Header.Get("Content-Type"), "json") {
		p.fault("%s as %s: the answer shows %q", o.ID, role, found)
	}
	p.remember(o, role, call, answer)
}

// remember keeps the ids and the fields that an answer showed.
func (p *Proof) remember(o Operation, role string, call Call, answer Answer) {
	body, ok := answer.decoded()
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.shown[role] == nil {
		p.shown[role] = map[string]bool{}
	}
	// A file shows no name that the lists do not: what it holds beyond them counts
	// as leaked.
	if ok {
		for id := range IDs(body) {
			p.shown[role][id], p.known[id] = true, true
		}
	}
	for name, value := range call.Path { // whoever may open a thing knows its name
		if len(value) < shortest { // a sort of thing, such as a channel
			continue
		}
		p.shown[role][value], p.known[value] = true, true
		if p.opened[o.ID+" "+name] == nil {
			p.opened[o.ID+" "+name] = map[string]bool{}
		}
		p.opened[o.ID+" "+name][value] = true
	}
	if !ok {
		return
	}
	if p.fields[o.ID] == nil {
		p.fields[o.ID] = map[string]map[string]bool{}
	}
	if p.fields[o.ID][role] == nil {
		p.fields[o.ID][role] = map[string]bool{}
	}
	collectFields(body, "", p.fields[o.ID][role])
}

// list compares the rows that a role sees with exactly those that it should.
func (p *Proof) list(ctx context.Context, o Operation, row Row, role string, relations []string, answer Answer) {
	of := row.Of
	if of == "" {
		of = row.On
	}
	place, key, _ := strings.Cut(row.Lists, ".")
	body, ok := answer.decoded()
	if !ok {
		p.fault("%s as %s: the list is no JSON", o.ID, role)
		return
	}
	var got []string
	for _, item := range listAt(body, place) {
		fields, _ := item.(map[string]any)
		got = append(got, fmt.Sprint(fields[key]))
	}
	want := make([]string, 0, len(relations))
	names := map[string]string{}
	for _, relation := range relations {
		object, err := p.World.Plant(ctx, of, relation, role, false)
		if err != nil {
			p.fault("%s as %s: plant %s: %v", o.ID, role, of, err)
			return
		}
		names[object[key]] = relation
		want = append(want, object[key])
	}
	for _, id := range got {
		if names[id] == "" {
			p.fault("%s as %s: sees %s %s, which it should not", o.ID, role, of, id)
		}
	}
	for _, id := range want {
		if !slices.Contains(got, id) {
			p.fault("%s as %s: does not see the %s %s (%s)", o.ID, role, names[id], of, id)
		}
	}
	if object, is := body.(map[string]any); is && object["total"] != nil && object["total"] != float64(len(got)) {
		p.fault("%s as %s: total %v, rows %d", o.ID, role, object["total"], len(got))
	}
	if len(got) != len(slices.Compact(slices.Sorted(slices.Values(got)))) {
		p.fault("%s as %s: a row stands twice", o.ID, role)
	}
}

func listAt(body any, place string) []any {
	if object, is := body.(map[string]any); is {
		body = object[place]
	}
	list, _ := body.([]any)
	return list
}

func brief(text []byte) string {
	text = bytes.TrimSpace(text)
	if bytes.HasPrefix(text, []byte("PK")) {
		return "a file"
	}
	if len(text) > 300 {
		return string(text[:300]) + "…"
	}
	return string(text)
}

// Shown notes that a role has been shown a name, for what no operation lists; it
// stays so when Look begins anew.
func (p *Proof) Shown(role, name string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.told[role] == nil {
		p.told[role] = map[string]bool{}
	}
	p.told[role][name] = true
}
