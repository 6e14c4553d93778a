package threshold

import (
	"strings"
	"time"
	"unicode/utf8"

	"github.com/yikou/yikou/internal/appeal/draft"
	"github.com/yikou/yikou/internal/appeal/reading"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/standard/civil"
)

// Draft is thresholds that somebody asks for; an edition of package reading comes of
// it.
type Draft struct {
	draft.Draft
	// FromDay is the day on which they are to hold, zero for as soon as they are
	// agreed to.
	FromDay civil.Date
	Limits  map[reading.Field]reading.Limit
}

// refusals are what this package answers to whoever may not decide.
var refusals = draft.Refusals{Decided: ErrDecided, Own: ErrSame, Overtaken: ErrOvertake}

// check refuses what makes no sense on the day it is asked for.
func (d *Draft) check(today civil.Date) error {
	d.Reason = strings.TrimSpace(d.Reason)
	if wrong := draft.CheckDay(d.FromDay, today); len(wrong) > 0 {
		return ErrForm.With(wrong...)
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

// approve agrees to a draft. Latest is the latest edition there is.
func (d *Draft) approve(latest int64, by kernel.Principal, at time.Time) (reading.Edition, error) {
	if err := d.Approve(latest, by, at, refusals); err != nil {
		return reading.Edition{}, err
	}
	return d.edition(d.Edition, at, by.ID, by.Name), nil
}

// refuse sends a draft back with words.
func (d *Draft) refuse(words string, by kernel.Principal, at time.Time) error {
	words = strings.TrimSpace(words)
	if n := utf8.RuneCountInString(words); n < 2 || n > reading.LongestReason {
		return ErrWords
	}
	return d.Refuse(words, by, at, refusals)
}
