package inbox

import "sync"

// Bits of the flags of a row.
const (
	flagSuspended = 1 << iota
	flagDeliberation
	flagAsked
	flagPart // it has a part
	flagLive // one of its parts is live
	flagFirstLive
	flagMore // it has more parts than the first
)

// part is a part by the numbers of its texts.
type part struct {
	department, staff uint32
	live              bool
}

// Roll holds the rows. It is safe for concurrent use; a zero Roll is empty.
type Roll struct {
	mu       sync.RWMutex
	at       map[ID]uint32
	id       []ID
	flags    []uint8
	due      []int64
	received []int64
	uscc     [][18]byte
	state    codes
	kind     codes
	channel  codes
	urgency  codes
	lead     codes
	division codes
	accused  codes
	recorded codes
	// The first part of a row stands in columns, further ones apart: few have any.
	department codes
	staff      codes
	more       map[uint32][]part
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
	columns := r.columns()
	i, known := r.at[id]
	if !known {
		if r.at == nil {
			r.at, r.more = map[ID]uint32{}, map[uint32][]part{}
		}
		i = uint32(len(r.id))
		r.at[id] = i
		r.id = append(r.id, id)
		r.flags, r.due, r.received, r.uscc = append(r.flags, 0), append(r.due, 0), append(r.received, 0), append(r.uscc, [18]byte{})
		for _, c := range columns {
			c.of = append(c.of, 0)
		}
	}
	r.due[i], r.received[i] = row.Due, row.Received
	r.uscc[i] = [18]byte{}
	copy(r.uscc[i][:], row.USCC)
	texts := [...]string{row.State, row.Kind, row.Channel, row.Urgency, row.Lead, row.Division, row.Accused, row.RecordedBy}
	for n, c := range columns[:len(texts)] {
		c.of[i] = c.code(texts[n])
	}
	r.flags[i] = flag(row.Suspended, flagSuspended) | flag(row.Deliberation, flagDeliberation) | flag(row.Asked, flagAsked)
	r.putParts(i, row.Parts)
	return nil
}

// columns are those of a row, in the order in which put fills them, then those of its
// first part.
func (r *Roll) columns() [10]*codes {
	return [10]*codes{&r.state, &r.kind, &r.channel, &r.urgency, &r.lead, &r.division, &r.accused, &r.recorded, &r.department, &r.staff}
}

func flag(set bool, bit uint8) uint8 {
	if set {
		return bit
	}
	return 0
}

func (r *Roll) putParts(i uint32, parts []Part) {
	delete(r.more, i)
	r.department.of[i], r.staff.of[i] = 0, 0
	for n, p := range parts {
		one := part{r.department.code(p.Department), r.staff.code(p.Staff), p.Live}
		r.flags[i] |= flagPart | flag(p.Live, flagLive)
		if n == 0 {
			r.department.of[i], r.staff.of[i] = one.department, one.staff
			r.flags[i] |= flag(p.Live, flagFirstLive)
			continue
		}
		r.flags[i] |= flagMore
		r.more[i] = append(r.more[i], one)
	}
}

// Len returns the number of rows.
func (r *Roll) Len() int {
	r.mu.RLock()
	defer r.mu.RUnlock()
	return len(r.id)
}

// anyPart reports whether one of the parts of a row is as wanted.
func (r *Roll) anyPart(i uint32, wanted func(p part) bool) bool {
	f := r.flags[i]
	if f&flagPart == 0 {
		return false
	}
	if wanted(part{r.department.of[i], r.staff.of[i], f&flagFirstLive != 0}) {
		return true
	}
	if f&flagMore != 0 {
		for _, p := range r.more[i] {
			if wanted(p) {
				return true
			}
		}
	}
	return false
}
