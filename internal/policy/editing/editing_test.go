package editing_test

import (
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/web"
	"github.com/yikou/yikou/internal/policy/editing"
	"github.com/yikou/yikou/internal/policy/eligibility"
	"github.com/yikou/yikou/internal/policy/library"
	"github.com/yikou/yikou/internal/policy/wording"
)

const permission authz.Permission = "policy.edit"

// town is a dictionary and a tree of divisions.
type town struct{}

func (town) FactKeys(context.Context) ([]wording.FactKey, error) {
	return []wording.FactKey{
		{Key: "qualification", Label: "资质", Kind: eligibility.KindQualification, Options: map[string]string{"high_tech": "高新技术企业"}},
		{Key: "first_set", Label: "首台套产品", Kind: eligibility.KindNumber, Unit: "台"},
	}, nil
}

func (town) DivisionNames(context.Context) (wording.Divisions, error) { return town{}, nil }

func (town) Offered(_ context.Context, text, id string, limit int) ([]*library.Entry, error) {
	all := []*library.Entry{
		{ID: "p2", Title: "人才办法", Number: "望政〔2026〕2号", Standing: library.Repealed, State: library.Published},
		{ID: "p1", Title: "研发措施", Number: "望政〔2025〕1号", Standing: library.InForce},
	}
	return slices.DeleteFunc(all, func(e *library.Entry) bool {
		return id != "" && e.ID != id || !strings.Contains(e.Title, text) || limit < 2
	}), nil
}

func (town) DocumentsOf(_ context.Context, ids []string) (map[string]string, map[string]int64, error) {
	const review = `"fair_competition_review":{"reviewed_on":"2026-01-01","reviewer":"r","conclusion":"c"}`
	all := map[string]string{
		"p1": `{"id":"p1","title":"研发措施","document_no":"望政〔2025〕1号","level":"district","published_on":"2025-01-01","text":"第一条",` + review + `}`,
		"p2": `{"id":"p2","title":"人才办法","document_no":"望政〔2026〕2号","level":"district","published_on":"2026-01-01","text":"第二条"}`,
	}
	found := map[string]string{}
	for _, id := range ids {
		if body := all[id]; body != "" {
			found[id] = body
		}
	}
	return found, nil, nil
}

func (town) Name(code string) string { return map[string]string{"390102": "望渚区"}[code] }

// ask posts a body, or gets where there is none, as somebody with that permission, or as nobody.
func ask(t *testing.T, path, body string, p ...authz.Permission) (int, map[string]any) {
	t.Helper()
	mux := http.NewServeMux()
	api := web.New(mux, slog.New(slog.NewTextHandler(io.Discard, nil)), "test", nil)
	editing.New(editing.Deps{Clock: clock.NewFixed(time.Date(2026, 11, 21, 2, 0, 0, 0, time.UTC)), Dictionary: town{}, Divisions: town{}, Shelf: town{}, Documents: town{}, Permission: permission}).Routes(api)
	grants := map[string]kernel.Reach{}
	for _, one := range p {
		grants[string(one)] = kernel.ReachAll
	}
	ctx := authz.With(t.Context(), kernel.Principal{Kind: kernel.StaffPrincipal, ID: "s1", Name: "王科员", Grants: grants})
	method := http.MethodPost
	if body == "" {
		method = http.MethodGet
	}
	request := httptest.NewRequestWithContext(ctx, method, web.Prefix+path, strings.NewReader(body))
	request.Header.Set("Content-Type", "application/json")
	recorder := httptest.NewRecorder()
	mux.ServeHTTP(recorder, request)
	var answer map[string]any
	require.NoError(t, json.Unmarshal(recorder.Body.Bytes(), &answer), recorder.Body.String())
	delete(answer, "$schema")
	return recorder.Code, answer
}

func decoded(t *testing.T, text string) (out map[string]any) {
	t.Helper()
	require.NoError(t, json.Unmarshal([]byte(text), &out))
	return out
}

func TestADefinitionUnderWayIsReadBackPartByPart(t *testing.T) {
	t.Parallel()
	for definition, want := range map[string]string{
		`{}`: `{"sentence":"","benefit":"","bonuses":[],"clauses":[],"problems":[]}`,
		`{"title":"t","when":{"all":[{"id":"a","fact":"division","op":"under","value":"390102"},{"not":{"id":"b","fact":"dishonest","op":"=","value":true}}]},
		  "benefit":{"rate":{"of":{"fact":"rd_expense","period":"Y-1"},"rate":0.1,"cap":"500000.00"}},
		  "bonus":[{"when":{"id":"c","fact":"qualification","op":"has","value":"high_tech"},"benefit":{"fixed":"50000.00"}}]}`: `{
			"sentence":"下列 2 项须全部满足：第一，注册地在望渚区；第二，未列入失信名单",
			"benefit":"按上年度研发费用的 10% 计算，最高 50 万元","bonuses":["持有有效的高新技术企业资质的，另加：5 万元"],
			"clauses":[{"id":"a","words":"注册地在望渚区"},{"id":"b","words":"列入失信名单"},{"id":"c","words":"持有有效的高新技术企业资质"}],"problems":[]}`,
		// One bad clause leaves the other readable; so does a bad benefit.
		`{"when":{"all":[{"id":"a","fact":"first_set","op":">=","value":"x"},{"any":[{"id":"b","fact":"first_set","op":">=","value":2}]}]},"benefit":{"fixed":"1"}}`: `{
			"sentence":"","benefit":"","bonuses":[],"clauses":[{"id":"b","words":"首台套产品不低于 2 台"}],
			"problems":[{"path":"when.all[0].value","words":"「>=」只能比较数字，或写成 YYYY-MM-DD 的日期"},
			  {"path":"benefit.fixed","words":"金额应写成带两位小数的文字，如 \"1234.50\"，且不能为负"}]}`,
		`{"kind":"gift","window":{"from":"2026-05-01","to":"2026-04-01"},"budget":"much"}`: `{"sentence":"","benefit":"","bonuses":[],"clauses":[],
			"problems":[{"path":"kind","words":"「kind」不认识，可写 grant、reduction、entitlement、qualification、finance"},
			  {"path":"window","words":"「window」的截止日期早于开始日期"},{"path":"budget","words":"「budget」应写成 \"1234.50\" 这样的金额"}]}`,
	} {
		status, answer := ask(t, "/measures/read", `{"definition":`+definition+`}`, permission)
		require.Equal(t, http.StatusOK, status, answer)
		require.Equal(t, decoded(t, want), answer, definition)
	}
	status, answer := ask(t, "/measures/read", `{"definition":{"a":1,"a":2}}`, permission)
	require.Equal(t, http.StatusUnprocessableEntity, status)
	require.Equal(t, "policy.definition_unreadable", answer["code"])
}

