package roll

import (
	"cmp"
	"fmt"
	"math/bits"
	"slices"
	"strings"
	"sync"
)

// Row is one row as it is put in.
type Row struct {
	// Ordinal is dense, from 1.
	Ordinal uint32
	// USCC has 18 characters.
	USCC, Name         string
	Division, Industry string
	SizeClass, Status  string
	// Registered is days since 1970, the smallest int32 when not stated.
	Registered int32
	// Capital is in fen, -1 when not known in yuan.
	Capital int64
	// Updated is microseconds since 1970.
	Updated        int64
	Qualifications []Qualification
}

// Qualification is one that a row has, valid from and to the days given, both
// inclusive and counted since 1970.
type Qualification struct {
	Value    string
	From, To int32
}

// Filter says which rows are wanted. Empty fields do not filter.
type Filter struct {
	// Divisions and Industries are branches, as prefixes of codes: the row lies
	// in one of them.
	Divisions, Industries []string
	SizeClass, Status     string
	// Qualification is one that is valid on the day Today.
	Qualification string
	Today         int32
	// Text is contained in the name, letters of either case alike, or begins the
	// USCC.
	Text string
	// Reach, where it is not nil, is a further branch of divisions: what the
	// caller may see at all.
	Reach *string
	// Only, where it is not nil, holds the USCCs of the only rows the caller may
	// see.
	Only []string
}

// Order is what a list is sorted by. Rows that are alike come in the order of
// their ordinals.
type Order int

// The orders.
const (
	ByName Order = iota
	ByRegistered
	ByCapital
	ByUpdated
	orders
)

// Roll holds the rows. It is safe for concurrent use; a zero Roll is empty.
type Roll struct {
	mu         sync.RWMutex
	present    []uint64 // bit of ordinal-1
	count      int
	uscc       [][18]byte
	name       []string
	signature  []uint64
	division   codes
	industry   codes
	size       codes
	status     codes
	registered []int32
	capital    []int64
	updated    []int64
	held       map[uint32][]Qualification
	sorted     [orders]permutation
	recent     recent
}

// recentLimit is how many results are kept; see recent.
const recentLimit = 16

// recent keeps the bitmaps of the last filters until a row changes: whoever turns
// a page or sorts anew asks for the same rows again.
type recent struct {
	mu   sync.Mutex
	list []result
}

type result struct {
	filter string
	rows   []uint64
	count  int
}

func (c *recent) find(filter string) (result, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for i, r := range c.list {
		if r.filter == filter {
			copy(c.list[1:i+1], c.list[:i])
			c.list[0] = r
			return r, true
		}
	}
	return result{}, false
}

func (c *recent) keep(r result) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.list = append([]result{r}, c.list[:min(len(c.list), recentLimit-1)]...)
}

// key writes a filter as text; fields cannot run into one another.
func (f Filter) key() string {
	reach := "-"
	if f.Reach != nil {
		reach = "+" + *f.Reach
	}
	return fmt.Sprintf("%q %q %q %q %q %d %q %q %t%q", f.Divisions, f.Industries, f.SizeClass, f.Status, f.Qualification, f.Today, f.Text, reach, f.Only != nil, f.Only)
}

// permutation is the ordinals in one order. It is made when first asked for and
// mended when rows changed.
type permutation struct {
	mu    sync.Mutex
	list  []uint32
	stale map[uint32]struct{}
	made  bool
}

// codes is a column of texts that repeat: a number per row into a list of them.
type codes struct {
	of     []uint32
	texts  []string
	number map[string]uint32
}

func (c *codes) put(i int, text string) {
	n, ok := c.number[text]
	if !ok {
		if c.number == nil {
			c.number = map[string]uint32{}
		}
		text = strings.Clone(text)
		n = uint32(len(c.texts))
		c.texts = append(c.texts, text)
		c.number[text] = n
	}
	c.of[i] = n
}

