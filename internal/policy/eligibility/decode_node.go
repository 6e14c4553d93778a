package eligibility

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/yikou/yikou/internal/policy/eligibility/strictjson"
)

var combinators = []string{"all", "any", "not", "at_least"}

// node reads one node of a condition tree that stands depth levels down.
func (d *decoder) node(v *strictjson.Value, depth int, bonus bool) *Node {
	d.nodes++
	switch {
	case d.nodes == MaxMeasureNodes+1:
		d.report(v, fmt.Sprintf("条件太多：一个事项最多 %d 个", MaxMeasureNodes))
	case depth > MaxTreeDepth:
		d.report(v, fmt.Sprintf("条件嵌套过深：最多 %d 层", MaxTreeDepth))
	}
	if d.nodes > MaxMeasureNodes || depth > MaxTreeDepth || d.full() {
		return nil
	}
	if v.Kind != strictjson.Object {
		d.report(v, "条件应是对象，这里是"+v.Kind.String())
		return nil
	}
	for _, name := range combinators {
		if child, ok := v.Member(name); ok {
			return d.combination(v, child, name, depth, bonus)
		}
	}
	return d.leaf(v, bonus)
}

func (d *decoder) combination(v, child *strictjson.Value, name string, depth int, bonus bool) *Node {
	outer := d.clauseID
	d.clauseID = ""
	defer func() { d.clauseID = outer }()
	switch name {
	case "not":
		d.members(v, "「not」", []string{"not"})
		n := &Node{Kind: NotNode, Children: make([]*Node, 1)}
		d.at(".not", func() { n.Children[0] = d.node(child, depth+1, bonus) })
		return n
	case "at_least":
		d.members(v, "「at_least」", []string{"at_least", "of"})
		of, ok := v.Member("of")
		if !ok {
			d.report(v, "「at_least」缺少「of」")
			return nil
		}
		n := &Node{Kind: AtLeastNode, Children: d.children(of, "of", depth, bonus)}
		if child.Kind != strictjson.Number || child.Num != math.Trunc(child.Num) || child.Num < 1 || child.Num > float64(len(of.Items)) {
			d.at(".at_least", func() {
				d.report(child, fmt.Sprintf("「at_least」应是 1 到 %d 之间的整数", max(len(of.Items), 1)))
			})
			return nil
		}
		n.K = int(child.Num)
		return n
	}
	d.members(v, "「"+name+"」", []string{name})
	n := &Node{Kind: AllNode}
	if name == "any" {
		n.Kind = AnyNode
	}
	n.Children = d.children(child, name, depth, bonus)
	return n
}

func (d *decoder) children(v *strictjson.Value, name string, depth int, bonus bool) []*Node {
	var out []*Node
	d.at("."+name, func() {
		if v.Kind != strictjson.Array {
			d.report(v, fmt.Sprintf("「%s」应是列表，这里是%s", name, v.Kind))
			return
		}
		if len(v.Items) == 0 {
			d.report(v, fmt.Sprintf("「%s」是空列表，至少要有一个条件", name))
		}
		for i := range v.Items {
			d.at(fmt.Sprintf("[%d]", i), func() { out = append(out, d.node(&v.Items[i], depth+1, bonus)) })
		}
	})
	return out
}

var clauseFields = []string{"id", "role", "fact", "expr", "period", "op", "value", "min_tier", "quote"}

func (d *decoder) leaf(v *strictjson.Value, bonus bool) *Node {
	outer := d.clauseID
	defer func() { d.clauseID = outer }()
	d.clauseID = ""
	if m, ok := v.Member("id"); ok {
		d.clauseID = m.Str
	}
	d.members(v, "条件", clauseFields, combinators)
	c := &Clause{ID: d.id(v), Quote: d.text(v, "quote", false)}
	if c.ID != "" && d.ids[c.ID] {
		d.report(v, fmt.Sprintf("条件编号「%s」在这个事项里用了两次", clip(c.ID)))
	}
	d.ids[c.ID] = true
	c.Role = d.role(v, bonus)
	if c.Role == Discretion {
		d.discretion(v)
	} else {
		d.test(v, c)
	}
	return &Node{Kind: LeafNode, Clause: c}
}

func (d *decoder) role(v *strictjson.Value, bonus bool) Role {
	role := Gate
	if bonus {
		role = BonusRole
	}
	switch s := d.text(v, "role", false); {
	case s == "":
	case s == "discretion":
		role = Discretion
	case s == "gate" && !bonus, s == "bonus" && bonus:
	case s == "gate" || s == "bonus":
		d.report(v, fmt.Sprintf("作用「%s」与所在位置不符：when 里的条件是 gate，bonus 里的条件是 bonus", s))
	default:
		d.report(v, fmt.Sprintf("不认识的作用「%s」，可写 gate、bonus、discretion", clip(s)))
	}
	return role
}

func (d *decoder) discretion(v *strictjson.Value) {
	for _, name := range []string{"fact", "expr", "period", "op", "value", "min_tier"} {
		if m, ok := v.Member(name); ok {
			d.at("."+name, func() { d.report(m, fmt.Sprintf("裁量条件由人判断，不能再写「%s」", name)) })
		}
	}
}

