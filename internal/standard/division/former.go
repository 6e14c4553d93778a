package division

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed former.tsv
var formerSource string

// former is a name or a code that is no longer in force.
type former struct {
	name    string // as addresses still write it; @经开 and @高新 for zones
	code    string // twelve digits, "" where not known
	current string // twelve digits
}

var loadFormer = sync.OnceValue(func() []former {
	var list []former
	for line := range strings.Lines(formerSource) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		field := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		f := former{name: field[0], current: field[2] + "000000"}
		if field[1] != "-" {
			f.code = field[1] + "000000"
		}
		list = append(list, f)
	}
	return list
})

// Current returns the division that a code stands for today: the division itself
// where the tree has it, else what has taken the place of a county, district or
// city that was merged or renamed (371202 莱城区 gives 370116 莱芜区). Codes below
// a division that is gone give what took the place of that division. False when
// neither is known.
func (t *Tree) Current(code string) (Division, bool) {
	code, err := Normalize(code)
	if err != nil {
		return Division{}, false
	}
	if d, ok := t.lookup(code); ok {
		return d, true
	}
	for ; len(Branch(code)) >= 4; code = zeroed(above(Branch(code))) {
		for _, f := range loadFormer() {
			if f.code == code {
				return t.lookup(f.current)
			}
		}
	}
	return Division{}, false
}

func zeroed(branch string) string {
	if len(branch) >= codeLength {
		return branch
	}
	return branch + "000000000000"[len(branch):]
}
