package division

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// Division is one administrative division.
type Division struct {
	Code string // twelve digits; 15 to 24 for a grid
	Name string // without the names of what it lies in
}

// Level returns the level that the division's code stands for.
func (d Division) Level() Level { return LevelOf(d.Code) }

// IsZero reports whether d is no division at all.
func (d Division) IsZero() bool { return d.Code == "" }

// Tree is a set of divisions with their order of containment: the national ones
// and, with With, an instance's own. It never changes and may be used from many
// goroutines. Make one with Default.
type Tree struct {
	base     *table
	own      map[string]Division
	children map[string][]string // codes of own divisions by the code above
	finder   func() *finder
}

// Default returns the national divisions, provinces to communities. The first
// call decodes provinces to streets (about 10 ms); communities are decoded by
// province when one of them is first asked for.
func Default() *Tree { return defaultTree() }

var defaultTree = sync.OnceValue(func() *Tree { return newTree(loadTable(), nil) })

func newTree(base *table, own map[string]Division) *Tree {
	t := &Tree{base: base, own: own, children: map[string][]string{}}
	t.finder = sync.OnceValue(func() *finder { return newFinder(t) })
	return t
}

// Errors of With, beside ErrCode.
var (
	ErrName   = errors.New("a division needs a name")
	ErrOrphan = errors.New("the division above is not known")
)

// With returns a tree that has these divisions too: development zones, grids, a
// whole invented province. Where a code is known already the new name counts.
// The order of extra does not matter, but each must lie in a division that the
// tree or extra has, unless it is a province. The errors wrap ErrCode, ErrName
// or ErrOrphan and name the division.
func (t *Tree) With(extra []Division) (*Tree, error) {
	own := make(map[string]Division, len(t.own)+len(extra))
	for code, d := range t.own {
		own[code] = d
	}
	for _, d := range extra {
		code, err := Normalize(d.Code)
		if err != nil {
			return nil, err
		}
		d = Division{Code: code, Name: strings.TrimSpace(d.Name)}
		if d.Name == "" || !utf8.ValidString(d.Name) || d.Level() == Country {
			return nil, fmt.Errorf("%w: %s", ErrName, code)
		}
		own[code] = d
	}
	out := newTree(t.base, own)
	for code, d := range own {
		above := ""
		if p, ok := out.Parent(code); ok {
			above = p.Code
		} else if d.Level() != Province {
			return nil, fmt.Errorf("%w: %s %s", ErrOrphan, code, d.Name)
		}
		out.children[above] = append(out.children[above], code)
	}
	for _, codes := range out.children {
		slices.Sort(codes)
	}
	return out, nil
}

// Lookup returns the division of a code of any length that Normalize reads;
// false when the tree has none such.
func (t *Tree) Lookup(code string) (Division, bool) {
	code, err := Normalize(code)
	if err != nil {
		return Division{}, false
	}
	return t.lookup(code)
}

// lookup wants a normalised code.
func (t *Tree) lookup(code string) (Division, bool) {
	if d, ok := t.own[code]; ok {
		return d, true
	}
	if len(code) > codeLength {
		return Division{}, false
	}
	key, tail := number(code[:9]), number(code[9:])
	if tail == 0 {
		if i, ok := t.base.find(key); ok {
			return t.base.at(i), true
		}
		return Division{}, false
	}
	c := t.base.communities(int(key / 10_000_000))
	from, to := c.of(key % 10_000_000)
	for i := from; i < to; i++ {
		if uint32(c.numbers[i]) == tail {
			return Division{Code: code, Name: c.name(i)}, true
		}
	}
	return Division{}, false
}

// Name returns the division's own name, "" when the tree has no such code.
func (t *Tree) Name(code string) string {
	d, _ := t.Lookup(code)
	return d.Name
}

// FullName returns the names from the province down, without those that only
// fill a level (市辖区, 省直辖县级行政区划): 山东省济南市历下区解放路街道. "" when the
// tree has no such code.
func (t *Tree) FullName(code string) string {
	var b strings.Builder
	for _, d := range t.Path(code) {
		if !placeholder(d) {
			b.WriteString(d.Name)
		}
	}
	return b.String()
}

