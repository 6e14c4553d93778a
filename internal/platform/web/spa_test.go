package web_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/platform/web"
)

func screens() fstest.MapFS {
	return fstest.MapFS{
		"index.html": {Data: []byte("public")}, "my.html": {Data: []byte("portal")}, "desk.html": {Data: []byte("desk")},
		"assets/app-1a2b.js": {Data: []byte("script")}, "robots.txt": {Data: []byte("robots")},
	}
}

func TestEachFaceHasItsPageAtEveryAddressBelowIt(t *testing.T) {
	t.Parallel()
	handler, err := web.Screens(screens())
	require.NoError(t, err)
	for path, want := range map[string]struct {
		status             int
		body, cache, media string
	}{
		"/":                     {200, "public", "no-cache", "text/html; charset=utf-8"},
		"/measures/17":          {200, "public", "no-cache", "text/html; charset=utf-8"},
		"/index.html":           {200, "public", "no-cache", "text/html; charset=utf-8"},
		"/mystery":              {200, "public", "no-cache", "text/html; charset=utf-8"},
		"/my":                   {200, "portal", "no-cache", "text/html; charset=utf-8"},
		"/my/benefits?x=1":      {200, "portal", "no-cache", "text/html; charset=utf-8"},
		"/desk/":                {200, "desk", "no-cache", "text/html; charset=utf-8"},
		"/desk/enterprises/91":  {200, "desk", "no-cache", "text/html; charset=utf-8"},
		"/assets/app-1a2b.js":   {200, "script", "public, max-age=31536000, immutable", "text/javascript; charset=utf-8"},
		"/robots.txt":           {200, "robots", "public, max-age=3600", "text/plain; charset=utf-8"},
		"/assets/gone-0000.js":  {404, "404 page not found\n", "", "text/plain; charset=utf-8"}, // a page in its place would be run as a script
		"/assets/":              {404, "404 page not found\n", "", "text/plain; charset=utf-8"},
		"/assets/../index.html": {200, "public", "no-cache", "text/html; charset=utf-8"},
	} {
		recorder := httptest.NewRecorder()
		handler.ServeHTTP(recorder, httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil))
		response := recorder.Result()
		body, err := io.ReadAll(response.Body)
		require.NoError(t, err)
		if path == "/assets/../index.html" && response.StatusCode == http.StatusNotFound {
			continue // either is safe
		}
		require.Equal(t, want.status, response.StatusCode, path)
		require.Equal(t, want.body, string(body), path)
		require.Equal(t, want.cache, response.Header.Get("Cache-Control"), path)
		require.Equal(t, want.media, response.Header.Get("Content-Type"), path)
	}
}

func TestAPageIsNotWrittenTo(t *testing.T) {
	t.Parallel()
	handler, err := web.Screens(screens())
	require.NoError(t, err)
	recorder := httptest.NewRecorder()
	handler.ServeHTTP(recorder, httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/desk", nil))
	require.Equal(t, http.StatusMethodNotAllowed, recorder.Code)
	require.Equal(t, "application/problem+json", recorder.Header().Get("Content-Type"))
}

func TestAProgramWithoutItsScreensSaysSoAtStart(t *testing.T) {
	t.Parallel()
	built := screens()
	delete(built, "my.html")
	_, err := web.Screens(built)
	require.ErrorContains(t, err, "screens are not built into this program")
}
