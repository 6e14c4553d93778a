package inbox

import (
	"bytes"
	"cmp"
	"iter"
	"math"
	"slices"
	"strings"

	"github.com/RoaringBitmap/roaring/v2"
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
	// Soon and RiskUntil, where they are not 0, leave rows whose term ends until the
	// first or that are at risk since the second.
	Soon, RiskUntil int64
	// Held is who works on a live part.
	Held string
	// In says that one of Departments has a live part.
	In          bool
	Departments []string
}

// Nobody finds, as Lead or Handler, rows without one.
const Nobody = "nobody"

// Filter narrows a box. Empty fields do not.
type Filter struct {
	State, Kind, Channel, Urgency, Lead, Handler, USCC string
	// From and Until bound when a row was received: from the first on, before the
	// second; 0 does not.
	From, Until int64
	// Only, where it is not nil, are the ids of the only rows wanted.
	Only []string
	// Words are all to be found in the text of the case or the name of its firm.
	Words []Word
	// Reveals is of which rows the caller may see the reporter, nil for none.
	Reveals *Sight
}

// Key is the place of a row in a list: Due only where it is sorted by it.
type Key struct {
	Due int64
	ID  ID
}

// Count returns how many rows of a sight each box holds.
func (r *Roll) Count(s Sight, boxes []Box) []int64 {
	r.mu.RLock()
	defer r.mu.RUnlock()
	seen := r.sight(s)
	counts := make([]int64, len(boxes))
	for n, b := range boxes {
		counts[n] = int64(r.box(seen, b).GetCardinality())
	}
	return counts
}

// Page returns at most limit ids of a list behind a place, nil for the beginning,
// and how many rows the whole list has.
func (r *Roll) Page(s Sight, b Box, f Filter, order Order, after *Key, limit int) (ids []string, total int64) {
	r.mu.RLock()
	defer r.mu.RUnlock()
	rows := r.filter(r.box(r.sight(s), b), f)
	best := top{limit: limit, order: order}
	for n := range r.edges {
		n = len(r.edges) - 1 - n // the newest rows come last
		if best.beyond(r.edges[n]) {
			continue
		}
		for i := range within(rows, uint64(n)*block, uint64(n+1)*block) {
			k := Key{ID: r.id[i]}
			if order.ByDue {
				k.Due = r.due[i]
			}
			if after == nil || best.compare(k, *after) > 0 {
				best.offer(k)
			}
		}
	}
	for _, k := range best.keys {
		ids = append(ids, k.ID.String())
	}
	return ids, int64(rows.GetCardinality())
}

