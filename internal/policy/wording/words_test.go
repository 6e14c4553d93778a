package wording

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/policy/eligibility"
	"github.com/yikou/yikou/internal/standard/civil"
)

type placeNames map[string]string

func (p placeNames) Name(code string) string { return p[code] }

func testWords() *Words {
	return NewWords([]FactKey{
		{Key: "qualification", Label: "资质", Kind: eligibility.KindQualification, Options: map[string]string{"high_tech": "高新技术企业", "food": "食品经营许可"}},
		{Key: "loan_rate", Label: "贷款利率", Kind: eligibility.KindNumber, Unit: "%", Periodic: true},
		{Key: "exporter", Label: "外贸企业", Kind: eligibility.KindBool},
		{Key: "high_tech_since", Label: "首次认定日期", Kind: eligibility.KindDate},
		{Key: "first_set", Label: "首台套产品", Kind: eligibility.KindNumber, Unit: "台"},
	}, placeNames{"390102": "云溪区", "390102000000": "云溪区", "390102001000": "云溪区青石街道"})
}

func readClause(t *testing.T, text string) *eligibility.Clause {
	t.Helper()
	m, err := eligibility.DecodeMeasure([]byte(`{"id":"m","title":"t","when":`+text+`}`), eligibility.DecodeOptions{})
	require.NoError(t, err)
	for c := range m.When.Clauses {
		return c
	}
	return nil
}

