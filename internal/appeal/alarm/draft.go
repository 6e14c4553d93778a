package alarm

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/yikou/yikou/internal/appeal/draft"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/standard/civil"
)

// Draft is thresholds that somebody asks for; a Definition comes of it.
type Draft struct {
	draft.Draft
	// FromDay is the day from which they are to hold, zero for the day on which they
	// are agreed to.
	FromDay civil.Date
	Rules   Rules
	// Source is on what they rest.
	Source string
}

// refusals are what this package answers to whoever may not decide on a draft.
var refusals = draft.Refusals{Decided: ErrDraftDecided, Own: ErrDraftOwn, Overtaken: ErrDraftOvertaken}

// bound is what a threshold may be; the bounds are guesses that keep out slips of the
// finger.
type bound struct {
	path, label string
	value       float64
	least, most float64
}

func (r Rules) bounds() []bound {
	n := func(i int) float64 { return float64(i) }
	return []bound{
		{"days", "回看的天数", n(r.Days), 7, 366},
		{"level_percent", "巧合的概率（%）", r.LevelPercent(), 0.01, 20},
		{"relabelled", "改为咨询或建议的件数", n(r.Relabelled), 1, 1000},
		{"last_minute", "临期办结的件数", n(r.LastMinute), 1, 1000},
		{"uncalled", "没有联系上就办结的件数", n(r.Uncalled), 1, 1000},
		{"moved", "并单移出统计的件数", n(r.Moved), 1, 1000},
		{"last_percent", "期限的最后百分之几", n(r.LastPercent), 1, 50},
		{"month_end_days", "月末的天数", n(r.MonthEndDays), 0, 15},
		{"unlike_percent", "用词相同的百分之几", n(r.UnlikePercent()), 1, 90},
		{"answer_days", "部门说明的天数", n(r.AnswerDays), 1, 60},
	}
}

// LevelPercent is Level in percent, with two decimals.
func (r Rules) LevelPercent() float64 { return math.Round(r.Level*10000) / 100 }

// UnlikePercent is Unlike in whole percent.
func (r Rules) UnlikePercent() int { return int(math.Round(r.Unlike * 100)) }

// Bounds of what is written about a draft, in characters.
const (
	shortestReason = 2
	longestReason  = 200
)

func said(text, path, what string) (string, []errs.Field) {
	text = strings.TrimSpace(text)
	if n := utf8.RuneCountInString(text); n < shortestReason || n > longestReason {
		return text, []errs.Field{{Path: path, Msg: fmt.Sprintf("请用 2 到 200 字写明%s。", what)}}
	}
	return text, nil
}

// check refuses what makes no sense on the day it is asked for.
func (d *Draft) check(today civil.Date) error {
	var wrong, more []errs.Field
	for _, b := range d.Rules.bounds() {
		if b.value < b.least || b.value > b.most {
			wrong = append(wrong, errs.Field{Path: "body.rules." + b.path, Msg: fmt.Sprintf("%s应在 %g 到 %g 之间。", b.label, b.least, b.most)})
		}
	}
	wrong = append(wrong, draft.CheckDay(d.FromDay, today)...)
	d.Source, more = said(d.Source, "body.source", "依据")
	wrong = append(wrong, more...)
	d.Reason, more = said(d.Reason, "body.reason", "调整的理由")
	if wrong = append(wrong, more...); len(wrong) > 0 {
		return ErrDraftForm.With(wrong...)
	}
	return nil
}

// approve agrees to a draft, and returns the definition that comes of it. Latest is
// the latest definition there is.
func (d *Draft) approve(latest int64, by kernel.Principal, at time.Time) (Definition, error) {
	if err := d.Approve(latest, by, at, refusals); err != nil {
		return Definition{}, err
	}
	since := civil.Of(at.In(civil.Beijing))
	if d.FromDay.After(since) {
		since = d.FromDay
	}
	return Definition{Version: d.Edition, InForce: since, Source: d.Source, Rules: d.Rules}, nil
}

// refuse sends a draft back with words.
func (d *Draft) refuse(words string, by kernel.Principal, at time.Time) error {
	words, wrong := said(words, "body.words", "退回的理由")
	if len(wrong) > 0 {
		return ErrDraftForm.With(wrong...)
	}
	return d.Refuse(words, by, at, refusals)
}

// latest is the definition with the highest version.
func latest(all []Definition) Definition {
	return slices.MaxFunc(all, func(a, b Definition) int { return int(a.Version - b.Version) })
}
