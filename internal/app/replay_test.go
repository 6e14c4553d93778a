package app_test

import (
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/app"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/config"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
	"github.com/yikou/yikou/internal/platform/web"
	"github.com/yikou/yikou/internal/policy"
)

// yearbook is an instance without people, whose clock a test turns through a year.
type yearbook struct {
	*app.App
	t     *testing.T
	clock *clock.Fixed
	mux   *http.ServeMux
}

func newYearbook(t *testing.T, engine db.Engine) *yearbook {
	t.Helper()
	y := &yearbook{t: t, clock: clock.NewFixed(time.Date(2026, 1, 5, 2, 0, 0, 0, time.UTC)), mux: http.NewServeMux()}
	c := config.Default()
	c.Data, c.Database.URL, c.Log.Level = t.TempDir(), dbtest.URL(t, engine), "error"
	var err error
	y.App, err = app.New(t.Context(), c, app.Options{Version: "v1", Console: io.Discard, LogTo: io.Discard, Clock: y.clock})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, y.Close()) })
	api := web.New(y.mux, slog.New(slog.DiscardHandler), "v1", policy.PublicOperations)
	y.Policy.Routes(api)
	y.Life.Routes(api)
	return y
}

func (y *yearbook) system() context.Context { return authz.AsSystem(y.t.Context(), "test") }

// on turns the clock forward to a day.
func (y *yearbook) on(day string) {
	y.t.Helper()
	then, err := time.Parse(time.DateOnly, day)
	require.NoError(y.t, err)
	y.clock.Move(then.Add(2 * time.Hour).Sub(y.clock.Now()))
}

// facts records rows of uscc, value, as-of day, source, from and to of the title
// that the measures ask for.
func (y *yearbook) facts(rows ...string) {
	y.t.Helper()
	text := "uscc,key,value,as_of,source,tier,from,to\n"
	for _, r := range rows {
		text += strings.Replace(r, ",", ",qualification,", 1) + "\n"
	}
	report, err := y.Enterprise.ImportFacts(y.system(), strings.NewReader(text), int64(len(text)), "事实.csv", nil)
	require.NoError(y.t, err)
	require.Zero(y.t, report.Refused, "%+v", report.Problems)
}

// person acts with some permissions, for one enterprise if one is named.
func (y *yearbook) person(id, uscc string, permissions ...authz.Permission) context.Context {
	p := kernel.Principal{Kind: kernel.StaffPrincipal, ID: id, Name: id, Grants: map[string]kernel.Reach{}}
	reach := kernel.ReachAll
	if uscc != "" {
		p.Kind, p.Enterprises, reach = kernel.EnterprisePrincipal, []string{uscc}, kernel.ReachOwn
	}
	for _, one := range permissions {
		p.Grants[string(one)] = reach
	}
	return authz.With(y.t.Context(), p)
}

func (y *yearbook) call(ctx context.Context, method, path, body string) (int, map[string]any) {
	y.t.Helper()
	return y.callSeen(ctx, method, path, "", body)
}

