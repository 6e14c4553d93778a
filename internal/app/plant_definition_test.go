package app_test

import (
	"context"
	"maps"
	"strconv"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/app/prooftest"
	"github.com/yikou/yikou/internal/appeal/definition"
	"github.com/yikou/yikou/internal/appeal/figure"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
)

func plantDefinitions(w *world) {
	for _, relation := range relations["definition_draft"] {
		o, err := makeDefinition(w.t.Context(), w, relation)
		require.NoError(w.t, err)
		w.keep("definition_draft", relation, o)
	}
}

// makeDefinition drafts what the rates mean as a colleague, from the last month on
// that may be asked for.
func makeDefinition(_ context.Context, w *world, relation string) (prooftest.Object, error) {
	if relation == prooftest.None {
		return prooftest.Object{"id": kernel.NewID(), "version": "1"}, nil
	}
	colleague := authz.With(w.t.Context(), kernel.Principal{
		Kind: kernel.StaffPrincipal, ID: "planter-definition", Name: "钱样例", Grants: map[string]kernel.Reach{string(definition.PermDraft): kernel.ReachAll},
	})
	all, err := w.Definitions.Definitions(colleague)
	if err != nil {
		return nil, err
	}
	month, err := figure.ParseMonth("2027-11")
	if err != nil {
		return nil, err
	}
	d, err := w.Definitions.Draft(colleague, definition.Request{
		Month: month, Rules: maps.Clone(all[0].Rules), Days: 20 + all[0].Version%20, Labels: []string{"因公共突发事件无法办理"}, Source: "区政府办公室通知", Reason: "多给几天申请剔除",
	})
	if err != nil {
		return nil, err
	}
	return prooftest.Object{"id": d.ID, "version": strconv.FormatInt(d.Version, 10)}, nil
}
