package web

import (
	"fmt"
	"io/fs"
	"net/http"
	"strings"
)

// faces maps the first segment of an address to the page that serves it; ""
// serves everything else.
var faces = map[string]string{"": "index.html", "my": "my.html", "desk": "desk.html"}

// Screens serves the built front end: hashed assets for a year, and for every
// other address the page of its face, never cached, so that an upgrade reaches
// everybody at once. It fails when a page is missing, which means the front end
// was not built into the program.
func Screens(dist fs.FS) (http.Handler, error) {
	pages := map[string][]byte{}
	for face, name := range faces {
		page, err := fs.ReadFile(dist, name)
		if err != nil {
			return nil, fmt.Errorf("screens are not built into this program: %w", err)
		}
		pages[face] = page
	}
	files := http.FileServerFS(dist)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		path := strings.TrimPrefix(r.URL.Path, "/")
		if isAsset(dist, path) {
			cache := "public, max-age=3600"
			if strings.HasPrefix(path, "assets/") {
				cache = "public, max-age=31536000, immutable"
			}
			w.Header().Set("Cache-Control", cache)
			files.ServeHTTP(w, r)
			return
		}
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			writeProblem(w, r, http.StatusMethodNotAllowed, "", "")
			return
		}
		if strings.HasPrefix(path, "assets/") {
			http.NotFound(w, r)
			return
		}
		face, _, _ := strings.Cut(path, "/")
		page, ok := pages[face]
		if !ok {
			page = pages[""]
		}
		w.Header().Set("Cache-Control", "no-cache")
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write(page) // the client is gone if this fails
	}), nil
}

func isAsset(dist fs.FS, path string) bool {
	if path == "" || strings.HasSuffix(path, ".html") || !fs.ValidPath(path) {
		return false
	}
	info, err := fs.Stat(dist, path)
	return err == nil && !info.IsDir()
}
