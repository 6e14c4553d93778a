package figure_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/figure"
	"github.com/yikou/yikou/internal/appeal/handling"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
)

// taken brings a case into the hands of one person of a department.
func (b *bundle) taken(id, department, person string) {
	b.t.Helper()
	b.accept(id)
	b.dispatched(id, department)
	b.do(id, func(a handling.Ask) error {
		return b.handling.Take(b.as(person, department, kernel.ReachDepartmentSubtree), a)
	})
}

func TestTheRatesOfADepartmentOpenByItsPeopleAndEachNumberItsCases(t *testing.T) {
	each(t, func(t *testing.T, b *bundle) {
		solved := b.receive()
		b.answered(solved, "tax", appeal.Solved)
		b.called(solved, appeal.Solved, 5)
		unsure := b.receive()
		b.answered(unsure, "tax", appeal.Solved)
		for range 3 {
			b.called(unsure, appeal.Solved, 0)
		}
		other := b.receive()
		b.taken(other, "tax", "colleague")
		secret := b.receive(func(c *appeal.Case) { c.Accused = "tax-hall" })
		b.taken(secret, "tax", "colleague")
		b.taken(b.receive(), "water", "somebody")

		q := figure.Question{By: figure.ByPerson, Department: "tax", Side: figure.Lead}
		for who, cases := range map[context.Context]int{
			b.leader():    2,
			b.unit("tax"): 2, // complaints of an office below are handled above it
		} {
			table, err := b.Rates(who, q)
			require.NoError(t, err)
			assert.Equal(t, []figure.Row{
				{Key: "colleague", Name: "name of colleague", Cases: cases, Rates: [3]figure.Tally{{Hit: 2, Base: 2}, {}, {}}},
				{Key: "staff-tax", Name: "name of staff-tax", Cases: 2, Rates: [3]figure.Tally{{Hit: 2, Base: 2}, {Hit: 1, Base: 2}, {Hit: 1, Base: 1}}},
			}, table.Rows, "the people of one department, by name")
			rows, err := b.Behind(who, figure.Number{Question: q, Key: "colleague", Part: figure.Counted}, kernel.Page{Limit: 10})
			require.NoError(t, err)
			assert.EqualValues(t, cases, rows.Total)
		}
		assert.Equal(t, []string{unsure}, b.behind("tax", figure.Number{Question: q, Key: "staff-tax", Rate: figure.Resolution, Part: figure.TheMissed}))

		hall := b.as("staff-hall", "tax-hall", kernel.ReachAll)
		table, err := b.Rates(hall, q)
		require.NoError(t, err)
		assert.Equal(t, 1, table.Rows[0].Cases, "of the office complained of nobody learns of it, however far he reaches")
		rows, err := b.Behind(hall, figure.Number{Question: q, Key: "colleague", Part: figure.Counted}, kernel.Page{Limit: 10})
		require.NoError(t, err)
		assert.EqualValues(t, 1, rows.Total)
	})
}

func TestWhoDoesNotLeadADepartmentDoesNotSeeWhatItsPeopleCameTo(t *testing.T) {
	each(t, func(t *testing.T, b *bundle) {
		b.taken(b.receive(), "tax", "colleague")
		q := figure.Question{By: figure.ByPerson, Department: "tax", Side: figure.Lead}
		for _, department := range []string{"water", "tax-hall", ""} {
			_, err := b.Rates(b.unit(department), q)
			require.ErrorIs(t, err, figure.ErrDepartment, department)
			_, err = b.Behind(b.unit(department), figure.Number{Question: q, Key: "colleague", Part: figure.Counted}, kernel.Page{Limit: 10})
			require.ErrorIs(t, err, figure.ErrDepartment, department)
		}
		colleague := authz.With(t.Context(), kernel.Principal{Kind: kernel.StaffPrincipal, ID: "one", Department: "tax", Session: "s", Grants: map[string]kernel.Reach{
			string(appeal.PermRead): kernel.ReachDepartmentSubtree, string(figure.PermRead): kernel.ReachDepartmentSubtree, string(figure.PermExport): kernel.ReachAll,
		}})
		_, err := b.Rates(colleague, q)
		require.ErrorIs(t, err, authz.ErrForbidden)
		_, err = b.Behind(colleague, figure.Number{Question: q, Key: "colleague", Part: figure.Counted}, kernel.Page{Limit: 10})
		require.ErrorIs(t, err, authz.ErrForbidden)
		_, err = b.Export(b.leader(), figure.ExportQuery{By: figure.ByPerson})
		require.ErrorIs(t, err, figure.ErrExportQuery, "what single persons came to never leaves in a file")
	})
}
