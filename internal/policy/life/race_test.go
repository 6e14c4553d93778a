package life_test

import (
	"errors"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/policy/definition"
	"github.com/yikou/yikou/internal/policy/life"
)

// race lets several act at once and returns what each was told.
func race(t *testing.T, actions ...func() error) []error {
	t.Helper()
	told := make([]error, len(actions))
	var group sync.WaitGroup
	for i, do := range actions {
		group.Go(func() { told[i] = do() })
	}
	group.Wait()
	return told
}

func TestOfTwoWhoActAtOnceOneWinsAndTheOtherIsTold(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		second := person(t, "zhou", "policy.review")
		for range 4 {
			id := b.submitted(t)
			told := race(t,
				func() error { return b.Publish(reviewer(t), id, life.AnyRevision, on(t, "")) },
				func() error { return b.Publish(second, id, life.AnyRevision, on(t, "")) })
			requireOne(t, told, definition.ErrTransition)
			require.Equal(t, []definition.State{published}, b.states(t, id))

			// An author takes it back to go on writing while a reviewer publishes.
			b.next(t, id)
			open, err := b.Draft(editor(t), id)
			require.NoError(t, err)
			told = race(t,
				func() error { return b.Publish(reviewer(t), id, open.Version.Revision, on(t, "")) },
				func() error { _, err := b.TakeBack(editor(t), id); return err })
			requireOne(t, told, definition.ErrTransition, life.ErrChanged)

			// Two editors save what both have opened.
			other := b.drafted(t)
			seen, err := b.Draft(editor(t), other)
			require.NoError(t, err)
			told = race(t,
				func() error {
					_, err := b.Save(editor(t), other, seen.Version.Revision, []byte(measure(other, part{"title", `"甲"`})))
					return err
				},
				func() error {
					_, err := b.Save(both(t), other, seen.Version.Revision, []byte(measure(other, part{"title", `"乙"`})))
					return err
				})
			requireOne(t, told, definition.ErrStale)

			// One saves while another submits what he saw.
			seen, err = b.Draft(editor(t), other)
			require.NoError(t, err)
			told = race(t,
				func() error {
					_, err := b.Save(editor(t), other, seen.Version.Revision, []byte(measure(other)))
					return err
				},
				func() error { _, err := b.Submit(both(t), other, seen.Version.Revision); return err })
			requireOne(t, told, definition.ErrStale)
		}
	})
}

func requireOne(t *testing.T, told []error, refusals ...error) {
	t.Helper()
	won := 0
	for _, err := range told {
		if err == nil {
			won++
			continue
		}
		refused := false
		for _, r := range refusals {
			refused = refused || errors.Is(err, r)
		}
		require.True(t, refused, "%v", err)
		require.Contains(t, []errs.Kind{errs.Conflict, errs.Stale}, errs.KindOf(err))
	}
	require.Equal(t, 1, won, "%v", told)
}
