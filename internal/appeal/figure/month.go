package figure

import (
	"fmt"
	"time"

	"github.com/yikou/yikou/internal/standard/civil"
)

// Month is a month in Beijing, the period of all rates.
type Month struct{ first civil.Date }

// MonthOf returns the month of a time.
func MonthOf(t time.Time) Month {
	d := civil.Of(t.In(civil.Beijing))
	return Month{d.AddDays(1 - d.Day())}
}

// ParseMonth reads a month written as 2026-03.
func ParseMonth(text string) (Month, error) {
	d, err := civil.Parse(text + "-01")
	return Month{d}, err
}

// String writes it so.
func (m Month) String() string { return m.first.String()[:7] }

// First is its first day.
func (m Month) First() civil.Date { return m.first }

// Bounds are when it begins and when the next one does.
func (m Month) Bounds() (from, to time.Time) {
	return m.first.Time(civil.Beijing), m.first.AddMonths(1).Time(civil.Beijing)
}

// Has reports whether a time lies in the month.
func (m Month) Has(t time.Time) bool {
	from, to := m.Bounds()
	return !t.IsZero() && !t.Before(from) && t.Before(to)
}

// Label writes it in Chinese.
func (m Month) Label() string {
	return fmt.Sprintf("%d 年 %d 月", m.first.Year(), int(m.first.Month()))
}
