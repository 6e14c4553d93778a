package app_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/policy"
)

// Acceptance 3: what rules.md §4 asks of a publication is asked when a measure is
// submitted and again when it is published, and each refusal names what is missing.
func TestAMeasureThatLacksWhatTheLawAsksForIsRefusedWithItsReason(t *testing.T) {
	t.Parallel()
	const (
		unreviewed = "依据的政策文件没有公平竞争审查记录"
		incomplete = "还不能提交或发布，草稿没有变动。请按提示补全后再试。"
		materials  = `[{"name":"收款账户确认","note":"在线确认","source":"企业在线填写"}]`
	)
	y := newYearbook(t, db.SQLite) // package life asks the same of either engine
	bare := strings.Replace(strings.Replace(proofPolicies, `"p1"`, `"p2"`, 1), `"reviewer":"望渚区甲局"`, `"reviewer":""`, 1)
	for _, list := range []string{proofPolicies, bare} {
		_, err := y.Policy.ImportPolicies(y.system(), strings.NewReader(list))
		require.NoError(t, err)
	}
	editor, reviewer := y.person("wang", "", policy.PermEdit, policy.PermRead), y.person("li", "", policy.PermReview, policy.PermRead)
	type refusal struct{ location, message string }
	refused := func(status int, answer map[string]any) []refusal {
		require.Equal(t, 422, status, answer)
		require.Equal(t, "policy.incomplete", answer["code"])
		require.Equal(t, incomplete, answer["detail"])
		var list []refusal
		for _, one := range answer["errors"].([]any) {
			e := one.(map[string]any)
			list = append(list, refusal{e["location"].(string), e["message"].(string)})
		}
		return list
	}
	// drafted writes a measure with some of its parts said otherwise.
	drafted := func(change ...string) string {
		status, answer := y.call(editor, "POST", "/measures", `{"title":"企业成长奖励","policy_id":"p1"}`)
		require.Equal(t, 201, status, answer)
		id := answer["measure"].(string)
		text := strings.NewReplacer(change...).Replace(proofMeasure(id, "dept-a"))
		status, answer = y.callSeen(editor, "PUT", "/measures/"+id+"/draft", `"1"`, text)
		require.Equal(t, 200, status, answer)
		return id
	}
	for name, c := range map[string]struct {
		change []string
		want   []refusal
	}{
		"no fair-competition review": {[]string{`"policy":"p1"`, `"policy":"p2"`}, []refusal{{"policy", unreviewed}}},
		"no materials":               {[]string{materials, `[]`}, []refusal{{"materials", "没有列出材料"}}},
		"a catch-all":                {[]string{materials, `[{"name":"营业执照"},{"name":"其他材料"}]`}, []refusal{{"materials[1]", "材料“其他材料”是兜底条款，请写明具体是什么材料"}}},
		"proactive by discretion": {
			[]string{`"delivery":"claim"`, `"delivery":"proactive"`, `{"id":"c2","fact":"revenue","period":"Y-1","op":">=","value":500,`, `{"id":"c2","role":"discretion",`, `"op":"has",`, `"op":"has","min_tier":"T0",`},
			[]refusal{{"when.c2", "条件「c2」：免申即享的事项不能有由人裁量的条件，请改为申报享受，或把它写成可核对的标准"}},
		},
		"proactive by own word": {
			[]string{`"delivery":"claim"`, `"delivery":"proactive"`, `"value":500,`, `"value":500,"min_tier":"T1",`},
			[]refusal{{"when.b1", "条件「b1」：免申即享的条件不能凭企业自报，请把这一条的数据来源定为部门数据或工作人员核实，或改为申报享受"}},
		},
		"a quote of nowhere": {[]string{"成立满一年", "成立满两年"}, []refusal{{"when.c3", "条件「c3」：原文里找不到这句话"}}},
	} {
		id := drafted(c.change...)
		require.Equal(t, c.want, refused(y.call(editor, "POST", "/measures/"+id+"/draft/submit", "")), name)
		status, answer := y.call(editor, "GET", "/measures/"+id+"/draft", "")
		require.Equal(t, 200, status, name)
		require.Equal(t, "draft", answer["state"], name)
		status, _ = y.callSeen(reviewer, "POST", "/measures/"+id+"/draft/publish", `"2"`, `{}`)
		require.Equal(t, 409, status, name)
	}

	// Whole when it was submitted, but not any more when it is published.
	id := drafted()
	status, answer := y.call(editor, "POST", "/measures/"+id+"/draft/submit", "")
	require.Equal(t, 200, status, answer)
	publish := func(seen string) (int, map[string]any) {
		return y.callSeen(reviewer, "POST", "/measures/"+id+"/draft/publish", seen, `{}`)
	}
	status, answer = publish("")
	require.Equal(t, 428, status)
	require.Equal(t, "policy.review_unseen", answer["code"])
	_, err := y.Policy.ImportPolicies(y.system(), strings.NewReader(strings.Replace(bare, `"p2"`, `"p1"`, 1)))
	require.NoError(t, err)
	require.Equal(t, []refusal{{"policy", unreviewed}}, refused(publish(`"3"`)))
	_, err = y.Policy.ImportPolicies(y.system(), strings.NewReader(proofPolicies))
	require.NoError(t, err)
	status, _ = publish(`"3"`)
	require.Equal(t, 204, status)
	status, answer = y.call(t.Context(), "GET", "/public/measures/"+id, "")
	require.Equal(t, 200, status)
	require.Equal(t, true, answer["policy"].(map[string]any)["public"])
}
