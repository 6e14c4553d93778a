package drafting_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/web"
	"github.com/yikou/yikou/internal/policy/drafting"
	"github.com/yikou/yikou/internal/policy/eligibility"
	"github.com/yikou/yikou/internal/policy/wording"
	"github.com/yikou/yikou/internal/standard/division"
)

const permission authz.Permission = "policy.edit"

// town is an invented district with facts and a qualification of its own.
type town struct{ tree *division.Tree }

func newTown(t *testing.T) town {
	t.Helper()
	tree, err := division.Default().With([]division.Division{{Code: "390000", Name: "云岭省"}, {Code: "390100", Name: "霁川市"}, {Code: "390102", Name: "望渚区"}, {Code: "390102001", Name: "锦帆街道"}})
	require.NoError(t, err)
	return town{tree}
}

func (town) FactKeys(context.Context) ([]wording.FactKey, error) {
	return []wording.FactKey{
		{Key: "qualification", Label: "资质", Kind: eligibility.KindQualification, Options: map[string]string{"high_tech": "高新技术企业", "light_tower": "灯塔企业"}},
		{Key: "first_set", Label: "首台套产品", Kind: eligibility.KindNumber, Unit: "件", Periodic: true},
		{Key: "equipment", Label: "设备投资额", Kind: eligibility.KindNumber, Unit: "万元", Periodic: true},
		{Key: "moved_in", Label: "入驻园区", Kind: eligibility.KindBool},
	}, nil
}

func (t town) Tree(context.Context) (*division.Tree, error) { return t.tree, nil }

func service(t *testing.T, helper drafting.Helper) *drafting.Service {
	t.Helper()
	return drafting.New(drafting.Deps{
		Dictionary: newTown(t), Divisions: newTown(t), Place: "霁川市望渚区", Permission: permission, Helper: helper, Log: slog.New(slog.DiscardHandler),
	})
}

func editor(ctx context.Context, p ...authz.Permission) context.Context {
	grants := map[string]kernel.Reach{}
	for _, one := range p {
		grants[string(one)] = kernel.ReachAll
	}
	return authz.With(ctx, kernel.Principal{Kind: kernel.StaffPrincipal, ID: "s1", Name: "王科员", Grants: grants})
}

// ask posts a text as somebody with those permissions.
func ask(t *testing.T, text string, p ...authz.Permission) (int, drafting.TextDraft, string) {
	t.Helper()
	mux := http.NewServeMux()
	service(t, nil).Routes(web.New(mux, slog.New(slog.NewTextHandler(io.Discard, nil)), "test", nil))
	body, err := json.Marshal(map[string]string{"text": text})
	require.NoError(t, err)
	request := httptest.NewRequestWithContext(editor(t.Context(), p...), http.MethodPost, web.Prefix+"/measures/draft-from-text", strings.NewReader(string(body)))
	request.Header.Set("Content-Type", "application/json")
	recorder := httptest.NewRecorder()
	mux.ServeHTTP(recorder, request)
	var loose struct {
		Clauses []struct {
			ID, Words, Quote, Sure, Note, Kind, Group string
			From, To                                  int
			Node                                      json.RawMessage
		}
	}
	require.NoError(t, json.Unmarshal(recorder.Body.Bytes(), &loose), recorder.Body.String())
	var d drafting.TextDraft
	for _, c := range loose.Clauses {
		require.Equal(t, c.Quote, string([]rune(text)[c.From:c.To]))
	}
	return recorder.Code, d, recorder.Body.String()
}

