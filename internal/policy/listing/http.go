package listing

import (
	"context"
	"io"
	"net/http"

	"github.com/yikou/yikou/internal/platform/paper"
	"github.com/yikou/yikou/internal/platform/web"
	"github.com/yikou/yikou/internal/policy"
)

// PublicOperations are the operations of this package that anybody may call.
var PublicOperations = []string{"export-public-measures", "get-measure-code"}

// Routes adds the package's operations to the API.
func (s *Service) Routes(api *web.API) {
	get := func(id, path, summary string) web.Operation {
		return web.Operation{ID: id, Method: http.MethodGet, Path: path, Tag: "policy", Summary: summary}
	}
	desk := get("export-measure-list", "/measures/export", "导出惠企政策清单")
	desk.Permission = policy.PermRead
	web.RegisterDownload(api, desk, s.exportDesk)
	web.RegisterDownload(api, get("export-public-measures", "/public/measures/export", "下载惠企政策清单"), s.exportPublic)
	web.RegisterDownload(api, get("get-measure-code", "/public/measures/{id}/code", "事项页面的二维码"), s.measureCode)
}

// FormatInput says how a list is written.
type FormatInput struct {
	Format string `query:"format" enum:"xlsx,pdf" default:"xlsx" doc:"表格，或用于打印的 PDF"`
}

var contentTypes = map[Format]string{Workbook: web.ContentTypeXLSX, PDF: web.ContentTypePDF}

type exportDeskInput struct {
	web.Origin
	FormatInput
	policy.MeasureFilterInput
}

func (s *Service) exportDesk(ctx context.Context, in *exportDeskInput) (web.File, error) {
	p, err := s.Prepare(ctx, Format(in.Format), in.Filter(), in.Origin.String())
	if err != nil {
		return web.File{}, err
	}
	return web.Exported(ctx, s.Exports, p)
}

type exportPublicInput struct {
	web.Origin
	FormatInput
	policy.PublicFilterInput
}

func (s *Service) exportPublic(ctx context.Context, in *exportPublicInput) (web.File, error) {
	format := Format(in.Format)
	if format == PDF {
		if err := s.Press.Ready(); err != nil {
			return web.File{}, err
		}
	}
	list, err := s.Public(ctx, in.Filter(), in.Origin.String())
	if err != nil {
		return web.File{}, err
	}
	return web.File{Name: s.file(format), ContentType: contentTypes[format], Write: func(w io.Writer) error { return s.Write(ctx, list, format, w) }}, nil
}

type codeInput struct {
	web.Origin
	policy.MeasureInput
}

func (s *Service) measureCode(ctx context.Context, in *codeInput) (web.File, error) {
	found, err := s.Catalogue.PublicMeasure(ctx, in.ID)
	if err != nil {
		return web.File{}, err
	}
	return Image(found.Record.ID, PageOf(Base(s.PublicURL, in.Origin.String()), found.Record.ID))
}

// Image answers with the QR code of an address.
func Image(name, address string) (web.File, error) {
	image, err := paper.SVG(address)
	if err != nil {
		return web.File{}, err
	}
	return web.File{Name: name + ".svg", ContentType: "image/svg+xml", Write: func(w io.Writer) error {
		_, err := io.WriteString(w, image)
		return err
	}}, nil
}
