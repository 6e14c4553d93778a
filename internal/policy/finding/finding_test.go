package finding_test

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
	"github.com/yikou/yikou/internal/platform/web"
	"github.com/yikou/yikou/internal/policy/finding"
	"github.com/yikou/yikou/internal/policy/library"
	"github.com/yikou/yikou/internal/policy/policytest"
)

func setup(t *testing.T, d *db.DB) (*finding.Service, policytest.Bundle) {
	t.Helper()
	b := policytest.New(t, d)
	b.Publish(t, policytest.Measure("m1", "企业成长奖励", "C", 500), policytest.Measure("m2", "高新技术企业认定奖励", "I65", 300),
		policytest.Measure("m3", "研究开发补助", "C", 100), policytest.Measure("m4", "小微企业房租补贴", "C", 100))
	return &finding.Service{Catalogue: b.Service, Library: shelf{}}, b
}

// shelf holds one policy that everything finds.
type shelf struct{}

func (shelf) PublicList(_ context.Context, _ library.Filter, _ kernel.Page) (kernel.Rows[library.Listed], error) {
	one := library.Listed{Entry: library.Entry{ID: "p1", Title: "支持企业办法", Number: "云政发〔2025〕1号", Standing: library.InForce, Issuers: []string{"甲局", "乙局"}}}
	one.Text = strings.Join([]string{
		"第一条 为了促进中小企业发展，制定本办法。",
		"第二条 中小企业减按百分之十五的税率缴纳企业所得税。",
		"企业所得税的减免由税务机关办理。",
		"第三条 主管部门发放房屋租金补贴，房租补贴按月计算。",
		"第十二条 本办法由财政部门解释。"}, "\n")
	return kernel.Rows[library.Listed]{Items: []library.Listed{one}, Total: 1}, nil
}

func (shelf) PublicTitles(context.Context) ([]library.Titled, error) {
	return []library.Titled{{ID: "p1", Title: "支持企业办法", Number: "云政发〔2025〕7号"}, {ID: "p2", Title: "中华人民共和国招标投标法"}}, nil
}

func TestTitlesGoOnFromWhatWasTyped(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s, _ := setup(t, d)
		for typed, want := range map[string][]string{
			"企业": {"measure 企业成长奖励", "measure 小微企业房租补贴", "policy 支持企业办法", "measure 高新技术企业认定奖励", "policy 云溪区支持企业成长若干措施"},
			"投标": {"policy 中华人民共和国招标投标法"},
			"房租": {"measure 小微企业房租补贴"}, "云政发〔2025〕1": {"policy 云溪区支持企业成长若干措施"}, "云政发[2025] 1号": {"policy 云溪区支持企业成长若干措施"},
			"研究开": {"measure 研究开发补助"}, "，。": nil, "没有的": nil,
		} {
			found, err := s.Suggest(t.Context(), typed)
			require.NoError(t, err)
			var got []string
			for _, f := range found {
				got = append(got, f.Kind+" "+f.Title)
				require.Equal(t, f.Kind == finding.Measure, f.ID != "")
			}
			require.Equal(t, want, got, typed)
		}
		found, err := s.Suggest(t.Context(), "房租")
		require.NoError(t, err)
		require.Equal(t, "房租", found[0].Parts[1].Text)
		require.True(t, found[0].Parts[1].Hit)
	})
}

