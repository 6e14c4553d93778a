package app_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/account"
	"github.com/yikou/yikou/internal/app"
	"github.com/yikou/yikou/internal/app/prooftest"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/org"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/config"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
	"github.com/yikou/yikou/internal/platform/web"
	"github.com/yikou/yikou/internal/standard/division"
)

// The proofs act in a small world, the same on both engines: two districts, three
// departments, three firms, one person for each role, and colleagues who own
// what the roles must or must not reach.
//
//	district 390102: department a (every role sits here), department b; firms one, three
//	district 390103: department c; firm two
//
// Firm one is that of the legal representative and of the handler.
const (
	visitor = "visitor" // nobody
	expired = "expired" // somebody whose session has ended
	// The colleagues hold the roles that make things, in the other departments.
	neighbour = "neighbour"
	stranger  = "stranger"
	// otherLegal stands for firm three.
	otherLegal = "other-legal"
)

const worldPassword = "Yikou-proof-2026"

// actor is somebody who can log in.
type actor struct {
	login, phone string
	id           string
	sessions     [][]*http.Cookie
}

// world is the instance under proof; it implements prooftest.World.
type world struct {
	*app.App
	t       testing.TB
	clock   *clock.Fixed
	console *consoleText
	server  *httptest.Server
	// described is the committed description of the API.
	described *prooftest.Description
	roles     []string
	actors    map[string]*actor
	firms     map[string]string // own, other_firm, other_division, none → code

	making  sync.Mutex
	drafts  []string // of measures, written ahead
	mu      sync.Mutex
	planted map[string]prooftest.Object
	serial  int
	issues  atomic.Int64
}

// consoleText is what the instance prints, for one-time codes.
type consoleText struct {
	mu   sync.Mutex
	text bytes.Buffer
}

// Write keeps the text.
func (c *consoleText) Write(b []byte) (int, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.text.Write(b)
}

func (c *consoleText) String() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.text.String()
}

// newWorld builds the world on one engine.
func newWorld(t testing.TB, engine db.Engine) *world {
	t.Helper()
	return newWorldOn(t, engine, db.Options{})
}

// newWorldOn builds the world with a database that was opened in a special way.
func newWorldOn(t testing.TB, engine db.Engine, o db.Options) *world {
	t.Helper()
	w := newRunningWorld(t, engine, o)
	require.NoError(t, w.Jobs.Stop(t.Context()), "what a proof queues stays queued")
	return w
}

// newRunningWorld builds the world and lets its jobs run on.
func newRunningWorld(t testing.TB, engine db.Engine, o db.Options) *world {
	t.Helper()
	w := &world{
		t: t, clock: clock.NewFixed(time.Date(2026, 11, 21, 2, 0, 0, 0, time.UTC)), console: &consoleText{},
		actors: map[string]*actor{}, firms: map[string]string{}, planted: map[string]prooftest.Object{},
	}
	c := config.Default()
	c.Server.RequestsPerMinute = 0 // the proofs ask more often than people do
	c.Data, c.Database.URL, c.Log.Level, c.Demo = t.TempDir(), dbtest.URL(t, engine), "error", true
	var err error
	w.App, err = app.New(t.Context(), c, app.Options{Version: "v1", Console: w.console, LogTo: w.logTo(), Clock: w.clock, Database: o})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, w.Close()) })
	// What a password costs and how often one may guess is proved elsewhere.
	w.Account.Config.Argon2.Memory = 8
	limits := &w.Account.Config.Limits
	limits.Account.Free, limits.Address.Free, limits.Codes.Free = 1<<30, 1<<30, 1<<30
	w.described = description(t)
	w.server = httptest.NewServer(w.Handler(http.NotFoundHandler()))
	t.Cleanup(w.server.Close)
	require.NoError(t, w.Jobs.Start(t.Context()))
	w.settle()
	w.staff()
	w.persons()
	for _, plant := range plantings {
		plant(w)
	}
	return w
}

// logTo is where the instance logs: errors that a proof provokes are looked at
// with YIKOU_PROOF_LOG=1.
func (w *world) logTo() io.Writer {
	if os.Getenv("YIKOU_PROOF_LOG") != "" {
		return os.Stderr
	}
	return io.Discard
}

func (w *world) system() context.Context { return authz.AsSystem(w.t.Context(), "proof") }

// settle lays out the districts and departments.
func (w *world) settle() {
	_, err := w.Org.ImportDivisions(w.system(), []division.Division{
		{Code: "390000", Name: "东屿省"}, {Code: "390100", Name: "霁川市"}, {Code: "390102", Name: "望渚区"}, {Code: "390103", Name: "松澜区"},
	})
	require.NoError(w.t, err)
	_, err = w.Org.ImportDepartments(w.system(), []org.DepartmentRow{
		{Code: "dept-a", Name: "望渚区甲局", Division: "390102", Duty: "管甲事", Phone: "0390-5550001", Address: "甲路1号"},
		{Code: "dept-b", Name: "望渚区乙局", Division: "390102"}, {Code: "dept-c", Name: "松澜区丙局", Division: "390103"},
	})
	require.NoError(w.t, err)
}

