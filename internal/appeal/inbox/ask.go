package inbox

import (
	"bytes"
	"cmp"
	"math"
	"slices"
	"strings"
)

// Reach is how far somebody sees.
type Reach int

// The reaches.
const (
	// Nothing is seen.
	Nothing Reach = iota
	// Everyone sees every row.
	Everyone
	// Own rows: a part is or was the person's, or the person wrote it down.
	Own
	// OfDepartments: one of the departments has or had a part.
	OfDepartments
	// OfDivision: the row lies in the branch, or the person wrote it down.
	OfDivision
)

// Sight is which rows somebody sees.
type Sight struct {
	Reach       Reach
	Staff       string
	Departments []string
	// Branch is a prefix of codes of divisions.
	Branch string
	// Shielded are departments: a row that complains of one of them is not seen,
	// whatever the reach is.
	Shielded []string
}

// Box is which rows lie in a tray. The zero Box takes every one.
type Box struct {
	// States, where there are any, are the only ones.
	States []string
	// Asked, Deliberation and Running rows only; Running is not suspended.
	Asked, Deliberation, Running bool
	// DueFrom and DueUntil bound the end of the term, both inclusive; 0 does not.
	DueFrom, DueUntil int64
	// Held is who works on a live part.
	Held string
	// In says that one of Departments has a live part.
	In          bool
	Departments []string
}

// Filter narrows a box. Empty fields do not.
type Filter struct {
	State, Kind, Channel, Urgency, Lead, USCC string
	// From and Until bound when a row was received: from the first on, before the
	// second; 0 does not.
	From, Until int64
	// Only, where it is not nil, are the ids of the only rows wanted.
	Only []string
}

// Key is the place of a row in a list: Due only where it is sorted by it.
type Key struct {
	Due int64
	ID  ID
}

// Count returns how many rows of a sight each box holds, in one walk.
func (r *Roll) Count(s Sight, boxes []Box) []int64 {
	r.mu.RLock()
	defer r.mu.RUnlock()
	sees := r.sight(s)
	plans := make([]func(uint32) bool, len(boxes))
	for n, b := range boxes {
		plans[n] = r.box(b)
	}
	counts := make([]int64, len(boxes))
	for i := range uint32(len(r.id)) {
		if !sees(i) {
			continue
		}
		for n, in := range plans {
			if in == nil || in(i) {
				counts[n]++
			}
		}
	}
	return counts
}

// Page returns at most limit ids of a list behind a place, nil for the beginning,
// and how many rows the whole list has.
func (r *Roll) Page(s Sight, b Box, f Filter, order Order, after *Key, limit int) (ids []string, total int64) {
	r.mu.RLock()
	defer r.mu.RUnlock()
	tests := append([]func(uint32) bool{}, r.filter(f)...)
	if in := r.box(b); in != nil {
		tests = append(tests, in)
	}
	tests = append(tests, r.sight(s))
	best := top{limit: limit, order: order}
	r.walk(f.Only, func(i uint32) {
		for _, passes := range tests {
			if !passes(i) {
				return
			}
		}
		total++
		k := Key{ID: r.id[i]}
		if order.ByDue {
			k.Due = r.due[i]
		}
		if after == nil || best.compare(k, *after) > 0 {
			best.offer(k)
		}
	})
	for _, k := range best.keys {
		ids = append(ids, k.ID.String())
	}
	return ids, total
}

// block is how many neighbouring rows one step of a walk takes.
const block = 4096

// walk visits every row, or those of some ids. Rows lie more or less in the order
// they came, which would put each one before those that were found so far; so blocks
// are visited far apart from each other, the last first.
func (r *Roll) walk(only []string, visit func(uint32)) {
	if only != nil {
		for _, text := range only {
			if id, ok := ParseID(text); ok {
				if i, known := r.at[id]; known {
					visit(i)
				}
			}
		}
		return
	}
	n := len(r.id)
	blocks := (n + block - 1) / block
	step := 7919 // a prime, so that it meets every block
	if blocks%step == 0 {
		step = 1
	}
	for b := range blocks {
		at := (blocks - 1 + b*step) % blocks
		for i := min(n, (at+1)*block) - 1; i >= at*block; i-- {
			visit(uint32(i))
		}
	}
}

// top keeps the first keys of those offered, in order.
type top struct {
	limit int
	order Order
	keys  []Key
}

