package definition

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/policy/eligibility"
	"github.com/yikou/yikou/internal/standard/civil"
)

// Gate is what publication is measured by beside the measure itself.
type Gate struct {
	// Today is the day on which it is asked.
	Today civil.Date
	// Kinds is the fact dictionary of the instance.
	Kinds eligibility.Dictionary
}

// Gap is one thing that keeps a measure from being published. Path is the member
// of the definition that it concerns; Clause is empty when it concerns the page.
type Gap struct {
	Path, Clause, Words string
}

// clauseGap is a gap in a clause.
func clauseGap(clause, words string) Gap {
	return Gap{Path: "when." + clause, Clause: clause, Words: words}
}

// Fields are gaps as a refusal names them.
func Fields(gaps []Gap) []errs.Field {
	fields := make([]errs.Field, len(gaps))
	for i, g := range gaps {
		words := g.Words
		if g.Clause != "" {
			words = "条件「" + g.Clause + "」：" + words
		}
		fields[i] = errs.Field{Path: g.Path, Msg: words}
	}
	return fields
}

// Gaps lists all that keeps a measure from being published: what its page lacks,
// what its policy lacks, what its clauses rest on.
func (g Gate) Gaps(r *Record) []Gap {
	return slices.Concat(r.page(), g.basis(r), r.quotes(), r.Proactivity(), g.unknown(&r.Measure))
}

// registerKeys are the facts that the register of market entities states of
// itself, with tier T0. A size class is none: it follows from figures that the
// enterprise may have declared.
var registerKeys = []string{"division", "industry", "registered", "capital", "status", "type"}

// Proactivity returns why the measure cannot be awarded without application,
// one reason a clause; none when it can or does not want to be. Such an award
// needs a definite scope, a clear standard and complete data (川办函〔2024〕17号):
// no clause, be it of the condition or of a bonus, may be left to a person's
// discretion, and each must ask for evidence of tier T0 or T1, unless it asks for
// nothing but what the register itself states.
func (m *Measure) Proactivity() []Gap {
	if m.Delivery != Proactive || m.Rule.When == nil {
		return nil
	}
	var gaps []Gap
	for c := range m.Rule.Clauses {
		switch {
		case c.Role == eligibility.Discretion:
			gaps = append(gaps, clauseGap(c.ID, "免申即享的事项不能有由人裁量的条件，请改为申报享受，或把它写成可核对的标准"))
		case selfDeclared(c):
			gaps = append(gaps, clauseGap(c.ID, "免申即享的条件不能凭企业自报，请把这一条的数据来源定为部门数据或工作人员核实，或改为申报享受"))
		}
	}
	return gaps
}

// selfDeclared reports whether what the enterprise says of itself can decide a
// clause.
func selfDeclared(c *eligibility.Clause) bool {
	if c.MinTier != eligibility.TierUnstated {
		return c.MinTier.Effective() > eligibility.T1
	}
	for fact := range c.Term.Facts {
		if !slices.Contains(registerKeys, fact.Key) {
			return true
		}
	}
	return false
}

// Permitted refuses, with ErrRefused, measures that may not exist at all, not even
// as drafts of an import.
func Permitted(measures []Measure) error {
	var problems []errs.Field
	for i := range measures {
		m := &measures[i]
		for _, gap := range m.Proactivity() {
			problems = append(problems, errs.Field{Path: m.ID + "." + gap.Clause, Msg: fmt.Sprintf("事项「%s」条件「%s」：%s", m.ID, gap.Clause, gap.Words)})
		}
	}
	if len(problems) > 0 {
		return ErrRefused.With(problems...)
	}
	return nil
}

// unknown lists the clauses that ask for facts no dictionary has.
func (g Gate) unknown(m *Measure) []Gap {
	var gaps []Gap
	for c := range m.Rule.Clauses {
		for fact := range c.Term.Facts {
			if _, known := g.Kinds[fact.Key]; !known && c.Role != eligibility.Discretion {
				gaps = append(gaps, clauseGap(c.ID, "事实字典里没有“"+fact.Key+"”"))
			}
		}
	}
	return gaps
}