// test reads what a clause tests: the term, the operator, the operand.
func (d *decoder) test(v *strictjson.Value, c *Clause) {
	if s := d.text(v, "min_tier", false); s != "" {
		tier, ok := ParseTier(s)
		if !ok {
			d.at(".min_tier", func() {
				d.report(v, fmt.Sprintf("不认识的证据等级「%s」，可写 T0、T1、T2、T3", clip(s)))
			})
		}
		c.MinTier = tier
	}
	fact, hasFact := v.Member("fact")
	expr, hasExpr := v.Member("expr")
	switch {
	case hasFact && hasExpr:
		d.report(v, "「fact」和「expr」只能写一个")
		return
	case hasExpr:
		if p, ok := v.Member("period"); ok {
			d.at(".period", func() { d.report(p, "「period」要写在「expr」里的每个事实上") })
		}
		d.at(".expr", func() { c.Term = d.term(expr, 1) })
	case hasFact:
		c.Term = d.fact(v, fact)
	default:
		d.report(v, "缺少「fact」或「expr」：没有写明看哪个事实")
		return
	}
	name := d.text(v, "op", true)
	if name == "" {
		return
	}
	index := slices.Index(opNames[:], name)
	if index < 0 {
		d.at(".op", func() {
			d.report(v, fmt.Sprintf("不认识的运算符「%s」，可用：%s", clip(name), strings.Join(opNames[:], " ")))
		})
		return
	}
	c.Op = Op(index)
	if hasExpr && c.Op > In {
		d.at(".op", func() { d.report(v, fmt.Sprintf("「%s」只能用于事实，不能用于「expr」", name)) })
		return
	}
	before := len(d.problems)
	d.operand(v, c)
	if len(d.problems) == before && hasFact {
		d.kind(v, c)
	}
}

// fact reads the key and period of the object that names a fact.
func (d *decoder) fact(v, key *strictjson.Value) Term {
	t := Term{Kind: FactTerm, Key: key.Str}
	if key.Kind != strictjson.String || key.Str == "" || len(key.Str) > maxIDBytes {
		d.at(".fact", func() { d.report(key, "「fact」应是事实的名称") })
	}
	if p, ok := v.Member("period"); ok {
		period, good := Period{}, false
		if p.Kind == strictjson.String && p.Str != "" {
			period, good = ParsePeriod(p.Str)
		}
		if !good {
			d.at(".period", func() {
				d.report(p, fmt.Sprintf("期间「%s」写法不对，应为 \"2025\"、\"Y\" 或 \"Y-1\" 到 \"Y-%d\"", clip(p.Str), maxYearsBack))
			})
		}
		t.Period = period
	}
	if _, known := d.opts.Dictionary[t.Key]; !known && d.opts.Strict && t.Key != "" {
		d.at(".fact", func() { d.report(key, fmt.Sprintf("事实字典里没有「%s」", clip(t.Key))) })
	}
	return t
}

// kind reports an operand that the key's kind can never meet.
func (d *decoder) kind(v *strictjson.Value, c *Clause) {
	kind := d.opts.Dictionary[c.Term.Key]
	if !kind.allows(c.Domain) {
		d.report(v, fmt.Sprintf("事实「%s」是%s，不能用「%s」比%s", clip(c.Term.Key), kindWords[kind], c.Op, domainWords[c.Domain]))
	}
}

var kindWords = [...]string{"任意值", "数字", "文字", "是否", "代码", "日期", "资质"}

var domainWords = [...]string{"数字", "文字", "日期", "是否", "资质", "有无", "行业", "区划", "代码"}

// term reads a fact, a number or an operation.
func (d *decoder) term(v *strictjson.Value, depth int) Term {
	d.nodes++
	if d.nodes > MaxMeasureNodes || depth > MaxTermDepth {
		d.report(v, fmt.Sprintf("算式太复杂：最多 %d 层，一个事项最多 %d 个节点", MaxTermDepth, MaxMeasureNodes))
		return Term{}
	}
	if v.Kind == strictjson.Number {
		return Term{Kind: NumberTerm, Number: v.Num + 0}
	}
	if v.Kind != strictjson.Object {
		d.report(v, "算式里应是事实、数字或 add sub mul div，这里是"+v.Kind.String())
		return Term{}
	}
	if key, ok := v.Member("fact"); ok {
		d.members(v, "事实", []string{"fact", "period"})
		t := d.fact(v, key)
		if kind := d.opts.Dictionary[t.Key]; !kind.allows(OfNumber) {
			d.report(v, fmt.Sprintf("事实「%s」是%s，不能参加计算", clip(t.Key), kindWords[kind]))
		}
		return t
	}
	if inner, ok := v.Member("expr"); ok {
		d.members(v, "算式", []string{"expr"})
		var t Term
		d.at(".expr", func() { t = d.term(inner, depth+1) })
		return t
	}
	for i, name := range termOps {
		args, ok := v.Member(name)
		if !ok {
			continue
		}
		d.members(v, "算式", []string{name})
		t := Term{Kind: AddTerm + TermKind(i)}
		d.at("."+name, func() {
			if args.Kind != strictjson.Array || len(args.Items) < 2 {
				d.report(args, fmt.Sprintf("「%s」应是至少两项的列表", name))
				return
			}
			for i := range args.Items {
				d.at(fmt.Sprintf("[%d]", i), func() { t.Args = append(t.Args, d.term(&args.Items[i], depth+1)) })
			}
		})
		return t
	}
	d.members(v, "算式", []string{"fact", "period", "expr"}, termOps)
	d.report(v, "算式里应有 fact、add、sub、mul 或 div 之一")
	return Term{}
}

var termOps = []string{"add", "sub", "mul", "div"}
