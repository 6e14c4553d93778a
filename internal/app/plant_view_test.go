package app_test

import (
	"context"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/app/prooftest"
	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/view"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
)

// viewRelations: of the one who asks, shared with department A and with department
// B, and somebody's own.
var viewRelations = []string{"own_department", "other_department", "another", prooftest.None}

func plantViews(w *world) {
	for _, relation := range viewRelations {
		o, err := makeView(w.t.Context(), w, relation)
		require.NoError(w.t, err)
		w.keep("appeal_view", relation, o)
	}
}

// makeView saves a view of a colleague.
func makeView(_ context.Context, w *world, relation string) (prooftest.Object, error) {
	if relation == prooftest.None {
		return prooftest.Object{"id": kernel.NewID()}, nil
	}
	department := w.departmentOf("own").ID
	if relation == "other_department" {
		department = w.departmentOf("other_department").ID
	}
	colleague := authz.With(w.t.Context(), kernel.Principal{
		Kind: kernel.StaffPrincipal, ID: "view-" + kernel.NewID(), Name: "钱样例", Department: department,
		Grants: map[string]kernel.Reach{string(appeal.PermRead): kernel.ReachAll},
	})
	v, err := w.Views.Save(colleague, "急件", view.Look{Box: "all", Urgency: "urgent"}, relation != "another")
	if err != nil {
		return nil, err
	}
	return prooftest.Object{"id": v.ID}, nil
}
