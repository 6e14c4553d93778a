package appeal_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/db"
)

// It is Monday, 9:00, and Tuesday is a working day.
func TestATermLiesInTheTrayOfItsLastInstant(t *testing.T) {
	t.Parallel()
	onBothEngines(t, func(t *testing.T, d *db.DB) {
		one, _, fixed := nodes(t, d)
		who, now := person(t, "zhao", "d4", "", kernel.ReachAll), fixed.Now()
		midnight, tomorrow := now.Add(15*time.Hour), now.Add(24*time.Hour) // a term ends at 24:00 of its last day
		for _, c := range []struct {
			due, risk time.Time
			trays     []appeal.Box
		}{
			{due: now.Add(-time.Microsecond), trays: []appeal.Box{appeal.BoxLate}},
			{due: now, trays: []appeal.Box{appeal.BoxToday, appeal.BoxRisk}},
			{due: midnight, trays: []appeal.Box{appeal.BoxToday, appeal.BoxRisk}},
			{due: midnight.Add(time.Microsecond), trays: []appeal.Box{appeal.BoxRisk}},
			{due: tomorrow, trays: []appeal.Box{appeal.BoxRisk}},
			{due: tomorrow.Add(time.Microsecond)},
			{due: tomorrow.Add(time.Hour), risk: now, trays: []appeal.Box{appeal.BoxRisk}},
			{due: tomorrow.Add(time.Hour), risk: now.Add(time.Microsecond)},
			{},
		} {
			id := kernel.NewID()
			require.NoError(t, d.InTx(t.Context(), func(ctx context.Context) error {
				return one.Insert(ctx, &appeal.Case{
					ID: id, Number: "SQ-" + id, Version: 1, State: appeal.InHand, Kind: appeal.Help, Urgency: appeal.Normal, Channel: appeal.ByPortal,
					ReceivedAt: now, DueAt: c.due, RiskAt: c.risk,
				})
			}))
			in := func(ctx context.Context) (trays []appeal.Box) {
				for _, box := range []appeal.Box{appeal.BoxToday, appeal.BoxRisk, appeal.BoxLate} {
					if found := pages(t, ctx, one, box, appeal.Filter{}); len(found) > 0 && found[0] == id {
						trays = append(trays, box)
					}
				}
				return trays
			}
			require.Equal(t, c.trays, in(who), "%v", c)
			require.NoError(t, d.InTx(who, func(ctx context.Context) error { // asked in SQL
				require.Equal(t, c.trays, in(ctx), "%v", c)
				return nil
			}))
		}
	})
}
