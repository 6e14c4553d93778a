package channel

import (
	"context"
	"net/url"
	"strconv"
	"time"

	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/outbound"
)

// WeChatConfig is an official account (公众号).
type WeChatConfig struct {
	// URL is where the interface lives, https://api.weixin.qq.com as a rule.
	URL    string
	AppID  string
	Secret string
}

// NewWeChat returns the channel that sends template messages of an official
// account, per the manual 模板消息接口 on developers.weixin.qq.com.
//
// It takes its access token from /cgi-bin/stable_token: with /cgi-bin/token each
// fetch of one node would end the token of the others.
func NewWeChat(c WeChatConfig, client *outbound.Client, at clock.Clock) Channel {
	w := &wechat{config: c, client: client}
	w.tokens = newTokens(at, w.fetch)
	return w
}

type wechat struct {
	config WeChatConfig
	client *outbound.Client
	tokens *tokens
}

// Kind returns WeChat.
func (w *wechat) Kind() Kind { return WeChat }

// Idempotent is true: client_msg_id lets one message through once.
func (w *wechat) Idempotent() bool { return true }

// tencent is how every answer of WeChat and WeCom begins. The numbers are in the
// lists 全局返回码 of both manuals.
type tencent struct {
	Code int `json:"errcode"`
}

// The codes that say something a channel acts upon.
const (
	tencentBadToken     = 40001
	tencentWrongToken   = 40014
	tencentTokenExpired = 42001
	tencentDailyLimit   = 45009
	tencentMinuteLimit  = 45011
	tencentSendTooOften = 45033
)

// restOnLimit is how long a channel rests when the day's allowance is used up.
// The counters restart at midnight; asking again each hour harms nobody.
const restOnLimit = time.Hour

func (t tencent) tokenExpired() bool {
	return t.Code == tencentBadToken || t.Code == tencentWrongToken || t.Code == tencentTokenExpired
}

// failure classifies a code. Those listed concern one message and its address;
// of any other the channel itself must be ill.
func (t tencent) failure(concernTheMessage []int) error {
	if t.Code == 0 {
		return nil
	}
	code := "errcode " + strconv.Itoa(t.Code)
	for _, c := range concernTheMessage {
		if c == t.Code {
			return rejected(code)
		}
	}
	e := temporary(code, nil)
	switch t.Code {
	case tencentDailyLimit, tencentSendTooOften:
		e.Pause = restOnLimit
	case tencentMinuteLimit:
		e.Pause = time.Minute
	}
	return e
}

// weChatMessageCodes concern one message: openid, template, fields, following.
var weChatMessageCodes = []int{40003, 40037, 41028, 41029, 41030, 43004, 43019, 43101, 44004, 47001, 47003, 50002}

func (w *wechat) fetch(ctx context.Context) (string, time.Duration, error) {
	var answer struct {
		tencent
		Token string `json:"access_token"`
		Life  int64  `json:"expires_in"`
	}
	body := map[string]any{"grant_type": "client_credential", "appid": w.config.AppID, "secret": w.config.Secret}
	if err := postJSON(ctx, w.client, w.config.URL+"/cgi-bin/stable_token", body, &answer); err != nil {
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

// Send sends a template message.
func (w *wechat) Send(ctx context.Context, m Message) (Receipt, error) {
	if m.Template == "" {
		return Receipt{}, rejected("no template")
	}
	data := map[string]any{}
	for _, f := range m.Fields {
		data[f.Name] = map[string]string{"value": f.Value}
	}
	body := map[string]any{"touser": m.To, "template_id": m.Template, "client_msg_id": m.ID, "data": data}
	if m.URL != "" {
		body["url"] = m.URL
	}
	var answer struct {
		tencent
		MessageID int64 `json:"msgid"`
	}
	err := w.tokens.withToken(ctx, func(token string) (bool, error) {
		answer.tencent, answer.MessageID = tencent{Code: noCode}, 0
		address := w.config.URL + "/cgi-bin/message/template/send?access_token=" + url.QueryEscape(token)
		if err := postJSON(ctx, w.client, address, body, &answer); err != nil {
			return false, err
		}
		if answer.Code == noCode {
			return false, unknown("malformed answer", nil)
		}
		return answer.tokenExpired(), answer.failure(weChatMessageCodes)
	})
	if err != nil {
		return Receipt{}, err
	}
	return Receipt{ProviderID: strconv.FormatInt(answer.MessageID, 10)}, nil
}

// noCode stands where an answer names no errcode: JSON that is something else.
const noCode = -1 << 31
