package figure_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/appeal/figure"
	"github.com/yikou/yikou/internal/appeal/handling"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/deadline/keeping"
	"github.com/yikou/yikou/internal/standard/civil"
)

// A day that is off after all takes back that a department, or who helps it, was late;
// who took a case too late before that stays late.
func TestTheRatesFollowAnAmendedCalendarAndWhatEndedBeforeItStands(t *testing.T) {
	each(t, func(t *testing.T, b *bundle) {
		b.clock.Move(4 * 24 * time.Hour) // Friday 6 March, 9:00
		late, waits := b.receive(), b.receive()
		for _, id := range []string{late, waits} {
			b.accept(id)
			b.dispatched(id, "tax", "water")
		}
		b.clock.Move(5*24*time.Hour + time.Hour) // Wednesday, 10:00: a day too late; who helps has until the end of it
		b.do(late, func(a handling.Ask) error { return b.handling.Take(b.unit("tax"), a) })
		b.clock.Move(24 * time.Hour)
		tally := func(side figure.Side) map[string]figure.Tally {
			table, err := b.Rates(b.leader(), figure.Question{By: figure.ByDepartment, Side: side})
			require.NoError(t, err)
			out := map[string]figure.Tally{}
			for _, r := range table.Rows {
				out[r.Key] = r.Rates[0]
			}
			return out
		}
		assert.Equal(t, figure.Tally{Base: 2}, tally(figure.Lead)["tax"])
		assert.Equal(t, figure.Tally{Base: 2}, tally(figure.Helping)["water"])

		off := func(text string) keeping.DaySetting {
			d, err := civil.Parse(text)
			require.NoError(t, err)
			return keeping.DaySetting{Day: d, Setting: keeping.SetOff, Name: "防汛应急"}
		}
		who := authz.With(t.Context(), kernel.Principal{
			Kind: kernel.StaffPrincipal, ID: "ma", Name: "ma", Session: "s", Grants: map[string]kernel.Reach{string(keeping.PermAmend): kernel.ReachAll},
		})
		days := []keeping.DaySetting{off("2026-03-09"), off("2026-03-10"), off("2026-03-11")}
		_, err := b.keeper.Amend(who, 0, keeping.Amendment{Days: days, Reason: "防汛应急调休", Source: "市政府办公室通知"})
		require.NoError(t, err)
		system := authz.AsSystem(t.Context(), "test")
		require.NoError(t, b.keeper.Follow(system))
		for _, id := range []string{late, waits} {
			require.NoError(t, b.Refresh(system, id))
		}
		assert.Equal(t, figure.Tally{Base: 1}, tally(figure.Lead)["tax"], "one was taken too late, the other has time until the end of today")
		assert.Equal(t, figure.Tally{}, tally(figure.Helping)["water"])
	})
}
