package app

import (
	"context"
	"errors"
	"io"
	"os"

	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/config"
)

// DescribeAPI returns the OpenAPI document of this program. It builds an instance
// in a temporary folder, because only the built routes know themselves.
func DescribeAPI(ctx context.Context) (document []byte, err error) {
	folder, err := os.MkdirTemp("", "yikou-openapi-")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	c := config.Default()
	c.Data, c.Log.Level = folder, "error"
	// The document carries no version of the build, so that it changes only when
	// the API does.
	a, err := New(ctx, c, Options{Version: "v1", Console: io.Discard, LogTo: io.Discard, Clock: clock.System()})
	if err != nil {
		return nil, err
	}
	document, err = a.api.OpenAPI()
	return document, errors.Join(err, a.Close())
}
