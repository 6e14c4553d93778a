package reader_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/policy/drafting/reader"
)

// rises is the growth of a fact from one year to the next, as the tree writes it.
func rises(fact, year, before, op, value string) string {
	return `{"expr":{"div":[{"sub":[{"fact":"` + fact + `","period":"` + year + `"},{"fact":"` + fact + `","period":"` + before + `"}]},{"fact":"` + fact + `","period":"` + before + `"}]},"op":"` + op + `","value":` + value + `}`
}

// part is the share of one fact in another of the last year.
func part(of, in, value string) string {
	return `{"expr":{"div":[{"fact":"` + of + `","period":"Y-1"},{"fact":"` + in + `","period":"Y-1"}]},"op":">=","value":` + value + `}`
}

const (
	services = `{"fact":"industry","op":"under","value":["A05","B11","C43","F","G","H","I","J","K","L","M","N","O","P","Q","R","S","T"]}`
	ofScale  = `{"fact":"qualification","op":"has","value":"above_scale"}`
)

func TestWordingsThatWereOnceMisreadAreReadRight(t *testing.T) {
	t.Parallel()
	v := jinan()
	for text, want := range map[string]string{
		"规模以上服务业企业。":             `{"all":[` + ofScale + `,` + services + `]}`,
		"从事第三产业的企业。":             services,
		"企业营业收入连续两年增长率均达到15%以上。": `{"all":[` + rises("revenue", "Y-1", "Y-2", ">=", "0.15") + `,` + rises("revenue", "Y-2", "Y-3", ">=", "0.15") + `]}`,
		"营业收入连续两年保持增长。":          `{"all":[` + rises("revenue", "Y-1", "Y-2", ">", "0") + `,` + rises("revenue", "Y-2", "Y-3", ">", "0") + `]}`,
		"营业收入近两年均不低于1元。":         `{"all":[{"fact":"revenue","period":"Y-1","op":">=","value":1},{"fact":"revenue","period":"Y-2","op":">=","value":1}]}`,
		"营业收入较上年增长20%以上。":        rises("revenue", "Y-1", "Y-2", ">=", "0.2"),
		"研发费用占营业收入的比例达到5%以上，其中营业收入在5000万元以下的企业比例应达到6%。":     `{"all":[` + part("rd_expense", "revenue", "0.05") + `,{"any":[{"not":{"fact":"revenue","period":"Y-1","op":"<=","value":50000000}},` + part("rd_expense", "revenue", "0.06") + `]}]}`,
		"从业人员50人以上，其中研发人员10人以上。":                            `{"all":[{"fact":"staff","period":"Y-1","op":">=","value":50},{"fact":"rd_staff","period":"Y-1","op":">=","value":10}]}`,
		"上年度营业收入在2000万元（含）至4亿元（不含）之间。":                      `{"all":[{"fact":"revenue","period":"Y-1","op":">=","value":20000000},{"fact":"revenue","period":"Y-1","op":"<","value":400000000}]}`,
		"上年度营业收入2000万元（不含）—4亿元（含）。":                         `{"all":[{"fact":"revenue","period":"Y-1","op":">","value":20000000},{"fact":"revenue","period":"Y-1","op":"<=","value":400000000}]}`,
		"研发人员占职工总数比例连续两年均在10%以上。":                           `{"all":[` + part("rd_staff", "staff", "0.1") + `,` + strings.ReplaceAll(part("rd_staff", "staff", "0.1"), "Y-1", "Y-2") + `]}`,
		"以下三项指标满足两项（含）以上：1.发明专利10件以上；2.研发人员20人以上；3.高新技术企业。": `{"at_least":2,"of":[{"fact":"patents","period":"Y-1","op":">=","value":10},{"fact":"rd_staff","period":"Y-1","op":">=","value":20},{"fact":"qualification","op":"has","value":"high_tech"}]}`,
		"已上市企业不再享受本条奖励。":                                    `{"not":{"fact":"listed","op":"=","value":true}}`,
		"不含分支机构的我市中小企业。":                                    `{"all":[{"fact":"division","op":"under","value":"370100"},{"fact":"size_class","op":"in","value":["medium","small","micro"]}]}`,
		"制造业企业从业人员300人以上；服务业企业从业人员100人以上。":                  `{"any":[{"all":[{"fact":"industry","op":"under","value":"C"},{"fact":"staff","period":"Y-1","op":">=","value":300}]},{"all":[` + services + `,{"fact":"staff","period":"Y-1","op":">=","value":100}]}]}`,
		"从业人员300人以上的制造业企业、从业人员100人以上的建筑业企业。":                `{"any":[{"all":[{"fact":"staff","period":"Y-1","op":">=","value":300},{"fact":"industry","op":"under","value":"C"}]},{"all":[{"fact":"staff","period":"Y-1","op":">=","value":100},{"fact":"industry","op":"under","value":"E"}]}]}`,
		"实缴资本不低于200万元。":                                     `{"fact":"capital","op":">=","value":2000000}`,
		"成立1年以上5年以下。":                                       `{"all":[{"fact":"registered","op":"older_than","value":"P1Y"},{"fact":"registered","op":"younger_than","value":"P5Y"}]}`,
		"营业收入低于100元（不含）或从业人员少于20人（不含）。":                     `{"any":[{"fact":"revenue","period":"Y-1","op":"<","value":100},{"fact":"staff","period":"Y-1","op":"<","value":20}]}`,
		"营业收入不低于100元或从业人员不少于20人。":                           `{"any":[{"fact":"revenue","period":"Y-1","op":">=","value":100},{"fact":"staff","period":"Y-1","op":">=","value":20}]}`,
		"年产值10万台以上的企业。":                                     "",
		"研发费用1000万元以内的部分按5%补助。":                             "",
		"营业收入每增加1000万元奖励1万元。":                               "",
	} {
		require.Equal(t, want, spelled(reader.Read(text, v)), text)
	}
}

