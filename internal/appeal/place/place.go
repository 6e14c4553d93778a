package place

import (
	"slices"
	"strings"
	"time"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/standard/division"
)

// Kind is what sort of place it is.
type Kind string

// The kinds of places.
const (
	Park     Kind = "park"
	Building Kind = "building"
	Hall     Kind = "hall"
	Market   Kind = "market"
	Street   Kind = "street"
	Station  Kind = "station"
	Other    Kind = "other"
)

var labels = map[Kind]string{
	Park: "园区", Building: "楼宇", Hall: "服务大厅", Market: "市场", Street: "街区", Station: "服务站点", Other: "其他地点",
}

// Label returns the kind in Chinese, empty for none.
func (k Kind) Label() string { return labels[k] }

// State is whether the code of a place is in use.
type State string

// The states of a place.
const (
	Open   State = "open"
	Closed State = "closed"
)

// transitions lists every change of state there is.
var transitions = map[State][]State{Open: {Closed}, Closed: {Open}}

// Become returns the place's next state, or ErrTransition.
func (s State) Become(next State) (State, error) {
	if !slices.Contains(transitions[s], next) {
		return s, ErrTransition
	}
	return next, nil
}

// Label returns the state in Chinese.
func (s State) Label() string { return map[State]string{Open: "使用中", Closed: "已停用"}[s] }

// Form is what is decided of a place.
type Form struct {
	Name string
	Kind Kind
	// Division is the code of where it lies.
	Division string
	Address  string
	// Department is the ID of the one in charge there, empty for none.
	Department string
}

// Place is one place.
type Place struct {
	ID string
	// Code is what the QR code holds: six letters and digits that nobody takes for
	// others.
	Code string
	Form
	State     State
	Version   int64
	ChangedAt time.Time
	ChangedBy string
}

// Longest texts, in characters. Guesses: what fits on one sheet.
const (
	longestName    = 40
	longestAddress = 80
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
	f.Name, f.Address = strings.TrimSpace(f.Name), strings.TrimSpace(f.Address)
	say(len([]rune(f.Address)) > longestAddress, "address", "地址最多 80 个字。")
	code, err := division.Normalize(f.Division)
	say(err != nil, "division", "请选择所在区划。")
	f.Division = code
	say(f.Kind.Label() == "", "kind", "请选择地点类型。")
	say(f.Name == "", "name", "请写明地点名称。")
	say(len([]rune(f.Name)) > longestName, "name", "名称最多 40 个字。")
	if len(wrong) == 0 {
		return nil
	}
	return ErrForm.With(wrong...)
}

// branchOf returns the divisions that a scope lets one touch, as the digits that
// their codes begin with; false for none. Places belong to divisions, so every
// reach below all counts as that of one's own division.
func branchOf(scope kernel.Scope) (branch string, some bool) {
	if scope.Reach == kernel.ReachAll {
		return "", true
	}
	code, err := division.Normalize(scope.Division)
	if err != nil {
		return "", false
	}
	return division.Branch(code), true
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
