package monthly

import (
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/standard/civil"
)

// State is where an issue stands.
type State string

// The states.
const (
	Proposed State = "proposed"
	Chosen   State = "chosen"
	InHand   State = "in_hand"
	Done     State = "done"
	Dropped  State = "dropped"
)

var stateLabels = map[State]string{Proposed: "待选定", Chosen: "待确认", InHand: "办理中", Done: "已办结", Dropped: "未列入"}

// Label returns the state in Chinese.
func (s State) Label() string { return stateLabels[s] }

// Act is what somebody does with an issue.
type Act string

// The acts. ActMeasure and ActReport move nothing; ActPropose makes an issue.
const (
	ActPropose Act = "propose"
	ActChoose  Act = "choose"
	ActConfirm Act = "confirm"
	ActReturn  Act = "return"
	ActMeasure Act = "measure"
	ActReport  Act = "report"
	ActFinish  Act = "finish"
	ActDrop    Act = "drop"
	ActReopen  Act = "reopen"
)

// Transition is one row of the table: what is not in it does not exist.
type Transition struct {
	From State
	Act  Act
	To   State
}

// Transitions returns the table of what can happen to an issue.
func Transitions() []Transition {
	return []Transition{
		{Proposed, ActChoose, Chosen},
		{Proposed, ActDrop, Dropped},
		{Chosen, ActChoose, Chosen},
		{Chosen, ActConfirm, InHand},
		{Chosen, ActReturn, Proposed},
		{Chosen, ActDrop, Dropped},
		{InHand, ActMeasure, InHand},
		{InHand, ActReport, InHand},
		{InHand, ActFinish, Done},
		{InHand, ActDrop, Dropped},
		{Done, ActReopen, InHand},
		{Dropped, ActReopen, Proposed},
	}
}

// Source is where an issue comes from.
type Source string

// The sources: a topic that rises, a group of cases that are alike, or somebody's own
// knowledge.
const (
	Rising Source = "rising"
	Alike  Source = "alike"
	ByHand Source = "by_hand"
)

var sourceLabels = map[Source]string{Rising: "正在上升的主题", Alike: "内容相近的诉求", ByHand: "人工提出"}

// Label returns the source in Chinese.
func (s Source) Label() string { return sourceLabels[s] }

// Subject is which cases an issue is about: those of a topic of any level with
// everything below it, everywhere or in one place.
type Subject struct{ Topic, Place string }

// Plan is who solves an issue, to what end and until when.
type Plan struct {
	Lead string
	// With are the departments that help.
	With []string
	Goal string
	Due  civil.Date
}

// Issue is one issue of a month.
type Issue struct {
	ID string
	// Month is written as 2026-11.
	Month string
	Title string
	Subject
	Source Source
	State  State
	Plan
	ProposedBy string
	ProposedAt time.Time
	// ChosenBy is who chose it last; neither he nor the proposer confirms it.
	ChosenBy string
	// BegunAt is when it was confirmed first, from when on its effect is measured.
	BegunAt time.Time
	EndedAt time.Time
	Version int64

	Measures []Measure
}

func (i *Issue) move(act Act) error {
	for _, t := range Transitions() {
		if t.From == i.State && t.Act == act {
			i.State = t.To
			return nil
		}
	}
	return ErrState
}

// Bounds of what people write, in characters, and of a plan.
const (
	longestTitle  = 60
	shortestWords = 5
	longestWords  = 500
	mostHelpers   = 10
	monthsAhead   = 12
)

var monthPattern = regexp.MustCompile(`^\d{4}-(0[1-9]|1[0-2])$`)

// words are trimmed words of a field, refused where they are too short or too long.
func words(field, text string) (string, error) {
	text = strings.TrimSpace(text)
	if n := utf8.RuneCountInString(text); n < shortestWords || n > longestWords {
		return "", ErrForm.With(errs.Field{Path: "body." + field, Msg: "请用 5 到 500 字写明"})
	}
	return text, nil
}

