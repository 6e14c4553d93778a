package channel

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/outbound"
)

// WeComConfig is an application of an organisation in WeCom (企业微信).
type WeComConfig struct {
	// URL is where the interface lives: https://qyapi.weixin.qq.com, or that of a
	// government's own installation (政务微信).
	URL    string
	CorpID string
	Secret string
	Agent  int64
}

// NewWeCom returns the channel that sends text messages of an application, per
// the manual 发送应用消息 on developer.work.weixin.qq.com.
func NewWeCom(c WeComConfig, client *outbound.Client, at clock.Clock) Channel {
	w := &wecom{config: c, client: client}
	w.tokens = newTokens(at, w.fetch)
	return w
}

type wecom struct {
	config WeComConfig
	client *outbound.Client
	tokens *tokens
}

// Kind returns WeCom.
func (w *wecom) Kind() Kind { return WeCom }

// Idempotent is true: the duplicate check lets the same text to the same person
// through once in duplicateWindow.
func (w *wecom) Idempotent() bool { return true }

// duplicateWindow is the longest that WeCom looks back, in seconds.
const duplicateWindow = 4 * 3600

// weComMessageCodes concern one message: its recipient or its text.
var weComMessageCodes = []int{40003, 40008, 40033, 44004, 45002, 46004, 60111, 81013, 82001}

func (w *wecom) fetch(ctx context.Context) (string, time.Duration, error) {
	query := url.Values{"corpid": {w.config.CorpID}, "corpsecret": {w.config.Secret}}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, w.config.URL+"/cgi-bin/gettoken?"+query.Encode(), nil)
	if err != nil {
		return "", 0, temporary("address", nil)
	}
	var answer struct {
		tencent
		Token string `json:"access_token"`
		Life  int64  `json:"expires_in"`
	}
	if err := readJSON(w.client, request, &answer); err != nil {
		return "", 0, err
	}
	if err := answer.failure(nil); err != nil {
		return "", 0, err
	}
	if answer.Token == "" || answer.Life <= 0 {
		return "", 0, temporary("malformed answer", nil)
	}
	return answer.Token, time.Duration(answer.Life) * time.Second, nil
}

// Send sends a text message. The answer lists users that do not exist or have no
// licence and is a success all the same when others were reached.
func (w *wecom) Send(ctx context.Context, m Message) (Receipt, error) {
	text := m.Text
	if m.URL != "" {
		text += "\n" + m.URL
	}
	body := map[string]any{
		"touser": m.To, "msgtype": "text", "agentid": w.config.Agent, "text": map[string]string{"content": text},
		"enable_duplicate_check": 1, "duplicate_check_interval": duplicateWindow,
	}
	type sent struct {
		tencent
		Invalid    string `json:"invaliduser"`
		Unlicensed string `json:"unlicenseduser"`
		MessageID  string `json:"msgid"`
	}
	var answer sent
	err := w.tokens.withToken(ctx, func(token string) (bool, error) {
		answer = sent{tencent: tencent{Code: noCode}}
		address := w.config.URL + "/cgi-bin/message/send?access_token=" + url.QueryEscape(token)
		if err := postJSON(ctx, w.client, address, body, &answer); err != nil {
			return false, err
		}
		if answer.Code == noCode {
			return false, unknown("malformed answer", nil)
		}
		return answer.tokenExpired(), answer.failure(weComMessageCodes)
	})
	if err != nil {
		return Receipt{}, err
	}
	for _, missed := range []string{answer.Invalid, answer.Unlicensed} {
		// WeCom answers in lower case whatever it was asked for.
		if slices.Contains(strings.Split(strings.ToLower(missed), "|"), strings.ToLower(m.To)) {
			return Receipt{}, rejected("no such user")
		}
	}
	return Receipt{ProviderID: answer.MessageID}, nil
}
