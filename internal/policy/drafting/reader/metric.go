package reader

import (
	"regexp"
	"strings"

	"github.com/yikou/yikou/internal/policy/drafting/prose"
)

// metric is a word for a figure that an enterprise has.
type metric struct {
	prose.Span
	fact  string // empty for a figure that no fact holds
	Class prose.Class
	Kind  Kind
	// over is the fact that this one is a share of, where the word says a share: 研发投入强度.
	over string
	// yearly says that the fact has a period.
	yearly bool
	// each is 人均: the figure is divided by the staff.
	each bool
	note string
	// scale is the unit in which the instance keeps its own fact, in yuan.
	scale float64
}

// metricForm is one line of the table of figures.
type metricForm struct {
	form   *regexp.Regexp
	fact   string
	Class  prose.Class
	Kind   Kind
	over   string
	yearly bool
	note   string
}

// metricForms are the words for figures. Of overlapping words the longer wins,
// of equally long ones the earlier line. Lines without a fact keep figures that
// no fact holds from being taken for one that is near.
var metricForms = [...]metricForm{
	{regexp.MustCompile(`(?:研发|R&D|研究开发|科研|技术开发)(?:费用?|投入|经费|支出|资金)*(?:总额|合计|金额)?(?:投入)?(?:强度|占比|费用率|费率)`), "rd_expense", prose.Percent, KindShare, "revenue", true, ""},
	{regexp.MustCompile(`(?:企业)?(?:营业总?收入|主营业务(?:总)?收入|主营收入|(?:产品|主营|主要产品)?销售(?:收入|总?额|规模)|营收(?:规模|总额)?|营业额|营业总额|经营(?:性)?收入|业务收入)(?:总额|合计)?`), "revenue", prose.Money, KindRevenue, "", true, ""},
	{regexp.MustCompile(`(?:工业)?总产值|产值(?:规模)?`), "revenue", prose.Money, KindRevenue, "", true, "产值按营业收入理解"},
	{regexp.MustCompile(`(?:(?:研发|R&D|科技研发|科研|技术研发|研究开发|研究与试验发展|研究与开发|研究和开发|研发活动)(?:费用?|投入|经费|支出|资金|（R&D）)+)(?:总额|合计|金额|总量)?`), "rd_expense", prose.Money, KindResearch, "", true, ""},
	{regexp.MustCompile(`从业人(?:员|数)(?:数量|总数|总人数|人数|数)?|(?:企业)?(?:当年)?(?:在册|在岗|在职|正式|全体|全职)?(?:职工|员工)(?:总数|总人数|总量|人员总数|人数|数量|数)?|用工(?:人数|总数)|人员(?:总数|规模)|在职人员|总人数`), "staff", prose.People, KindStaff, "", true, ""},
	{regexp.MustCompile(`从事(?:研发|研究开发|技术研发|科研|研究)[^，。；、]{0,6}人员|(?:从事)?(?:专职|全职|专业)?(?:从事)?(?:研发(?:和|及|与)相关技术创新活动的)?(?:研发|研究开发|科技|科研|研究)(?:活动)?人员(?:总数|人数|数量|数)?`), "rd_staff", prose.People, KindStaff, "", true, ""},
	{regexp.MustCompile(`(?:缴纳|参加|缴存|办理)(?:了)?(?:城镇职工|职工|企业)?(?:基本)?(?:社会保险|社保|养老保险)(?:费)?(?:的)?(?:在职|企业)?(?:职工|员工|人员)?(?:总?人数|数)?|(?:社保|社会保险)?(?:缴费|缴纳|参保|缴存)(?:职工|人员|员工)?(?:总?人数|数)|参保(?:职工|人员|员工)(?:总?数)?|社保人数`), "insured_staff", prose.People, KindInsured, "", true, ""},
	{regexp.MustCompile(`(?:应届|毕业年度|离校(?:两年|2年)内|普通|全日制|未就业|新)*(?:高校|高等学校|高等院校|大学|大中专|院校)*(?:的)?(?:应届)?毕业生(?:总?人数|数量)?|应届生|大学生`), "graduates_hired", prose.People, KindGraduates, "", true, ""},
	{regexp.MustCompile(`(?:企业)?资产(?:总额|总计|总量|规模)|总资产(?:规模)?`), "assets", prose.Money, KindAssets, "", true, ""},
	{regexp.MustCompile(`(?:实际|实缴|依法|累计)?(?:缴纳|上缴|入库|实缴|完税|缴)(?:的)?(?:各项|各类|地方)?(?:税收|税款|税金|税费|税额)(?:总额|合计)?|(?:实际)?(?:纳税|缴税|完税)(?:总?额|总量|金额|规模)?|税收(?:贡献|总额|收入|额)?(?:总?额)?|税款`), "tax_paid", prose.Money, KindTax, "", true, ""},
	{regexp.MustCompile(`(?:区级|市级|本级|对)?地方(?:综合|财政|经济)*贡献(?:总?额)?|(?:综合|财政|经济)贡献(?:总?额)?`), "tax_paid", prose.Money, KindTax, "", true, "地方贡献按纳税额理解"},
	{regexp.MustCompile(`(?:货物|产品|自营|直接|外贸|商品)*出口(?:交货值|创汇|总额|额|收入|值|总值|规模|业绩|销售收入|销售额)`), "export", prose.Money, KindExport, "", true, ""},
	{regexp.MustCompile(`(?:授权|有效|国内|国家|自主|已授权|核心|I类|Ⅰ类|的)*发明专利(?:授权|拥有|有效|的)*(?:总?量|总?数|件数|数量)?`), "patents", prose.Pieces, KindPatents, "", true, ""},
	{regexp.MustCompile(`(?:认缴)?注册(?:资本|资金)(?:金|（金）)?`), "capital", prose.Money, KindCapital, "", false, ""},
	{regexp.MustCompile(`(?:实缴|实收|实到)(?:注册)?(?:资本|资金)(?:金)?|注册(?:资本|资金)(?:金)?(?:实缴|实际到位|实收)(?:到位)?`), "capital", prose.Money, KindCapital, "", false, "实缴资本按注册资本理解"},
	{regexp.MustCompile(`(?:工商|企业|依法|营业执照|公司|市场主体)*(?:注册|登记|设立|成立|存续|开办|设立登记|组建|创办|创立)+(?:的)?(?:时间|年限|期限|年数|时长|日期|经营|运营)*`), "registered", prose.Years, KindAge, "", false, ""},
	{regexp.MustCompile(`(?:持续|正常|连续|稳定|实际|实质)*(?:生产)?(?:经营|运营)(?:时间|年限|期限|时长)?`), "registered", prose.Years, KindAge, "", false, "经营年限按成立时间理解"},
	{regexp.MustCompile(`加计扣除额?|实用新型(?:专利)?|软件著作权|著作权|知识产权|专利(?:合作条约)?|外观设计|固定资产(?:投资|原值|净值)?|(?:设备|项目|技术改造|技改|计划|建设|软硬件|研发设备)*(?:总)?投资(?:总?额|额)?|净?利润(?:总?额|率)?|合同(?:总?金?额|成交额)|交易额|网络零售额|(?:建筑|经营|使用|租赁|用地|营业)?面积|资产负债率|负债率|市场占有率|亩均[^，。；]{0,6}|融资(?:总?额|金额)?|(?:新增|累计|实际)?贷款(?:本金|余额|金额|总?额)?|利息|贴息|租金|房租|增加值|净资产|能耗|用电量|保费|参保率|实际(?:支出|发生费用|使用外资|到位资金)|外资(?:金额)?|(?:购置|采购|服务|认证|展位|运费|物流|检测|审核|培训|评估|中介)费(?:用)?|(?:本科|大专|硕士|博士)[^，。；]{0,6}(?:人员|学历|人才)|技术(?:服务|转让|交易|合同)[^，。；]{0,4}收入|(?:高新技术|主导|新|优势)(?:产品|服务|业务)[^，。；占]{0,10}收入|持股|股权|占地|软件(?:业务|产品)?收入`), "", prose.Other, "", "", false, ""},
}