// Check returns what is wrong with an issue that somebody puts on the list on a day.
// It trims the title.
func (i *Issue) Check(today civil.Date, topicKnown bool) error {
	var fields []errs.Field
	say := func(path, msg string) { fields = append(fields, errs.Field{Path: "body." + path, Msg: msg}) }
	i.Title = strings.TrimSpace(i.Title)
	if n := utf8.RuneCountInString(i.Title); n < 2 || n > longestTitle {
		say("title", "请用 2 到 60 字写明是什么问题")
	}
	first := today.AddDays(1 - today.Day())
	if !monthPattern.MatchString(i.Month) || i.Month < first.String()[:7] || i.Month > first.AddMonths(monthsAhead).String()[:7] {
		say("month", "请选择本月或者以后 12 个月内的月份")
	}
	if !topicKnown {
		say("topic", "请从列表里选择主题")
	}
	if len(fields) > 0 {
		return ErrForm.With(fields...)
	}
	return nil
}

// Choose says who solves an issue, to what end and until when; open reports whether
// a department exists and may take part.
func (i *Issue) Choose(by string, p Plan, today civil.Date, open func(department string) bool) error {
	var fields []errs.Field
	say := func(path, msg string) { fields = append(fields, errs.Field{Path: "body." + path, Msg: msg}) }
	goal, err := words("goal", p.Goal)
	if err != nil {
		say("goal", "请用 5 到 500 字写明要达到什么")
	}
	p.Goal = goal
	if !open(p.Lead) {
		say("lead", "请从列表里选择牵头部门")
	}
	if p.Due.Before(today) || p.Due.After(today.AddYears(1)) {
		say("due", "请选择今天以后一年以内的日期")
	}
	if len(p.With) > mostHelpers || slices.Contains(p.With, p.Lead) || repeats(p.With) || slices.ContainsFunc(p.With, func(d string) bool { return !open(d) }) {
		say("with", "请从列表里选择最多 10 个配合部门，不含牵头部门")
	}
	if len(fields) > 0 {
		return ErrForm.With(fields...)
	}
	if err := i.move(ActChoose); err != nil {
		return err
	}
	i.Plan, i.ChosenBy = p, by
	return nil
}

func repeats(list []string) bool {
	sorted := slices.Sorted(slices.Values(list))
	return len(slices.Compact(sorted)) != len(list)
}

// Confirm lets the departments begin. Whoever proposed or chose does not confirm.
func (i *Issue) Confirm(by string, at time.Time) error {
	if by == i.ProposedBy || by == i.ChosenBy {
		return ErrOwn
	}
	if err := i.move(ActConfirm); err != nil {
		return err
	}
	if i.BegunAt.IsZero() {
		i.BegunAt = at
	}
	return nil
}

// Return gives a choice back to the centre.
func (i *Issue) Return() error { return i.move(ActReturn) }

// Report notes how far a department has come.
func (i *Issue) Report() error { return i.move(ActReport) }

// Finish ends an issue as solved: something was done and nothing is left open.
func (i *Issue) Finish(at time.Time) error {
	finished := slices.ContainsFunc(i.Measures, func(m Measure) bool { return m.State == MeasureDone })
	if i.State == InHand && (!finished || slices.ContainsFunc(i.Measures, func(m Measure) bool { return m.Open() })) {
		return ErrOpen
	}
	if err := i.move(ActFinish); err != nil {
		return err
	}
	i.EndedAt = at
	return nil
}

// Drop takes an issue off the list.
func (i *Issue) Drop(at time.Time) error {
	if err := i.move(ActDrop); err != nil {
		return err
	}
	i.EndedAt = at
	return nil
}

// Reopen takes up what was done or dropped: the first goes on with its departments,
// the second has to be chosen anew.
func (i *Issue) Reopen() error {
	if err := i.move(ActReopen); err != nil {
		return err
	}
	i.EndedAt = time.Time{}
	return nil
}

// Ended reports whether nobody works on an issue any more.
func (i *Issue) Ended() bool { return i.State == Done || i.State == Dropped }

// Late reports whether an issue should have ended before a day.
func (i *Issue) Late(today civil.Date) bool { return i.State == InHand && i.Due.Before(today) }

// LeastOthers is how many cases have to be left of a topic without those that
// complain of a reader's department: the floor of a rising topic. A guess.
const LeastOthers = 5
