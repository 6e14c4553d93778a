package reader_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/yikou/yikou/internal/policy/drafting/reader"
	"github.com/yikou/yikou/internal/policy/eligibility"
	"github.com/yikou/yikou/internal/standard/division"
)

// jinan is what an office in Jinan knows.
func jinan() *reader.Vocabulary {
	return reader.NewVocabulary([]reader.Key{
		{Key: "energy_use", Label: "综合能耗", Unit: "吨", Number: true, Periodic: true},
		{Key: "in_park", Label: "入驻孵化器", Bool: true},
		{Key: "ownership", Label: "所有制", Choices: []reader.Choice{{Value: "private", Label: "民营"}}},
	}, []reader.Choice{{Value: "light_tower", Label: "灯塔工厂"}}, division.Default(), "370100")
}

var named = regexp.MustCompile(`"id":"[^"]*",|,"quote":"[^"]*"`)

// spelled is a draft's condition without ids and quotes.
func spelled(d reader.Draft) string {
	if d.When == nil {
		return ""
	}
	return named.ReplaceAllString(string(d.When.AppendJSON(nil)), "")
}

func TestConditionsAreReadInTheirTypicalWordings(t *testing.T) {
	t.Parallel()
	v := jinan()
	const growth = `{"expr":{"div":[{"sub":[{"fact":"revenue","period":"Y-1"},{"fact":"revenue","period":"Y-2"}]},{"fact":"revenue","period":"Y-2"}]},"op":">=","value":0.2}`
	const share = `{"expr":{"div":[{"fact":"rd_expense","period":"Y-1"},{"fact":"revenue","period":"Y-1"}]},"op":">=","value":0.05}`
	for kind, table := range map[string]map[string][]string{
		"region": {
			`{"fact":"division","op":"under","value":"370100"}`:            {"注册地在济南市。", "在本市依法设立的企业。", "工商登记、税务登记均在我市。", "在济南落户的企业。"},
			`{"fact":"division","op":"under","value":"370102"}`:            {"住所位于济南市历下区。", "在历下区范围内注册。"},
			`{"fact":"division","op":"under","value":["370103","370105"]}`: {"注册地在市中区或天桥区。"},
		},
		"industry": {
			`{"fact":"industry","op":"under","value":"C"}`:                 {"制造业企业。", "属于制造业。"},
			`{"fact":"industry","op":"under","value":["B","C","D"]}`:       {"工业企业。"},
			`{"fact":"industry","op":"under","value":"I65"}`:               {"软件和信息技术服务业企业。"},
			`{"not":{"fact":"industry","op":"under","value":["J","K"]}}`:   {"除房地产业、金融业外的企业。", "不支持金融业、房地产业企业。", "房地产业、金融业除外。"},
			`{"fact":"industry","op":"under","value":["C34","C35","I65"]}`: {"通用设备制造业、专用设备制造业以及软件和信息技术服务业。"},
		},
		"size": {
			`{"fact":"size_class","op":"in","value":["medium","small","micro"]}`: {"中小微企业。", "符合中小企业划型标准规定。", "中型及以下企业。"},
			`{"fact":"size_class","op":"in","value":["small","micro"]}`:          {"小微企业。", "小型、微型企业。"},
		},
		"age": {
			`{"fact":"registered","op":"older_than","value":"P3Y"}`:   {"成立满三年。", "注册时间在3年以上。", "设立三个完整会计年度以上。"},
			`{"fact":"registered","op":"younger_than","value":"P5Y"}`: {"注册时间不超过5年。", "成立五年以内。", "登记未满5年。"},
			`{"fact":"registered","op":">=","value":"2023-01-01"}`:    {"2023年1月1日以后注册成立的企业。", "成立时间不早于2023年1月1日。"},
		},
		"qualification": {
			`{"fact":"qualification","op":"has","value":"high_tech"}`:                                                                      {"有效期内的高新技术企业。", "国家高企。"},
			`{"fact":"qualification","op":"has","value":"srdi_giant"}`:                                                                     {"国家级专精特新“小巨人”企业。"},
			`{"fact":"qualification","op":"has","value":"light_tower"}`:                                                                    {"获评灯塔工厂的企业。"},
			`{"not":{"fact":"qualification","op":"has","value":"above_scale"}}`:                                                            {"非规模以上企业。", "尚未成为规上企业的。"},
			`{"any":[{"fact":"qualification","op":"has","value":"gazelle"},{"fact":"qualification","op":"has","value":"unicorn"}]}`:        {"瞪羚企业或独角兽企业。", "瞪羚企业、独角兽企业之一。"},
			`{"all":[{"fact":"qualification","op":"has","value":"tech_sme"},{"fact":"qualification","op":"has","value":"green_factory"}]}`: {"同时具备科技型中小企业和绿色工厂资质。"},
			"": {"高新技术企业培育库入库企业。", "拟上市企业。"},
		},
		"figures": {
			`{"fact":"revenue","period":"Y-1","op":">=","value":20000000}`:                                                          {"上年度营业收入不低于2000万元。", "上一会计年度主营业务收入2,000万元及以上。", "年销售收入达到二千万元。", "年产值不少于0.2亿元。"},
			`{"fact":"revenue","period":"2025","op":">","value":20000000}`:                                                          {"2025年度营业收入超过2000万元。"},
			`{"fact":"revenue","period":"Y-1","op":"<","value":20000000}`:                                                           {"营业收入不足2000万元。", "年营业额小于2000万元。"},
			`{"fact":"revenue","period":"Y-1","op":"<=","value":20000000}`:                                                          {"营业收入2000万元及以下。", "营业收入不高于2000万元。", "营业收入小于2000万元（含）。"},
			`{"fact":"revenue","period":"Y-1","op":"between","value":[5000000,20000000]}`:                                           {"营业收入500万元至2000万元。", "营业收入在500万元—2000万元之间。", "营业收入介于500万元和2000万元之间。"},
			`{"all":[{"fact":"revenue","period":"Y-1","op":">=","value":1},{"fact":"revenue","period":"Y-2","op":">=","value":1}]}`: {"近两年营业收入均不低于1元。"},
			`{"expr":{"add":[{"fact":"revenue","period":"Y-1"},{"fact":"revenue","period":"Y-2"}]},"op":">=","value":1}`:            {"近两年累计营业收入不低于1元。"},
			`{"fact":"rd_expense","period":"Y-1","op":">=","value":1000000}`:                                                        {"上年度研发费用不少于100万元。", "R&D经费支出达到100万元。"},
			share:  {"上年度研发费用占营业收入的比例不低于5%。", "研发投入强度达到5%。", "研发费用占比在百分之五以上。", "研发经费与营业收入之比不低于5%。"},
			growth: {"上年度营业收入同比增长20%以上。", "营业收入增速不低于20%。", "营业收入较上年增长20%及以上。"},
			`{"fact":"staff","period":"Y-1","op":">=","value":50}`:                                                        {"从业人员不少于50人。", "在职员工达到50名。", "职工总数50人以上。"},
			`{"expr":{"div":[{"fact":"rd_staff","period":"Y-1"},{"fact":"staff","period":"Y-1"}]},"op":">=","value":0.1}`: {"研发人员占职工总数的比例不低于10%。", "研发人员占比10%以上。"},
			`{"fact":"assets","period":"Y-1","op":"<=","value":100000000}`:                                                {"资产总额不超过1亿元。"},
			`{"fact":"tax_paid","period":"Y-1","op":">=","value":500000}`:                                                 {"上年度实际缴纳税款50万元以上。", "纳税额不低于50万元。", "地方财政贡献50万元以上。"},
			`{"fact":"export","period":"Y-1","op":">=","value":5000000}`:                                                  {"上年度出口额500万元以上。"},
			`{"fact":"patents","period":"Y-1","op":">=","value":3}`:                                                       {"拥有有效发明专利3件以上。", "拥有3件以上发明专利。"},
			`{"fact":"graduates_hired","period":"Y-1","op":">=","value":5}`:                                               {"上年度新招用高校毕业生5人以上。"},
			`{"fact":"insured_staff","period":"Y-1","op":">=","value":10}`:                                                {"参保人数不少于10人。", "缴纳社会保险的职工10人以上。"},
			`{"fact":"capital","op":">=","value":10000000}`:                                                               {"注册资本不低于1000万元。", "注册资金1000万元以上。"},
			`{"fact":"energy_use","period":"Y-1","op":"<=","value":500}`:                                                  {"综合能耗不超过500件。"},
			"": {"出口额100万美元以上。", "实用新型专利5件以上。", "固定资产投资5000万元以上。", "近三年营业收入复合增长率不低于15%。", "高新技术产品收入占比60%以上。"},
		},
		"standing": {
			`{"not":{"fact":"abnormal","op":"=","value":true}}`:  {"未列入经营异常名录。", "已被列入经营异常名录的企业不予支持。"},
			`{"not":{"fact":"dishonest","op":"=","value":true}}`: {"未被列为失信被执行人。", "无严重失信行为。", "未列入严重违法失信名单。"},
			`{"not":{"fact":"penalty","op":"=","value":true}}`:   {"近三年内未发生重大安全、环保事故。", "近两年未受到行政处罚。", "三年内无重大违法违规行为。"},
			`{"fact":"listed","op":"=","value":true}`:            {"在境内外证券交易所上市的企业。", "已在科创板上市。"},
			`{"not":{"fact":"listed","op":"=","value":true}}`:    {"尚未上市。"},
		},
		"own": {
			`{"fact":"in_park","op":"=","value":true}`:        {"入驻孵化器的企业。"},
			`{"fact":"ownership","op":"=","value":"private"}`: {"所有制为民营。"},
		},
		"judgement": {
			`{}`: {"技术水平国内领先。", "具有较好的示范作用。", "财务管理制度健全。", "市场前景广阔。"},
		},
	} {
		for want, texts := range table {
			for _, text := range texts {
				d := reader.Read(text, v)
				if kind == "judgement" {
					require.Len(t, d.Clauses, 1, text)
					require.Equal(t, reader.KindDiscretion, d.Clauses[0].Kind, text)
					continue
				}
				got := spelled(d)
				require.Equal(t, want, got, "%s: %s", kind, text)
			}
		}
	}
}

