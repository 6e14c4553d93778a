package industry

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// source holds one line per code, in the order of the standard: the code with
// its letter, a tab, the name.
//
//go:embed gbt4754.tsv
var source string

// Industry is one line of the classification.
type Industry struct {
	Code string // with the section letter: C, C35, C351, C3511
	Name string // as the standard prints it
}

// Level returns the depth of the line in the classification.
func (i Industry) Level() Level { return level(i.Code) }

type table struct {
	lines    []Industry
	byCode   map[string]int
	byName   map[string]int
	children map[string][]Industry
}

// load decodes the embedded table on first use and never changes it afterwards.
var load = sync.OnceValue(func() *table {
	t := &table{
		byCode:   make(map[string]int, 2048),
		byName:   make(map[string]int, 2048),
		children: make(map[string][]Industry, 640),
	}
	for line := range strings.Lines(source) {
		code, name, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		t.byCode[code] = len(t.lines)
		// The name of a group with a single class is printed twice or more: the
		// later line, the class, is the one that an enterprise is filed under.
		t.byName[plain(name)] = len(t.lines)
		line := Industry{Code: code, Name: name}
		t.lines = append(t.lines, line)
		if p := parent(code); p != "" || len(code) == 1 {
			t.children[p] = append(t.children[p], line)
		}
	}
	return t
})

// Lookup returns the line of a code in any spelling; false when the
// classification has none such.
func Lookup(code string) (Industry, bool) {
	code, ok := Normalize(code)
	if !ok {
		return Industry{}, false
	}
	t := load()
	i, ok := t.byCode[code]
	if !ok {
		return Industry{}, false
	}
	return t.lines[i], true
}

// Parent returns the line one level above; false for a section and for a code
// that the classification has not.
func Parent(code string) (Industry, bool) {
	line, ok := Lookup(code)
	if !ok || len(line.Code) == 1 {
		return Industry{}, false
	}
	return Lookup(parent(line.Code))
}

func parent(code string) string {
	switch len(code) {
	case 1:
		return ""
	case 3:
		return code[:1]
	default:
		return code[:len(code)-1]
	}
}

// Children returns the lines one level below, in the order of the standard;
// those of "" are the sections. None for a class and for an unknown code.
func Children(code string) []Industry {
	if code != "" {
		line, ok := Lookup(code)
		if !ok {
			return nil
		}
		code = line.Code
	}
	return slices.Clone(load().children[code])
}

// All returns the whole classification in the order of the standard.
func All() []Industry { return slices.Clone(load().lines) }

// Path returns the lines from the section down to the code itself; nil for a
// code that the classification has not.
func Path(code string) []Industry {
	line, ok := Lookup(code)
	if !ok {
		return nil
	}
	path := []Industry{line}
	for c := parent(line.Code); c != ""; c = parent(c) {
		up, _ := Lookup(c)
		path = append(path, up)
	}
	slices.Reverse(path)
	return path
}

// ByName returns the line with exactly that name; space, punctuation and the
// width of characters do not count, nor does a 业 or 服务 at the end. Where a
// group and its only class share a name, the class is returned.
func ByName(name string) (Industry, bool) {
	t := load()
	p := plain(name)
	if p == "" {
		return Industry{}, false
	}
	i, ok := t.byName[p]
	if !ok {
		return Industry{}, false
	}
	return t.lines[i], true
}

// Parse reads a code in any spelling, an exact name, or both in one cell
// ("C3511 矿山机械制造"), as import columns carry them. False when the
// classification has none such.
func Parse(s string) (Industry, bool) {
	if line, ok := Lookup(s); ok {
		return line, true
	}
	if line, ok := ByName(s); ok {
		return line, true
	}
	s = strings.TrimSpace(s)
	end := strings.IndexFunc(s, func(r rune) bool { return r > unicode.MaxASCII || !isAlnum(r) })
	if end <= 0 || s[end] < utf8.RuneSelf && !strings.ContainsRune(" -:._", rune(s[end])) {
		return Industry{}, false // N/A is not section N
	}
	return Lookup(s[:end])
}

func isAlnum(r rune) bool {
	return r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z'
}

// plain drops what people write differently in one and the same name.
func plain(name string) string {
	s := strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Han, r) || isAlnum(r) {
			return r
		}
		return -1
	}, name)
	for _, end := range [...]string{"业", "服务"} {
		if cut := strings.TrimSuffix(s, end); cut != "" {
			s = cut
		}
	}
	return s
}
