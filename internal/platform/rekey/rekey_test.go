package rekey_test

import (
	"context"
	"fmt"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
	"github.com/yikou/yikou/internal/platform/rekey"
	"github.com/yikou/yikou/internal/platform/seal"
)

// secrets is a table of sealed values with its keys.
type secrets struct {
	db      *db.DB
	path    string
	ring    *seal.Keyring
	sealer  *seal.Sealer
	rekeyer *rekey.Rekeyer
}

func newSecrets(t *testing.T, d *db.DB) *secrets {
	t.Helper()
	_, err := d.Exec(t.Context(), `CREATE TABLE test_secret (id text PRIMARY KEY, phone_sealed text NOT NULL, n bigint NOT NULL)`)
	require.NoError(t, err)
	s := &secrets{db: d, path: filepath.Join(t.TempDir(), "keys.json")}
	s.ring, err = seal.LoadOrCreate(s.path, seal.AES256GCM)
	require.NoError(t, err)
	s.sealer = seal.New(s.ring)
	s.rekeyer, err = rekey.New(d, s.sealer, s.ring, []rekey.Column{{Table: "test_secret", Name: "phone", Stored: "phone_sealed", ID: "id"}})
	require.NoError(t, err)
	return s
}

func place(id string) seal.Place {
	return seal.Place{Table: "test_secret", Column: "phone", Row: id}
}

func (s *secrets) put(ctx context.Context, id string, n int) error {
	text, err := s.sealer.Seal(place(id), fmt.Sprint(n))
	if err != nil {
		return err
	}
	_, err = s.db.Exec(ctx, `INSERT INTO test_secret (id, phone_sealed, n) VALUES (?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET phone_sealed = excluded.phone_sealed, n = excluded.n`, id, text, n)
	return err
}

// check opens every value and compares it with what was written beside it.
func (s *secrets) check(t *testing.T) (rows int) {
	t.Helper()
	found, err := s.db.Query(t.Context(), `SELECT id, phone_sealed, n FROM test_secret`)
	require.NoError(t, err)
	defer func() { _ = found.Close() }()
	for found.Next() {
		var id, sealed string
		var n int
		require.NoError(t, found.Scan(&id, &sealed, &n))
		value, err := s.sealer.Open(place(id), sealed)
		require.NoError(t, err)
		require.Equal(t, fmt.Sprint(n), value)
		rows++
	}
	require.NoError(t, found.Err())
	return rows
}

func TestRotatingTheKeyUnderLoadLosesNothing(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := newSecrets(t, d)
		const writers, rows, rotations = 4, 60, 5
		for w := range writers {
			for i := range rows {
				require.NoError(t, s.put(t.Context(), fmt.Sprintf("%d-%d", w, i), i))
			}
		}
		first := s.ring.Active()
		var group sync.WaitGroup
		var written atomic.Int64
		done := make(chan struct{})
		failed := make(chan error, writers)
		for w := range writers {
			group.Go(func() {
				for i := 0; ; i++ {
					select {
					case <-done:
						return
					default:
					}
					if err := s.put(t.Context(), fmt.Sprintf("%d-%d", w, i%rows), i); err != nil {
						failed <- err
						return
					}
					written.Add(1)
				}
			})
		}
		for i := range rotations {
			suite := []seal.Suite{seal.SM4GCM, seal.AES256GCM}[i%2]
			_, err := seal.Rotate(s.path, suite)
			require.NoError(t, err)
			report, err := s.rekeyer.Run(t.Context(), func(int64) {})
			require.NoError(t, err)
			require.Zero(t, report.Unreadable)
		}
		close(done)
		group.Wait()
		close(failed)
		for err := range failed {
			require.NoError(t, err)
		}
		require.Positive(t, written.Load(), "nobody wrote while the keys changed")
		_, err := s.rekeyer.Run(t.Context(), func(int64) {})
		require.NoError(t, err)
		require.Equal(t, writers*rows, s.check(t))
		uses, err := s.rekeyer.Uses(t.Context(), s.ring.Active())
		require.NoError(t, err)
		require.EqualValues(t, writers*rows, uses, "a value is still sealed with an old key")
		old, err := s.rekeyer.Uses(t.Context(), first)
		require.NoError(t, err)
		require.Zero(t, old)
	})
}

func TestAValueThatCannotBeReadIsCountedAndStaysAsItIs(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := newSecrets(t, d)
		for i := range 450 { // more than two batches
			require.NoError(t, s.put(t.Context(), fmt.Sprintf("%03d", i), i))
		}
		_, err := d.Exec(t.Context(), `UPDATE test_secret SET phone_sealed = 'damaged' WHERE id = '100'`)
		require.NoError(t, err)
		_, err = d.Exec(t.Context(), `UPDATE test_secret SET phone_sealed = '' WHERE id = '101'`)
		require.NoError(t, err)
		_, err = seal.Rotate(s.path, seal.SM4GCM)
		require.NoError(t, err)
		var said []int64
		report, err := s.rekeyer.Run(t.Context(), func(n int64) { said = append(said, n) })
		require.NoError(t, err)
		require.Equal(t, rekey.Report{Moved: 448, Unreadable: 1}, report)
		require.Equal(t, []int64{199, 399, 448}, said)
		var kept string
		require.NoError(t, d.QueryRow(t.Context(), `SELECT phone_sealed FROM test_secret WHERE id = '100'`).Scan(&kept))
		require.Equal(t, "damaged", kept)
	})
}

func TestAColumnMustBeAPlainName(t *testing.T) {
	t.Parallel()
	_, err := rekey.New(nil, nil, nil, []rekey.Column{{Table: "t; DROP TABLE t", Name: "a", Stored: "a", ID: "id"}})
	require.ErrorContains(t, err, "not the name")
}
