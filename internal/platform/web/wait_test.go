package web_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/platform/errs"
)

func TestARefusalThatPassesSaysHowLongToWait(t *testing.T) {
	t.Parallel()
	for wait, want := range map[time.Duration]string{
		0: "", time.Millisecond: "1", time.Minute: "60", 90*time.Second + 1: "91",
	} {
		b := newBench("fail")
		b.failing(errs.New(errs.TooMany, "thing.busy", "请稍后再试。").After(wait))
		a := b.call(t, http.MethodGet, "/api/v1/fail", "")
		require.Equal(t, http.StatusTooManyRequests, a.StatusCode)
		require.Equal(t, want, a.Header.Get("Retry-After"), wait)
	}
}
