package monthly

import (
	"fmt"
	"math"
	"time"

	"github.com/yikou/yikou/internal/standard/civil"
)

// Over how long the effect of an issue is measured, in weeks. Guesses.
const (
	weeksBefore = 8
	mostAfter   = 26
)

// significant is how unlikely by chance a difference has to be to be called one.
const significant = 0.05

// Week is seven days from a day on, and how many cases came in.
type Week struct {
	From civil.Date
	// Until is its last day, or the last one that is over.
	Until civil.Date
	// After says that it began when people worked on the issue already.
	After bool
	// Whole says that it is over.
	Whole bool
	Cases int64
}

// Span are days, both inclusive; one whose last day lies before its first is empty.
type Span struct{ From, Until civil.Date }

// Effect is how many cases of its subject came in before and after work on an issue
// began, of those that a reader sees.
type Effect struct {
	// Start is the first day that counts as after.
	Start  civil.Date
	Begun  bool
	Weeks  []Week
	Before int64
	// After counts whole weeks only, of which there are WeeksAfter.
	After      int64
	WeeksAfter int
}

// weeksOf are the weeks of an issue, still without cases: those before work began, or
// before today where it did not, and those since.
func weeksOf(begun time.Time, today civil.Date) Effect {
	e := Effect{Start: today, Begun: !begun.IsZero()}
	if e.Begun {
		e.Start = civil.Of(begun.In(civil.Beijing))
	}
	for w := -weeksBefore; w < mostAfter; w++ {
		from := e.Start.AddDays(7 * w)
		if w >= 0 && (!e.Begun || from.After(today)) {
			break
		}
		week := Week{From: from, Until: from.AddDays(6), After: w >= 0, Whole: from.AddDays(6).Before(today)}
		if week.After && week.Until.After(today) {
			week.Until = today
		}
		if week.After && week.Whole {
			e.WeeksAfter++
		}
		e.Weeks = append(e.Weeks, week)
	}
	return e
}

// SpanBefore and SpanAfter are the days of whole weeks on both sides.
func (e Effect) SpanBefore() Span {
	return Span{e.Start.AddDays(-7 * weeksBefore), e.Start.AddDays(-1)}
}

// SpanAfter is that since work began.
func (e Effect) SpanAfter() Span { return Span{e.Start, e.Start.AddDays(7*e.WeeksAfter - 1)} }

// sum adds up what the weeks hold.
func (e *Effect) sum() {
	for _, w := range e.Weeks {
		switch {
		case !w.After:
			e.Before += w.Cases
		case w.Whole:
			e.After += w.Cases
		}
	}
}

// WeeklyBefore and WeeklyAfter are cases a week.
func (e Effect) WeeklyBefore() float64 { return float64(e.Before) / weeksBefore }

// WeeklyAfter is 0 before the first whole week is over.
func (e Effect) WeeklyAfter() float64 { return float64(e.After) / float64(max(e.WeeksAfter, 1)) }

// Chance is how likely it is that cases fall at least so unevenly to the weeks on both
// sides if nothing changed: the binomial test of two Poisson rates given their sum,
// in the direction in which they differ (J. Przyborowski, H. Wilenski, Biometrika 31,
// 1940).
func Chance(before, after int64, weeksBefore, weeksAfter int) float64 {
	n, p := float64(before+after), float64(weeksAfter)/float64(weeksBefore+weeksAfter)
	from, until := 0.0, float64(after)
	if float64(after) > n*p {
		from, until = float64(after), n
	}
	sum := 0.0
	for k := from; k <= until; k++ {
		all, _ := math.Lgamma(n + 1)
		a, _ := math.Lgamma(k + 1)
		b, _ := math.Lgamma(n - k + 1)
		sum += math.Exp(all - a - b + k*math.Log(p) + (n-k)*math.Log1p(-p))
	}
	return min(sum, 1)
}

// Sentence says the effect in words, and where it may be chance, that.
func (e Effect) Sentence() string {
	if !e.Begun {
		return fmt.Sprintf("最近 %d 周共 %d 件，平均每周 %.1f 件。", weeksBefore, e.Before, e.WeeklyBefore())
	}
	was := fmt.Sprintf("开始办理前 %d 周平均每周 %.1f 件", weeksBefore, e.WeeklyBefore())
	if e.WeeksAfter == 0 {
		return was + "；开始办理还不满 1 周，暂不比较。"
	}
	text := fmt.Sprintf("%s，之后 %d 周平均每周 %.1f 件", was, e.WeeksAfter, e.WeeklyAfter())
	difference := e.WeeklyAfter() - e.WeeklyBefore()
	switch {
	case e.Before+e.After == 0 || difference == 0:
		return text + "，没有变化。"
	case e.Before == 0:
		text += "，有所增加"
	case difference < 0:
		text += fmt.Sprintf("，减少 %.0f%%", -100*difference/e.WeeklyBefore())
	default:
		text += fmt.Sprintf("，增加 %.0f%%", 100*difference/e.WeeklyBefore())
	}
	if Chance(e.Before, e.After, weeksBefore, e.WeeksAfter) > significant {
		return text + "；件数不多，也可能只是波动。"
	}
	return text + "。"
}