func TestSearchFindsSynonymsNumbersAndSaysWhatWasMeant(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s, _ := setup(t, d)
		search := func(text string) (ids, meant []string) {
			found, err := s.Search(t.Context(), finding.Measure, library.Filter{Text: text}, kernel.Page{})
			require.NoError(t, err)
			for _, m := range found.Measures.Items {
				ids = append(ids, m.ID)
			}
			require.Len(t, found.Measures.Items, int(found.Measures.Total))
			return ids, found.Meant
		}
		ids, _ := search("研发补贴")
		require.Equal(t, "m3", ids[0], "in other words")
		ids, _ = search("高企认定")
		require.Equal(t, "m2", ids[0])
		ids, _ = search("云政发（2025）1号")
		require.ElementsMatch(t, []string{"m1", "m2", "m3", "m4"}, ids)
		for typed, want := range map[string][]string{
			"房祖补帖": {"房租补贴"}, "招标头标": {"招标投标"}, "高薪技术企业": nil, "高心技术企业": {"高新技术企业"}, "房祖": {"房租"}, "研究开法": {"研究开发"},
			"房租": nil, "鸟语花香": nil, "x": nil, "今天天气如何会不会下雨要不要带伞": nil,
		} {
			_, meant := search(typed)
			if len(want) > 0 {
				require.Equal(t, want[0], meant[0], typed)
			} else if typed != "高薪技术企业" {
				require.Empty(t, meant, typed)
			}
		}
	})
}

func TestTypingAheadOffersAFewOfMany(t *testing.T) {
	t.Parallel()
	s, b := setup(t, dbtest.Open(t, db.SQLite))
	var many []string
	for i := range 400 {
		many = append(many, policytest.Measure(fmt.Sprintf("many-%03d", i), fmt.Sprintf("第%d批制造业企业技术改造奖励", i), "C", 100+i))
	}
	b.Publish(t, many...)
	found, err := s.Suggest(t.Context(), "技术")
	require.NoError(t, err)
	require.Len(t, found, 8)
}

func TestWhatIsPublicIsFoundByAnybody(t *testing.T) {
	t.Parallel()
	s, _ := setup(t, dbtest.Open(t, db.SQLite))
	mux := http.NewServeMux()
	s.Routes(web.New(mux, slog.New(slog.NewTextHandler(io.Discard, nil)), "test", []string{"search-public", "suggest-public"}))
	get := func(path string) (int, string) {
		w := httptest.NewRecorder()
		mux.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, web.Prefix+path, nil))
		return w.Code, w.Body.String()
	}
	code, body := get("/public/search?q=房祖补帖")
	require.Equal(t, http.StatusOK, code, body)
	require.Contains(t, body, `"did_you_mean":["房租补贴"`)
	require.Contains(t, body, `"total":0`)
	code, body = get("/public/search?q=房租补贴")
	require.Equal(t, http.StatusOK, code)
	require.Contains(t, body, `"id":"m4"`)
	require.Contains(t, body, `{"text":"房租补贴","hit":true}`)
	require.Contains(t, body, `"did_you_mean":[]`)
	code, body = get("/public/search?kind=policy&q=房租补贴")
	require.Equal(t, http.StatusOK, code)
	require.Contains(t, body, `"kind":"policy","id":"p1"`)
	require.Contains(t, body, `"department":"甲局、乙局","number":"云政发〔2025〕1号","standing":"in_force","standing_label":"现行有效"`)
	require.Contains(t, body, `"articles":[{"citation":"第三条","anchor":"art-3","parts":[`)
	require.Contains(t, body, `{"text":"房租补贴","hit":true}`)
	code, body = get("/public/suggest?q=成长")
	require.Equal(t, http.StatusOK, code)
	require.Contains(t, body, `"kind":"measure","id":"m1"`)
	code, _ = get("/public/suggest?q=")
	require.Equal(t, http.StatusUnprocessableEntity, code)
}

func TestAPolicyIsCitedByTheArticlesThatHoldTheWords(t *testing.T) {
	t.Parallel()
	found, err := shelf{}.PublicList(t.Context(), library.Filter{}, kernel.Page{})
	require.NoError(t, err)
	text := found.Items[0].Text
	for query, want := range map[string][]string{
		"企业所得税": {"第二条 art-2", "第二条第二款 art-2-2"},
		"租金补贴":  {"第三条 art-3"}, "办法第12条": {"第一条 art-1", "第十二条 art-12"}, "第十二条": {"第十二条 art-12"}, "鸟语花香": nil,
	} {
		var got []string
		for _, place := range finding.PlacesOf(text, query) {
			got = append(got, place.Citation+" "+place.Anchor)
		}
		require.Equal(t, want, got, query)
	}
}
