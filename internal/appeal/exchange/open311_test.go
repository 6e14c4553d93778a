package exchange_test

import (
	"encoding/json"
	"encoding/xml"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/exchange"
	"github.com/yikou/yikou/internal/appeal/exchange/open311"
	"github.com/yikou/yikou/internal/appeal/topic"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
	"github.com/yikou/yikou/internal/platform/web"
)

// outside is the module as an app of somebody else meets it.
type outside struct {
	bundle
	app    *open311.Service
	server *httptest.Server
	code   string
}

func setupOpen311(t *testing.T, d *db.DB, public bool) outside {
	t.Helper()
	b := setup(t, d)
	s := &open311.Service{Service: b.Service, Topics: topic.Default(), Public: public, PublicURL: "https://city.example.com"}
	mux := http.NewServeMux()
	s.Routes(web.New(mux, slog.New(slog.NewTextHandler(io.Discard, nil)), "v1", open311.PublicOperations))
	o := outside{bundle: b, app: s, server: httptest.NewServer(web.Endings(mux, open311.Root)), code: s.Services()[0].Code}
	t.Cleanup(o.server.Close)
	return o
}

// opened agrees with a partner and gives it a key.
func (o outside) opened(code string) (*exchange.Partner, string) {
	o.t.Helper()
	p := o.partner(code, "")
	_, key, err := o.app.Draw(o.admin(), p.ID, 0)
	require.NoError(o.t, err)
	return p, key
}

// ask sends a request of the protocol and returns the status and the body.
func (o outside) ask(method, path string, form url.Values) (int, string) {
	o.t.Helper()
	r, err := http.NewRequestWithContext(o.t.Context(), method, o.server.URL+web.Prefix+open311.Root+path, strings.NewReader(form.Encode()))
	require.NoError(o.t, err)
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
	}
	return o.send(r)
}

func (o outside) send(r *http.Request) (int, string) {
	o.t.Helper()
	a, err := http.DefaultClient.Do(r)
	require.NoError(o.t, err)
	defer func() { _ = a.Body.Close() }()
	body, err := io.ReadAll(a.Body)
	require.NoError(o.t, err)
	want := "application/json; charset=utf-8"
	if strings.Contains(r.URL.Path, ".xml") {
		want = "text/xml; charset=utf-8"
		require.True(o.t, strings.HasPrefix(string(body), `<?xml version="1.0" encoding="UTF-8"?>`), string(body))
	}
	require.Equal(o.t, want, a.Header.Get("Content-Type"), r.URL.Path)
	return a.StatusCode, string(body)
}

func (o outside) form(key string, more ...string) url.Values {
	v := url.Values{"api_key": {key}, "service_code": {o.code}, "address_string": {"示例路 1 号"}, "description": {"园区东门的路灯坏了三天。"}, "first_name": {"样例"}, "last_name": {"李"}, "phone": {"13900002222"}}
	for i := 0; i+1 < len(more); i += 2 {
		v.Set(more[i], more[i+1])
	}
	return v
}

// made sends a report that is taken and returns its case.
func (o outside) made(v url.Values) *appeal.Case {
	o.t.Helper()
	status, body := o.ask(http.MethodPost, "/requests.json", v)
	require.Equal(o.t, http.StatusCreated, status, body)
	var list []open311.Open311Made
	require.NoError(o.t, json.Unmarshal([]byte(body), &list))
	require.Len(o.t, list, 1)
	c, err := o.ByNumber(o.t.Context(), list[0].ServiceRequestID)
	require.NoError(o.t, err)
	return c
}

// listed are the numbers that a query finds.
func (o outside) listed(query string) []string {
	o.t.Helper()
	status, body := o.ask(http.MethodGet, "/requests.json?"+query, nil)
	require.Equal(o.t, http.StatusOK, status, body)
	var list []open311.Open311Request
	require.NoError(o.t, json.Unmarshal([]byte(body), &list))
	out := []string{}
	for _, r := range list {
		out = append(out, r.ServiceRequestID)
	}
	return out
}