// placeholder reports whether a division only fills the city level above
// districts that lie directly in a province.
func placeholder(d Division) bool {
	if d.Level() != City {
		return false
	}
	return d.Name == "市辖区" || d.Name == "县" || strings.HasSuffix(d.Name, "直辖县级行政区划")
}

// Parent returns the nearest division above that the tree has; false for a
// province and for a text that has not the form of a code. The code itself need
// not be in the tree.
func (t *Tree) Parent(code string) (Division, bool) {
	code, err := Normalize(code)
	if err != nil {
		return Division{}, false
	}
	for up := above(Branch(code)); up != ""; up = above(Branch(up)) {
		full, err := Normalize(up)
		if err != nil {
			break
		}
		if d, ok := t.lookup(full); ok {
			return d, true
		}
	}
	return Division{}, false
}

// above cuts the last group of digits off a branch.
func above(branch string) string {
	n := len(branch)
	switch {
	case n <= 2:
		return ""
	case n <= 6:
		return branch[:n-2]
	}
	return branch[:n-3]
}

// Path returns the divisions from the province down to the code itself, nil when
// the tree has no such code.
func (t *Tree) Path(code string) []Division {
	d, ok := t.Lookup(code)
	if !ok {
		return nil
	}
	path := []Division{d}
	for {
		up, ok := t.Parent(d.Code)
		if !ok {
			break
		}
		path = append(path, up)
		d = up
	}
	slices.Reverse(path)
	return path
}

// Children returns the divisions directly below, by code; those of "" are the
// provinces. A city without districts has its streets directly below. None for
// an unknown code.
func (t *Tree) Children(code string) []Division {
	if code != "" {
		d, ok := t.Lookup(code)
		if !ok {
			return nil
		}
		code = d.Code
	}
	list := t.national(code)
	if len(t.children[code]) == 0 {
		return list
	}
	seen := make(map[string]int, len(list))
	for i, d := range list {
		seen[d.Code] = i
	}
	for _, c := range t.children[code] {
		if i, ok := seen[c]; ok {
			list[i] = t.own[c]
			continue
		}
		list = append(list, t.own[c])
	}
	slices.SortFunc(list, func(a, b Division) int { return strings.Compare(a.Code, b.Code) })
	return list
}

// national returns the national divisions directly below a normalised code.
func (t *Tree) national(code string) []Division {
	if len(code) > codeLength {
		return nil
	}
	from, to := uint32(0), uint32(1_000_000_000)
	if code != "" {
		level := LevelOf(code)
		if level > Street {
			return nil
		}
		from = number(code[:9])
		if level == Street {
			return t.streetChildren(code, from)
		}
		to = from + span(level)
		from++
	}
	var list []Division
	for i, _ := t.base.find(from); i < len(t.base.keys) && t.base.keys[i] < to; {
		d := t.base.at(i)
		list = append(list, d)
		i, _ = t.base.find(t.base.keys[i] + span(d.Level()))
	}
	return list
}

func (t *Tree) streetChildren(code string, key uint32) []Division {
	c := t.base.communities(int(key / 10_000_000))
	from, to := c.of(key % 10_000_000)
	list := make([]Division, 0, to-from)
	for i := from; i < to; i++ {
		full := appendDigits([]byte(code[:9]), uint64(c.numbers[i]), 3)
		list = append(list, Division{Code: string(full), Name: c.name(i)})
	}
	return list
}

// span returns how many nine-digit numbers a division of that level covers.
func span(l Level) uint32 {
	switch l {
	case Province:
		return 10_000_000
	case City:
		return 100_000
	case District:
		return 1_000
	}
	return 1
}

func number(digits string) uint32 {
	n := uint32(0)
	for i := range len(digits) {
		n = n*10 + uint32(digits[i]-'0')
	}
	return n
}

// Lookup is Tree.Lookup over the national divisions.
func Lookup(code string) (Division, bool) { return Default().Lookup(code) }

// LocalName returns the name from the district down (望渚区锦帆街道科创社区), which
// is what people within a city say, or the own name of what lies above a
// district; "" for an unknown code.
func (t *Tree) LocalName(code string) string {
	var b strings.Builder
	path := t.Path(code)
	for i, d := range path {
		if d.Level() >= District || i == len(path)-1 {
			b.WriteString(d.Name)
		}
	}
	return b.String()
}
