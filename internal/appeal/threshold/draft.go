package threshold

import (
	"strings"
	"time"
	"unicode/utf8"

	"github.com/yikou/yikou/internal/appeal/reading"
	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/standard/civil"
)

// State is what has become of a draft.
type State string

// The states of a draft. Only a pending one goes on, and each step is the last.
const (
	Pending   State = "pending"
	Approved  State = "approved"
	Refused   State = "refused"
	Withdrawn State = "withdrawn"
)

var stateLabels = map[State]string{Pending: "等待核准", Approved: "已核准", Refused: "已退回", Withdrawn: "已撤回"}

// Label returns the state in Chinese.
func (s State) Label() string { return stateLabels[s] }

// Draft is thresholds that somebody asks for.
type Draft struct {
	ID string
	// Base is the latest edition when they were asked for.
	Base  int64
	State State
	// FromDay is the day on which they are to hold, zero for as soon as they are
	// agreed to.
	FromDay civil.Date
	Limits  map[reading.Field]reading.Limit
	Reason  string
	At      time.Time
	// By asked, Decided agreed or refused.
	ByID, ByName           string
	DecidedAt              time.Time
	DecidedID, DecidedName string
	// Words say why it was refused.
	Words string
	// Edition is what came of it, 0 for nothing.
	Edition int64
	Version int64
}

// furthest is how many days ahead thresholds may be asked for. A guess.
const furthest = 366

// check refuses what makes no sense on the day it is asked for.
func (d *Draft) check(today civil.Date) error {
	d.Reason = strings.TrimSpace(d.Reason)
	if !d.FromDay.IsZero() && (d.FromDay.Before(today) || d.FromDay.After(today.AddDays(furthest))) {
		return ErrForm.With(errs.Field{Path: "body.from", Msg: "生效的日子应在今天到一年之内。"})
	}
	if !d.Limits[reading.Department].Leaves() {
		return ErrForm.With(errs.Field{Path: "body.limits.department", Msg: "派单总由人做，承办部门的建议不能自动采用。"})
	}
	return d.edition(0, time.Time{}, "", "").Validate()
}

// edition is what comes of a draft that somebody agreed to at a moment.
func (d *Draft) edition(version int64, at time.Time, agreedID, agreedName string) reading.Edition {
	e := reading.Edition{
		Version: version, At: at, From: at, Limits: d.Limits, Reason: d.Reason,
		ByID: d.ByID, ByName: d.ByName, AgreedID: agreedID, AgreedName: agreedName,
	}
	if day := d.FromDay; !day.IsZero() && day.Time(civil.Beijing).After(at) {
		e.From = day.Time(civil.Beijing)
	}
	return e
}

// decide ends a draft.
func (d *Draft) decide(to State, at time.Time, id, name string) error {
	if d.State != Pending {
		return ErrDecided
	}
	d.State, d.DecidedAt, d.DecidedID, d.DecidedName = to, at, id, name
	return nil
}

// approve agrees to a draft, which nobody does for his own. Latest is the latest
// edition there is.
func (d *Draft) approve(latest int64, at time.Time, id, name string) (reading.Edition, error) {
	if d.State != Pending {
		return reading.Edition{}, ErrDecided
	}
	if d.ByID == id {
		return reading.Edition{}, ErrSame
	}
	if d.Base != latest {
		return reading.Edition{}, ErrOvertake
	}
	d.Edition = latest + 1
	return d.edition(d.Edition, at, id, name), d.decide(Approved, at, id, name)
}

// refuse sends a draft back with words.
func (d *Draft) refuse(words string, at time.Time, id, name string) error {
	d.Words = strings.TrimSpace(words)
	if n := utf8.RuneCountInString(d.Words); n < 2 || n > reading.LongestReason {
		return ErrWords
	}
	return d.decide(Refused, at, id, name)
}