func TestAReportByOpen311IsACaseLikeAnyOther(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := setupOpen311(t, d, false)
		p, key := o.opened("app")
		v := o.form(key, "lat", "36.65", "long", "117.12", "email", "li@example.com", "device_id", "d-1", "media_url", "https://img.example.com/1.jpg", "attribute[kind]", "complain", "attribute[confidential]", "true")
		c := o.made(v)
		require.Equal(t, appeal.ByOpen311, c.Channel)
		require.Equal(t, p.Code, c.Source.System)
		require.Equal(t, o.code, c.Topic)
		require.Equal(t, appeal.Complain, c.Kind)
		require.Equal(t, "李样例", c.Reporter.Name)
		require.Equal(t, "13900002222", c.Reporter.Phone)
		require.True(t, c.Reporter.Confidential)
		require.Equal(t, "示例路 1 号；纬度 36.65，经度 117.12（WGS 84）", c.Place)
		require.Contains(t, c.Text, "https://img.example.com/1.jpg")
		require.NotContains(t, c.Text, "li@example.com")
		require.NotContains(t, c.Text, "d-1")
		require.False(t, c.DueAt.IsZero(), "its clocks run")

		require.Equal(t, c.Number, o.made(v).Number, "sent twice, it is one report")
		_, next, err := o.app.Draw(o.admin(), p.ID, 1)
		require.NoError(t, err)
		v.Set("api_key", next)
		require.Equal(t, c.Number, o.made(v).Number, "also when the key was replaced in between")
		o.fixed.Move(24 * time.Hour)
		require.NotEqual(t, c.Number, o.made(v).Number, "the next day it is another report")
		_, other := o.opened("app-2")
		v.Set("api_key", other)
		require.NotEqual(t, c.Number, o.made(v).Number, "and that of another partner is its own")
	})
}

func TestAReportWithoutWordsSaysItsTopicAndWithoutNameIsAnonymous(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := setupOpen311(t, d, false)
		_, key := o.opened("app")
		c := o.made(url.Values{"api_key": {key}, "service_code": {o.code}, "address_id": {"A-7"}, "email": {"li@example.com"}})
		require.True(t, c.Reporter.Anonymous)
		require.Contains(t, c.Text, o.app.Services()[0].Label)
		require.Equal(t, "地址编号 A-7", c.Place)
	})
}

func TestWhatCannotBeTakenIsRefusedInTheWordsOfTheProtocol(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := setupOpen311(t, d, false)
		_, key := o.opened("app")
		for name, c := range map[string]struct {
			status int
			form   url.Values
		}{
			"no key":                     {403, o.form("")},
			"a wrong key":                {403, o.form(open311.Prefix + "AAAA")},
			"no service":                 {400, o.form(key, "service_code", "")},
			"an unknown service":         {404, o.form(key, "service_code", "nothing.of.it")},
			"a group, which is none":     {404, o.form(key, "service_code", strings.SplitN(o.code, ".", 2)[0])},
			"no place":                   {400, o.form(key, "address_string", "")},
			"half a coordinate":          {400, o.form(key, "lat", "36.65")},
			"a coordinate off the map":   {400, o.form(key, "lat", "91", "long", "0")},
			"a coordinate that is none":  {400, o.form(key, "lat", "NaN", "long", "NaN")},
			"a text too long":            {400, o.form(key, "description", strings.Repeat("长", 4001))},
			"a text too short":           {400, o.form(key, "description", "短")},
			"media that is no address":   {400, o.form(key, "media_url", "javascript:alert(1)")},
			"an unknown kind":            {400, o.form(key, "attribute[kind]", "x")},
			"a firm by no code of firms": {400, o.form(key, "attribute[uscc]", "X")},
			"a phone that is none":       {400, o.form(key, "phone", "abc")},
			"U+0000":                     {400, o.form(key, "description", "园区东门\x00的路灯坏了。")},
			"too large":                  {400, o.form(key, "description", strings.Repeat("x", 200<<10))},
		} {
			for ending, root := range map[string]string{".json": `[{"code":`, ".xml": "<errors><error><code>"} {
				status, body := o.ask(http.MethodPost, "/requests"+ending, c.form)
				require.Equal(t, c.status, status, name+" "+body)
				require.Contains(t, body, root, name)
			}
		}
		xmlBody := `<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r>&x;</r>`
		for _, media := range []string{"text/xml", "application/json", "multipart/form-data", ""} {
			r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, o.server.URL+web.Prefix+open311.Root+"/requests.xml", strings.NewReader(xmlBody))
			require.NoError(t, err)
			r.Header.Set("Content-Type", media)
			status, body := o.send(r)
			require.Equal(t, 400, status, media)
			require.NotContains(t, body, "root:")
		}
		n, err := o.Count(t.Context(), appeal.Everything())
		require.NoError(t, err)
		require.Zero(t, n)
	})
}

