package prooftest

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
)

// Call is one request, ready to be sent.
type Call struct {
	Operation Operation
	Path      map[string]string
	Query     url.Values
	Headers   map[string]string
	// JSON is the decoded body, nil for none; Body is what is sent.
	JSON any
	Body []byte
	Type string
	// naming are the fields of the body that name a planted object.
	naming [][]any
}

// Answer is what came back, read to the end; an event stream to the end of its
// first event.
type Answer struct {
	Status int
	Header http.Header
	Body   []byte
	Took   time.Duration
	// made says that the call may have made something.
	made bool
}

// answerLimit is how much of an answer is read, in bytes: far more than a page
// of anything.
const answerLimit = 32 << 20

// patience is how long one call may take. A guess, generous to slow machines.
const patience = 30 * time.Second

var placeholder = regexp.MustCompile(`\{([a-z_-]+)\.([a-z_]+)\}`)

// Bind fills an operation's example for one viewer and one relation.
func Bind(ctx context.Context, w World, o Operation, row Row, relation, viewer string) (Call, error) {
	b := binder{ctx: ctx, world: w, row: row, relation: relation, viewer: viewer, held: map[string]Object{}}
	c := Call{Operation: o, Path: map[string]string{}, Query: url.Values{}, Headers: map[string]string{}}
	for name, value := range row.Request.Path {
		c.Path[name] = b.text(value)
	}
	for name, value := range row.Request.Query {
		c.Query.Set(name, b.text(value))
	}
	for name, value := range row.Request.Headers {
		c.Headers[name] = b.text(value)
	}
	switch {
	case row.Request.Body != nil:
		c.JSON = b.value(row.Request.Body)
		leaves(row.Request.Body, nil, func(steps []any, value any) {
			text, is := value.(string)
			if is && placeholder.MatchString(text) && !strings.Contains(text, "{viewer.") {
				c.naming = append(c.naming, slices.Clone(steps))
			}
		})
		c.setJSON(c.JSON)
	case row.Request.Raw != "":
		c.Body, c.Type = []byte(b.text(row.Request.Raw)), row.Request.Type
	}
	if b.err != nil {
		return c, fmt.Errorf("%s as %s on %s: %w", o.ID, viewer, relation, b.err)
	}
	return c, nil
}

func (c *Call) setJSON(v any) {
	text, err := json.Marshal(v)
	if err != nil {
		panic(err) // it came from YAML or JSON
	}
	c.JSON, c.Body, c.Type = v, text, "application/json"
}

// clone returns a call that can be changed without changing c.
func (c Call) clone() Call {
	c.Path, c.Headers = maps.Clone(c.Path), maps.Clone(c.Headers)
	query := url.Values{}
	for name, values := range c.Query {
		query[name] = slices.Clone(values)
	}
	c.Query = query
	return c
}

type binder struct {
	ctx              context.Context
	world            World
	row              Row
	relation, viewer string
	held             map[string]Object
	err              error
}

func (b *binder) text(text string) string {
	return placeholder.ReplaceAllStringFunc(text, func(found string) string {
		parts := placeholder.FindStringSubmatch(found)
		object, err := b.object(parts[1])
		if err != nil {
			b.err = err
			return ""
		}
		value, known := object[parts[2]]
		if !known && b.err == nil {
			b.err = fmt.Errorf("a planted %s has no %s", parts[1], parts[2])
		}
		return value
	})
}

func (b *binder) object(kind string) (Object, error) {
	if held, known := b.held[kind]; known {
		return held, nil
	}
	relation := b.relation
	if kind != b.row.On {
		relation = near(b.world.Relations()[kind])
	}
	object, err := b.world.Plant(b.ctx, kind, relation, b.viewer, b.row.Fresh == "object")
	b.held[kind] = object
	return object, err
}

func (b *binder) value(v any) any {
	switch v := v.(type) {
	case string:
		return b.text(v)
	case map[string]any:
		out := make(map[string]any, len(v))
		for name, value := range v {
			out[name] = b.value(value)
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i, value := range v {
			out[i] = b.value(value)
		}
		return out
	}
	return v
}

// URL returns where the call goes, with each value of the path escaped.
func (c Call) URL(address string) string {
	path := c.Operation.Path
	for name, value := range c.Path {
		path = strings.ReplaceAll(path, "{"+name+"}", url.PathEscape(value))
	}
	if len(c.Query) > 0 {
		path += "?" + c.Query.Encode()
	}
	return address + path
}

// Client sends calls.
type Client struct {
	world World
	http  *http.Client
}

// NewClient returns a client that follows no redirects and keeps no cookies of
// its own.
func NewClient(w World) *Client {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.MaxIdleConnsPerHost = 16
	return &Client{world: w, http: &http.Client{
		Transport:     transport,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// Close lets the connections go.
func (c *Client) Close() { c.http.CloseIdleConnections() }

// Send sends a call with the cookies of a session.
func (c *Client) Send(ctx context.Context, session []*http.Cookie, call Call) (Answer, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, call.Operation.Method, call.URL(c.world.Address()), bytes.NewReader(call.Body))
	if err != nil {
		return Answer{}, err
	}
	if call.Type != "" {
		request.Header.Set("Content-Type", call.Type)
	}
	for name, value := range call.Headers {
		request.Header[http.CanonicalHeaderKey(name)] = []string{value}
	}
	for _, cookie := range session {
		request.AddCookie(cookie)
	}
	started := time.Now() //nolint:forbidigo // a duration, never a fact
	response, err := c.http.Do(request)
	if err != nil {
		return Answer{}, fmt.Errorf("%s: %w", call.Operation.ID, err)
	}
	defer func() { _ = response.Body.Close() }()
	body, err := readAnswer(response)
	if err != nil {
		return Answer{}, fmt.Errorf("%s: read answer: %w", call.Operation.ID, err)
	}
	return Answer{Status: response.StatusCode, Header: response.Header, Body: body, Took: time.Since(started), made: call.Operation.Method != http.MethodGet}, nil
}

func readAnswer(response *http.Response) ([]byte, error) {
	if !strings.HasPrefix(response.Header.Get("Content-Type"), "text/event-stream") {
		return io.ReadAll(io.LimitReader(response.Body, answerLimit))
	}
	var seen []byte
	piece := make([]byte, 4096)
	for !bytes.Contains(seen, []byte("\n\n")) {
		n, err := response.Body.Read(piece)
		seen = append(seen, piece[:n]...)
		if err == io.EOF {
			break
		}
		if err != nil {
			return seen, err
		}
	}
	return seen, nil
}

// decoded returns the JSON of an answer: its body, or the data of the first
// event of a stream; false for a file.
func (a Answer) decoded() (any, bool) {
	text, kind := a.Body, a.Header.Get("Content-Type")
	switch {
	case strings.HasPrefix(kind, "text/event-stream"):
		_, data, found := bytes.Cut(a.Body, []byte("data: "))
		if !found {
			return nil, false
		}
		text, _, _ = bytes.Cut(data, []byte("\n"))
	case !strings.Contains(kind, "json"):
		return nil, false
	}
	var v any
	if err := json.Unmarshal(text, &v); err != nil {
		return nil, false
	}
	return v, true
}
