package channel_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/notify/channel"
	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/outbound"
)

// tencent speaks the interfaces of WeChat and WeCom as their manuals do, and
// refuses what they refuse.
type tencent struct {
	*httptest.Server
	mu       sync.Mutex
	tokens   int             // handed out so far
	good     map[string]bool // tokens that are good
	sent     []map[string]any
	ids      map[string]bool
	answers  []string // what to say instead, one per message
	hang     chan struct{}
	tokenSay string
}

func newTencent(t *testing.T) *tencent {
	t.Helper()
	f := &tencent{good: map[string]bool{}, ids: map[string]bool{}, hang: make(chan struct{})}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /cgi-bin/stable_token", func(w http.ResponseWriter, r *http.Request) {
		var in struct{ Grant, AppID, Secret string }
		raw, _ := io.ReadAll(r.Body)
		_ = json.Unmarshal([]byte(strings.ReplaceAll(string(raw), "grant_type", "grant")), &in)
		switch {
		case in.Grant != "client_credential":
			f.say(w, `{"errcode":40002,"errmsg":"invalid grant_type"}`)
		case in.AppID != "wxapp":
			f.say(w, `{"errcode":40013,"errmsg":"invalid appid"}`)
		case in.Secret != "wxsecret":
			f.say(w, `{"errcode":40125,"errmsg":"invalid appsecret"}`)
		default:
			f.issue(w)
		}
	})
	mux.HandleFunc("GET /cgi-bin/gettoken", func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Query().Get("corpid") != "corp" || r.URL.Query().Get("corpsecret") != "corpsecret" {
			f.say(w, `{"errcode":40001,"errmsg":"invalid credential"}`)
			return
		}
		f.issue(w)
	})
	mux.HandleFunc("POST /cgi-bin/message/template/send", func(w http.ResponseWriter, r *http.Request) {
		f.message(w, r, func(in map[string]any) string {
			data, _ := in["data"].(map[string]any)
			for _, v := range data {
				if field, ok := v.(map[string]any); !ok || field["value"] == nil {
					return `{"errcode":47001,"errmsg":"data format error"}`
				}
			}
			id, _ := in["client_msg_id"].(string)
			f.ids[id] = true
			switch {
			case !strings.HasPrefix(fmt.Sprint(in["touser"]), "o"):
				return `{"errcode":40003,"errmsg":"invalid openid"}`
			case in["template_id"] != "tmpl-1":
				return `{"errcode":40037,"errmsg":"invalid template_id"}`
			}
			return `{"errcode":0,"errmsg":"ok","msgid":200228332}`
		})
	})
	mux.HandleFunc("POST /cgi-bin/message/send", func(w http.ResponseWriter, r *http.Request) {
		f.message(w, r, func(in map[string]any) string {
			text, _ := in["text"].(map[string]any)
			switch {
			case in["msgtype"] != "text" || text["content"] == nil || text["content"] == "":
				return `{"errcode":44004,"errmsg":"empty content"}`
			case in["agentid"] != float64(1000002):
				return `{"errcode":40056,"errmsg":"invalid agentid"}`
			case in["enable_duplicate_check"] != float64(1):
				return `{"errcode":40035,"errmsg":"invalid parameter"}`
			case in["touser"] == "Gone":
				return `{"errcode":0,"errmsg":"ok","invaliduser":"gone","msgid":""}`
			}
			return `{"errcode":0,"errmsg":"ok","invaliduser":"","msgid":"xxx-1"}`
		})
	})
	f.Server = httptest.NewServer(mux)
	t.Cleanup(func() { close(f.hang); f.Close() })
	return f
}

func (f *tencent) say(w http.ResponseWriter, body string) {
	w.Header().Set("Content-Type", "application/json; encoding=utf-8")
	_, _ = io.WriteString(w, body)
}