func TestAPartnerReadsWhatItReportedAndNothingOfOthers(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := setupOpen311(t, d, true)
		_, key := o.opened("app")
		_, other := o.opened("app-2")
		c := o.made(o.form(key, "attribute[confidential]", "true"))
		o.receive()
		require.Equal(t, []string{c.Number}, o.listed("api_key="+key))
		require.Empty(t, o.listed("api_key="+other))
		missing, gone := o.ask(http.MethodGet, "/requests/SQ20200101-00001.json?api_key="+other, nil)
		status, body := o.ask(http.MethodGet, "/requests/"+c.Number+".json?api_key="+other, nil)
		require.Equal(t, 404, status)
		require.Equal(t, missing, status)
		require.Equal(t, gone, body, "another partner's looks like one that does not exist")
		status, _ = o.ask(http.MethodGet, "/tokens/"+c.Number+".json?api_key="+other, nil)
		require.Equal(t, 404, status)

		status, body = o.ask(http.MethodGet, "/requests/"+c.Number+".xml?api_key="+key, nil)
		require.Equal(t, 200, status)
		require.Contains(t, body, "<service_requests><request><service_request_id>"+c.Number+"</service_request_id><status>open</status>")
		require.Contains(t, body, "<description>园区东门的路灯坏了三天。</description>")
		require.NotContains(t, body, "李样例")
		require.NotContains(t, body, "13900002222")
		status, body = o.ask(http.MethodGet, "/tokens/"+c.Number+".json?api_key="+key, nil)
		require.Equal(t, 200, status)
		require.JSONEq(t, `[{"service_request_id":"`+c.Number+`","token":"`+c.Number+`"}]`, body)
	})
}

func TestReadingIsClosedUntilTheOperatorOpensIt(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := setupOpen311(t, d, false)
		c := o.receive(func(c *appeal.Case) { c.Topic = o.code })
		for _, path := range []string{"/requests.json", "/requests/" + c.Number + ".json", "/tokens/" + c.Number + ".json"} {
			status, _ := o.ask(http.MethodGet, path, nil)
			require.Equal(t, 403, status, path)
		}
		for _, path := range []string{"/services.json", "/services.xml", "/services/" + o.code + ".xml", "/discovery.json", "/discovery.xml"} {
			status, _ := o.ask(http.MethodGet, path, nil)
			require.Equal(t, 200, status, path)
		}
		status, _ := o.ask(http.MethodGet, "/services/nothing.json", nil)
		require.Equal(t, 404, status)
	})
}

