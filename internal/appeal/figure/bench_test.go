package figure_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/figure"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
	"github.com/yikou/yikou/internal/platform/seal"
)

// The rates are measured with a year of a hundred thousand cases a month.
const (
	benchMonths = 12
	benchMonth  = 100_000
)

// inserter writes rows of one table, some at a time.
type inserter struct {
	db      *db.DB
	insert  string
	columns int
	// first is what its rows refer to.
	first *inserter
	args  []any
}

func (in *inserter) add(ctx context.Context, row ...any) error {
	in.args = append(in.args, row...)
	if len(in.args) < 400*in.columns {
		return nil
	}
	return in.flush(ctx)
}

func (in *inserter) flush(ctx context.Context) error {
	if len(in.args) == 0 {
		return nil
	}
	if in.first != nil {
		if err := in.first.flush(ctx); err != nil {
			return err
		}
	}
	_, err := in.db.Exec(ctx, in.insert+db.PlaceholderRows(len(in.args)/in.columns, in.columns), in.args...)
	in.args = in.args[:0]
	return err
}

// made writes made-up cases.
type made struct {
	s                             *appeal.Service
	random                        *rand.Rand
	cases, parts, answers, clocks *inserter
}

func newMade(s *appeal.Service) *made {
	m := &made{
		s: s, random: rand.New(rand.NewPCG(7, 7)),
		cases: &inserter{db: s.DB, columns: 41, insert: `INSERT INTO appeal_case (id, number, source_system, source_no, channel, received_at, kind, topic, urgency, text_sealed, place_sealed, place_code,
			division, uscc, claimed, account, name_sealed, phone_sealed, phone_index, anonymous, confidential, accused, recorded_by, secret_hash, state, complex, lead, lead_staff,
			suspended, supervised, returns, redos, reopens, deliberation, ground, closing, closed_at, confirmation, main, before_merge, version) VALUES `},
		parts: &inserter{db: s.DB, columns: 15, insert: `INSERT INTO appeal_part (id, case_id, role, department, staff, direct, state, sent_at, object_until, taken_at, sent_by,
			clause_sealed, suggested, reason_sealed, answer_sealed) VALUES `},
		answers: &inserter{db: s.DB, columns: 8, insert: `INSERT INTO appeal_callback (id, case_id, at, by_id, reached, result, grade, words_sealed) VALUES `},
		clocks: &inserter{db: s.DB, columns: 18, insert: `INSERT INTO deadline_clock (id, case_kind, case_id, name, holder, profile, profile_version, started_at, start_day, budget, due_at,
			state, stopped_at, met, rolled, entries, edition, version) VALUES `},
	}
	m.parts.first, m.answers.first = m.cases, m.cases
	return m
}

// one writes a closed case of 160 departments, of which one in three called another
// one in.
func (m *made) one(ctx context.Context, number int, received time.Time) error {
	id, lead, r := kernel.NewID(), m.random.IntN(160), m.random
	closed := received.Add(time.Duration(1+r.IntN(240)) * time.Hour)
	text, err := m.s.Seal.Seal(seal.Place{Table: "appeal_case", Column: "text", Row: id}, "园区门口的路灯坏了一个月，请修理。")
	if err != nil {
		return err
	}
	accused := ""
	if r.IntN(20) == 0 {
		accused = department(r.IntN(160))
	}
	closing, confirmation, grade := "solved", "confirmed", 3+r.IntN(3)
	if r.IntN(5) == 0 {
		closing, confirmation, grade = "partly", "unreached", 0
	}
	if err := m.cases.add(ctx, id, fmt.Sprintf("SQ20260302-%07d", number), "", "", pick(r, "hotline", "qr", "portal", "counter"), db.At(received), pick(r, "consult", "suggest", "complain", "help"),
		"", "normal", text, "", "", fmt.Sprintf("3901%02d", r.IntN(12)), "", false, "", "", "", "", true, false, accused, "zhao", "", "closed", false, department(lead),
		fmt.Sprintf("s%d", lead*15+r.IntN(15)), false, false, 0, 0, 0, false, "", closing, db.At(closed), confirmation, "", "", 1); err != nil {
		return err
	}
	if err := m.clock(ctx, id, appeal.ClockResponse, "", received); err != nil {
		return err
	}
	for k := range 1 + r.IntN(3)/2 {
		part, role := kernel.NewID(), "lead"
		if k == 1 {
			role = "co_handler"
			if err := m.clock(ctx, id, appeal.ClockCoHandler, part, received); err != nil {
				return err
			}
		}
		if err := m.parts.add(ctx, part, id, role, department((lead+k)%160), fmt.Sprintf("s%d", lead*15+r.IntN(15)), false, "answered", db.At(received), db.At(received.Add(9*time.Hour)),
			db.At(received.Add(time.Duration(r.IntN(10))*time.Hour)), "zhao", "", "", "", ""); err != nil {
			return err
		}
	}
	if grade == 0 {
		return nil
	}
	return m.answers.add(ctx, kernel.NewID(), id, db.At(closed), "zhao", true, closing, grade, "")
}

