package handling_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/handling"
	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/deadline"
)

// Two people act on one case at the same moment: the second one looked at the time before
// the first one wrote, and comes to the clocks after him.
func TestAnActThatWaitedForAnotherOneIsNotRefusedForTheOrderOfItsClocks(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, b *bundle) {
		c := b.inHand("parks")
		until := handling.Suspension{Basis: "material", Notice: "请补充路灯的编号照片"}
		require.NoError(t, until.Until.UnmarshalText([]byte("2026-03-04")))
		b.Clock = clock.NewFixed(b.clock.Now().Add(-time.Millisecond))
		b.clock.Move(time.Second)
		b.do(c.ID, func(a handling.Ask) error { return b.Suspend(b.leader(), a, until) })
		b.do(c.ID, func(a handling.Ask) error { return b.Resume(b.leader(), a, "材料已经补齐") })
		assert.Equal(t, deadline.Running, b.clockOf(c.ID, appeal.ClockPromise).State)
	})
}
