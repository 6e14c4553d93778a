package deadline

import (
	"fmt"
	"strings"
	"time"

	"github.com/yikou/yikou/internal/standard/civil"
)

// teller writes the story of a clock, one sentence for each thing that happened.
type teller struct {
	cal   Calendar
	lines []Line
}

func (t *teller) say(at time.Time, format string, args ...any) {
	t.lines = append(t.lines, Line{At: at, Text: fmt.Sprintf(format, args...)})
}

func (t *teller) started(at time.Time, b Budget) {
	if b.elapsed() {
		t.say(at, "%s开始计时，期限 %s，夜间和节假日也计入。", Moment(at), b.Words())
		return
	}
	t.say(at, "%s开始计时，期限 %s，开始的当日不计入（《民法典》第二百零一条）。", Moment(at), b.Words())
}

// entry tells what an entry did; was is the ledger and due the due time before it.
func (t *teller) entry(was, is *ledger, e Entry, due time.Time) {
	head := Moment(e.At)
	if e.By != "" {
		head += "，" + e.By
	}
	why := ""
	if e.Basis != "" {
		why = "，依据：" + strings.TrimRight(e.Basis, "。")
	}
	switch e.Kind {
	case Suspend:
		if !e.Until.IsZero() {
			why += "，预计" + End(e.Until) + "恢复"
		}
		t.say(e.At, "%s中止计时%s。", head, why)
	case Resume:
		t.say(e.At, "%s恢复计时%s，%s。", head, why, t.lost(is, was.suspendedAt, e.At))
	case Extend:
		stages := lay(is.start, is.budgets, is.open(e.At), t.cal)
		t.say(e.At, "%s延长 %s%s，到期时间由%s延至%s。", head, e.Add.Words(), why, End(due), End(stages[len(stages)-1].due))
	case Stop:
		verdict := "，在期限内"
		if e.At.After(due) {
			verdict = "，已超过期限"
		}
		t.say(e.At, "%s完成，停止计时%s%s（到期时间%s）。", head, why, verdict, End(due))
	case Restart:
		t.say(e.At, "%s重新办理，原期限接着计算%s，%s。", head, why, t.lost(is, was.stoppedAt, e.At))
	case Rest:
		t.say(e.At, "%s并入其他办理件，暂停计时%s。", head, why)
	case Wake:
		t.say(e.At, "%s恢复单独办理，继续计时%s，%s。", head, why, t.lost(is, was.restedAt, e.At))
	}
}

// lost says what a pause took out of the term, in the unit that runs.
func (t *teller) lost(l *ledger, from, to time.Time) string {
	unit := l.budgets[len(l.budgets)-1].Unit
	if unit == Minute || unit == Hour {
		if !to.After(from) {
			return "没有少计时间"
		}
		return "其间 " + length(to.Sub(from)) + "不计入期限"
	}
	// The day of the start is not counted anyway; midnight belongs to the day that ends.
	first, last := civil.Of(from.In(civil.Beijing)), civil.Of(to.In(civil.Beijing))
	if start := civil.Of(l.start.In(civil.Beijing)); !start.Before(first) {
		first = start.AddDays(1)
	}
	days := between(first.AddDays(-1), last.AddDays(-1), unit, t.cal)
	if days <= 0 {
		return "没有跨过当日二十四时，期限不变"
	}
	return "其间 " + count(days, dayOf(unit)) + "不计入期限"
}

// ended tells where the clock stands.
func (t *teller) ended(l *ledger, p Projection, now time.Time) {
	stages := lay(l.start, l.budgets, l.open(now), t.cal)
	for _, s := range stages {
		if s.rolled.IsZero() {
			continue
		}
		name := ""
		if special, ok := t.cal.Special(s.rolled); ok {
			name = "（" + special.Name + "）"
		}
		t.say(now, "期限最后一日%s%s是休息日，顺延到%s（《民法典》第二百零三条）。", s.rolled.Chinese(), name, End(s.due))
	}
	if p.Provisional {
		t.say(now, "涉及的年份尚未公布放假安排，暂按周末休息推算，公布后重新计算。")
	}
	switch p.State {
	case Stopped:
	case Suspended:
		t.say(now, "计时中止中；到期时间要等恢复后确定，不早于%s。", End(p.Due))
	case Resting:
		t.say(now, "随主件办理，不单独计时。")
	case Expired:
		t.say(now, "已于%s到期，%s。", End(p.Due), p.Left)
	case Running:
		t.say(now, "到期时间：%s，%s。", End(p.Due), p.Left)
	}
}