func TestThePublicReadsOfNobodyAndNothingInConfidence(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := setupOpen311(t, d, true)
		plain := func(c *appeal.Case) { c.Topic, c.Place, c.USCC, c.Lead = o.code, "甲公司二号门", firmOne, "ind" }
		shown := o.receive(plain)
		main := o.receive(plain)
		for name, change := range map[string]func(*appeal.Case){
			"in confidence":       func(c *appeal.Case) { c.Reporter.Confidential = true },
			"by nobody":           func(c *appeal.Case) { c.Reporter = appeal.Person{Anonymous: true} },
			"against a unit":      func(c *appeal.Case) { c.Accused = "water" },
			"a report":            func(c *appeal.Case) { c.Kind = appeal.Report },
			"with no topic known": func(c *appeal.Case) { c.Topic = "" },
		} {
			hidden := o.receive(plain, change)
			status, body := o.ask(http.MethodGet, "/requests/"+hidden.Number+".json", nil)
			require.Equal(t, 404, status, name+body)
			require.Empty(t, o.listed("service_request_id="+hidden.Number), name)
		}
		require.Equal(t, []string{main.Number, shown.Number}, o.listed(""))
		for _, ending := range []string{"json", "xml"} {
			status, body := o.ask(http.MethodGet, "/requests."+ending, nil)
			require.Equal(t, 200, status)
			for _, word := range []string{"王示例", "13600000002", "路灯", "甲公司", firmOne} {
				require.NotContains(t, body, word)
			}
			require.Contains(t, body, "工业和信息化局")
		}
		status, _ := o.ask(http.MethodGet, "/requests.json?api_key=o311_wrong", nil)
		require.Equal(t, 403, status, "a wrong key is not the same as none")
	})
}

func TestRequestsAreNarrowedByDaysTopicAndState(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := setupOpen311(t, d, false)
		_, key := o.opened("app")
		first := o.made(o.form(key, "description", "很久以前的第一件事情。"))
		o.fixed.Move(80 * 24 * time.Hour)
		second := o.made(o.form(key, "service_code", o.app.Services()[1].Code))
		ask := func(query string) []string { return o.listed("api_key=" + key + "&" + query) }
		at := func(c *appeal.Case) string { return url.QueryEscape(c.ReceivedAt.Format(time.RFC3339)) }
		require.Equal(t, []string{second.Number, first.Number}, ask(""))
		o.fixed.Move(20 * 24 * time.Hour)
		require.Equal(t, []string{second.Number}, ask(""), "the last 90 days")
		require.Equal(t, []string{second.Number, first.Number}, ask("start_date="+at(first)))
		require.Equal(t, []string{second.Number}, ask("end_date="+at(second)+"&service_code="+second.Topic+",nothing"))
		require.Equal(t, []string{first.Number}, ask("start_date="+at(first)+"&end_date="+at(first)))
		require.Equal(t, []string{first.Number}, ask("service_request_id="+first.Number+",SQ20200101-00001&status=closed"), "numbers override the rest")
		require.Empty(t, ask("status=closed"))
		o.apply(second, withdrawn(o.fixed.Now()))
		require.Equal(t, []string{second.Number}, ask("status=closed"))
		require.Empty(t, ask("status=open"))
		require.Equal(t, []string{second.Number}, ask("status=open,closed"))
		status, body := o.ask(http.MethodGet, "/requests/"+second.Number+".json?api_key="+key, nil)
		require.Equal(t, 200, status)
		require.Contains(t, body, `"status":"closed","status_notes":"已撤回"`)
		require.Contains(t, body, `"updated_datetime":"`+o.fixed.Now().UTC().Format(time.RFC3339)+`"`)
		require.Contains(t, body, `"expected_datetime":null`)
		for _, wrong := range []string{"start_date=yesterday", "status=new", "start_date=2026-01-01T00:00:00Z&end_date=2026-04-02T00:00:00Z", "start_date=2026-02-01T00:00:00Z&end_date=2026-01-01T00:00:00Z"} {
			status, _ := o.ask(http.MethodGet, "/requests.json?api_key="+key+"&"+wrong, nil)
			require.Equal(t, 400, status, wrong)
		}
	})
}

