package reader

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/yikou/yikou/internal/policy/drafting/prose"
	"github.com/yikou/yikou/internal/standard/industry"
)

// industryWord is a name of an industry with the codes it stands for.
type industryWord struct {
	name  string
	codes []string
	note  string
	// bare is set for a name that counts only before 业, 企业, 行业 or the like.
	bare bool
}

// tertiary notes what 服务业 is taken for.
const tertiary = "服务业按三次产业划分规定中的第三产业理解"

// services and secondary are the third and the second industry of 三次产业划分规定
// (国家统计局, 2018): auxiliary activities of agriculture and mining and the repair of
// machines belong to the third.
var (
	services  = [...]string{"A05", "B11", "C43", "F", "G", "H", "I", "J", "K", "L", "M", "N", "O", "P", "Q", "R", "S", "T"}
	secondary = [...]string{
		"B06", "B07", "B08", "B09", "B10", "B12", "C13", "C14", "C15", "C16", "C17", "C18", "C19", "C20", "C21", "C22", "C23", "C24", "C25", "C26", "C27",
		"C28", "C29", "C30", "C31", "C32", "C33", "C34", "C35", "C36", "C37", "C38", "C39", "C40", "C41", "C42", "D", "E",
	}
)

// industryNames are names that policies use beside those of GB/T 4754. Codes are
// those that the standard or the statistical bureau's own lists give; where a name
// is wider or narrower than its codes the note says so.
var industryNames = [...]industryWord{
	{name: "工业", codes: []string{"B", "C", "D"}, bare: true},
	{name: "制造", codes: []string{"C"}, bare: true},
	{name: "农林牧渔业", codes: []string{"A"}}, {name: "农林牧渔", codes: []string{"A"}, bare: true},
	{name: "批发零售业", codes: []string{"F"}}, {name: "批零业", codes: []string{"F"}}, {name: "商贸业", codes: []string{"F"}, note: "商贸业按批发和零售业理解"},
	{name: "批发和零售", codes: []string{"F"}, bare: true}, {name: "批发零售", codes: []string{"F"}, bare: true},
	{name: "批发", codes: []string{"F51"}, bare: true}, {name: "零售", codes: []string{"F52"}, bare: true},
	{name: "住宿餐饮业", codes: []string{"H"}}, {name: "住宿餐饮", codes: []string{"H"}, bare: true}, {name: "住宿", codes: []string{"H61"}, bare: true}, {name: "餐饮", codes: []string{"H62"}, bare: true},
	{name: "交通运输业", codes: []string{"G"}, note: "交通运输业按交通运输、仓储和邮政业理解"}, {name: "交通运输", codes: []string{"G"}, bare: true, note: "交通运输按交通运输、仓储和邮政业理解"},
	{name: "建筑", codes: []string{"E"}, bare: true}, {name: "采矿", codes: []string{"B"}, bare: true}, {name: "房地产", codes: []string{"K"}, bare: true}, {name: "房地产开发", codes: []string{"K701"}, bare: true},
	{name: "金融", codes: []string{"J"}, bare: true}, {name: "电力热力燃气及水生产和供应业", codes: []string{"D"}},
	{name: "软件和信息技术服务", codes: []string{"I65"}, bare: true}, {name: "软件和信息服务业", codes: []string{"I65"}}, {name: "软件信息技术服务业", codes: []string{"I65"}}, {name: "软件业", codes: []string{"I65"}}, {name: "软件企业", codes: []string{"I65"}, note: "软件企业按软件和信息技术服务业理解"},
	{name: "信息传输软件和信息技术服务业", codes: []string{"I"}}, {name: "信息传输业", codes: []string{"I63", "I64"}},
	{name: "互联网和相关服务", codes: []string{"I64"}, bare: true}, {name: "互联网和相关服务业", codes: []string{"I64"}}, {name: "互联网企业", codes: []string{"I64"}, note: "互联网企业按互联网和相关服务理解"},
	{name: "租赁和商务服务", codes: []string{"L"}, bare: true}, {name: "商务服务", codes: []string{"L72"}, bare: true},
	{name: "科学研究和技术服务", codes: []string{"M"}, bare: true}, {name: "科技服务业", codes: []string{"M"}, note: "科技服务业按科学研究和技术服务业理解"},
	{name: "居民服务业", codes: []string{"O"}}, {name: "文化体育和娱乐业", codes: []string{"R"}}, {name: "文体娱乐业", codes: []string{"R"}}, {name: "娱乐", codes: []string{"R90"}, bare: true},
	{name: "快递", codes: []string{"G60"}, bare: true, note: "快递按邮政业理解"}, {name: "物流", codes: []string{"G"}, bare: true, note: "物流按交通运输、仓储和邮政业理解"},
	{name: "汽车制造", codes: []string{"C36"}, bare: true}, {name: "医药制造", codes: []string{"C27"}, bare: true}, {name: "生物医药", codes: []string{"C27"}, bare: true, note: "生物医药按医药制造业理解"},
	{name: "纺织服装业", codes: []string{"C17", "C18"}, note: "按纺织业和纺织服装、服饰业理解"}, {name: "集成电路", codes: []string{"C3973", "I6520"}, bare: true, note: "按集成电路制造和集成电路设计理解"},
	{name: "装备制造业", codes: []string{"C33", "C34", "C35", "C36", "C37", "C38", "C39", "C40"}, note: "装备制造业按金属制品到仪器仪表八个大类理解"}, {name: "装备制造", codes: []string{"C33", "C34", "C35", "C36", "C37", "C38", "C39", "C40"}, bare: true, note: "装备制造业按金属制品到仪器仪表八个大类理解"},
	{name: "农副食品加工", codes: []string{"C13"}, bare: true}, {name: "食品制造", codes: []string{"C14"}, bare: true}, {name: "化工", codes: []string{"C26"}, bare: true, note: "化工按化学原料和化学制品制造业理解"},
	{name: "养老服务", codes: []string{"Q8514"}, bare: true, note: "养老服务按老年人、残疾人养护服务理解"}, {name: "旅游", codes: []string{"L7291"}, bare: true, note: "旅游按旅行社及相关服务理解"},
	{name: "服务业", codes: services[:], note: tertiary}, {name: "第三产业", codes: services[:], note: tertiary},
	{name: "第二产业", codes: secondary[:], note: "按三次产业划分规定理解"}, {name: "第一产业", codes: []string{"A01", "A02", "A03", "A04"}, note: "按三次产业划分规定理解"},
	{name: "战略性新兴产业", note: "?"}, {name: "现代服务业", note: "?"}, {name: "生产性服务业", note: "?"}, {name: "生活性服务业", note: "?"}, {name: "先进制造业", note: "?"}, {name: "高技术制造业", note: "?"}, {name: "未来产业", note: "?"},
	{name: "工业园", note: "-"}, {name: "工业和信息化", note: "-"}, {name: "金融机构", note: "-"}, {name: "制造业单项冠军", note: "-"},
}

