package reach_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
)

// What a call at the door leaves behind belongs together: the mark, its audit
// entry and, of a visit, the event. Whichever call of the database fails, all of it
// is there or nothing, and doing it again brings it about once.
func TestAVisitThatBreaksOffAnywhereLeavesAllOrNothing(t *testing.T) {
	t.Parallel()
	for _, engine := range []db.Engine{db.SQLite, db.Postgres} {
		t.Run(string(engine), func(t *testing.T) {
			t.Parallel()
			address, faults := dbtest.URL(t, engine), &dbtest.Faults{}
			d, err := db.Open(t.Context(), address, db.Options{Wrap: faults.Wrap})
			require.NoError(t, err)
			t.Cleanup(func() { require.NoError(t, d.Close()) })
			n := toldTown(t, d)
			street := officer(t, "390102001")
			visit := func() error { _, err := n.Visit(street, "m1", "A", "已送到"); return err }
			unvisit := func() error { _, err := n.Unvisit(street, "m1", "A"); return err }
			// State is how many marks, entries and events there are.
			state := func() [3]int {
				t.Helper()
				return [3]int{
					n.count(t, `SELECT count(*) FROM policy_reach_visit WHERE removed_at IS NULL`),
					n.count(t, `SELECT count(*) FROM audit_entry WHERE action IN ('policy.visited', 'policy.visit_removed')`),
					n.count(t, `SELECT count(*) FROM event_log WHERE name = 'policy.visited'`),
				}
			}
			// proved lets each call of do fail; undo takes back what the retry did.
			proved := func(do, undo func() error, marks, events int) {
				t.Helper()
				for k := 1; ; k++ {
					before := state()
					faults.Fail(k)
					err := do()
					failed := faults.Failed()
					faults.Fail(0)
					if failed == "" {
						require.NoError(t, err)
						require.Greater(t, k, 8, "every call was made to fail")
						return
					}
					require.Error(t, err, failed)
					require.Equal(t, before, state(), "after %s", failed)
					require.NoError(t, do(), failed)
					require.Equal(t, [3]int{before[0] + marks, before[1] + 1, before[2] + events}, state(), fmt.Sprintf("again after %s", failed))
					require.NoError(t, undo(), failed)
				}
			}
			proved(visit, unvisit, 1, 1)
			proved(unvisit, visit, -1, 0)
			_, err = n.audit.Verify(t.Context())
			require.NoError(t, err)
		})
	}
}