func TestAParagraphComesBackAsClausesWithTheirWordsAndQuotes(t *testing.T) {
	t.Parallel()
	code, _, body := ask(t, "第五条　注册地在本区、拥有首台套产品2件以上的灯塔企业，上年度设备投资额不低于500万元，按设备投资额的10%给予补助，最高不超过100万元；入驻园区的再给予5万元。", permission)
	require.Equal(t, http.StatusOK, code, body)
	for _, want := range []string{
		`{"id":"c1","fact":"division","op":"under","value":"390102","quote":"注册地在本区"}`,
		`"fact":"first_set","period":"Y-1","op":"\u003e=","value":2`,
		`"op":"has","value":"light_tower"`,
		`"fact":"equipment","period":"Y-1","op":"\u003e=","value":500`,
		`"benefit":{"rate":{"of":{"mul":[{"fact":"equipment","period":"Y-1"},10000]},"rate":0.1,"cap":"1000000.00"}}`,
		`"bonus":[{"when":{"id":"b1-1","fact":"moved_in"`,
		`"unread":[]`,
	} {
		require.Contains(t, strings.ReplaceAll(body, ">=", `\u003e=`), want)
	}
}

func TestOnlyWhoWritesMeasuresMayDraft(t *testing.T) {
	t.Parallel()
	code, _, _ := ask(t, "高新技术企业。", "policy.read")
	require.Equal(t, http.StatusForbidden, code)
}

func TestATextWithoutAWordAndOneThatIsTooLongAreRefused(t *testing.T) {
	t.Parallel()
	for _, text := range []string{" ", "，。；", strings.Repeat("企", 20_001)} {
		code, _, body := ask(t, text, permission)
		require.Equal(t, http.StatusUnprocessableEntity, code, body)
	}
}

// oracle answers with what it is told.
type oracle struct {
	proposals []drafting.Proposal
	err       error
}

func (o oracle) Propose(context.Context, string, []string, []wording.FactKey) ([]drafting.Proposal, error) {
	return o.proposals, o.err
}

func TestWhatAHelperAnswersIsTakenOnlyWhereItStandsTheTest(t *testing.T) {
	t.Parallel()
	const text = "成立满三年。年度水资源循环利用量达到行业标杆值。"
	good := json.RawMessage(`{"fact":"first_set","period":"Y-1","op":">=","value":1}`)
	d, err := service(t, oracle{proposals: []drafting.Proposal{
		{Quote: "水资源循环利用量", Node: good},
		{Quote: "成立满三年", Node: good},    // understood by the rules already
		{Quote: "水资源循环利用率", Node: good}, // does not stand in the text
		{Quote: "循环利用量", Node: json.RawMessage(`{"fact":"made_up","op":"=","value":1}`)},
		{Quote: "循环利用量", Node: json.RawMessage(`{"all":[]}`)},
		{Quote: "循环利用量", Node: json.RawMessage(`{"fact":"listed","op":"=","value":"\u0000"}`)},
		{Quote: "循环利用量", Node: json.RawMessage(`不是 JSON`)},
	}}).Draft(editor(t.Context(), permission), text)
	require.NoError(t, err)
	require.Len(t, d.Clauses, 2)
	require.Equal(t, "水资源循环利用量", d.Clauses[1].Quote.Text)
	require.False(t, d.Clauses[1].Sure)
	require.Contains(t, d.Clauses[1].Note, "外部模型")
}

func TestAHelperThatFailsChangesNothing(t *testing.T) {
	t.Parallel()
	d, err := service(t, oracle{err: errors.New("away")}).Draft(editor(t.Context(), permission), "成立满三年。年度水资源循环利用量达到行业标杆值。")
	require.NoError(t, err)
	require.Len(t, d.Clauses, 1)
	require.Len(t, d.Unread, 1)
}

func TestQualificationsHaveTheirNamesWithoutAnInstance(t *testing.T) {
	t.Parallel()
	for _, name := range []string{
		"高新技术企业", "科技型中小企业", "创新型中小企业", "专精特新“小巨人”企业", "专精特新中小企业", "单项冠军企业", "瞪羚企业", "准独角兽企业", "独角兽企业",
		"规模以上企业", "总部企业", "企业技术中心", "工程研究中心", "绿色工厂", "智能工厂", "老字号", "农业产业化龙头企业",
	} {
		d, err := drafting.Read("属于"+name+"。", division.Default(), nil, "")
		require.NoError(t, err)
		require.Contains(t, d.Sentence, name)
		require.NotRegexp(t, "[a-z_]", d.Sentence)
	}
}
