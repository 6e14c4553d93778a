package web_test

import (
	"context"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/platform/web"
)

type crate struct {
	Eggs  []string `json:"eggs" minItems:"1"`
	Notes []string `json:"notes"`
	Boxes []box    `json:"boxes,omitempty" required:"false"`
}

type box struct {
	Eggs []string `json:"eggs" minItems:"2"`
}

func TestNullIsNoWayAroundAListThatNeedsAnEntry(t *testing.T) {
	t.Parallel()
	b := newBench("pack")
	web.Register(b.api, web.Operation{ID: "pack", Method: http.MethodPost, Path: "/crates"},
		func(context.Context, *struct{ Body crate }) (*struct{}, error) { return nil, nil })
	for body, status := range map[string]int{
		`{"eggs":["a"],"notes":null}`:                            http.StatusNoContent,
		`{"eggs":["a"],"notes":[],"boxes":null}`:                 http.StatusNoContent,
		`{"eggs":[],"notes":[]}`:                                 http.StatusUnprocessableEntity,
		`{"eggs":null,"notes":[]}`:                               http.StatusUnprocessableEntity,
		`{"eggs":["a"],"notes":[],"boxes":[{"eggs":["a","b"]}]}`: http.StatusNoContent,
		`{"eggs":["a"],"notes":[],"boxes":[{"eggs":null}]}`:      http.StatusUnprocessableEntity,
		`{"eggs":["a"],"notes":[],"boxes":[{"eggs":["a"]},{}]}`:  http.StatusUnprocessableEntity,
	} {
		require.Equal(t, status, b.call(t, http.MethodPost, "/api/v1/crates", body).StatusCode, body)
	}
}
