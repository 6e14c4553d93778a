package app_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/account"
	"github.com/yikou/yikou/internal/app"
	"github.com/yikou/yikou/internal/app/prooftest"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/config"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
	"github.com/yikou/yikou/internal/standard/civil"
	"github.com/yikou/yikou/internal/standard/division"
)

// aviary is a real instance through which canaries are sent: the program runs as
// a process of its own, and everything it leaves behind is kept.
type aviary struct {
	t         *testing.T
	here      instance
	temp      string
	address   string
	firm      string
	office    string // the department that handles appeals
	mu        sync.Mutex
	log       bytes.Buffer
	traces    bytes.Buffer
	downloads [][]byte
	codes     chan string
	staff     map[string]*http.Client
}

// Write keeps a line of the log.
func (a *aviary) Write(b []byte) (int, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.log.Write(b)
}

// canaryFlows is the table of ways in which personal data comes near the program. A
// module adds a line for each of its own, at the end; each gets canaries that no
// other has.
var canaryFlows = []struct {
	name     string
	canaries int
	do       func(a *aviary, c prooftest.Canary)
}{
	{"act for a firm by phone", 4, func(a *aviary, c prooftest.Canary) {
		person := a.client()
		a.send(person, "POST", "/session/code", map[string]any{"phone": c.Phone})
		a.send(person, "POST", "/session/enterprise", map[string]any{"phone": c.Phone, "code": a.code(c.Phone)})
		require.Equal(a.t, http.StatusCreated, a.send(person, "POST", "/my/"+a.firm+"/contacts", map[string]any{"role": "负责人", "name": c.Name, "phone": c.Phone}).status)
		a.send(person, "GET", "/my/"+a.firm+"/disclosures", nil)
		a.send(person, "POST", "/my/"+a.firm+"/invitations", map[string]any{"phone": c.Phone, "matters": []string{"all"}})
	}},
	{"log in as staff by phone, name or identity number", 60, func(a *aviary, c prooftest.Canary) {
		a.send(nil, "POST", "/session/staff", map[string]any{"login": c.Phone, "password": c.IDNumber})
		a.send(nil, "POST", "/session/staff", map[string]any{"login": c.Name, "password": c.Account})
	}},
	{"ask for a code and log in with a wrong one", 100, func(a *aviary, c prooftest.Canary) {
		a.send(nil, "POST", "/session/code", map[string]any{"phone": c.Phone})
		a.send(nil, "POST", "/session/enterprise", map[string]any{"phone": c.Phone, "code": "000000"})
	}},
	{"keep contacts at the desk", 60, func(a *aviary, c prooftest.Canary) {
		clerk, at := a.staff["clerk"], "/enterprises/"+a.firm+"/contacts"
		var made struct{ ID string }
		a.into(&made, a.send(clerk, "POST", at, map[string]any{"role": "经办人", "name": c.Name, "phone": "+86 " + c.Phone[:3] + "-" + c.Phone[3:]}))
		a.send(clerk, "PUT", at+"/"+made.ID, map[string]any{"role": "财务", "name": c.Name, "phone": c.Phone}, "If-Match", `"1"`)
		a.send(clerk, "POST", at+"/"+made.ID+"/verify", nil, "If-Match", `"2"`)
		a.send(clerk, "POST", at+"/"+made.ID+"/reveal", map[string]any{"fields": []string{"name", "phone"}, "reason_kind": "callback", "reason": "打给" + c.Name + c.Phone})
		a.send(clerk, "POST", "/enterprises/by-phone", map[string]any{"phone": c.Phone})
		a.send(clerk, "DELETE", at+"/"+made.ID, nil, "If-Match", `"1"`)
	}},
	{"hand in contacts that are refused", 60, func(a *aviary, c prooftest.Canary) {
		at := "/enterprises/" + a.firm + "/contacts"
		a.send(a.staff["clerk"], "POST", at, map[string]any{"role": strings.Repeat(c.Name, 9), "name": c.Name, "phone": c.IDNumber + c.Account})
		a.send(a.staff["clerk"], "POST", at, map[string]any{"role": 1, "name": []string{c.Name}, "telephone": c.Phone})
		a.send(a.staff["leader"], "POST", at, map[string]any{"role": "财务", "name": c.Name, "phone": c.Phone})
	}},
	{"search and export by what a person types", 100, func(a *aviary, c prooftest.Canary) {
		for _, text := range []string{c.Phone, c.Name, c.IDNumber} {
			a.send(a.staff["leader"], "GET", "/enterprises?q="+url.QueryEscape(text), nil)
			a.send(a.staff["leader"], "GET", "/enterprises/export?q="+url.QueryEscape(text), nil)
			a.send(nil, "GET", "/public/measures?q="+url.QueryEscape(text), nil)
		}
		a.send(a.staff["leader"], "POST", "/exports", map[string]any{"kind": "enterprise.list", "query": map[string]string{"q": c.Name}, "purpose": "给" + c.Name + c.Phone + "打电话"})
		a.send(a.staff["leader"], "POST", "/exports", map[string]any{"kind": c.Name, "query": map[string]string{c.Phone: c.Name}, "purpose": c.IDNumber})
	}},
	{"put personal data where codes and ids stand", 60, func(a *aviary, c prooftest.Canary) {
		for _, text := range []string{c.Phone, c.IDNumber, c.Account, url.PathEscape(c.Name)} {
			a.send(a.staff["clerk"], "GET", "/enterprises/"+text, nil)
			a.send(a.staff["clerk"], "GET", "/imports/"+text, nil)
			a.send(nil, "GET", "/"+text, nil)
		}
	}},
	{"record facts that hold personal numbers", 60, func(a *aviary, c prooftest.Canary) {
		a.send(a.staff["clerk"], "POST", "/enterprises/"+a.firm+"/facts", map[string]any{"key": "type", "value": c.Phone, "evidence": "身份证" + c.IDNumber})
		a.send(a.staff["clerk"], "POST", "/enterprises/"+a.firm+"/facts", map[string]any{"key": "staff", "period": c.Name, "value": c.Account})
	}},
	{"report to the office, look it up, add to it, and have it handled", 40, func(a *aviary, c prooftest.Canary) {
		var drawn struct{ Ticket string }
		a.into(&drawn, a.send(nil, "POST", "/public/appeal-tickets", nil))
		said := "我是" + c.Name + "，身份证" + c.IDNumber + "，请打" + c.Phone + "找我。"
		var got struct{ Number, Secret string }
		a.into(&got, a.send(nil, "POST", "/public/appeals", map[string]any{
			"ticket": drawn.Ticket, "kind": "complain", "text": said, "place": c.Name + "家门口", "name": c.Name, "phone": c.Phone, "confidential": true,
		}))
		a.send(nil, "POST", "/public/appeals/lookup", map[string]any{"number": got.Number, "secret": got.Secret})
		a.send(nil, "POST", "/public/appeals/lookup", map[string]any{"number": c.Name, "secret": c.Phone})
		a.send(nil, "POST", "/public/appeals/acts", map[string]any{"number": got.Number, "secret": got.Secret, "act": "add", "words": said})
		clerk := a.staff["clerk"]
		var list struct{ Items []struct{ ID string } }
		a.into(&list, a.send(clerk, "GET", "/appeals?number="+got.Number, nil))
		require.Len(a.t, list.Items, 1)
		a.send(clerk, "GET", "/appeals?number="+url.QueryEscape(c.Name), nil)
		at := "/appeals/" + list.Items[0].ID
		a.send(clerk, "POST", at+"/notes", map[string]any{"words": "已回电" + c.Name + c.Phone}, "If-Match", `"2"`)
		a.send(clerk, "POST", at+"/reveal", map[string]any{"reason_kind": "callback", "reason": "打给" + c.Name + c.Phone})
		a.send(clerk, "GET", at, nil)
	}},
	{"import appeals of the hotline, and take lists of them away", 20, func(a *aviary, c prooftest.Canary) {
		line, err := json.Marshal(map[string]any{
			"external_no": fmt.Sprintf("C%d", time.Now().UnixNano()), "text": "我叫" + c.Name + "，请打" + c.Phone + "找我。", "place": c.Name + "家门口", "reporter": map[string]string{"name": c.Name, "phone": c.Phone},
		})
		require.NoError(a.t, err)
		bad := fmt.Sprintf(`{"external_no":"%s","text":"短","topic":"%s","enterprise":{"uscc":"%s"}}`, c.Account, c.Name, c.IDNumber)
		for _, check := range []string{"true", "false"} {
			got := a.sendRaw(a.staff["dispatcher"], "POST", "/appeal-imports?filename=a.jsonl&check="+check, "application/octet-stream", append(line, "\n"+bad...))
			require.Contains(a.t, string(got.body), `"created":1`)
			a.downloads = append(a.downloads, got.body)
		}
		for _, format := range []string{"xlsx", "csv"} {
			got := a.send(a.staff["dispatcher"], "GET", "/appeal-exports?box=accept&format="+format, nil)
			require.Equal(a.t, http.StatusOK, got.status)
			a.downloads = append(a.downloads, got.body)
		}
		a.send(a.staff["dispatcher"], "POST", "/exports", map[string]any{"kind": "appeal.list", "query": map[string]string{"number": c.Name}, "purpose": "给" + c.Name + c.Phone + "打电话"})
	}},
	{"put an issue on the list of a month, choose it and have it confirmed", 20, listIssue},
	{"hand a case over in signed messages", 20, handOverSigned},
	{"report and ask over Open311", 20, reportOverOpen311},
	{"report with a photo, and answer with photos and documents", 3, answerWithEvidence},
	{"ask to leave a case out of the rates, and decide on it", 3, leaveOut},
	{"drop alarms, answer them and conclude", warned, answerAlarms},
	{"import files with personal data in wrong columns", 12, func(a *aviary, c prooftest.Canary) {
		text := "企业名称,统一社会信用代码,注册日期,注册资本,法定代表人,联系电话,身份证号,银行账号\n"
		for _, code := range []string{a.firm, c.Phone, c.IDNumber, c.Name, c.Account} {
			text += fmt.Sprintf("某某甲公司,%s,%s,%s,%s,%s,%s,%s\n", code, c.Phone, c.IDNumber, c.Name, c.Phone, c.IDNumber, c.Account)
		}
		a.importFile("enterprises", c.Phone+"名单.csv", text)
		a.importFile("facts", "事实.csv", fmt.Sprintf("uscc,key,period,value,as_of,source,tier\n%s,staff,2025,%s,%s,税务,T0\n%s,%s,2025,1,2026-01-01,税务,T0\n", a.firm, c.Name, c.Phone, c.IDNumber, c.Phone))
	}},
}

