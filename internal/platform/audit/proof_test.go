package audit_test

import (
	"context"
	"crypto/ed25519"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
)

// signed is a log that signs anchors, and its clock.
func signed(t *testing.T, d *db.DB, digest audit.Digest) (*audit.Log, *clock.Fixed) {
	t.Helper()
	now := clock.NewFixed(time.Date(2026, 11, 20, 8, 0, 0, 0, time.UTC))
	return audit.NewWith(d, now, audit.Options{
		Digest: digest, Key: ed25519.NewKeyFromSeed([]byte(strings.Repeat("k", 32))), Anchors: filepath.Join(t.TempDir(), "anchors"),
		Labels: map[string]string{"test.done": "做完"},
	}), now
}

// record appends entries, many to a transaction.
func record(t *testing.T, d *db.DB, log *audit.Log, entries int) {
	t.Helper()
	ctx := authz.AsSystem(t.Context(), "test")
	for done := 0; done < entries; {
		require.NoError(t, d.InTx(ctx, func(ctx context.Context) error {
			for range min(500, entries-done) {
				if err := log.Record(ctx, audit.Entry{Action: "test.done", ObjectKind: "thing", Object: fmt.Sprint(done), Detail: map[string]int{"n": done}}); err != nil {
					return err
				}
				done++
			}
			return nil
		}))
	}
}

// A: 1,000 random tamperings of a chain of 10,000 entries are all found, at the
// row that was touched or the next. Each is done in a transaction that is then
// undone, so that the chain is whole again for the next.
func TestAThousandRandomTamperingsAreAllFound(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		entries, tamperings := 1_000, 100
		if os.Getenv("YIKOU_SOAK") != "" {
			entries, tamperings = 10_000, 1_000
		}
		log, _ := signed(t, d, audit.SHA256)
		record(t, d, log, entries)
		seize(t, d)
		seed := rand.Uint64()
		t.Logf("seed %d", seed)
		random := rand.New(rand.NewPCG(seed, 1))
		undone := errors.New("undone")
		for range tamperings {
			seq := 1 + random.Int64N(int64(entries))
			statement := []string{
				`UPDATE audit_entry SET detail = detail || ' ' WHERE seq = ?`,
				`UPDATE audit_entry SET actor = actor || 'x' WHERE seq = ?`,
				`UPDATE audit_entry SET action = 'test.undone' WHERE seq = ?`,
				`UPDATE audit_entry SET object_kind = object_kind || object, object = '' WHERE seq = ?`,
				`UPDATE audit_entry SET at = '2026-11-20T09:00:00Z' WHERE seq = ?`,
				`UPDATE audit_entry SET previous = hash WHERE seq = ?`,
				`UPDATE audit_entry SET hash = previous WHERE seq = ?`,
				`DELETE FROM audit_entry WHERE seq = ?`,
				`DELETE FROM audit_entry WHERE seq >= ?`,
				`INSERT INTO audit_entry SELECT seq + 1000000, at, actor_kind, actor, actor_name, request, action, object_kind, object, detail, previous, hash FROM audit_entry WHERE seq = ?`,
			}[random.IntN(10)]
			err := d.InTx(t.Context(), func(ctx context.Context) error {
				_, err := d.Exec(ctx, statement, seq)
				require.NoError(t, err)
				_, err = log.Verify(ctx)
				broken, is := errors.AsType[*audit.Broken](err)
				require.True(t, is, "not found: %s at %d", statement, seq)
				if !strings.HasPrefix(statement, "INSERT") {
					require.Equal(t, seq, broken.Seq, statement)
				}
				return undone
			})
			require.ErrorIs(t, err, undone)
		}
		n, err := log.Verify(t.Context())
		require.NoError(t, err)
		require.EqualValues(t, entries, n)
	})
}

func TestTheDatabaseItselfRefusesToChangeOrDeleteAnEntry(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		log, _ := signed(t, d, audit.SHA256)
		record(t, d, log, 3)
		for _, statement := range []string{
			`UPDATE audit_entry SET detail = '{}' WHERE seq = 2`, `DELETE FROM audit_entry WHERE seq = 2`, `DELETE FROM audit_entry`,
		} {
			_, err := d.Exec(t.Context(), statement)
			require.ErrorContains(t, err, "audit entries are final", statement)
		}
		if d.Engine() == db.Postgres {
			_, err := d.Exec(t.Context(), `TRUNCATE audit_entry`)
			require.ErrorContains(t, err, "audit entries are final")
		}
		n, err := log.Verify(t.Context())
		require.NoError(t, err)
		require.EqualValues(t, 3, n)
	})
}

