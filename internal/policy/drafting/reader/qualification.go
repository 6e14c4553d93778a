package reader

import (
	"regexp"
	"strings"

	"github.com/yikou/yikou/internal/policy/drafting/prose"
	"github.com/yikou/yikou/internal/policy/drafting/rule"
)

// qualificationWord is a way of naming a qualification.
type qualificationWord struct {
	form *regexp.Regexp
	code string
	note string
}

// qualificationForms are the ways of naming the qualifications that every
// instance knows.
var qualificationForms = [...]qualificationWord{
	{regexp.MustCompile(`(?:国家级?)?高新技术企业|(?:国家级?)?高企`), "high_tech", ""},
	{regexp.MustCompile(`(?:国家级?)?科技型中小微?企业`), "tech_sme", ""},
	{regexp.MustCompile(`创新型中小企业`), "innovative_sme", ""},
	{regexp.MustCompile(`(?:国家级?|重点)*(?:专精特新)?(?:中小企业)?(?:重点)?小巨人(?:企业)?`), "srdi_giant", ""},
	{regexp.MustCompile(`(?:省级?|市级?)?专精特新(?:中小)?(?:企业)?`), "srdi", ""},
	{regexp.MustCompile(`(?:国家级?|省级?)?(?:制造业)?单项冠军(?:示范)?(?:企业|产品)?`), "single_champion", ""},
	{regexp.MustCompile(`瞪羚(?:企业)?`), "gazelle", ""},
	{regexp.MustCompile(`(?:准|潜在|种子)独角兽(?:企业)?`), "quasi_unicorn", ""},
	{regexp.MustCompile(`独角兽(?:企业)?`), "unicorn", ""},
	{regexp.MustCompile(`规模以上|规上|四上(?:企业)?`), "above_scale", ""},
	{regexp.MustCompile(`限额以上|限上`), "above_scale", "限额以上按规模以上理解"},
	{regexp.MustCompile(`(?:跨国公司)?(?:地区|区域|综合型|职能型)?总部(?:型)?企业|(?:地区|区域|企业)总部`), "headquarters", ""},
	{regexp.MustCompile(`企业技术中心`), "rd_center", ""},
	{regexp.MustCompile(`工程研究中心`), "engineering_center", ""},
	{regexp.MustCompile(`工程技术研究中心`), "engineering_center", "工程技术研究中心按工程研究中心理解"},
	{regexp.MustCompile(`绿色工厂`), "green_factory", ""},
	{regexp.MustCompile(`智能工厂`), "smart_factory", ""},
	{regexp.MustCompile(`(?:中华|山东|地方)?老字号(?:企业)?`), "time_honoured", ""},
	{regexp.MustCompile(`农业(?:产业化)?(?:重点)?龙头企业`), "leading_farm", ""},
}

// qualificationWords are the forms above and the labels of an instance's own
// qualifications.
func qualificationWords(extra []Choice) []qualificationWord {
	words := make([]qualificationWord, 0, len(qualificationForms)+len(extra))
	known := map[string]bool{}
	for _, w := range qualificationForms {
		words = append(words, w)
		known[w.code] = true
	}
	for _, c := range extra {
		if label := prose.NewPage(c.Label).S; !known[c.Value] && len(label) >= 2*3 {
			words = append(words, qualificationWord{form: regexp.MustCompile(regexp.QuoteMeta(label)), code: c.Value})
		}
	}
	return words
}

var (
	// notYet are words around a qualification that is wished for, not had.
	notYetBefore = regexp.MustCompile(`(?:拟|培育|争创|冲刺|申报|创建|申请认定|积极创建)$`)
	notYetAfter  = regexp.MustCompile(`^(?:企业)?(?:培育|后备|入库培育|认定办法|认定管理|认定工作|认定标准|管理办法|梯度|申报|种子)`)
	levels       = regexp.MustCompile(`(?:国家级?|省级?|市级?|区级?|县级)(?:及)?(?:以上)?$`)
	fresh        = regexp.MustCompile(`(?:新|首次|当年|年度|重新|再次|首批)(?:获得|获评|通过|被|获|入选|评为)*(?:认定|评定|评审|备案|升级)?(?:为|的|成为)?$`)
)

// leveled are the qualifications of which there are those of several levels.
var leveled = map[string]bool{"rd_center": true, "engineering_center": true, "green_factory": true, "smart_factory": true, "leading_farm": true, "headquarters": true}

// qualified reads the qualifications that a sentence names.
func (v *Vocabulary) qualified(s string, at prose.Span) []hit {
	var out []hit
	for _, w := range v.qualifications {
		for _, m := range w.form.FindAllStringIndex(s[at.From:at.To], -1) {
			h := hit{Span: prose.Span{From: at.From + m[0], To: at.From + m[1]}, Kind: KindQualification, codes: []string{w.code}, sure: true}
			before, rest := s[at.From:h.From], s[h.To:at.To]
			if notYetBefore.MatchString(before) || notYetAfter.MatchString(rest) || strings.HasPrefix(rest, "纳统") {
				continue
			}
			h.nodes = []*rule.Node{rule.Compare("qualification", "", "has", rule.Text(w.code))}
			h.guess(w.note)
			if leveled[w.code] {
				if level := levels.FindString(before); level != "" {
					h.From -= len(level)
					h.guess("资质不分级别，原文写的“" + level + "”没有写进条件")
				}
			}
			if word := fresh.FindString(before); word != "" {
				h.guess("原文是“" + word + "”，条件只看现在有没有这项资质")
			}
			out = append(out, h)
		}
	}
	return out
}