func TestAClauseIsSaidInPlainWords(t *testing.T) {
	t.Parallel()
	w := testWords()
	for clause, want := range map[string]string{
		`{"id":"c","fact":"division","op":"under","value":"390102"}`:                                     "注册地在云溪区",
		`{"id":"c","fact":"division","op":"under","value":["390102","390102001000"]}`:                    "注册地在云溪区、云溪区青石街道",
		`{"id":"c","fact":"division","op":"under","value":"390199"}`:                                     "注册地在390199",
		`{"id":"c","fact":"industry","op":"under","value":"C"}`:                                          "属于制造业",
		`{"id":"c","fact":"industry","op":"under","value":["C","I65"]}`:                                  "属于制造业、软件和信息技术服务业",
		`{"id":"c","fact":"qualification","op":"has","value":"high_tech"}`:                               "持有有效的高新技术企业资质",
		`{"id":"c","fact":"qualification","op":"has","value":"food"}`:                                    "持有有效的食品经营许可",
		`{"id":"c","fact":"qualification","op":"has","value":"made_up"}`:                                 "持有有效的“made_up”资质",
		`{"id":"c","fact":"registered","op":"younger_than","value":"P5Y"}`:                               "成立不满 5 年",
		`{"id":"c","fact":"registered","op":"older_than","value":"P1Y6M"}`:                               "成立满 1 年 6 个月",
		`{"id":"c","fact":"high_tech_since","op":"younger_than","value":"P90D"}`:                         "首次认定日期至今不满 90 天",
		`{"id":"c","fact":"registered","op":">=","value":"2024-01-01"}`:                                  "成立日期不早于 2024-01-01",
		`{"id":"c","fact":"dishonest","op":"=","value":true}`:                                            "列入失信名单",
		`{"id":"c","fact":"dishonest","op":"=","value":false}`:                                           "未列入失信名单",
		`{"id":"c","fact":"listed","op":"!=","value":true}`:                                              "未上市",
		`{"id":"c","fact":"exporter","op":"=","value":true}`:                                             "外贸企业",
		`{"id":"c","fact":"exporter","op":"=","value":false}`:                                            "不属于“外贸企业”",
		`{"id":"c","fact":"status","op":"=","value":"存续"}`:                                               "经营状态为存续",
		`{"id":"c","fact":"size_class","op":"in","value":["small","micro"]}`:                             "企业规模为小型、微型之一",
		`{"id":"c","fact":"revenue","period":"Y-1","op":">=","value":5000000}`:                           "上年度营业收入不低于 500 万元",
		`{"id":"c","fact":"revenue","period":"2025","op":"<","value":230000000}`:                         "2025 年度营业收入低于 2.3 亿元",
		`{"id":"c","fact":"revenue","period":"Y-2","op":"between","value":[1000000,9999999]}`:            "前年度营业收入在 100 万元至 999.9999 万元之间",
		`{"id":"c","fact":"revenue","period":"Y-3","op":">","value":800.5}`:                              "3 年前的年度营业收入高于 800.50 元",
		`{"id":"c","fact":"staff","period":"Y","op":"<=","value":20}`:                                    "本年度从业人员不超过 20 人",
		`{"id":"c","fact":"patents","op":"!=","value":0}`:                                                "有效专利不为 0 件",
		`{"id":"c","fact":"loan_rate","period":"Y-1","op":"<=","value":4.35}`:                            "上年度贷款利率不超过 4.35 %",
		`{"id":"c","fact":"first_set","op":"exists"}`:                                                    "有首台套产品的记录",
		`{"id":"c","fact":"unheard","op":">","value":1}`:                                                 "“unheard”高于 1",
		`{"id":"c","fact":"revenue","period":"Y-1","op":">=","value":1,"min_tier":"T0"}`:                 "上年度营业收入不低于 1 元（以部门数据为准）",
		`{"id":"c","fact":"revenue","period":"Y-1","op":">=","value":1,"min_tier":"T1"}`:                 "上年度营业收入不低于 1 元（自报的须经核实）",
		`{"id":"c","role":"discretion","quote":"技术水平国内领先"}`:                                              "技术水平国内领先",
		`{"id":"c","fact":"dishonest","op":"=","value":true,"min_tier":"T0"}`:                            "列入失信名单",
		`{"id":"c","role":"discretion"}`:                                                                 "由主管部门认定",
		`{"id":"c","expr":{"div":[` + rd1 + `,` + rev1 + `]},"op":">=","value":0.05}`:                    "上年度研发费用占营业收入的比例不低于 5%",
		`{"id":"c","expr":{"div":[` + rd1 + `,` + rev1 + `]},"op":">=","value":0.00125}`:                 "上年度研发费用占营业收入的比例不低于 0.125%",
		`{"id":"c","expr":{"div":[` + rd1 + `,` + rd2 + `]},"op":">=","value":1.2}`:                      "上年度研发费用比前一年度增长不低于 20%",
		`{"id":"c","expr":{"div":[` + rd1 + `,` + rd2 + `]},"op":">","value":1}`:                         "上年度研发费用高于前一年度",
		`{"id":"c","expr":{"div":[{"sub":[` + rd1 + `,` + rd2 + `]},` + rd2 + `]},"op":">","value":0.1}`: "上年度研发费用比前一年度增长高于 10%",
		`{"id":"c","expr":{"sub":[` + rd1 + `,` + rd2 + `]},"op":">=","value":100000}`:                   "上年度研发费用比前一年度增加不低于 10 万元",
		`{"id":"c","expr":{"div":[` + rev1 + `,` + staff1 + `]},"op":">=","value":500000}`:               "上年度人均营业收入不低于 50 万元",
		`{"id":"c","expr":{"add":[` + rd1 + `,` + rev1 + `]},"op":"<","value":100}`:                      "上年度研发费用加上年度营业收入低于 100 元",
		`{"id":"c","expr":{"mul":[{"add":[` + rd1 + `,1]},` + staff1 + `]},"op":"<","value":100}`:        "（上年度研发费用加1）乘以上年度从业人员低于 100",
	} {
		require.Equal(t, want, w.Clause(readClause(t, clause)), clause)
	}
}

const (
	rd1    = `{"fact":"rd_expense","period":"Y-1"}`
	rd2    = `{"fact":"rd_expense","period":"Y-2"}`
	rev1   = `{"fact":"revenue","period":"Y-1"}`
	staff1 = `{"fact":"staff","period":"Y-1"}`
)

