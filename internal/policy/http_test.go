package policy_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
	"github.com/yikou/yikou/internal/platform/jobs"
	"github.com/yikou/yikou/internal/platform/web"
	"github.com/yikou/yikou/internal/policy"
)

// serve returns a client of the module's operations that asks as whoever ctx
// says.
func (b bundle) serve() func(ctx context.Context, method, path, body string) (int, map[string]any, *httptest.ResponseRecorder) {
	mux := http.NewServeMux()
	api := web.New(mux, slog.New(slog.NewTextHandler(io.Discard, nil)), "test", policy.PublicOperations)
	b.Routes(api)
	return func(ctx context.Context, method, path, body string) (int, map[string]any, *httptest.ResponseRecorder) {
		var content io.Reader
		if body != "" {
			content = strings.NewReader(body)
		}
		request := httptest.NewRequestWithContext(authz.With(ctx, authz.From(ctx)), method, web.Prefix+path, content)
		if body != "" {
			request.Header.Set("Content-Type", "application/json")
		}
		recorder := httptest.NewRecorder()
		mux.ServeHTTP(recorder, request)
		var answer map[string]any
		_ = json.Unmarshal(recorder.Body.Bytes(), &answer) // a file is no JSON
		return recorder.Code, answer, recorder
	}
}

// at follows a path of names and indexes into an answer.
func at(t *testing.T, answer any, path ...any) any {
	t.Helper()
	for _, p := range path {
		switch p := p.(type) {
		case string:
			m, ok := answer.(map[string]any)
			require.True(t, ok, "%v in %v", p, answer)
			require.Contains(t, m, p)
			answer = m[p]
		case int:
			list, ok := answer.([]any)
			require.True(t, ok, "%v in %v", p, answer)
			require.Greater(t, len(list), p)
			answer = list[p]
		}
	}
	return answer
}

func TestAVisitorFindsAMeasureByTwoCharactersAndReadsItsPage(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		call := b.serve()
		clerk := system(t)
		status, answer, _ := call(clerk, "POST", "/policies/import", policies)
		require.Equal(t, 200, status, answer)
		status, answer, _ = call(clerk, "POST", "/measures/import", "["+growth("m1", 100, `,"bonus":[{"when":{"id":"b1","fact":"qualification","op":"has","value":"high_tech","quote":"高企加奖"},"benefit":{"fixed":"50000.00"}}]`)+","+
			strings.ReplaceAll(growth("m2", 100, ""), "企业成长", "上市培育")+"]")
		require.Equal(t, 200, status, answer)
		require.EqualValues(t, 2, answer["published"])

		status, answer, _ = call(t.Context(), "GET", "/public/measures?q=上市", "")
		require.Equal(t, 200, status, answer)
		require.EqualValues(t, 1, answer["total"])
		require.Equal(t, "m2", at(t, answer, "items", 0, "id"))
		require.Equal(t, true, at(t, answer, "items", 0, "title_parts", 0, "hit"))
		_, answer, _ = call(t.Context(), "GET", "/public/measures?q=扩大投资", "")
		require.EqualValues(t, 2, answer["total"], "the policy's text counts as well")
		require.Contains(t, at(t, answer, "items", 0, "snippet_parts", 1, "text"), "扩大投资")
		_, answer, _ = call(t.Context(), "GET", "/public/measures?q=扩大投资&limit=1&sort=new", "")
		require.EqualValues(t, 2, answer["total"])
		first := at(t, answer, "items", 0, "id")
		_, answer, _ = call(t.Context(), "GET", "/public/measures?q=扩大投资&limit=1&sort=new&cursor="+answer["next"].(string), "")
		require.NotEqual(t, first, at(t, answer, "items", 0, "id"))
		require.Empty(t, answer["next"])
		_, answer, _ = call(t.Context(), "GET", "/public/measures?kind=finance", "")
		require.EqualValues(t, 0, answer["total"])
		require.Equal(t, []any{}, answer["items"])
		status, answer, _ = call(t.Context(), "GET", "/public/measures?kind=gift", "")
		require.Equal(t, 422, status, answer)
		status, answer, _ = call(t.Context(), "GET", "/public/measures?cursor=zzz", "")
		require.Equal(t, 422, status, answer)

		status, answer, _ = call(t.Context(), "GET", "/public/measures/m1", "")
		require.Equal(t, 200, status, answer)
		require.Equal(t, "云溪区科学技术局", answer["department"])
		require.Equal(t, "all", at(t, answer, "conditions", "kind"))
		require.Equal(t, "注册地在云溪区", at(t, answer, "conditions", "children", 0, "clause", "words"))
		require.NotContains(t, at(t, answer, "conditions", "children", 0, "clause"), "value", "a page asks nobody")
		require.Equal(t, "10 万元", at(t, answer, "benefit_words", 0))
		require.Equal(t, "持有有效的高新技术企业资质的，另加：5 万元", at(t, answer, "bonus_words", 0))
		require.Equal(t, "云溪区支持企业成长若干措施", at(t, answer, "policy", "title"))
		status, answer, _ = call(t.Context(), "GET", "/public/measures/nothing", "")
		require.Equal(t, 404, status)
		require.Equal(t, "policy.measure_not_found", answer["code"])
	})
}

