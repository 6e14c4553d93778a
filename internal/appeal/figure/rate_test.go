package figure_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/figure"
	"github.com/yikou/yikou/internal/appeal/score"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/standard/civil"
)

// march is the definition that ships.
func march() figure.Definition {
	none := []appeal.Closing{appeal.Withdrawn, appeal.MergedAway}
	closed := append([]appeal.Closing{appeal.NotAccepted}, none...)
	return figure.Definition{Version: 1, Rules: map[figure.Rate]figure.Rule{
		figure.Response:     {By: figure.ByReceived, Without: none, Weight: 20},
		figure.Resolution:   {By: figure.ByClosed, Kinds: []appeal.Kind{appeal.Complain, appeal.Help, appeal.Report}, Without: closed, Weight: 40},
		figure.Satisfaction: {By: figure.ByClosed, Without: closed, LeastGrade: 3, Weight: 40},
	}}
}

func TestOnlySolvedAndConfirmedCountsAsSolvedAndWhatIsNotDecidedDoesNotCount(t *testing.T) {
	t.Parallel()
	month, err := figure.ParseMonth("2026-03")
	require.NoError(t, err)
	period, ok := figure.NewPeriod(month, month)
	require.True(t, ok)
	from, until := period.Bounds()
	span := figure.Span{From: from, Until: until, Definition: march()}
	base := score.Score{
		Kind: "help", State: "closed", Closing: "solved", Confirmation: "confirmed", Received: until - 1, Closed: until - 1, Answered: score.Term{Kept: true}, Grade: 3,
	}
	for _, one := range []struct {
		about                             string
		change                            func(*score.Score)
		response, resolution, contentness figure.Outcome
	}{
		{"solved, confirmed, content", func(*score.Score) {}, figure.Hit, figure.Hit, figure.Hit},
		{"solved, but nobody was reached", func(s *score.Score) { s.Confirmation, s.Grade = "unreached", 0 }, figure.Hit, figure.Missed, figure.Outside},
		{"solved, but the reporter is not content", func(s *score.Score) { s.Confirmation, s.Grade = "unsatisfied", 2 }, figure.Hit, figure.Missed, figure.Missed},
		{"partly solved and confirmed", func(s *score.Score) { s.Closing = "partly" }, figure.Hit, figure.Missed, figure.Hit},
		{"solved and confirmed, but opened again", func(s *score.Score) { s.State, s.Closed = "in_hand", 0 }, figure.Hit, figure.Outside, figure.Outside},
		{"a question has nothing to solve", func(s *score.Score) { s.Kind = "consult" }, figure.Hit, figure.Outside, figure.Hit},
		{"withdrawn", func(s *score.Score) { s.Closing = "withdrawn" }, figure.Outside, figure.Outside, figure.Outside},
		{"merged", func(s *score.Score) { s.Closing = "merged" }, figure.Outside, figure.Outside, figure.Outside},
		{"not accepted, but answered in time", func(s *score.Score) { s.Closing = "not_accepted" }, figure.Hit, figure.Outside, figure.Outside},
		{"the first response still has time", func(s *score.Score) { s.Answered = score.Term{Due: until} }, figure.Outside, figure.Hit, figure.Hit},
		{"the time for the first response is over", func(s *score.Score) { s.Answered = score.Term{Due: until - 1} }, figure.Missed, figure.Hit, figure.Hit},
		{"the first response came too late", func(s *score.Score) { s.Answered = score.Term{Broken: true} }, figure.Missed, figure.Hit, figure.Hit},
		{"received the month before", func(s *score.Score) { s.Received = from - 1 }, figure.Outside, figure.Hit, figure.Hit},
		{"not closed", func(s *score.Score) { s.Closed = 0 }, figure.Hit, figure.Outside, figure.Outside},
		{"closed in the first moment of the next month", func(s *score.Score) { s.Closed = until }, figure.Hit, figure.Outside, figure.Outside},
	} {
		s := base
		one.change(&s)
		got := []figure.Outcome{}
		for _, rate := range figure.Rates {
			got = append(got, span.Judge(rate, &s, s.Answered.At(until)))
		}
		assert.Equal(t, []figure.Outcome{one.response, one.resolution, one.contentness}, got, one.about)
	}
}