func (f *tencent) issue(w http.ResponseWriter) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.tokenSay != "" {
		f.say(w, f.tokenSay)
		return
	}
	f.tokens++
	token := fmt.Sprintf("TOKEN+%d/=", f.tokens) // must be escaped in an address
	f.good[token] = true
	f.say(w, fmt.Sprintf(`{"errcode":0,"access_token":%q,"expires_in":7200}`, token))
}

func (f *tencent) message(w http.ResponseWriter, r *http.Request, judge func(map[string]any) string) {
	var in map[string]any
	if r.Header.Get("Content-Type") != "application/json" || json.NewDecoder(r.Body).Decode(&in) != nil {
		f.say(w, `{"errcode":47001,"errmsg":"data format error"}`)
		return
	}
	f.mu.Lock()
	answer := ""
	if len(f.answers) > 0 {
		answer, f.answers = f.answers[0], f.answers[1:]
	}
	good := f.good[r.URL.Query().Get("access_token")]
	f.mu.Unlock()
	switch {
	case !good:
		f.say(w, `{"errcode":42001,"errmsg":"access_token expired"}`)
	case answer == "hang":
		select {
		case <-f.hang:
		case <-r.Context().Done():
		}
	case strings.HasPrefix(answer, "status "):
		var status int
		_, _ = fmt.Sscanf(answer, "status %d", &status)
		w.WriteHeader(status)
	case answer != "":
		f.say(w, answer)
	default:
		f.mu.Lock()
		defer f.mu.Unlock()
		said := judge(in)
		if strings.Contains(said, `"errcode":0`) {
			f.sent = append(f.sent, in)
		}
		f.say(w, said)
	}
}

// answer says what to answer to the next messages.
func (f *tencent) answer(list ...string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.answers = list
}

// issued tells how many tokens were handed out.
func (f *tencent) issued() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.tokens
}

func (f *tencent) expireAll() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.good = map[string]bool{}
}

func (f *tencent) client(t *testing.T) *outbound.Client {
	t.Helper()
	return clientFor(t, f.URL, 300*time.Millisecond)
}

func clientFor(t *testing.T, address string, timeout time.Duration) *outbound.Client {
	t.Helper()
	host, err := outbound.HostPort(address)
	require.NoError(t, err)
	return outbound.New(outbound.Options{Allow: []string{host}, Timeout: timeout})
}

var noon = time.Date(2026, 3, 2, 4, 0, 0, 0, time.UTC)

// both are the two channels of one fake, each with a message it takes.
func both(t *testing.T, f *tencent, at clock.Clock) map[channel.Channel]channel.Message {
	t.Helper()
	return map[channel.Channel]channel.Message{
		channel.NewWeChat(channel.WeChatConfig{URL: f.URL, AppID: "wxapp", Secret: "wxsecret"}, f.client(t), at): {
			ID: "d-1", To: "oABC", Template: "tmpl-1", Fields: []channel.Field{{Name: "thing1", Value: "您好"}}, URL: "https://yikou.example/my",
		},
		channel.NewWeCom(channel.WeComConfig{URL: f.URL, CorpID: "corp", Secret: "corpsecret", Agent: 1000002}, f.client(t), at): {
			ID: "d-2", To: "ZhangSan", Text: "有一项待办",
		},
	}
}

func TestOneTokenCarriesManyMessagesUntilItRunsOut(t *testing.T) {
	t.Parallel()
	for range 2 {
		at := clock.NewFixed(noon)
		f := newTencent(t)
		for c, m := range both(t, f, at) {
			before := f.issued()
			for range 3 {
				receipt, err := c.Send(t.Context(), m)
				require.NoError(t, err, c.Kind())
				require.NotEmpty(t, receipt.ProviderID)
				require.False(t, receipt.Delivered)
			}
			require.Equal(t, before+1, f.issued())
			at.Move(2 * time.Hour)
			_, err := c.Send(t.Context(), m)
			require.NoError(t, err)
			require.Equal(t, before+2, f.issued(), "a token past its end was used")
			f.expireAll() // before its time, as when another program asked for one
			_, err = c.Send(t.Context(), m)
			require.NoError(t, err)
			require.Equal(t, before+3, f.issued())
		}
	}
}

