package enterprise_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"github.com/yikou/yikou/internal/enterprise"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
	"github.com/yikou/yikou/internal/platform/jobs"
	"github.com/yikou/yikou/internal/platform/web"
)

// server serves the module's API to whoever the function says.
func server(t testing.TB, b bundle) func(as context.Context, method, path, body string) *httptest.ResponseRecorder {
	t.Helper()
	mux := http.NewServeMux()
	b.Routes(web.New(mux, slog.New(slog.NewTextHandler(io.Discard, nil)), "test", enterprise.PublicOperations))
	return func(as context.Context, method, path, body string) *httptest.ResponseRecorder {
		r := httptest.NewRequestWithContext(as, method, web.Prefix+path, strings.NewReader(body))
		r.Header.Set("Content-Type", "application/json")
		if strings.HasPrefix(path, "/imports") {
			r.Header.Set("Content-Type", "application/octet-stream")
		}
		w := httptest.NewRecorder()
		mux.ServeHTTP(w, r)
		return w
	}
}

func decode[T any](t testing.TB, w *httptest.ResponseRecorder, status int) (v T) {
	t.Helper()
	require.Equal(t, status, w.Code, w.Body.String())
	require.NoError(t, json.Unmarshal(w.Body.Bytes(), &v), w.Body.String())
	return v
}

func visitor(t testing.TB) context.Context { return authz.With(t.Context(), kernel.Principal{}) }

func TestTheRegistryOverHTTP(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		three(t, b)
		importFacts(t, b, factHeader+code(t, 1)+",qualification,,high_tech,2024-11-01,科技部门,T0,2024-11-01,\n"+
			code(t, 1)+",revenue,2025,23456000,2026-03-31,税务部门,T0,,\n"+code(t, 1)+",revenue,2025,20000000,2026-04-30,企业申报,T2,,\n")
		do := server(t, b)
		clerk, other := staff(t, kernel.ReachAll, ""), staff(t, kernel.ReachDivisionSubtree, "370200")

		page := decode[kernel.Rows[enterprise.EnterpriseRow]](t, do(clerk, "GET", "/enterprises?sort=-capital&limit=1", ""), 200)
		require.EqualValues(t, 3, page.Total)
		require.Equal(t, "望渚甲机械有限公司", page.Items[0].Name)
		require.Equal(t, []enterprise.Option{{Value: "high_tech", Label: "高新技术企业"}}, page.Items[0].Qualifications)
		require.Equal(t, enterprise.Named{Code: "370102000000", Label: "历下区"}, page.Items[0].Division)
		require.Contains(t, page.Items[0].Can, "record_fact")
		rest := decode[kernel.Rows[enterprise.EnterpriseRow]](t, do(clerk, "GET", "/enterprises?sort=-capital&cursor="+page.Next, ""), 200)
		require.Len(t, rest.Items, 2)
		require.Empty(t, rest.Next)
		one := decode[kernel.Rows[enterprise.EnterpriseRow]](t, do(clerk, "GET", "/enterprises?q="+url.QueryEscape("机械")+"&division=370100&industry=C&status="+url.QueryEscape("存续")+"&qualification=high_tech", ""), 200)
		require.EqualValues(t, 1, one.Total)

		for path, status := range map[string]int{
			"/enterprises?cursor=rubbish": 422, "/enterprises?sort=name&cursor=" + page.Next: 422, "/enterprises?sort=colour": 422, "/enterprises?limit=1000000000": 422,
			"/enterprises?division=37x": 422, "/enterprises?industry=Z9": 422, "/enterprises/short": 422, "/enterprises/" + code(t, 77): 404,
		} {
			require.Equal(t, status, do(clerk, "GET", path, "").Code, path)
		}
		require.Equal(t, 401, do(visitor(t), "GET", "/enterprises", "").Code)
		require.Equal(t, 404, do(other, "GET", "/enterprises/"+code(t, 1), "").Code)
		require.Equal(t, 404, do(other, "GET", "/enterprises/"+code(t, 1)+"/facts", "").Code)
		require.Equal(t, 404, do(other, "POST", "/enterprises/"+code(t, 1)+"/facts", `{"key":"listed","value":"是"}`).Code)

		w := do(clerk, "GET", "/enterprises/"+code(t, 1), "")
		body := decode[enterprise.EnterpriseBody](t, w, 200)
		require.Equal(t, `"2"`, w.Header().Get("ETag"))
		require.Equal(t, "山东省济南市历下区", body.Place)
		require.Equal(t, "500000.00", body.Capital.Amount)
		facts := decode[enterprise.FactList](t, do(clerk, "GET", "/enterprises/"+code(t, 1)+"/facts", ""), 200)
		revenue := []enterprise.FactBody{}
		for _, f := range facts.Items {
			if f.Key == "revenue" {
				revenue = append(revenue, f)
			}
		}
		require.Len(t, revenue, 2)
		require.True(t, revenue[0].Strongest)
		require.Equal(t, "2,345.6 万元", revenue[0].Display)
		require.Equal(t, "部门数据", revenue[0].TierLabel)
		require.False(t, revenue[1].Strongest)
		recorded := decode[enterprise.RecordedBody](t, do(clerk, "POST", "/enterprises/"+code(t, 1)+"/facts", `{"key":"staff","period":"2025","value":"45"}`), 201)
		require.Equal(t, "T1", recorded.Fact.Tier)
		require.Equal(t, "45 人", recorded.Fact.Display)
		require.Equal(t, 422, do(clerk, "POST", "/enterprises/"+code(t, 1)+"/facts", `{"key":"staff","period":"2025","value":"许多"}`).Code)
	})
}

