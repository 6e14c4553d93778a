package prooftest_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/app/prooftest"
)

// The machinery is proved on a small API of notes: one role reads and changes its
// own, another may do nothing. Each flaw is one that a real API could have.
const (
	sound          = ""
	leaksARow      = "a list shows a row of somebody else"
	leaksInADetail = "a note names somebody else's note"
	noGuard        = "a permission is not asked for"
	noScope        = "a note of somebody else opens"
	tells          = "a hidden note is refused in other words than a missing one"
	takesFields    = "unknown fields are taken"
	takesSteps     = "a closed note can be closed again"
	showsSQL       = "a refusal shows SQL"
	fails          = "a long text ends in a 500"
	takesTooLong   = "a text may be longer than described"
	undescribed    = "an answer has a field that is not described"
	oddStatus      = "a refusal has a status that is not described"
)

const (
	mine    = "01970000-0000-7000-8000-00000000000a"
	theirs  = "01970000-0000-7000-8000-00000000000b"
	nobodys = "01970000-0000-7000-8000-00000000000c"
)

// notes is the API and its world.
type notes struct {
	flaw   string
	server *httptest.Server
	mu     sync.Mutex
	closed map[string]bool
	// asked are the queries of the list.
	asked []string
}

func newNotes(t *testing.T, flaw string) *notes {
	t.Helper()
	n := &notes{flaw: flaw, closed: map[string]bool{}}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /notes", n.list)
	mux.HandleFunc("GET /notes/{id}", n.get)
	mux.HandleFunc("PUT /notes/{id}", n.change)
	mux.HandleFunc("POST /notes/{id}/close", n.close)
	n.server = httptest.NewServer(mux)
	t.Cleanup(n.server.Close)
	return n
}

func answer(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", map[bool]string{true: "application/json", false: "application/problem+json"}[status < 300])
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body)
}

func problem(w http.ResponseWriter, status int, code string) {
	answer(w, status, map[string]any{"status": status, "code": code, "request_id": fmt.Sprint(time.Now().UnixNano())})
}

// admitted asks who calls.
func (n *notes) admitted(w http.ResponseWriter, r *http.Request) bool {
	cookie, err := r.Cookie("who")
	switch {
	case err != nil:
		problem(w, http.StatusUnauthorized, "login")
	case cookie.Value != "writer" && n.flaw != noGuard:
		problem(w, http.StatusForbidden, "forbidden")
	default:
		return true
	}
	return false
}

func (n *notes) list(w http.ResponseWriter, r *http.Request) {
	if !n.admitted(w, r) {
		return
	}
	n.mu.Lock()
	n.asked = append(n.asked, r.URL.RawQuery)
	n.mu.Unlock()
	items := []any{map[string]any{"id": mine}}
	if n.flaw == leaksARow {
		items = append(items, map[string]any{"id": theirs})
	}
	answer(w, http.StatusOK, map[string]any{"items": items, "total": len(items)})
}

// found loads the note within the caller's scope.
func (n *notes) found(w http.ResponseWriter, r *http.Request) bool {
	if !n.admitted(w, r) {
		return false
	}
	id := r.PathValue("id")
	switch {
	case id == mine, id == theirs && n.flaw == noScope:
		return true
	case id == theirs && n.flaw == tells:
		problem(w, http.StatusNotFound, "not_yours")
	case n.flaw == showsSQL:
		answer(w, http.StatusNotFound, map[string]any{"detail": "SELECT id FROM note: no rows"})
	default:
		problem(w, http.StatusNotFound, "missing")
	}
	return false
}

func (n *notes) get(w http.ResponseWriter, r *http.Request) {
	if !n.found(w, r) {
		return
	}
	if q := r.URL.Query().Get("q"); !utf8.ValidString(q) || strings.Contains(q, "\x00") {
		problem(w, http.StatusUnprocessableEntity, "invalid")
		return
	}
	body := map[string]any{"id": r.PathValue("id"), "text": "x"}
	if n.flaw == undescribed {
		body["secret"] = "s"
	}
	if n.flaw == leaksInADetail && r.URL.Query().Get("q") != "" {
		body["text"] = theirs
	}
	answer(w, http.StatusOK, body)
}

