package channel

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"strconv"
	"strings"
	"time"

	"github.com/wneessen/go-mail"

	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/outbound"
)

// MailConfig is the mail server that this instance hands its mail to.
type MailConfig struct {
	Host string
	Port int
	// Implicit speaks TLS from the first byte (port 465, RFC 8314); otherwise the
	// connection must rise to TLS by STARTTLS (RFC 3207) before anything is said.
	Implicit bool
	// Username and Password log in; both empty is none.
	Username, Password string
	// From is the sender, as `一口 <notice@example.gov.cn>` or an address alone.
	From string
	// TLS is what to trust instead of the system's roots; nil is the system's.
	TLS *tls.Config
}

// mailTimeout is how long one mail may take. A guess.
const mailTimeout = 20 * time.Second

// NewMail returns the channel that hands mail to a server, always over TLS.
func NewMail(c MailConfig, at clock.Clock) Channel { return &mailer{config: c, clock: at} }

type mailer struct {
	config MailConfig
	clock  clock.Clock
}

// Kind returns Mail.
func (m *mailer) Kind() Kind { return Mail }

// Idempotent is true: a second try has the same Message-ID, which readers show
// once, and a mail twice does no harm.
func (m *mailer) Idempotent() bool { return true }

// Send hands one mail over.
func (m *mailer) Send(ctx context.Context, message Message) (Receipt, error) {
	built, err := m.build(message)
	if err != nil {
		return Receipt{}, rejected("address or content")
	}
	client, err := m.client()
	if err != nil {
		return Receipt{}, temporary("configuration", err)
	}
	ctx, cancel := context.WithTimeout(ctx, mailTimeout)
	defer cancel()
	if err := client.DialAndSendWithContext(ctx, built); err != nil {
		return Receipt{}, mailFailure(err)
	}
	return Receipt{ProviderID: built.GetMessageID()}, nil
}

func (m *mailer) client() (*mail.Client, error) {
	c := m.config
	address := net.JoinHostPort(c.Host, strconv.Itoa(c.Port))
	trust := &tls.Config{}
	if c.TLS != nil {
		trust = c.TLS.Clone()
	}
	trust.ServerName, trust.MinVersion = c.Host, tls.VersionTLS12
	dial := outbound.Dialer([]string{address}, mailTimeout)
	options := []mail.Option{
		mail.WithPort(c.Port), mail.WithTimeout(mailTimeout), mail.WithTLSPolicy(mail.TLSMandatory), mail.WithTLSConfig(trust),
		mail.WithoutNoop(), mail.WithoutRset(),
	}
	if c.Implicit {
		options = append(options, mail.WithSSL())
		dial = overTLS(dial, trust)
	}
	options = append(options, mail.WithDialContextFunc(dial))
	if c.Username != "" {
		// The library takes a connection that it did not secure itself for an open
		// one and would not say a password there, so the methods are named.
		options = append(options, mail.WithUsername(c.Username), mail.WithPassword(c.Password),
			mail.WithOpportunisticSMTPAuth(mail.SMTPAuthSCRAMSHA256, mail.SMTPAuthSCRAMSHA1, mail.SMTPAuthPlain, mail.SMTPAuthLogin))
	}
	return mail.NewClient(c.Host, options...)
}

// overTLS shakes hands on a connection; a dial function of one's own is asked
// for the finished connection.
func overTLS(dial mail.DialContextFunc, trust *tls.Config) mail.DialContextFunc {
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		plain, err := dial(ctx, network, address)
		if err != nil {
			return nil, err
		}
		secured := tls.Client(plain, trust)
		if err := secured.HandshakeContext(ctx); err != nil {
			_ = plain.Close()
			return nil, err
		}
		return secured, nil
	}
}

func (m *mailer) build(message Message) (*mail.Msg, error) {
	built := mail.NewMsg(mail.WithNoDefaultUserAgent())
	if err := built.From(m.config.From); err != nil {
		return nil, err
	}
	if err := built.To(message.To); err != nil {
		return nil, err
	}
	domain := "yikou"
	if from, err := built.GetSender(false); err == nil {
		if _, after, found := strings.Cut(from, "@"); found {
			domain = strings.TrimSuffix(after, ">")
		}
	}
	built.SetMessageIDWithValue(message.ID + "@" + domain)
	built.SetDateWithValue(m.clock.Now())
	built.Subject(strings.Join(strings.Fields(message.Title), " "))
	// RFC 3834: no answering machine should answer.
	built.SetGenHeader("Auto-Submitted", "auto-generated")
	text := message.Text
	if message.URL != "" {
		text += "\n\n" + message.URL
	}
	built.SetBodyString(mail.TypeTextPlain, text)
	if message.HTML != "" {
		built.AddAlternativeString(mail.TypeTextHTML, message.HTML)
	}
	return built, nil
}

// mailFailure classifies by the step that failed and the reply's first digit
// (RFC 5321, 4.2.1): 5xx to the recipient or the content is final, all else is
// the server's trouble.
func mailFailure(err error) error {
	sending, ok := errors.AsType[*mail.SendError](err)
	if !ok {
		return temporary("connection", err)
	}
	code := sending.Reason.String()
	if n := sending.ErrorCode(); n > 0 {
		code = "SMTP " + strconv.Itoa(n)
	}
	final := sending.ErrorCode() >= 500 && sending.ErrorCode() < 600
	switch sending.Reason {
	case mail.ErrSMTPRcptTo, mail.ErrSMTPData, mail.ErrSMTPDataClose, mail.ErrWriteContent:
		if final {
			return rejected(code)
		}
	}
	if sending.Reason == mail.ErrSMTPDataClose && sending.ErrorCode() == 0 {
		return unknown("broken off", err)
	}
	return temporary(code, err)
}