func TestWordsThatJoinConditionsAreUnderstood(t *testing.T) {
	t.Parallel()
	v := jinan()
	const a, b, c = `{"fact":"qualification","op":"has","value":"high_tech"}`, `{"fact":"staff","period":"Y-1","op":">=","value":50}`, `{"fact":"patents","period":"Y-1","op":">=","value":5}`
	for text, want := range map[string]string{
		"同时满足以下条件：（一）高新技术企业；（二）从业人员50人以上；（三）发明专利5件以上。": fmt.Sprintf(`{"all":[%s,%s,%s]}`, a, b, c),
		"满足下列条件之一：1.高新技术企业；2.从业人员50人以上；3.发明专利5件以上。":    fmt.Sprintf(`{"any":[%s,%s,%s]}`, a, b, c),
		"至少满足两项：①高新技术企业；②从业人员50人以上；③发明专利5件以上。":         fmt.Sprintf(`{"at_least":2,"of":[%s,%s,%s]}`, a, b, c),
		"以下条件中的任意两项及以上：高新技术企业；从业人员50人以上；发明专利5件以上。":     fmt.Sprintf(`{"at_least":2,"of":[%s,%s,%s]}`, a, b, c),
		"高新技术企业，且从业人员50人以上或发明专利5件以上。":                  fmt.Sprintf(`{"all":[%s,{"any":[%s,%s]}]}`, a, b, c),
		"高新技术企业且从业人员50人以上，或发明专利5件以上。":                  fmt.Sprintf(`{"any":[{"all":[%s,%s]},%s]}`, a, b, c),
		"成立满三年，未列入经营异常名录。":                             `{"all":[{"fact":"registered","op":"older_than","value":"P3Y"},{"not":{"fact":"abnormal","op":"=","value":true}}]}`,
		"其一，高新技术企业；其二，从业人员50人以上；其三，发明专利5件以上。":          fmt.Sprintf(`{"all":[%s,%s,%s]}`, a, b, c),
		"有下列情形之一的，不予支持：（一）从业人员50人以上；（二）高新技术企业。":        fmt.Sprintf(`{"all":[{"not":%s},{"not":%s}]}`, b, a),
		"从业人员、发明专利分别不少于50人、5件。":                        fmt.Sprintf(`{"all":[%s,%s]}`, b, c),
	} {
		require.Equal(t, want, spelled(reader.Read(text, v)), text)
	}
}

