package prooftest

import (
	"context"
	"fmt"
	"net/http"

	"github.com/getkin/kin-openapi/openapi3"
)

// Description is the OpenAPI document of the API.
type Description struct {
	document *openapi3.T
	prefix   string
}

// ReadDescription reads an OpenAPI document. Prefix is where its paths begin.
func ReadDescription(ctx context.Context, text []byte, prefix string) (*Description, error) {
	loader := openapi3.NewLoader()
	loader.Context = ctx
	document, err := loader.LoadFromData(text)
	if err != nil {
		return nil, fmt.Errorf("read the description of the API: %w", err)
	}
	return &Description{document: document, prefix: prefix}, nil
}

// operation returns one operation of the document, nil if it is not there.
func (d *Description) operation(method, path string) *openapi3.Operation {
	item := d.document.Paths.Value(path)
	if item == nil {
		return nil
	}
	if method == http.MethodHead {
		return item.Head
	}
	return item.GetOperation(method)
}

// TextParameters returns the names of the parameters in the query of an operation
// that take a text that is not one of a list.
func (d *Description) TextParameters(method, path string) []string {
	return d.queryParameters(method, path, func(p *openapi3.Parameter) bool {
		return p.Schema != nil && p.Schema.Value.Type.Includes("string") && len(p.Schema.Value.Enum) == 0
	})
}

// Filters returns the names of the parameters in the query of an operation that
// can be left out.
func (d *Description) Filters(method, path string) []string {
	return d.queryParameters(method, path, func(p *openapi3.Parameter) bool { return !p.Required })
}

func (d *Description) queryParameters(method, path string, wanted func(*openapi3.Parameter) bool) []string {
	o := d.operation(method, path)
	if o == nil {
		return nil
	}
	var names []string
	for _, p := range o.Parameters {
		if p.Value.In == openapi3.ParameterInQuery && wanted(p.Value) {
			names = append(names, p.Value.Name)
		}
	}
	return names
}
