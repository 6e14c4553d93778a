package app_test

import (
	"context"
	"fmt"
	"hash/fnv"
	"maps"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
)

// bookkeeping are tables that a call may change although it failed: how often
// somebody tried to come in, and which programs live.
var bookkeeping = []string{"account_attempt", "job_node", "job_periodic", "river_leader", "river_queue", "river_client"}

// watched knows what the tables of a database hold. Triggers write the name of each
// table that is written down beside what is written, and lose it with that.
type watched struct {
	t    *testing.T
	db   *db.DB
	last map[string]string
}

// watch watches every table but those of bookkeeping.
func watch(t *testing.T, d *db.DB) *watched {
	t.Helper()
	w := &watched{t: t, db: d, last: map[string]string{}}
	query := `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`
	if d.Engine() == db.Postgres {
		query = `SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename`
	}
	names := w.names(query)
	w.do(`CREATE TABLE proof_written (name text NOT NULL)`)
	if d.Engine() == db.Postgres {
		w.do(`CREATE FUNCTION proof_note() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN INSERT INTO proof_written VALUES (TG_TABLE_NAME); RETURN NULL; END'`)
	}
	for _, name := range names {
		if slices.Contains(bookkeeping, name) {
			continue
		}
		w.last[name] = w.sum(name)
		if d.Engine() == db.Postgres {
			w.do(fmt.Sprintf(`CREATE TRIGGER proof_note AFTER INSERT OR UPDATE OR DELETE ON %q EXECUTE FUNCTION proof_note()`, name))
			continue
		}
		for _, verb := range []string{"INSERT", "UPDATE", "DELETE"} {
			w.do(fmt.Sprintf(`CREATE TRIGGER proof_%s_%s AFTER %s ON %q BEGIN INSERT INTO proof_written VALUES ('%s'); END`, verb, name, verb, name, name))
		}
	}
	return w
}

// sums returns what each table holds, as a sum: equal sums, equal rows.
func (w *watched) sums() map[string]string {
	w.t.Helper()
	if written := w.names(`SELECT DISTINCT name FROM proof_written`); len(written) > 0 {
		w.do(`DELETE FROM proof_written`)
		for _, name := range written {
			w.last[name] = w.sum(name)
		}
	}
	return maps.Clone(w.last)
}

func (w *watched) sum(table string) string {
	w.t.Helper()
	rows, err := w.db.Query(w.t.Context(), fmt.Sprintf(`SELECT * FROM %q`, table))
	require.NoError(w.t, err)
	defer func() { require.NoError(w.t, rows.Close()) }()
	columns, err := rows.Columns()
	require.NoError(w.t, err)
	values, places := make([]any, len(columns)), make([]any, len(columns))
	for n := range values {
		places[n] = &values[n]
	}
	count, sum := 0, uint64(0)
	for rows.Next() {
		require.NoError(w.t, rows.Scan(places...))
		h := fnv.New64a()
		_, _ = fmt.Fprint(h, values...)
		count, sum = count+1, sum+h.Sum64()
	}
	require.NoError(w.t, rows.Err())
	return fmt.Sprint(count, " ", sum)
}

func (w *watched) names(query string) []string {
	w.t.Helper()
	rows, err := w.db.Query(w.t.Context(), query)
	require.NoError(w.t, err)
	defer func() { require.NoError(w.t, rows.Close()) }()
	var names []string
	for rows.Next() {
		var name string
		require.NoError(w.t, rows.Scan(&name))
		names = append(names, name)
	}
	require.NoError(w.t, rows.Err())
	return names
}

func (w *watched) do(statement string) {
	w.t.Helper()
	_, err := w.db.Exec(w.t.Context(), statement)
	require.NoError(w.t, err)
}

func TestWatchedTablesTellWhatWasCommittedAndNothingElse(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := watch(t, d)
		before := w.sums()
		require.Greater(t, len(before), 100)
		write := func(end error) error {
			return d.InTx(t.Context(), func(ctx context.Context) error {
				if _, err := d.Exec(ctx, `DELETE FROM account_role_lock`); err != nil {
					return err
				}
				return end
			})
		}
		require.ErrorIs(t, write(dbtest.ErrFault), dbtest.ErrFault)
		require.Equal(t, before, w.sums(), "undone")
		require.NoError(t, write(nil))
		after := w.sums()
		require.NotEqual(t, before["account_role_lock"], after["account_role_lock"])
		before["account_role_lock"] = after["account_role_lock"]
		require.Equal(t, before, after)
	})
}
