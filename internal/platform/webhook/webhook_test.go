package webhook_test

import (
	"crypto/rand"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/platform/outbound"
	"github.com/yikou/yikou/internal/platform/webhook"
)

// now is far from the machine's time: what is proved is proved by the program's.
var now = time.Date(2031, 3, 4, 5, 6, 7, 0, time.UTC)

func secret(t *testing.T) string {
	t.Helper()
	s, err := webhook.NewSecret(rand.Reader)
	require.NoError(t, err)
	return s
}

func TestTheVectorOfTheStandardIsSignedAsItSays(t *testing.T) {
	t.Parallel()
	at := time.Unix(1614265330, 0)
	e, err := webhook.Sign("msg_p5jXN8AQM9LWM0D4loKWxJek", at, []byte(`{"test": 2432232314}`), "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
	require.NoError(t, err)
	require.Equal(t, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", e.Signature)
}

func TestOnlyWhatIsSignedNowWithASharedSecretIsProved(t *testing.T) {
	t.Parallel()
	own, other, body := secret(t), secret(t), []byte(`{"a":1}`)
	good, err := webhook.Sign("m1", now, body, own)
	require.NoError(t, err)
	change := func(f func(*webhook.Envelope)) webhook.Envelope {
		e := good
		f(&e)
		return e
	}
	for name, c := range map[string]struct {
		e       webhook.Envelope
		body    string
		at      time.Time
		secrets []string
		proved  bool
	}{
		"as it was sent":           {good, string(body), now, []string{own}, true},
		"late, but in time":        {good, string(body), now.Add(5 * time.Minute), []string{own}, true},
		"while a secret is new":    {good, string(body), now, []string{other, own}, true},
		"too late":                 {good, string(body), now.Add(5*time.Minute + time.Second), []string{own}, false},
		"too early":                {good, string(body), now.Add(-5*time.Minute - time.Second), []string{own}, false},
		"changed":                  {good, `{"a":2}`, now, []string{own}, false},
		"by another":               {good, string(body), now, []string{other}, false},
		"without any secret":       {good, string(body), now, nil, false},
		"with an empty secret":     {good, string(body), now, []string{"", "whsec_"}, false},
		"under another id":         {change(func(e *webhook.Envelope) { e.ID = "m2" }), string(body), now, []string{own}, false},
		"at another time":          {change(func(e *webhook.Envelope) { e.Timestamp = strconv.FormatInt(now.Unix()+1, 10) }), string(body), now, []string{own}, false},
		"of another version":       {change(func(e *webhook.Envelope) { e.Signature = "v2" + e.Signature[2:] }), string(body), now, []string{own}, false},
		"unsigned":                 {change(func(e *webhook.Envelope) { e.Signature = "" }), string(body), now, []string{own}, false},
		"with rubbish for a time":  {change(func(e *webhook.Envelope) { e.Timestamp = "now" }), string(body), now, []string{own}, false},
		"beside a wrong signature": {change(func(e *webhook.Envelope) { e.Signature = "v1,AAAA " + e.Signature }), string(body), now, []string{own}, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			err := webhook.Verify(c.e, []byte(c.body), c.at, c.secrets...)
			if c.proved {
				require.NoError(t, err)
				return
			}
			require.ErrorIs(t, err, webhook.ErrUnproved)
		})
	}
	_, err = webhook.Sign("m1", now, body, "whsec_short")
	require.Error(t, err, "nothing is signed with a secret that proves nothing")
}

func TestAMessageArrivesWithItsSignaturesAndNowhereElse(t *testing.T) {
	t.Parallel()
	first, second := secret(t), secret(t)
	got := make(chan error, 2)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		e := webhook.Envelope{ID: r.Header.Get("webhook-id"), Timestamp: r.Header.Get("webhook-timestamp"), Signature: r.Header.Get("webhook-signature")}
		for _, s := range []string{first, second} {
			got <- webhook.Verify(e, body, now, s)
		}
		w.WriteHeader(http.StatusAccepted)
	}))
	t.Cleanup(server.Close)
	e, err := webhook.Sign("m1", now, []byte(`{}`), first, second)
	require.NoError(t, err)
	host, err := outbound.HostPort(server.URL)
	require.NoError(t, err)
	status, err := webhook.Send(t.Context(), outbound.New(outbound.Options{Allow: []string{host}}), server.URL, e, []byte(`{}`))
	require.NoError(t, err)
	require.Equal(t, http.StatusAccepted, status)
	require.NoError(t, <-got)
	require.NoError(t, <-got, "both secrets prove it while one is replaced")
	_, err = webhook.Send(t.Context(), outbound.New(outbound.Options{}), server.URL, e, []byte(`{}`))
	require.ErrorIs(t, err, outbound.ErrRefused)
}

func TestAMessageIsGivenUpAfterADayOfTries(t *testing.T) {
	t.Parallel()
	at := now
	for n := 1; ; n++ {
		next, more := webhook.Next(n, at)
		if !more {
			require.Equal(t, 8, n)
			break
		}
		require.True(t, next.After(at))
		at = next
	}
	require.Greater(t, at.Sub(now), 24*time.Hour)
}