// unread is what a draft did not understand, as one line.
func unread(d reader.Draft) string {
	texts := make([]string, len(d.Unread))
	for i, u := range d.Unread {
		texts[i] = u.Text
	}
	return strings.Join(texts, "|")
}

func TestWhatStandsBesideWhatIsUnderstoodIsNotDropped(t *testing.T) {
	t.Parallel()
	v := jinan()
	for text, want := range map[string]string{
		"在青石街道注册、参保人数20人以上的民营企业。":              "在青石街道注册|民营企业",
		"注册资本1000万元以上且实缴到位的制造业企业。":             "实缴到位",
		"除房地产业、金融业外，上年度新增贷款的中小微企业。":            "上年度新增贷款",
		"从事集成电路、生物医药、人工智能产业的企业。":               "人工智能产业的企业",
		"除外商投资企业外，注册满3年的企业。":                   "除外商投资企业外",
		"小微企业（不含个体工商户）从业人员20人以上。":              "（不含个体工商户）",
		"对规上企业，给予20万元奖励，次年增速达到10%以上的，再奖励10万元。": "次年增速达到10%以上|再奖励10万元",
		"高端服务业企业。": "高端服务业企业",
		"研发费用占比5%以上，其中小微企业按15%给予补助。":           "其中小微企业按15%给予补助",
		"申报企业须在本市依法注册登记，且注册时间满2年以上（含2年）。":      "",
		"上年度营业收入不低于2000万元的有效期内的高新技术企业，均可申请享受。": "",
	} {
		require.Equal(t, want, unread(reader.Read(text, v)), text)
	}
}

func TestWhatIsGivenForAnUnknownUnitIsNoAmount(t *testing.T) {
	t.Parallel()
	v := jinan()
	for _, text := range []string{
		"对年出口额超过500万美元的外贸企业给予每美元0.02元的奖励。", "按0.02元/美元给予奖励。", "按每平方米30元给予补贴。", "给予20元/吨补助。", "每台给予5万元奖励。",
		"营业收入每增加1000万元奖励1万元。", "营业收入每增加1000万元，再奖励1万元。", "营业收入增速每提高1个百分点，奖励5万元。", "每新增1亿元产值给予10万元奖励。",
		"每引进10名高校毕业生给予企业1万元奖励。", "给予10万美元奖励。", "给予5万澳元补助。", "奖励每亩3000元。",
		"上年度研发费用1000万元以内的部分按5%补助，1000万元以上的部分按3%补助。", "达标率3%以上的，奖励10万元；达标率5%以上的，奖励20万元。",
	} {
		d := reader.Read(text, v)
		require.Nil(t, d.Benefit, text)
		require.Empty(t, d.Bonuses, text)
		require.NotEmpty(t, d.Unread, text)
	}
}

func TestAmountsGoToTheNamesTheyStandFor(t *testing.T) {
	t.Parallel()
	d := reader.Read("对认定为瞪羚企业、独角兽企业的，分别奖励50万元、200万元。", jinan())
	require.Nil(t, d.Benefit)
	require.Len(t, d.Bonuses, 2)
	for i, want := range []string{`{"when":{"fact":"qualification","op":"has","value":"gazelle"},"benefit":{"fixed":"500000.00"}}`, `{"when":{"fact":"qualification","op":"has","value":"unicorn"},"benefit":{"fixed":"2000000.00"}}`} {
		got := `{"when":` + named.ReplaceAllString(string(d.Bonuses[i].When.AppendJSON(nil)), "") + `,"benefit":` + string(d.Bonuses[i].Amount.AppendJSON(nil)) + "}"
		require.Equal(t, want, got)
	}
}

func TestOrBeforeAndWithoutACommaIsAGuess(t *testing.T) {
	t.Parallel()
	d := reader.Read("上年度营业收入5000万元以上或上年度研发费用500万元以上且上年度研发人员不少于15人。", jinan())
	require.Len(t, d.Clauses, 3)
	for _, c := range d.Clauses {
		require.False(t, c.Sure, c.Quote.Text)
	}
}