func TestAmountsAreRead(t *testing.T) {
	t.Parallel()
	v := jinan()
	const rd = `{"fact":"rd_expense","period":"Y-1"}`
	for text, want := range map[string]string{
		"按上年度研发费用的10%给予补助，最高不超过100万元。":    `{"rate":{"of":` + rd + `,"rate":0.1,"cap":"1000000.00"}}`,
		"给予上年度研发费用百分之十的补助。":               `{"rate":{"of":` + rd + `,"rate":0.1}}`,
		"一次性奖励二十万元。":                      `{"fixed":"200000.00"}`,
		"每招用1名高校毕业生给予1000元补贴，每家企业最高10万元。": `{"per":{"of":{"fact":"graduates_hired","period":"Y-1"},"each":"1000.00","cap":"100000.00"}}`,
		"按上年度研发费用的8%或营业收入的1%就高给予补助。":      `{"max":[{"rate":{"of":` + rd + `,"rate":0.08}},{"rate":{"of":{"fact":"revenue","period":"Y-1"},"rate":0.01}}]}`,
		"纳税额1亿元、2亿元以上的，分别给予10万元、20万元奖励。":  `{"tiers":{"of":{"fact":"tax_paid","period":"Y-1"},"steps":[{"from":100000000,"amount":"100000.00"},{"from":200000000,"amount":"200000.00"}]}}`,
		"按设备投资额的10%给予补助，最高不超过100万元。":      "",
		"每新增就业岗位1个给予2000元补贴。":             "",
		"按研发费用超出部分的10%给予补助。":              "",
	} {
		d := reader.Read(text, v)
		got := ""
		if d.Benefit != nil {
			got = string(d.Benefit.AppendJSON(nil))
		}
		require.Equal(t, want, got, text)
		if want == "" {
			require.NotEmpty(t, d.Unread, text)
		}
	}
}

