package monthly

import (
	"slices"

	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/standard/civil"
)

// MeasureState is where a measure stands.
type MeasureState string

// The states of a measure.
const (
	MeasurePlanned MeasureState = "planned"
	MeasureDoing   MeasureState = "doing"
	MeasureDone    MeasureState = "done"
	MeasureDropped MeasureState = "dropped"
)

var measureLabels = map[MeasureState]string{MeasurePlanned: "未开始", MeasureDoing: "进行中", MeasureDone: "已完成", MeasureDropped: "不再做"}

// Label returns the state in Chinese.
func (s MeasureState) Label() string { return measureLabels[s] }

// MeasureTransitions returns from which state a measure may go to which.
func MeasureTransitions() map[MeasureState][]MeasureState {
	return map[MeasureState][]MeasureState{
		MeasurePlanned: {MeasureDoing, MeasureDone, MeasureDropped},
		MeasureDoing:   {MeasureDone, MeasureDropped},
		MeasureDone:    {MeasureDoing},
	}
}

// Measure is one thing that a department does to solve an issue (措施).
type Measure struct {
	ID         string
	Department string
	Words      string
	Due        civil.Date
	State      MeasureState
	// DoneOn is when it was done, the zero Date before.
	DoneOn civil.Date
}

// Open reports whether a measure is still to be done.
func (m Measure) Open() bool { return m.State == MeasurePlanned || m.State == MeasureDoing }

// Late reports whether a measure should have been done before a day.
func (m Measure) Late(today civil.Date) bool { return m.Open() && m.Due.Before(today) }

// takesPart reports whether a department leads an issue or helps.
func (i *Issue) takesPart(department string) bool {
	return department != "" && (department == i.Lead || slices.Contains(i.With, department))
}

// Add names another measure of a department that takes part, to be done until the
// issue is due at the latest.
func (i *Issue) Add(m Measure, today civil.Date) error {
	text, err := words("words", m.Words)
	if err != nil {
		return err
	}
	if !i.takesPart(m.Department) {
		return ErrForm.With(errs.Field{Path: "body.department", Msg: "请选择牵头或者配合的部门"})
	}
	if m.Due.Before(today) || m.Due.After(i.Due) && !i.Due.Before(today) {
		return ErrForm.With(errs.Field{Path: "body.due", Msg: "请选择今天以后、不晚于完成期限的日期"})
	}
	if err := i.move(ActMeasure); err != nil {
		return err
	}
	m.Words, m.State = text, MeasurePlanned
	i.Measures = append(i.Measures, m)
	return nil
}

// Advance moves one measure on, and returns it as it was. It fails with
// ErrMeasure for one that the issue does not have.
func (i *Issue) Advance(id string, to MeasureState, today civil.Date) (before Measure, err error) {
	at := slices.IndexFunc(i.Measures, func(m Measure) bool { return m.ID == id })
	if at < 0 {
		return before, ErrMeasure
	}
	if err := i.move(ActMeasure); err != nil {
		return before, err
	}
	m := &i.Measures[at]
	if !slices.Contains(MeasureTransitions()[m.State], to) {
		return before, ErrState
	}
	before = *m
	m.State, m.DoneOn = to, civil.Date{}
	if to == MeasureDone {
		m.DoneOn = today
	}
	return before, nil
}
