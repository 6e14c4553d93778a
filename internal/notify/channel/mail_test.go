package channel_test

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/mail"
	"strconv"
	"strings"
	"testing"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/notify/channel"
	"github.com/yikou/yikou/internal/platform/clock"
)

// letter is one mail as the server took it.
type letter struct {
	from, to, raw string
}

// postOffice is a real mail server that demands TLS and a log-in.
type postOffice struct {
	letters chan letter
	refuse  map[string]*smtp.SMTPError // by step: mail, rcpt, data
	config  channel.MailConfig
}

// NewSession begins a conversation.
func (p *postOffice) NewSession(*smtp.Conn) (smtp.Session, error) {
	return &conversation{office: p}, nil
}

type conversation struct {
	office   *postOffice
	known    bool
	from, to string
}

func (c *conversation) AuthMechanisms() []string { return []string{sasl.Plain} }

func (c *conversation) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, username, password string) error {
		if username != "yikou" || password != "s3cret" {
			return errors.New("wrong")
		}
		c.known = true
		return nil
	}), nil
}

func (c *conversation) step(name string) error {
	if e := c.office.refuse[name]; e != nil {
		return e
	}
	return nil
}

func (c *conversation) Mail(from string, _ *smtp.MailOptions) error {
	if !c.known {
		return smtp.ErrAuthRequired
	}
	c.from = from
	return c.step("mail")
}

func (c *conversation) Rcpt(to string, _ *smtp.RcptOptions) error {
	c.to = to
	return c.step("rcpt")
}

func (c *conversation) Data(r io.Reader) error {
	raw, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	if err := c.step("data"); err != nil {
		return err
	}
	c.office.letters <- letter{c.from, c.to, string(raw)}
	return nil
}

func (c *conversation) Reset()        {}
func (c *conversation) Logout() error { return nil }

func openOffice(t *testing.T, implicit bool) *postOffice {
	t.Helper()
	certified := httptest.NewTLSServer(http.NotFoundHandler()) // lends its certificate for 127.0.0.1
	t.Cleanup(certified.Close)
	roots := x509.NewCertPool()
	roots.AddCert(certified.Certificate())
	office := &postOffice{letters: make(chan letter, 10), refuse: map[string]*smtp.SMTPError{}}
	server := smtp.NewServer(office)
	server.Domain, server.TLSConfig = "mail.example", &tls.Config{Certificates: certified.TLS.Certificates}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	_, port, err := net.SplitHostPort(listener.Addr().String())
	require.NoError(t, err)
	if implicit {
		listener = tls.NewListener(listener, server.TLSConfig)
	}
	go func() { _ = server.Serve(listener) }()
	t.Cleanup(func() { _ = server.Close() })
	number, err := strconv.Atoi(port)
	require.NoError(t, err)
	office.config = channel.MailConfig{
		Host: "127.0.0.1", Port: number, Implicit: implicit, Username: "yikou", Password: "s3cret",
		From: "望渚企服 <notice@yikou.example>", TLS: &tls.Config{RootCAs: roots},
	}
	return office
}

func (p *postOffice) channel() channel.Channel {
	return channel.NewMail(p.config, clock.NewFixed(noon))
}

var greeting = channel.Message{
	ID: "0190-d", To: "xu@firm.example", Title: "有人查看了\r\nBcc: other@evil.example", Text: "正文", HTML: "<p>正文</p>", URL: "https://yikou.example/my",
}

func TestMailGoesOverTLSWithALogIn(t *testing.T) {
	t.Parallel()
	for _, implicit := range []bool{false, true} {
		office := openOffice(t, implicit)
		receipt, err := office.channel().Send(t.Context(), greeting)
		require.NoError(t, err)
		got := <-office.letters
		require.Equal(t, "notice@yikou.example", got.from)
		require.Equal(t, "xu@firm.example", got.to)
		require.Contains(t, receipt.ProviderID, "0190-d@yikou.example")
		parsed, err := mail.ReadMessage(strings.NewReader(got.raw))
		require.NoError(t, err)
		require.Equal(t, "<0190-d@yikou.example>", parsed.Header.Get("Message-ID"))
		require.Empty(t, parsed.Header.Get("Bcc"), "a subject added a header")
		require.Contains(t, parsed.Header.Get("Content-Type"), "multipart/alternative")
		require.Equal(t, "auto-generated", parsed.Header.Get("Auto-Submitted"))
	}
}

func TestWhatAMailServerRefusesDecidesWhatHappensNext(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		step  string
		code  int
		class channel.Class
	}{
		{"rcpt", 550, channel.Rejected}, {"rcpt", 450, channel.Temporary}, {"mail", 550, channel.Temporary},
		{"mail", 421, channel.Temporary}, {"data", 554, channel.Rejected}, {"data", 451, channel.Temporary},
	} {
		office := openOffice(t, false)
		office.refuse[c.step] = &smtp.SMTPError{Code: c.code, EnhancedCode: smtp.EnhancedCode{c.code / 100, 1, 1}, Message: "no"}
		_, err := office.channel().Send(t.Context(), greeting)
		require.Equal(t, c.class, channel.Failure(err).Class, "%s %d: %v", c.step, c.code, err)
		require.Equal(t, "SMTP "+strconv.Itoa(c.code), channel.Failure(err).Code)
	}
}

func TestMailNeverLeavesInTheClearOrToAStranger(t *testing.T) {
	t.Parallel()
	office := openOffice(t, false)
	office.config.TLS = nil // the certificate is nobody's that the system trusts
	_, err := office.channel().Send(t.Context(), greeting)
	require.Equal(t, channel.Temporary, channel.Failure(err).Class)

	plain := openOffice(t, false)
	server := smtp.NewServer(plain) // offers no STARTTLS
	server.AllowInsecureAuth = true
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	go func() { _ = server.Serve(listener) }()
	t.Cleanup(func() { _ = server.Close() })
	plain.config.Port = listener.Addr().(*net.TCPAddr).Port
	_, err = plain.channel().Send(t.Context(), greeting)
	require.Equal(t, channel.Temporary, channel.Failure(err).Class)

	wrong := openOffice(t, false)
	wrong.config.Password = "guess"
	_, err = wrong.channel().Send(t.Context(), greeting)
	require.Equal(t, channel.Temporary, channel.Failure(err).Class)
	require.NotContains(t, err.Error(), "guess")

	for _, o := range []*postOffice{office, plain, wrong} {
		require.Empty(t, o.letters)
	}
	address := openOffice(t, false)
	broken := greeting
	broken.To = "xu@firm.example, other@firm.example"
	_, err = address.channel().Send(t.Context(), broken)
	require.Equal(t, channel.Rejected, channel.Failure(err).Class)
}
