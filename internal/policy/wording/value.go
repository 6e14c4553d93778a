package wording

import (
	"math"
	"strconv"
	"strings"

	"github.com/yikou/yikou/internal/policy/eligibility"
	"github.com/yikou/yikou/internal/standard/industry"
	"github.com/yikou/yikou/internal/standard/sizeclass"
)

// usualKeys are the labels of the keys that every instance knows.
func usualKeys() map[string]FactKey {
	keys := map[string]FactKey{}
	kinds := eligibility.BuiltIn()
	for _, k := range [...]FactKey{
		{Key: "division", Label: "注册地"}, {Key: "industry", Label: "行业"}, {Key: "registered", Label: "成立日期"},
		{Key: "capital", Label: "注册资本", Unit: "元"}, {Key: "status", Label: "经营状态"}, {Key: "type", Label: "企业类型"},
		{Key: "size_class", Label: "企业规模", Options: sizeNames()},
		{Key: "staff", Label: "从业人员", Unit: "人"}, {Key: "revenue", Label: "营业收入", Unit: "元"},
		{Key: "assets", Label: "资产总额", Unit: "元"}, {Key: "tax_paid", Label: "纳税额", Unit: "元"},
		{Key: "rd_expense", Label: "研发费用", Unit: "元"}, {Key: "rd_staff", Label: "研发人员", Unit: "人"},
		{Key: "export", Label: "出口额", Unit: "元"}, {Key: "graduates_hired", Label: "招用高校毕业生", Unit: "人"},
		{Key: "insured_staff", Label: "参保人数", Unit: "人"}, {Key: "patents", Label: "有效专利", Unit: "件"},
		{Key: "qualification", Label: "资质"}, {Key: "listed", Label: "上市情况"}, {Key: "dishonest", Label: "失信名单"},
		{Key: "abnormal", Label: "经营异常名录"}, {Key: "penalty", Label: "行政处罚"},
	} {
		k.Kind = kinds[k.Key]
		keys[k.Key] = k
	}
	return keys
}

func sizeNames() map[string]string {
	names := map[string]string{}
	for _, c := range [...]sizeclass.Class{sizeclass.Large, sizeclass.Medium, sizeclass.Small, sizeclass.Micro} {
		names[string(c)] = c.Name()
	}
	return names
}

// label is the name of a fact key; a key that nobody described stands for itself.
func (w *Words) label(key string) string {
	if k := w.keys[key]; k.Label != "" {
		return k.Label
	}
	return "“" + key + "”"
}

// option is the name of one value of a key.
func (w *Words) option(key, value string) string {
	if name := w.keys[key].Options[value]; name != "" {
		return name
	}
	if name := usualQualifications[value]; name != "" && key == "qualification" {
		return name
	}
	return "“" + value + "”"
}

// usualQualifications are the names of the qualifications that every instance
// knows, for where no dictionary is at hand; a dictionary may name more, or name
// them otherwise.
var usualQualifications = map[string]string{
	"high_tech": "高新技术企业", "tech_sme": "科技型中小企业", "innovative_sme": "创新型中小企业",
	"srdi": "专精特新中小企业", "srdi_giant": "专精特新“小巨人”企业", "single_champion": "制造业单项冠军企业",
	"gazelle": "瞪羚企业", "quasi_unicorn": "准独角兽企业", "unicorn": "独角兽企业",
	"above_scale": "规模以上企业", "headquarters": "总部企业", "rd_center": "企业技术中心",
	"engineering_center": "工程研究中心", "green_factory": "绿色工厂", "smart_factory": "智能工厂",
	"time_honoured": "老字号", "leading_farm": "农业产业化龙头企业",
}

// code is the name of a code: an industry, a division, or one of the key's
// options. A code without a name stands for itself.
func (w *Words) code(key, code string) string {
	if key == "industry" {
		if found, ok := industry.Lookup(code); ok {
			return found.Name
		}
	}
	if name := w.keys[key].Options[code]; name != "" {
		return name
	}
	if w.divisions != nil {
		if name := w.divisions.Name(code); name != "" {
			return name
		}
	}
	return code
}

// value puts one value of a fact into words.
func (w *Words) value(key string, v eligibility.Value) string {
	k := w.keys[key]
	switch {
	case v.Kind == eligibility.Number:
		return quantity(v.Num, k.Unit)
	case v.Kind == eligibility.Bool:
		return w.yes(key, v.Bool)
	case v.Kind != eligibility.Text:
		return ""
	case k.Kind == eligibility.KindCode:
		return w.code(key, v.Text)
	case k.Kind == eligibility.KindQualification:
		return w.option(key, v.Text)
	}
	if name := k.Options[v.Text]; name != "" {
		return name
	}
	return v.Text
}

// quantity says a number with its unit. Yuan are told in 万元 or 亿元 where that
// loses nothing: 9999999 yuan are 999.9999 万元, never 1000 万元.
func quantity(v float64, unit string) string {
	if unit != "元" {
		if unit == "" {
			return number(v)
		}
		return number(v) + " " + unit
	}
	size := math.Abs(v)
	switch {
	case size >= 1e8 && math.Trunc(v/1e6) == v/1e6:
		return number(v/1e8) + " 亿元"
	case size >= 1e4 && math.Trunc(v) == v:
		return number(math.Trunc(v/1e4)+math.Mod(v, 1e4)/1e4) + " 万元"
	case math.Trunc(v) == v:
		return number(v) + " 元"
	default:
		return thousands(strconv.FormatFloat(v, 'f', 2, 64)) + " 元"
	}
}

// fenWords says an amount of money.
func fenWords(fen int64) string { return quantity(float64(fen)/100, "元") }

// number writes a number without an exponent, with at most six decimals and with
// separators of thousands, as the registry writes them.
func number(v float64) string {
	s := strconv.FormatFloat(v, 'f', 6, 64)
	s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	if s == "-0" || s == "" {
		return "0"
	}
	return thousands(s)
}

func thousands(decimal string) string {
	whole, fraction, broken := strings.Cut(decimal, ".")
	digits := len(strings.TrimPrefix(whole, "-"))
	var b strings.Builder
	for i, c := range whole {
		if left := len(whole) - i; left%3 == 0 && left < digits {
			b.WriteByte(',')
		}
		b.WriteRune(c)
	}
	if broken {
		b.WriteString("." + fraction)
	}
	return b.String()
}

// percent says a share with at most four decimals of a per cent, as rules put it.
func percent(v float64) string { return number(math.Round(v*1e6)/1e4) + "%" }

// points says a measured share in hundredths, with two decimals unless those
// would make a round number of one that is not: 4.9996 is never 5.
func points(v float64) string {
	exact, short := v*100, math.Round(v*1e4)/100
	if math.Abs(exact-short) > 1e-9 && math.Abs(short*10-math.Round(short*10)) < 1e-9 {
		return number(math.Round(v*1e6) / 1e4)
	}
	return number(short)
}