func TestDaysAreRead(t *testing.T) {
	t.Parallel()
	v := jinan()
	for text, want := range map[string]reader.Window{
		"申报时间自2026年3月1日至6月30日。":      {From: "2026-03-01", To: "2026-06-30"},
		"本办法自2024年2月29日起施行，有效期三年。":   {From: "2024-02-29", To: "2027-02-27"},
		"申报截止日期为2026年9月30日。":         {To: "2026-09-30"},
		"自发布之日起施行，有效期3年。":            {},
		"申报时间为2026年6月30日至2026年3月1日。": {},
	} {
		require.Equal(t, want, reader.Read(text, v).Window, text)
	}
}

func TestAGuessIsCalledOne(t *testing.T) {
	t.Parallel()
	v := jinan()
	for text, sure := range map[string]bool{
		"上年度营业收入不低于100万元。": true,
		"营业收入不低于100万元。":    false, // of which year?
		"上年度产值不低于100万元。":   false, // not quite the revenue
		"省级企业技术中心。":        false, // there are no levels
	} {
		d := reader.Read(text, v)
		require.Len(t, d.Clauses, 1, text)
		require.Equal(t, sure, d.Clauses[0].Sure, text)
		require.Equal(t, sure, d.Clauses[0].Note == "", text)
	}
}

func TestWhatIsNotUnderstoodIsSaid(t *testing.T) {
	t.Parallel()
	d := reader.Read("具有独立法人资格、注册在高新区的企业，固定资产投资5000万元以上，成立满一年。", jinan())
	var unread []string
	for _, u := range d.Unread {
		unread = append(unread, u.Text)
	}
	require.Equal(t, []string{"具有独立法人资格、注册在高新区的企业", "固定资产投资5000万元以上"}, unread)
	require.Len(t, d.Clauses, 1)
}

