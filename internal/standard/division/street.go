package division

import (
	"strings"
	"unicode/utf8"
)

// street is how a street or town is looked for in an address. The zero street is
// not looked for.
type street struct {
	stem string // the name without 街道, 镇, 乡; the whole name for anything else
	kind string // 街道, 镇, 乡, or "" for anything else
}

func streetsOf(t *table) []street {
	list := make([]street, len(t.keys))
	for i, key := range t.keys {
		if key%1000 != 0 {
			list[i] = newStreet(t.names.at(i))
		}
	}
	return list
}

func newStreet(name string) street {
	for _, end := range [...][2]string{{"街道办事处", "街道"}, {"地区办事处", "街道"}, {"街道", "街道"}, {"地区", "街道"},
		{"办事处", "街道"}, {"民族乡", "乡"}, {"族乡", "乡"}, {"镇", "镇"}, {"乡", "乡"}} {
		if s, ok := strings.CutSuffix(name, end[0]); ok && s != "" {
			return street{stem: s, kind: end[1]}
		}
	}
	return street{stem: name}
}

// streetEndings are what an address writes after the stem of a street or town,
// longest first, with the kind that it says.
var streetEndings = [...][2]string{
	{"街道办事处", "街道"}, {"街道办", "街道"}, {"街道", "街道"}, {"街办", "街道"}, {"办事处", "街道"}, {"办", "街道"}, {"镇", "镇"}, {"乡", "乡"}, {"公社", "乡"},
}

// in finds the street in a text from a place on: where it begins and ends, and
// whether the text says the same kind (a town may have become a street since).
func (s street) in(text string, from int) (start, end int, same, ok bool) {
	for from < len(text) {
		i := strings.Index(text[from:], s.stem)
		if i < 0 {
			break
		}
		start, end = from+i, from+i+len(s.stem)
		rest := text[end:]
		if s.kind == "" {
			return start, end, true, utf8.RuneCountInString(s.stem) > 2
		}
		for _, e := range streetEndings {
			if !strings.HasPrefix(rest, e[0]) || e[0] == "办" && strings.HasPrefix(rest, "办公") {
				continue
			}
			if len(s.stem) > len("一") || begins(text, start) {
				return start, end + len(e[0]), e[1] == s.kind, true
			}
		}
		from = end
	}
	return 0, 0, false, false
}

// begins reports whether a name at that place of a text is not the tail of a
// longer one.
func begins(text string, at int) bool {
	r, _ := utf8.DecodeLastRuneInString(text[:at])
	return at == 0 || strings.ContainsRune("省市县区州旗盟", r) || separates(r)
}

// below goes on from a city or district to the street that a text names after it,
// from there to the community and to what an instance has drawn below.
func (f *finder) below(at place, text string) place {
	for at.level >= City {
		next, ok := f.own(at, text)
		if !ok && at.level < Street {
			next, ok = f.street(at, text)
		}
		if !ok && at.level == Street {
			next, ok = f.community(at, text)
		}
		if !ok {
			break
		}
		at = next
	}
	return at
}

// own looks among an instance's own divisions directly below a place.
func (f *finder) own(at place, text string) (place, bool) {
	best := place{}
	for _, code := range f.tree.children[at.division.Code] {
		d := f.tree.own[code]
		_, end, _, ok := newStreet(d.Name).in(text, at.end)
		if !ok {
			i := strings.Index(text[at.end:], d.Name)
			if ok = i >= 0; ok {
				end = at.end + i + len(d.Name)
			}
		}
		if ok && (best.division.IsZero() || len(d.Name) > len(best.division.Name)) {
			best = place{division: d, branch: Branch(code), level: d.Level(), cost: at.cost, end: end}
		}
	}
	return best, !best.division.IsZero()
}

// street looks among the national streets of a place. Without a district the
// street must be the only one of that name in the city and stand where a name
// begins.
func (f *finder) street(at place, text string) (place, bool) {
	key := number(zeroed(at.branch)[:9])
	first, _ := f.tree.base.find(key)
	found, foundStart, foundSame, several := -1, 0, false, false
	end := 0
	for i := first; i < len(f.tree.base.keys) && f.tree.base.keys[i] < key+span(at.level); i++ {
		s := f.streets[i]
		if s.stem == "" {
			continue
		}
		start, stop, same, ok := s.in(text, at.end)
		if !ok || at.level == City && !(begins(text, start) && (same || s.kind == "街道")) {
			continue // a town becomes a street with time, never the other way round
		}
		switch {
		case found < 0, same && !foundSame,
			same == foundSame && at.level > City && (start < foundStart || start == foundStart && stop > end):
			found, foundStart, foundSame, end, several = i, start, same, stop, false
		case same == foundSame && at.level == City:
			several = true
		}
	}
	if found < 0 || several {
		return at, false
	}
	d := f.tree.base.at(found)
	return place{division: d, branch: Branch(d.Code), level: Street, cost: at.cost, end: end}, true
}

// community looks among the communities of a street: the name must follow the
// street directly, or be called a village or a community.
func (f *finder) community(at place, text string) (place, bool) {
	key := number(at.division.Code[:9])
	c := f.tree.base.communities(int(key / 10_000_000))
	from, to := c.of(key % 10_000_000)
	rest := text[at.end:]
	best, size, end := -1, 0, at.end
	for i := from; i < to; i++ {
		s := c.stems.at(i)
		if len(s) < len("二字") || len(s) <= size {
			continue
		}
		if j := strings.Index(rest, s); j >= 0 && begins(rest, j) && names(rest[j+len(s):], j == 0) {
			best, size, end = i, len(s), at.end+j+len(s)
		}
	}
	if best < 0 {
		return at, false
	}
	code := appendDigits([]byte(at.division.Code[:9]), uint64(c.numbers[best]), 3)
	d := Division{Code: string(code), Name: c.name(best)}
	return place{division: d, branch: d.Code, level: Community, cost: at.cost, end: end}, true
}

// names reports whether what follows the stem of a community lets it name one.
func names(rest string, first bool) bool {
	for _, after := range [...]string{"村", "社区", "居委", "居民委"} {
		if strings.HasPrefix(rest, after) {
			return true
		}
	}
	return first && stands(rest)
}
