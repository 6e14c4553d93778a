package division

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Find returns the deepest division that the parts of an address name: columns
// for province, city and district, each of which may be empty, a name or a code,
// and the address itself, which often names more than the columns. Where the
// address clearly names a district of another city, the address is believed.
//
// Names no longer in force are understood and give what has their place today
// (章丘市, 胶南市, 四方区). Of names that could be several divisions none is taken.
// False when nothing is named. It is made for imports: about 3 µs, no limit on
// callers at the same time.
func (t *Tree) Find(province, city, district, address string) (Division, bool) {
	return t.finder().find(province, city, district, address)
}

// finder is the index behind Tree.Find.
type finder struct {
	tree    *Tree
	names   *trie
	streets []street // one for each line of the national table
}

func newFinder(t *Tree) *finder {
	return &finder{tree: t, names: newTrie(t), streets: streetsOf(t.base)}
}

// place is how far a search has come.
type place struct {
	division Division
	branch   string
	level    Level
	cost     int // the sum of the kinds of the names it rests on
	end      int // where in the text the last name ends
}

// find is Tree.Find.
func (f *finder) find(province, city, district, address string) (Division, bool) {
	at := place{}
	for _, column := range [...]string{province, city, district} {
		at = f.column(at, column)
	}
	text := clip(address)
	found := f.address(at, text)
	if found.level < District && at.level >= City {
		up := place{}
		if d, ok := f.tree.lookup(zeroed(at.branch[:2])); ok {
			up = place{division: d, branch: at.branch[:2], level: Province}
		}
		if other := f.address(up, text); other.level >= District && other.cost < int(short) {
			found = other
		}
	}
	found = f.below(found, text)
	return found.division, found.level > Country
}

// clip bounds the work that one hostile cell can cause.
func clip(s string) string {
	const limit = 600
	if len(s) > limit {
		s = s[:limit]
	}
	return s
}

// column narrows a place by the value of a column; a value that names nothing
// inside it changes nothing.
func (f *finder) column(at place, value string) place {
	value = strings.TrimSpace(value)
	if value == "" {
		return at
	}
	if value[0] >= '0' && value[0] <= '9' {
		d, ok := f.tree.Current(value)
		if !ok {
			return at
		}
		if b := Branch(d.Code); strings.HasPrefix(b, at.branch) {
			return place{division: d, branch: b, level: d.Level()}
		}
		return at
	}
	best := at
	f.head(at, value, 0, &best, 0)
	best.end, best.cost = 0, 0
	return best
}

// address looks for provinces, cities and districts in a text: first as the
// address begins, then, if that did not reach a district, anywhere.
func (f *finder) address(at place, text string) place {
	best := at
	f.head(at, text, 0, &best, 0)
	if best.level < District {
		f.anywhere(best, text, &best)
	}
	return best
}

// head reads names one after the other from a place of the text on, trying every
// way to cut it ("青岛市北区" is 青岛 and 市北区), and keeps the best.
func (f *finder) head(at place, text string, from int, best *place, depth int) {
	if depth > 8 {
		return
	}
	from += len(text[from:]) - len(strings.TrimLeftFunc(text[from:], separates))
	node := int32(0)
	for i, r := range text[from:] {
		to, ok := f.names.next[edge(node, r)]
		if !ok {
			return
		}
		node = to
		if list := f.names.ends[node]; len(list) > 0 {
			f.step(at, text, from, from+i+utf8.RuneLen(r), list, best, depth)
		}
	}
}

// step goes on from one name that was read between from and end.
func (f *finder) step(at place, text string, from, end int, list []int32, best *place, depth int) {
	e, inside, above := f.choose(at, list)
	rest := text[end:]
	if above {
		again := at
		again.end = end
		if again.level == best.level && again.cost == best.cost && again.branch == best.branch {
			best.end = end
		}
		f.head(again, text, end, best, depth+1)
	}
	if !inside || above && e.kind >= zone || e.kind >= variant && !stands(rest) {
		return
	}
	if e.kind == zone && at.end == 0 {
		// 开发区 alone may be that of any county: the city must be named before it.
		return
	}
	if e.kind == short && strings.HasPrefix(text[from:end], "市") && !cityPart(text[:from], rest) {
		return
	}
	next := place{e.division, e.branch, e.level, at.cost + int(e.kind), end}
	if next.level > best.level || next.level == best.level &&
		(next.cost < best.cost || next.cost == best.cost && next.end > best.end && next.branch == best.branch) {
		*best = next
	}
	if next.level < District {
		f.head(next, text, end, best, depth+1)
	}
}

