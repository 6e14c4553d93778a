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

// Replay gives every role the names that some role has been shown and it has not,
// in each place of each request that takes a name: path, query, body. The answer
// must show nothing that the role was never shown, and must look the same as the
// answer to a name of nothing. Names that the role knows go there too, for what
// the answer shows.
//
// In the short form roles that an operation treats alike and that know the same
// are one role, and of the names perSlot are drawn, after those that somebody
// opened the same thing by; perSlot 0 is everything.
func (p *Proof) Replay(ctx context.Context, perSlot int, seed uint64) error {
	if err := p.Look(ctx); err != nil {
		return err
	}
	names := slices.Sorted(maps.Keys(p.known))
	// Looking makes some things, such as exports, which who looked before has not
	// been shown yet.
	if err := p.Look(ctx); err != nil {
		return err
	}
	g, running := errgroup.WithContext(ctx)
	g.SetLimit(4)
	for _, o := range p.World.Operations() {
		row, known := p.Book.Rows[o.ID]
		if !known || row.Fresh == "session" || row.Raw() || row.Searches != "" {
			continue
		}
		alike := map[string]bool{}
		random := rand.New(rand.NewPCG(seed, digest(o.ID)))
		roles := slices.Clone(p.World.Roles())
		random.Shuffle(len(roles), func(i, j int) { roles[i], roles[j] = roles[j], roles[i] })
		for _, role := range roles {
			r := &replay{Proof: p, o: o, row: row, role: role, perSlot: perSlot, names: names, missing: map[string]Answer{}}
			r.random = rand.New(rand.NewPCG(seed, digest(o.ID+role)))
			if sort := r.sort(); perSlot > 0 && alike[sort] {
				continue
			} else {
				alike[sort] = true
			}
			g.Go(func() error {
				r.run(running)
				return running.Err()
			})
		}
	}
	if err := g.Wait(); err != nil {
		return err
	}
	return p.settle(ctx)
}

