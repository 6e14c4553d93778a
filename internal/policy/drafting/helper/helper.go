package helper

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/outbound"
	"github.com/yikou/yikou/internal/policy/drafting"
	"github.com/yikou/yikou/internal/policy/wording"
)

// ErrResting is returned while the model is left alone after failures.
var ErrResting = errors.New("the drafting model is left alone after failures")

const (
	// timeout is how long an editor waits for a model. A guess.
	timeout = 20 * time.Second
	// maxAnswer bounds an answer, in bytes.
	maxAnswer = 256 << 10
	// patience is how many failures in a row open the breaker, for rest.
	patience = 3
	rest     = time.Minute
)

// Options say where the model is.
type Options struct {
	// Endpoint is the whole address of the chat completions, http or https.
	Endpoint, Model string
	// Key is sent as a bearer token; empty sends none.
	Key   string
	Clock clock.Clock
}

// Client asks one model. It is safe for concurrent use.
type Client struct {
	o    Options
	http *outbound.Client
	mu   sync.Mutex
	// failures in a row; until is when the breaker closes again.
	failures int
	until    time.Time
}

// New returns a client. The host of the endpoint may lie in the office's own
// network, since the operator has named it.
func New(o Options) (*Client, error) {
	host, err := outbound.HostPort(o.Endpoint)
	if err != nil {
		return nil, fmt.Errorf("address of the drafting model: %w", err)
	}
	return &Client{o: o, http: outbound.New(outbound.Options{Timeout: timeout, MaxBody: maxAnswer, Allow: []string{host}})}, nil
}

type message struct {
	Role    string `json:"role"`
	Content string `json:"content"`
}

type question struct {
	Model          string            `json:"model"`
	Temperature    float64           `json:"temperature"`
	Messages       []message         `json:"messages"`
	ResponseFormat map[string]string `json:"response_format"`
}

type answer struct {
	Choices []struct {
		Message message `json:"message"`
	} `json:"choices"`
}

type proposals struct {
	Clauses []struct {
		Quote string          `json:"quote"`
		Node  json.RawMessage `json:"node"`
	} `json:"clauses"`
}

const task = `你把政策原文里的申报条件写成 JSON。只看“没有读懂的句子”，逐条写：{"clauses":[{"quote":"原文里一字不差的词句","node":{"fact":"…","period":"Y-1","op":">=","value":0}}]}。` +
	`fact 只能用“可用的事实”里的代码，按年的事实要写 period。不得有的写成 {"not":{…}}。拿不准的不要写。没有就写 {"clauses":[]}。`

// Propose asks the model. It fails with ErrResting while the breaker is open.
func (c *Client) Propose(ctx context.Context, text string, unread []string, keys []wording.FactKey) ([]drafting.Proposal, error) {
	if !c.ready() {
		return nil, ErrResting
	}
	found, err := c.ask(ctx, text, unread, keys)
	// Somebody who closed the page says nothing about the model.
	if err == nil || ctx.Err() == nil {
		c.remember(err)
	}
	return found, err
}

func (c *Client) ready() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return !c.o.Clock.Now().Before(c.until)
}

func (c *Client) remember(err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if err == nil {
		c.failures = 0
		return
	}
	if c.failures++; c.failures >= patience {
		c.failures, c.until = 0, c.o.Clock.Now().Add(rest)
	}
}

func (c *Client) ask(ctx context.Context, text string, unread []string, keys []wording.FactKey) ([]drafting.Proposal, error) {
	body, err := json.Marshal(question{
		Model: c.o.Model,
		Messages: []message{
			{"system", task},
			{"user", "可用的事实：\n" + facts(keys) + "\n原文：\n" + text + "\n\n没有读懂的句子：\n" + strings.Join(unread, "\n")},
		},
		ResponseFormat: map[string]string{"type": "json_object"},
	})
	if err != nil {
		return nil, fmt.Errorf("write the question: %w", err)
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, c.o.Endpoint, bytes.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("make the request: %w", err)
	}
	request.Header.Set("Content-Type", "application/json")
	if c.o.Key != "" {
		request.Header.Set("Authorization", "Bearer "+c.o.Key)
	}
	got, err := c.http.Do(request)
	if err != nil {
		return nil, fmt.Errorf("ask the drafting model: %w", err)
	}
	if got.Status != http.StatusOK {
		return nil, fmt.Errorf("the drafting model answered with status %d", got.Status)
	}
	var a answer
	if err := json.Unmarshal(got.Body, &a); err != nil || len(a.Choices) == 0 {
		return nil, errors.New("the drafting model's answer is none")
	}
	var p proposals
	if err := json.Unmarshal([]byte(a.Choices[0].Message.Content), &p); err != nil {
		return nil, errors.New("the drafting model answered with something else than asked")
	}
	out := make([]drafting.Proposal, 0, len(p.Clauses))
	for _, one := range p.Clauses {
		out = append(out, drafting.Proposal{Quote: one.Quote, Node: one.Node})
	}
	return out, nil
}

// facts lists what a clause can ask for, a line each: code, name, sort, unit.
func facts(keys []wording.FactKey) string {
	var b strings.Builder
	for _, k := range keys {
		_, _ = fmt.Fprintf(&b, "%s %s %s %s", k.Key, k.Label, k.Kind, k.Unit)
		if k.Periodic {
			b.WriteString(" 按年")
		}
		for _, value := range slices.Sorted(maps.Keys(k.Options)) {
			_, _ = fmt.Fprintf(&b, " %s=%s", value, k.Options[value])
		}
		b.WriteByte('\n')
	}
	return b.String()
}