func TestEachMonthOfAPeriodKeepsItsDefinition(t *testing.T) {
	t.Parallel()
	month := func(text string) figure.Month {
		m, err := figure.ParseMonth(text)
		require.NoError(t, err)
		return m
	}
	all := []figure.Definition{{Version: 2, InForce: month("2026-03").First()}, {Version: 1, InForce: month("2025-12").First()}}
	period, ok := figure.NewPeriod(month("2025-10"), month("2026-04"))
	require.True(t, ok)
	assert.Equal(t, 7, period.Months())
	assert.Equal(t, "2025-03", period.Before().From.String())
	assert.Equal(t, "2025-09", period.Before().Until.String())
	spans, ok := period.Spans(all)
	require.True(t, ok)
	require.Len(t, spans, 2)
	before, _ := figure.NewPeriod(month("2025-12"), month("2026-02"))
	from, until := before.Bounds()
	assert.Equal(t, figure.Span{From: from, Until: until, Definition: all[1]}, spans[0], "what is older than any definition is not counted")
	assert.Equal(t, until, spans[1].From)
	_, ok = figure.NewPeriod(month("2026-04"), month("2026-03"))
	assert.False(t, ok)
}

func TestAMonthIsCountedByTheDefinitionInForceOnItsFirstDay(t *testing.T) {
	t.Parallel()
	day := func(text string) civil.Date {
		d, err := civil.Parse(text)
		require.NoError(t, err)
		return d
	}
	all := []figure.Definition{{Version: 3, InForce: day("2026-04-01")}, {Version: 2, InForce: day("2026-03-02")}, {Version: 1, InForce: day("2026-01-01")}}
	for month, version := range map[string]int{"2026-01-01": 1, "2026-03-01": 1, "2026-04-01": 3, "2027-01-01": 3} {
		d, ok := figure.InForceOn(all, day(month))
		require.True(t, ok)
		assert.Equal(t, version, d.Version, month)
	}
	_, ok := figure.InForceOn(all, day("2025-12-01"))
	assert.False(t, ok)
}

func TestTheDefinitionThatShipsSaysWhatItIsTestedWith(t *testing.T) {
	each(t, func(t *testing.T, b *bundle) {
		all, err := b.Definitions(t.Context())
		require.NoError(t, err)
		require.Len(t, all, 1)
		assert.True(t, all[0].Valid())
		assert.Equal(t, march().Rules, all[0].Rules)
	})
}

// behind lists all cases behind a number, page by page.
func (b *bundle) behind(department string, n figure.Number) (ids []string) {
	b.t.Helper()
	who := b.leader()
	if department != "" {
		who = b.unit(department)
	}
	page := kernel.Page{Limit: 2}
	for {
		rows, err := b.Behind(who, n, page)
		require.NoError(b.t, err)
		for _, c := range rows.Items {
			ids = append(ids, c.ID)
		}
		if rows.Next == "" {
			require.EqualValues(b.t, len(ids), rows.Total)
			return ids
		}
		page.After = rows.Next
	}
}