// Put adds rows or replaces those with the same ordinals.
func (r *Roll) Put(rows []Row) {
	r.mu.Lock()
	defer r.mu.Unlock()
	most := uint32(0)
	for i := range rows {
		most = max(most, rows[i].Ordinal)
	}
	r.grow(int(most))
	r.recent.list = nil // nobody reads while rows are put
	for i := range rows {
		r.put(&rows[i])
	}
}

func (r *Roll) grow(n int) {
	if n <= len(r.name) {
		return
	}
	words := (n + 63) / 64
	r.present = extend(r.present, words)
	r.uscc, r.name, r.signature = extend(r.uscc, n), extend(r.name, n), extend(r.signature, n)
	r.division.of, r.industry.of = extend(r.division.of, n), extend(r.industry.of, n)
	r.size.of, r.status.of = extend(r.size.of, n), extend(r.status.of, n)
	r.registered, r.capital, r.updated = extend(r.registered, n), extend(r.capital, n), extend(r.updated, n)
	if r.held == nil {
		r.held = map[uint32][]Qualification{}
	}
}

func extend[T any](s []T, n int) []T {
	if n <= len(s) {
		return s
	}
	return append(s, make([]T, n-len(s))...)
}

func (r *Roll) put(row *Row) {
	if row.Ordinal == 0 {
		return
	}
	i := int(row.Ordinal - 1)
	if r.present[i/64]&(1<<(i%64)) == 0 {
		r.present[i/64] |= 1 << (i % 64)
		r.count++
	}
	copy(r.uscc[i][:], row.USCC)
	r.name[i] = strings.Clone(row.Name)
	r.signature[i] = signatureOf(fold(row.Name))
	r.division.put(i, row.Division)
	r.industry.put(i, row.Industry)
	r.size.put(i, row.SizeClass)
	r.status.put(i, row.Status)
	r.registered[i], r.capital[i], r.updated[i] = row.Registered, row.Capital, row.Updated
	delete(r.held, row.Ordinal)
	if len(row.Qualifications) > 0 {
		r.held[row.Ordinal] = slices.Clone(row.Qualifications)
	}
	for o := range r.sorted {
		p := &r.sorted[o]
		if p.made {
			if p.stale == nil {
				p.stale = map[uint32]struct{}{}
			}
			p.stale[row.Ordinal] = struct{}{}
		}
	}
}

// Len returns the number of rows.
func (r *Roll) Len() int {
	r.mu.RLock()
	defer r.mu.RUnlock()
	return r.count
}

// fold makes letters of either case alike; Chinese has none.
func fold(s string) string { return strings.ToLower(s) }

// signatureOf sets one of 64 bits for each pair of neighbouring characters: a
// name can contain a text only if it has all bits of the text.
func signatureOf(s string) uint64 {
	var sum uint64
	last := rune(-1)
	for _, c := range s {
		if last >= 0 {
			sum |= 1 << (uint32(last*31+c) * 2654435761 >> 26)
		}
		last = c
	}
	return sum
}

// Bitmap returns the rows of a filter, a bit for each ordinal less one, and how
// many there are. The caller may keep it.
func (r *Roll) Bitmap(f Filter) (rows []uint64, count int) {
	r.mu.RLock()
	defer r.mu.RUnlock()
	rows, count = r.bitmap(f)
	return slices.Clone(rows), count
}

// bitmap returns the rows of a filter, which must not be changed.
func (r *Roll) bitmap(f Filter) (rows []uint64, count int) {
	key := f.key()
	known, ok := r.recent.find(key)
	if !ok {
		rows, count = r.compute(f)
		known = result{key, rows, count}
		r.recent.keep(known)
	}
	return known.rows, known.count
}

