package deadline

import (
	"fmt"
	"regexp"
	"strconv"
	"time"

	"github.com/yikou/yikou/internal/platform/errs"
)

// Unit is what a budget is counted in.
type Unit string

// The units. Minute and Hour are elapsed running time, the others are counted at
// midnight.
const (
	Minute  Unit = "min"
	Hour    Unit = "h"
	Day     Unit = "d"
	Workday Unit = "wd"
	Month   Unit = "mo"
)

// ErrBudget says that a text or a pair of values is no budget.
var ErrBudget = errs.New(errs.Invalid, "deadline.budget", "时限应写作 30min、12h、7d、5wd 或 1mo")

// Budget is an amount of time in one unit, such as 5 working days.
type Budget struct {
	Amount int
	Unit   Unit
}

var written = regexp.MustCompile(`^([1-9][0-9]{0,6})(min|h|d|wd|mo)$`)

// most bounds an amount by its unit: a hundred years. It is a guess that no term
// of law comes near, and keeps a hostile one from walking for ever.
var most = map[Unit]int{Minute: 52_560_000, Hour: 876_000, Day: 36_500, Workday: 25_000, Month: 1_200}

// ParseBudget reads a budget as it is written in files and commands: 30min, 12h,
// 7d, 5wd, 1mo. Anything else, also zero and more than a hundred years, is
// ErrBudget.
func ParseBudget(s string) (Budget, error) {
	m := written.FindStringSubmatch(s)
	if m == nil {
		return Budget{}, ErrBudget
	}
	n, err := strconv.Atoi(m[1])
	if err != nil {
		return Budget{}, ErrBudget
	}
	b := Budget{Amount: n, Unit: Unit(m[2])}
	return b, b.Validate()
}

// Validate returns ErrBudget unless the amount is at least 1, at most a hundred
// years, and the unit known.
func (b Budget) Validate() error {
	if b.Amount < 1 || b.Amount > most[b.Unit] {
		return ErrBudget
	}
	return nil
}

// String returns the budget as ParseBudget reads it; the zero Budget is empty.
func (b Budget) String() string {
	if b.Unit == "" {
		return ""
	}
	return strconv.Itoa(b.Amount) + string(b.Unit)
}

// Words returns the budget for people: 5 个工作日.
func (b Budget) Words() string { return count(b.Amount, b.Unit) }

// elapsed reports whether the budget is a span of running time.
func (b Budget) elapsed() bool { return b.Unit == Minute || b.Unit == Hour }

// span is the length of a budget in minutes or hours.
func (b Budget) span() time.Duration {
	if b.Unit == Minute {
		return time.Duration(b.Amount) * time.Minute
	}
	return time.Duration(b.Amount) * time.Hour
}

func count(n int, u Unit) string {
	switch u {
	case Minute:
		return fmt.Sprintf("%d 分钟", n)
	case Hour:
		return fmt.Sprintf("%d 小时", n)
	case Day:
		return fmt.Sprintf("%d 天", n)
	case Workday:
		return fmt.Sprintf("%d 个工作日", n)
	case Month:
		return fmt.Sprintf("%d 个月", n)
	}
	return ""
}