func (m *made) clock(ctx context.Context, id, name, holder string, received time.Time) error {
	met := 1
	if m.random.IntN(10) == 0 {
		met = 0
	}
	profile := map[string]string{appeal.ClockResponse: "appeal.response", appeal.ClockCoHandler: "appeal.cohandler"}[name]
	at := db.At(received)
	return m.clocks.add(ctx, kernel.NewID(), appeal.ClockKind, id, name, holder, profile, 1, at, received.Format(time.DateOnly), "12h", at, "stopped", at, met, 0, 0, 0, 1)
}

func department(n int) string { return fmt.Sprintf("d%d", n) }

func pick(r *rand.Rand, list ...string) string { return list[r.IntN(len(list))] }

// fillMonths makes cases up.
func fillMonths(b *testing.B, s *appeal.Service) {
	b.Helper()
	m, n := newMade(s), 0
	for month := range benchMonths {
		first := time.Date(2026, time.Month(3-benchMonths+month), 1, 0, 0, 0, 0, time.UTC)
		require.NoError(b, s.DB.InTx(b.Context(), func(ctx context.Context) error {
			for range benchMonth {
				n++
				if err := m.one(ctx, n, first.Add(time.Duration(m.random.IntN(18*24*60))*time.Minute)); err != nil {
					return err
				}
			}
			for _, table := range []*inserter{m.cases, m.parts, m.answers, m.clocks} {
				if err := table.flush(ctx); err != nil {
					return err
				}
			}
			return nil
		}))
	}
	if s.DB.Engine() == db.Postgres {
		_, err := s.DB.Exec(b.Context(), `ANALYZE`)
		require.NoError(b, err)
	}
}

// BenchmarkRates measures the three rates of a month of a hundred thousand cases, of
// a quarter of them, the course of twelve months and the list behind a number, for
// who sees all and for one department.
func BenchmarkRates(b *testing.B) {
	for _, engine := range []db.Engine{db.SQLite, db.Postgres} {
		b.Run(string(engine), func(b *testing.B) { benchRates(b, engine) })
	}
}

func benchRates(b *testing.B, engine db.Engine) {
	s := setup(b, dbtest.Open(b, engine))
	started := time.Now()
	fillMonths(b, s.Service.Service)
	b.Logf("%d cases made up in %v", benchMonths*benchMonth, time.Since(started).Round(time.Second))
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	started = time.Now()
	require.NoError(b, s.WarmInbox(b.Context()))
	took := time.Since(started)
	runtime.GC()
	runtime.ReadMemStats(&after)
	b.Logf("loaded in %v, %d MiB", took.Round(100*time.Millisecond), (after.HeapAlloc-before.HeapAlloc)>>20)
	for b.Loop() {
		for _, who := range []struct {
			name string
			ctx  context.Context
		}{{"all", s.leader()}, {"one department", s.as("s1", "d7", kernel.ReachDepartment)}} {
			var month, whole, list, course spread
			for i := range 60 {
				q := figure.Question{Month: "2026-01", By: []figure.Group{figure.ByDepartment, figure.ByDivision, figure.ByKind, figure.ByChannel}[i%4], Side: figure.Lead}
				if i%8 == 0 {
					q.Side = figure.Helping
				}
				month.time(func() { rates(b, s, who.ctx, q, who.name) })
				list.time(func() {
					_, err := s.Behind(who.ctx, figure.Number{Question: q, Whole: true, Rate: figure.Resolution, Part: figure.TheMissed}, kernel.Page{Limit: 50})
					require.NoError(b, err)
				})
				q.Month, q.Until = "2025-12", "2026-02"
				whole.time(func() { rates(b, s, who.ctx, q, who.name) })
				course.time(func() {
					months, err := s.Course(who.ctx, "2026-02")
					require.NoError(b, err)
					require.Len(b, months, benchMonths)
					require.NotZero(b, months[0].Rates[0].Base)
				})
			}
			b.Logf("| %s | %s | %.1f ms | %.1f ms | %.1f ms | %.1f ms | %.1f ms | %.1f ms | %.1f ms | %.1f ms |", engine, who.name,
				month.at(.5), month.at(.95), list.at(.5), list.at(.95), whole.at(.5), whole.at(.95), course.at(.5), course.at(.95))
		}
		started := time.Now()
		require.NoError(b, s.DB.InTx(s.leader(), func(ctx context.Context) error {
			rates(b, s, ctx, figure.Question{Month: "2026-01", By: figure.ByKind}, "all")
			return nil
		}))
		b.Logf("a month read case by case: %v", time.Since(started).Round(100*time.Millisecond))
	}
}

func rates(b *testing.B, s *bundle, ctx context.Context, q figure.Question, who string) {
	b.Helper()
	table, err := s.Rates(ctx, q)
	require.NoError(b, err)
	if who == "all" {
		require.Greater(b, table.Whole.Cases, benchMonth/2)
	} else {
		require.NotZero(b, table.Whole.Cases)
	}
}

// spread is how long calls took.
type spread []time.Duration

func (s *spread) time(call func()) {
	started := time.Now()
	call()
	*s = append(*s, time.Since(started))
}

func (s spread) at(share float64) float64 {
	slices.Sort(s)
	return float64(s[int(share*float64(len(s)-1))].Microseconds()) / 1000
}