// choose picks, of the divisions that one name may mean, the one inside a place;
// none when the best evidence means several. above says that the name is that of
// the place itself or of what it lies in.
func (f *finder) choose(at place, list []int32) (chosen entry, inside, above bool) {
	for _, i := range list {
		e := f.names.list[i]
		if strings.HasPrefix(at.branch, e.branch) {
			above = true
			continue
		}
		if !strings.HasPrefix(e.branch, at.branch) {
			continue
		}
		switch {
		case !inside && chosen.branch == "" || e.kind < chosen.kind:
			chosen, inside = e, true
		case e.kind == chosen.kind && (strings.HasPrefix(e.branch, chosen.branch) || strings.HasPrefix(chosen.branch, e.branch)):
			// A city and its own district of that name: the city comes first.
			if e.level < chosen.level {
				chosen = e
			}
		case e.kind == chosen.kind:
			inside = false
		}
	}
	return chosen, inside, above
}

// anywhere looks for the name of a district inside a text that does not begin
// with it, or goes on from the name of the city where that comes later.
func (f *finder) anywhere(at place, text string, best *place) {
	for from := range text {
		node := int32(0)
		for i, r := range text[from:] {
			to, ok := f.names.next[edge(node, r)]
			if !ok {
				break
			}
			node = to
			if list := f.names.ends[node]; len(list) > 0 {
				f.meet(at, text, from, from+i+utf8.RuneLen(r), list, best)
			}
		}
	}
}

// meet weighs one name met in the middle of a text.
func (f *finder) meet(at place, text string, from, end int, list []int32, best *place) {
	e, inside, above := f.choose(at, list)
	if above && at.level == City {
		again := at
		again.end = end
		f.head(again, text, end, best, 1)
	}
	if !inside || e.level != District || e.kind == zone || e.kind == short && !bracketed(text, from, end) {
		return
	}
	n := utf8.RuneCountInString(text[from:end])
	if n == 2 && e.kind != short && !strings.HasSuffix(text[from:end], "县") || (n == 2 || e.kind != official) && !stands(text[end:]) {
		return
	}
	if best.level < District || int(e.kind) < best.cost {
		*best = place{e.division, e.branch, e.level, int(e.kind), end}
	}
}

// bracketed reports whether a part of a text stands alone between brackets.
func bracketed(text string, from, end int) bool {
	return (strings.HasSuffix(text[:from], "(") || strings.HasSuffix(text[:from], "（")) &&
		(strings.HasPrefix(text[end:], ")") || strings.HasPrefix(text[end:], "）"))
}

// cityPart reports whether 市中, 市南, 市北 between two parts of a text are a
// district: they are not in 济南市中山路 and not in 市中医院.
func cityPart(before, rest string) bool {
	if before != "" && !strings.HasSuffix(before, "市") {
		return false
	}
	r, _ := utf8.DecodeRuneInString(rest)
	return !strings.ContainsRune("心医小级学", r)
}

// stands reports whether a name that is not official is not just the beginning
// of a longer word: 莱阳 in 莱阳路, 东明市 in 东明市场. 张店 in 张店西五路 stands, for a
// side and a number make a road of their own.
func stands(rest string) bool {
	if strings.HasPrefix(rest, "场") || strings.HasPrefix(rest, "政府") {
		return false
	}
	sided := false
	for range 5 {
		for _, road := range [...]string{"路", "街", "巷", "弄", "大街", "大道", "胡同", "广场", "公路", "高速", "桥"} {
			if strings.HasPrefix(rest, road) {
				return strings.HasPrefix(rest, "街道")
			}
		}
		r, size := utf8.DecodeRuneInString(rest)
		switch {
		case strings.ContainsRune("东西南北中", r):
			sided = true
		case strings.ContainsRune("一二三四五六七八九十", r):
			if sided {
				return true
			}
		case !strings.ContainsRune("上下前后大新老支", r):
			return true
		}
		rest = rest[size:]
	}
	return true
}

func separates(r rune) bool {
	return unicode.IsSpace(r) || strings.ContainsRune("()（）[]【】,，、.。·-—:：;；\"“”'", r) || r == '\ufeff' || r == '\u200b'
}
