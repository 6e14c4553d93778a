package web_test

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/platform/web"
)

const patience = 10 * time.Second

func TestAnEventReachesTheClientBeforeTheNextIsMade(t *testing.T) {
	t.Parallel()
	b := newBench("follow")
	next := make(chan struct{})
	web.RegisterEvents[struct{}, thing](b.api, web.Operation{ID: "follow", Method: http.MethodGet, Path: "/follow"},
		func(context.Context, *struct{}) (func(context.Context, web.Send) error, error) {
			return func(ctx context.Context, send web.Send) error {
				for _, name := range []string{"甲\n甲", "乙"} {
					if err := send("progress", "7\n8", thing{Name: name}); err != nil {
						return err
					}
					select {
					case <-next:
					case <-ctx.Done():
						return ctx.Err()
					}
				}
				return nil
			}, nil
		})
	server := httptest.NewServer(web.Wrap(b.mux, b.Options))
	t.Cleanup(server.Close)
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server.URL+"/api/v1/follow", nil)
	require.NoError(t, err)
	request.Header.Set("Accept-Encoding", "gzip, zstd")
	response, err := server.Client().Do(request)
	require.NoError(t, err)
	defer func() { _ = response.Body.Close() }()
	require.Equal(t, "text/event-stream", response.Header.Get("Content-Type"))
	require.Empty(t, response.Header.Get("Content-Encoding"))
	require.Equal(t, "no", response.Header.Get("X-Accel-Buffering"))

	lines := make(chan string)
	go func() {
		defer close(lines)
		for s := bufio.NewScanner(response.Body); s.Scan(); {
			lines <- s.Text()
		}
	}()
	line := func() string {
		select {
		case l := <-lines:
			return l
		case <-time.After(patience):
			t.Fatal("the event waits in a buffer")
			return ""
		}
	}
	for _, name := range []string{`甲\n甲`, "乙"} {
		require.Equal(t, "event: progress", line())
		require.Equal(t, "id: 7%0A8", line(), "an id must not end its line")
		require.Contains(t, line(), `data: {"name":"`+name+`"`)
		require.Empty(t, line())
		next <- struct{}{}
	}
	_, open := <-lines
	require.False(t, open)
}

func TestAStreamMayRefuseBeforeItBegins(t *testing.T) {
	t.Parallel()
	b := newBench("follow")
	web.RegisterEvents[struct{}, thing](b.api, web.Operation{ID: "follow", Method: http.MethodGet, Path: "/follow"},
		func(context.Context, *struct{}) (func(context.Context, web.Send) error, error) {
			return nil, errs.New(errs.NotFound, "job.unknown", "没有这个任务。")
		})
	a := b.call(t, http.MethodGet, "/api/v1/follow", "")
	require.Equal(t, http.StatusNotFound, a.StatusCode)
	require.Equal(t, "job.unknown", a.problem(t).Code)
}

func TestAStreamEndsWhenTheClientLeaves(t *testing.T) {
	t.Parallel()
	b := newBench("follow")
	left := make(chan error, 1)
	web.RegisterEvents[struct{}, thing](b.api, web.Operation{ID: "follow", Method: http.MethodGet, Path: "/follow"},
		func(context.Context, *struct{}) (func(context.Context, web.Send) error, error) {
			return func(ctx context.Context, send web.Send) error {
				err := send("progress", "", thing{})
				<-ctx.Done()
				left <- ctx.Err()
				return err
			}, nil
		})
	server := httptest.NewServer(web.Wrap(b.mux, b.Options))
	t.Cleanup(server.Close)
	ctx, leave := context.WithCancel(t.Context())
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, server.URL+"/api/v1/follow", nil)
	require.NoError(t, err)
	response, err := server.Client().Do(request)
	require.NoError(t, err)
	leave()
	_ = response.Body.Close()
	select {
	case err := <-left:
		require.ErrorIs(t, err, context.Canceled)
	case <-time.After(patience):
		t.Fatal("the stream goes on")
	}
}