// metrics finds the words for figures in s[at.from:at.to], in order and without
// overlap; those of the instance's own facts among them.
func (v *Vocabulary) metrics(s string, at prose.Span) []metric {
	var all []metric
	add := func(m metric) {
		if strings.HasSuffix(s[:m.From], "人均") {
			m.each = true
		}
		all = append(all, m)
	}
	for _, own := range v.figures {
		for pos := at.From; ; {
			i := strings.Index(s[pos:at.To], own.label)
			if i < 0 {
				break
			}
			m := own.metric
			m.Span = prose.Span{From: pos + i, To: pos + i + len(own.label)}
			add(m)
			pos = m.To
		}
	}
	for i := range metricForms {
		f := &metricForms[i]
		for _, m := range f.form.FindAllStringIndex(s[at.From:at.To], -1) {
			add(metric{Span: prose.Span{From: at.From + m[0], To: at.From + m[1]}, fact: f.fact, Class: f.Class, Kind: f.Kind, over: f.over, yearly: f.yearly, note: f.note, scale: 1})
		}
	}
	return prose.Disjoint(all, func(m metric) prose.Span { return m.Span })
}

// shares are what a fact is a share of where 占比 says no whole.
var shares = map[string]string{"rd_expense": "revenue", "rd_staff": "staff", "export": "revenue"}