// mandated are the canaries of the first flow, who act for the firm. It comes
// first because an address that has asked for many codes gets none.
const mandated = 4

func TestNoCanaryIsFoundInAnythingTheProgramLeavesBehind(t *testing.T) {
	t.Parallel()
	for _, engine := range []db.Engine{db.SQLite, db.Postgres} {
		t.Run(string(engine), func(t *testing.T) {
			t.Parallel()
			a := newAviary(t, engine)
			n := 0
			for _, flow := range canaryFlows {
				started := time.Now()
				for range flow.canaries {
					flow.do(a, prooftest.CanaryNumber(n))
					n++
				}
				t.Logf("%s: %s", flow.name, time.Since(started))
			}
			require.Less(t, n, 1000)
			require.Empty(t, a.scan(engine))
		})
	}
}

// TestACanaryThatGotOutIsFound shows that the scanner can see: a canary planted in
// each place is found there.
func TestACanaryThatGotOutIsFound(t *testing.T) {
	t.Parallel()
	c := prooftest.CanaryNumber(999)
	for _, engine := range []db.Engine{db.SQLite, db.Postgres} {
		t.Run(string(engine), func(t *testing.T) {
			t.Parallel()
			a := &aviary{t: t, here: instance{data: t.TempDir(), database: dbtest.URL(t, engine)}, temp: t.TempDir()}
			require.Empty(t, a.scan(engine))
			d, err := db.Open(t.Context(), a.here.database, db.Options{Readers: 1})
			require.NoError(t, err)
			for _, text := range []string{c.Phone, c.Name, c.IDNumber, c.Account} {
				_, err = d.Exec(t.Context(), `UPDATE org_division_revision SET revision = ?`, "x"+text)
				require.NoError(t, err)
				require.Contains(t, strings.Join(a.scan(engine), "\n"), "the table org_division_revision.revision", text)
			}
			_, err = d.Exec(t.Context(), `UPDATE org_division_revision SET revision = ''`)
			require.NoError(t, err)
			require.NoError(t, d.Close())
			for place, plant := range map[string]func(string){
				"a file":      func(text string) { write(t, filepath.Join(a.here.data, "left"), text) },
				"a temp file": func(text string) { write(t, filepath.Join(a.temp, "left"), text) },
				"the log":     func(text string) { a.log.WriteString(text) },
				"the traces":  func(text string) { a.traces.WriteString(text) },
			} {
				for _, text := range []string{c.Phone, c.Name, c.IDNumber, c.Account, url.QueryEscape(c.Name)} {
					plant("…" + text + "…")
					require.Contains(t, strings.Join(a.scanLeft(engine), "\n"), place, text)
					plantNothing(a)
				}
			}
		})
	}
	for _, f := range prooftest.CanaryForms() {
		require.NotEmpty(t, prooftest.CanaryIn(append([]byte("before"), append(f.Bytes, "after"...)...)), f.Name)
	}
}

