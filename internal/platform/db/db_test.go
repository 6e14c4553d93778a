package db_test

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
)

const schema = `CREATE TABLE trap_row (
    id text NOT NULL,
    code text NOT NULL,
    n bigint NOT NULL,
    at timestamptz,
    CONSTRAINT trap_row_pkey PRIMARY KEY (id),
    CONSTRAINT trap_row_code_n_key UNIQUE (code, n),
    CONSTRAINT trap_row_n_natural CHECK (n >= 0)
)`

func setup(t *testing.T, d *db.DB) context.Context {
	t.Helper()
	_, err := d.Exec(t.Context(), schema)
	require.NoError(t, err)
	return t.Context()
}

func insert(ctx context.Context, d *db.DB, id, code string, n int) error {
	_, err := d.Exec(ctx, `INSERT INTO trap_row (id, code, n) VALUES (?, ?, ?)`, id, code, n)
	return err
}

func TestConcurrentReadThenWriteTransactionsAllSucceed(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		ctx := setup(t, d)
		require.NoError(t, insert(ctx, d, "counter", "c", 0))
		const workers, rounds = 8, 25
		var group sync.WaitGroup
		failures := make(chan error, workers*rounds)
		for range workers {
			group.Go(func() {
				for range rounds {
					failures <- d.InTx(ctx, func(ctx context.Context) error {
						var n int
						if err := d.QueryRow(ctx, `SELECT n FROM trap_row WHERE id = ?`, "counter").Scan(&n); err != nil {
							return err
						}
						_, err := d.Exec(ctx, `UPDATE trap_row SET n = n + 1 WHERE id = ?`, "counter")
						return err
					})
				}
			})
		}
		group.Wait()
		close(failures)
		for err := range failures {
			require.NoError(t, err)
		}
		var n int
		require.NoError(t, d.QueryRow(ctx, `SELECT n FROM trap_row WHERE id = ?`, "counter").Scan(&n))
		require.Equal(t, workers*rounds, n)
	})
}

func TestInstantsComeBackAsTheyWentIn(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		ctx := setup(t, d)
		early := time.Date(2026, 2, 28, 23, 59, 59, 999_999_000, time.UTC)
		late := early.Add(time.Microsecond).In(time.FixedZone("Asia/Shanghai", 8*3600))
		for id, at := range map[string]time.Time{"early": early, "late": late, "never": {}} {
			_, err := d.Exec(ctx, `INSERT INTO trap_row (id, code, n, at) VALUES (?, ?, 1, ?)`, id, id, db.At(at))
			require.NoError(t, err)
		}
		var newest, never db.Time
		require.NoError(t, d.QueryRow(ctx, `SELECT max(at) FROM trap_row`).Scan(&newest))
		require.Equal(t, late.UTC(), newest.Time)
		require.NoError(t, d.QueryRow(ctx, `SELECT at FROM trap_row WHERE id = 'never'`).Scan(&never))
		require.True(t, never.IsZero())
		var n int
		require.NoError(t, d.QueryRow(ctx, `SELECT count(*) FROM trap_row WHERE at < ?`, db.At(late)).Scan(&n))
		require.Equal(t, 1, n)
	})
}

func TestInstantsBeyondTheCalendarAreItsEdges(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		ctx := setup(t, d)
		beijing := time.FixedZone("Asia/Shanghai", 8*3600)
		before, after := time.Date(1, 1, 1, 0, 0, 0, 0, beijing), time.Date(10000, 1, 1, 23, 0, 0, 0, beijing)
		_, err := d.Exec(ctx, `INSERT INTO trap_row (id, code, n, at) VALUES ('now', 'now', 1, ?)`, db.At(time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)))
		require.NoError(t, err)
		var n int
		require.NoError(t, d.QueryRow(ctx, `SELECT count(*) FROM trap_row WHERE at >= ? AND at < ?`, db.At(before), db.At(after)).Scan(&n))
		require.Equal(t, 1, n)
	})
}

func TestInsertReturningOutsideATransactionReachesTheWriter(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		ctx := setup(t, d)
		var id string
		require.NoError(t, d.QueryRow(ctx, `INSERT INTO trap_row (id, code, n) VALUES (?, ?, ?) RETURNING id`, "a", "x", 1).Scan(&id))
		require.Equal(t, "a", id)
		require.NoError(t, d.QueryRow(ctx, `WITH one AS (SELECT 1 AS n) UPDATE trap_row SET n = n + (SELECT n FROM one) WHERE id = ? RETURNING id`, "a").Scan(&id))
	})
}

func TestALongNameOfAConstraintIsTheSameOnBothEngines(t *testing.T) {
	t.Parallel()
	const columns = "the_first_of_two_columns_with_long_names, the_second_of_two_columns"
	const name = "trap_long_the_first_of_two_columns_with_long_names_the_second_o"
	require.Len(t, name, 63)
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		for _, statement := range []string{
			`CREATE TABLE trap_long (the_first_of_two_columns_with_long_names TEXT, the_second_of_two_columns TEXT, CONSTRAINT ` + name + ` UNIQUE (` + columns + `))`,
			`INSERT INTO trap_long (` + columns + `) VALUES ('a', 'b')`,
		} {
			_, err := d.Exec(t.Context(), statement)
			require.NoError(t, err)
		}
		_, err := d.Exec(t.Context(), `INSERT INTO trap_long (`+columns+`) VALUES ('a', 'b')`)
		broken, ok := db.UniqueViolation(err)
		require.True(t, ok)
		require.Equal(t, name, broken)
	})
}