func TestAFirmReadsItsVerdictClauseByClause(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d).withPolicies(t)
		b.city.put("91390102MA00000001", "390102001")
		b.imported(t, growth("m1", 100, `,"bonus":[{"when":{"id":"b1","fact":"qualification","op":"has","value":"high_tech","quote":"高企加奖"},"benefit":{"fixed":"50000.00"}}]`))
		call, firm := b.serve(), handler(t, "91390102MA00000001")
		status, answer, _ := call(firm, "GET", "/my/91390102MA00000001/verdicts", "")
		require.Equal(t, 200, status, answer)
		require.Equal(t, "need_facts", at(t, answer, "items", 0, "verdict"))
		require.Equal(t, map[string]any{"key": "revenue", "period": "2025", "label": "营业收入", "kind": "number", "unit": "元"}, at(t, answer, "items", 0, "missing", 0))
		require.Equal(t, true, at(t, answer, "items", 0, "near"))
		b.city.put("91390102MA00000001", "390102001", revenue(500))
		_, answer, _ = call(firm, "GET", "/my/91390102MA00000001/verdicts/m1", "")
		require.Equal(t, "eligible", answer["verdict"])
		require.Equal(t, "100000.00", answer["amount"])
		clause := at(t, answer, "conditions", "children", 1, "clause")
		require.Equal(t, "true", at(t, clause, "value"))
		require.Equal(t, "500 元", at(t, clause, "fact", "display"))
		require.Equal(t, "税务", at(t, clause, "source"))
		require.Equal(t, "部门数据", at(t, clause, "tier_label"))
		require.Equal(t, "不低于 100 元", at(t, clause, "threshold"))
		require.Equal(t, "false", at(t, answer, "bonus", 0, "value"))
		status, _, _ = call(firm, "GET", "/my/91390102MA00000002/verdicts", "")
		require.Equal(t, 404, status)
		status, _, _ = call(t.Context(), "GET", "/my/91390102MA00000001/verdicts", "")
		require.Equal(t, 401, status)
		status, _, _ = call(firm, "GET", "/measures", "")
		require.Equal(t, 403, status)
	})
}

func TestTheDeskRunsReadsAndExportsAMatch(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b, _ := settled(t, d)
		call, clerk := b.serve(), staff(t, kernel.ReachAll, "")
		status, answer, _ := call(clerk, "POST", "/match-runs", `{}`)
		require.Equal(t, 202, status, answer)
		require.Equal(t, jobs.Done, b.end(t, answer["job"].(string)).State)
		status, answer, _ = call(clerk, "GET", "/match-runs", "")
		require.Equal(t, 200, status, answer)
		require.EqualValues(t, 2, answer["total"])
		_, answer, _ = call(clerk, "GET", "/measures/m1/result", "")
		require.EqualValues(t, 2, at(t, answer, "counts", "eligible"))
		require.EqualValues(t, 0, at(t, answer, "changes", "became_eligible"))
		require.Equal(t, "200000.00", answer["eligible_amount"])
		_, answer, _ = call(clerk, "GET", "/measures", "")
		require.EqualValues(t, 2, at(t, answer, "items", 0, "counts", "eligible"))
		_, answer, _ = call(clerk, "GET", "/measures/m1", "")
		require.Equal(t, []any{"export", "import", "match", "simulate", "start", "suspend", "withdraw"}, answer["can"])
		require.Contains(t, answer["definition"], `"id":"m1"`)
		_, answer, _ = call(clerk, "GET", "/measures/m1/result/enterprises?verdict=eligible&limit=1", "")
		require.EqualValues(t, 2, answer["total"])
		require.Equal(t, "A", at(t, answer, "items", 0, "uscc"))
		_, answer, _ = call(clerk, "GET", "/measures/m1/result/near-misses", "")
		require.Equal(t, "c2", at(t, answer, "items", 0, "clause", "id"))
		status, _, file := call(clerk, "GET", "/measures/m1/result/export?verdict=eligible", "")
		require.Equal(t, 200, status)
		require.Contains(t, file.Header().Get("Content-Disposition"), "attachment")
		require.True(t, bytes.HasPrefix(file.Body.Bytes(), []byte("PK")))
		status, _, _ = call(clerk, "GET", "/measures/m1/result?run="+kernel.NewID(), "")
		require.Equal(t, 404, status)
	})
}