func TestAFactAndItsGapAreSaidInPlainWords(t *testing.T) {
	t.Parallel()
	w := testWords()
	day := civil.Date{}
	require.NoError(t, day.UnmarshalText([]byte("2026-11-21")))
	date := func(s string) (d civil.Date) { require.NoError(t, d.UnmarshalText([]byte(s))); return d }
	e := &eligibility.Enterprise{Facts: []eligibility.Fact{
		{Key: "staff", Period: "2025", Value: eligibility.NumberValue(37), Tier: eligibility.T2},
		{Key: "revenue", Period: "2025", Value: eligibility.NumberValue(20_000_000), Tier: eligibility.T0, Source: "税务", AsOf: date("2026-03-31")},
		{Key: "revenue", Period: "2024", Value: eligibility.NumberValue(25_000_000), Tier: eligibility.T0},
		{Key: "rd_expense", Period: "2025", Value: eligibility.NumberValue(640_000), Tier: eligibility.T1},
		{Key: "registered", Value: eligibility.TextValue("2022-01-01"), Tier: eligibility.T0},
		{Key: "industry", Value: eligibility.TextValue("C3511"), Tier: eligibility.T0},
		{Key: "qualification", Value: eligibility.TextValue("high_tech"), To: date("2025-10-31"), From: date("2022-11-01"), Tier: eligibility.T0},
		{Key: "dishonest", Value: eligibility.BoolValue(true), Tier: eligibility.T0},
		{Key: "assets", Period: "2025", Value: eligibility.NumberValue(1), Tier: eligibility.T0},
	}}
	for clause, want := range map[string][2]string{
		`{"id":"c","fact":"staff","period":"Y-1","op":">=","value":40}`:                                 {"从业人员 37 人", "还差 3 人"},
		`{"id":"c","fact":"staff","period":"Y-1","op":"<=","value":30}`:                                 {"从业人员 37 人", "超出 7 人"},
		`{"id":"c","fact":"staff","period":"Y-1","op":">","value":37}`:                                  {"从业人员 37 人", "正好在界限上，差 0 人"},
		`{"id":"c","fact":"staff","period":"Y-1","op":"between","value":[10,20]}`:                       {"从业人员 37 人", "超出 17 人"},
		`{"id":"c","fact":"staff","period":"Y-1","op":">=","value":30}`:                                 {"从业人员 37 人", ""},
		`{"not":{"id":"c","fact":"staff","period":"Y-1","op":">=","value":30}}`:                         {"从业人员 37 人", "超出 7 人"},
		`{"id":"c","fact":"revenue","period":"Y-1","op":">=","value":21200000}`:                         {"营业收入 2,000 万元", "还差 120 万元"},
		`{"id":"c","expr":{"div":[` + rd1 + `,` + rev1 + `]},"op":">=","value":0.05}`:                   {"上年度研发费用占营业收入的比例 3.2%（研发费用 64 万元，营业收入 2,000 万元）", "还差 1.8 个百分点"},
		`{"id":"c","expr":{"div":[` + rev1 + `,{"fact":"revenue","period":"Y-2"}]},"op":">","value":1}`: {"上年度营业收入 下降 20%（2025 年营业收入 2,000 万元，2024 年营业收入 2,500 万元）", "还差 20 个百分点"},
		`{"id":"c","fact":"registered","op":"younger_than","value":"P4Y"}`:                              {"成立日期 2022-01-01", "已超过 324 天"},
		`{"id":"c","fact":"registered","op":"older_than","value":"P5Y"}`:                                {"成立日期 2022-01-01", "还差 41 天"},
		`{"id":"c","fact":"industry","op":"under","value":"I"}`:                                         {"行业 矿山机械制造", ""},
		`{"id":"c","fact":"qualification","op":"has","value":"high_tech"}`:                              {"资质 高新技术企业（2022年11月1日至2025年10月31日）", ""},
		`{"not":{"id":"c","fact":"dishonest","op":"=","value":true}}`:                                   {"失信名单 列入失信名单", ""},
		`{"id":"c","fact":"size_class","op":"=","value":"large"}`:                                       {"企业规模 小型", ""},
	} {
		m, err := eligibility.DecodeMeasure([]byte(`{"id":"m","title":"t","when":`+clause+`}`), eligibility.DecodeOptions{})
		require.NoError(t, err)
		f := eligibility.Evaluate(m, e, day)
		shown, ok := w.Fact(f.Clauses[0].Clause, f.Clauses[0].Reading)
		require.True(t, ok, clause)
		require.Equal(t, want[0], shown.Label+" "+shown.Display, clause)
		require.Equal(t, want[1], w.Gap(&f.Clauses[0]), clause)
	}
}