func (r *Roll) compute(f Filter) (rows []uint64, count int) {
	rows = slices.Clone(r.present)
	if f.Only != nil {
		r.keepOnly(rows, f.Only)
	}
	if f.Reach != nil {
		r.division.keep(rows, func(code string) bool { return strings.HasPrefix(code, *f.Reach) })
	}
	if len(f.Divisions) > 0 {
		r.division.keep(rows, func(code string) bool { return under(code, f.Divisions) })
	}
	if len(f.Industries) > 0 {
		r.industry.keep(rows, func(code string) bool { return under(code, f.Industries) })
	}
	if f.SizeClass != "" {
		r.size.keep(rows, func(class string) bool { return class == f.SizeClass })
	}
	if f.Status != "" {
		r.status.keep(rows, func(status string) bool { return status == f.Status })
	}
	if f.Qualification != "" {
		r.keepQualified(rows, f.Qualification, f.Today)
	}
	if f.Text != "" {
		r.keepText(rows, f.Text)
	}
	for _, w := range rows {
		count += bits.OnesCount64(w)
	}
	return rows, count
}

func under(code string, branches []string) bool {
	for _, b := range branches {
		if strings.HasPrefix(code, b) {
			return true
		}
	}
	return false
}

// keep clears the bits of rows whose text does not fit. Each text is asked for
// once.
func (c *codes) keep(rows []uint64, fits func(string) bool) {
	allowed := make([]uint64, len(c.texts))
	for i, t := range c.texts {
		if fits(t) {
			allowed[i] = 1
		}
	}
	for w := range rows {
		if rows[w] == 0 {
			continue
		}
		part := c.of[w*64 : min(w*64+64, len(c.of))]
		var word uint64
		for b, n := range part {
			word |= allowed[n] << b
		}
		rows[w] &= word
	}
}

func (r *Roll) keepOnly(rows []uint64, only []string) {
	wanted := map[[18]byte]bool{}
	for _, u := range only {
		var key [18]byte
		copy(key[:], u)
		wanted[key] = true
	}
	filterEach(rows, func(i int) bool { return wanted[r.uscc[i]] })
}

func (r *Roll) keepQualified(rows []uint64, value string, today int32) {
	word := make([]uint64, len(rows))
	for ordinal, list := range r.held {
		for _, q := range list {
			if q.Value == value && q.From <= today && today <= q.To {
				i := int(ordinal - 1)
				word[i/64] |= 1 << (i % 64)
				break
			}
		}
	}
	for w := range rows {
		rows[w] &= word[w]
	}
}

func (r *Roll) keepText(rows []uint64, text string) {
	plain := fold(text)
	signature := signatureOf(plain)
	code := strings.ToUpper(text)
	isCode := len(code) <= 18 && strings.Trim(code, "0123456789ABCDEFGHJKLMNPQRTUWXY") == ""
	folded := plain != strings.ToUpper(plain) // the text has letters, so names must be folded
	filterEach(rows, func(i int) bool {
		if isCode && string(r.uscc[i][:len(code)]) == code {
			return true
		}
		if r.signature[i]&signature != signature {
			return false
		}
		name := r.name[i]
		if folded {
			name = fold(name)
		}
		return strings.Contains(name, plain)
	})
}

// filterEach clears the bits of rows that do not fit.
func filterEach(rows []uint64, fits func(i int) bool) {
	for w, word := range rows {
		for rest := word; rest != 0; rest &= rest - 1 {
			b := bits.TrailingZeros64(rest)
			if !fits(w*64 + b) {
				rows[w] &^= 1 << b
			}
		}
	}
}

// compare orders two rows, given by ordinal.
func (r *Roll) compare(o Order, a, b uint32) int {
	i, j := a-1, b-1
	order := 0
	switch o {
	case ByName:
		order = cmp.Compare(r.name[i], r.name[j])
	case ByRegistered:
		order = cmp.Compare(r.registered[i], r.registered[j])
	case ByCapital:
		order = cmp.Compare(r.capital[i], r.capital[j])
	case ByUpdated:
		order = cmp.Compare(r.updated[i], r.updated[j])
	}
	return cmp.Or(order, cmp.Compare(a, b))
}
