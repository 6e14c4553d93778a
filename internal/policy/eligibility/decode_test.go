package eligibility_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/policy/eligibility"
)

func TestAMeasureThatBreaksTheContractIsRefusedWithPlaceAndReason(t *testing.T) {
	t.Parallel()
	clause := func(rest string) string { return `[{"id":"m1","when":{"all":[{"id":"c1",` + rest + `}]}}]` }
	measureWith := func(rest string) string {
		return `[{"id":"m1","when":{"id":"c1","fact":"staff","op":">","value":1},` + rest + `}]`
	}
	for _, c := range []struct{ file, want string }{
		{`{}`, "应是一个列表"},
		{`[1]`, "事项应是对象"},
		{`[{"id":"m1"}]`, "缺少「when」"},
		{`[{"when":{"id":"c","role":"discretion"}}]`, "缺少「id」"},
		{`[{"id":"m1","when":{"id":"c","role":"discretion"}},{"id":"m1","when":{"id":"c","role":"discretion"}}]`, "已在第 1 个事项用过"},
		{clause(`"fact":"staff","op":"~","value":1`), "第 1 行事项「m1」条件「c1」（[0].when.all[0].op）：不认识的运算符「~」"},
		{clause(`"fact":"staff","op":">","valeu":1`), "没有「valeu」这一项，是不是「value」"},
		{clause(`"fact":"staff","op":">","value":"many"`), "只能比较数字，或写成 YYYY-MM-DD"},
		{clause(`"fact":"staff","op":">","value":true`), "只能比较数字"},
		{clause(`"fact":"staff","op":">"`), "缺少「value」"},
		{clause(`"fact":"staff","op":">","value":"2020-01-01"`), "「staff」是数字，不能用「>」比日期"},
		{clause(`"fact":"registered","op":">","value":3`), "是日期，不能用「>」比数字"},
		{clause(`"fact":"staff","op":"between","value":[1]`), "[下限, 上限]"},
		{clause(`"fact":"staff","op":"between","value":[1,"2020-01-01"]`), "同为数字"},
		{clause(`"fact":"status","op":"in","value":[]`), "1 到 2000 项"},
		{clause(`"fact":"status","op":"in","value":["a",1]`), "类型要一致"},
		{clause(`"fact":"division","op":"under","value":"3701001"`), "不是区划代码"},
		{clause(`"fact":"industry","op":"under","value":["C","??"]`), "「??」不是行业代码"},
		{clause(`"fact":"qualification","op":"has","value":["a"]`), "应是一个资质代码"},
		{clause(`"fact":"qualification","op":"=","value":"a"`), "是资质，不能用「=」"},
		{clause(`"fact":"registered","op":"older_than","value":"3 years"`), "ISO 8601"},
		{clause(`"fact":"registered","op":"older_than","value":"PT3H"`), "ISO 8601"},
		{clause(`"fact":"staff","op":"exists","value":false`), "写在「not」里"},
		{clause(`"fact":"staff","period":"Y+1","op":">","value":1`), "期间「Y+1」写法不对"},
		{clause(`"fact":"staff","period":"Y-0","op":">","value":1`), "期间「Y-0」写法不对"},
		{clause(`"fact":"staff","period":2025,"op":">","value":1`), "写法不对"},
		{clause(`"fact":"staff","expr":{"add":[1,2]},"op":">","value":1`), "只能写一个"},
		{clause(`"op":">","value":1`), "缺少「fact」或「expr」"},
		{clause(`"expr":{"add":[1]},"op":">","value":1`), "至少两项"},
		{clause(`"expr":{"pow":[1,2]},"op":">","value":1`), "没有「pow」"},
		{clause(`"expr":{"add":[1,{"fact":"status"}]},"op":">","value":1`), "「status」是文字，不能参加计算"},
		{clause(`"expr":{"add":[1,2]},"op":"under","value":"C"`), "不能用于「expr」"},
		{clause(`"expr":{"add":[1,2]},"op":"=","value":"C"`), "只能和数字比较"},
		{clause(`"fact":"staff","op":">","value":1,"min_tier":"T9"`), "证据等级「T9」"},
		{clause(`"role":"discretion","fact":"staff"`), "裁量条件由人判断"},
		{clause(`"role":"bonus","fact":"staff","op":">","value":1`), "与所在位置不符"},
		{clause(`"role":"judge","fact":"staff","op":">","value":1`), "不认识的作用"},
		{`[{"id":"m1","when":{"all":[]}}]`, "空列表"},
		{`[{"id":"m1","when":{"all":[{"id":"a","role":"discretion"},{"id":"a","role":"discretion"}]}}]`, "「a」在这个事项里用了两次"},
		{`[{"id":"m1","when":{"at_least":3,"of":[{"id":"a","role":"discretion"}]}}]`, "1 到 1 之间的整数"},
		{`[{"id":"m1","when":{"at_least":0,"of":[{"id":"a","role":"discretion"}]}}]`, "1 到 1 之间的整数"},
		{`[{"id":"m1","when":{"at_least":1.5,"of":[{"id":"a","role":"discretion"}]}}]`, "之间的整数"},
		{`[{"id":"m1","when":{"all":[{"id":"a","role":"discretion"}],"any":[]}}]`, "没有「any」"},
		{measureWith(`"benefits":{}`), "是不是「benefit」"},
		{measureWith(`"benefit":{"fixed":1000}`), `"1234.50"`},
		{measureWith(`"benefit":{"fixed":"1000"}`), `"1234.50"`},
		{measureWith(`"benefit":{"fixed":"-1.00"}`), `"1234.50"`},
		{measureWith(`"benefit":{"fixed":"1,000.00"}`), `"1234.50"`},
		{measureWith(`"benefit":{"fixed":"1.00","max":[]}`), "只写一种"},
		{measureWith(`"benefit":{"rate":{"of":{"fact":"revenue"},"rate":-0.1}}`), "不小于 0"},
		{measureWith(`"benefit":{"rate":{"rate":0.1}}`), "缺少「of」"},
		{measureWith(`"benefit":{"tiers":{"of":{"fact":"revenue"},"steps":[{"from":1,"amount":"1.00"},{"from":1,"amount":"2.00"}]}}`), "起点都是 1"},
		{measureWith(`"benefit":{"sum":[]}`), "至少一项"},
		{measureWith(`"bonus":[{"when":{"id":"c1","role":"discretion"},"benefit":{"fixed":"1.00"}}]`), "用了两次"},
		{measureWith(`"bonus":[{"benefit":{"fixed":"1.00"}}]`), "加成缺少「when」"},
		{"[\n{\"id\":\"m1\",\n\"when\":{\"id\":\"c\",\"fact\":\"x\",\"op\":\"==\",\"value\":1}}]", "第 3 行"},
		{`[{"id":"m1","when":` + strings.Repeat(`{"not":`, 10_000), "嵌套过深"},
		{`[{"id":"m1","when":` + strings.Repeat(`{"not":`, 70) + `{"id":"a","role":"discretion"}` + strings.Repeat(`}`, 70) + `}]`, "最多 64 层"},
		{`[{"id":"m1","when":{"all":[` + strings.Repeat(`{"id":"a","role":"discretion"},`, 5000) + `{}]}}]`, "还有更多问题"},
	} {
		_, err := eligibility.DecodeMeasures(strings.NewReader(c.file), eligibility.DecodeOptions{})
		require.ErrorContains(t, err, c.want, "%.200s", c.file)
		require.Less(t, len(err.Error()), 20_000)
	}
}

