package definition

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/draft"
	"github.com/yikou/yikou/internal/appeal/exclusion"
	"github.com/yikou/yikou/internal/appeal/figure"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/errs"
)

// Draft is a definition that somebody wants from a month on.
type Draft struct {
	draft.Draft
	// Definition has no number before it is approved.
	Definition figure.Definition
}

// refusals are what this package answers to whoever may not decide.
var refusals = draft.Refusals{Decided: ErrDecided, Own: ErrSame, Overtaken: ErrOvertake}

// Kinds are the kinds of cases that a rule may name, Closings the closings that it may
// leave out.
var (
	Kinds    = []appeal.Kind{appeal.Consult, appeal.Suggest, appeal.Complain, appeal.Help, appeal.Report}
	Closings = []appeal.Closing{
		appeal.Solved, appeal.Partly, appeal.Explained, appeal.BeyondLaw, appeal.NotAccepted, appeal.Withdrawn, appeal.MergedAway,
	}
)

// Bounds of a definition: how many months ahead, days after a month, reasons, and
// characters. Guesses.
const (
	monthsAhead  = 12
	mostDays     = 60
	mostReasons  = 20
	shortest     = 5
	longest      = 200
	longestLabel = 60
)

// length reports whether a text has so many characters.
func length(text string, least, most int) bool {
	n := utf8.RuneCountInString(text)
	return n >= least && n <= most
}

// Check returns what is wrong with a draft after latest, in the month that runs. It
// trims what was typed.
func (d *Draft) Check(latest figure.Definition, running figure.Month) error {
	var fields []errs.Field
	say := func(path, msg string) { fields = append(fields, errs.Field{Path: "body." + path, Msg: msg}) }
	wanted := &d.Definition
	d.Reason, wanted.Source = strings.TrimSpace(d.Reason), strings.TrimSpace(wanted.Source)
	if wanted.InForce.Before(running.Add(1).First()) || wanted.InForce.After(running.Add(monthsAhead).First()) {
		say("month", "请选择下个月起一年以内的月份")
	} else if wanted.InForce.Before(latest.InForce) {
		say("month", "不能早于现有最新一版适用的月份")
	}
	if !length(d.Reason, shortest, longest) {
		say("reason", "请用 5 到 200 字写明为什么要改")
	}
	if !length(wanted.Source, shortest, longest) {
		say("source", "请用 5 到 200 字写明依据")
	}
	d.checkRules(say)
	d.checkReasons(say)
	if len(fields) == 0 && len(Differences(latest, *wanted)) == 0 {
		say("rules", "和现在的口径一样，没有要调整的")
	}
	if len(fields) > 0 {
		return ErrForm.With(fields...)
	}
	return nil
}

func (d *Draft) checkRules(say func(path, msg string)) {
	for _, rate := range figure.Rates {
		r := d.Definition.Rules[rate]
		if strange(r.Kinds, Kinds) || strange(r.Without, Closings) || len(r.Without) == len(Closings) {
			say("rules", rate.Label()+"：请从列表里选择计入的类型和不计的办结情形")
			return
		}
		if rate == figure.Satisfaction && (r.LeastGrade < 3 || r.LeastGrade > 5) || rate != figure.Satisfaction && r.LeastGrade != 0 {
			say("rules", "满意率从“基本满意”“满意”或者“非常满意”起算")
			return
		}
	}
	if !d.Definition.Valid() {
		say("rules", "三个率的权重加起来应当是 100%")
	}
}

// strange reports whether a list names something twice, or that there is not.
func strange[T comparable](list, known []T) bool {
	for i, one := range list {
		if !slices.Contains(known, one) || slices.Contains(list[:i], one) {
			return true
		}
	}
	return false
}

func (d *Draft) checkReasons(say func(path, msg string)) {
	e := d.Definition.Exclusions
	if e.Days < 0 || e.Days > mostDays {
		say("days", "请填 0 到 60 天")
	}
	labels := make([]string, len(e.Reasons))
	for i, r := range e.Reasons {
		if labels[i] = r.Label; !length(r.Label, 2, longestLabel) || slices.Contains(labels[:i], r.Label) {
			say("reasons", "每条剔除原因 2 到 60 字，不能重复")
			return
		}
	}
	if len(labels) == 0 || len(labels) > mostReasons {
		say("reasons", "请写 1 到 20 条剔除原因")
	}
}

// Reasons turns labels into reasons: those that the latest version has keep their
// code, new ones get one of their own.
func Reasons(labels []string, latest figure.Definition) (list []exclusion.Reason) {
	for i, label := range labels {
		label = strings.TrimSpace(label)
		at := slices.IndexFunc(latest.Exclusions.Reasons, func(r exclusion.Reason) bool { return r.Label == label })
		code := fmt.Sprintf("v%d_%d", latest.Version+1, i+1)
		if at >= 0 {
			code = latest.Exclusions.Reasons[at].Code
		}
		list = append(list, exclusion.Reason{Code: code, Label: label})
	}
	return list
}

// approve makes the next version of a draft. Latest is the number of the latest
// version, running the month that runs.
func (d *Draft) approve(latest int, running figure.Month, by kernel.Principal, at time.Time) error {
	next := d.Draft
	if err := next.Approve(int64(latest), by, at, refusals); err != nil {
		return err
	}
	if !d.Definition.InForce.After(running.First()) {
		return ErrBegun
	}
	d.Draft, d.Definition.Version = next, int(next.Edition)
	return nil
}

// refuse sends a draft back with words.
func (d *Draft) refuse(words string, by kernel.Principal, at time.Time) error {
	words = strings.TrimSpace(words)
	if !length(words, shortest, longest) {
		return ErrForm.With(errs.Field{Path: "body.words", Msg: "请用 5 到 200 字写明退回的理由"})
	}
	return d.Refuse(words, by, at, refusals)
}