// within yields the rows from one number on and before another.
func within(rows *roaring.Bitmap, from, until uint64) iter.Seq[uint32] {
	return func(yield func(uint32) bool) {
		it := rows.Iterator()
		it.AdvanceIfNeeded(uint32(from))
		for it.HasNext() {
			if i := it.Next(); uint64(i) >= until || !yield(i) {
				return
			}
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

// beyond reports whether no row of a block comes before those that are kept.
func (t *top) beyond(e edge) bool {
	return len(t.keys) == t.limit && t.limit > 0 && t.compare(Key{Due: e.due, ID: e.of(t.order)}, t.keys[t.limit-1]) > 0
}

// of is the least id that a row of the block is held to have in an order.
func (e edge) of(o Order) (id ID) {
	if o.ByDue {
		return id
	}
	return e.newest
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

// sight returns the rows that are seen; the caller may change the set.
func (r *Roll) sight(s Sight) *roaring.Bitmap {
	seen := r.reach(s)
	if len(s.Shielded) > 0 {
		seen.AndNot(r.accused.any(func(d string) bool { return slices.Contains(s.Shielded, d) }))
	}
	return seen
}

func (r *Roll) reach(s Sight) *roaring.Bitmap {
	recorded := func(by string) bool { return by == s.Staff }
	switch s.Reach {
	case Everyone:
		return r.all.Clone()
	case Own:
		return roaring.Or(r.staff.any(&r.texts, s.Staff), r.recorded.any(recorded))
	case OfDepartments:
		return r.department.any(&r.texts, s.Departments...)
	case OfDivision:
		return roaring.Or(r.division.any(func(code string) bool { return strings.HasPrefix(code, s.Branch) }), r.recorded.any(recorded))
	}
	return roaring.New()
}

// box returns the rows of a box among some, which stay as they are.
func (r *Roll) box(among *roaring.Bitmap, b Box) *roaring.Bitmap {
	rows := among
	narrow := func(wanted bool, by func() *roaring.Bitmap) {
		if wanted {
			rows = roaring.And(rows, by())
		}
	}
	narrow(b.Held != "", func() *roaring.Bitmap { return r.liveStaff.any(&r.texts, b.Held) })
	narrow(b.In, func() *roaring.Bitmap { return r.liveDepartment.any(&r.texts, b.Departments...) })
	narrow(b.Asked, func() *roaring.Bitmap { return r.asked })
	narrow(b.Deliberation, func() *roaring.Bitmap { return r.deliberation })
	narrow(b.DueFrom != 0 || b.DueUntil != 0, func() *roaring.Bitmap { return r.terms })
	narrow(len(b.States) > 0, func() *roaring.Bitmap {
		return r.state.any(func(state string) bool { return slices.Contains(b.States, state) })
	})
	if b.Running {
		rows = roaring.AndNot(rows, r.suspended)
	}
	if b.DueFrom != 0 || b.DueUntil != 0 {
		rows = only(rows, r.due, b.DueFrom, b.DueUntil)
	}
	if b.Soon != 0 || b.RiskUntil != 0 {
		rows = which(rows, func(i uint32) bool { return r.due[i] <= b.Soon || r.risk[i] <= b.RiskUntil })
	}
	return rows
}

// Tally is how many rows one person leads in a department; both are empty where
// nobody does.
type Tally struct {
	Department, Staff string
	Cases             int64
}

// Tally counts the rows of a sight that lie in a box by who leads them.
func (r *Roll) Tally(s Sight, b Box) []Tally {
	r.mu.RLock()
	defer r.mu.RUnlock()
	counts := map[[2]uint32]int64{}
	for it := r.box(r.sight(s), b).Iterator(); it.HasNext(); {
		i := it.Next()
		counts[[2]uint32{r.lead.value[i], r.handler.value[i]}]++
	}
	list := make([]Tally, 0, len(counts))
	for key, n := range counts {
		list = append(list, Tally{Department: r.lead.list[key[0]], Staff: r.handler.list[key[1]], Cases: n})
	}
	slices.SortFunc(list, func(a, b Tally) int {
		return cmp.Or(cmp.Compare(a.Department, b.Department), cmp.Compare(a.Staff, b.Staff))
	})
	return list
}

// only returns the rows whose value lies between two, inclusive; 0 is no bound.
func only(rows *roaring.Bitmap, value []int64, from, until int64) *roaring.Bitmap {
	if from == 0 {
		from = math.MinInt64
	}
	if until == 0 {
		until = math.MaxInt64
	}
	return which(rows, func(i uint32) bool { return value[i] >= from && value[i] <= until })
}

// which returns the rows that are as wanted.
func which(rows *roaring.Bitmap, wanted func(i uint32) bool) *roaring.Bitmap {
	var found []uint32
	for it := rows.Iterator(); it.HasNext(); {
		if i := it.Next(); wanted(i) {
			found = append(found, i)
		}
	}
	return roaring.BitmapOf(found...)
}

// filter returns the rows among some that pass a filter.
func (r *Roll) filter(rows *roaring.Bitmap, f Filter) *roaring.Bitmap {
	if f.Only != nil {
		rows = roaring.And(rows, r.these(f.Only))
	}
	if len(f.Words) > 0 {
		rows = r.holding(rows, f)
	}
	for _, one := range []struct {
		column *column
		text   string
	}{{&r.state, f.State}, {&r.kind, f.Kind}, {&r.channel, f.Channel}, {&r.urgency, f.Urgency}, {&r.lead, f.Lead}, {&r.handler, f.Handler}} {
		if one.text == Nobody {
			rows = roaring.And(rows, one.column.any(func(text string) bool { return text == "" }))
		} else if one.text != "" {
			rows = roaring.And(rows, one.column.any(func(text string) bool { return text == one.text }))
		}
	}
	if f.USCC != "" {
		var wanted [18]byte
		fits := copy(wanted[:], f.USCC) == len(f.USCC)
		rows = which(rows, func(i uint32) bool { return fits && r.uscc[i] == wanted })
	}
	if f.From != 0 || f.Until != 0 {
		until := f.Until
		if until != 0 {
			until--
		}
		rows = only(rows, r.received, f.From, until)
	}
	return rows
}
