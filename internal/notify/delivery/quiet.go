package delivery

import (
	"time"

	"github.com/yikou/yikou/internal/standard/civil"
)

// minutesOfDay is how many minutes a day has.
const minutesOfDay = 24 * 60

// Quiet is the part of the day in which only security messages are sent. From is
// included, To is not; both are minutes of the day in Beijing. From after To
// spans midnight; equal ones are no quiet hours.
type Quiet struct {
	From int `json:"from"`
	To   int `json:"to"`
}

// DefaultQuiet is 22:00 to 8:00.
var DefaultQuiet = Quiet{From: 22 * 60, To: 8 * 60}

// Valid reports whether both are minutes of a day.
func (q Quiet) Valid() bool {
	return q.From >= 0 && q.From < minutesOfDay && q.To >= 0 && q.To < minutesOfDay
}

// Ends returns when the quiet hours that hold at the instant end; false when none
// hold. China has kept one time without summer time since 1991.
func (q Quiet) Ends(at time.Time) (time.Time, bool) {
	local := at.In(civil.Beijing)
	minute := local.Hour()*60 + local.Minute()
	midnight := time.Date(local.Year(), local.Month(), local.Day(), 0, 0, 0, 0, civil.Beijing)
	end := midnight.Add(time.Duration(q.To) * time.Minute)
	switch {
	case q.From < q.To && minute >= q.From && minute < q.To:
		return end.UTC(), true
	case q.From > q.To && minute >= q.From:
		return end.AddDate(0, 0, 1).UTC(), true
	case q.From > q.To && minute < q.To:
		return end.UTC(), true
	}
	return time.Time{}, false
}
