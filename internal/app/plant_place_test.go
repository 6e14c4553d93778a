package app_test

import (
	"context"
	"strconv"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/app/prooftest"
	places "github.com/yikou/yikou/internal/appeal/place"
)

// placeRelations: an open place and a closed one.
var placeRelations = []string{"own", "closed", prooftest.None}

func plantPlaces(w *world) {
	for _, relation := range placeRelations {
		o, err := makePlace(w.t.Context(), w, relation)
		require.NoError(w.t, err)
		w.keep("place", relation, o)
	}
}

// makePlace adds a place, and closes it where the relation says so.
func makePlace(_ context.Context, w *world, relation string) (prooftest.Object, error) {
	if relation == prooftest.None {
		return prooftest.Object{"code": "ZZZZZZ", "version": "1"}, nil
	}
	p, err := w.Places.Add(w.system(), places.Form{Name: "示例产业园", Kind: places.Park, Division: "390102"})
	if err != nil {
		return nil, err
	}
	if relation == "closed" {
		if p, err = w.Places.Become(w.system(), p.Code, p.Version, places.Closed); err != nil {
			return nil, err
		}
	}
	return prooftest.Object{"code": p.Code, "version": strconv.FormatInt(p.Version, 10)}, nil
}
