package channel_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"testing"
	"time"

	"bytes"
	"log/slog"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/notify/channel"
	"github.com/yikou/yikou/internal/platform/clock"
)

// gateway is a carrier's interface that keeps what it was sent.
func gateway(t *testing.T, answer http.HandlerFunc) (address string, requests chan *http.Request, bodies chan string) {
	t.Helper()
	requests, bodies = make(chan *http.Request, 10), make(chan string, 10)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		raw, _ := io.ReadAll(r.Body)
		requests <- r
		bodies <- string(raw)
		answer(w, r)
	}))
	t.Cleanup(server.Close)
	return server.URL, requests, bodies
}

func saying(status int, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

func jsonGateway(address string) channel.SMSConfig {
	return channel.SMSConfig{
		URL: address + "/send", Method: http.MethodPost, Body: `{"mobile":"${phone}","content":{"text":"${text}"},"ids":["${id}"],"type":1}`,
		Signature: "望渚企服", TokenHeader: "Authorization", Token: "Bearer t0ken", Secret: "k", SignatureHeader: "X-Sign", TimestampHeader: "X-Time",
		Success: `"code":\s*0\b`, Rejected: `"code":\s*4\b`, MessageID: `"sid":"([^"]*)"`,
	}
}

func TestATextIsSignedAndCannotAddAField(t *testing.T) {
	t.Parallel()
	address, requests, bodies := gateway(t, saying(200, `{"code":0,"sid":"A-17"}`))
	c, err := channel.NewSMS(jsonGateway(address), clientFor(t, address, time.Second), clock.NewFixed(noon))
	require.NoError(t, err)
	receipt, err := c.Send(t.Context(), channel.Message{ID: "d-1", To: "19000000001", Text: `他说"}, "mobile":"110" ${phone}`})
	require.NoError(t, err)
	require.Equal(t, channel.Receipt{ProviderID: "A-17"}, receipt)

	request, body := <-requests, <-bodies
	var sent map[string]any
	require.NoError(t, json.Unmarshal([]byte(body), &sent))
	require.Equal(t, map[string]any{
		"mobile": "19000000001", "content": map[string]any{"text": `【望渚企服】他说"}, "mobile":"110" ${phone}`}, "ids": []any{"d-1"}, "type": 1.0,
	}, sent)
	mac := hmac.New(sha256.New, []byte("k"))
	mac.Write([]byte(strconv.FormatInt(noon.Unix(), 10) + "\n" + body))
	require.Equal(t, hex.EncodeToString(mac.Sum(nil)), request.Header.Get("X-Sign"))
	require.Equal(t, "Bearer t0ken", request.Header.Get("Authorization"))
}

func TestAFormAndAQueryCarryATextUnchanged(t *testing.T) {
	t.Parallel()
	for _, method := range []string{http.MethodPost, http.MethodGet} {
		address, requests, bodies := gateway(t, saying(200, "OK"))
		c, err := channel.NewSMS(channel.SMSConfig{URL: address + "/s?app=1", Method: method, Form: true, Body: "to=${phone}&msg=${text}", Success: "^OK$"},
			clientFor(t, address, time.Second), clock.NewFixed(noon))
		require.NoError(t, err)
		_, err = c.Send(t.Context(), channel.Message{To: "19000000001", Text: "a&to=110 b+c%"})
		require.NoError(t, err)
		request, body := <-requests, <-bodies
		if method == http.MethodGet {
			require.Empty(t, body)
			body = request.URL.RawQuery
		}
		sent, err := url.ParseQuery(body)
		require.NoError(t, err)
		require.Equal(t, []string{"19000000001"}, sent["to"])
		require.Equal(t, []string{"a&to=110 b+c%"}, sent["msg"])
	}
}

func TestWhatAGatewayAnswersDecidesWhatHappensNext(t *testing.T) {
	t.Parallel()
	hang := func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }
	cut := func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }
	for name, c := range map[string]struct {
		answer http.HandlerFunc
		class  channel.Class
		code   string
		pause  time.Duration
	}{
		"refuses the number": {saying(200, `{"code":4}`), channel.Rejected, "refused by the gateway", 0},
		"says something":     {saying(200, `welcome`), channel.Unknown, "unexpected answer", 0},
		"is ill":             {saying(500, ``), channel.Temporary, "HTTP 500", 0},
		"wants a log-in":     {saying(401, ``), channel.Temporary, "HTTP 401", 0},
		"finds it malformed": {saying(422, ``), channel.Rejected, "HTTP 422", 0},
		"lost the carrier":   {saying(504, ``), channel.Unknown, "HTTP 504", 0},
		"wants a pause": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Retry-After", "90")
			w.WriteHeader(http.StatusTooManyRequests)
		}, channel.Temporary, "HTTP 429", 90 * time.Second},
		"hangs":    {hang, channel.Unknown, "timeout", 0},
		"hangs up": {cut, channel.Unknown, "broken off", 0},
		"redirects": {func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "http://192.0.2.1/", http.StatusTemporaryRedirect)
		}, channel.Temporary, "redirect", 0},
	} {
		address, _, _ := gateway(t, c.answer)
		sender, err := channel.NewSMS(jsonGateway(address), clientFor(t, address, 100*time.Millisecond), clock.NewFixed(noon))
		require.NoError(t, err)
		_, err = sender.Send(t.Context(), channel.Message{ID: "d", To: "19000000001", Text: "x"})
		failure := channel.Failure(err)
		require.Equal(t, c.class, failure.Class, name)
		require.Equal(t, c.code, failure.Code, name)
		require.Equal(t, c.pause, failure.Pause, name)
		require.NotContains(t, err.Error(), "19000000001")
	}
	closed := httptest.NewServer(http.NotFoundHandler())
	closed.Close()
	sender, err := channel.NewSMS(jsonGateway(closed.URL), clientFor(t, closed.URL, time.Second), clock.NewFixed(noon))
	require.NoError(t, err)
	_, err = sender.Send(t.Context(), channel.Message{To: "19000000001", Text: "x"})
	require.Equal(t, channel.Temporary, channel.Failure(err).Class, "nothing left, so nothing is unknown")
	require.Equal(t, "unreachable", channel.Failure(err).Code)
}

func TestAGatewayThatCannotWorkIsRefusedAtStart(t *testing.T) {
	t.Parallel()
	for _, change := range []func(*channel.SMSConfig){
		func(c *channel.SMSConfig) { c.Body = "{" },
		func(c *channel.SMSConfig) { c.Body = `{"to":"${phone}"}` },
		func(c *channel.SMSConfig) { c.Success = "(" },
		func(c *channel.SMSConfig) { c.MessageID = "id" },
		func(c *channel.SMSConfig) { c.Form, c.Body = true, "a=%zz${phone}${text}" },
	} {
		c := jsonGateway("https://sms.example")
		change(&c)
		_, err := channel.NewSMS(c, nil, clock.NewFixed(noon))
		require.Error(t, err)
	}
}

func TestTheConsoleShowsATextToPeopleAndToTheLog(t *testing.T) {
	t.Parallel()
	var console, log bytes.Buffer
	c := channel.NewConsole(&console, slog.New(slog.NewTextHandler(&log, nil)))
	_, err := c.Send(t.Context(), channel.Message{To: "19000000001", Text: "验证码 123456，5 分钟内有效。"})
	require.NoError(t, err)
	require.Equal(t, "[短信] 19000000001  验证码 123456，5 分钟内有效。\n", console.String())
	require.Contains(t, log.String(), "phone=19000000001")
}
