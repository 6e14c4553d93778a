package record

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/yikou/yikou/internal/standard/civil"
	"github.com/yikou/yikou/internal/standard/division"
	"github.com/yikou/yikou/internal/standard/industry"
)

// Dictionary is every key that an instance knows. It never changes once made.
type Dictionary struct {
	keys map[string]Key
}

// builtIn are the keys of every instance; see the format of verdicts.
var builtIn = []Key{
	{Key: "division", Label: "注册地", Kind: KindCode, Help: "行政区划代码，到街道、社区或网格。"},
	{Key: "industry", Label: "行业", Kind: KindCode, Help: "国民经济行业分类（GB/T 4754-2017）代码。"},
	{Key: "registered", Label: "成立日期", Kind: KindDate, Help: "营业执照上的成立日期。"},
	{Key: "capital", Label: "注册资本", Kind: KindNumber, Unit: "元", Help: "营业执照上的注册资本。"},
	{Key: "status", Label: "经营状态", Kind: KindText, Options: []Option{
		{StatusActive, StatusActive}, {StatusRevoked, StatusRevoked}, {StatusCancelled, StatusCancelled}, {StatusMoved, StatusMoved},
		{StatusSuspended, StatusSuspended}, {StatusLiquidate, StatusLiquidate}, {StatusClosed, StatusClosed},
	}, Help: "登记机关记载的经营状态。"},
	{Key: "size_class", Label: "企业规模", Kind: KindText, Options: []Option{
		{"large", "大型"}, {"medium", "中型"}, {"small", "小型"}, {"micro", "微型"},
	}, Help: "按工信部联企业〔2011〕300号划型。"},
	{Key: "type", Label: "企业类型", Kind: KindText, Help: "营业执照上的类型。"},
	{Key: "staff", Label: "从业人员", Kind: KindNumber, Unit: "人", Periodic: true, Help: "年末从业人员人数。"},
	{Key: "revenue", Label: "营业收入", Kind: KindNumber, Unit: "元", Periodic: true, Help: "全年营业收入，与年度财务报表一致。"},
	{Key: "assets", Label: "资产总额", Kind: KindNumber, Unit: "元", Periodic: true, Help: "年末资产总额。"},
	{Key: "tax_paid", Label: "纳税额", Kind: KindNumber, Unit: "元", Periodic: true, Help: "全年实际缴纳税款。"},
	{Key: "rd_expense", Label: "研发费用", Kind: KindNumber, Unit: "元", Periodic: true, Help: "全年研发费用，与加计扣除申报一致。"},
	{Key: "rd_staff", Label: "研发人员", Kind: KindNumber, Unit: "人", Periodic: true, Help: "全年从事研发的人数。"},
	{Key: "export", Label: "出口额", Kind: KindNumber, Unit: "元", Periodic: true, Help: "全年出口额。"},
	{Key: "graduates_hired", Label: "新招毕业生", Kind: KindNumber, Unit: "人", Periodic: true, Help: "当年新招并参保的高校毕业生人数。"},
	{Key: "insured_staff", Label: "参保人数", Kind: KindNumber, Unit: "人", Periodic: true, Help: "年末参加社会保险的人数。"},
	{Key: "patents", Label: "发明专利", Kind: KindNumber, Unit: "件", Periodic: true, Help: "年末有效发明专利件数。"},
	{Key: "qualification", Label: "资质", Kind: KindQualification, Options: qualifications[:], Help: "认定的资质和有效期。"},
	{Key: "listed", Label: "上市", Kind: KindBool, Help: "是否在境内外证券交易所上市。"},
	{Key: "dishonest", Label: "失信被执行人", Kind: KindBool, Help: "是否列入失信被执行人或严重违法失信名单。"},
	{Key: "abnormal", Label: "经营异常", Kind: KindBool, Help: "是否列入经营异常名录。"},
	{Key: "penalty", Label: "行政处罚", Kind: KindBool, Help: "近期是否受过行政处罚。"},
}

// qualifications are those that every instance knows.
var qualifications = [...]Option{
	{"high_tech", "高新技术企业"}, {"tech_sme", "科技型中小企业"}, {"innovative_sme", "创新型中小企业"},
	{"srdi", "专精特新中小企业"}, {"srdi_giant", "专精特新“小巨人”企业"}, {"single_champion", "制造业单项冠军企业"},
	{"gazelle", "瞪羚企业"}, {"quasi_unicorn", "准独角兽企业"}, {"unicorn", "独角兽企业"},
	{"above_scale", "规模以上企业"}, {"headquarters", "总部企业"}, {"rd_center", "企业技术中心"},
	{"engineering_center", "工程研究中心"}, {"green_factory", "绿色工厂"}, {"smart_factory", "智能工厂"},
	{"time_honoured", "老字号"}, {"leading_farm", "农业产业化龙头企业"},
}

