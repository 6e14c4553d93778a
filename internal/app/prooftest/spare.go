package prooftest

import (
	"context"
	"net/http"
	"slices"
)

// spare is a world that hands an object made for one call to the next call again
// as long as none has used it up. To make one takes longer than all that is asked
// of it, and most calls of a proof are refused. It serves one goroutine.
type spare struct {
	World
	kept map[string]Object
}

func newSpare(w World) *spare { return &spare{World: w, kept: map[string]Object{}} }

// Plant implements World: a fresh object is one that was not used up.
func (s *spare) Plant(ctx context.Context, kind, relation, viewer string, fresh bool) (Object, error) {
	if !fresh || kind == "viewer" {
		return s.World.Plant(ctx, kind, relation, viewer, fresh)
	}
	if object, there := s.kept[kind+" "+relation]; there {
		return object, nil
	}
	object, err := s.World.Plant(ctx, kind, relation, viewer, true)
	if err == nil {
		s.kept[kind+" "+relation] = object
	}
	return object, err
}

// harmless are the refusals that leave a thing as it was. A conflict is not one of
// them: the thing may be in no state for the next call either. Nor is too many.
var harmless = []int{
	http.StatusBadRequest, http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound, http.StatusMethodNotAllowed,
	http.StatusNotAcceptable, http.StatusPreconditionFailed, http.StatusUnsupportedMediaType, http.StatusUnprocessableEntity, http.StatusPreconditionRequired,
}

// answered lets the objects of a call go that may have used them up.
func (s *spare) answered(a Answer) {
	if !slices.Contains(harmless, a.Status) {
		clear(s.kept)
	}
}
