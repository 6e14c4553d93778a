package keeping

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/yikou/yikou/internal/platform/deadline"
)

// move is what one amendment of the calendar did to a clock.
type move struct {
	edition  int64
	old, due time.Time
	at       time.Time
}

// tell returns the story of a clock with what amendments of the calendar did to it.
func tell(c Clock, moves []move, a almanac) []deadline.Line {
	// Moves stand first, so that what the clock comes to stays the last line.
	lines := make([]deadline.Line, 0, len(moves)+len(c.lines))
	for _, m := range moves {
		reason := ""
		if m.edition < int64(len(a)) {
			reason = "（" + strings.TrimRight(a[m.edition].reason, "。") + "）"
		}
		lines = append(lines, deadline.Line{At: m.at, Text: fmt.Sprintf("%s历书修订%s，到期时间由%s调整为%s。",
			deadline.Moment(m.at), reason, deadline.End(m.old), deadline.End(m.due))})
	}
	lines = append(lines, c.lines...)
	slices.SortStableFunc(lines, func(a, b deadline.Line) int { return a.At.Compare(b.At) })
	return lines
}
