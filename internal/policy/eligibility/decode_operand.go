package eligibility

import (
	"fmt"

	"github.com/yikou/yikou/internal/policy/eligibility/strictjson"
	"github.com/yikou/yikou/internal/standard/civil"
	"github.com/yikou/yikou/internal/standard/division"
	"github.com/yikou/yikou/internal/standard/industry"
)

// maxOperands bounds the list of `in` and `under`. It is a guess.
const maxOperands = 2000

// operand reads the value of a clause as its operator wants it and settles what
// is compared.
func (d *decoder) operand(v *strictjson.Value, c *Clause) {
	val, ok := v.Member("value")
	if c.Op == Exists {
		c.Domain = OfPresence
		// A literal true says what the operator says already.
		if ok && !(val.Kind == strictjson.Bool && val.Bool) {
			d.at(".value", func() { d.report(val, "「exists」不带「value」；要表示没有，请写在「not」里") })
		}
		return
	}
	if !ok {
		d.report(v, fmt.Sprintf("运算符「%s」缺少「value」", c.Op))
		return
	}
	d.at(".value", func() {
		switch c.Op {
		case Equal, NotEqual:
			d.scalar(val, c, true)
		case Less, LessEqual, Greater, GreaterEqual:
			d.scalar(val, c, false)
		case Between:
			d.between(val, c)
		case In:
			d.in(val, c)
		case Under:
			d.under(val, c)
		case Has:
			if val.Kind != strictjson.String || val.Str == "" {
				d.report(val, "「has」的值应是一个资质代码")
				return
			}
			c.Domain, c.Values = OfQualification, []Value{TextValue(val.Str)}
		case OlderThan, YoungerThan:
			d.span(val, c)
		}
	})
	if c.Term.Kind != FactTerm && c.Domain != OfNumber {
		d.at(".value", func() { d.report(val, "算式的结果是数字，只能和数字比较") })
	}
}

// single reads one operand; a text that is a date is compared as one.
func single(v *strictjson.Value) (Value, Domain, bool) {
	switch v.Kind {
	case strictjson.Number:
		return NumberValue(v.Num), OfNumber, true
	case strictjson.Bool:
		return BoolValue(v.Bool), OfBool, true
	case strictjson.String:
		if _, err := civil.Parse(v.Str); err == nil {
			return TextValue(v.Str), OfDate, true
		}
		return TextValue(v.Str), OfText, true
	default:
		return Value{}, 0, false
	}
}

func (d *decoder) scalar(v *strictjson.Value, c *Clause, equality bool) {
	val, domain, ok := single(v)
	switch {
	case !ok:
		d.report(v, fmt.Sprintf("「%s」的值应是一个数字、日期%s，这里是%s", c.Op, map[bool]string{true: "、文字或是否"}[equality], v.Kind))
	case !equality && domain != OfNumber && domain != OfDate:
		d.report(v, fmt.Sprintf("「%s」只能比较数字，或写成 YYYY-MM-DD 的日期", c.Op))
	default:
		c.Domain, c.Values = domain, []Value{val}
	}
}

func (d *decoder) between(v *strictjson.Value, c *Clause) {
	if v.Kind != strictjson.Array || len(v.Items) != 2 {
		d.report(v, "「between」的值应是 [下限, 上限]")
		return
	}
	lo, first, ok1 := single(&v.Items[0])
	hi, second, ok2 := single(&v.Items[1])
	if !ok1 || !ok2 || first != second || first != OfNumber && first != OfDate {
		d.report(v, "「between」的上下限应同为数字，或同为 YYYY-MM-DD 的日期")
		return
	}
	c.Domain, c.Values, c.List = first, []Value{lo, hi}, true
}

func (d *decoder) in(v *strictjson.Value, c *Clause) {
	if !d.list(v, c.Op) {
		return
	}
	c.List = true
	for i := range v.Items {
		val, domain, ok := single(&v.Items[i])
		switch {
		case !ok:
			d.at(fmt.Sprintf("[%d]", i), func() { d.report(&v.Items[i], "列表里应是数字、文字、日期或是否") })
			return
		case i > 0 && val.Kind != c.Values[0].Kind:
			d.at(fmt.Sprintf("[%d]", i), func() { d.report(&v.Items[i], "列表里各项的类型要一致") })
			return
		case i == 0:
			c.Domain = domain
		case domain == OfText:
			// One plain text among dates makes all of them texts.
			c.Domain = OfText
		}
		c.Values = append(c.Values, val)
	}
}

func (d *decoder) list(v *strictjson.Value, op Op) bool {
	if v.Kind != strictjson.Array || len(v.Items) == 0 || len(v.Items) > maxOperands {
		d.report(v, fmt.Sprintf("「%s」的值应是 1 到 %d 项的列表", op, maxOperands))
		return false
	}
	return true
}

func (d *decoder) under(v *strictjson.Value, c *Clause) {
	items := []strictjson.Value{*v}
	if v.Kind == strictjson.Array {
		if !d.list(v, c.Op) {
			return
		}
		c.List, items = true, v.Items
	}
	for i := range items {
		if items[i].Kind != strictjson.String || items[i].Str == "" {
			d.report(&items[i], "「under」的值应是代码或代码的列表")
			return
		}
		c.Values = append(c.Values, TextValue(items[i].Str))
	}
	c.Domain = treeOf(c.Term.Key, c.Values)
	for i := range items {
		if code := items[i].Str; !codeOf(c.Domain, code) {
			d.report(&items[i], fmt.Sprintf("「%s」不是%s代码", clip(code), domainWords[c.Domain]))
		}
	}
}

// treeOf returns the code tree that a key's values lie in. Of a key other than
// division and industry it is judged by the operands: digits as long as a
// district's, street's or community's code are divisions.
func treeOf(key string, values []Value) Domain {
	switch key {
	case "division":
		return OfDivision
	case "industry":
		return OfIndustry
	}
	for _, v := range values {
		if n := len(v.Text); !codeOf(OfDivision, v.Text) || n < 6 {
			return OfBranch
		}
	}
	return OfDivision
}

// codeOf reports whether a text has the form of a code of that tree.
func codeOf(tree Domain, code string) bool {
	_, ok := CanonicalText(tree, code)
	return ok
}

// CanonicalText returns the spelling of a fact's text in which a clause of that
// domain compares it; false where the text is of no use to it: a date that is no
// date, a code that has not the form of one.
func CanonicalText(d Domain, text string) (string, bool) {
	switch d {
	case OfDate:
		_, err := civil.Parse(text)
		return text, err == nil
	case OfDivision:
		// Every code lies under the country's, and nothing else does.
		return text, division.Under(text, "00")
	case OfIndustry:
		return industry.Normalize(text)
	case OfNumber, OfBool:
		return "", false
	default:
		return text, true
	}
}

// BranchPrefix returns what the canonical text of every code in a branch starts
// with.
func BranchPrefix(tree Domain, branch string) string {
	switch tree {
	case OfDivision:
		return division.Branch(branch)
	case OfIndustry:
		branch, _ = industry.Normalize(branch)
	}
	return branch
}

func (d *decoder) span(v *strictjson.Value, c *Clause) {
	var err error
	c.Span, err = civil.ParsePeriod(v.Str)
	if v.Kind != strictjson.String || err != nil {
		d.report(v, fmt.Sprintf("「%s」的值应是 ISO 8601 时长，如 P3Y、P6M、P90D", c.Op))
		return
	}
	c.Domain, c.Values = OfDate, []Value{TextValue(v.Str)}
}
