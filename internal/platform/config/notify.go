package config

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/mail"
	"net/url"
	"regexp"
	"strings"
)

// Notify says by what people are reached. A channel without an address is off.
// Secrets come from files or the environment, never from the YAML file itself.
type Notify struct {
	SMS     SMS     `yaml:"sms"`
	Mail    Mail    `yaml:"mail"`
	WeChat  WeChat  `yaml:"wechat"`
	WeCom   WeCom   `yaml:"wecom"`
	Receipt Receipt `yaml:"receipt"`
}

// SMS is a gateway that takes one text per HTTP request.
type SMS struct {
	URL    string `yaml:"url" env:"YIKOU_NOTIFY_SMS_URL"`
	Method string `yaml:"method" env:"YIKOU_NOTIFY_SMS_METHOD"`
	// Format is json or form.
	Format string `yaml:"format" env:"YIKOU_NOTIFY_SMS_FORMAT"`
	// Body holds ${phone}, ${text} and ${id}.
	Body      string `yaml:"body" env:"YIKOU_NOTIFY_SMS_BODY"`
	Signature string `yaml:"signature" env:"YIKOU_NOTIFY_SMS_SIGNATURE"`
	// TokenHeader carries the token as it stands, such as "Bearer …".
	TokenHeader     string `yaml:"token_header" env:"YIKOU_NOTIFY_SMS_TOKEN_HEADER"`
	Token           string `yaml:"-" env:"YIKOU_NOTIFY_SMS_TOKEN"`
	TokenFile       string `yaml:"token_file" env:"YIKOU_NOTIFY_SMS_TOKEN_FILE"`
	SignatureHeader string `yaml:"signature_header" env:"YIKOU_NOTIFY_SMS_SIGNATURE_HEADER"`
	TimestampHeader string `yaml:"timestamp_header" env:"YIKOU_NOTIFY_SMS_TIMESTAMP_HEADER"`
	Secret          string `yaml:"-" env:"YIKOU_NOTIFY_SMS_SECRET"`
	SecretFile      string `yaml:"secret_file" env:"YIKOU_NOTIFY_SMS_SECRET_FILE"`
	// Success, Rejected and MessageID are regular expressions over the answer.
	Success   string `yaml:"success" env:"YIKOU_NOTIFY_SMS_SUCCESS"`
	Rejected  string `yaml:"rejected" env:"YIKOU_NOTIFY_SMS_REJECTED"`
	MessageID string `yaml:"message_id" env:"YIKOU_NOTIFY_SMS_MESSAGE_ID"`
	// Idempotent says that the gateway sends one ${id} once.
	Idempotent bool `yaml:"idempotent" env:"YIKOU_NOTIFY_SMS_IDEMPOTENT"`
}

// Mail is the mail server that mail is handed to, always over TLS.
type Mail struct {
	Host string `yaml:"host" env:"YIKOU_NOTIFY_MAIL_HOST"`
	Port int    `yaml:"port" env:"YIKOU_NOTIFY_MAIL_PORT"`
	// TLS is starttls or implicit.
	TLS          string `yaml:"tls" env:"YIKOU_NOTIFY_MAIL_TLS"`
	Username     string `yaml:"username" env:"YIKOU_NOTIFY_MAIL_USERNAME"`
	Password     string `yaml:"-" env:"YIKOU_NOTIFY_MAIL_PASSWORD"`
	PasswordFile string `yaml:"password_file" env:"YIKOU_NOTIFY_MAIL_PASSWORD_FILE"`
	From         string `yaml:"from" env:"YIKOU_NOTIFY_MAIL_FROM"`
}

// WeChat is an official account.
type WeChat struct {
	URL        string `yaml:"url" env:"YIKOU_NOTIFY_WECHAT_URL"`
	AppID      string `yaml:"app_id" env:"YIKOU_NOTIFY_WECHAT_APP_ID"`
	Secret     string `yaml:"-" env:"YIKOU_NOTIFY_WECHAT_SECRET"`
	SecretFile string `yaml:"secret_file" env:"YIKOU_NOTIFY_WECHAT_SECRET_FILE"`
}

// WeCom is an application in WeCom.
type WeCom struct {
	URL        string `yaml:"url" env:"YIKOU_NOTIFY_WECOM_URL"`
	CorpID     string `yaml:"corp_id" env:"YIKOU_NOTIFY_WECOM_CORP_ID"`
	Agent      int    `yaml:"agent" env:"YIKOU_NOTIFY_WECOM_AGENT"`
	Secret     string `yaml:"-" env:"YIKOU_NOTIFY_WECOM_SECRET"`
	SecretFile string `yaml:"secret_file" env:"YIKOU_NOTIFY_WECOM_SECRET_FILE"`
}

// Receipt is what senders of receipts sign with; without a secret none is taken.
type Receipt struct {
	Secret     string `yaml:"-" env:"YIKOU_NOTIFY_RECEIPT_SECRET"`
	SecretFile string `yaml:"secret_file" env:"YIKOU_NOTIFY_RECEIPT_SECRET_FILE"`
}

