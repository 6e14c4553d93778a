package library_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
	"github.com/yikou/yikou/internal/policy/finding"
	"github.com/yikou/yikou/internal/policy/library"
)

// laws is some files of the laws that the project keeps beside the repository; a
// test that needs them is skipped where they are not.
func laws(t *testing.T, pattern string) fstest.MapFS {
	t.Helper()
	root := os.Getenv("YIKOU_SHARED_DATA")
	if root == "" {
		root = "../../../../shared/data"
	}
	all := os.DirFS(filepath.Join(root, "laws"))
	names, err := fs.Glob(all, pattern)
	require.NoError(t, err)
	if len(names) == 0 {
		t.Skipf("SKIPPED, real data is absent: no laws in %s", root)
	}
	some := fstest.MapFS{}
	for _, name := range append(names, "index.csv") {
		data, err := fs.ReadFile(all, name)
		require.NoError(t, err)
		some[name] = &fstest.MapFile{Data: data}
	}
	return some
}

func TestLawsAreImportedFoundAndCitedByTheirArticles(t *testing.T) {
	t.Parallel()
	b := setup(t, dbtest.Open(t, db.SQLite))
	folder := laws(t, "经济法/中*.md")
	report, err := b.ImportFolder(authz.AsSystem(t.Context(), "test"), folder, nil)
	require.NoError(t, err)
	require.Equal(t, len(folder)-1, report.Created)
	rows, err := b.PublicList(t.Context(), library.Filter{Text: "中小企业发展专项资金 中小企业促进法"}, kernel.Page{})
	require.NoError(t, err)
	require.Equal(t, "中华人民共和国中小企业促进法", rows.Items[0].Title)
	places := finding.PlacesOf(rows.Items[0].Text, "中小企业发展专项资金")
	at := slices.IndexFunc(places, func(p finding.Place) bool { return p.Citation == "第九条" })
	require.GreaterOrEqual(t, at, 0, places)
	v, err := b.PublicGet(t.Context(), rows.Items[0].ID)
	require.NoError(t, err)
	cited := false
	for _, n := range v.Nodes {
		cited = cited || n.Citation == "第九条" && n.Anchor == places[at].Anchor
	}
	require.True(t, cited, "the page has the place that the search names")
}