// sort says how an operation treats the role and what the role knows.
func (r *replay) sort() string {
	var text strings.Builder
	for _, relation := range slices.Sorted(maps.Keys(r.row.Cells)) {
		told, err := r.Book.Resolve(r.row.Cells[relation])
		if err == nil {
			_, _ = fmt.Fprintf(&text, "%s %s\n", relation, told[r.role])
		}
	}
	foreign, _ := r.sorted()
	return text.String() + strings.Join(foreign, " ")
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
	relation := r.row.near()
	call, err := Bind(ctx, r.World, r.o, r.row, relation, r.role)
	if err != nil {
		r.fault("%v", err)
		return
	}
	if r.row.On != "" && r.everywhere() {
		return // the reviewers let the role reach every thing of this kind
	}
	admitted := r.admitted(relation)
	for _, place := range placesOf(call) {
		foreign, familiar := r.sorted()
		if !admitted { // who is not let in at all is told so before anything is read
			foreign, familiar = r.sample(foreign, place, 1), nil
		} else if r.perSlot > 0 {
			foreign, familiar = r.sample(foreign, place, r.perSlot), r.sample(familiar, place, 1)
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

// everywhere reports whether the role may act on every planted thing.
func (r *replay) everywhere() bool {
	for relation, cell := range r.row.Cells {
		told, err := r.Book.Resolve(cell)
		if err != nil || relation != None && (told[r.role] == Hidden || told[r.role] == Refused || told[r.role] == Login) {
			return false
		}
	}
	return true
}

// sorted returns the names that the role was never shown, and those it was.
func (r *replay) sorted() (foreign, familiar []string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	own, everybodys := r.shown[r.role], r.shown["visitor"]
	for _, name := range r.names {
		if own[name] || everybodys[name] {
			familiar = append(familiar, name)
		} else {
			foreign = append(foreign, name)
		}
	}
	return foreign, familiar
}

// sample returns the names that somebody opened the same thing by, and n others.
func (r *replay) sample(names []string, at place, n int) []string {
	r.mu.Lock()
	opened := r.opened[r.o.ID+" "+at.name]
	var first, others []string
	for _, name := range names {
		if opened[name] && at.kind == "path" {
			first = append(first, name)
		} else {
			others = append(others, name)
		}
	}
	r.mu.Unlock()
	r.random.Shuffle(len(others), func(i, j int) { others[i], others[j] = others[j], others[i] })
	r.random.Shuffle(len(first), func(i, j int) { first[i], first[j] = first[j], first[i] })
	return slices.Concat(first[:min(len(first), 3*n)], others[:min(len(others), n)])
}

// trial is one name sent in one place.
type trial struct {
	*replay
	call    Call
	place   place
	name    string
	foreign bool
}

// try sends one name in one place. What a reading answer does wrong is looked at
// once more at the end: meanwhile somebody may have been given what holds it.
func (r *replay) try(ctx context.Context, call Call, place place, name string, foreign bool) {
	t := trial{replay: r, call: call, place: place, name: name, foreign: foreign}
	faults := t.faults(ctx)
	if len(faults) > 0 && r.o.Method == http.MethodGet {
		r.mu.Lock()
		defer r.mu.Unlock()
		r.doubts = append(r.doubts, t)
		return
	}
	for _, text := range faults {
		r.fault("%s", text)
	}
}

// settle tries what was doubtful again, after every role has looked anew, and
// reports what is still wrong.
func (p *Proof) settle(ctx context.Context) error {
	if len(p.doubts) == 0 {
		return nil
	}
	if err := p.Look(ctx); err != nil {
		return err
	}
	for _, t := range p.doubts {
		if t.foreign && (p.shown[t.role][t.name] || p.shown["visitor"][t.name]) {
			continue
		}
		t.missing = map[string]Answer{}
		for _, text := range t.faults(ctx) {
			p.fault("%s", text)
		}
	}
	p.doubts = nil
	return ctx.Err()
}

// faults sends the name and returns what is wrong with the answer.
func (t trial) faults(ctx context.Context) []string {
	r, place, name := t.replay, t.place, t.name
	answer, ok := r.send(ctx, r.role, false, place.put(t.call, name))
	if !ok {
		return nil
	}
	var faults []string
	if t.foreign || place.kind != "path" { // opening what one was shown shows what it holds
		faults = r.leaks(answer, place, name, t.call)
	}
	if !t.foreign || place.name == "cursor" { // a cursor names a place, not a thing
		return faults
	}
	nothing, err := like(name)
	if err != nil {
		return faults
	}
	form := place.String() + " " + formOf(name)
	if _, known := r.missing[form]; !known {
		reference, ok := r.send(ctx, r.role, false, place.put(t.call, nothing))
		if !ok {
			return faults
		}
		reference.Body = []byte(neutral(reference.Body, []string{nothing}))
		r.missing[form] = reference
	}
	if difference := differ(answer, r.missing[form], []string{name}, nil); difference != "" {
		faults = append(faults, fmt.Sprintf("%s as %s: %s in %s is somebody else's and can be told from nothing: %s", r.o.ID, r.role, name, place, difference))
	}
	return faults
}

// leaks looks for names that the role was never shown.
func (r *replay) leaks(answer Answer, place place, name string, call Call) []string {
	given := map[string]bool{name: true}
	for _, value := range call.Path {
		given[value] = true
	}
	r.mu.Lock()
	var leaked []string
	for id := range answer.named() {
		if !r.shown[r.role][id] && !r.shown["visitor"][id] && !given[id] && r.known[id] {
			leaked = append(leaked, id)
		}
	}
	r.mu.Unlock()
	if len(leaked) == 0 {
		return nil
	}
	return []string{fmt.Sprintf("%s as %s: %s in %s brings to light %v", r.o.ID, r.role, name, place, leaked)}
}

// formOf says what a name looks like: names of one form are refused alike.
func formOf(name string) string {
	switch {
	case uuidForm.MatchString(name):
		return "uuid"
	case usccForm.MatchString(name):
		return fmt.Sprintf("uscc %t", digits(name))
	}
	return "text " + name
}

// like returns a name of nothing in the same form.
func like(name string) (string, error) {
	switch {
	case uuidForm.MatchString(name):
		return kernel.NewID(), nil
	case usccForm.MatchString(name):
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
