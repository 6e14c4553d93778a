package command

import (
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/deadline"
	"github.com/yikou/yikou/internal/platform/deadline/written"
	"github.com/yikou/yikou/internal/standard/civil"
	"github.com/yikou/yikou/internal/standard/workday"
)

type deadlineCommand struct {
	Start    string   `required:"" help:"开始时间，如 2026-02-13T16:30（北京时间）" placeholder:"T"`
	Budget   string   `required:"" help:"时限：30min 12h 7d 5wd 1mo" placeholder:"B"`
	Event    []string `help:"按时间先后：suspend@T:依据 resume@T extend@T:10wd:依据 stop@T，可重复" placeholder:"E" sep:"none"`
	Calendar string   `default:"cn" help:"cn 为国务院放假安排；也可给出历书文件，其中的年份代替原来的" placeholder:"cn"`
	Now      string   `help:"按哪一时刻计算（默认此刻；不早于最后一件事）" placeholder:"T"`
}

// deadlineRung is one rung as the command prints it.
type deadlineRung struct {
	At   float64 `json:"at"`
	Time string  `json:"time"`
}

// deadlineAnswer is what --json prints.
type deadlineAnswer struct {
	Due      string         `json:"due"`
	Rungs    []deadlineRung `json:"rungs"`
	Consumed string         `json:"consumed"`
	State    deadline.State `json:"state"`
	Rolled   bool           `json:"rolled"`
	Ledger   []string       `json:"ledger"`
}

// Run tells when a term ends. It needs no instance.
func (c deadlineCommand) Run(s *session) error {
	start, err := written.Time(c.Start)
	if err != nil {
		return usageError{fmt.Errorf("--start %w", err)}
	}
	budget, err := deadline.ParseBudget(c.Budget)
	if err != nil {
		return usageError{fmt.Errorf("--budget %s", deadline.ErrBudget.Msg)}
	}
	var entries []deadline.Entry
	for _, text := range c.Event {
		e, err := written.Event(text)
		if err != nil {
			return usageError{fmt.Errorf("--event %s：%w", text, err)}
		}
		entries = append(entries, e)
	}
	now := clock.System().Now()
	if c.Now != "" {
		if now, err = written.Time(c.Now); err != nil {
			return usageError{fmt.Errorf("--now %w", err)}
		}
	}
	cal, err := c.calendar()
	if err != nil {
		return err
	}
	p, err := deadline.Project(start, budget, entries, cal, now)
	if err != nil {
		return err
	}
	return c.print(s, p)
}

func (c deadlineCommand) calendar() (*workday.Calendar, error) {
	if c.Calendar == "cn" {
		return workday.Default(), nil
	}
	text, err := os.ReadFile(c.Calendar)
	if err != nil {
		return nil, unreadable(c.Calendar, err)
	}
	cal, err := workday.Parse(string(text))
	if err != nil {
		return nil, fmt.Errorf("%s 不是历书：%w", c.Calendar, err)
	}
	return workday.Default().With(cal), nil
}

func (c deadlineCommand) print(s *session, p deadline.Projection) error {
	beijing := func(t time.Time) string { return t.In(civil.Beijing).Format(time.RFC3339) }
	answer := deadlineAnswer{Due: beijing(p.Due), Consumed: p.Consumed, State: p.State, Rolled: p.Rolled, Ledger: p.Ledger}
	text := []string{"到期时间：" + deadline.End(p.Due)}
	for _, r := range p.Rungs {
		answer.Rungs = append(answer.Rungs, deadlineRung{At: r.Share, Time: beijing(r.At)})
		text = append(text, fmt.Sprintf("  %3.0f%%：%s", r.Share*100, deadline.End(r.At)))
	}
	text = append(text, "已用："+p.Consumed+"，"+stateWords(p.State), "", strings.Join(p.Ledger, "\n"))
	return s.result(answer, text...)
}

func stateWords(s deadline.State) string {
	switch s {
	case deadline.Suspended:
		return "计时中止中"
	case deadline.Stopped:
		return "计时已停止"
	case deadline.Expired:
		return "已到期"
	case deadline.Resting:
		return "随主件办理"
	case deadline.Running:
	}
	return "计时中"
}