func TestABrokenConstraintHasOneNameOnBothEngines(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		ctx := setup(t, d)
		_, err := d.Exec(ctx, `CREATE UNIQUE INDEX trap_row_only_one_vip ON trap_row ((lower(code))) WHERE n = 7`)
		require.NoError(t, err)
		require.NoError(t, insert(ctx, d, "a", "x", 7))

		name, ok := db.UniqueViolation(insert(ctx, d, "a", "y", 2))
		require.True(t, ok)
		require.Equal(t, "trap_row_pkey", name)
		name, ok = db.UniqueViolation(insert(ctx, d, "b", "x", 7))
		require.True(t, ok)
		require.Contains(t, []string{"trap_row_code_n_key", "trap_row_only_one_vip"}, name)
		name, ok = db.UniqueViolation(insert(ctx, d, "b", "X", 7))
		require.True(t, ok)
		require.Equal(t, "trap_row_only_one_vip", name)
		name, ok = db.CheckViolation(insert(ctx, d, "c", "z", -1))
		require.True(t, ok)
		require.Equal(t, "trap_row_n_natural", name)
		_, ok = db.UniqueViolation(errors.New("UNIQUE constraint failed: said by nobody"))
		require.False(t, ok)
	})
}

// Both look, find nothing and write: the slower one looks again and finds what the
// faster one wrote, instead of failing at a constraint that its caller cannot mend.
func TestOfTwoWhoWriteTheSameAtOnceTheSlowerOneFindsWhatTheOtherWrote(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		ctx := setup(t, d)
		taken := errors.New("taken")
		var both, done sync.WaitGroup
		both.Add(2)
		failures := make([]error, 2)
		for i := range failures {
			done.Go(func() {
				first := true
				failures[i] = d.InTx(ctx, func(ctx context.Context) error {
					var n int
					if err := d.QueryRow(ctx, `SELECT count(*) FROM trap_row WHERE id = ?`, "a").Scan(&n); err != nil || n > 0 {
						return cmp.Or(err, taken)
					}
					if first && d.Engine() == db.Postgres { // SQLite lets one in at a time
						first = false
						both.Done()
						both.Wait()
					}
					return insert(ctx, d, "a", fmt.Sprint("x", i), i)
				})
			})
		}
		done.Wait()
		if failures[0] != nil {
			failures[0], failures[1] = failures[1], failures[0]
		}
		require.NoError(t, failures[0])
		require.ErrorIs(t, failures[1], taken)
		// What breaks a constraint by itself breaks it again, and is told.
		tries := 0
		err := d.InTx(ctx, func(ctx context.Context) error { tries++; return insert(ctx, d, "a", "y", 9) })
		name, broken := db.UniqueViolation(err)
		require.True(t, broken)
		require.Equal(t, "trap_row_pkey", name)
		require.LessOrEqual(t, tries, 2)
	})
}

func TestATransactionJoinsTheOneAroundItAndIsUndoneWhole(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		ctx := setup(t, d)
		broken := errors.New("broken")
		var pushed []string
		work := func(id string, fail error) error {
			return d.InTx(ctx, func(ctx context.Context) error {
				d.AfterCommit(ctx, func() { pushed = append(pushed, id) })
				if err := d.InTx(ctx, func(ctx context.Context) error { return insert(ctx, d, id, id, 1) }); err != nil {
					return err
				}
				return fail
			})
		}
		require.ErrorIs(t, work("undone", broken), broken)
		require.NoError(t, work("kept", nil))
		require.Equal(t, []string{"kept"}, pushed)
		var n int
		require.NoError(t, d.QueryRow(ctx, `SELECT count(*) FROM trap_row`).Scan(&n))
		require.Equal(t, 1, n)
		require.ErrorIs(t, d.BeforeCommit(ctx, nil), db.ErrNoTx)
		err := d.InTx(ctx, func(ctx context.Context) error {
			require.NoError(t, d.BeforeCommit(ctx, func(context.Context) error { return broken }))
			return insert(ctx, d, "last", "last", 1)
		})
		require.ErrorIs(t, err, broken)
		require.NoError(t, d.QueryRow(ctx, `SELECT count(*) FROM trap_row`).Scan(&n))
		require.Equal(t, 1, n)
	})
}

func TestPlaceholdersInsideTextStay(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		var text, quoted string
		err := d.QueryRow(t.Context(), `SELECT ? /* why? */, 'who? it''s ?' -- a comment?
			WHERE ? = 'b'`, "a", "b").Scan(&text, &quoted)
		require.NoError(t, err)
		require.Equal(t, "a", text)
		require.Equal(t, "who? it's ?", quoted)
	})
}

func TestAnOverrideReplacesTheGeneralMigrationOfItsEngine(t *testing.T) {
	t.Parallel()
	files := fstest.MapFS{
		"0001_a.sql":        {Data: []byte("-- +goose Up\n")},
		"0002_b.sqlite.sql": {Data: []byte("-- +goose Up\n")},
		"0002_b.sql":        {Data: []byte("-- +goose Up\n")},
		"readme.md":         {},
	}
	for engine, want := range map[db.Engine][]string{
		db.SQLite:   {"0001_a.sql", "0002_b.sqlite.sql"},
		db.Postgres: {"0001_a.sql", "0002_b.sql"},
	} {
		chosen, err := db.Migrations(files, engine)
		require.NoError(t, err)
		names, err := chosen.(interface {
			Glob(string) ([]string, error)
		}).Glob("*.sql")
		require.NoError(t, err)
		require.Equal(t, want, names)
	}
}

func TestASchemaFromANewerProgramIsRefused(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		older := fstest.MapFS{"0001_audit.sql": {Data: []byte("-- +goose Up\nSELECT 1;\n")}}
		_, err := d.Exec(t.Context(), `INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, ?)`, true)
		require.NoError(t, err)
		require.ErrorIs(t, d.Migrate(t.Context(), older), db.ErrNewer)
	})
}