// staff gives every role that the program ships to one person in department a,
// and the makers' roles to the colleagues.
func (w *world) staff() {
	w.roles = []string{visitor, expired}
	list := []account.NewStaff{
		{Login: expired, Name: "过期员", Password: worldPassword, Department: "dept-a", Roles: []string{"clerk"}},
		{Login: neighbour, Name: "邻居员", Password: worldPassword, Department: "dept-b", Roles: []string{"importer", "clerk"}},
		{Login: stranger, Name: "远方员", Password: worldPassword, Department: "dept-c", Roles: []string{"importer", "clerk"}},
	}
	for _, code := range shippedRoles(w.t, w.App) {
		w.roles = append(w.roles, code)
		if !strings.HasPrefix(code, "mandate_") {
			list = append(list, account.NewStaff{Login: loginOf(code), Name: "某" + code, Password: worldPassword, Department: "dept-a", Roles: []string{code}})
		}
	}
	_, err := w.Account.ImportStaff(w.system(), list)
	require.NoError(w.t, err)
	w.enter(expired, &actor{login: expired})
	w.clock.Move(w.Config.Session.Absolute + time.Minute)
	for _, s := range list[1:] {
		w.enter(strings.ReplaceAll(s.Login, "-", "_"), &actor{login: s.Login})
	}
}

// shippedRoles returns the roles of a fresh instance, as its database has them.
func shippedRoles(t testing.TB, a *app.App) []string {
	t.Helper()
	rows, err := a.DB.Query(t.Context(), `SELECT code FROM account_role ORDER BY code`)
	require.NoError(t, err)
	defer func() { require.NoError(t, rows.Close()) }()
	var roles []string
	for rows.Next() {
		var code string
		require.NoError(t, rows.Scan(&code))
		roles = append(roles, code)
	}
	require.NoError(t, rows.Err())
	return roles
}

func loginOf(role string) string { return strings.ReplaceAll(role, "_", "-") }

// persons gives firm one a legal representative and a handler, and firm three a
// legal representative.
func (w *world) persons() {
	w.firms = map[string]string{"own": firmCode(w.t, 1), "other_division": firmCode(w.t, 2), "other_firm": firmCode(w.t, 3), prooftest.None: firmCode(w.t, 99)}
	_, err := w.Account.ImportMandates(w.system(), []account.MandateRow{
		{Phone: "13900000001", Name: "法人甲", USCC: w.firms["own"], Role: account.LegalRepresentative},
		{Phone: "13900000002", Name: "经办乙", USCC: w.firms["own"], Role: account.Handler},
		{Phone: "13900000003", Name: "法人丙", USCC: w.firms["other_firm"], Role: account.LegalRepresentative},
	})
	require.NoError(w.t, err)
	for role, phone := range map[string]string{"mandate_legal_representative": "13900000001", "mandate_handler": "13900000002", otherLegal: "13900000003"} {
		w.enter(role, &actor{phone: phone})
	}
}

// enter logs somebody in and asks who that is.
func (w *world) enter(role string, a *actor) {
	w.actors[role] = a
	spare := 1
	if a.phone != "" {
		spare = 4 // a fresh session of a person needs a code, and so a running queue
	}
	for range spare {
		session, err := w.login(w.t.Context(), a)
		require.NoError(w.t, err, role)
		a.sessions = append(a.sessions, session)
	}
	request, err := http.NewRequestWithContext(w.t.Context(), http.MethodGet, w.server.URL+web.Prefix+"/session", nil)
	require.NoError(w.t, err)
	for _, c := range a.sessions[0] {
		request.AddCookie(c)
	}
	response, err := http.DefaultClient.Do(request)
	require.NoError(w.t, err)
	defer func() { _ = response.Body.Close() }()
	var me struct{ ID string }
	require.NoError(w.t, json.NewDecoder(response.Body).Decode(&me))
	require.NotEmpty(w.t, me.ID, role)
	a.id = me.ID
}

func (w *world) login(ctx context.Context, a *actor) ([]*http.Cookie, error) {
	if a.login != "" {
		return w.postLogin(ctx, "/session/staff", map[string]string{"login": a.login, "password": worldPassword})
	}
	code, err := w.code(ctx, a.phone)
	if err != nil {
		return nil, err
	}
	return w.postLogin(ctx, "/session/enterprise", map[string]string{"phone": a.phone, "code": code})
}