func TestAFirmSeesItsOwnPageAndNoOther(t *testing.T) {
	t.Parallel()
	b := setup(t, dbtest.Open(t, db.SQLite))
	three(t, b)
	do := server(t, b)
	mine := firm(t, code(t, 1))
	profile := decode[enterprise.ProfileBody](t, do(mine, "GET", "/my/"+code(t, 1)+"/profile", ""), 200)
	require.Equal(t, "望渚甲机械有限公司", profile.Name)
	require.Equal(t, "山东省济南市历下区", profile.Division.Label)
	require.NotEmpty(t, profile.Facts)
	done := decode[enterprise.RecordedBody](t, do(mine, "POST", "/my/"+code(t, 1)+"/facts", `{"key":"rd_expense","period":"2025","value":"1500000"}`), 201)
	require.Equal(t, "T2", done.Fact.Tier)
	require.Equal(t, "150 万元", done.Fact.Display)
	foreign, missing := do(mine, "GET", "/my/"+code(t, 2)+"/profile", ""), do(mine, "GET", "/my/"+code(t, 77)+"/profile", "")
	require.Equal(t, 404, foreign.Code)
	require.Equal(t, missing.Body.String(), foreign.Body.String(), "foreign and missing look the same")
	require.Equal(t, 404, do(mine, "POST", "/my/"+code(t, 2)+"/facts", `{"key":"listed","value":"是"}`).Code)
	for _, path := range []string{"/enterprises", "/enterprises/" + code(t, 1), "/imports", "/enterprises/export"} {
		require.Equal(t, 403, do(mine, "GET", path, "").Code, path)
	}
	require.Equal(t, 403, do(staff(t, kernel.ReachNone, ""), "GET", "/my/"+code(t, 1)+"/profile", "").Code)
}

func TestTreesAndDictionaryAreOpenToEverybody(t *testing.T) {
	t.Parallel()
	b := setup(t, dbtest.Open(t, db.SQLite))
	do := server(t, b)
	provinces := decode[enterprise.Branches](t, do(visitor(t), "GET", "/divisions", ""), 200)
	require.GreaterOrEqual(t, len(provinces.Items), 31)
	districts := decode[enterprise.Branches](t, do(visitor(t), "GET", "/divisions?parent=3701", ""), 200)
	require.Contains(t, districts.Items, enterprise.Branch{Code: "370102000000", Name: "历下区", Level: 3, HasChildren: true})
	sections := decode[enterprise.Branches](t, do(visitor(t), "GET", "/industries", ""), 200)
	require.Len(t, sections.Items, 20)
	classes := decode[enterprise.Branches](t, do(visitor(t), "GET", "/industries?parent=C351", ""), 200)
	require.Contains(t, classes.Items, enterprise.Branch{Code: "C3511", Name: "矿山机械制造", Level: 4})
	require.Empty(t, decode[enterprise.Branches](t, do(visitor(t), "GET", "/divisions?parent=00", ""), 200).Items)
	keys := decode[enterprise.FactKeys](t, do(visitor(t), "GET", "/fact-keys", ""), 200)
	require.Equal(t, "division", keys.Items[0].Key)
}

