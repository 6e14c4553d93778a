package outbound_test

import (
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/platform/outbound"
)

func get(t *testing.T, c *outbound.Client, address string) (outbound.Answer, error) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	require.NoError(t, err)
	return c.Do(request)
}

// counting is a server on this machine that counts connections to it.
func counting(t *testing.T) (address string, connections *atomic.Int64) {
	t.Helper()
	connections = &atomic.Int64{}
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("inside")) }))
	server.Config.ConnState = func(_ net.Conn, s http.ConnState) {
		if s == http.StateNew {
			connections.Add(1)
		}
	}
	server.Start()
	t.Cleanup(server.Close)
	return server.URL, connections
}

func TestAnAddressInsideIsNeverConnectedTo(t *testing.T) {
	t.Parallel()
	address, connections := counting(t)
	u, err := url.Parse(address)
	require.NoError(t, err)
	c := outbound.New(outbound.Options{Timeout: 2 * time.Second})
	hosts := []string{
		"127.0.0.1", "127.1", "127.0.0.53", "127.255.255.254", "0.0.0.0", "0", "localhost", "LOCALHOST", "localhost.", "[::1]", "[::]",
		"[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[0:0:0:0:0:ffff:10.0.0.1]", "[64:ff9b::7f00:1]", "[64:ff9b::10.0.0.1]", "[2002:7f00:1::]",
		"[2001:0:7f00:1::]", "[fe80::1]", "[fc00::1]", "[fd12:3456::1]", "[ff02::1]", "[100::1]", "[2001:db8::1]",
		"10.0.0.1", "10.255.255.255", "172.16.0.1", "172.31.255.255", "192.168.0.1", "192.168.255.255", "169.254.169.254", "169.254.0.1",
		"100.64.0.1", "192.0.0.1", "192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.255",
		"240.0.0.1", "255.255.255.255", "2130706433", "0x7f000001", "017700000001",
	}
	for _, host := range hosts {
		_, err := get(t, c, "http://"+host+":"+u.Port()+"/")
		require.Error(t, err, host)
	}
	for _, odd := range []string{"file:///etc/passwd", "gopher://127.0.0.1/", "ftp://192.0.2.1/", "http://user:secret@192.0.2.1/", "unix:///run/x"} {
		_, err := get(t, c, odd)
		require.ErrorIs(t, err, outbound.ErrRefused, odd)
		require.NotContains(t, err.Error(), "secret")
	}
	require.Zero(t, connections.Load(), "a connection was made")
}

func TestAHostOfTheOperatorIsReachedOnItsPortOnly(t *testing.T) {
	t.Parallel()
	address, connections := counting(t)
	host, err := outbound.HostPort(address + "/send?token=x")
	require.NoError(t, err)
	c := outbound.New(outbound.Options{Allow: []string{host}})
	answer, err := get(t, c, address)
	require.NoError(t, err)
	require.Equal(t, "inside", string(answer.Body))
	require.EqualValues(t, 1, connections.Load())

	other, untouched := counting(t)
	_, err = get(t, c, other)
	require.ErrorIs(t, err, outbound.ErrRefused)
	require.Zero(t, untouched.Load())
}

// allowed is a client for one server of the test.
func allowed(t *testing.T, handler http.HandlerFunc, o outbound.Options) (*outbound.Client, string) {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	host, err := outbound.HostPort(server.URL)
	require.NoError(t, err)
	o.Allow = []string{host}
	return outbound.New(o), server.URL
}

func TestARedirectIsNotFollowed(t *testing.T) {
	t.Parallel()
	inside, connections := counting(t)
	c, address := allowed(t, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, inside, http.StatusFound) }, outbound.Options{})
	_, err := get(t, c, address)
	require.ErrorIs(t, err, outbound.ErrRedirect)
	require.Zero(t, connections.Load())
}

func TestALongOrSlowAnswerIsCutOff(t *testing.T) {
	t.Parallel()
	c, address := allowed(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(strings.Repeat("x", 2000))) }, outbound.Options{MaxBody: 1999})
	_, err := get(t, c, address)
	require.ErrorIs(t, err, outbound.ErrTooLarge)

	slow, address := allowed(t, func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(http.StatusOK)
		_ = http.NewResponseController(w).Flush()
		<-r.Context().Done()
	}, outbound.Options{Timeout: 50 * time.Millisecond})
	_, err = get(t, slow, address+"/x?secret=1")
	require.ErrorIs(t, err, context.DeadlineExceeded)
	require.NotContains(t, err.Error(), "secret")
}

func TestOnlyACompleteAddressNamesAHost(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]string{
		"https://a.example/x": "a.example:443", "http://a.example": "a.example:80", "http://[::1]:8080/": "[::1]:8080",
		"ftp://a.example": "", "a.example": "", "https://u:p@a.example": "", "://": "",
	} {
		got, err := outbound.HostPort(address)
		require.Equal(t, want, got)
		require.Equal(t, want == "", err != nil, address)
	}
}