func (n *notes) change(w http.ResponseWriter, r *http.Request) {
	if !n.found(w, r) {
		return
	}
	var body struct {
		Text string `json:"text"`
	}
	decoder := json.NewDecoder(r.Body)
	if n.flaw != takesFields {
		decoder.DisallowUnknownFields()
	}
	err := decoder.Decode(&body)
	_, rest := decoder.Token()
	long := len([]rune(body.Text)) > 20
	switch {
	case n.flaw == fails && long:
		problem(w, http.StatusInternalServerError, "internal")
	case n.flaw == oddStatus && long:
		problem(w, http.StatusTeapot, "teapot")
	case err != nil || rest != io.EOF || strings.ContainsAny(body.Text, "\x00\ufffd") || body.Text == "" || r.Header.Get("Content-Type") != "application/json" || long && n.flaw != takesTooLong:
		problem(w, http.StatusUnprocessableEntity, unknownField(err))
	default:
		answer(w, http.StatusOK, map[string]any{"id": mine, "text": body.Text})
	}
}

// unknownField names the field that the decoder does not know.
func unknownField(err error) string {
	if _, name, found := strings.Cut(fmt.Sprint(err), "unknown field "); found {
		return "unknown " + name
	}
	return "invalid"
}

func (n *notes) close(w http.ResponseWriter, r *http.Request) {
	if !n.found(w, r) {
		return
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.closed[r.PathValue("id")] && n.flaw != takesSteps {
		problem(w, http.StatusConflict, "closed")
		return
	}
	n.closed[r.PathValue("id")] = true
	answer(w, http.StatusOK, map[string]any{"id": mine, "text": "x"})
}

func (n *notes) Address() string { return n.server.URL }

func (n *notes) Operations() []prooftest.Operation {
	return []prooftest.Operation{
		{ID: "list-notes", Method: http.MethodGet, Path: "/notes", Query: []string{"cursor"}, Filters: []string{"cursor", "state", "limit"}}, {ID: "get-note", Method: http.MethodGet, Path: "/notes/{id}", Query: []string{"q"}},
		{ID: "change-note", Method: http.MethodPut, Path: "/notes/{id}"}, {ID: "close-note", Method: http.MethodPost, Path: "/notes/{id}/close"},
	}
}

func (n *notes) Roles() []string { return []string{"visitor", "writer", "watcher", "owner"} }

func (n *notes) Relations() map[string][]string {
	return map[string][]string{"note": {"own", "foreign", prooftest.None}}
}

func (n *notes) Session(_ context.Context, role string, _ bool) ([]*http.Cookie, error) {
	if role == "visitor" {
		return nil, nil
	}
	return []*http.Cookie{{Name: "who", Value: role}}, nil
}

func (n *notes) Renew(context.Context, string) error { return nil }

func (n *notes) Plant(_ context.Context, kind, relation, _ string, _ bool) (prooftest.Object, error) {
	id, known := map[string]string{"own": mine, "foreign": theirs, prooftest.None: nobodys}[relation]
	if kind != "note" || !known {
		return nil, fmt.Errorf("no %s is planted for %s", kind, relation)
	}
	return prooftest.Object{"id": id}, nil
}

const rolesText = `
roles: {visitor: nobody, writer: writes, watcher: may do nothing, owner: may do nothing either}
groups: {idle: watcher owner}
`

const rowsText = `
list-notes:
  request: {query: {state: open}}
  lists: items.id
  of: note
  sees: {writer: own}
  cells: {any: {allow: writer, login: visitor, refused: rest}}
get-note: &one
  on: note
  request: {path: {id: "{note.id}"}}
  cells:
    own: {allow: writer, login: visitor, refused: idle}
    foreign: {hidden: writer, login: visitor, refused: rest}
    none: {hidden: writer, login: visitor, refused: rest}
change-note:
  <<: *one
  request: {path: {id: "{note.id}"}, body: {text: y}}
close-note:
  <<: *one
`

const described = `
openapi: 3.1.0
info: {title: Notes, version: "1"}
paths:
  /notes:
    get:
      responses: &refusals
        "200": {description: ok, content: {application/json: {schema: {type: object}}}}
        "401": &problem {description: no, content: {application/problem+json: {schema: {type: object}}}}
        "403": *problem
        "404": *problem
        "409": *problem
        "422": *problem
        "500": *problem
  /notes/{id}:
    get:
      parameters: [{name: id, in: path, required: true, schema: {type: string}}, {name: q, in: query, schema: {type: string}}]
      responses: &note
        <<: *refusals
        "200":
          description: ok
          content:
            application/json:
              schema: {type: object, additionalProperties: false, properties: {id: {type: string}, text: {type: string}}}
    put:
      parameters: &id [{name: id, in: path, required: true, schema: {type: string}}]
      requestBody:
        required: true
        content:
          application/json:
            schema: {type: object, additionalProperties: false, required: [text], properties: {text: {type: string, minLength: 1, maxLength: 20}}}
      responses: *note
  /notes/{id}/close:
    post:
      parameters: *id
      responses: *note
`

func bookOf(t *testing.T, rows string) *prooftest.Book {
	t.Helper()
	b, err := prooftest.ReadBook(fstest.MapFS{"roles.yaml": {Data: []byte(rolesText)}, "notes.yaml": {Data: []byte(rows)}})
	require.NoError(t, err)
	return b
}

// proved runs every proof on the notes and returns all faults.
func proved(t *testing.T, flaw string) string {
	t.Helper()
	n := newNotes(t, flaw)
	p := prooftest.NewProof(n, bookOf(t, rowsText))
	t.Cleanup(p.Close)
	require.NoError(t, p.Matrix(t.Context()))
	if flaw == leaksInADetail { // somebody must have been shown the name
		p.Shown("owner", theirs)
	}
	require.NoError(t, p.Replay(t.Context(), 0, 1))
	p.Extra(t.Context())
	n.closed = map[string]bool{}
	p.Tell(t.Context(), prooftest.Story{Rule: "a note is closed once", Steps: []prooftest.Step{
		{As: "writer", Do: "close-note", Expect: 200, Keep: map[string]string{"id": "id"}},
		{As: "writer", Do: "close-note", With: prooftest.Request{Path: map[string]string{"id": "{kept.id}"}}, Expect: 409, Code: "closed"},
	}})
	n.closed = map[string]bool{}
	d, err := prooftest.ReadDescription(t.Context(), []byte(described), "")
	require.NoError(t, err)
	f := &prooftest.Fuzz{Proof: p, Description: d, Valid: 30, Broken: 60, Seed: 1, Slow: time.Minute}
	require.NoError(t, f.Run(t.Context()))
	if flaw == sound {
		require.Empty(t, f.Untouched())
		fields := p.Fields()
		require.Equal(t, []string{"items", "items[].id", "total"}, fields["list-notes"][0].Fields)
		require.Equal(t, "writer", fields["list-notes"][0].Roles)
	}
	return strings.Join(p.Faults(), "\n")
}

func TestEveryFlawOfASmallAPIIsFoundAndASoundOneIsNot(t *testing.T) {
	t.Parallel()
	for flaw, words := range map[string]string{
		sound:          "",
		leaksARow:      "list-notes as writer: sees note " + theirs,
		leaksInADetail: "brings to light [" + theirs + "]",
		noGuard:        "get-note as watcher on own: expected refused, got allow",
		noScope:        "get-note as writer on foreign: expected hidden, got allow",
		tells:          "get-note as writer on foreign: a hidden thing can be told from a missing one",
		takesFields:    `change-note as writer: takes the field "owner"`,
		takesSteps:     "a note is closed once: step 2",
		showsSQL:       `shows "SELECT id FROM n`,
		fails:          "change-note as writer: status 500",
		takesTooLong:   "status 200 for what is certainly wrong",
		undescribed:    "the answer is not as described",
		oddStatus:      "status 418 is not described",
	} {
		t.Run(flaw, func(t *testing.T) {
			t.Parallel()
			if found := proved(t, flaw); words == "" {
				require.Empty(t, found)
			} else {
				require.Contains(t, found, words)
			}
		})
	}
}

func TestAListIsReadAlsoWithoutTheFiltersOfItsExample(t *testing.T) {
	t.Parallel()
	n := newNotes(t, sound)
	p := prooftest.NewProof(n, bookOf(t, rowsText))
	t.Cleanup(p.Close)
	require.NoError(t, p.Look(t.Context()))
	require.Equal(t, []string{"state=open", "limit=200"}, n.asked)
}

func TestABookWithAHoleIsRefused(t *testing.T) {
	t.Parallel()
	n := newNotes(t, sound)
	var ids []string
	for _, o := range n.Operations() {
		ids = append(ids, o.ID)
	}
	require.Empty(t, bookOf(t, rowsText).Check(ids, n.Roles(), n.Relations()))
	for name, c := range map[string]struct {
		from, to, words string
	}{
		"an operation without a row":         {"list-notes:", "other-notes:", "operation list-notes has no row"},
		"a row without an operation":         {"list-notes:", "other-notes:", "row other-notes belongs to no operation"},
		"a role that no cell speaks of":      {"refused: idle", "refused: watcher", "nothing is said of owner"},
		"a role that is told two things":     {"hidden: writer, login: visitor, refused: rest", "hidden: writer, allow: writer, login: visitor, refused: rest", "writer is told both"},
		"a relation without a cell":          {"    foreign: {hidden: writer, login: visitor, refused: rest}\n", "", "no cell for relation foreign"},
		"a list without what is seen":        {"  sees: {writer: own}\n", "", "lists and sees belong together"},
		"a name that is no role":             {"refused: idle", "refused: somebody", "neither a role nor a group"},
		"an outcome for nothing planted":     {"    none:", "    never:", "no object is planted for relation never"},
		"a kind of which nothing is planted": {"on: note", "on: letter", "nothing of kind letter is planted"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Contains(t, rowsText, c.from)
			faults := bookOf(t, strings.Replace(rowsText, c.from, c.to, 1)).Check(ids, n.Roles(), n.Relations())
			require.Contains(t, strings.Join(faults, "\n"), c.words)
		})
	}
	faults := bookOf(t, rowsText).Check(ids, append(n.Roles(), "newcomer"), n.Relations())
	require.Equal(t, []string{"role newcomer does not stand in testdata/matrix/roles.yaml"}, faults)
}

