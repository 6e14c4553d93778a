package app_test

import (
	"context"
	"strconv"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/app/prooftest"
	"github.com/yikou/yikou/internal/appeal/template"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
)

// templateRelations: of department A, of department B, and the centre's.
var templateRelations = []string{"own", "other_department", "centre", prooftest.None}

func plantTemplates(w *world) {
	for _, relation := range templateRelations {
		o, err := makeTemplate(w.t.Context(), w, relation)
		require.NoError(w.t, err)
		w.keep("reply_template", relation, o)
	}
}

// makeTemplate adds a template.
func makeTemplate(_ context.Context, w *world, relation string) (prooftest.Object, error) {
	if relation == prooftest.None {
		return prooftest.Object{"id": kernel.NewID(), "version": "1"}, nil
	}
	department := ""
	if relation != "centre" {
		department = w.departmentOf(relation).ID
	}
	keeper := authz.With(w.t.Context(), kernel.Principal{
		Kind: kernel.StaffPrincipal, ID: "planter-template", Name: "钱样例", Department: department,
		Grants: map[string]kernel.Reach{string(template.PermEdit): kernel.ReachAll},
	})
	t, err := w.Templates.Add(keeper, template.Form{Title: "已经办结", Words: "您反映的{事项}已由{部门}办结。"}, relation == "centre")
	if err != nil {
		return nil, err
	}
	return prooftest.Object{"id": t.ID, "version": strconv.FormatInt(t.Version, 10)}, nil
}
