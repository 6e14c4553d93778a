package figure_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/exclusion"
	"github.com/yikou/yikou/internal/appeal/figure"
	"github.com/yikou/yikou/internal/kernel"
)

const because = "管线在地下，要等道路翻修时一起换。"

// left names a case as it stands.
func (b *bundle) left(id string) exclusion.Request {
	b.t.Helper()
	c, err := b.ByID(b.t.Context(), id)
	require.NoError(b.t, err)
	return exclusion.Request{ID: id, Version: c.Version}
}

// can is what somebody may do about leaving a case out.
func (b *bundle) can(who context.Context, id string) []string {
	b.t.Helper()
	f, err := b.out.Open(who, id)
	require.NoError(b.t, err)
	return f.Can
}

// of counts the cases of one row, and those left out of it.
func (b *bundle) of(who context.Context, side figure.Side, department string) (counted, excluded int) {
	b.t.Helper()
	q := figure.Question{By: figure.ByDepartment, Side: side}
	table, err := b.Rates(who, q)
	require.NoError(b.t, err)
	for _, row := range table.Rows {
		if row.Key == department {
			require.Len(b.t, b.numbered(who, figure.Number{Question: q, Key: department, Part: figure.Counted}), row.Cases)
			require.Len(b.t, b.numbered(who, figure.Number{Question: q, Key: department, Part: figure.Excluded}), row.Excluded)
			return row.Cases, row.Excluded
		}
	}
	return 0, 0
}

func TestACaseIsLeftOutWhenItsDepartmentAsksAndAnotherPersonOfAnotherDepartmentApproves(t *testing.T) {
	each(t, func(t *testing.T, b *bundle) {
		for range 2 {
			id := b.receive()
			b.answered(id, "tax", appeal.Partly, "water")
			b.called(id, appeal.Partly, 3)
		}
		id := b.numbered(b.leader(), figure.Number{Question: figure.Question{By: figure.ByKind}, Whole: true, Part: figure.Counted})[0]
		counted, excluded := b.of(b.leader(), figure.Lead, "tax")
		assert.Equal(t, []int{2, 0}, []int{counted, excluded})
		assert.Equal(t, []string{"ask"}, b.can(b.unit("tax"), id))
		assert.Equal(t, []string{"ask"}, b.can(b.unit("water"), id), "both sides of a whistle are scored, both may ask")

		require.ErrorIs(t, b.out.Ask(b.unit("tax"), b.left(id), "no_reason", because), exclusion.ErrForm)
		require.ErrorIs(t, b.out.Ask(b.unit("tax"), b.left(id), "conditions", "难办"), exclusion.ErrForm)
		require.ErrorIs(t, b.out.Ask(b.unit("tax-hall"), b.left(id), "conditions", because), appeal.ErrNotFound, "it has no part in the case")
		require.ErrorIs(t, b.out.Ask(b.centre(), b.left(id), "conditions", because), exclusion.ErrPart)
		require.NoError(t, b.out.Ask(b.unit("tax"), b.left(id), "conditions", because))
		require.ErrorIs(t, b.out.Ask(b.unit("water"), b.left(id), "conditions", because), exclusion.ErrLive)
		var stored string
		require.NoError(t, b.DB.QueryRow(t.Context(), `SELECT words_sealed FROM appeal_exclusion WHERE case_id = ?`, id).Scan(&stored))
		assert.NotContains(t, stored, "管线", "what people write may name persons")

		assert.Equal(t, []string{"withdraw"}, b.can(b.unit("tax"), id))
		assert.Empty(t, b.can(b.unit("water"), id))
		require.ErrorIs(t, b.out.Decide(b.unit("tax"), b.left(id), true, because), exclusion.ErrSelf)
		require.ErrorIs(t, b.out.Decide(b.as("colleague", "tax", kernel.ReachAll), b.left(id), true, because), exclusion.ErrSelf, "nobody of the department decides")
		require.ErrorIs(t, b.out.Decide(b.as("below", "tax-hall", kernel.ReachAll), b.left(id), true, because), exclusion.ErrSelf)
		require.ErrorIs(t, b.out.Decide(b.as("helper", "water", kernel.ReachAll), b.left(id), true, because), exclusion.ErrSelf, "it is scored too")
		assert.Equal(t, []string{"decide"}, b.can(b.leader(), id))
		require.ErrorIs(t, b.out.Withdraw(b.unit("water"), b.left(id), because), exclusion.ErrPart, "the request is another department's")
		require.ErrorIs(t, b.out.Withdraw(b.leader(), b.left(id), because), exclusion.ErrPart, "who decides does not take a request back")
		require.ErrorIs(t, b.out.Decide(b.leader(), b.left(id), true, "同意"), exclusion.ErrForm, "a verdict without a word")

		require.NoError(t, b.out.Decide(b.leader(), b.left(id), false, "翻修已经排进今年的计划。"))
		require.ErrorIs(t, b.out.Decide(b.leader(), b.left(id), true, because), exclusion.ErrState)
		counted, excluded = b.of(b.leader(), figure.Lead, "tax")
		assert.Equal(t, []int{2, 0}, []int{counted, excluded})

		stale := b.left(id)
		require.NoError(t, b.out.Ask(b.unit("tax"), b.left(id), "conditions", because), "a refused one may be asked for again")
		require.ErrorIs(t, b.out.Decide(b.leader(), stale, true, because), appeal.ErrStale)
		require.NoError(t, b.out.Decide(b.leader(), b.left(id), true, "情况属实，同意剔除。"))
		counted, excluded = b.of(b.leader(), figure.Lead, "tax")
		assert.Equal(t, []int{1, 1}, []int{counted, excluded})
		counted, excluded = b.of(b.leader(), figure.Helping, "water")
		assert.Equal(t, []int{1, 1}, []int{counted, excluded})
		assert.Equal(t, []string{"withdraw"}, b.can(b.leader(), id))

		require.ErrorIs(t, b.out.Withdraw(b.as("helper", "water", kernel.ReachAll), b.left(id), because), exclusion.ErrPart, "nobody whose rates it moves")
		require.ErrorIs(t, b.out.Withdraw(b.leader(), b.left(id), "撤销"), exclusion.ErrForm)

		entries, err := b.Entries(t.Context(), id, false)
		require.NoError(t, err)
		said := []string{}
		for _, e := range entries[len(entries)-4:] {
			said = append(said, e.Sentence(func(string) string { return "" }))
			assert.False(t, e.Shown, "the reporter has nothing to do with it")
		}
		assert.Equal(t, []string{"申请不计入三率，等待另一人审核", "不计入三率的申请没有获得同意", "申请不计入三率，等待另一人审核", "经审核，不计入三率"}, said)

		require.NoError(t, b.out.Withdraw(b.leader(), b.left(id), "现场复查后发现可以解决。"))
		counted, excluded = b.of(b.leader(), figure.Lead, "tax")
		assert.Equal(t, []int{2, 0}, []int{counted, excluded}, "what is withdrawn counts again")
		require.ErrorIs(t, b.out.Withdraw(b.leader(), b.left(id), because), exclusion.ErrState)
	})
}

