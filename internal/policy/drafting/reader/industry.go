package reader

import (
	"regexp"
	"strings"

	"github.com/yikou/yikou/internal/policy/drafting/prose"
)

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
			i := strings.Index(s[pos:at.To], w.Name)
			if i < 0 {
				break
			}
			h := hit{Span: prose.Span{From: pos + i, To: pos + i + len(w.Name)}, Kind: KindIndustry, codes: w.Codes, sure: true}
			pos = h.To
			rest := s[h.To:at.To]
			if taken[h.From-at.From] || w.Bare && (!industryAfter.MatchString(rest) || w.Name == "制造" && strings.HasPrefix(rest, "、")) {
				continue
			}
			for j := h.From; j < h.To; j++ {
				taken[j-at.From] = true
			}
			if w.Note == "?" && strings.HasPrefix(strings.TrimPrefix(rest, "的"), "企业") {
				unknown = append(unknown, prose.Span{From: h.From, To: h.To})
			}
			if kind := wider.FindString(s[at.From:h.From]); kind != "" && w.Name != "装备制造业" || (w.Name == "服务业" || w.Name == "制造" || w.Name == "工业") && !plainly.MatchString(s[at.From:h.From]) {
				continue
			}
			if w.Codes == nil || industryNoWord.MatchString(rest) {
				continue
			}
			if w.Bare && strings.HasPrefix(rest, "业") {
				h.To += len("业")
			}
			h.guess(w.Note)
			h.rebuild()
			out = append(out, h)
		}
	}
	return out, unknown
}
