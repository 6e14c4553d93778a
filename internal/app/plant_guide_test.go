package app_test

import (
	"context"
	"strconv"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/app/prooftest"
	"github.com/yikou/yikou/internal/policy/guide"
)

// guideRelations: an open guide and a closed one, each printed once.
var guideRelations = []string{"own", "closed", prooftest.None}

func plantGuides(w *world) {
	for _, relation := range guideRelations {
		o, err := makeGuide(w.t.Context(), w, relation)
		require.NoError(w.t, err)
		w.keep("guide", relation, o)
	}
}

// makeGuide makes a guide that is printed once, and closes it where the relation
// says so.
func makeGuide(_ context.Context, w *world, relation string) (prooftest.Object, error) {
	if relation == prooftest.None {
		return prooftest.Object{"code": "ZZZZZZ", "version": "1"}, nil
	}
	g, err := w.Printing.Guides.Create(w.system(), guide.Form{Title: "扫码看政策", Audience: guide.Audience{Theme: "研发"}, ByFilter: true})
	if err != nil {
		return nil, err
	}
	if _, err := w.Printing.Guides.Print(w.system(), g.Code); err != nil {
		return nil, err
	}
	if relation == "closed" {
		if g, err = w.Printing.Guides.Become(w.system(), g.Code, g.Version, guide.Closed); err != nil {
			return nil, err
		}
	}
	return prooftest.Object{"code": g.Code, "version": strconv.FormatInt(g.Version, 10)}, nil
}