// defaultNotify are the settings of an instance that sets none: no channel.
func defaultNotify() Notify {
	return Notify{
		SMS:    SMS{Method: "POST", Format: "json"},
		Mail:   Mail{Port: 587, TLS: "starttls"},
		WeChat: WeChat{URL: "https://api.weixin.qq.com"},
		WeCom:  WeCom{URL: "https://qyapi.weixin.qq.com"},
	}
}

// Secrets returns the settings with every secret read from its file. A file that
// cannot be read, or is empty, is named.
func (n Notify) Secrets() (Notify, error) {
	var problems []error
	for key, one := range map[string]struct {
		file string
		into *string
	}{
		"notify.sms.token_file":      {n.SMS.TokenFile, &n.SMS.Token},
		"notify.sms.secret_file":     {n.SMS.SecretFile, &n.SMS.Secret},
		"notify.mail.password_file":  {n.Mail.PasswordFile, &n.Mail.Password},
		"notify.wechat.secret_file":  {n.WeChat.SecretFile, &n.WeChat.Secret},
		"notify.wecom.secret_file":   {n.WeCom.SecretFile, &n.WeCom.Secret},
		"notify.receipt.secret_file": {n.Receipt.SecretFile, &n.Receipt.Secret},
	} {
		secret, err := secretOf(key, one.file, *one.into)
		if err != nil {
			problems = append(problems, err)
			continue
		}
		*one.into = secret
	}
	return n, errors.Join(problems...)
}

func (n Notify) validate() error {
	return errors.Join(n.SMS.validate(), n.Mail.validate(), n.WeChat.validate(), n.WeCom.validate())
}

func (s SMS) validate() error {
	if s.URL == "" {
		return nil
	}
	var problems []error
	if !webAddress(s.URL) {
		problems = append(problems, errors.New("notify.sms.url 应为完整网址，例如 https://sms.example/send"))
	}
	if s.Method != http.MethodPost && s.Method != http.MethodGet {
		problems = append(problems, errors.New("notify.sms.method 应为 POST 或 GET"))
	}
	if s.Format != "json" && s.Format != "form" {
		problems = append(problems, errors.New("notify.sms.format 应为 json 或 form"))
	}
	if !strings.Contains(s.Body, "${phone}") || !strings.Contains(s.Body, "${text}") {
		problems = append(problems, errors.New("notify.sms.body 里要有 ${phone} 和 ${text}"))
	}
	if (s.Token != "" || s.TokenFile != "") && s.TokenHeader == "" {
		problems = append(problems, errors.New("notify.sms.token_header 没有写：令牌放在哪个请求头"))
	}
	if (s.Secret != "" || s.SecretFile != "") && (s.SignatureHeader == "" || s.TimestampHeader == "") {
		problems = append(problems, errors.New("notify.sms.signature_header 和 notify.sms.timestamp_header 要一起写"))
	}
	for key, pattern := range map[string]string{"success": s.Success, "rejected": s.Rejected, "message_id": s.MessageID} {
		if _, err := regexp.Compile(pattern); err != nil {
			problems = append(problems, fmt.Errorf("notify.sms.%s 不是正则表达式", key))
		}
	}
	return errors.Join(problems...)
}

func (m Mail) validate() error {
	if m.Host == "" {
		return nil
	}
	var problems []error
	if m.Port < 1 || m.Port > 65535 || strings.ContainsAny(m.Host, " /:") && net.ParseIP(m.Host) == nil {
		problems = append(problems, errors.New("notify.mail.host 应为主机名，notify.mail.port 应在 1 到 65535 之间"))
	}
	if m.TLS != "starttls" && m.TLS != "implicit" {
		problems = append(problems, errors.New("notify.mail.tls 应为 starttls 或 implicit"))
	}
	if _, err := mail.ParseAddress(m.From); err != nil {
		problems = append(problems, errors.New("notify.mail.from 应为发件地址，例如 一口 <notice@example.gov.cn>"))
	}
	if m.Username == "" && (m.Password != "" || m.PasswordFile != "") {
		problems = append(problems, errors.New("notify.mail.username 没有写"))
	}
	return errors.Join(problems...)
}

func (w WeChat) validate() error {
	if w.AppID == "" {
		return nil
	}
	if !webAddress(w.URL) || w.Secret == "" && w.SecretFile == "" {
		return errors.New("notify.wechat 要有 app_id、url 和 secret_file（或环境变量）")
	}
	return nil
}

func (w WeCom) validate() error {
	if w.CorpID == "" {
		return nil
	}
	if !webAddress(w.URL) || w.Agent < 1 || w.Secret == "" && w.SecretFile == "" {
		return errors.New("notify.wecom 要有 corp_id、agent、url 和 secret_file（或环境变量）")
	}
	return nil
}

// webAddress reports whether a text is a complete http or https address without
// a user in it.
func webAddress(text string) bool {
	u, err := url.Parse(text)
	return err == nil && u.Host != "" && u.User == nil && (u.Scheme == "https" || u.Scheme == "http")
}
