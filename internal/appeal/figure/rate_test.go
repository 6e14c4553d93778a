package figure_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/figure"
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
	in, before := time.Date(2026, 3, 31, 15, 59, 0, 0, time.UTC), time.Date(2026, 2, 28, 15, 59, 0, 0, time.UTC)
	base := figure.Fact{Outline: figure.Outline{
		Kind: appeal.Help, State: appeal.Closed, Closing: appeal.Solved, Confirmation: appeal.Confirmed, ReceivedAt: in, ClosedAt: in,
	}, Answered: figure.TermKept, Grade: 3}
	for _, one := range []struct {
		about                             string
		change                            func(*figure.Fact)
		response, resolution, contentness figure.Outcome
	}{
		{"solved, confirmed, content", func(*figure.Fact) {}, figure.Hit, figure.Hit, figure.Hit},
		{"solved, but nobody was reached", func(f *figure.Fact) { f.Confirmation, f.Grade = appeal.Unreached, 0 }, figure.Hit, figure.Missed, figure.Outside},
		{"solved, but the reporter is not content", func(f *figure.Fact) { f.Confirmation, f.Grade = appeal.Unsatisfied, 2 }, figure.Hit, figure.Missed, figure.Missed},
		{"partly solved and confirmed", func(f *figure.Fact) { f.Closing = appeal.Partly }, figure.Hit, figure.Missed, figure.Hit},
		{"a question has nothing to solve", func(f *figure.Fact) { f.Kind = appeal.Consult }, figure.Hit, figure.Outside, figure.Hit},
		{"withdrawn", func(f *figure.Fact) { f.Closing = appeal.Withdrawn }, figure.Outside, figure.Outside, figure.Outside},
		{"merged", func(f *figure.Fact) { f.Closing = appeal.MergedAway }, figure.Outside, figure.Outside, figure.Outside},
		{"not accepted, but answered in time", func(f *figure.Fact) { f.Closing = appeal.NotAccepted }, figure.Hit, figure.Outside, figure.Outside},
		{"the first response still has time", func(f *figure.Fact) { f.Answered = figure.TermOpen }, figure.Outside, figure.Hit, figure.Hit},
		{"the first response came too late", func(f *figure.Fact) { f.Answered = figure.TermMissed }, figure.Missed, figure.Hit, figure.Hit},
		{"received the month before", func(f *figure.Fact) { f.ReceivedAt = before }, figure.Outside, figure.Hit, figure.Hit},
		{"not closed", func(f *figure.Fact) { f.ClosedAt = time.Time{} }, figure.Hit, figure.Outside, figure.Outside},
		{"closed in the first minute of the next month", func(f *figure.Fact) { f.ClosedAt = in.Add(time.Minute) }, figure.Hit, figure.Outside, figure.Outside},
	} {
		f := base
		one.change(&f)
		got := []figure.Outcome{}
		for _, rate := range figure.Rates {
			got = append(got, march().Judge(rate, f, f.Answered, month))
		}
		assert.Equal(t, []figure.Outcome{one.response, one.resolution, one.contentness}, got, one.about)
	}
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
		assert.Equal(t, "2026-03", table.Month.String())
		assert.Equal(t, figure.Row{Cases: 4, Rates: map[figure.Rate]figure.Tally{
			figure.Response: {Hit: 4, Base: 4}, figure.Resolution: {Hit: 1, Base: 2}, figure.Satisfaction: {Hit: 2, Base: 2},
		}}, table.Whole)
		assert.Equal(t, []figure.Row{
			{Key: "tax", Name: "tax", Cases: 2, Rates: map[figure.Rate]figure.Tally{
				figure.Response: {Hit: 2, Base: 2}, figure.Resolution: {Hit: 1, Base: 2}, figure.Satisfaction: {Hit: 1, Base: 1},
			}},
			{Key: "water", Name: "water", Cases: 2, Rates: map[figure.Rate]figure.Tally{
				figure.Response: {Hit: 2, Base: 2}, figure.Satisfaction: {Hit: 1, Base: 1},
			}},
		}, table.Rows)
		assert.Equal(t, []string{unsure}, b.behind("", figure.Number{Question: question, Key: "tax", Rate: figure.Resolution, Part: figure.TheMissed}))
		assert.Equal(t, []string{solved}, b.behind("", figure.Number{Question: question, Key: "tax", Rate: figure.Resolution, Part: figure.Numerator}))

		helping := figure.Question{By: figure.ByDepartment, Side: figure.Helping}
		table, err = b.Rates(b.leader(), helping)
		require.NoError(t, err)
		require.Len(t, table.Rows, 1, "who was called in is scored too")
		assert.Equal(t, "water", table.Rows[0].Key)
		assert.Equal(t, figure.Tally{Hit: 1, Base: 1}, table.Rows[0].Rates[figure.Resolution])

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
					for _, rate := range figure.Rates {
						n := figure.Number{Question: q, Key: row.Key, Rate: rate, Part: figure.Denominator}
						assert.Len(t, b.behind(department, n), row.Rates[rate].Base)
						n.Part = figure.Numerator
						assert.Len(t, b.behind(department, n), row.Rates[rate].Hit)
						n.Part = figure.TheMissed
						assert.Len(t, b.behind(department, n), row.Rates[rate].Base-row.Rates[rate].Hit)
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
		assert.Equal(t, figure.Tally{Base: 1}, table.Rows[0].Rates[figure.Response])
		assert.Equal(t, figure.Tally{Hit: 1, Base: 1}, table.Whole.Rates[figure.Response], "the reporter had his first response in time")
	})
}

func TestAMonthThatIsNoneIsRefused(t *testing.T) {
	each(t, func(t *testing.T, b *bundle) {
		for _, month := range []string{"2026-13", "1999-12"} {
			_, err := b.Rates(b.leader(), figure.Question{Month: month, By: figure.ByKind})
			require.ErrorIs(t, err, figure.ErrMonth, month)
		}
	})
}