func TestEveryRateOfEveryRowCountsTheCasesOfItsListForEveryRole(t *testing.T) {
	each(t, func(t *testing.T, b *bundle) {
		solved := b.receive()
		b.answered(solved, "tax", appeal.Solved, "water")
		b.called(solved, appeal.Solved, 5)
		unsure := b.receive(func(c *appeal.Case) { c.Kind = appeal.Complain })
		b.answered(unsure, "tax", appeal.Solved)
		b.called(unsure, appeal.Solved, 0)
		b.called(unsure, appeal.Solved, 0)
		b.called(unsure, appeal.Solved, 0)
		asked := b.receive(func(c *appeal.Case) { c.Kind = appeal.Consult })
		b.answered(asked, "water", appeal.Explained)
		b.called(asked, appeal.Explained, 4)
		secret := b.receive(func(c *appeal.Case) { c.Accused, c.Kind = "tax", appeal.Report })
		b.led(secret, "water")
		b.receive() // has its twelve hours yet

		question := figure.Question{By: figure.ByDepartment, Side: figure.Lead}
		table, err := b.Rates(b.leader(), question)
		require.NoError(t, err)
		assert.Equal(t, "2026-03", table.Period.From.String())
		assert.Equal(t, figure.Row{Cases: 4, Rates: [3]figure.Tally{{Hit: 4, Base: 4}, {Hit: 1, Base: 2}, {Hit: 2, Base: 2}}}, table.Whole)
		assert.Equal(t, []figure.Row{
			{Key: "tax", Name: "tax", Cases: 2, Rates: [3]figure.Tally{{Hit: 2, Base: 2}, {Hit: 1, Base: 2}, {Hit: 1, Base: 1}}},
			{Key: "water", Name: "water", Cases: 2, Rates: [3]figure.Tally{{Hit: 2, Base: 2}, {}, {Hit: 1, Base: 1}}},
		}, table.Rows)
		assert.Equal(t, []string{unsure}, b.behind("", figure.Number{Question: question, Key: "tax", Rate: figure.Resolution, Part: figure.TheMissed}))
		assert.Equal(t, []string{solved}, b.behind("", figure.Number{Question: question, Key: "tax", Rate: figure.Resolution, Part: figure.Numerator}))

		helping := figure.Question{By: figure.ByDepartment, Side: figure.Helping}
		table, err = b.Rates(b.leader(), helping)
		require.NoError(t, err)
		require.Len(t, table.Rows, 1, "who was called in is scored too")
		assert.Equal(t, "water", table.Rows[0].Key)
		assert.Equal(t, figure.Tally{Hit: 1, Base: 1}, table.Rows[0].Rates[1])

		for _, department := range []string{"", "tax", "water"} {
			who := b.leader()
			if department != "" {
				who = b.unit(department)
			}
			for _, q := range []figure.Question{question, helping, {By: figure.ByKind}, {By: figure.ByChannel}, {By: figure.ByDivision}} {
				table, err := b.Rates(who, q)
				require.NoError(t, err)
				assert.Len(t, b.behind(department, figure.Number{Question: q, Whole: true, Part: figure.Counted}), table.Whole.Cases)
				for _, row := range table.Rows {
					if department != "" && q.By == figure.ByDepartment {
						assert.Equal(t, department, row.Key, "no row of another department is true for who sees only shared cases")
					}
					assert.Len(t, b.behind(department, figure.Number{Question: q, Key: row.Key, Part: figure.Counted}), row.Cases)
					for i, rate := range figure.Rates {
						n := figure.Number{Question: q, Key: row.Key, Rate: rate, Part: figure.Denominator}
						assert.Len(t, b.behind(department, n), row.Rates[i].Base)
						n.Part = figure.Numerator
						assert.Len(t, b.behind(department, n), row.Rates[i].Hit)
						n.Part = figure.TheMissed
						assert.Len(t, b.behind(department, n), row.Rates[i].Base-row.Rates[i].Hit)
					}
				}
			}
		}
		own, err := b.Rates(b.unit("tax"), question)
		require.NoError(t, err)
		assert.Equal(t, 2, own.Whole.Cases, "the unit complained of counts nothing of the case")
	})
}

func TestWhoeverDoesNotTakeACaseInTimeMissesTheResponse(t *testing.T) {
	each(t, func(t *testing.T, b *bundle) {
		id := b.receive()
		b.accept(id)
		b.dispatched(id, "tax")
		q := figure.Question{By: figure.ByDepartment, Side: figure.Lead}
		table, err := b.Rates(b.leader(), q)
		require.NoError(t, err)
		assert.Empty(t, table.Rows, "the working day to take it is not over")
		b.clock.Move(3 * 24 * time.Hour)
		table, err = b.Rates(b.leader(), q)
		require.NoError(t, err)
		require.Len(t, table.Rows, 1)
		assert.Equal(t, figure.Tally{Base: 1}, table.Rows[0].Rates[0])
		assert.Equal(t, figure.Tally{Hit: 1, Base: 1}, table.Whole.Rates[0], "the reporter had his first response in time")
	})
}

func TestAMonthThatIsNoneIsRefused(t *testing.T) {
	each(t, func(t *testing.T, b *bundle) {
		for _, q := range []figure.Question{{Month: "2026-13"}, {Month: "1999-12"}, {Month: "2026-02", Until: "2026-00"}, {Month: "2026-02", Until: "2026-01"}, {Month: "2001-01", Until: "2026-01"}} {
			q.By = figure.ByKind
			_, err := b.Rates(b.leader(), q)
			require.ErrorIs(t, err, figure.ErrMonth, "%+v", q)
		}
	})
}
