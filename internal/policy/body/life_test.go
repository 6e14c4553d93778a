package body_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/policy/body"
	"github.com/yikou/yikou/internal/policy/definition"
)

func TestThePublicReadsNoPolicyThatTheLibraryHides(t *testing.T) {
	t.Parallel()
	d := definition.Document{ID: "p", Title: "措施", Text: "第一条", Interpretation: "解读"}
	shown := body.PolicyOf(&d)
	require.Equal(t, []any{true, "第一条", "解读"}, []any{shown.Public, shown.Text, shown.Interpretation})
	d.Hidden = true
	hidden := body.PolicyOf(&d)
	require.Equal(t, []any{false, "", ""}, []any{hidden.Public, hidden.Text, hidden.Interpretation})
	require.Equal(t, body.Policy{Issuers: []string{}}, body.PolicyOf(nil))
}
