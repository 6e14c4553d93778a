package staffing_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/org"
	"github.com/yikou/yikou/internal/org/staffing"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
)

func TestADepartmentMovesInNoCircleAndClosesWhenItIsEmpty(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		form := org.DepartmentForm{Code: "lab", Name: "实验室", Division: "390102", Parent: b.dept["sci"], Position: -1}
		lab, err := b.Org.AddDepartment(b.system, form)
		require.NoError(t, err)
		_, err = b.Org.AddDepartment(b.system, form)
		require.ErrorIs(t, err, org.ErrCodeTaken)
		form.Code, form.Name = "lab2", ""
		_, err = b.Org.AddDepartment(b.system, form)
		require.ErrorIs(t, err, org.ErrDepartment)

		sci := func() org.Department {
			chart, err := b.Org.Chart(t.Context())
			require.NoError(t, err)
			one, _ := chart.Find(b.dept["sci"])
			return one
		}
		for _, below := range []string{b.dept["sci"], lab.ID} {
			_, err = b.Org.MoveDepartment(b.system, b.dept["sci"], sci().Version, below)
			require.ErrorIs(t, err, org.ErrCircle)
		}
		_, err = b.Org.MoveDepartment(b.system, lab.ID, lab.Version+1, b.dept["st1"])
		require.ErrorIs(t, err, org.ErrStale)
		_, err = b.Org.MoveDepartment(b.as("zhu", "sci", kernel.ReachDepartmentSubtree), lab.ID, lab.Version, b.dept["st1"])
		require.ErrorIs(t, err, org.ErrDepartmentUnknown, "a goal out of reach")

		_, err = b.Org.CloseDepartment(b.system, b.dept["sci"], sci().Version)
		require.ErrorIs(t, err, org.ErrNotEmpty)
		require.Equal(t, []string{"还有 1 个下级部门"}, fieldsOf(t, err))
		lab, err = b.Org.MoveDepartment(b.system, lab.ID, lab.Version, b.dept["st1"])
		require.NoError(t, err)
		require.NoError(t, b.Appoint(b.system, b.staff["zhu"], b.post["sci"]))
		_, err = b.Org.CloseDepartment(b.system, b.dept["sci"], sci().Version)
		require.Equal(t, []string{"还有 1 人在这里任职"}, fieldsOf(t, err), "a post held in part counts")
		file, err := b.Person(b.system, b.staff["zhu"])
		require.NoError(t, err)
		require.NoError(t, b.EndTenure(b.system, file.Held[1].ID))
		closed, err := b.Org.CloseDepartment(b.system, b.dept["sci"], sci().Version)
		require.NoError(t, err)
		require.True(t, closed.Closed())

		_, err = b.Org.ChangeDepartment(b.system, b.dept["sci"], closed.Version, form)
		require.ErrorIs(t, err, org.ErrClosed)
		_, err = b.AddPerson(b.system, staffing.NewPerson{Login: "neu", Name: "新示例", Department: b.dept["sci"]})
		require.ErrorIs(t, err, org.ErrClosed)
		_, err = b.Org.ImportDepartments(b.system, []org.DepartmentRow{{Code: "sci", Name: "区科技局", Parent: "gov", Division: "390102"}})
		require.ErrorIs(t, err, org.ErrRefused)
		require.Zero(t, b.count(`SELECT count(*) FROM org_post WHERE department = ? AND closed_at IS NULL`, b.dept["sci"]))
		rows, err := b.Org.Departments(t.Context(), org.Filter{Text: "科技"}, kernel.Page{Limit: 5})
		require.NoError(t, err)
		require.Zero(t, rows.Total, "the public is shown open departments only")
	})
}