func plantNothing(a *aviary) {
	a.log.Reset()
	a.traces.Reset()
	_ = os.Remove(filepath.Join(a.here.data, "left"))
	_ = os.Remove(filepath.Join(a.temp, "left"))
}

func write(t *testing.T, name, text string) {
	t.Helper()
	require.NoError(t, os.WriteFile(name, []byte(text), 0o600))
}

// newAviary makes an instance with a firm, staff and those who act for the firm,
// and starts the program on it.
func newAviary(t *testing.T, engine db.Engine) *aviary {
	t.Helper()
	a := &aviary{
		t: t, here: instance{data: t.TempDir(), database: dbtest.URL(t, engine)}, temp: t.TempDir(), firm: firmCode(t, 1),
		codes: make(chan string, 1000), staff: map[string]*http.Client{},
	}
	a.settle()
	collector := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		text, _ := io.ReadAll(r.Body)
		a.mu.Lock()
		defer a.mu.Unlock()
		a.traces.Write(text)
	}))
	t.Cleanup(collector.Close)
	cmd := a.here.process(t, "serve", "--demo", "--listen", "127.0.0.1:0")
	cmd.Env = append(cmd.Env, "YIKOU_LOG_LEVEL=debug", "YIKOU_TRACE_ENDPOINT="+collector.URL, "YIKOU_PRIVACY_VIEWS_PER_DAY=90", "TMPDIR="+a.temp)
	cmd.Stderr = a
	out, err := cmd.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	lines := bufio.NewScanner(out)
	for a.address == "" && lines.Scan() {
		a.address = serving.FindString(lines.Text())
	}
	require.NotEmpty(t, a.address, "the program ended before it served")
	ended := make(chan error, 1)
	go func() {
		for lines.Scan() {
			if strings.Contains(lines.Text(), "验证码") { // stands for the carrier: it must know the number
				a.codes <- lines.Text()
			}
		}
		ended <- cmd.Wait()
	}()
	t.Cleanup(func() {
		if cmd.ProcessState == nil {
			_ = cmd.Process.Signal(syscall.SIGTERM)
			<-ended
		}
	})
	for _, role := range aviaryRoles {
		a.staff[role] = a.client()
		require.Equal(t, http.StatusOK, a.send(a.staff[role], "POST", "/session/staff", map[string]any{"login": role, "password": worldPassword}).status)
	}
	return a
}