// callSeen is call by somebody who has seen an object in a version.
func (y *yearbook) callSeen(ctx context.Context, method, path, seen, body string) (int, map[string]any) {
	y.t.Helper()
	r := httptest.NewRequestWithContext(ctx, method, web.Prefix+path, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	if seen != "" {
		r.Header.Set("If-Match", seen)
	}
	w := httptest.NewRecorder()
	y.mux.ServeHTTP(w, r)
	var answer map[string]any
	if w.Body.Len() > 0 {
		require.NoError(y.t, json.Unmarshal(w.Body.Bytes(), &answer), w.Body.String())
	}
	return w.Code, answer
}

// title is a measure that asks for the title of a high-tech enterprise and more.
func title(more string) string {
	return strings.Replace(proofMeasure("title", "dept-a"), `"when":{"all":[
		{"id":"c1","fact":"division","op":"under","value":"390100","quote":"注册地在霁川市"},
		{"id":"c2","fact":"revenue","period":"Y-1","op":">=","value":500,"quote":"上年度营业收入达到标准"},
		{"id":"c3","fact":"registered","op":"older_than","value":"P1Y","quote":"成立满一年"}]}`,
		`"effective_from":"2026-01-01","when":{"all":[{"id":"c1","fact":"qualification","op":"has","value":"high_tech","quote":"高新技术企业"}`+more+`]}`, 1)
}

// Acceptance 4: whether a firm was eligible on a day can be asked at any time, and
// what was edited since, measure and facts alike, does not matter.
func TestWhetherAFirmWasEligibleOnADayCanBeReplayed(t *testing.T) {
	t.Parallel()
	for _, engine := range []db.Engine{db.SQLite, db.Postgres} {
		t.Run(string(engine), func(t *testing.T) {
			t.Parallel()
			y := newYearbook(t, engine)
			first, second := firmCode(t, 1), firmCode(t, 2)
			y.passAYear(first, second)
			type want struct {
				status, version int
				verdict         string
			}
			for _, c := range []struct {
				uscc, query string
				want        want
			}{
				{first, "as_of=2026-02-01", want{200, 1, "need_facts"}},
				{first, "as_of=2026-03-14", want{200, 1, "need_facts"}},
				{first, "as_of=2026-03-15", want{200, 1, "eligible"}},
				{first, "as_of=2026-04-01", want{200, 1, "eligible"}},
				{first, "as_of=2026-04-01&known=then", want{200, 1, "eligible"}},
				{first, "as_of=2026-06-15", want{200, 1, "ineligible"}}, // the title had ended
				{first, "as_of=2026-07-01", want{200, 2, "ineligible"}}, // the second version
				{first, "as_of=2026-08-31", want{200, 2, "ineligible"}},
				{first, "as_of=2026-09-01", want{status: 404}}, // withdrawn
				{first, "as_of=2025-12-31", want{status: 404}}, // not yet in force
				{first, "as_of=2027-03-01", want{status: 404}},
				{first, "", want{status: 404}},
				{first, "as_of=gestern", want{status: 422}},
				{second, "as_of=2026-04-01", want{200, 1, "eligible"}}, // as is known today
				{second, "as_of=2026-04-01&known=now", want{200, 1, "eligible"}},
				{second, "as_of=2026-04-01&known=then", want{200, 1, "need_facts"}}, // as was known then
				{first, "as_of=2026-08-31&known=then", want{200, 2, "ineligible"}},  // nobody knew of the withdrawal
			} {
				for _, face := range []struct {
					who  context.Context
					path string
				}{
					{y.person("clerk", "", policy.PermRead), "/enterprises/"},
					{y.person("handler", c.uscc, policy.PermMy), "/my/"},
				} {
					if face.path == "/enterprises/" && c.query == "" {
						continue // the desk sees what is not in force as well
					}
					status, answer := y.call(face.who, "GET", face.path+c.uscc+"/verdicts/title?"+c.query, "")
					require.Equal(t, c.want.status, status, "%s %s: %v", face.path, c.query, answer)
					if status == 200 {
						require.Equal(t, c.want.verdict, answer["verdict"], "%s %s", face.path, c.query)
						require.EqualValues(t, c.want.version, answer["version"], "%s %s", face.path, c.query)
					}
				}
			}
			handler := y.person("handler", first, policy.PermMy)
			inApril := func(known string) (measures []string, amount any) {
				status, answer := y.call(handler, "GET", "/my/"+first+"/verdicts?as_of=2026-04-01&known="+known, "")
				require.Equal(t, 200, status)
				require.Equal(t, "2026-04-01", answer["as_of"])
				for _, item := range answer["items"].([]any) {
					measures = append(measures, item.(map[string]any)["measure"].(string))
				}
				return measures, answer["eligible_amount"]
			}
			for _, known := range []string{"now", "then"} {
				measures, amount := inApril(known)
				require.Equal(t, []string{"title"}, measures, known)
				require.Equal(t, "150000.00", amount, "with the bonus")
			}

			// What is published today for the days since January belongs to that day as it
			// is known now, and not as it was known then.
			late := strings.Replace(title(""), `"id":"title"`, `"id":"late"`, 1)
			_, err := y.Policy.ImportMeasures(y.system(), strings.NewReader("["+late+"]"))
			require.NoError(t, err)
			measures, _ := inApril("now")
			require.ElementsMatch(t, []string{"late", "title"}, measures)
			measures, _ = inApril("then")
			require.Equal(t, []string{"title"}, measures)
			status, _ := y.call(handler, "GET", "/my/"+first+"/verdicts/late?as_of=2026-04-01&known=then", "")
			require.Equal(t, 404, status)
		})
	}
}

// passAYear lets a year pass in which a firm gains a title in March and loses it in
// May, a measure is published, changed and withdrawn, and what another firm held
// since January becomes known in October only.
func (y *yearbook) passAYear(first, second string) {
	t := y.t
	list := "uscc,name\n" + first + ",望渚甲机械有限公司\n" + second + ",望渚乙软件有限公司\n"
	_, err := y.Enterprise.ImportEnterprises(y.system(), strings.NewReader(list), int64(len(list)), "名单.csv", nil)
	require.NoError(t, err)
	_, err = y.Policy.ImportPolicies(y.system(), strings.NewReader(proofPolicies))
	require.NoError(t, err)
	report, err := y.Policy.ImportMeasures(y.system(), strings.NewReader("["+title("")+"]"))
	require.NoError(t, err)
	require.Equal(t, 1, report.Published, "%+v", report)

	y.on("2026-03-20")
	y.facts(first + ",high_tech,2026-03-15,科技部门,T0,2026-03-10,2029-03-09")
	y.on("2026-06-10")
	y.facts(first + ",high_tech,2026-06-01,科技部门,T0,2026-03-10,2026-05-31")

	editor, reviewer := y.person("wang", "", policy.PermEdit, policy.PermRead), y.person("li", "", policy.PermReview)
	status, _ := y.call(editor, "POST", "/measures/title/versions", "")
	require.Equal(t, 201, status)
	status, answer := y.save(editor, title(`,{"id":"c2","fact":"revenue","period":"Y-1","op":">=","value":500,"quote":"上年度营业收入达到标准"}`))
	require.Equal(t, 200, status, answer)
	status, answer = y.call(editor, "POST", "/measures/title/draft/submit", "")
	require.Equal(t, 200, status, answer)
	status, answer = y.callSeen(reviewer, "POST", "/measures/title/draft/publish", `"3"`, `{"effective_from":"2026-07-01"}`)
	require.Equal(t, 204, status, answer)
	y.on("2026-09-01")
	status, answer = y.call(reviewer, "POST", "/measures/title/withdraw", `{"reason":"政策废止"}`)
	require.Equal(t, 204, status, answer)

	y.on("2026-10-08")
	y.facts(second + ",high_tech,2026-01-20,科技部门,T0,2026-01-15,2029-01-14")
	y.on("2026-11-21")
}

// save replaces the draft of the measure, as it is now.
func (y *yearbook) save(editor context.Context, text string) (int, map[string]any) {
	status, draft := y.call(editor, "GET", "/measures/title/draft", "")
	require.Equal(y.t, 200, status, draft)
	return y.callSeen(editor, "PUT", "/measures/title/draft", `"1"`, text)
}
