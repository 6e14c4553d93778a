package alarm

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/standard/civil"
)

// Kind is what an alarm is about (rules of the three rates, §3).
type Kind string

// The kinds.
const (
	Relabelled Kind = "relabelled"
	LastMinute Kind = "last_minute"
	Uncalled   Kind = "uncalled"
	Moved      Kind = "moved"
)

// Kinds are all kinds in the order they are shown.
var Kinds = []Kind{Relabelled, LastMinute, Uncalled, Moved}

var kindLabels = map[Kind]string{
	Relabelled: "派单后改为咨询或建议", LastMinute: "临期才办结", Uncalled: "没有联系上反映人就办结", Moved: "并单移出统计",
}

// Label returns the kind in Chinese.
func (k Kind) Label() string { return kindLabels[k] }

// State is where an alarm stands.
type State string

// The states.
const (
	Raised    State = "raised"
	Dropped   State = "dropped"
	Opened    State = "opened"
	Answered  State = "answered"
	Explained State = "explained"
	Upheld    State = "upheld"
)

var stateLabels = map[State]string{
	Raised: "待核查", Dropped: "不成立", Opened: "待部门说明", Answered: "已说明，待结论", Explained: "说明成立", Upheld: "认定失真",
}

// Label returns the state in Chinese.
func (s State) Label() string { return stateLabels[s] }

// Act is what somebody does with an alarm.
type Act string

// The acts.
const (
	ActOpen     Act = "open"
	ActDrop     Act = "drop"
	ActAnswer   Act = "answer"
	ActConclude Act = "conclude"
)

// Transition is one row of the table: what is not in it does not exist.
type Transition struct {
	From State
	Act  Act
	To   State
}

// Transitions returns the table of what can happen to an alarm.
func Transitions() []Transition {
	return []Transition{
		{Raised, ActOpen, Opened},
		{Raised, ActDrop, Dropped},
		{Opened, ActAnswer, Answered},
		{Opened, ActConclude, Explained},
		{Opened, ActConclude, Upheld},
		{Answered, ActConclude, Explained},
		{Answered, ActConclude, Upheld},
	}
}

// Known reports whether the department that an alarm is about knows of it.
func (s State) Known() bool { return s != Raised && s != Dropped }

// Definition is what makes an alarm from a day on. Numbers of cases are the fewest
// that make one.
type Definition struct {
	Version int64
	InForce civil.Date
	Source  string
	Rules
}

// Rules are the thresholds of a definition.
type Rules struct {
	// Days is how far back a look goes, Level how unlikely by chance a share has to be,
	// over all departments that are compared.
	Days  int     `json:"days"`
	Level float64 `json:"level"`
	// Relabelled, LastMinute, Uncalled and Moved are the fewest cases of each kind.
	Relabelled int `json:"relabelled"`
	LastMinute int `json:"last_minute"`
	Uncalled   int `json:"uncalled"`
	Moved      int `json:"moved"`
	// LastPercent is which last part of a term is its last minute.
	LastPercent int `json:"last_percent"`
	// MonthEndDays are the last days of a month in which a merge is looked at, Unlike
	// the share of words below which the merged cases are about different things.
	MonthEndDays int     `json:"month_end_days"`
	Unlike       float64 `json:"unlike"`
	// AnswerDays is how long a department has to answer.
	AnswerDays int `json:"answer_days"`
}

// InForceOn returns the definition that counts on a day.
func InForceOn(list []Definition, day civil.Date) (found Definition, ok bool) {
	for _, d := range list {
		if !day.Before(d.InForce) && (!ok || d.Version > found.Version) {
			found, ok = d, true
		}
	}
	return found, ok
}

// Alarm is one alarm.
type Alarm struct {
	ID         string
	Kind       Kind
	Department string
	// Month is that in which it was raised, as 2026-11.
	Month      string
	Definition int64
	State      State
	// Share and Others are in percent, of what the kind compares: this department's
	// share and that of all others; both 0 where it only counts.
	Share, Others int
	RaisedAt      time.Time
	OpenedAt      time.Time
	OpenedBy      string
	AnsweredAt    time.Time
	AnsweredBy    string
	Answer        string
	EndedAt       time.Time
	EndedBy       string
	Verdict       string
	Version       int64
}

func (a *Alarm) move(act Act, to State) error {
	if !slices.Contains(Transitions(), Transition{a.State, act, to}) {
		return ErrState
	}
	a.State = to
	return nil
}

// Bounds of what people write, in characters.
const (
	shortestWords = 5
	longestWords  = 2000
)

func checked(words string) (string, error) {
	words = strings.TrimSpace(words)
	if n := utf8.RuneCountInString(words); n < shortestWords || n > longestWords {
		return "", ErrWords.With(errs.Field{Path: "body.words", Msg: "请用 5 到 2000 字写明"})
	}
	return words, nil
}

// Open shows an alarm to the department that it is about.
func (a *Alarm) Open(by string, at time.Time) error {
	if err := a.move(ActOpen, Opened); err != nil {
		return err
	}
	a.OpenedBy, a.OpenedAt = by, at
	return nil
}

// Drop ends an alarm that the cases do not bear out, saying why.
func (a *Alarm) Drop(by, words string, at time.Time) error {
	words, err := checked(words)
	if err != nil {
		return err
	}
	if err := a.move(ActDrop, Dropped); err != nil {
		return err
	}
	a.EndedBy, a.EndedAt, a.Verdict = by, at, words
	return nil
}

// Explain is the answer of the department (说明).
func (a *Alarm) Explain(by, words string, at time.Time) error {
	words, err := checked(words)
	if err != nil {
		return err
	}
	if err := a.move(ActAnswer, Answered); err != nil {
		return err
	}
	a.AnsweredBy, a.AnsweredAt, a.Answer = by, at, words
	return nil
}

// AnswerBy is until when the department may answer before anybody concludes.
func (a *Alarm) AnswerBy(answerDays int) time.Time {
	return a.OpenedAt.Add(time.Duration(answerDays) * 24 * time.Hour)
}

// Waits reports whether the department may still answer first.
func (a *Alarm) Waits(at time.Time, answerDays int) bool {
	return a.State == Opened && at.Before(a.AnswerBy(answerDays))
}

// Conclude says what an alarm was, once the department has answered or its time to
// answer is over. Whoever answered does not conclude.
func (a *Alarm) Conclude(by string, upheld bool, words string, at time.Time, answerDays int) error {
	words, err := checked(words)
	if err != nil {
		return err
	}
	to := Explained
	if upheld {
		to = Upheld
	}
	if by == a.AnsweredBy {
		return ErrOwn
	}
	if a.Waits(at, answerDays) {
		return ErrEarly
	}
	if err := a.move(ActConclude, to); err != nil {
		return err
	}
	a.EndedBy, a.EndedAt, a.Verdict = by, at, words
	return nil
}