// settle builds what the program finds when it starts: a demo city by its first
// department and its first run, but of one firm.
func (a *aviary) settle() {
	c := config.Default()
	c.Data, c.Database.URL, c.Log.Level = a.here.data, a.here.database, "error"
	built, err := app.New(a.t.Context(), c, app.Options{Version: "v1", Console: io.Discard, LogTo: io.Discard, Clock: clock.System()})
	require.NoError(a.t, err)
	ctx := authz.AsSystem(a.t.Context(), "proof")
	_, err = built.Org.ImportDivisions(ctx, []division.Division{{Code: "390000", Name: "东屿省"}, {Code: "390100", Name: "霁川市"}, {Code: "390102", Name: "望渚区"}})
	require.NoError(a.t, err)
	a.people(ctx, built)
	text := "name,uscc,province,city,district\n望渚甲机械有限公司," + a.firm + ",东屿省,霁川市,望渚区\n"
	_, err = built.Enterprise.ImportEnterprises(ctx, strings.NewReader(text), int64(len(text)), "名单.csv", nil)
	require.NoError(a.t, err)
	var mandates []account.MandateRow
	for n := range mandated {
		c := prooftest.CanaryNumber(n)
		mandates = append(mandates, account.MandateRow{Phone: c.Phone, Name: c.Name, USCC: a.firm, Role: account.LegalRepresentative})
	}
	_, err = built.Account.ImportMandates(ctx, mandates)
	require.NoError(a.t, err)
	_, err = built.Policy.StartRun(ctx, civil.Date{})
	require.NoError(a.t, err)
	require.NoError(a.t, built.Close())
}

