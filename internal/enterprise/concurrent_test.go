package enterprise_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/enterprise"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
)

func TestImportsAtTheSameTimeKeepOneRowPerEnterpriseAndOrdinalsDense(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		const files, rows = 4, 900
		var group sync.WaitGroup
		failures := make(chan error, files)
		for f := range files {
			group.Go(func() {
				var file strings.Builder
				file.WriteString("name,uscc\n")
				for n := range rows { // half of each file is in the next one too
					fmt.Fprintf(&file, "望渚%d有限公司,%s\n", f*rows/2+n, code(t, f*rows/2+n))
				}
				_, err := b.ImportEnterprises(system(t), strings.NewReader(file.String()), int64(file.Len()), "x.csv", nil)
				failures <- err
			})
		}
		group.Wait()
		close(failures)
		for err := range failures {
			require.NoError(t, err)
		}
		const distinct = rows + (files-1)*rows/2
		next := uint32(0)
		require.NoError(t, b.EachProfile(t.Context(), func(p enterprise.Profile) error {
			next++
			require.Equal(t, next, p.Ordinal)
			return nil
		}))
		require.EqualValues(t, distinct, next)
		found, err := b.List(system(t), enterprise.Filter{}, "", kernel.Page{Limit: 1})
		require.NoError(t, err)
		require.EqualValues(t, distinct, found.Total)
		_, err = b.audit.Verify(t.Context())
		require.NoError(t, err)
	})
}

func TestOfStatementsAtTheSameTimeOneIsInForceAndNoneIsLost(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		three(t, b)
		const people = 3
		var group sync.WaitGroup
		failures := make(chan error, people)
		for n := range people {
			group.Go(func() {
				_, err := b.Verify(system(t), code(t, 1), enterprise.Statement{Key: "staff", Period: "2025", Value: fmt.Sprint(10 + n)})
				failures <- err
			})
		}
		group.Wait()
		close(failures)
		for err := range failures {
			require.NoError(t, err)
		}
		history, err := b.History(system(t), code(t, 1), "staff")
		require.NoError(t, err)
		require.Len(t, history, people)
		current := 0
		for _, f := range history {
			if !f.Replaced {
				current++
			}
		}
		require.Equal(t, 1, current)
	})
}

func TestASecondNodeSeesWhatTheFirstChanged(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		one, two := setup(t, d), setup(t, d)
		require.Empty(t, names(t, two, enterprise.Filter{}))
		three(t, one)
		require.Len(t, names(t, two, enterprise.Filter{}), 3)
		importText(t, two, "uscc,name,status\n"+code(t, 3)+",望渚丙新名有限公司,存续\n")
		require.Equal(t, []string{"望渚丙新名有限公司"}, names(t, one, enterprise.Filter{Text: "新名"}))
		require.Empty(t, names(t, one, enterprise.Filter{Status: "注销"}))
		before, err := one.List(system(t), enterprise.Filter{}, "-updated", kernel.Page{Limit: 1})
		require.NoError(t, err)
		one.clock.Move(1e9)
		two.clock.Move(1e9)
		_, err = two.Verify(system(t), code(t, 2), enterprise.Statement{Key: "size_class", Value: "medium"})
		require.NoError(t, err)
		require.Equal(t, []string{"望渚乙商贸有限公司"}, names(t, one, enterprise.Filter{SizeClass: "medium"}))
		after, err := one.List(system(t), enterprise.Filter{}, "-updated", kernel.Page{Limit: 1})
		require.NoError(t, err)
		require.NotEqual(t, before.Items[0].USCC, after.Items[0].USCC)
		require.Equal(t, "望渚乙商贸有限公司", after.Items[0].Name)
	})
}
