package web

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"os"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"
)

// File is a download. Write runs after the headers are sent: it must not be the
// first to find that the caller asks for something impossible.
type File struct {
	Name        string
	ContentType string
	Write       func(w io.Writer) error
}

// ContentTypeXLSX is the media type of an Excel workbook.
const ContentTypeXLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

// ContentTypePDF is the media type of a document for print.
const ContentTypePDF = "application/pdf"

// RegisterDownload adds an operation that answers with a file, always as an
// attachment that no browser interprets.
func RegisterDownload[I any](a *API, op Operation, handler func(context.Context, *I) (File, error)) {
	described := a.describe(op)
	binary := &huma.Schema{Type: huma.TypeString, Format: "binary"}
	described.Responses = map[string]*huma.Response{"200": {
		Description: "文件", Content: map[string]*huma.MediaType{"application/octet-stream": {Schema: binary}},
	}}
	huma.Register(a.huma, described, func(ctx context.Context, in *I) (*huma.StreamResponse, error) {
		file, err := handler(ctx, in)
		if err != nil {
			return nil, a.problem(ctx, err)
		}
		return &huma.StreamResponse{Body: func(hctx huma.Context) {
			hctx.SetHeader("Content-Type", file.ContentType)
			hctx.SetHeader("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": file.Name}))
			hctx.SetHeader("Cache-Control", "no-store")
			_, w := humago.Unwrap(hctx)
			if err := file.Write(patientWriter{to: hctx.BodyWriter(), control: http.NewResponseController(w)}); err != nil {
				// The status is sent: cutting the connection is the only way left
				// to say that the file is incomplete.
				a.log.ErrorContext(ctx, "download broke off", "operation", op.ID, "error", err)
				panic(http.ErrAbortHandler)
			}
		}}, nil
	})
}

const (
	// downloadPause is how long a piece of a download may take to leave before the
	// client counts as gone; a piece is at most downloadPiece bytes.
	downloadPause = 30 * time.Second
	downloadPiece = 64 << 10
)

// patientWriter lets a download take as long as it likes while it moves.
type patientWriter struct {
	to      io.Writer
	control *http.ResponseController
}

// Write writes p piece by piece, each with a deadline of its own.
func (w patientWriter) Write(p []byte) (int, error) {
	done := 0
	for done < len(p) {
		// A server without deadlines (a recorder in a test) has nothing to set.
		_ = w.control.SetWriteDeadline(deadline(downloadPause))
		n, err := w.to.Write(p[done:min(len(p), done+downloadPiece)])
		if done += n; err != nil {
			return done, err
		}
	}
	return done, nil
}

// Send writes one server-sent event. ID lets a client that lost the connection
// continue; it may be empty.
type Send func(event, id string, data any) error

// RegisterEvents adds an operation that answers with a stream of server-sent
// events, each with data of the shape of E. Prepare finds what to stream and
// may refuse; the function it returns streams until it is done or the client
// is gone.
func RegisterEvents[I, E any](a *API, op Operation, prepare func(context.Context, *I) (func(context.Context, Send) error, error)) {
	described := a.describe(op)
	var example E
	schema := huma.SchemaFromType(a.huma.OpenAPI().Components.Schemas, typeOf(example))
	described.Responses = map[string]*huma.Response{"200": {
		Description: "事件流", Content: map[string]*huma.MediaType{"text/event-stream": {Schema: schema}},
	}}
	huma.Register(a.huma, described, func(ctx context.Context, in *I) (*huma.StreamResponse, error) {
		stream, err := prepare(ctx, in)
		if err != nil {
			return nil, a.problem(ctx, err)
		}
		return &huma.StreamResponse{Body: func(hctx huma.Context) {
			hctx.SetHeader("Content-Type", "text/event-stream")
			hctx.SetHeader("Cache-Control", "no-store")
			hctx.SetHeader("X-Accel-Buffering", "no")
			_, w := humago.Unwrap(hctx)
			if err := stream(hctx.Context(), sender(w)); err != nil {
				a.log.InfoContext(ctx, "event stream ended", "operation", op.ID, "error", err)
			}
		}}, nil
	})
}

// eventTimeout is how long one event may take to leave before the client
// counts as gone.
const eventTimeout = 10 * time.Second

func sender(w http.ResponseWriter) Send {
	control := http.NewResponseController(w)
	return func(event, id string, data any) error {
		body, err := json.Marshal(data)
		if err != nil {
			return fmt.Errorf("event %s: %w", event, err)
		}
		// A server without deadlines (a recorder in a test) has nothing to set.
		_ = control.SetWriteDeadline(deadline(eventTimeout))
		if id != "" {
			id = "id: " + url.QueryEscape(id) + "\n"
		}
		if _, err := fmt.Fprintf(w, "event: %s\n%sdata: %s\n\n", event, id, body); err != nil {
			return err
		}
		return control.Flush()
	}
}

// Upload is an input that streams the raw request body instead of reading it
// into memory. Embed it in an operation's input; the operation's MaxBody bounds
// it.
type Upload struct {
	// Filename is the name the file has on the client's machine.
	Filename string `query:"filename" required:"true" minLength:"1" maxLength:"255" doc:"文件名"`
	body     io.Reader
}

// Resolve keeps the request body for Reader.
func (u *Upload) Resolve(ctx huma.Context) []error {
	if media, _, _ := mime.ParseMediaType(ctx.Header("Content-Type")); media != "application/octet-stream" {
		return []error{huma.NewErrorWithContext(ctx, http.StatusUnsupportedMediaType, "")}
	}
	r, w := humago.Unwrap(ctx)
	u.body = patientReader{body: http.MaxBytesReader(w, r.Body, ctx.Operation().MaxBodyBytes), control: http.NewResponseController(w)}
	return nil
}

// Reader returns the content. Reading beyond the operation's MaxBody fails with
// *http.MaxBytesError, and a client that sends nothing for a while with
// os.ErrDeadlineExceeded.
func (u *Upload) Reader() io.Reader { return u.body }

// uploadPause is how long an upload may stand still.
const uploadPause = 30 * time.Second

// patientReader lets an upload take as long as it likes while it moves.
type patientReader struct {
	body    io.Reader
	control *http.ResponseController
}

// Read reads the next piece and puts the deadline off.
func (p patientReader) Read(b []byte) (int, error) {
	// A server without deadlines (a recorder in a test) has nothing to set.
	_ = p.control.SetReadDeadline(deadline(uploadPause))
	n, err := p.body.Read(b)
	if errors.Is(err, os.ErrDeadlineExceeded) {
		err = &stalledUpload{err}
	}
	return n, err
}

// stalledUpload tells a client that stopped sending from a database that did not
// answer in time: both are os.ErrDeadlineExceeded.
type stalledUpload struct{ cause error }

// Error returns the cause in words.
func (e *stalledUpload) Error() string { return "upload stands still: " + e.cause.Error() }

// Unwrap returns the cause.
func (e *stalledUpload) Unwrap() error { return e.cause }
