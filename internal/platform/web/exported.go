package web

import (
	"context"
	"io"
	"path"

	"github.com/yikou/yikou/internal/platform/export"
)

var contentTypes = map[string]string{".xlsx": ContentTypeXLSX, ".pdf": ContentTypePDF, ".csv": "text/csv; charset=utf-8"}

// Exported takes a prepared export through the gate and returns its file.
func Exported(ctx context.Context, gate export.Gate, p *export.Prepared) (File, error) {
	t, err := gate.Take(ctx, p)
	if err != nil {
		return File{}, err
	}
	return File{Name: t.Name(p.File), ContentType: contentTypes[path.Ext(p.File)], Write: func(w io.Writer) error { return p.Write(ctx, w, t) }}, nil
}
