package figure

import (
	"fmt"
	"time"

	"github.com/yikou/yikou/internal/standard/civil"
)

// Month is a month in Beijing.
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

// Add returns the month some months later.
func (m Month) Add(months int) Month { return Month{m.first.AddMonths(months)} }

// begins is when it does, in microseconds since 1970.
func (m Month) begins() int64 { return m.first.Time(civil.Beijing).UnixMicro() }

// Label writes it in Chinese.
func (m Month) Label() string {
	return fmt.Sprintf("%d 年 %d 月", m.first.Year(), int(m.first.Month()))
}

// mostMonths bounds a period. A guess: ten years.
const mostMonths = 120

// Period is a run of months, both inclusive.
type Period struct{ From, Until Month }

// NewPeriod returns the months from one to another, and whether there are any, and
// not too many.
func NewPeriod(from, until Month) (Period, bool) {
	n := Period{from, until}.Months()
	return Period{from, until}, n > 0 && n <= mostMonths
}

// Months is how many there are.
func (p Period) Months() int {
	return (p.Until.first.Year()-p.From.first.Year())*12 + int(p.Until.first.Month()) - int(p.From.first.Month()) + 1
}

// Label writes it in Chinese.
func (p Period) Label() string {
	if p.From == p.Until {
		return p.From.Label()
	}
	return p.From.Label() + "至 " + p.Until.Label()
}

// Before is the period of as many months that ends where this one begins.
func (p Period) Before() Period {
	return Period{From: p.From.Add(-p.Months()), Until: p.From.Add(-1)}
}

// Bounds are when it begins and when what comes after it does, in microseconds since
// 1970.
func (p Period) Bounds() (from, until int64) { return p.From.begins(), p.Until.Add(1).begins() }

// Span is months that one definition counts. From is inclusive, Until is not; both
// are microseconds since 1970.
type Span struct {
	From, Until int64
	Definition  Definition
}

// Spans cuts a period by the definitions in force on the first day of each month. A
// month without a definition is not counted; ok says that at least one is.
func (p Period) Spans(all []Definition) (spans []Span, ok bool) {
	for m := p.From; !p.Until.first.Before(m.first); m = m.Add(1) {
		d, found := InForceOn(all, m.First())
		if !found {
			continue
		}
		if n := len(spans); n > 0 && spans[n-1].Definition.Version == d.Version && spans[n-1].Until == m.begins() {
			spans[n-1].Until = m.Add(1).begins()
		} else {
			spans = append(spans, Span{From: m.begins(), Until: m.Add(1).begins(), Definition: d})
		}
	}
	return spans, len(spans) > 0
}

// has reports whether an instant lies in the span, 0 being none.
func (s Span) has(at int64) bool { return at != 0 && at >= s.From && at < s.Until }