func TestWhatWeChatAndWeComAnswerDecidesWhatHappensNext(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		answer string
		class  channel.Class
		code   string
		pause  time.Duration
	}{
		{`{"errcode":45009,"errmsg":"reach max api daily quota limit"}`, channel.Temporary, "errcode 45009", time.Hour},
		{`{"errcode":45011,"errmsg":"api minute-quota reach limit"}`, channel.Temporary, "errcode 45011", time.Minute},
		{`{"errcode":-1,"errmsg":"system error"}`, channel.Temporary, "errcode -1", 0},
		{`{"errcode":48001,"errmsg":"api unauthorized"}`, channel.Temporary, "errcode 48001", 0},
		{`{"errcode":40003,"errmsg":"invalid openid"}`, channel.Rejected, "errcode 40003", 0},
		{`<html>502</html>`, channel.Unknown, "malformed answer", 0},
		{`{"ok":true}`, channel.Unknown, "malformed answer", 0},
		{`[]`, channel.Unknown, "malformed answer", 0},
		{``, "", "", 0},
		{`hang`, channel.Unknown, "timeout", 0},
		{`status 500`, channel.Temporary, "HTTP 500", 0},
		{`status 502`, channel.Unknown, "HTTP 502", 0},
	} {
		f := newTencent(t)
		for sender, m := range both(t, f, clock.NewFixed(noon)) {
			f.answer(c.answer)
			_, err := sender.Send(t.Context(), m)
			if c.class == "" {
				require.NoError(t, err)
				continue
			}
			failure := channel.Failure(err)
			require.Equal(t, c.class, failure.Class, "%s: %s", sender.Kind(), c.answer)
			require.Equal(t, c.code, failure.Code)
			require.Equal(t, c.pause, failure.Pause)
			require.NotContains(t, err.Error(), "TOKEN")
		}
	}
}

func TestWhoDoesNotFollowIsNotWrittenToAgain(t *testing.T) {
	t.Parallel()
	f := newTencent(t)
	for c, m := range both(t, f, clock.NewFixed(noon)) {
		if c.Kind() == channel.WeChat {
			f.answer(`{"errcode":43004,"errmsg":"require subscribe"}`)
		} else {
			m.To = "Gone"
		}
		_, err := c.Send(t.Context(), m)
		require.Equal(t, channel.Rejected, channel.Failure(err).Class, c.Kind())
	}
}

func TestATokenRefusedTwiceEndsTheTry(t *testing.T) {
	t.Parallel()
	expired := `{"errcode":40001,"errmsg":"invalid credential, access_token is invalid or not latest"}`
	f := newTencent(t)
	for c, m := range both(t, f, clock.NewFixed(noon)) {
		f.answer(expired, expired)
		_, err := c.Send(t.Context(), m)
		require.Equal(t, channel.Temporary, channel.Failure(err).Class)
		require.Equal(t, "token refused twice", channel.Failure(err).Code)
	}
}

func TestWithoutATokenNothingWasSent(t *testing.T) {
	t.Parallel()
	for _, say := range []string{`{"errcode":40125,"errmsg":"invalid appsecret"}`, `{"expires_in":7200}`, `{"access_token":"x"}`, `no json`} {
		f := newTencent(t)
		f.tokenSay = say
		for c, m := range both(t, f, clock.NewFixed(noon)) {
			_, err := c.Send(t.Context(), m)
			require.Equal(t, channel.Temporary, channel.Failure(err).Class, say)
			require.NotContains(t, err.Error(), "secret")
		}
	}
}

func TestTheClientsOwnNumberTravelsWithATemplateMessage(t *testing.T) {
	t.Parallel()
	f := newTencent(t)
	for c, m := range both(t, f, clock.NewFixed(noon)) {
		require.True(t, c.Idempotent())
		_, err := c.Send(t.Context(), m)
		require.NoError(t, err)
	}
	require.Equal(t, map[string]bool{"d-1": true}, f.ids)
}
