package app_test

import (
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/app/prooftest"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
)

// endless is a body of 100 MB that counts what is taken of it.
type endless struct{ taken, left int64 }

// Read gives the next piece of a very deep list.
func (e *endless) Read(b []byte) (int, error) {
	if e.left <= 0 {
		return 0, io.EOF
	}
	n := int(min(int64(len(b)), e.left))
	copy(b, bytes.Repeat([]byte{'['}, n))
	e.taken, e.left = e.taken+int64(n), e.left-int64(n)
	return n, nil
}

func TestProofsOfABodyOfAHundredMegabytesBeingCutOffAtItsLimit(t *testing.T) {
	t.Parallel()
	w := newWorld(t, db.SQLite)
	b, handler := book(t), w.Handler(http.NotFoundHandler())
	limits := map[string]int64{}
	for _, o := range w.App.Operations() {
		limits[o.ID] = max(o.MaxBody, 4<<10)
		if o.MaxBody == 0 {
			limits[o.ID] = 1 << 20
		}
	}
	tried := 0
	for _, o := range w.Operations() {
		row := b.Rows[o.ID]
		if row.Request.Body == nil {
			continue
		}
		role, relation, found := b.Insider(row)
		require.True(t, found, o.ID)
		call, err := prooftest.Bind(t.Context(), w, o, row, relation, role)
		require.NoError(t, err)
		session, err := w.Session(t.Context(), role, false)
		require.NoError(t, err)
		body := &endless{left: 100 << 20}
		request := httptest.NewRequestWithContext(t.Context(), o.Method, call.URL(""), body)
		request.Header.Set("Content-Type", "application/json")
		for name, value := range call.Headers {
			request.Header.Set(name, value)
		}
		for _, c := range session {
			request.AddCookie(c)
		}
		recorder := httptest.NewRecorder()
		handler.ServeHTTP(recorder, request)
		require.Equal(t, http.StatusRequestEntityTooLarge, recorder.Code, "%s as %s: %s", o.ID, role, recorder.Body)
		require.LessOrEqual(t, body.taken, limits[o.ID]+(64<<10), o.ID)
		tried++
	}
	require.Greater(t, tried, 10)
}

// TestSoakClientsThatSayNothingAreCutOff holds connections open as an attacker
// would: without a header, and with a body that never comes.
func TestSoakClientsThatSayNothingAreCutOff(t *testing.T) {
	t.Parallel()
	if !soak() {
		t.Skip("SKIPPED: takes as long as the time limits; run it through make soak")
	}
	s := instance{data: t.TempDir(), database: dbtest.URL(t, db.SQLite)}.serve(t)
	address := strings.TrimPrefix(s.address, "http://")
	for name, text := range map[string]string{
		"half a header":  "GET /api/v1/session HTTP/1.1\r\nHost: x\r\nX-Slow: ",
		"no body":        "POST /api/v1/session/staff HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{",
		"a long silence": "GET /api/v1/system HTTP/1.1\r\nHost: x\r\n\r\n",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for n := range 50 {
				connection, err := net.Dial("tcp", address)
				require.NoError(t, err)
				t.Cleanup(func() { _ = connection.Close() })
				_, err = fmt.Fprint(connection, text)
				require.NoError(t, err)
				if n == 0 {
					require.NoError(t, connection.SetReadDeadline(time.Now().Add(5*time.Minute)))
					_, err = io.Copy(io.Discard, connection)
					require.NoError(t, err, "the connection was not closed")
				}
			}
		})
	}
}