func TestAChainRewrittenAsAWholeIsFoundByItsAnchors(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		log, now := signed(t, d, audit.SHA256)
		record(t, d, log, 10)
		first, err := log.Anchor(t.Context())
		require.NoError(t, err)
		require.Equal(t, "2026-11-20.anchor.json", first)
		record(t, d, log, 5)
		again, err := log.Anchor(t.Context())
		require.NoError(t, err)
		require.Equal(t, first, again, "the anchor of a day is written once")
		now.Move(24 * time.Hour)
		_, err = log.Anchor(t.Context())
		require.NoError(t, err)
		record(t, d, log, 5)
		agree, err := log.VerifyAnchors(t.Context(), log.Anchors)
		require.NoError(t, err)
		require.Equal(t, 2, agree)

		// Somebody who owns the database makes a chain that holds in itself.
		seize(t, d)
		_, err = d.Exec(t.Context(), `DELETE FROM audit_entry`)
		require.NoError(t, err)
		_, err = d.Exec(t.Context(), `UPDATE audit_head SET seq = 0, hash = ''`)
		require.NoError(t, err)
		record(t, d, log, 12)
		_, err = log.Verify(t.Context())
		require.NoError(t, err, "the forged chain should hold in itself")
		_, err = log.VerifyAnchors(t.Context(), log.Anchors)
		broken, is := errors.AsType[*audit.Broken](err)
		require.True(t, is, "%v", err)
		require.EqualValues(t, 10, broken.Seq)
		require.Contains(t, broken.Reason, "2026-11-20")

		check, err := log.Run(authz.AsSystem(t.Context(), "test"))
		require.NoError(t, err)
		require.False(t, check.Whole)
		require.EqualValues(t, 10, check.BrokenAt)
		state, err := log.State(t.Context())
		require.NoError(t, err)
		require.Len(t, state.Checks, 1)
		require.Equal(t, check.Reason, state.Checks[0].Reason)
	})
}

func TestAnAnchorOfAnotherKeyOrWithAnotherHashIsForged(t *testing.T) {
	t.Parallel()
	d := dbtest.Open(t, db.SQLite)
	log, _ := signed(t, d, audit.SHA256)
	record(t, d, log, 4)
	name, err := log.Anchor(t.Context())
	require.NoError(t, err)
	path := filepath.Join(log.Anchors, name)
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	for _, forged := range []string{
		strings.Replace(string(text), `"seq": 4`, `"seq": 3`, 1), "{}", "", strings.Replace(string(text), `"hash": "`, `"hash": "0`, 1),
	} {
		require.NotEqual(t, string(text), forged)
		require.NoError(t, os.WriteFile(path, []byte(forged), 0o600))
		_, err := log.VerifyAnchors(t.Context(), log.Anchors)
		require.ErrorContains(t, err, "锚点文件 2026-11-20.anchor.json")
	}
}

func TestAChainGoesFromOneDigestToTheOther(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		old, _ := signed(t, d, audit.SHA256)
		national, _ := signed(t, d, audit.SM3)
		record(t, d, old, 3)
		record(t, d, national, 3)
		record(t, d, old, 1)
		n, err := old.Verify(t.Context())
		require.NoError(t, err)
		require.EqualValues(t, 7, n)
		var sm3 int
		require.NoError(t, d.QueryRow(t.Context(), `SELECT count(*) FROM audit_entry WHERE hash LIKE 'sm3:%'`).Scan(&sm3))
		require.Equal(t, 3, sm3)
		seize(t, d)
		_, err = d.Exec(t.Context(), `UPDATE audit_entry SET actor = 'x' WHERE seq = 5`)
		require.NoError(t, err)
		_, err = old.Verify(t.Context())
		broken, is := errors.AsType[*audit.Broken](err)
		require.True(t, is)
		require.EqualValues(t, 5, broken.Seq)
	})
}