// industryWords are the names above and those of the standard that end in 业, or
// are those of a section, division or group; longest first.
func industryWords() []industryWord {
	words := make([]industryWord, 0, 700)
	seen := map[string]bool{}
	for _, w := range industryNames {
		words = append(words, w)
		seen[w.name] = true
	}
	for _, line := range industry.All() {
		name := prose.NewPage(line.Name).S
		if len(line.Code) > 4 || strings.HasPrefix(name, "其他") || seen[name] || utf8.RuneCountInString(name) < 3 {
			continue
		}
		seen[name] = true
		words = append(words, industryWord{name: name, codes: []string{line.Code}, bare: !strings.HasSuffix(name, "业")})
	}
	slices.SortStableFunc(words, func(a, b industryWord) int { return len(b.name) - len(a.name) })
	return words
}

var (
	industryAfter = regexp.MustCompile(`^(?:业|企业|行业|领域|类|产业|经营主体|经营者|、[^，。；]{1,12}(?:企业|行业|领域))`)
	// wider are words that make of a name one that no code stands for.
	wider = regexp.MustCompile(`(?:先进|高端|智能|绿色|现代|新兴|传统|高技术|高新技术|新型|高附加值|战略性|服务型|数字)$`)
	// plainly is what stands before 服务业, 制造业 and 工业 where they mean all of it.
	plainly        = regexp.MustCompile(`(?:^|[，、；：）的和及或与对为是非除在属省市区县镇\d]|从事|属于|以上|规上|限上|支持|各类|重点|新增|本市|本区|本省|我市|我区|全市|全区|首次|入库|年度|申报|大型|中型|小型|微型|中小|小微|民营|骨干|龙头|从事|主营|企业|全省|域内|辖区|境内|不含|不包括|的|内|于|已|新|等|涉及|包括|企业为|限额|不支持|不奖励|不受理|面向|排除|剔除)$`)
	industryNoWord = regexp.MustCompile(`^(?:务|绩|态|主|协会|用地|园区|局|产品|投资|技术改造|部门|大会|展|和信息化)`)
)

// trades reads the industries that a sentence names, and finds those that no code
// stands for.
func (v *Vocabulary) trades(s string, at prose.Span) (out []hit, unknown []prose.Span) {
	taken := make([]bool, at.To-at.From)
	for _, w := range v.industries {
		for pos := at.From; ; {
			i := strings.Index(s[pos:at.To], w.name)
			if i < 0 {
				break
			}
			h := hit{Span: prose.Span{From: pos + i, To: pos + i + len(w.name)}, Kind: KindIndustry, codes: w.codes, sure: true}
			pos = h.To
			rest := s[h.To:at.To]
			if taken[h.From-at.From] || w.bare && (!industryAfter.MatchString(rest) || w.name == "制造" && strings.HasPrefix(rest, "、")) {
				continue
			}
			for j := h.From; j < h.To; j++ {
				taken[j-at.From] = true
			}
			if w.note == "?" && strings.HasPrefix(strings.TrimPrefix(rest, "的"), "企业") {
				unknown = append(unknown, prose.Span{From: h.From, To: h.To})
			}
			if kind := wider.FindString(s[at.From:h.From]); kind != "" && w.name != "装备制造业" || (w.name == "服务业" || w.name == "制造" || w.name == "工业") && !plainly.MatchString(s[at.From:h.From]) {
				continue
			}
			if w.codes == nil || industryNoWord.MatchString(rest) {
				continue
			}
			if w.bare && strings.HasPrefix(rest, "业") {
				h.To += len("业")
			}
			h.guess(w.note)
			h.rebuild()
			out = append(out, h)
		}
	}
	return out, unknown
}