// NewDictionary returns the built-in keys together with an instance's own keys
// and qualifications. An own key that is built in is left out.
func NewDictionary(own []Key, extra []Option) Dictionary {
	d := Dictionary{keys: make(map[string]Key, len(builtIn)+len(own))}
	for _, k := range own {
		d.keys[k.Key] = k
	}
	for _, k := range builtIn {
		k.BuiltIn = true
		if k.Kind == KindQualification {
			k.Options = slices.Clone(k.Options)
			for _, o := range extra {
				if _, known := k.Find(o.Value); !known {
					k.Options = append(k.Options, o)
				}
			}
		}
		d.keys[k.Key] = k
	}
	return d
}

// Find returns one key.
func (d Dictionary) Find(key string) (Key, bool) {
	k, ok := d.keys[key]
	return k, ok
}

// ByName returns a key by its name or its Chinese label.
func (d Dictionary) ByName(s string) (Key, bool) {
	if k, ok := d.keys[s]; ok {
		return k, true
	}
	for _, k := range d.keys {
		if k.Label == s {
			return k, true
		}
	}
	return Key{}, false
}

// Keys returns every key, the built-in ones first in the order of the format,
// then the instance's own by name.
func (d Dictionary) Keys() []Key {
	list := make([]Key, 0, len(d.keys))
	for _, k := range builtIn {
		list = append(list, d.keys[k.Key])
	}
	built := len(list)
	for _, k := range d.keys {
		if !k.BuiltIn {
			list = append(list, k)
		}
	}
	slices.SortFunc(list[built:], func(a, b Key) int { return cmp.Compare(a.Key, b.Key) })
	return list
}

// Canonical returns a value of the key in the form in which facts are kept, or
// an error whose text says in Chinese what is expected.
func (k Key) Canonical(value string) (string, error) {
	value = strings.TrimSpace(value)
	switch {
	case value == "" || utf8.RuneCountInString(value) > textLimit:
		return "", errText
	case k.Key == "industry":
		line, ok := industry.Parse(value)
		if !ok {
			return "", errCode
		}
		return line.Code, nil
	case k.Key == "division":
		code, err := division.Normalize(value)
		if err != nil {
			return "", errCode
		}
		return code, nil
	case k.Key == "status":
		if status, known := ParseStatus(value); known && status != "" {
			return status, nil
		}
		return "", expected(k.Options)
	}
	switch k.Kind {
	case KindNumber:
		return CanonicalNumber(value)
	case KindBool:
		return CanonicalBool(value)
	case KindDate:
		day, err := civil.ParseWritten(value)
		if err != nil {
			return "", ErrDay
		}
		return day.String(), nil
	case KindQualification:
		if known, ok := k.Find(value); ok {
			return known, nil
		}
		if !IsCode(value) {
			return "", errQualify
		}
		return value, nil
	}
	if len(k.Options) == 0 {
		return value, nil
	}
	if known, ok := k.Find(value); ok {
		return known, nil
	}
	return "", expected(k.Options)
}

func expected(options []Option) error {
	labels := make([]string, len(options))
	for i, o := range options {
		labels[i] = o.Label
	}
	return fmt.Errorf("应为%s之一", strings.Join(labels, "、"))
}

// IsCode reports whether a text looks like a key or a qualification.
func IsCode(s string) bool { return codeForm.MatchString(s) }

var codeForm = regexp.MustCompile(`^[a-z][a-z0-9_]{0,63}$`)

// Check returns in Chinese what is wrong with a key that is to be added, empty
// when nothing is.
func (k Key) Check() string {
	switch {
	case !IsCode(k.Key):
		return "事实的代号应以小写字母开头，只含小写字母、数字和下划线，最多 64 个字符"
	case k.Label == "" || utf8.RuneCountInString(k.Label) > 40:
		return "名称不能为空，也不能超过 40 个字"
	case !slices.Contains(Kinds(), k.Kind) || k.Kind == KindQualification:
		return "类型应为 number、text、bool、code、date 之一"
	case utf8.RuneCountInString(k.Help) > 200 || utf8.RuneCountInString(k.Unit) > 10:
		return "说明不能超过 200 个字，单位不能超过 10 个字"
	}
	for _, o := range k.Options {
		if o.Value == "" || o.Label == "" {
			return "可选值要有代码和名称"
		}
	}
	return ""
}