func TestASeatIsToldFromTheDistrictDown(t *testing.T) {
	t.Parallel()
	w := testWords()
	for code, want := range map[string]string{"390102001000": "云溪区青石街道", "390102": "云溪区", "390102000000": "云溪区", "390199": "390199", "39": "39"} {
		require.Equal(t, want, w.value("division", eligibility.TextValue(code)), code)
	}
}

func TestAShareIsNeverRoundedToANumberItDoesNotReach(t *testing.T) {
	t.Parallel()
	for share, want := range map[float64]string{0.05: "5%", 0.022418: "2.24%", 0.049996: "4.9996%", 0.1: "10%", 0.333333333: "33.33%", 1.5: "150%", 0.00125: "0.13%", -0.2: "-20%"} {
		require.Equal(t, want, points(share)+"%", share)
	}
}

func TestTheWeakestFactOfAnExpressionSaysHowFarItCanBeReliedOn(t *testing.T) {
	t.Parallel()
	e := &eligibility.Enterprise{Facts: []eligibility.Fact{
		{Key: "revenue", Period: "2025", Value: eligibility.NumberValue(100), Tier: eligibility.T0, Source: "税务"},
		{Key: "rd_expense", Period: "2025", Value: eligibility.NumberValue(5), Source: "企业"},
	}}
	c := readClause(t, `{"id":"c","expr":{"div":[`+rd1+`,`+rev1+`]},"op":">=","value":0.05}`)
	day, err := civil.Parse("2026-01-01")
	require.NoError(t, err)
	r := eligibility.Read(c, e, day)
	shown, ok := testWords().Fact(c, &r)
	require.True(t, ok)
	require.Equal(t, "企业", shown.Source)
	require.Equal(t, "企业申报", TierWords(shown.Tier))
}

func TestABenefitIsSaidInPlainWords(t *testing.T) {
	t.Parallel()
	w := testWords()
	for benefit, want := range map[string][]string{
		`{"fixed":"100000.00"}`: {"10 万元"},
		`{"rate":{"of":` + rd1 + `,"rate":0.1,"cap":"500000.00"}}`:                {"按上年度研发费用的 10% 计算，最高 50 万元"},
		`{"per":{"of":{"fact":"graduates_hired","period":"Y"},"each":"1500.00"}}`: {"按本年度招用高校毕业生，每人 1,500 元"},
		`{"tiers":{"of":` + rev1 + `,"steps":[{"from":1000000,"amount":"5000.00"},{"from":5000000,"amount":"20000.50"}]}}`: {
			"上年度营业收入 100 万元以上、不足 500 万元的，5,000 元", "上年度营业收入 500 万元以上的，20,000.50 元"},
		`{"tiers":{"of":` + rev1 + `,"steps":[{"from":0,"amount":"1.00"},{"from":10000,"amount":"2.00"}]}}`: {"上年度营业收入 不足 1 万元的，1 元", "上年度营业收入 1 万元以上的，2 元"},
		`{"sum":[{"fixed":"1.00"},{"fixed":"2.00"}]}`:                                                       {"1 元", "2 元"},
		`{"max":[{"fixed":"1.00"},{"fixed":"2.00"}]}`:                                                       {"按下列较高的一项：1 元；2 元"},
	} {
		m, err := eligibility.DecodeMeasure([]byte(`{"id":"m","title":"t","when":{"id":"c","fact":"staff","op":"exists"},"benefit":`+benefit+`}`), eligibility.DecodeOptions{})
		require.NoError(t, err, benefit)
		require.Equal(t, want, w.Benefit(m.Benefit), benefit)
	}
}
