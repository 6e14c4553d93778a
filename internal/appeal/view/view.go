package view

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/platform/errs"
)

// Bounds. Guesses: a name fits on a tray, and nobody looks through more trays.
const (
	longestName = 12
	mostOwn     = 20
)

// View is one saved way to look at the inbox.
type View struct {
	ID    string
	Owner string
	// Department is with whom it is shared, empty for its owner alone.
	Department string
	Name       string
	Look
	SavedAt time.Time
}

// Look is which cases a view shows, and in which order.
type Look struct {
	Box     string `json:"box"`
	State   string `json:"state,omitempty"`
	Kind    string `json:"kind,omitempty"`
	Channel string `json:"channel,omitempty"`
	Urgency string `json:"urgency,omitempty"`
	Lead    string `json:"lead,omitempty"`
	Handler string `json:"handler,omitempty"`
	USCC    string `json:"uscc,omitempty"`
	ByDue   bool   `json:"by_due,omitempty"`
}

// filter is a look as the inbox takes it.
func (l Look) filter() appeal.Filter {
	return appeal.Filter{
		State: appeal.State(l.State), Kind: appeal.Kind(l.Kind), Channel: appeal.Channel(l.Channel), Urgency: appeal.Urgency(l.Urgency),
		Lead: l.Lead, Handler: l.Handler, USCC: l.USCC, ByDue: l.ByDue,
	}
}

// checkName trims a name and refuses one that cannot be read on a tray.
func checkName(name string) (string, error) {
	name = strings.Join(strings.Fields(name), " ")
	if n := utf8.RuneCountInString(name); n == 0 || n > longestName {
		return "", ErrForm.With(errs.Field{Path: "body.name", Msg: "名称要填写，最多 12 个字。"})
	}
	return name, nil
}

// seenBy reports whether somebody sees a view: path is his department and those
// above it.
func (v *View) seenBy(staff string, path []string) bool {
	return v.Owner == staff || slices.Contains(path, v.Department)
}

// removableBy reports whether somebody may remove a view: its owner, and who leads
// the department that it is shared with.
func (v *View) removableBy(staff, department string, leads bool) bool {
	return v.Owner == staff || leads && department != "" && v.Department == department
}