func TestADownloadIsAnAttachmentWithItsNameAndBreaksOffWhenItFails(t *testing.T) {
	t.Parallel()
	b := newBench("export")
	var fault error
	web.RegisterDownload(b.api, web.Operation{ID: "export", Method: http.MethodGet, Path: "/export"},
		func(context.Context, *struct{}) (web.File, error) {
			return web.File{Name: "符合条件的企业 \"甲\".xlsx", ContentType: web.ContentTypeXLSX, Write: func(w io.Writer) error {
				_, err := io.WriteString(w, strings.Repeat("x", 3000))
				return errors.Join(err, fault)
			}}, nil
		})
	whole := b.call(t, http.MethodGet, "/api/v1/export", "")
	require.Equal(t, http.StatusOK, whole.StatusCode)
	require.Len(t, whole.text, 3000)
	require.Equal(t, web.ContentTypeXLSX, whole.Header.Get("Content-Type"))
	require.Equal(t, "no-store", whole.Header.Get("Cache-Control"))
	disposition := whole.Header.Get("Content-Disposition")
	require.True(t, strings.HasPrefix(disposition, "attachment; filename*=utf-8''%E7%AC%A6"), disposition)

	fault = errors.New(secret)
	server := httptest.NewServer(web.Wrap(b.mux, b.Options))
	t.Cleanup(server.Close)
	response, err := server.Client().Get(server.URL + "/api/v1/export")
	if err == nil {
		_, err = io.ReadAll(response.Body)
		require.NoError(t, response.Body.Close())
	}
	require.Error(t, err, "half a file passes for a whole one")
}

// timed is an answer that counts the deadlines set and the bytes under each.
type timed struct {
	*httptest.ResponseRecorder
	pieces []int
}

func (a *timed) SetWriteDeadline(at time.Time) error {
	if !at.IsZero() {
		a.pieces = append(a.pieces, 0)
	}
	return nil
}

func (a *timed) Write(p []byte) (int, error) {
	if len(a.pieces) > 0 {
		a.pieces[len(a.pieces)-1] += len(p)
	}
	return a.ResponseRecorder.Write(p)
}

func TestEveryPieceOfADownloadHasADeadline(t *testing.T) {
	t.Parallel()
	b := newBench("export")
	web.RegisterDownload(b.api, web.Operation{ID: "export", Method: http.MethodGet, Path: "/export"},
		func(context.Context, *struct{}) (web.File, error) {
			return web.File{Name: "a.pdf", ContentType: web.ContentTypePDF, Write: func(w io.Writer) error {
				_, err := w.Write(make([]byte, 150_000))
				return err
			}}, nil
		})
	a := &timed{ResponseRecorder: httptest.NewRecorder()}
	b.mux.ServeHTTP(a, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/api/v1/export", nil))
	require.Equal(t, http.StatusOK, a.Code)
	require.Equal(t, 150_000, a.Body.Len())
	require.Equal(t, []int{64 << 10, 64 << 10, 150_000 - 128<<10}, a.pieces)
}

func TestAnUploadStreamsUpToItsBound(t *testing.T) {
	t.Parallel()
	b := newBench("upload")
	type input struct {
		web.Upload
	}
	type received struct {
		Name string `json:"name"`
		Size int    `json:"size"`
	}
	web.Register(b.api, web.Operation{ID: "upload", Method: http.MethodPost, Path: "/files", MaxBody: 5000},
		func(_ context.Context, in *input) (*struct{ Body received }, error) {
			content, err := io.ReadAll(in.Reader())
			return &struct{ Body received }{received{in.Filename, len(content)}}, err
		})
	file := []string{"Content-Type", "application/octet-stream"}
	whole := b.call(t, http.MethodPost, "/api/v1/files?filename=%E7%94%B2.csv", strings.Repeat("x", 5000), file...)
	require.Equal(t, http.StatusOK, whole.StatusCode, whole.text)
	require.JSONEq(t, `{"name":"甲.csv","size":5000}`, whole.text)
	large := b.call(t, http.MethodPost, "/api/v1/files?filename=a", strings.Repeat("x", 5001), file...)
	require.Equal(t, http.StatusRequestEntityTooLarge, large.StatusCode)
	require.Equal(t, "too_large", large.problem(t).Code)
	stalls := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/api/v1/files?filename=a", iotest.ErrReader(os.ErrDeadlineExceeded))
	stalls.Header.Set("Content-Type", "application/octet-stream")
	stalled := b.send(t, stalls)
	require.Equal(t, http.StatusRequestTimeout, stalled.StatusCode)
	require.Equal(t, "timeout", stalled.problem(t).Code)
	require.Equal(t, http.StatusUnprocessableEntity, b.call(t, http.MethodPost, "/api/v1/files", "x", file...).StatusCode)
	require.Equal(t, http.StatusUnsupportedMediaType, b.call(t, http.MethodPost, "/api/v1/files?filename=a", "x").StatusCode)
	form := b.call(t, http.MethodPost, "/api/v1/files?filename=a", "x", "Content-Type", "text/plain")
	require.Equal(t, http.StatusUnsupportedMediaType, form.StatusCode)
	require.Equal(t, "unsupported_media_type", form.problem(t).Code)
}
