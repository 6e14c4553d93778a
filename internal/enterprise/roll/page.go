package roll

import (
	"cmp"
	"slices"
	"sort"
	"sync"
)

// Cursor is a place between two rows of a list: the sort key and the ordinal of
// the row before it.
type Cursor struct {
	Text    string // of ByName
	Number  int64  // of the other orders
	Ordinal uint32
}

// Page returns the ordinals of the rows that follow a cursor, nil for the first
// page, at most limit, the cursor behind the last of them, nil when no more
// follow, and the number of all rows of the filter.
func (r *Roll) Page(f Filter, o Order, desc bool, after *Cursor, limit int) (page []uint32, next *Cursor, total int) {
	r.mu.RLock()
	defer r.mu.RUnlock()
	rows, total := r.bitmap(f)
	if total == 0 || limit <= 0 {
		return nil, nil, total
	}
	list := r.permuted(o)
	from := 0
	if desc {
		from = len(list) - 1
	}
	if after != nil {
		// The first row not before the cursor, then over the cursor's own row.
		at := sort.Search(len(list), func(i int) bool { return r.against(o, list[i], *after) >= 0 })
		found := at < len(list) && r.against(o, list[at], *after) == 0
		switch {
		case desc:
			from = at - 1
		case found:
			from = at + 1
		default:
			from = at
		}
	}
	step := 1
	if desc {
		step = -1
	}
	for i := from; i >= 0 && i < len(list); i += step {
		n := list[i] - 1
		if rows[n/64]&(1<<(n%64)) == 0 {
			continue
		}
		if len(page) == limit {
			c := r.cursor(o, page[limit-1])
			return page, &c, total
		}
		page = append(page, list[i])
	}
	return page, nil, total
}

// against compares a row to a cursor.
func (r *Roll) against(o Order, ordinal uint32, c Cursor) int {
	own := r.cursor(o, ordinal)
	return cmp.Or(cmp.Compare(own.Text, c.Text), cmp.Compare(own.Number, c.Number), cmp.Compare(own.Ordinal, c.Ordinal))
}

func (r *Roll) cursor(o Order, ordinal uint32) Cursor {
	c := Cursor{Ordinal: ordinal}
	switch i := ordinal - 1; o {
	case ByName:
		c.Text = r.name[i]
	case ByRegistered:
		c.Number = int64(r.registered[i])
	case ByCapital:
		c.Number = r.capital[i]
	case ByUpdated:
		c.Number = r.updated[i]
	}
	return c
}

// Warm makes the permutations of every order, so that the first list is as fast
// as the next.
func (r *Roll) Warm() {
	r.mu.RLock()
	defer r.mu.RUnlock()
	var group sync.WaitGroup
	for o := range orders {
		group.Go(func() { r.permuted(o) })
	}
	group.Wait()
}

// permuted returns the rows in an order, ascending, making or mending the
// permutation where needed. The caller holds the read lock, so no row changes
// meanwhile.
func (r *Roll) permuted(o Order) []uint32 {
	p := &r.sorted[o]
	p.mu.Lock()
	defer p.mu.Unlock()
	compare := func(a, b uint32) int { return r.compare(o, a, b) }
	switch {
	case !p.made:
		p.list = make([]uint32, 0, r.count)
		eachBit(r.present, func(i int) { p.list = append(p.list, uint32(i+1)) })
		slices.SortFunc(p.list, compare)
	case len(p.stale) > 0:
		moved := make([]uint32, 0, len(p.stale))
		gone := make([]uint64, len(r.present))
		for n := range p.stale {
			moved = append(moved, n)
			gone[(n-1)/64] |= 1 << ((n - 1) % 64)
		}
		slices.SortFunc(moved, compare)
		p.list = merge(p.list, gone, moved, compare)
	}
	p.made, p.stale = true, nil
	return p.list
}

// merge returns a sorted list without the rows that are gone and with those that
// moved, which are in order. Places are found by bisection: one changed row costs
// a copy of the list, not a comparison with every row.
func merge(list []uint32, gone []uint64, moved []uint32, compare func(a, b uint32) int) []uint32 {
	kept := make([]uint32, 0, len(list))
	for _, n := range list {
		if gone[(n-1)/64]&(1<<((n-1)%64)) == 0 {
			kept = append(kept, n)
		}
	}
	out := make([]uint32, 0, len(kept)+len(moved))
	for _, m := range moved {
		at := sort.Search(len(kept), func(i int) bool { return compare(kept[i], m) > 0 })
		out = append(append(out, kept[:at]...), m)
		kept = kept[at:]
	}
	return append(out, kept...)
}

func eachBit(rows []uint64, do func(i int)) {
	for w, word := range rows {
		for b := 0; word != 0; b, word = b+1, word>>1 {
			if word&1 != 0 {
				do(w*64 + b)
			}
		}
	}
}
