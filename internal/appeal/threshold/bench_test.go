package threshold_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/appeal/reading"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
)

// benchCases are read in the year that is measured, five fields each.
const benchCases = 1_000_000

// BenchmarkMeasuring measures what thresholds rest on where a city took in a million
// cases in a year, each with five fields that somebody decided on; for two fields a
// third took effect by itself, of which one in ten was checked. It prints the rows of
// docs/benchmarks.md.
//
//	go test -run '^$' -bench Measuring -benchtime 1x -timeout 30m ./internal/appeal/threshold
func BenchmarkMeasuring(b *testing.B) {
	for _, engine := range []db.Engine{db.SQLite, db.Postgres} {
		b.Run(string(engine), func(b *testing.B) {
			s := serve(b, dbtest.Open(b, engine))
			s.fillYear(b)
			limits := kind(reading.Limit{Automatic: 990, Sampled: 900, AutomaticShare: 5, Share: 100})
			for b.Loop() {
				s.row(b, engine, "the page", func() error { _, err := s.View(s.centre()); return err })
				s.row(b, engine, "a trial", func() error { _, err := s.Try(s.centre(), limits); return err })
				s.row(b, engine, "after a check", func() error {
					return s.db.InTx(s.centre(), func(ctx context.Context) error { return s.Watch(ctx, reading.Kind) })
				})
			}
		})
	}
}

// fillYear makes a year up, and holds limits of the kind for all of it.
func (b *bundle) fillYear(m *testing.B) {
	m.Helper()
	limits := kind(reading.Limit{Automatic: 990, Sampled: 900, AutomaticShare: 5, Share: 100})
	require.NoError(m, b.db.InTx(b.centre(), func(ctx context.Context) error {
		return b.Adopt(ctx, reading.Edition{Version: 2, At: b.clock.Now(), From: b.clock.Now().AddDate(-1, 0, 0), Limits: limits, Reason: "测量一年"})
	}))
	first := b.clock.Now().AddDate(-1, 0, 1)
	for day := range 364 {
		n, when := benchCases/364, first.AddDate(0, 0, day)
		require.NoError(m, b.db.InTx(m.Context(), func(ctx context.Context) error {
			_, err := b.db.Exec(ctx, `INSERT INTO appeal_reading_text (case_id, text_hash, text_sealed)
				WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ?) SELECT 'c' || (? + i), '', '' FROM n`, n-1, day*n)
			if err != nil {
				return err
			}
			for k, f := range reading.Fields {
				const chosen = ` CASE WHEN i % 3 = 0 THEN 'sampled' ELSE 'manual' END, i % 30 = 0 `
				if _, err := b.db.Exec(ctx, `INSERT INTO appeal_reading_guess (case_id, field, at, model, confidence, class, drawn, taken, shielded)
					WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
					SELECT 'c' || (? + i), '`+string(f)+`', CAST(? AS `+b.moment()+`), '`+b.Models.Mark(f)+`', (i * 37) % 1000, `+chosen+`, i % 3 = 0, i % 20 = 0 FROM n`,
					n-1, day*n, db.At(when)); err != nil {
					return err
				}
				if _, err := b.db.Exec(ctx, `INSERT INTO appeal_reading_decision (id, case_id, field, proposed, confidence, class, drawn, decided, agreed, edition, at, by_id, model, shielded, measured)
					WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
					SELECT 'd`+fmt.Sprint(k)+`-' || (? + i), 'c' || (? + i), '`+string(f)+`', 'help', (i * 37) % 1000, `+chosen+`, 'help', i % 49 > 0, 2, CAST(? AS `+b.moment()+`), 'paidan', '`+b.Models.Mark(f)+`', i % 20 = 0, i % 20 > 0 AND (i % 3 > 0 OR i % 30 = 0) FROM n`,
					n-1, day*n, day*n, db.At(when)); err != nil {
					return err
				}
			}
			return nil
		}))
	}
	if b.db.Engine() == db.Postgres {
		_, err := b.db.Exec(m.Context(), `VACUUM (ANALYZE)`)
		require.NoError(m, err)
	}
}

// moment is the type of a column with a time.
func (b *bundle) moment() string {
	if b.db.Engine() == db.Postgres {
		return "timestamptz"
	}
	return "text"
}

func (b *bundle) row(m *testing.B, engine db.Engine, what string, do func() error) {
	m.Helper()
	var took []time.Duration
	for range 20 {
		started := time.Now()
		require.NoError(m, do())
		took = append(took, time.Since(started))
	}
	slices.Sort(took)
	fmt.Printf("\n| %s | %s | %.1f ms | %.1f ms |\n", engine, what, took[9].Seconds()*1000, took[18].Seconds()*1000)
}
