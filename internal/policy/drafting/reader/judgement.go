package reader

import (
	"regexp"

	"github.com/yikou/yikou/internal/policy/drafting/prose"
	"github.com/yikou/yikou/internal/policy/drafting/rule"
)

// judgements are the ways of asking for what only a person can judge. They are
// told by an adjective, since what is praised has no end of names.
var judgements = [...]*regexp.Regexp{
	regexp.MustCompile(`[^，。；：、\n]{1,24}(?:较好|良好|很好|较强|较高|较大|突出|显著|明显|健全|完善|完备|规范|广阔|领先|先进|优良|优秀|前列|较快|合理|成熟|齐全|过硬|稳定|可行|雄厚|可靠|鲜明|健康|卓越|清晰|明晰|优异|优质|俱佳|有力|到位|扎实)(?:水平|地位|优势|成效|性)?(?:的)?$`),
	regexp.MustCompile(`(?:技术|工艺|产品|水平|成果|装备|设备|质量|管理|能力|研发|总体|整体|主导产品|核心技术|关键技术|品牌|市场份额|市场占有率|市场地位|知名度|影响力|竞争力)[^，。；：、\n]{0,14}(?:国内|国际|行业|全国|省内|市内|同行业|世界|全球|全省|全市)[^，。；：、\n]{0,4}(?:领先|先进|一流|前列|首创)(?:水平|地位)?`),
	regexp.MustCompile(`(?:具有|具备|有|拥有|形成|发挥|起到)(?:了)?(?:一定|较|良好|显著|明显|很|突出|重要|重大|广泛|独特|示范|行业|强|核心|积极|比较)[^，。；：、\n]{1,24}`),
	regexp.MustCompile(`[^，。；：、\n]{0,12}(?:能力|成长性|水平|效益|信誉|信用|前景|潜力|作用|实力|影响力|知名度|竞争力|带动性|口碑|形象|质量|技术含量|附加值|集中度)(?:较|很|比较)?(?:强|高|好|大|佳|优)(?:的)?$`),
	regexp.MustCompile(`(?:主营业务|主业|业务|主导产品)[^，。；：、\n]{0,4}(?:突出|清晰|明确)`),
	regexp.MustCompile(`符合[^，。；：\n]{0,20}(?:产业政策|产业导向|产业规划|发展方向|产业方向|发展规划|产业布局|发展定位|产业发展要求|节能环保要求)`),
	regexp.MustCompile(`(?:作出|做出)[^，。；：、\n]{0,6}(?:贡献)[^，。；：、\n]{0,4}`),
	regexp.MustCompile(`(?:示范|引领|带动|辐射|标杆)[^，。；：、\n]{0,8}(?:作用|效应|意义)[^，。；：、\n]{0,6}`),
}

// notJudged are words of a stretch that praises nothing: aims and announcements.
var notJudged = regexp.MustCompile(`^为了?|促进|推动|鼓励|旨在|贯彻|落实|引导|加快|进一步|办法|通知|意见`)

// judged reads what a sentence leaves to a person's judgement, part by part; taken
// are the parts that other readers have understood.
func judged(s string, at prose.Span, taken []prose.Span) []hit {
	var out []hit
	for _, part := range prose.Parts(s, at, "，、；：") {
		if part.Empty() || prose.AnyOverlap(part, taken) || notJudged.MatchString(s[part.From:part.To]) {
			continue
		}
		for _, form := range judgements {
			if form.MatchString(s[part.From:part.To]) {
				out = append(out, hit{
					Span: lead(s, part), Kind: KindDiscretion, sure: true,
					nodes: []*rule.Node{{Test: &rule.Test{Discretion: true}}},
				})
				break
			}
		}
	}
	return out
}

var leadWords = regexp.MustCompile(`^(?:(?:申报|申请|参评)?(?:企业|单位|主体|项目|对象)?(?:应当|应|须|需|必须|要求|原则上)?(?:为|是)?(?:同时|且|并且|并|还|以及|和|及)?)`)

// lead drops the words that begin a sentence and say nothing: 申请企业应.
func lead(s string, at prose.Span) prose.Span {
	if size := leadWords.FindStringIndex(s[at.From:at.To])[1]; at.From+size < at.To && s[at.From:at.From+size] != "企业" {
		at.From += size
	}
	return at
}