// works starts the runner and waits for an import to end.
func works(t testing.TB, b bundle, id string) enterprise.Import {
	t.Helper()
	for {
		i, err := b.GetImport(system(t), id)
		require.NoError(t, err)
		if i.State.Final() {
			return i
		}
		select {
		case <-t.Context().Done():
			t.Fatal("the import never ended")
		case <-time.After(20 * time.Millisecond):
		}
	}
}

func start(t testing.TB, b bundle) {
	t.Helper()
	require.NoError(t, b.runner.Start(t.Context()))
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
		defer cancel()
		require.NoError(t, b.runner.Stop(ctx))
	})
}

func TestAClerkUploadsAFileAndFindsItsBadRows(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		start(t, b)
		do := server(t, b)
		clerk := staff(t, kernel.ReachAll, "")
		file := "name,uscc,capital\n望渚甲有限公司," + code(t, 1) + ",50万元\n望渚乙有限公司,短,\n," + code(t, 3) + ",\n望渚丁有限公司," + code(t, 4) + ",一些\n"
		up := decode[enterprise.UploadedBody](t, do(clerk, "POST", "/imports?kind=enterprises&filename="+url.QueryEscape("名单.csv"), file), 202)
		require.NotEmpty(t, up.Job)
		i := works(t, b, up.ID)
		require.Equal(t, enterprise.ImportDone, i.State)
		got := decode[enterprise.ImportBody](t, do(clerk, "GET", "/imports/"+up.ID, ""), 200)
		require.EqualValues(t, 2, got.Accepted)
		require.EqualValues(t, 2, got.Refused)
		require.Equal(t, "样例", got.By)
		problems := decode[kernel.Rows[enterprise.ProblemBody]](t, do(clerk, "GET", "/imports/"+up.ID+"/problems?level=refusal", ""), 200)
		require.EqualValues(t, 2, problems.Total)
		require.EqualValues(t, 2, problems.Items[0].Row)
		require.Equal(t, "短", problems.Items[0].Text)
		report := decode[map[string]any](t, do(clerk, "GET", "/imports/"+up.ID+"/report", ""), 200)
		for _, key := range []string{"rows", "accepted", "created", "updated", "unchanged", "warned", "refused", "capital_parsed", "district_found", "seconds", "problems"} {
			require.Contains(t, report, key)
		}
		book := do(clerk, "GET", "/imports/"+up.ID+"/report.xlsx", "")
		require.Equal(t, 200, book.Code)
		sheet, err := excelize.OpenReader(book.Body)
		require.NoError(t, err)
		rows, err := sheet.GetRows("问题")
		require.NoError(t, err)
		require.Len(t, rows, 4)
		list := decode[kernel.Rows[enterprise.ImportBody]](t, do(clerk, "GET", "/imports", ""), 200)
		require.EqualValues(t, 1, list.Total)

		refused := decode[enterprise.UploadedBody](t, do(clerk, "POST", "/imports?kind=facts&filename=x.csv", "a,b\n1,2\n"), 202)
		end := works(t, b, refused.ID)
		require.Equal(t, enterprise.ImportRefused, end.State)
		require.Contains(t, end.Message, "表头缺少")
		require.Equal(t, 404, do(clerk, "GET", "/imports/"+kernel.NewID(), "").Code)
		require.Equal(t, 422, do(clerk, "POST", "/imports?kind=people&filename=x.csv", "a").Code)
		require.Equal(t, 404, do(staff2(t), "GET", "/imports/"+up.ID, "").Code, "another's import is not found by one who is limited to a division")
		_, _, err = b.Files.Open(i.Blob)
		require.Error(t, err, "the upload is gone once the import has ended")
		_, err = b.audit.Verify(t.Context())
		require.NoError(t, err)
	})
}