// code asks for a one-time code and reads it off the console.
func (w *world) code(ctx context.Context, phone string) (string, error) {
	w.clock.Move(w.Account.Config.Codes.Resend + time.Second)
	form := regexp.MustCompile(phone + `\s+\D*(\d{6})`)
	before := len(form.FindAllString(w.console.String(), -1))
	if _, err := w.postLogin(ctx, "/session/code", map[string]string{"phone": phone}); err != nil {
		return "", err
	}
	for range 1000 {
		if found := form.FindAllStringSubmatch(w.console.String(), -1); len(found) > before {
			return found[len(found)-1][1], nil
		}
		<-time.After(10 * time.Millisecond)
	}
	return "", fmt.Errorf("no code for %s", phone)
}

func (w *world) postLogin(ctx context.Context, path string, body map[string]string) ([]*http.Cookie, error) {
	text, err := json.Marshal(body)
	if err != nil {
		return nil, err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, w.server.URL+web.Prefix+path, bytes.NewReader(text))
	if err != nil {
		return nil, err
	}
	request.Header.Set("Content-Type", "application/json")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return nil, err
	}
	defer func() { _ = response.Body.Close() }()
	answer, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s: status %d: %s (%w)", path, response.StatusCode, answer, err)
	}
	return response.Cookies(), nil
}

// Address is where the instance serves.
func (w *world) Address() string { return w.server.URL }

// Operations returns the live route table.
func (w *world) Operations() []prooftest.Operation {
	var list []prooftest.Operation
	for _, o := range w.App.Operations() {
		list = append(list, prooftest.Operation{
			ID: o.ID, Method: o.Method, Path: web.Prefix + o.Path,
			Query: w.described.TextParameters(o.Method, o.Path), Filters: w.described.Filters(o.Method, o.Path),
		})
	}
	return list
}

// Roles returns everybody who may act.
func (w *world) Roles() []string { return w.roles }

// Session returns the cookies of a role.
func (w *world) Session(ctx context.Context, role string, fresh bool) ([]*http.Cookie, error) {
	if role == visitor {
		return nil, nil
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	a := w.actors[role]
	if a == nil {
		return nil, fmt.Errorf("nobody has the role %s", role)
	}
	if !fresh || role == expired {
		return a.sessions[0], nil
	}
	if a.login != "" {
		return w.login(ctx, a)
	}
	if len(a.sessions) < 2 {
		return nil, fmt.Errorf("%s has no spare session left", role)
	}
	last := len(a.sessions) - 1
	session := a.sessions[last]
	a.sessions = a.sessions[:last]
	return session, nil
}

// Renew logs a role in again.
func (w *world) Renew(ctx context.Context, role string) error {
	a := w.actors[role]
	if a == nil || role == expired {
		return nil
	}
	session, err := w.Session(ctx, role, true)
	if err != nil && a.login != "" {
		if _, err := w.Account.SetPassword(w.system(), a.login, worldPassword); err != nil {
			return err
		}
		session, err = w.Session(ctx, role, true)
	}
	if err != nil {
		return err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	a.sessions[0] = session
	return nil
}

// as returns a context in which somebody acts.
func (w *world) as(role string) context.Context {
	session := w.actors[role].sessions[0]
	p, err := w.Account.Principal(w.t.Context(), session[0].Value)
	require.NoError(w.t, err)
	require.NotEmpty(w.t, p.Kind, role)
	return authz.With(w.t.Context(), p)
}

// number returns another number for each call.
func (w *world) number() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.serial++
	return w.serial
}

// keep remembers a planted object.
func (w *world) keep(kind, relation string, o prooftest.Object) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.planted[kind+" "+relation] = o
}

// Relations returns what is planted.
func (w *world) Relations() map[string][]string { return relations }

// Plant returns an object, or makes one.
func (w *world) Plant(ctx context.Context, kind, relation, viewer string, fresh bool) (prooftest.Object, error) {
	if kind == "viewer" {
		return w.viewer(viewer), nil
	}
	if make := makers[kind]; fresh && make != nil {
		w.making.Lock() // a maker may look for the newest of its kind
		defer w.making.Unlock()
		return make(ctx, w, relation)
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, name := range []string{relation + " of " + viewer, relation} {
		if o, known := w.planted[kind+" "+name]; known {
			return o, nil
		}
	}
	return nil, fmt.Errorf("no %s is planted for %s", kind, relation)
}

func (w *world) viewer(role string) prooftest.Object {
	o := prooftest.Object{"login": loginOf(role), "password": worldPassword, "phone": fmt.Sprintf("138%08d", w.number()), "id": kernel.NewID(), "department": w.departmentOf("own").ID}
	if a := w.actors[role]; a != nil {
		o["id"] = a.id
	}
	return o
}

// description is the committed description of the API, which another test
// compares with the program.
func description(t testing.TB) *prooftest.Description {
	t.Helper()
	text, err := os.ReadFile("../../api/openapi.yaml")
	require.NoError(t, err)
	d, err := prooftest.ReadDescription(t.Context(), text, web.Prefix)
	require.NoError(t, err)
	return d
}