// compare orders two keys as the list does.
func (t *top) compare(a, b Key) int {
	if !t.order.ByDue {
		return bytes.Compare(b.ID[:], a.ID[:])
	}
	return cmp.Or(cmp.Compare(a.Due, b.Due), bytes.Compare(a.ID[:], b.ID[:]))
}

func (t *top) offer(k Key) {
	if len(t.keys) == t.limit {
		if t.limit == 0 || t.compare(k, t.keys[t.limit-1]) >= 0 {
			return
		}
		t.keys = t.keys[:t.limit-1]
	}
	n, _ := slices.BinarySearchFunc(t.keys, k, t.compare)
	t.keys = slices.Insert(t.keys, n, k)
}

// sight returns what tells whether a row is seen.
func (r *Roll) sight(s Sight) func(uint32) bool {
	reaches := r.reach(s)
	shielded := r.accused.which(func(d string) bool { return slices.Contains(s.Shielded, d) })
	return func(i uint32) bool { return !shielded[r.accused.of[i]] && reaches(i) }
}

func (r *Roll) reach(s Sight) func(uint32) bool {
	switch s.Reach {
	case Everyone:
		return func(uint32) bool { return true }
	case Own:
		staff, recorder := r.staff.find(s.Staff), r.recorded.find(s.Staff)
		return func(i uint32) bool {
			return r.recorded.of[i] == recorder || r.anyPart(i, func(p part) bool { return p.staff == staff })
		}
	case OfDepartments:
		wanted := r.department.which(func(d string) bool { return slices.Contains(s.Departments, d) })
		return func(i uint32) bool { return r.anyPart(i, func(p part) bool { return wanted[p.department] }) }
	case OfDivision:
		recorder := r.recorded.find(s.Staff)
		branch := r.division.which(func(code string) bool { return strings.HasPrefix(code, s.Branch) })
		return func(i uint32) bool { return branch[r.division.of[i]] || r.recorded.of[i] == recorder }
	}
	return func(uint32) bool { return false }
}

// box returns what tells whether a row lies in a box, nil where every one does.
func (r *Roll) box(b Box) func(uint32) bool {
	if len(b.States) == 0 && !b.Asked && !b.Deliberation && !b.Running && b.DueFrom == 0 && b.DueUntil == 0 && b.Held == "" && !b.In {
		return nil
	}
	states := r.state.which(func(state string) bool { return len(b.States) == 0 || slices.Contains(b.States, state) })
	need := flag(b.Asked, flagAsked) | flag(b.Deliberation, flagDeliberation) | flag(b.Held != "" || b.In, flagLive)
	lack := flag(b.Running, flagSuspended)
	from, until := between(b.DueFrom, b.DueUntil)
	held := r.staff.find(b.Held)
	departments := r.department.which(func(d string) bool { return slices.Contains(b.Departments, d) })
	return func(i uint32) bool {
		if f := r.flags[i]; f&need != need || f&lack != 0 {
			return false
		}
		if !states[r.state.of[i]] || r.due[i] < from || r.due[i] > until {
			return false
		}
		return (b.Held == "" || r.anyPart(i, func(p part) bool { return p.live && p.staff == held })) &&
			(!b.In || r.anyPart(i, func(p part) bool { return p.live && departments[p.department] }))
	}
}

// between returns bounds of which 0 is none.
func between(from, until int64) (int64, int64) {
	if from == 0 {
		from = math.MinInt64
	}
	if until == 0 {
		until = math.MaxInt64
	}
	return from, until
}

// filter returns what a row has to pass.
func (r *Roll) filter(f Filter) (tests []func(uint32) bool) {
	for _, one := range []struct {
		column *codes
		text   string
	}{{&r.state, f.State}, {&r.kind, f.Kind}, {&r.channel, f.Channel}, {&r.urgency, f.Urgency}, {&r.lead, f.Lead}} {
		if one.text != "" {
			wanted, column := one.column.find(one.text), one.column.of
			tests = append(tests, func(i uint32) bool { return column[i] == wanted })
		}
	}
	if f.USCC != "" {
		var wanted [18]byte
		fits := copy(wanted[:], f.USCC) == len(f.USCC)
		tests = append(tests, func(i uint32) bool { return fits && r.uscc[i] == wanted })
	}
	if f.From != 0 || f.Until != 0 {
		from, until := between(f.From, f.Until)
		tests = append(tests, func(i uint32) bool { return r.received[i] >= from && r.received[i] < until })
	}
	return tests
}