func TestTheExampleOfTheContractIsReadWhole(t *testing.T) {
	t.Parallel()
	list, err := eligibility.DecodeMeasures(strings.NewReader("\xef\xbb\xbf"+contractExample), eligibility.DecodeOptions{Strict: true})
	require.NoError(t, err)
	var ids []string
	for c := range list[0].Clauses {
		ids = append(ids, c.ID)
	}
	require.Equal(t, []string{"c1", "c2", "c3", "c4", "c5", "c6", "c7", "b1"}, ids)
	require.Equal(t, "rd-2026", list[0].ExclusionGroup)
	require.JSONEq(t, strings.TrimSuffix(strings.TrimPrefix(contractExample, "["), "]"), string(list[0].Source))
}

const contractExample = `[{"id":"m1","title":"高新技术企业研发补助","delivery":"claim",
 "when":{"all":[
   {"id":"c1","fact":"division","op":"under","value":"370100","quote":"注册地在济南市"},
   {"any":[{"id":"c2","fact":"industry","op":"under","value":["C","I65"],"quote":"制造业或软件业"},
           {"id":"c3","fact":"qualification","op":"has","value":"high_tech","quote":"高新技术企业"}]},
   {"not":{"id":"c4","fact":"dishonest","op":"=","value":true,"quote":"未列入失信名单"}},
   {"id":"c5","expr":{"div":[{"fact":"rd_expense","period":"Y-1"},{"fact":"revenue","period":"Y-1"}]},"op":">=","value":0.05,"quote":"占比不低于5%"},
   {"at_least":1,"of":[{"id":"c6","fact":"patents","op":">=","value":1}]},
   {"id":"c7","role":"discretion","quote":"技术水平国内领先"}]},
 "benefit":{"rate":{"of":{"fact":"rd_expense","period":"Y-1"},"rate":0.1,"cap":"500000.00"}},
 "bonus":[{"when":{"id":"b1","fact":"qualification","op":"has","value":"srdi"},"benefit":{"fixed":"50000.00"}}],
 "exclusion_group":"rd-2026"}]`

