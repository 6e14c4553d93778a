package number

import (
	"fmt"
	"time"

	"github.com/yikou/yikou/internal/standard/civil"
)

// Day is the day of Beijing in which numbers of a moment count.
func Day(at time.Time) string { return civil.Of(at.In(civil.Beijing)).String() }

// Of is the number of the n-th case of a day: SQ20261122-00017.
func Of(day string, n int64) string {
	return fmt.Sprintf("SQ%s%s%s-%05d", day[:4], day[5:7], day[8:], n)
}
