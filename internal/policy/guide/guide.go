package guide

import (
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/policy/definition"
	"github.com/yikou/yikou/internal/policy/listing"
	"github.com/yikou/yikou/internal/standard/industry"
)

// State is whether a guide is in use.
type State string

// The states of a guide.
const (
	Open   State = "open"
	Closed State = "closed"
)

// transitions lists every change of state there is.
var transitions = map[State][]State{Open: {Closed}, Closed: {Open}}

// Become returns the guide's next state, or ErrTransition.
func (s State) Become(next State) (State, error) {
	if !slices.Contains(transitions[s], next) {
		return s, ErrTransition
	}
	return next, nil
}

// Label returns the state in Chinese.
func (s State) Label() string { return map[State]string{Open: "使用中", Closed: "已停用"}[s] }

// Audience is whom a guide is for; an empty field does not narrow.
type Audience struct {
	// Theme is what it is about, in the office's words.
	Theme string
	// Place is a building or a park by its name, Division a code.
	Place, Division string
	// Industry is a code of GB/T 4754, Size a size class.
	Industry, Size string
}

// Form is what an editor decides of a guide.
type Form struct {
	Title string
	Audience
	// ByFilter adds the measures that fit division, industry, size, Kind and Search
	// to the pinned ones, without those whose time is over.
	ByFilter bool
	Kind     definition.Kind
	// Search is looked for in the measures, as on the public site.
	Search string
	// Pinned are ids of measures that stand first, in their order.
	Pinned []string
}

// Guide is one guide.
type Guide struct {
	Code string
	Form
	State State
	// Version rises with every change, Edition only with those of the Form: a guide
	// that is closed and opened again is the one that was printed.
	Version, Edition int64
	ChangedAt        time.Time
	ChangedBy        string
}

// Print is one printing of a guide.
type Print struct {
	Number int64
	// Edition is that of the guide, Contents the measures on the paper.
	Edition  int64
	Contents []Printed
	At       time.Time
	By       string
}

// Printed is a measure as it stood on paper.
type Printed struct {
	ID      string `json:"id"`
	Version int64  `json:"version"`
}

// The longest texts, in characters, and the most measures of a guide. Guesses: what
// fits on one sheet.
const (
	longestTitle = 40
	longestText  = 60
	mostPinned   = 30
	mostMeasures = 60
)

// clean trims the form and refuses what cannot be kept, each field with its
// sentence.
func (f *Form) clean() error {
	var wrong []errs.Field
	say := func(bad bool, path, msg string) {
		if bad {
			wrong = append(wrong, errs.Field{Path: "body." + path, Msg: msg})
		}
	}
	for _, text := range [...]*string{&f.Title, &f.Theme, &f.Place, &f.Search} {
		*text = strings.TrimSpace(*text)
	}
	say(f.Title == "", "title", "请写明标题。")
	say(len([]rune(f.Title)) > longestTitle, "title", "标题最多 40 个字。")
	for path, text := range map[string]string{"theme": f.Theme, "place": f.Place, "search": f.Search} {
		say(len([]rune(text)) > longestText, path, "最多 60 个字。")
	}
	if f.Industry != "" {
		line, known := industry.Lookup(f.Industry)
		say(!known, "industry", "没有这个行业代码。")
		f.Industry = line.Code
	}
	say(f.Size != "" && listing.SizeName(f.Size) == "", "size_class", "没有这种企业规模。")
	say(f.Kind != "" && f.Kind.Label() == "", "kind", "没有这种事项类型。")
	f.Pinned = unique(f.Pinned)
	say(len(f.Pinned) > mostPinned, "pinned", "最多指定 30 个事项。")
	say(!f.ByFilter && len(f.Pinned) == 0, "pinned", "请指定事项，或选择按条件列出。")
	if len(wrong) == 0 {
		return nil
	}
	slices.SortFunc(wrong, func(a, b errs.Field) int { return strings.Compare(a.Path, b.Path) })
	return ErrForm.With(wrong...)
}

func unique(ids []string) []string {
	out := []string{}
	for _, id := range ids {
		if id != "" && !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}

// whom says whom the guide is for. Division is the division's name.
func (a Audience) whom(division string) string {
	line, _ := industry.Lookup(a.Industry)
	var parts []string
	for _, p := range []string{division, a.Place, line.Name, listing.SizeName(a.Size), a.Theme} {
		if p != "" {
			parts = append(parts, p)
		}
	}
	if len(parts) == 0 {
		return "各类企业"
	}
	return strings.Join(parts, " · ")
}

// rewrite takes another form over; the same one leaves the guide as it is.
func (g *Guide) rewrite(f Form) {
	if !reflect.DeepEqual(g.Form, f) {
		g.Form = f
		g.Edition++
	}
}

// Changes says how what a guide shows now differs from a print.
type Changes struct {
	Added, Changed, Removed int
	// Guide says that the guide itself was changed.
	Guide bool
}

// Any reports whether the print is old.
func (c Changes) Any() bool { return c != Changes{} }

// since compares what stands in a guide now with what stood on a print.
func (g *Guide) since(p *Print, now []Printed) Changes {
	was, is := map[string]int64{}, map[string]int64{}
	for _, m := range p.Contents {
		was[m.ID] = m.Version
	}
	var c Changes
	for _, m := range now {
		is[m.ID] = m.Version
		if version, there := was[m.ID]; !there {
			c.Added++
		} else if version != m.Version {
			c.Changed++
		}
	}
	for _, m := range p.Contents {
		if _, there := is[m.ID]; !there {
			c.Removed++
		}
	}
	c.Guide = g.Edition != p.Edition
	return c
}

// letters are those of codes: none can be taken for another, printed or said.
const letters = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"

const codeLength = 6

// codeOf makes a code of random bytes, at least codeLength of them.
func codeOf(random []byte) string {
	code := make([]byte, codeLength)
	for i := range code {
		code[i] = letters[int(random[i])%len(letters)]
	}
	return string(code)
}

// readCode returns a code as people type it; false for what cannot be one.
func readCode(text string) (string, bool) {
	code := strings.ToUpper(strings.TrimSpace(text))
	if len(code) != codeLength || strings.Trim(code, letters) != "" {
		return "", false
	}
	return code, true
}
