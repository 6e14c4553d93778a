package inbox

import (
	"bytes"
	"strings"
	"sync"

	"github.com/RoaringBitmap/roaring/v2"
)

// Roll holds the rows and, for each value of a column, which rows have it. It is
// safe for concurrent use.
type Roll struct {
	mu       sync.RWMutex
	at       map[ID]uint32
	id       []ID
	due      []int64
	risk     []int64
	received []int64
	uscc     [][18]byte
	// The first part of each row, and further ones, which few have. Parts are never
	// taken away, so a row that has none has an empty first one.
	first []share
	more  map[uint32][]share
	texts texts
	// What the rates need, and the shares behind the first of each row.
	scores []scored
	closed []int64
	shares map[uint32][]scoredShare
	// pairs and holders are the rows whose text holds two neighbouring characters.
	pairs   map[pair]uint32
	holders []posting

	// What every row has one value of.
	state, kind, channel, urgency, lead, handler, division, accused, recorded column
	// What a row has as many of as it has parts, or has not.
	department, staff, liveDepartment, liveStaff postings
	all, suspended, deliberation, asked, terms   *roaring.Bitmap

	// edges are the best keys of blocks of rows, so that a page need not look into
	// all of them.
	edges []edge
}

// edge bounds the keys of a block: no row has a greater id or an earlier due time.
type edge struct {
	newest ID
	due    int64
}

// block is how many neighbouring rows have an edge.
const block = 4096

// New returns a roll without rows.
func New() *Roll {
	r := &Roll{at: map[ID]uint32{}, more: map[uint32][]share{}, shares: map[uint32][]scoredShare{}, pairs: map[pair]uint32{}}
	for _, b := range []**roaring.Bitmap{&r.all, &r.suspended, &r.deliberation, &r.asked, &r.terms} {
		*b = roaring.New()
	}
	return r
}

// texts are numbers for texts that repeat.
type texts struct {
	list   []string
	number map[string]uint32
}

func (t *texts) of(text string) uint32 {
	n, known := t.number[text]
	if !known {
		if t.number == nil {
			t.number = map[string]uint32{}
		}
		text = strings.Clone(text)
		n = uint32(len(t.list))
		t.list = append(t.list, text)
		t.number[text] = n
	}
	return n
}

// share is a part by the numbers of its texts.
type share struct {
	department, staff uint32
	is                bool
}

// postings are the rows of each number.
type postings []*roaring.Bitmap

func (p *postings) set(n, row uint32, has bool) {
	for int(n) >= len(*p) {
		*p = append(*p, nil)
	}
	if (*p)[n] == nil {
		(*p)[n] = roaring.New()
	}
	setBit((*p)[n], row, has)
}

// any returns the rows of one of the texts.
func (p postings) any(t *texts, wanted ...string) *roaring.Bitmap {
	var found []*roaring.Bitmap
	for _, text := range wanted {
		if n, known := t.number[text]; known && int(n) < len(p) && p[n] != nil {
			found = append(found, p[n])
		}
	}
	return roaring.FastOr(found...)
}

// column is a column of texts that repeat.
type column struct {
	texts
	value []uint32
	rows  postings
}

// set gives a row a text in place of the one it has.
func (c *column) set(i uint32, text string) {
	n := c.of(text)
	if int(i) == len(c.value) {
		c.value = append(c.value, n)
	}
	c.rows.set(c.value[i], i, false)
	c.rows.set(n, i, true)
	c.value[i] = n
}

// any returns the rows whose text is wanted.
func (c *column) any(wanted func(text string) bool) *roaring.Bitmap {
	var found []*roaring.Bitmap
	for n, text := range c.list {
		if wanted(text) {
			found = append(found, c.rows[n])
		}
	}
	return roaring.FastOr(found...)
}

// Put adds rows or replaces those with the same ids.
func (r *Roll) Put(rows []Row) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	for i := range rows {
		if err := r.put(&rows[i]); err != nil {
			return err
		}
	}
	return nil
}

func (r *Roll) put(row *Row) error {
	id, ok := ParseID(row.ID)
	if !ok || len(row.USCC) > 18 {
		return errRow
	}
	i, known := r.at[id]
	if !known {
		i = uint32(len(r.id))
		r.at[id] = i
		r.id, r.due, r.risk, r.received, r.uscc = append(r.id, id), append(r.due, 0), append(r.risk, 0), append(r.received, 0), append(r.uscc, [18]byte{})
		r.first, r.scores, r.closed = append(r.first, share{}), append(r.scores, scored{}), append(r.closed, 0)
		r.all.Add(i)
		r.putText(i, row.Text)
	}
	r.due[i], r.risk[i], r.received[i], r.uscc[i] = row.Due, row.Risk, row.Received, [18]byte{}
	copy(r.uscc[i][:], row.USCC)
	r.setEdge(i)
	for _, one := range []struct {
		column *column
		text   string
	}{
		{&r.state, row.State},
		{&r.kind, row.Kind},
		{&r.channel, row.Channel},
		{&r.urgency, row.Urgency},
		{&r.lead, row.Lead},
		{&r.handler, row.Handler},
		{&r.division, row.Division},
		{&r.accused, row.Accused},
		{&r.recorded, row.RecordedBy},
	} {
		one.column.set(i, one.text)
	}
	setBit(r.suspended, i, row.Suspended)
	setBit(r.deliberation, i, row.Deliberation)
	setBit(r.asked, i, row.Asked)
	setBit(r.terms, i, row.Due != NoDue)
	r.putParts(i, row.Parts)
	r.putScore(i, &row.Score)
	return nil
}

func setBit(b *roaring.Bitmap, i uint32, set bool) {
	if set {
		b.Add(i)
	} else {
		b.Remove(i)
	}
}

// setEdge widens the edge of a row's block. It never narrows: an edge that is too
// wide costs a look into the block.
func (r *Roll) setEdge(i uint32) {
	b := int(i / block)
	if b == len(r.edges) {
		r.edges = append(r.edges, edge{newest: r.id[i], due: r.due[i]})
	}
	e := &r.edges[b]
	if bytes.Compare(r.id[i][:], e.newest[:]) > 0 {
		e.newest = r.id[i]
	}
	e.due = min(e.due, r.due[i])
}

func (r *Roll) putParts(i uint32, parts []Part) {
	for _, p := range append([]share{r.first[i]}, r.more[i]...) {
		if p.is {
			r.setShare(i, p, false, false)
		}
	}
	delete(r.more, i)
	for n, p := range parts {
		one := share{r.texts.of(p.Department), r.texts.of(p.Staff), true}
		r.setShare(i, one, true, p.Live)
		if n == 0 {
			r.first[i] = one
		} else {
			r.more[i] = append(r.more[i], one)
		}
	}
}

func (r *Roll) setShare(i uint32, p share, has, live bool) {
	r.department.set(p.department, i, has)
	r.staff.set(p.staff, i, has)
	if live || !has {
		r.liveDepartment.set(p.department, i, live)
		r.liveStaff.set(p.staff, i, live)
	}
}

// Len returns the number of rows.
func (r *Roll) Len() int {
	r.mu.RLock()
	defer r.mu.RUnlock()
	return len(r.id)
}
