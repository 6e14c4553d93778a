package web_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/web"
)

func TestFiguresAreForThisMachineOnly(t *testing.T) {
	t.Parallel()
	handler := web.NewMetrics().GuardedHandler("system.metrics")
	for name, tc := range map[string]struct {
		from   string
		header string
		status int
	}{
		"this machine":             {"127.0.0.1:5000", "", http.StatusOK},
		"this machine, version 6":  {"[::1]:5000", "", http.StatusOK},
		"a proxy on this machine":  {"127.0.0.1:5000", "X-Forwarded-For", http.StatusNotFound},
		"another proxy's manner":   {"127.0.0.1:5000", "Forwarded", http.StatusNotFound},
		"another machine":          {"198.51.100.7:5000", "", http.StatusNotFound},
		"an address without sense": {"nowhere", "", http.StatusNotFound},
	} {
		request := httptest.NewRequest(http.MethodGet, "/metrics", nil)
		request.RemoteAddr = tc.from
		if tc.header != "" {
			request.Header.Set(tc.header, "for=198.51.100.7")
		}
		answer := httptest.NewRecorder()
		handler.ServeHTTP(answer, request)
		require.Equal(t, tc.status, answer.Code, name)
		if tc.status == http.StatusOK {
			require.Contains(t, answer.Body.String(), "go_goroutines")
		}
	}
}

func TestFiguresAreForWhoeverHoldsThePermissionWhereverTheyAre(t *testing.T) {
	t.Parallel()
	handler := web.NewMetrics().GuardedHandler("system.metrics")
	for permission, status := range map[string]int{"system.metrics": http.StatusOK, "task.read": http.StatusNotFound} {
		request := httptest.NewRequest(http.MethodGet, "/metrics", nil)
		request.RemoteAddr = "198.51.100.7:5000"
		p := kernel.Principal{Kind: kernel.StaffPrincipal, ID: "x", Grants: map[string]kernel.Reach{permission: kernel.ReachOwn}}
		answer := httptest.NewRecorder()
		handler.ServeHTTP(answer, request.WithContext(authz.With(t.Context(), p)))
		require.Equal(t, status, answer.Code, permission)
	}
}
