package app_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// patience is how long a test waits for what must happen. A guess, generous to
// slow machines.
const patience = 90 * time.Second

// instance is the place of one instance: its data folder and its database. binary
// is the program, this test binary when empty; environ is what it is told besides.
type instance struct {
	data, database, binary string
	environ                []string
}

// command runs `yikou` on the instance and returns what it prints.
func (i instance) command(t *testing.T, args ...string) []byte {
	t.Helper()
	cmd := i.process(t, args...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	require.NoError(t, err, stderr.String())
	return out
}

// process is the program, or this test binary standing in for it.
func (i instance) process(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	program := i.binary
	if program == "" {
		var err error
		program, err = exec.LookPath("yikou")
		require.NoError(t, err)
	}
	cmd := exec.Command(program, append([]string{"--data", i.data, "--database", i.database}, args...)...)
	for _, pair := range os.Environ() {
		if !strings.HasPrefix(pair, "YIKOU_") {
			cmd.Env = append(cmd.Env, pair)
		}
	}
	cmd.Env = append(cmd.Env, "YIKOU_REQUESTS_PER_MINUTE=0") // tests ask more often than people do
	cmd.Env = append(cmd.Env, i.environ...)
	return cmd
}

// server is one running process of the program.
type server struct {
	cmd     *exec.Cmd
	address string
	ended   chan error
}

var serving = regexp.MustCompile(`http://127\.0\.0\.1:\d+`)

func (i instance) serve(t *testing.T) *server {
	t.Helper()
	return i.serveTo(t, io.Discard)
}

// serveTo is serve with a place for the log and more arguments.
func (i instance) serveTo(t *testing.T, log io.Writer, args ...string) *server {
	t.Helper()
	s := &server{cmd: i.process(t, append([]string{"serve", "--listen", "127.0.0.1:0"}, args...)...), ended: make(chan error, 1)}
	s.cmd.Stderr = log
	out, err := s.cmd.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, s.cmd.Start())
	lines := bufio.NewScanner(out)
	for s.address == "" && lines.Scan() {
		s.address = serving.FindString(lines.Text())
	}
	require.NotEmpty(t, s.address, "the program ended before it served")
	go func() {
		_, _ = io.Copy(io.Discard, out)
		s.ended <- s.cmd.Wait()
	}()
	t.Cleanup(s.kill)
	return s
}

// kill ends the process at once, as a power cut would.
func (s *server) kill() {
	if s.cmd.ProcessState == nil {
		_ = s.cmd.Process.Kill()
		<-s.ended
	}
}

// client is somebody who is logged in.
type client struct {
	t       *testing.T
	http    *http.Client
	address string
}

func (s *server) login(t *testing.T, name, password string) *client {
	t.Helper()
	jar, err := cookiejar.New(nil)
	require.NoError(t, err)
	c := &client{t: t, http: &http.Client{Jar: jar, Timeout: patience}, address: s.address + "/api/v1"}
	var in struct {
		Session struct{ Must string }
	}
	c.post("/session/staff", "application/json", strings.NewReader(`{"login":"`+name+`","password":"`+password+`"}`), &in)
	if in.Session.Must == "password" { // it was made by the command that created the account
		c.put("/account/password", `{"current":"`+password+`","password":"`+chosen(password)+`"}`)
	}
	return c
}

// chosen is what somebody makes of the password they were given.
func chosen(given string) string { return "Mine-" + given }

func (c *client) put(path, body string) {
	c.t.Helper()
	request, err := http.NewRequestWithContext(c.t.Context(), http.MethodPut, c.address+path, strings.NewReader(body))
	require.NoError(c.t, err)
	request.Header.Set("Content-Type", "application/json")
	response, err := c.http.Do(request)
	require.NoError(c.t, err)
	c.read(response, nil)
}

func (c *client) get(path string, into any) {
	c.t.Helper()
	response, err := c.http.Get(c.address + path)
	require.NoError(c.t, err)
	c.read(response, into)
}

func (c *client) post(path, kind string, body io.Reader, into any) {
	c.t.Helper()
	response, err := c.http.Post(c.address+path, kind, body)
	require.NoError(c.t, err)
	c.read(response, into)
}

func (c *client) read(response *http.Response, into any) {
	c.t.Helper()
	defer func() { _ = response.Body.Close() }()
	text, err := io.ReadAll(response.Body)
	require.NoError(c.t, err)
	require.Less(c.t, response.StatusCode, 300, string(text))
	if into != nil {
		require.NoError(c.t, json.Unmarshal(text, into), string(text))
	}
}

// task is long work as the API shows it.
type task struct {
	State string `json:"state"`
	Done  int64  `json:"done"`
	Note  string `json:"note"`
}

// follow reads the progress of a task until enough says so, and returns what it
// saw then.
func (c *client) follow(id string, enough func(task) bool) task {
	c.t.Helper()
	ctx, cancel := context.WithTimeout(c.t.Context(), patience)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, c.address+"/jobs/"+url.PathEscape(id)+"/progress", nil)
	require.NoError(c.t, err)
	response, err := c.http.Do(request)
	require.NoError(c.t, err)
	defer func() { _ = response.Body.Close() }()
	require.Equal(c.t, http.StatusOK, response.StatusCode)
	lines := bufio.NewScanner(response.Body)
	for lines.Scan() {
		data, found := strings.CutPrefix(lines.Text(), "data: ")
		if !found {
			continue
		}
		var seen task
		require.NoError(c.t, json.Unmarshal([]byte(data), &seen))
		if enough(seen) {
			return seen
		}
	}
	require.FailNow(c.t, "the progress ended too early", "%v", lines.Err())
	return task{}
}