// holds fails where a draft breaks its promises.
func holds(t require.TestingT, text string, d reader.Draft) {
	runes := []rune(text)
	quotes := append(d.Unread[:len(d.Unread):len(d.Unread)], d.BenefitQuote, d.WindowQuote, d.DeliveryQuote)
	for _, c := range d.Clauses {
		quotes = append(quotes, c.Quote)
		require.NotEmpty(t, c.Quote.Text)
		require.True(t, c.Sure || c.Note != "")
	}
	for _, q := range quotes {
		require.Equal(t, string(runes[q.From:q.To]), q.Text)
	}
	measure := []byte(`{"id":"m","when":`)
	if d.When != nil {
		measure = d.When.AppendJSON(measure)
	} else {
		measure = append(measure, `{"id":"x","fact":"status","op":"exists"}`...)
	}
	if d.Benefit != nil {
		measure = d.Benefit.AppendJSON(append(measure, `,"benefit":`...))
	}
	measure = append(measure, `,"bonus":[`...)
	for i, b := range d.Bonuses {
		if i > 0 {
			measure = append(measure, ',')
		}
		measure = b.When.AppendJSON(append(measure, `{"when":`...))
		measure = append(b.Amount.AppendJSON(append(measure, `,"benefit":`...)), '}')
	}
	dictionary := eligibility.BuiltIn().With(eligibility.Dictionary{"energy_use": eligibility.KindNumber, "in_park": eligibility.KindBool, "ownership": eligibility.KindText})
	_, err := eligibility.DecodeMeasure(append(measure, "]}"...), eligibility.DecodeOptions{Dictionary: dictionary, Strict: true})
	require.NoError(t, err, "%s\n%s", text, measure)
}

// scraps are what made-up texts are made of.
var scraps = []string{
	"注册地在", "济南市", "本市", "历下区", "市中区", "高新区", "制造业", "软件和信息技术服务业", "、", "，", "；", "。", "或", "且", "和", "或者", "企业", "的", "成立满", "三年", "不超过", "5年",
	"高新技术企业", "专精特新“小巨人”", "营业收入", "研发费用", "占", "占比", "比例", "研发人员", "从业人员", "不低于", "达到", "超过", "不足", "2000万元", "5%", "百分之三", "50人", "3件", "发明专利",
	"以上", "以下", "（含）", "之间", "至", "同比增长", "上年度", "2025年", "近两年", "近三年累计", "均", "分别", "未列入", "经营异常名录", "除", "外", "不予支持", "按", "的10%", "给予", "奖励", "100万元", "最高",
	"每人", "每件", "再", "就高", "满足以下条件之一：", "至少两项：", "（一）", "1.", "①", "第三条", "\n", "：", "技术领先", "2026年3月1日", "起施行", "有效期三年", "免申即享", "增量", "-", "1,000", "０", "\x00", "𠮷",
}

func TestWhateverTheTextADraftKeepsItsPromises(t *testing.T) {
	t.Parallel()
	v := jinan()
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(scraps), 0, 60).Draw(t, "scraps"), "")
		holds(t, text, reader.Read(text, v))
	})
}

func TestLabelledParagraphsKeepTheirPromisesToo(t *testing.T) {
	t.Parallel()
	v := jinan()
	files, err := filepath.Glob("../evaluation/testdata/*.jsonl")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, name := range files {
		data, err := os.ReadFile(name)
		require.NoError(t, err)
		holds(t, string(data), reader.Read(string(data), v)) // as one long text as well
		for line := range strings.Lines(string(data)) {
			holds(t, line, reader.Read(line, v))
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range scraps {
		f.Add(s + "企业营业收入" + s)
	}
	f.Add("第六条　同时符合下列条件：\n（一）在本市登记注册；\n（二）研发费用占比5%，或研发费用不少于1000万元。")
	v := jinan()
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 4000 {
			t.Skip()
		}
		text = string([]rune(text))
		holds(t, text, reader.Read(text, v))
	})
}
