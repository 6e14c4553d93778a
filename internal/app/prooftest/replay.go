package prooftest

import (
	"context"
	"crypto/sha256"
	"fmt"
	"maps"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"github.com/yikou/yikou/internal/kernel"
)

// Replay gives every role every name that some role has been shown and it has
// not, in each place of each request that takes a name: path, query, body. The
// answer must show nothing that the role was never shown, and must look the same
// as the answer to a name of nothing. Of names that a role knows, a sample of perSlot goes into each place too, for
// what the answer shows.
func (p *Proof) Replay(ctx context.Context, perSlot int, seed uint64) error {
	if err := p.Look(ctx); err != nil {
		return err
	}
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(4)
	names := slices.Sorted(maps.Keys(p.known))
	for _, o := range p.World.Operations() {
		row, known := p.Book.Rows[o.ID]
		if !known || row.Fresh == "session" || row.Raw() {
			continue
		}
		for _, role := range p.World.Roles() {
			g.Go(func() error {
				r := replay{Proof: p, o: o, row: row, role: role, perSlot: perSlot, names: names}
				r.random = rand.New(rand.NewPCG(seed, digest(o.ID+role)))
				r.run(ctx)
				return ctx.Err()
			})
		}
	}
	return g.Wait()
}

// Raw reports whether the request's body is not JSON.
func (r Row) Raw() bool { return r.Request.Raw != "" }

func digest(text string) uint64 {
	sum := sha256.Sum256([]byte(text))
	var n uint64
	for _, b := range sum[:8] {
		n = n<<8 | uint64(b)
	}
	return n
}

// replay is one operation called by one role.
type replay struct {
	*Proof
	o       Operation
	row     Row
	role    string
	perSlot int
	names   []string
	random  *rand.Rand
	// missing are the answers to names of nothing, by place and form.
	missing map[string]Answer
}

func (r *replay) run(ctx context.Context) {
	relation := Any
	if r.row.On != "" {
		relation = "own"
	}
	call, err := Bind(ctx, r.World, r.o, r.row, relation, r.role)
	if err != nil {
		r.fault("%v", err)
		return
	}
	r.missing = map[string]Answer{}
	admitted := r.admitted(relation)
	for _, place := range placesOf(call) {
		foreign, familiar := r.sorted()
		if !admitted { // who is not let in at all is told so before anything is read
			foreign, familiar = r.sample(foreign, 1), r.sample(familiar, 1)
		} else {
			familiar = r.sample(familiar, r.perSlot)
		}
		for _, name := range foreign {
			r.try(ctx, call, place, name, true)
		}
		if r.o.Method != http.MethodGet {
			continue
		}
		for _, name := range familiar {
			r.try(ctx, call, place, name, false)
		}
	}
}

func (r *replay) admitted(relation string) bool {
	told, err := r.Book.Resolve(r.row.Cells[relation])
	return err == nil && told[r.role] != Refused && told[r.role] != Login
}

// sorted returns the names that the role was never shown, and those it was.
func (r *replay) sorted() (foreign, familiar []string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, name := range r.names {
		if r.shown[r.role][name] || r.shown["visitor"][name] {
			familiar = append(familiar, name)
		} else {
			foreign = append(foreign, name)
		}
	}
	return foreign, familiar
}

func (r *replay) sample(names []string, n int) []string {
	if len(names) <= n {
		return names
	}
	names = slices.Clone(names)
	r.random.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
	return names[:n]
}

// try sends one name in one place.
func (r *replay) try(ctx context.Context, call Call, place place, name string, foreign bool) {
	answer, ok := r.send(ctx, r.role, false, place.put(call, name))
	if !ok {
		return
	}
	r.leaks(answer, place, name, call)
	if !foreign {
		return
	}
	nothing, err := like(name)
	if err != nil {
		return
	}
	form := place.String() + " " + formOf(name)
	if _, known := r.missing[form]; !known {
		reference, ok := r.send(ctx, r.role, false, place.put(call, nothing))
		if !ok {
			return
		}
		reference.Body = []byte(neutral(reference.Body, []string{nothing}))
		r.missing[form] = reference
	}
	if difference := differ(answer, r.missing[form], []string{name}, nil); difference != "" {
		r.fault("%s as %s: %s in %s is somebody else's and can be told from nothing: %s", r.o.ID, r.role, name, place, difference)
	}
}

// leaks looks for names that the role was never shown.
func (r *replay) leaks(answer Answer, place place, name string, call Call) {
	body, ok := answer.decoded()
	if !ok {
		return
	}
	given := map[string]bool{name: true}
	for _, value := range call.Path {
		given[value] = true
	}
	r.mu.Lock()
	var leaked []string
	for id := range IDs(body) {
		if !r.shown[r.role][id] && !r.shown["visitor"][id] && !given[id] && r.known[id] {
			leaked = append(leaked, id)
		}
	}
	r.mu.Unlock()
	if len(leaked) > 0 {
		r.fault("%s as %s: %s in %s brings to light %v", r.o.ID, r.role, name, place, leaked)
	}
}

// formOf says what a name looks like: names of one form are refused alike.
func formOf(name string) string {
	switch {
	case uuidForm.MatchString(name):
		return "uuid"
	case usccForm.MatchString(name):
		return "uscc"
	}
	return "text " + name
}

// like returns a name of nothing in the same form.
func like(name string) (string, error) {
	switch formOf(name) {
	case "uuid":
		return kernel.NewID(), nil
	case "uscc":
		return nobodysCode(name)
	}
	if strings.ContainsAny(name, "{}/\\\" ") || len(name) > 64 {
		return "", fmt.Errorf("a cursor or a code has no like")
	}
	return strings.Map(func(c rune) rune {
		switch {
		case c >= 'a' && c <= 'y', c >= 'A' && c <= 'Y':
			return c + 1
		}
		return c
	}, name), nil
}