func TestAMergedReportIsAsOpenAsTheCaseThatItWentInto(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := setupOpen311(t, d, false)
		_, key := o.opened("app")
		c, main := o.made(o.form(key)), o.receive()
		o.apply(c, mergedInto(main))
		list := func(status string) []string { return o.listed("api_key=" + key + "&status=" + status) }
		require.Equal(t, []string{c.Number}, list("open"))
		require.Empty(t, list("closed"))
		main, err := o.ByID(t.Context(), main.ID)
		require.NoError(t, err)
		o.apply(main, withdrawn(o.fixed.Now()))
		require.Equal(t, []string{c.Number}, list("closed"))
		require.Empty(t, list("open"))
	})
}

func TestAKeyCountsADayLongerAndNotWhenItsPartnerIsOff(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := setupOpen311(t, d, false)
		p, before := o.opened("app")
		works := func(key string) bool {
			status, _ := o.ask(http.MethodGet, "/requests.json?api_key="+key, nil)
			return status == 200
		}
		_, _, err := o.app.Draw(o.admin(), p.ID, 0)
		require.ErrorIs(t, err, open311.ErrStale)
		k, after, err := o.app.Draw(o.admin(), p.ID, 1)
		require.NoError(t, err)
		require.True(t, works(before))
		require.True(t, works(after))
		o.fixed.Move(exchange.Overlap)
		require.False(t, works(before))
		require.True(t, works(after))

		off, err := o.Agree(o.admin(), p.ID, p.Version, exchange.Terms{Name: p.Name, Off: true})
		require.NoError(t, err)
		require.False(t, works(after), "a partner that is off")
		_, err = o.Agree(o.admin(), p.ID, off.Version, exchange.Terms{Name: p.Name})
		require.NoError(t, err)
		require.True(t, works(after))

		require.ErrorIs(t, o.app.Shut(o.as("centre"), p.ID, k.Version), authz.ErrForbidden)
		require.ErrorIs(t, o.app.Shut(o.admin(), p.ID, k.Version-1), open311.ErrStale)
		require.NoError(t, o.app.Shut(o.admin(), p.ID, k.Version))
		require.False(t, works(after))
		require.ErrorIs(t, o.app.Shut(o.admin(), p.ID, 0), open311.ErrShut)
		_, _, err = o.app.Draw(o.as("centre"), p.ID, 0)
		require.ErrorIs(t, err, authz.ErrForbidden)
		_, err = o.app.Access(o.as("centre"), p.ID)
		require.ErrorIs(t, err, authz.ErrForbidden)
		var refused int
		require.NoError(t, o.DB.QueryRow(t.Context(), `SELECT count(*) FROM audit_entry WHERE action = 'appeal.open311_refused'`).Scan(&refused))
		require.Equal(t, 3, refused)
	})
}

func TestTheServicesAreTheTopicsInBothForms(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := setupOpen311(t, d, false)
		_, body := o.ask(http.MethodGet, "/services.json", nil)
		var rows []open311.Open311Service
		require.NoError(t, json.Unmarshal([]byte(body), &rows))
		require.Len(t, rows, len(o.app.Services()))
		_, body = o.ask(http.MethodGet, "/services.xml", nil)
		var said struct {
			XMLName xml.Name                 `xml:"services"`
			Items   []open311.Open311Service `xml:"service"`
		}
		require.NoError(t, xml.Unmarshal([]byte(body), &said))
		require.Equal(t, rows, said.Items)
		_, body = o.ask(http.MethodGet, "/discovery.xml", nil)
		require.Contains(t, body, "<endpoint><specification>http://wiki.open311.org/GeoReport_v2</specification><url>https://city.example.com/api/v1/open311/v2</url>")
		_, body = o.ask(http.MethodGet, "/services/"+o.code+".xml", nil)
		require.Contains(t, body, "<service_definition><service_code>"+o.code+"</service_code><attributes><attribute><variable>true</variable><code>kind</code>")
	})
}
