package cut

import (
	"cmp"
	"slices"
	"sync"

	"github.com/yikou/yikou/internal/policy/eligibility"
	"github.com/yikou/yikou/internal/standard/civil"
)

// Words numbers the texts of one key from 1; 0 is no text. Texts are never
// forgotten.
type Words struct {
	codes map[string]uint32
	texts []string
	// orders caches, by domain, the sorted texts that are usable in it.
	orders sync.Map
}

// NewWords returns words without a text.
func NewWords() *Words { return &Words{codes: map[string]uint32{}, texts: []string{""}} }

// Code returns the number of a text, a new one where it has none.
func (w *Words) Code(text string) uint32 {
	code, ok := w.codes[text]
	if !ok {
		code = uint32(len(w.texts))
		w.codes[text] = code
		w.texts = append(w.texts, text)
	}
	return code
}

// Known returns the number of a text, 0 where it has none.
func (w *Words) Known(text string) uint32 { return w.codes[text] }

// Text returns the text of a number.
func (w *Words) Text(code uint32) string { return w.texts[code] }

// Texts returns the texts by their numbers; it must not be changed.
func (w *Words) Texts() []string { return w.texts }

// Order is the texts of a key that are usable in one domain, in the order in
// which ranges of them are contiguous.
type Order struct {
	// Size is how many texts the key had, with that of number 0.
	Size int
	keys []string
	// Codes has the number of each text.
	Codes []uint32
}

// Order returns the texts usable in that domain, sorted by their canonical
// spelling.
func (w *Words) Order(d eligibility.Domain) *Order {
	if o, ok := w.orders.Load(d); ok && o.(*Order).Size == len(w.texts) {
		return o.(*Order)
	}
	type entry struct {
		key  string
		code uint32
	}
	var list []entry
	for code, text := range w.texts[1:] {
		if key, ok := eligibility.CanonicalText(d, text); ok {
			list = append(list, entry{key, uint32(code + 1)})
		}
	}
	slices.SortFunc(list, func(a, b entry) int {
		switch {
		case a.key < b.key:
			return -1
		case a.key > b.key:
			return 1
		}
		return int(a.code) - int(b.code)
	})
	o := &Order{Size: len(w.texts), keys: make([]string, len(list)), Codes: make([]uint32, len(list))}
	for i, e := range list {
		o.keys[i], o.Codes[i] = e.key, e.code
	}
	w.orders.Store(d, o)
	return o
}

// between returns the positions of the keys in [from, to).
func (o *Order) between(from, to string) Span {
	lo, _ := slices.BinarySearch(o.keys, from)
	hi, _ := slices.BinarySearch(o.keys, to)
	return Span{lo, max(lo, hi)}
}

// Spans returns which of the texts satisfy the clause on that day, as ranges that
// do not overlap.
func (o *Order) Spans(c *eligibility.Clause, day civil.Date) []Span {
	var out []Span
	all := Span{0, len(o.keys)}
	// after is the least text that sorts behind s.
	after := func(s string) string { return s + "\x00" }
	switch c.Op {
	case eligibility.Less:
		out = append(out, Span{0, o.between("", c.Values[0].Text).To})
	case eligibility.LessEqual:
		out = append(out, Span{0, o.between("", after(c.Values[0].Text)).To})
	case eligibility.Greater:
		out = append(out, Span{o.between(after(c.Values[0].Text), "").From, all.To})
	case eligibility.GreaterEqual:
		out = append(out, Span{o.between(c.Values[0].Text, "").From, all.To})
	case eligibility.Between:
		out = append(out, o.between(c.Values[0].Text, after(c.Values[1].Text)))
	case eligibility.OlderThan, eligibility.YoungerThan:
		// Adding a span keeps the order of dates, so the old ones come first.
		split, _ := slices.BinarySearchFunc(o.keys, day, func(key string, day civil.Date) int {
			date, _ := civil.Parse(key)
			return cmp.Or(date.Add(c.Span).Compare(day), -1)
		})
		if c.Op == eligibility.OlderThan {
			out = append(out, Span{0, split})
		} else {
			out = append(out, Span{split, all.To})
		}
	case eligibility.NotEqual:
		is := o.between(c.Values[0].Text, after(c.Values[0].Text))
		out = append(out, Span{0, is.From}, Span{is.To, all.To})
	case eligibility.Under:
		for _, v := range c.Values {
			prefix := eligibility.BranchPrefix(c.Domain, v.Text)
			is := Span{o.between(prefix, "").From, all.To}
			// No text of a code holds this byte.
			if prefix != "" {
				is.To = o.between("", prefix+"\xff").To
			}
			out = append(out, is)
		}
	default:
		for _, v := range c.Values {
			out = append(out, o.between(v.Text, after(v.Text)))
		}
	}
	return joined(out)
}

// joined sorts ranges and merges those that meet.
func joined(spans []Span) []Span {
	slices.SortFunc(spans, func(a, b Span) int { return cmp.Or(a.From-b.From, a.To-b.To) })
	var out []Span
	for _, s := range spans {
		switch {
		case s.To <= s.From:
		case len(out) > 0 && s.From <= out[len(out)-1].To:
			out[len(out)-1].To = max(out[len(out)-1].To, s.To)
		default:
			out = append(out, s)
		}
	}
	return out
}
