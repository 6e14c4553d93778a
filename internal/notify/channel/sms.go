package channel

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/outbound"
)

// SMSConfig describes a gateway that takes one text per HTTP request.
type SMSConfig struct {
	URL string
	// Method is POST or GET. With GET the body becomes the query.
	Method string
	// Form sends the body as a form instead of JSON.
	Form bool
	// Body is a JSON document, or with Form a query string, in whose texts
	// ${phone}, ${text} and ${id} are replaced. What is replaced is escaped as
	// the format asks, so no text can add a field.
	Body string
	// Signature stands before each text as 【Signature】; empty is none.
	Signature string
	// TokenHeader carries Token as it stands; empty is none.
	TokenHeader, Token string
	// Secret signs each request: SignatureHeader carries the hexadecimal
	// HMAC-SHA256 of `timestamp "\n" body`, TimestampHeader the Unix seconds.
	Secret, SignatureHeader, TimestampHeader string
	// Success is what the answer to an accepted text matches; empty takes any
	// answer of status 2xx.
	Success string
	// Rejected is what the answer to a text that never can be sent matches.
	Rejected string
	// MessageID finds in its first group what the gateway calls the text.
	MessageID string
	// Idempotent says that the gateway sends one ${id} once.
	Idempotent bool
}

type sms struct {
	config                       SMSConfig
	client                       *outbound.Client
	clock                        clock.Clock
	document                     any
	success, refused, identifier *regexp.Regexp
}

// NewSMS returns the channel of a gateway. It fails on a body or a pattern that
// cannot be read.
func NewSMS(c SMSConfig, client *outbound.Client, at clock.Clock) (Channel, error) {
	s := &sms{config: c, client: client, clock: at}
	var problems []error
	for _, p := range []struct {
		into *(*regexp.Regexp)
		text string
	}{{&s.success, c.Success}, {&s.refused, c.Rejected}, {&s.identifier, c.MessageID}} {
		if p.text == "" {
			continue
		}
		compiled, err := regexp.Compile(p.text)
		problems = append(problems, err)
		*p.into = compiled
	}
	if s.identifier != nil && s.identifier.NumSubexp() < 1 {
		problems = append(problems, errors.New("message_id needs a group"))
	}
	if c.Form || c.Method == http.MethodGet {
		values, err := url.ParseQuery(c.Body)
		problems = append(problems, err)
		s.document = values
	} else if err := json.Unmarshal([]byte(c.Body), &s.document); err != nil {
		problems = append(problems, fmt.Errorf("body is no JSON: %w", err))
	}
	if !strings.Contains(c.Body, "${phone}") || !strings.Contains(c.Body, "${text}") {
		problems = append(problems, errors.New("body needs ${phone} and ${text}"))
	}
	return s, errors.Join(problems...)
}

// Kind returns SMS.
func (s *sms) Kind() Kind { return SMS }

// Idempotent is what the operator says of the gateway.
func (s *sms) Idempotent() bool { return s.config.Idempotent }

// Send hands one text to the gateway.
func (s *sms) Send(ctx context.Context, m Message) (Receipt, error) {
	request, err := s.request(ctx, m)
	if err != nil {
		return Receipt{}, temporary("fault", err)
	}
	answer, err := exchange(s.client, request)
	if err != nil {
		return Receipt{}, err
	}
	if s.refused != nil && s.refused.Match(answer.Body) {
		return Receipt{}, rejected("refused by the gateway")
	}
	if failed := refusalOf(answer); failed != nil {
		return Receipt{}, failed
	}
	if s.success != nil && !s.success.Match(answer.Body) {
		return Receipt{}, unknown("unexpected answer", nil)
	}
	var receipt Receipt
	if s.identifier != nil {
		if found := s.identifier.FindSubmatch(answer.Body); found != nil {
			receipt.ProviderID = string(found[1][:min(len(found[1]), maxProviderID)])
		}
	}
	return receipt, nil
}

// maxProviderID bounds what is stored of a foreign identifier, in bytes.
const maxProviderID = 128

func (s *sms) request(ctx context.Context, m Message) (*http.Request, error) {
	text := m.Text
	if s.config.Signature != "" {
		text = "【" + s.config.Signature + "】" + text
	}
	// One pass: a text that holds "${phone}" stays as it is.
	fill := strings.NewReplacer("${phone}", m.To, "${text}", text, "${id}", m.ID)
	body, kind := "", "application/json"
	if values, isForm := s.document.(url.Values); isForm {
		filled := url.Values{}
		for name, list := range values {
			for _, v := range list {
				filled.Add(name, fill.Replace(v))
			}
		}
		body, kind = filled.Encode(), "application/x-www-form-urlencoded"
	} else {
		raw, err := json.Marshal(filled(s.document, fill))
		if err != nil {
			return nil, err
		}
		body = string(raw)
	}
	address := s.config.URL
	sent := body
	if s.config.Method == http.MethodGet {
		separator := "?"
		if strings.Contains(address, "?") {
			separator = "&"
		}
		address, sent = address+separator+body, ""
	}
	request, err := http.NewRequestWithContext(ctx, s.config.Method, address, strings.NewReader(sent))
	if err != nil {
		return nil, errors.New("the configured address cannot be used")
	}
	if sent != "" {
		request.Header.Set("Content-Type", kind)
	}
	s.sign(request, body)
	return request, nil
}

func (s *sms) sign(request *http.Request, body string) {
	if s.config.TokenHeader != "" {
		request.Header.Set(s.config.TokenHeader, s.config.Token)
	}
	if s.config.Secret == "" {
		return
	}
	timestamp := strconv.FormatInt(s.clock.Now().Unix(), 10)
	mac := hmac.New(sha256.New, []byte(s.config.Secret))
	mac.Write([]byte(timestamp + "\n" + body))
	request.Header.Set(s.config.TimestampHeader, timestamp)
	request.Header.Set(s.config.SignatureHeader, hex.EncodeToString(mac.Sum(nil)))
}

// filled returns a JSON document with the places in its texts replaced.
func filled(node any, fill *strings.Replacer) any {
	switch n := node.(type) {
	case string:
		return fill.Replace(n)
	case []any:
		list := make([]any, len(n))
		for i, v := range n {
			list[i] = filled(v, fill)
		}
		return list
	case map[string]any:
		object := make(map[string]any, len(n))
		for k, v := range n {
			object[k] = filled(v, fill)
		}
		return object
	}
	return node
}
