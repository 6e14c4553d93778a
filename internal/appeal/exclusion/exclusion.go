package exclusion

import (
	"slices"
	"strings"
	"time"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/standard/civil"
)

// Reason is why a case may be left out.
type Reason struct {
	Code  string `json:"code"`
	Label string `json:"label"`
}

// Rules are what a definition of the rates says of single cases.
type Rules struct {
	// Days is until how many days after the month of a case it may be asked for.
	Days    int      `json:"days"`
	Reasons []Reason `json:"reasons"`
}

func (r Rules) label(code string) (string, bool) {
	i := slices.IndexFunc(r.Reasons, func(one Reason) bool { return one.Code == code })
	if i < 0 {
		return "", false
	}
	return r.Reasons[i].Label, true
}

// State is where a request stands.
type State string

// The states.
const (
	Asked     State = "asked"
	Approved  State = "approved"
	Refused   State = "refused"
	Withdrawn State = "withdrawn"
)

// States are all states in the order of their lists.
var States = []State{Asked, Approved, Refused, Withdrawn}

var stateLabels = map[State]string{Asked: "待审核", Approved: "已剔除", Refused: "未同意", Withdrawn: "已撤销"}

// Label returns the state in Chinese.
func (s State) Label() string { return stateLabels[s] }

// step is what is done to a request.
type step string

const (
	approve  step = "approve"
	refuse   step = "refuse"
	withdraw step = "withdraw"
)

// transitions is the table of what can become of a request. What is not in it does
// not exist.
var transitions = map[State]map[step]State{
	Asked:    {approve: Approved, refuse: Refused, withdraw: Withdrawn},
	Approved: {withdraw: Withdrawn},
}

// Exclusion is a request to leave a case out of the rates, and what became of it.
type Exclusion struct {
	ID, Case string
	// Department asks, by AskedBy.
	Department string
	// Reason is a code of the definition, Label its words as they were then.
	Reason, Label string
	Words         string
	AskedBy       string
	AskedAt       time.Time
	State         State
	DecidedBy     string
	DecidedAt     time.Time
	// Note is what was said to the decision.
	Note        string
	WithdrawnBy string
	WithdrawnAt time.Time
}

// Month returns the first day of the month in which a case counts last: of its
// closing, or of its receipt while it is not closed.
func Month(c *appeal.Case) civil.Date {
	at := c.ClosedAt
	if at.IsZero() {
		at = c.ReceivedAt
	}
	d := civil.Of(at.In(civil.Beijing))
	return d.AddDays(1 - d.Day())
}

// until is the last day on which a case of a month may be asked for.
func (r Rules) until(month civil.Date) civil.Date { return month.AddMonths(1).AddDays(r.Days - 1) }

// ask checks a request as a department makes it, and fills in what follows.
func (r Rules) ask(e *Exclusion, month, today civil.Date) error {
	e.Words = strings.TrimSpace(e.Words)
	label, known := r.label(e.Reason)
	var fields []errs.Field
	if !known {
		fields = append(fields, errs.Field{Path: "body.reason", Msg: "请从列表中选择原因"})
	}
	if msg := appeal.CheckWords(e.Words); msg != "" {
		fields = append(fields, errs.Field{Path: "body.words", Msg: msg})
	}
	if len(fields) > 0 {
		return ErrForm.With(fields...)
	}
	if today.After(r.until(month)) {
		return ErrLate
	}
	e.Label, e.State = label, Asked
	return nil
}

// move takes a step of the table, or fails with ErrState.
func (e *Exclusion) move(s step) error {
	to, ok := transitions[e.State][s]
	if !ok {
		return ErrState
	}
	e.State = to
	return nil
}

// decide approves or refuses a request. Neither who asked nor anybody related does:
// of a department that has a part in the case, or of one below it.
func (e *Exclusion) decide(yes bool, by string, related bool, note string, now time.Time) error {
	if e.State != Asked {
		return ErrState
	}
	if by == e.AskedBy || related {
		return ErrSelf
	}
	note = strings.TrimSpace(note)
	if msg := appeal.CheckWords(note); msg != "" {
		return ErrForm.With(errs.Field{Path: "body.words", Msg: msg})
	}
	s := refuse
	if yes {
		s = approve
	}
	e.DecidedBy, e.DecidedAt, e.Note = by, now, note
	return e.move(s)
}

// end takes a request back, or lets the case count again.
func (e *Exclusion) end(by string, words string, now time.Time) error {
	if msg := appeal.CheckWords(strings.TrimSpace(words)); msg != "" {
		return ErrForm.With(errs.Field{Path: "body.words", Msg: msg})
	}
	e.WithdrawnBy, e.WithdrawnAt = by, now
	return e.move(withdraw)
}
