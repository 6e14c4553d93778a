package web_test

import (
	"context"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/platform/web"
)

func TestTextsThatNoDatabaseCanKeepAreRefusedBeforeAnythingReadsThem(t *testing.T) {
	t.Parallel()
	b := newBench("say", "search")
	var said []string
	web.Register(b.api, web.Operation{ID: "say", Method: http.MethodPost, Path: "/say/{to}", Tag: "t", Summary: "说"},
		func(_ context.Context, in *struct {
			To   string `path:"to"`
			Body struct {
				Text string `json:"text"`
			}
		},
		) (*struct{}, error) {
			said = append(said, in.To+": "+in.Body.Text)
			return nil, nil
		})
	web.Register(b.api, web.Operation{ID: "search", Method: http.MethodGet, Path: "/search", Tag: "t", Summary: "找"},
		func(_ context.Context, in *struct {
			Text string `query:"q"`
		},
		) (*struct{}, error) {
			said = append(said, in.Text)
			return nil, nil
		})
	for _, path := range []string{"/search?q=%00", "/search?q=%FF", "/search?q=a;b", "/search?%ED%A0%80=1", "/search?q=%zz"} {
		a := b.call(t, http.MethodGet, web.Prefix+path, "")
		require.Equal(t, http.StatusUnprocessableEntity, a.StatusCode, path)
		require.Equal(t, "request.unreadable", a.problem(t).Code, path)
	}
	for _, path := range []string{"/say/%00", "/say/%ff"} {
		require.Equal(t, http.StatusUnprocessableEntity, b.call(t, http.MethodPost, web.Prefix+path, `{"text":"x"}`).StatusCode, path)
	}
	for _, body := range []string{`{"text":"a\u0000b"}`, `{"text":"\\\u0000"}`, "{\"text\":\"\xff\"}", "{\"text\":\"a\x00\"}", `{"\u0000":"a"}`} {
		a := b.call(t, http.MethodPost, web.Prefix+"/say/me", body)
		require.Equal(t, http.StatusBadRequest, a.StatusCode, body)
		a.problem(t)
	}
	require.Empty(t, said)
	require.Equal(t, http.StatusNoContent, b.call(t, http.MethodPost, web.Prefix+"/say/me", `{"text":"\\u0000 \\\\u0000 满"}`).StatusCode)
	require.Equal(t, http.StatusNoContent, b.call(t, http.MethodGet, web.Prefix+"/search?q=%E6%BB%A1", "").StatusCode)
	require.Equal(t, []string{`me: \u0000 \\u0000 满`, "满"}, said)
}