// catchAll finds materials that ask for whatever the office may think of, which
// the law forbids to list. The desk warns by the same pattern; testdata/catch_all.json
// holds both to it.
var catchAll = regexp.MustCompile(`其[他它余](?:有关|相关|必要|必需|必须|所需|需要?|须|应当?|补充|佐证|证明|支撑|支持|辅助|说明|申报|申请|办理|提交|提供|报送|上报|递交|出具|要求|规定|认为|部门|单位|的)*(?:材料|资料|文件|证件|附件|证明)(?:$|[^一-龥]|等|和|与|及|的|原件|复印件|扫描件|若干|一套|一份|各)|^其[他它余](?:项|等)?$|(?:要求|需要|规定)的其[他它余]|(?:相关|有关)(?:的|证明|申报|申请|支撑|佐证|补充|辅助|说明)*(?:材料|资料)(?:$|[^一-龥]|等|和|与|及|的|原件|复印件|扫描件|若干|一套|一份|各)|(?:部门|单位|机关|机构|窗口|政府)(?:要求|规定|认为)(?:有?必要|必需|需要|应当)?(?:补充|提供|提交|报送|出具)?的(?:材料|资料|文件|证件|证明)(?:$|[^一-龥]|等|和|与|及|的|原件|复印件|扫描件|若干|一套|一份|各)`)

// CatchAll reports whether the name of a material, or a note on one, leaves open
// what to hand in.
func CatchAll(words string) bool { return catchAll.MatchString(strings.TrimSpace(words)) }

func blank(s string) bool { return strings.TrimSpace(s) == "" }

// page lists what is missing for the measure's public page. The law asks for
// conditions with their source, process, materials without a catch-all, time
// limit, payment term, contact.
func (r *Record) page() []Gap {
	var gaps []Gap
	missing := func(absent bool, path, words string) {
		if absent {
			gaps = append(gaps, Gap{Path: path, Words: words})
		}
	}
	missing(blank(r.Title), "title", "缺少名称")
	missing(blank(r.Summary), "summary", "缺少一句话说明")
	missing(blank(r.Beneficiaries), "beneficiaries", "没有写明谁能享受")
	missing(blank(r.AmountText), "amount_text", "没有写明能得到什么")
	missing(!r.Conditional(), "when", "没有写明条件")
	missing(len(r.Materials) == 0, "materials", "没有列出材料")
	missing(len(r.Steps) == 0, "steps", "没有写明办理步骤")
	missing(blank(r.TimeLimit), "time_limit", "没有写明办理时限")
	missing(blank(r.PaymentTerm) && r.pays(), "payment_term", "没有写明兑现时限")
	missing(blank(r.Department), "department", "没有写明负责部门")
	missing(blank(r.Contact.Unit) || blank(r.Contact.Phone), "contact", "没有写明咨询单位和电话")
	for i, m := range r.Materials {
		missing(CatchAll(m.Name) || CatchAll(m.Note), fmt.Sprintf("materials[%d]", i), "材料“"+m.Name+"”是兜底条款，请写明具体是什么材料")
	}
	return gaps
}

// basis says what keeps the policy from carrying the measure: it has to be there,
// public and not repealed, with a fair-competition review on record
// (公平竞争审查条例 art. 18).
func (g Gate) basis(r *Record) []Gap {
	var gaps []Gap
	wrong := func(words string) { gaps = append(gaps, Gap{Path: "policy", Words: words}) }
	d := r.Policy
	switch {
	case r.PolicyID == "":
		wrong("没有写明依据的政策文件")
	case d == nil:
		wrong("依据的政策文件“" + r.PolicyID + "”还没有导入")
	default:
		if ended := d.RepealedFrom(); !ended.IsZero() && !g.Today.Before(ended) {
			wrong("依据的文件已于 " + ended.String() + " 废止")
		}
		if d.Hidden {
			wrong("依据的文件还没有公开")
		}
		switch {
		case blank(d.Review.Reviewer) || blank(d.Review.Conclusion):
			wrong("依据的政策文件没有公平竞争审查记录")
		case !d.Reviewed(g.Today):
			wrong("依据的政策文件的公平竞争审查记录没有写明日期，或日期晚于今天")
		}
	}
	return gaps
}

// quotes lists the clauses that do not say where the policy asks for them.
func (r *Record) quotes() []Gap {
	text := ""
	if r.Policy != nil {
		text = fold(r.Policy.Text)
	}
	var gaps []Gap
	for c := range r.Rule.Clauses {
		switch quote := fold(c.Quote); {
		case quote == "":
			gaps = append(gaps, clauseGap(c.ID, "没有注明政策原文"))
		case text != "" && !strings.Contains(text, quote):
			gaps = append(gaps, clauseGap(c.ID, "原文里找不到这句话"))
		}
	}
	return gaps
}

// wide is how far the full-width forms of ASCII lie above it (Unicode block
// Halfwidth and Fullwidth Forms).
const wide = '！' - '!'

// fold leaves of a text what makes it the same sentence: no white space, and full
// width as half width.
func fold(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return -1
		case r >= '！' && r <= '～':
			return r - wide
		}
		return r
	}, text)
}
