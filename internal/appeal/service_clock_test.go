package appeal_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/platform/deadline"
	"github.com/yikou/yikou/internal/platform/deadline/keeping"
)

func TestTheDeadlineOfACaseIsTheEarliestOfItsOwnTermsThatGoOn(t *testing.T) {
	t.Parallel()
	day := func(n int) time.Time { return time.Date(2026, 3, n, 16, 0, 0, 0, time.UTC) }
	clocks := []keeping.Clock{
		{Name: appeal.ClockResponse, Due: day(1), State: deadline.Stopped},
		{Name: appeal.ClockCoHandler, Holder: "part", Due: day(2), State: deadline.Running},
		{Name: appeal.ClockReopen, Due: day(3), State: deadline.Running},
		{Name: appeal.ClockStatutory, Due: day(7), State: deadline.Running},
		{Name: appeal.ClockPromise, Due: day(5), State: deadline.Expired},
	}
	assert.Equal(t, appeal.ClockPromise, appeal.Nearest(clocks).Name, "an expired term is still the one that people see")
	assert.Equal(t, appeal.ClockStatutory, appeal.Nearest(clocks[:4]).Name, "what is done, a part's and the window to reopen are not terms of the case")
	assert.Zero(t, appeal.Nearest(clocks[:3]).Due)
}
