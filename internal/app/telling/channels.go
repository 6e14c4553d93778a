package telling

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"github.com/yikou/yikou/internal/account/directory"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/notify"
	"github.com/yikou/yikou/internal/notify/channel"
	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/config"
	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/platform/outbound"
	"github.com/yikou/yikou/internal/platform/seal"
)

// Channels returns the channels that the settings name, and console in place of a
// gateway when there is none; a nil console is no channel.
func Channels(n config.Notify, console channel.Channel, now clock.Clock) ([]channel.Channel, error) {
	var list []channel.Channel
	switch {
	case n.SMS.URL != "":
		client, err := clientTo(n.SMS.URL)
		if err != nil {
			return nil, err
		}
		c, err := channel.NewSMS(channel.SMSConfig{
			URL: n.SMS.URL, Method: n.SMS.Method, Form: n.SMS.Format == "form", Body: n.SMS.Body, Signature: n.SMS.Signature,
			TokenHeader: n.SMS.TokenHeader, Token: n.SMS.Token, Secret: n.SMS.Secret, SignatureHeader: n.SMS.SignatureHeader,
			TimestampHeader: n.SMS.TimestampHeader, Success: n.SMS.Success, Rejected: n.SMS.Rejected, MessageID: n.SMS.MessageID,
			Idempotent: n.SMS.Idempotent,
		}, client, now)
		if err != nil {
			return nil, fmt.Errorf("notify.sms 有误：%w", err)
		}
		list = append(list, c)
	case console != nil:
		list = append(list, console)
	}
	if n.Mail.Host != "" {
		list = append(list, channel.NewMail(channel.MailConfig{
			Host: n.Mail.Host, Port: n.Mail.Port, Implicit: n.Mail.TLS == "implicit", Username: n.Mail.Username, Password: n.Mail.Password, From: n.Mail.From,
		}, now))
	}
	if n.WeChat.AppID != "" {
		client, err := clientTo(n.WeChat.URL)
		if err != nil {
			return nil, err
		}
		list = append(list, channel.NewWeChat(channel.WeChatConfig{URL: strings.TrimSuffix(n.WeChat.URL, "/"), AppID: n.WeChat.AppID, Secret: n.WeChat.Secret}, client, now))
	}
	if n.WeCom.CorpID != "" {
		client, err := clientTo(n.WeCom.URL)
		if err != nil {
			return nil, err
		}
		list = append(list, channel.NewWeCom(channel.WeComConfig{
			URL: strings.TrimSuffix(n.WeCom.URL, "/"), CorpID: n.WeCom.CorpID, Secret: n.WeCom.Secret, Agent: int64(n.WeCom.Agent),
		}, client, now))
	}
	return list, nil
}

// clientTo returns a guarded client that reaches one host of the operator's
// beside the public ones.
func clientTo(address string) (*outbound.Client, error) {
	host, err := outbound.HostPort(address)
	if err != nil {
		return nil, err
	}
	return outbound.New(outbound.Options{Allow: []string{host}}), nil
}

// People are the accounts as the notify module needs them.
type People struct{ directory.Directory }

// Contact returns what is known of a person.
func (p People) Contact(ctx context.Context, r notify.Recipient) (notify.Contact, error) {
	find := p.Person
	if r.Kind == kernel.StaffPrincipal {
		find = p.Staff
	}
	e, err := find(ctx, r.ID)
	return notify.Contact{Name: e.Name, Phone: e.Phone, Active: e.Active}, err
}

// Texts carries one-time codes for the account module, which queues them
// itself.
type Texts struct {
	Via  channel.Channel
	Seal *seal.Sealer
}

// Send hands one text over. The number that tells a second try from a second text
// is a keyed hash of both, because a code is never the same twice. A text that
// never will arrive ends the job.
func (s Texts) Send(ctx context.Context, phone, text string) error {
	index, err := s.Seal.Index("account", "message", phone+" "+text)
	if err != nil {
		return err
	}
	sum := sha256.Sum256([]byte(index))
	_, err = s.Via.Send(ctx, channel.Message{ID: hex.EncodeToString(sum[:16]), To: phone, Text: text})
	if err == nil {
		return nil
	}
	failure := channel.Failure(err)
	if failure.Class == channel.Temporary || failure.Class == channel.Unknown && s.Via.Idempotent() {
		return fmt.Errorf("text by gateway: %s", failure.Code)
	}
	return errTextLost.Because(fmt.Errorf("text by gateway: %s: %s", failure.Class, failure.Code))
}

// errTextLost ends the job of a text that should not be tried again.
var errTextLost = errs.New(errs.Invalid, "sms.not_sent", "短信没有发出。请核对手机号，或稍后重新获取验证码。")