func TestLeavingACaseOutMayBeAskedForUntilSomeDaysAfterItsMonth(t *testing.T) {
	each(t, func(t *testing.T, b *bundle) {
		id := b.receive()
		b.led(id, "tax") // received on 2 March: until the end of 10 April
		b.clock.Move(time.Date(2026, 4, 10, 15, 59, 0, 0, time.UTC).Sub(b.clock.Now()))
		assert.Equal(t, []string{"ask"}, b.can(b.unit("tax"), id))
		b.clock.Move(time.Minute)
		assert.Empty(t, b.can(b.unit("tax"), id))
		require.ErrorIs(t, b.out.Ask(b.unit("tax"), b.left(id), "conditions", because), exclusion.ErrLate)
	})
}

func TestTheListOfRequestsIsWhatSomebodySeesOfThem(t *testing.T) {
	each(t, func(t *testing.T, b *bundle) {
		var ids []string
		for range 3 {
			id := b.receive()
			b.led(id, "water")
			require.NoError(t, b.out.Ask(b.unit("water"), b.left(id), "conditions", because))
			ids = append(ids, id)
		}
		secret := b.receive(func(c *appeal.Case) { c.Accused = "tax" })
		b.led(secret, "water", "centre")
		require.NoError(t, b.out.Ask(b.unit("water"), b.left(secret), "conditions", because))
		listed := func(who context.Context) (out []string) {
			page := kernel.Page{Limit: 2}
			for {
				found, names, err := b.out.List(who, appeal.PermRead, exclusion.Asked, page)
				require.NoError(t, err)
				for _, one := range found.Items {
					assert.Equal(t, because, one.Words)
					assert.Equal(t, "name of staff-water", names.People[one.AskedBy])
					out = append(out, one.Case.ID)
				}
				if page.After = found.Next; page.After == "" {
					require.EqualValues(t, len(out), found.Total)
					return out
				}
			}
		}
		assert.Equal(t, []string{secret, ids[2], ids[1], ids[0]}, listed(b.leader()))
		assert.Equal(t, []string{secret, ids[2], ids[1], ids[0]}, listed(b.unit("water")))
		assert.Empty(t, listed(b.unit("tax")), "it has no part in them, and one complains of it")
		assert.Equal(t, []string{ids[2], ids[1], ids[0]}, listed(b.as("auditor", "tax", kernel.ReachAll)), "nobody of the unit complained of learns of it")
		_, err := b.out.Open(b.as("auditor", "tax", kernel.ReachAll), secret)
		require.ErrorIs(t, err, appeal.ErrNotFound)
	})
}