func staff2(t testing.TB) context.Context {
	ctx := staff(t, kernel.ReachDivisionSubtree, "370100")
	who := authz.From(ctx)
	who.ID = "s2"
	return authz.With(ctx, who)
}

func TestAnImportCutShortByAStopIsDoneOnceAfterTheRestart(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		first := setup(t, d)
		var file strings.Builder
		file.WriteString("name,uscc\n")
		for n := range 20_000 {
			file.WriteString("望渚某某有限公司," + code(t, n) + "\n")
		}
		up, job, err := first.Upload(staff(t, kernel.ReachAll, ""), enterprise.ImportEnterprises, "x.csv", strings.NewReader(file.String()))
		require.NoError(t, err)
		require.NoError(t, first.runner.Start(t.Context()))
		progress, err := first.runner.Follow(t.Context(), job)
		require.NoError(t, err)
		for task := range progress {
			if task.Done > 0 || task.State.Final() {
				break
			}
		}
		stopped, cancel := context.WithTimeout(context.Background(), time.Minute)
		defer cancel()
		require.NoError(t, first.runner.Stop(stopped))

		second := setup(t, d)
		second.Files = first.Files
		start(t, second)
		require.Equal(t, enterprise.ImportDone, works(t, second, up.ID).State)
		found, err := second.List(system(t), enterprise.Filter{}, "name", kernel.Page{Limit: 1})
		require.NoError(t, err)
		require.EqualValues(t, 20_000, found.Total)
		n, err := second.Ordinal(t.Context(), code(t, 19_999))
		require.NoError(t, err)
		require.EqualValues(t, 20_000, n)
		var task jobs.Task
		for !task.State.Final() {
			task, err = second.runner.Get(t.Context(), job)
			require.NoError(t, err)
		}
		require.Equal(t, jobs.Done, task.State)
		_, err = second.audit.Verify(t.Context())
		require.NoError(t, err)
	})
}

func TestAnImportWhoseFileIsLostIsRefused(t *testing.T) {
	t.Parallel()
	b := setup(t, dbtest.Open(t, db.SQLite))
	up, _, err := b.Upload(staff(t, kernel.ReachAll, ""), enterprise.ImportEnterprises, "x.csv", strings.NewReader("name,uscc\n"))
	require.NoError(t, err)
	require.NoError(t, b.Files.Delete(up.Blob))
	start(t, b)
	end := works(t, b, up.ID)
	require.Equal(t, enterprise.ImportRefused, end.State)
	require.Contains(t, end.Message, "没有保留下来")
}

func TestAnExportHoldsExactlyTheRowsOfItsFilterAndNoFormula(t *testing.T) {
	t.Parallel()
	b := setup(t, dbtest.Open(t, db.SQLite))
	three(t, b)
	importText(t, b, "name,uscc,district,city,province\n=HYPERLINK(1)有限公司,"+code(t, 4)+",历下区,济南市,山东省\n")
	w := server(t, b)(staff(t, kernel.ReachAll, ""), "GET", "/enterprises/export?division=370102&sort=-name", "")
	require.Equal(t, 200, w.Code)
	book, err := excelize.OpenReader(bytes.NewReader(w.Body.Bytes()))
	require.NoError(t, err)
	rows, err := book.GetRows("企业名单")
	require.NoError(t, err)
	var got []string
	for _, r := range rows[1:] {
		got = append(got, r[0])
	}
	require.Equal(t, []string{"望渚甲机械有限公司", "望渚乙商贸有限公司", "'=HYPERLINK(1)有限公司"}, got)
	require.Contains(t, w.Header().Get("Content-Disposition"), "DC2026-000001")
	report, err := b.ImportEnterprises(system(t), bytes.NewReader(w.Body.Bytes()), int64(w.Body.Len()), "再导入.xlsx", nil)
	require.NoError(t, err)
	require.EqualValues(t, 3, report.Rows, "the watermark is no row")
	require.Zero(t, report.Refused)
}
