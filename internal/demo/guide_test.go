package demo_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/demo"
)

func TestThereAreThirtyTwoGuidesAndEachPinsMeasuresThatThereAre(t *testing.T) {
	t.Parallel()
	var list []struct {
		Code, Title string
		Pinned      []string
		ByFilter    bool `json:"by_filter"`
	}
	require.NoError(t, json.Unmarshal(demo.Guides(), &list))
	require.Len(t, list, 32)
	measures := map[string]bool{}
	for _, m := range pages(t) {
		measures[m.ID] = true
	}
	codes := map[string]bool{}
	for _, g := range list {
		require.False(t, codes[g.Code], g.Code)
		codes[g.Code] = true
		require.True(t, g.ByFilter || len(g.Pinned) > 1, g.Title)
		for _, id := range g.Pinned {
			require.True(t, measures[id], "%s pins %s", g.Title, id)
		}
	}
}
