package enterprise_test

import (
	"bytes"
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/demo"
	"github.com/yikou/yikou/internal/enterprise"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
	"github.com/yikou/yikou/internal/standard/division"
)

// places gives one tree.
type places struct{ tree *division.Tree }

func (p places) Tree(context.Context) (*division.Tree, error) { return p.tree, nil }

func TestTheDemoCityIsImportedWithoutAnyProblem(t *testing.T) {
	t.Parallel()
	b := setup(t, dbtest.Open(t, db.SQLite))
	tree, err := division.Default().With(demo.City().Divisions)
	require.NoError(t, err)
	b.Divisions = places{tree}
	options := demo.Options{Enterprises: 1500}
	_, err = b.ImportFactKeys(system(t), bytes.NewReader(demo.FactKeys()), int64(len(demo.FactKeys())))
	require.NoError(t, err)
	var firms, facts bytes.Buffer
	require.NoError(t, demo.WriteEnterprises(&firms, options))
	require.NoError(t, demo.WriteFacts(&facts, options))
	first := importText(t, b, firms.String())
	require.Empty(t, first.Problems)
	require.Equal(t, first.Rows, first.DistrictFound)
	second := importFacts(t, b, facts.String())
	require.Empty(t, second.Problems)
	require.Equal(t, second.Rows, second.Created)
	again := importFacts(t, b, facts.String())
	require.Equal(t, again.Rows, again.Unchanged)
	require.NotEmpty(t, names(t, b, enterprise.Filter{Division: "390102", Qualification: "high_tech", Status: "存续"}))
	require.NotEmpty(t, names(t, b, enterprise.Filter{SizeClass: "small"}))
}