func TestTheLogIsReadByItsFiltersAndReadingIsRecorded(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		log, now := signed(t, d, audit.SHA256)
		as := func(id, name string) context.Context {
			return authz.With(t.Context(), kernel.Principal{Kind: kernel.StaffPrincipal, ID: id, Name: name, Grants: map[string]kernel.Reach{string(audit.PermRead): kernel.ReachAll}})
		}
		write := func(ctx context.Context, e audit.Entry) {
			require.NoError(t, d.InTx(ctx, func(ctx context.Context) error { return log.Record(ctx, e) }))
		}
		write(as("1", "周示例"), audit.Entry{Action: "test.done", ObjectKind: "thing", Object: "a", Detail: map[string]int{"n": 1}}) // 1
		write(as("2", "吴示例"), audit.Entry{Action: "test.done", ObjectKind: "thing", Object: "b"})                                 // 2
		now.Move(24 * time.Hour)
		write(as("1", "周示例"), audit.Entry{Action: "tester.left", ObjectKind: "person", Object: "a"}) // 3
		write(as("1", "周_例"), audit.Entry{Action: "test.undone", Detail: []string{"not an object"}}) // 4

		reader := as("9", "审计员")
		list := func(f audit.Filter, page kernel.Page) kernel.Rows[audit.Written] {
			rows, err := log.List(reader, f, page)
			require.NoError(t, err)
			return rows
		}
		seqs := func(f audit.Filter) []int64 {
			rows := list(f, kernel.Page{Limit: 50})
			seqs := []int64{}
			for _, w := range rows.Items {
				if w.Action != "audit.read" {
					seqs = append(seqs, w.Seq)
				}
			}
			return seqs
		}
		require.Equal(t, []int64{4, 3, 2, 1}, seqs(audit.Filter{}))
		require.Equal(t, []int64{2, 1}, seqs(audit.Filter{Action: "test.done"}))
		require.Equal(t, []int64{4, 2, 1}, seqs(audit.Filter{Action: "test"}), "tester is another module")
		require.Equal(t, []int64{4, 3, 1}, seqs(audit.Filter{Actor: "1"}))
		require.Equal(t, []int64{3, 2, 1}, seqs(audit.Filter{ActorName: "示"}))
		require.Equal(t, []int64{4}, seqs(audit.Filter{ActorName: "_例"}), "an underscore is no joker")
		require.Equal(t, []int64{1}, seqs(audit.Filter{ObjectKind: "thing", Object: "a"}))
		require.Equal(t, []int64{4, 3}, seqs(audit.Filter{From: now.Now()}))
		require.Equal(t, []int64{2, 1}, seqs(audit.Filter{Until: now.Now()}))

		page := list(audit.Filter{Action: "test"}, kernel.Page{Limit: 2})
		require.EqualValues(t, 3, page.Total)
		require.Equal(t, "做完", page.Items[1].Label)
		require.Equal(t, "test.undone", page.Items[0].Label)
		rest := list(audit.Filter{Action: "test"}, kernel.Page{Limit: 2, After: page.Next})
		require.Len(t, rest.Items, 1)
		require.Empty(t, rest.Next)
		require.Equal(t, map[string]any{"n": 1.0}, rest.Items[0].Detail)

		read := list(audit.Filter{Action: "audit.read"}, kernel.Page{Limit: 50})
		require.Equal(t, "9", read.Items[0].Actor)
		_, err := log.List(t.Context(), audit.Filter{}, kernel.Page{Limit: 5})
		require.ErrorIs(t, err, authz.ErrUnauthenticated)
		_, err = log.Verify(t.Context())
		require.NoError(t, err)
	})
}

func TestTheAnchorFileSaysWhatOthersNeedToVerifyIt(t *testing.T) {
	t.Parallel()
	d := dbtest.Open(t, db.SQLite)
	log, _ := signed(t, d, audit.SM3)
	record(t, d, log, 2)
	name, err := log.Anchor(t.Context())
	require.NoError(t, err)
	text, err := os.ReadFile(filepath.Join(log.Anchors, name))
	require.NoError(t, err)
	var a audit.Anchor
	require.NoError(t, json.Unmarshal(text, &a))
	require.EqualValues(t, 2, a.Seq)
	require.True(t, strings.HasPrefix(a.Hash, "sm3:"))
	require.Equal(t, time.Date(2026, 11, 20, 8, 0, 0, 0, time.UTC), a.At)
}