func TestWhatAnAnswerMustNotShowIsRecognised(t *testing.T) {
	t.Parallel()
	for _, bad := range []string{
		"goroutine 12 [running]", "/src/main.go:12 +0x1f", "runtime error: index out of range", `ERROR: duplicate key value (SQLSTATE 23505)`,
		"UNIQUE constraint failed: account_staff.login", "no such table: x", "json: cannot unmarshal string", `strconv.Atoi: parsing "x"`, "open /tmp/x/keys.json",
		"context deadline exceeded", "*errs.Error", "map[string]interface {}", "%!s(int=1)", "SELECT id, name FROM account_staff WHERE", "invalid character 'x' looking for",
		"panic: x", "debug.Stack()", "insert into account_staff", "Update account_staff Set name", "delete from x", "SQLite says", "pq: no", "pgx and", "pgconn.Connect",
		"violates foreign key", "syntax error at or near", "no such column", `near "FROM"`, "unexpected EOF", "unexpected end of JSON", "cannot parse", "invalid UTF-8", "invalid byte sequence",
		"context canceled", "write: broken pipe", "connection refused", "connection reset", "i/o timeout", "EOF", "=/usr/lib", ":/var/lib", " /etc/passwd", "/proc/1", `"/data/x`,
		"web.Options", "&huma.Error", "http.Server", "sql.ErrNoRows", "db.DB", "kernel.ID", "account.Service", "enterprise.Firm", "policy.Measure", "org.Unit", "jobs.Job", "[]uint8", "interface {}",
	} {
		require.NotEmpty(t, prooftest.Innards([]byte(bad)), bad)
	}
	for _, good := range slices.Collect(maps.Values(map[int]string{1: "没有找到这项任务，它可能已过保存期。请返回任务列表查看。", 2: `{"result_url":"/desk/imports/1","type":"about:blank"}`})) {
		require.Empty(t, prooftest.Innards([]byte(good)), good)
	}
}
