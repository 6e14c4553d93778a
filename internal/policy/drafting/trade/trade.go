// Package trade holds the names that policies give to industries, with the codes of
// GB/T 4754 that they stand for.
package trade

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/yikou/yikou/internal/policy/drafting/prose"
	"github.com/yikou/yikou/internal/standard/industry"
)

// Word is a name of an industry with the codes it stands for.
type Word struct {
	Name  string
	Codes []string
	Note  string
	// Bare is set for a name that counts only before 业, 企业, 行业 or the like.
	Bare bool
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

// names are names that policies use beside those of GB/T 4754. Codes are
// those that the standard or the statistical bureau's own lists give; where a name
// is wider or narrower than its codes the note says so.
var names = [...]Word{
	{Name: "工业", Codes: []string{"B", "C", "D"}, Bare: true},
	{Name: "制造", Codes: []string{"C"}, Bare: true},
	{Name: "农林牧渔业", Codes: []string{"A"}}, {Name: "农林牧渔", Codes: []string{"A"}, Bare: true},
	{Name: "批发零售业", Codes: []string{"F"}}, {Name: "批零业", Codes: []string{"F"}}, {Name: "商贸业", Codes: []string{"F"}, Note: "商贸业按批发和零售业理解"},
	{Name: "批发和零售", Codes: []string{"F"}, Bare: true}, {Name: "批发零售", Codes: []string{"F"}, Bare: true},
	{Name: "批发", Codes: []string{"F51"}, Bare: true}, {Name: "零售", Codes: []string{"F52"}, Bare: true},
	{Name: "住宿餐饮业", Codes: []string{"H"}}, {Name: "住宿餐饮", Codes: []string{"H"}, Bare: true}, {Name: "住宿", Codes: []string{"H61"}, Bare: true}, {Name: "餐饮", Codes: []string{"H62"}, Bare: true},
	{Name: "交通运输业", Codes: []string{"G"}, Note: "交通运输业按交通运输、仓储和邮政业理解"}, {Name: "交通运输", Codes: []string{"G"}, Bare: true, Note: "交通运输按交通运输、仓储和邮政业理解"},
	{Name: "建筑", Codes: []string{"E"}, Bare: true}, {Name: "采矿", Codes: []string{"B"}, Bare: true}, {Name: "房地产", Codes: []string{"K"}, Bare: true}, {Name: "房地产开发", Codes: []string{"K701"}, Bare: true},
	{Name: "金融", Codes: []string{"J"}, Bare: true}, {Name: "电力热力燃气及水生产和供应业", Codes: []string{"D"}},
	{Name: "软件和信息技术服务", Codes: []string{"I65"}, Bare: true}, {Name: "软件和信息服务业", Codes: []string{"I65"}}, {Name: "软件信息技术服务业", Codes: []string{"I65"}}, {Name: "软件业", Codes: []string{"I65"}}, {Name: "软件企业", Codes: []string{"I65"}, Note: "软件企业按软件和信息技术服务业理解"},
	{Name: "信息传输软件和信息技术服务业", Codes: []string{"I"}}, {Name: "信息传输业", Codes: []string{"I63", "I64"}},
	{Name: "互联网和相关服务", Codes: []string{"I64"}, Bare: true}, {Name: "互联网和相关服务业", Codes: []string{"I64"}}, {Name: "互联网企业", Codes: []string{"I64"}, Note: "互联网企业按互联网和相关服务理解"},
	{Name: "租赁和商务服务", Codes: []string{"L"}, Bare: true}, {Name: "商务服务", Codes: []string{"L72"}, Bare: true},
	{Name: "科学研究和技术服务", Codes: []string{"M"}, Bare: true}, {Name: "科技服务业", Codes: []string{"M"}, Note: "科技服务业按科学研究和技术服务业理解"},
	{Name: "居民服务业", Codes: []string{"O"}}, {Name: "文化体育和娱乐业", Codes: []string{"R"}}, {Name: "文体娱乐业", Codes: []string{"R"}}, {Name: "娱乐", Codes: []string{"R90"}, Bare: true},
	{Name: "快递", Codes: []string{"G60"}, Bare: true, Note: "快递按邮政业理解"}, {Name: "物流", Codes: []string{"G"}, Bare: true, Note: "物流按交通运输、仓储和邮政业理解"},
	{Name: "汽车制造", Codes: []string{"C36"}, Bare: true}, {Name: "医药制造", Codes: []string{"C27"}, Bare: true}, {Name: "生物医药", Codes: []string{"C27"}, Bare: true, Note: "生物医药按医药制造业理解"},
	{Name: "纺织服装业", Codes: []string{"C17", "C18"}, Note: "按纺织业和纺织服装、服饰业理解"}, {Name: "集成电路", Codes: []string{"C3973", "I6520"}, Bare: true, Note: "按集成电路制造和集成电路设计理解"},
	{Name: "装备制造业", Codes: []string{"C33", "C34", "C35", "C36", "C37", "C38", "C39", "C40"}, Note: "装备制造业按金属制品到仪器仪表八个大类理解"}, {Name: "装备制造", Codes: []string{"C33", "C34", "C35", "C36", "C37", "C38", "C39", "C40"}, Bare: true, Note: "装备制造业按金属制品到仪器仪表八个大类理解"},
	{Name: "农副食品加工", Codes: []string{"C13"}, Bare: true}, {Name: "食品制造", Codes: []string{"C14"}, Bare: true}, {Name: "化工", Codes: []string{"C26"}, Bare: true, Note: "化工按化学原料和化学制品制造业理解"},
	{Name: "养老服务", Codes: []string{"Q8514"}, Bare: true, Note: "养老服务按老年人、残疾人养护服务理解"}, {Name: "旅游", Codes: []string{"L7291"}, Bare: true, Note: "旅游按旅行社及相关服务理解"},
	{Name: "服务业", Codes: services[:], Note: tertiary}, {Name: "第三产业", Codes: services[:], Note: tertiary},
	{Name: "第二产业", Codes: secondary[:], Note: "按三次产业划分规定理解"}, {Name: "第一产业", Codes: []string{"A01", "A02", "A03", "A04"}, Note: "按三次产业划分规定理解"},
	{Name: "战略性新兴产业", Note: "?"}, {Name: "现代服务业", Note: "?"}, {Name: "生产性服务业", Note: "?"}, {Name: "生活性服务业", Note: "?"}, {Name: "先进制造业", Note: "?"}, {Name: "高技术制造业", Note: "?"}, {Name: "未来产业", Note: "?"},
	{Name: "工业园", Note: "-"}, {Name: "工业和信息化", Note: "-"}, {Name: "金融机构", Note: "-"}, {Name: "制造业单项冠军", Note: "-"},
}

// Words are the names above and those of the standard that end in 业, or
// are those of a section, division or group; longest first.
func Words() []Word {
	words := make([]Word, 0, 700)
	seen := map[string]bool{}
	for _, w := range names {
		words = append(words, w)
		seen[w.Name] = true
	}
	for _, line := range industry.All() {
		name := prose.NewPage(line.Name).S
		if len(line.Code) > 4 || strings.HasPrefix(name, "其他") || seen[name] || utf8.RuneCountInString(name) < 3 {
			continue
		}
		seen[name] = true
		words = append(words, Word{Name: name, Codes: []string{line.Code}, Bare: !strings.HasSuffix(name, "业")})
	}
	slices.SortStableFunc(words, func(a, b Word) int { return len(b.Name) - len(a.Name) })
	return words
}