func (a *aviary) client() *http.Client {
	jar, err := cookiejar.New(nil)
	require.NoError(a.t, err)
	return &http.Client{Jar: jar, Timeout: patience}
}

// reply is an answer of the program.
type reply struct {
	status int
	body   []byte
}

// send calls an operation as somebody, nil for a visitor. Whatever it answers is
// an answer: the flows are there to provoke refusals too, but no fault.
func (a *aviary) send(who *http.Client, method, path string, body any, headers ...string) reply {
	text := []byte{}
	if body != nil {
		var err error
		text, err = json.Marshal(body)
		require.NoError(a.t, err)
	}
	return a.sendRaw(who, method, path, "application/json", text, headers...)
}

func (a *aviary) sendRaw(who *http.Client, method, path, kind string, body []byte, headers ...string) reply {
	request, err := http.NewRequestWithContext(a.t.Context(), method, a.address+"/api/v1"+path, bytes.NewReader(body))
	require.NoError(a.t, err)
	request.Header.Set("Content-Type", kind)
	for i := 0; i+1 < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	if who == nil {
		who = &http.Client{Timeout: patience}
	}
	answer, err := who.Do(request)
	require.NoError(a.t, err)
	defer func() { require.NoError(a.t, answer.Body.Close()) }()
	got, err := io.ReadAll(answer.Body)
	require.NoError(a.t, err)
	require.Less(a.t, answer.StatusCode, 500, "%s %s: %s", method, path, got)
	if strings.HasPrefix(answer.Header.Get("Content-Type"), "application/vnd") {
		a.downloads = append(a.downloads, got)
	}
	return reply{answer.StatusCode, got}
}

func (a *aviary) into(v any, r reply) {
	require.Less(a.t, r.status, 300, string(r.body))
	require.NoError(a.t, json.Unmarshal(r.body, v))
}

var oneTimeCode = regexp.MustCompile(`\d{11}\D+(\d{6})`)

// code waits for the one-time code of a phone.
func (a *aviary) code(phone string) string {
	for {
		select {
		case line := <-a.codes:
			if m := oneTimeCode.FindStringSubmatch(line); m != nil && strings.Contains(line, phone) {
				return m[1]
			}
		case <-time.After(patience):
			require.FailNow(a.t, "no code came", phone)
		}
	}
}

