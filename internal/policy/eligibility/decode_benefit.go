package eligibility

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/yikou/yikou/internal/policy/eligibility/strictjson"
)

var benefitKinds = []string{"fixed", "rate", "per", "tiers", "sum", "max"}

// benefit reads an amount formula: an object with exactly one of benefitKinds.
func (d *decoder) benefit(v *strictjson.Value, depth int) *Benefit {
	d.nodes++
	if d.nodes > MaxMeasureNodes || depth > MaxTermDepth {
		d.report(v, fmt.Sprintf("金额写法太复杂：最多 %d 层", MaxTermDepth))
		return nil
	}
	if !d.members(v, "金额", benefitKinds) {
		return nil
	}
	if len(v.Members) != 1 {
		d.report(v, "金额应写且只写一种：fixed、rate、per、tiers、sum 或 max")
		return nil
	}
	name, val := v.Members[0].Name, &v.Members[0].Value
	kind := slices.Index(benefitKinds, name)
	if kind < 0 {
		return nil
	}
	b := &Benefit{Kind: BenefitKind(kind)}
	d.at("."+name, func() {
		switch b.Kind {
		case FixedBenefit:
			b.Fixed = d.money(val)
		case RateBenefit:
			d.rate(val, b)
		case PerBenefit:
			d.per(val, b)
		case TiersBenefit:
			d.tiers(val, b)
		default:
			d.parts(val, b, depth)
		}
	})
	return b
}

func (d *decoder) rate(v *strictjson.Value, b *Benefit) {
	if !d.members(v, "「rate」", []string{"of", "rate", "cap"}) {
		return
	}
	d.of(v, b)
	rate, ok := v.Member("rate")
	switch {
	case !ok:
		d.report(v, "缺少「rate」")
	case rate.Kind != strictjson.Number || rate.Num < 0:
		d.at(".rate", func() { d.report(rate, "「rate」应是不小于 0 的数字，10% 写作 0.1") })
	default:
		b.Rate = rate.Num + 0
	}
	d.limit(v, b)
}

func (d *decoder) per(v *strictjson.Value, b *Benefit) {
	if !d.members(v, "「per」", []string{"of", "each", "cap"}) {
		return
	}
	d.of(v, b)
	if each, ok := v.Member("each"); ok {
		d.at(".each", func() { b.Fixed = d.money(each) })
	} else {
		d.report(v, "缺少「each」")
	}
	d.limit(v, b)
}

func (d *decoder) limit(v *strictjson.Value, b *Benefit) {
	if c, ok := v.Member("cap"); ok {
		d.at(".cap", func() { b.Cap, b.Capped = d.money(c), true })
	}
}

func (d *decoder) of(v *strictjson.Value, b *Benefit) {
	of, ok := v.Member("of")
	if !ok {
		d.report(v, "缺少「of」：没有写明按什么计算")
		return
	}
	d.at(".of", func() { b.Of = d.term(of, 1) })
}

func (d *decoder) tiers(v *strictjson.Value, b *Benefit) {
	if !d.members(v, "「tiers」", []string{"of", "steps"}) {
		return
	}
	d.of(v, b)
	steps, ok := v.Member("steps")
	if !ok || steps.Kind != strictjson.Array || len(steps.Items) == 0 || len(steps.Items) > maxOperands {
		d.report(v, fmt.Sprintf("「steps」应是 1 到 %d 项的列表", maxOperands))
		return
	}
	for i := range steps.Items {
		d.at(fmt.Sprintf(".steps[%d]", i), func() { d.step(&steps.Items[i], b) })
	}
	slices.SortStableFunc(b.Steps, func(x, y Step) int { return cmp.Compare(x.From, y.From) })
	for i := 1; i < len(b.Steps); i++ {
		if b.Steps[i].From == b.Steps[i-1].From {
			d.report(steps, fmt.Sprintf("「steps」里有两档的起点都是 %v", b.Steps[i].From))
			return
		}
	}
}

func (d *decoder) step(v *strictjson.Value, b *Benefit) {
	if !d.members(v, "档次", []string{"from", "amount"}) {
		return
	}
	from, ok := v.Member("from")
	if !ok || from.Kind != strictjson.Number {
		d.report(v, "「from」应是数字")
		return
	}
	amount, ok := v.Member("amount")
	if !ok {
		d.report(v, "缺少「amount」")
		return
	}
	step := Step{From: from.Num + 0}
	d.at(".amount", func() { step.Amount = d.money(amount) })
	b.Steps = append(b.Steps, step)
}

func (d *decoder) parts(v *strictjson.Value, b *Benefit, depth int) {
	if v.Kind != strictjson.Array || len(v.Items) == 0 {
		d.report(v, "「sum」和「max」应是至少一项的列表")
		return
	}
	for i := range v.Items {
		d.at(fmt.Sprintf("[%d]", i), func() { b.Parts = append(b.Parts, d.benefit(&v.Items[i], depth+1)) })
	}
}

func (d *decoder) money(v *strictjson.Value) int64 {
	fen, ok := int64(0), false
	if v.Kind == strictjson.String {
		fen, ok = ParseMoney(v.Str)
	}
	if !ok {
		d.report(v, `金额应写成带两位小数的文字，如 "1234.50"，且不能为负`)
	}
	return fen
}

// ParseMoney reads yuan with exactly two decimals, like 1234.50, into fen. Signs,
// separators, leading zeros and amounts beyond MaxAmount are not accepted.
func ParseMoney(s string) (fen int64, ok bool) {
	if len(s) < 4 || len(s) > 18 || s[len(s)-3] != '.' || s[0] == '0' && s[1] != '.' {
		return 0, false
	}
	for i := range len(s) {
		if i == len(s)-3 {
			continue
		}
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		fen = fen*10 + int64(s[i]-'0')
	}
	return fen, fen <= MaxAmount
}
