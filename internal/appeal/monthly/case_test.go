package monthly_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/kernel"
)

// of asks which issues a case belongs to.
func (b *bundle) of(who context.Context, id string) (ids []string) {
	b.t.Helper()
	list, err := b.Of(who, id)
	require.NoError(b.t, err)
	for _, one := range list {
		ids = append(ids, one.ID)
	}
	return ids
}

func TestACaseNamesItsIssues(t *testing.T) {
	each(t, func(t *testing.T, b *bundle) {
		before, other := b.received(1, 2)[0], b.received(1, 2, func(c *appeal.Case) { c.Topic = "infra.road.light" })[0]
		one := b.proposed(byHand())
		assert.Equal(t, []string{one.ID}, b.of(b.centre(), before), "it stands on it")
		assert.Empty(t, b.of(b.centre(), other))
		since := b.received(1, 0)[0]
		assert.Empty(t, b.of(b.centre(), since), "nobody works on it yet")
		one = b.begun(one)
		since = b.received(1, 0)[0]
		assert.Equal(t, []string{one.ID}, b.of(b.centre(), since), "of its subject, while somebody works on it")
		assert.Empty(t, b.of(b.centre(), b.received(1, 5)[0]), "of its subject, but from before and not what it stands on")
		_, err := b.Of(b.unit("water"), before)
		require.ErrorIs(t, err, appeal.ErrNotFound, "whoever helps with the issue does not see every case of it")
		_, err = b.Drop(b.centre(), do(one), "已有专项在办")
		require.NoError(t, err)
		assert.Empty(t, b.of(b.centre(), before))
		assert.Empty(t, b.of(b.centre(), since))
	})
}

func TestACaseNamesNoIssueToWhomItsOtherCasesComplainOf(t *testing.T) {
	each(t, func(t *testing.T, b *bundle) {
		about := b.received(1, 2, func(c *appeal.Case) { c.Accused = "tax" })[0]
		beside := b.received(1, 2)[0]
		one := b.proposed(byHand())
		assert.Equal(t, []string{one.ID}, b.of(b.as("wu", "water", kernel.ReachAll), beside))
		for _, unit := range []string{"tax", "hall"} {
			who := b.as("sun", unit, kernel.ReachAll)
			assert.Empty(t, b.of(who, beside), "the issue does not exist for %s", unit)
			_, err := b.Of(who, about)
			require.ErrorIs(t, err, appeal.ErrNotFound)
		}
		_, err := b.Of(b.centre(), kernel.NewID())
		require.ErrorIs(t, err, appeal.ErrNotFound)
		_, err = b.Of(t.Context(), beside)
		require.Error(t, err)
	})
}