func TestABenefitIsWorkedOutOnExampleValues(t *testing.T) {
	t.Parallel()
	const rate = `{"benefit":{"rate":{"of":{"sub":[{"fact":"rd_expense","period":"Y-1"},{"fact":"rd_expense","period":"Y-2"}]},"rate":0.1,"cap":"150000.00"}}`
	status, answer := ask(t, "/measures/example", rate+`}`, permission)
	require.Equal(t, http.StatusOK, status, answer)
	require.Equal(t, decoded(t, `{"inputs":[{"key":"rd_expense","period":"Y-1","value":2000000,"label":"上年度研发费用","unit":"元","given":false},
		{"key":"rd_expense","period":"Y-2","value":1000000,"label":"前年度研发费用","unit":"元","given":false}],
		"amount":"100000.00","words":"（上年度研发费用 200 万元 − 前年度研发费用 100 万元） × 10% = 10 万元，没有超过上限 15 万元"}`), answer)
	status, answer = ask(t, "/measures/example", rate+`,"values":[{"key":"rd_expense","period":"Y-1","value":3000000}]}`, permission)
	require.Equal(t, http.StatusOK, status, answer)
	require.Equal(t, "150000.00", answer["amount"])
	require.Equal(t, "（上年度研发费用 300 万元 − 前年度研发费用 100 万元） × 10% = 20 万元，超过上限，按上限 15 万元", answer["words"])

	status, answer = ask(t, "/measures/example", `{"benefit":{"rate":{"of":{"div":[{"fact":"staff","period":"2024"},0]},"rate":1}}}`, permission)
	require.Equal(t, http.StatusOK, status, answer)
	require.Nil(t, answer["amount"])
	require.Equal(t, "（2024 年度从业人员 20 人 ÷ 0）算不出来，例如除数是 0", answer["words"])
	for _, benefit := range []string{`{}`, `{"fixed":"x"}`, `{"fixed":"1.00","owner":"s2"}`} {
		status, answer = ask(t, "/measures/example", `{"benefit":`+benefit+`}`, permission)
		require.Equal(t, http.StatusUnprocessableEntity, status)
		require.Equal(t, "policy.no_benefit", answer["code"])
	}
}

func TestOnlyWhoWritesMeasuresHasThemReadBack(t *testing.T) {
	t.Parallel()
	for path, body := range map[string]string{"/measures/read": `{"definition":{}}`, "/measures/example": `{"benefit":{"fixed":"1.00"}}`} {
		status, _ := ask(t, path, body, "policy.read")
		require.Equal(t, http.StatusForbidden, status, path)
		status, _ = ask(t, path, body, permission)
		require.Equal(t, http.StatusOK, status, path)
	}
}

func TestAMeasureIsGivenItsPolicyFromAList(t *testing.T) {
	t.Parallel()
	ids := func(query string) (ids []string, answer map[string]any) {
		status, answer := ask(t, "/measures/policies"+query, "", permission)
		require.Equal(t, http.StatusOK, status, answer)
		items, ok := answer["items"].([]any)
		require.True(t, ok)
		for _, item := range items {
			ids = append(ids, item.(map[string]any)["id"].(string))
		}
		return ids, answer
	}
	newest, answer := ids("")
	require.Equal(t, []string{"p2", "p1"}, newest)
	require.Equal(t, decoded(t, `{"id":"p2","title":"人才办法","document_no":"望政〔2026〕2号","standing":"repealed","standing_label":"已废止","published":true,"reviewed":false,"text":""}`), answer["items"].([]any)[0])
	found, _ := ids("?q=%E7%A0%94%E5%8F%91")
	require.Equal(t, []string{"p1"}, found)
	_, one := ids("?id=p1")
	require.Equal(t, decoded(t, `{"items":[{"id":"p1","title":"研发措施","document_no":"望政〔2025〕1号","standing":"in_force","standing_label":"现行有效","published":false,"reviewed":true,"text":"第一条"}]}`), one)
	status, _ := ask(t, "/measures/policies", "", "policy.read")
	require.Equal(t, http.StatusForbidden, status)
}