func TestUnknownFactKeysAreReportedOnlyByTheGateBeforePublication(t *testing.T) {
	t.Parallel()
	const file = `[{"id":"m","when":{"id":"c","fact":"revenu","op":">","value":1}}]`
	_, err := eligibility.DecodeMeasures(strings.NewReader(file), eligibility.DecodeOptions{})
	require.NoError(t, err)
	_, err = eligibility.DecodeMeasures(strings.NewReader(file), eligibility.DecodeOptions{Strict: true})
	require.ErrorContains(t, err, "事实字典里没有「revenu」")
	dict := eligibility.BuiltIn().With(eligibility.Dictionary{"revenu": eligibility.KindNumber, "staff": eligibility.KindText})
	_, err = eligibility.DecodeMeasures(strings.NewReader(file), eligibility.DecodeOptions{Strict: true, Dictionary: dict})
	require.NoError(t, err)
	require.Equal(t, eligibility.KindNumber, dict["staff"], "a dictionary cannot change what a built-in key holds")
}

func TestALineThatIsNoEnterpriseIsRefusedWithTheReason(t *testing.T) {
	t.Parallel()
	fact := func(f string) string { return `{"uscc":"u","facts":[` + f + `]}` }
	for line, want := range map[string]string{
		``:                              "没有写完",
		`{"uscc":"u"`:                   "逗号",
		`[]`:                            "应是对象",
		`{}`:                            "缺少 uscc",
		`{"uscc":1}`:                    "uscc 应是文字",
		`{"uscc":"u","uscc":"v"}`:       "写了两次",
		`{"uscc":"u","fact":[]}`:        "是不是「facts」",
		`{"uscc":"u","facts":{}}`:       "facts 应是列表",
		`{"uscc":"u","closed":"x"}`:     "closed 应是列表",
		`{"uscc":"u","closed":[1]}`:     "closed[0]",
		fact(`{"value":1}`):             "facts[0] 缺少 key",
		fact(`{"key":"a"}`):             "缺少 value",
		fact(`{"key":"a","value":[1]}`): "facts[0].value 应是",
		fact(`{"key":"a","value":1,"tier":"T7"}`):          "facts[0].tier「T7」",
		fact(`{"key":"a","value":1,"period":"Y"}`):         "四位年份",
		fact(`{"key":"a","value":1,"as_of":"2026-02-30"}`): "不是 YYYY-MM-DD",
		fact(`{"key":"a","vlaue":1}`):                      "是不是「value」",
		fact(`{"key":"a","value":1e400}`):                  "数字太大",
		strings.Repeat(`[`, 100_000):                       "嵌套过深",
		"{\"uscc\":\"\xc6\xf3\"}":                          "GBK",
	} {
		_, err := eligibility.DecodeEnterprise([]byte(line))
		require.ErrorContains(t, err, want, "%.80s", line)
	}
	e, err := eligibility.DecodeEnterprise([]byte(fact(`{"key":"a","value":null,"period":null,"tier":"","evidence":"scan.pdf"}`)))
	require.NoError(t, err)
	require.Equal(t, []eligibility.Fact{{Key: "a"}}, e.Facts)
}

func TestMoneyIsYuanWithTwoDecimals(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]int64{"0.00": 0, "0.05": 5, "1234.50": 123450, "999999999999999.99": eligibility.MaxAmount} {
		got, ok := eligibility.ParseMoney(s)
		require.True(t, ok, s)
		require.Equal(t, want, got)
		require.Equal(t, s, string(eligibility.AppendMoney(nil, got)))
	}
	for _, s := range []string{"", "1", "1.5", "1.500", ".50", "01.00", "-1.00", "+1.00", "1e2.00", " 1.00", "1.0x", "9999999999999999.99"} {
		_, ok := eligibility.ParseMoney(s)
		require.False(t, ok, s)
	}
}

func TestPeriodsResolveAgainstTheAsOfYear(t *testing.T) {
	t.Parallel()
	on := day(t, "2026-01-01")
	for s, want := range map[string]string{"": "", "Y": "2026", "Y-1": "2025", "Y-99": "1927", "2024": "2024", "0099": "0099"} {
		p, ok := eligibility.ParsePeriod(s)
		require.True(t, ok, s)
		require.Equal(t, want, p.At(on), s)
	}
	for _, s := range []string{"y", "Y-", "Y-100", "Y-01", "Y--1", "Y-+1", "24", "20245", "2o24", "Y1"} {
		_, ok := eligibility.ParsePeriod(s)
		require.False(t, ok, s)
	}
}