// importFile uploads a file, waits for its end and downloads its reports.
func (a *aviary) importFile(kind, name, text string) {
	var started struct{ ID string }
	a.into(&started, a.sendRaw(a.staff["clerk"], "POST", "/imports?kind="+kind+"&filename="+url.QueryEscape(name), "application/octet-stream", []byte(text)))
	require.Eventually(a.t, func() bool {
		var i struct{ State string }
		a.into(&i, a.send(a.staff["clerk"], "GET", "/imports/"+started.ID, nil))
		return i.State != "queued" && i.State != "running"
	}, patience, 20*time.Millisecond)
	for _, report := range []string{"/report", "/report.xlsx", "/problems"} {
		r := a.send(a.staff["clerk"], "GET", "/imports/"+started.ID+report, nil)
		a.downloads = append(a.downloads, r.body)
	}
}

// scan looks for canaries in everything that the program leaves behind and
// returns where it found them.
func (a *aviary) scan(engine db.Engine) []string {
	found := a.scanLeft(engine)
	a.scanRows(engine, func(place string, content []byte) {
		for _, form := range prooftest.CanaryIn(content) {
			found = append(found, place+": "+form)
		}
	})
	return found
}

// scanLeft is scan without a dump of the database.
func (a *aviary) scanLeft(engine db.Engine) []string {
	var found []string
	look := func(place string, content []byte) {
		for _, form := range prooftest.CanaryIn(content) {
			found = append(found, place+": "+form)
		}
	}
	if a.address != "" {
		answer, err := http.Get(a.address + "/metrics")
		require.NoError(a.t, err)
		text, err := io.ReadAll(answer.Body)
		require.NoError(a.t, err)
		require.NoError(a.t, answer.Body.Close())
		look("the figures", text)
	}
	folders := map[string]string{"a file": a.here.data, "a temp file": a.temp}
	if engine == db.SQLite {
		folders["the database file"] = filepath.Dir(strings.TrimPrefix(a.here.database, "sqlite:"))
	}
	for place, folder := range folders {
		require.NoError(a.t, filepath.WalkDir(folder, func(name string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			content, err := os.ReadFile(name)
			look(place+" "+entry.Name(), content)
			return err
		}))
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	look("the log", a.log.Bytes())
	look("the traces", a.traces.Bytes())
	for _, d := range a.downloads {
		look("a download", d)
	}
	return found
}

// scanRows reads every column of every table as text, as a dump would.
func (a *aviary) scanRows(engine db.Engine, look func(place string, content []byte)) {
	d, err := db.Open(a.t.Context(), a.here.database, db.Options{Readers: 2})
	require.NoError(a.t, err)
	defer func() { require.NoError(a.t, d.Close()) }()
	list := `SELECT name FROM sqlite_master WHERE type = 'table'`
	if engine == db.Postgres {
		list = `SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`
	}
	tables := a.column(d, list)
	require.Greater(a.t, len(tables), 30, "the list of tables is not whole")
	for _, table := range tables {
		columns := `SELECT name FROM pragma_table_info('` + table + `')`
		if engine == db.Postgres {
			columns = `SELECT column_name FROM information_schema.columns WHERE table_schema = 'public' AND table_name = '` + table + `'`
		}
		for _, column := range a.column(d, columns) {
			for _, value := range a.column(d, `SELECT COALESCE(CAST("`+column+`" AS text), '') FROM "`+table+`"`) {
				look("the table "+table+"."+column, []byte(value))
			}
		}
	}
}

func (a *aviary) column(d *db.DB, query string) []string {
	rows, err := d.Query(a.t.Context(), query)
	require.NoError(a.t, err)
	defer func() { require.NoError(a.t, rows.Close()) }()
	var list []string
	for rows.Next() {
		var value string
		require.NoError(a.t, rows.Scan(&value))
		list = append(list, value)
	}
	require.NoError(a.t, rows.Err())
	return list
}
