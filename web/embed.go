// Package web carries the built screens inside the binary. Before the first
// web build dist holds nothing but a marker file, so that the Go program
// compiles and tests run without Node.
package web

import (
	"embed"
	"io/fs"
)

// Entry pages of the three faces, relative to Dist.
const (
	PublicPage = "index.html"
	PortalPage = "my.html"
	DeskPage   = "desk.html"
)

//go:embed all:dist
var dist embed.FS

// Dist returns the built screens: the entry pages at the root, files with a
// content hash in their name under assets/. It holds no entry page when the
// screens have not been built.
func Dist() fs.FS {
	sub, err := fs.Sub(dist, "dist")
	if err != nil {
		// fs.Sub fails only on a malformed constant path.
		panic(err)
	}
	return sub
}
