package wording

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/yikou/yikou/internal/policy/eligibility"
)

// Sentence says a whole condition so that it means one thing only, also when it
// is read aloud and nobody hears the brackets: every group says first how many
// items it has and how many of them must hold, and counts its items in a way of
// its own level. A denied group is said by its denied items (没有一项 becomes 每项都不,
// which in four-valued logic is the same), so that nobody has to turn a group
// round in the mind. Empty for no condition.
func (w *Words) Sentence(n *eligibility.Node) string {
	if n == nil {
		return ""
	}
	return w.tell(plain(n, false), 1)
}

// saying is a condition without nots above groups: a clause, perhaps denied, or
// need of items.
type saying struct {
	clause *eligibility.Clause
	denied bool
	need   int
	items  []saying
}

// plain moves every not down to the clauses and joins groups that a reader would
// not tell apart: all within all, any within any, a group of one.
func plain(n *eligibility.Node, denied bool) saying {
	switch n.Kind {
	case eligibility.LeafNode:
		return saying{clause: n.Clause, denied: denied}
	case eligibility.NotNode:
		return plain(n.Children[0], !denied)
	}
	total := len(n.Children)
	if total == 1 {
		return plain(n.Children[0], denied)
	}
	need := map[eligibility.NodeKind]int{eligibility.AllNode: total, eligibility.AnyNode: 1, eligibility.AtLeastNode: n.K}[n.Kind]
	if denied {
		need = total - need + 1
	}
	s := saying{}
	everything, one := need == total, need == 1
	for _, child := range n.Children {
		c := plain(child, denied)
		same := c.clause == nil && (everything && c.need == len(c.items) || one && c.need == 1)
		if same {
			s.items = append(s.items, c.items...)
		} else {
			s.items = append(s.items, c)
		}
	}
	s.need = need
	if everything {
		s.need = len(s.items)
	}
	return s
}

func (w *Words) tell(s saying, level int) string {
	if s.clause != nil {
		if s.denied {
			return w.Denied(s.clause)
		}
		return w.Clause(s.clause)
	}
	items := make([]string, len(s.items))
	for i, item := range s.items {
		items[i] = ordinal(level, i+1) + "，" + w.tell(item, level+1)
	}
	head := fmt.Sprintf("下列 %d 项至少满足 %d 项", len(items), s.need)
	if s.need == len(items) {
		head = fmt.Sprintf("下列 %d 项须全部满足", len(items))
	}
	if level == 1 {
		return head + "：" + strings.Join(items, "；")
	}
	return head + "（" + strings.Join(items, "；") + "）"
}

// stems count the items of a third level.
var stems = [...]string{"甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸"}

// ordinal counts items differently on each level, so that it is heard to which
// list an item belongs.
func ordinal(level, n int) string {
	switch {
	case level == 1:
		return "第" + numeral(n)
	case level == 2:
		return "其" + numeral(n)
	case level == 3 && n <= len(stems):
		return stems[n-1] + "项"
	}
	return strings.Repeat("小", level-2) + "项 " + strconv.Itoa(n)
}

// numeral writes 1 to 99 in Chinese, greater numbers in digits.
func numeral(n int) string {
	const digits = "零一二三四五六七八九"
	digit := func(d int) string { return string([]rune(digits)[d]) }
	switch {
	case n < 10:
		return digit(n)
	case n > 99:
		return strconv.Itoa(n)
	}
	said := "十"
	if n >= 20 {
		said = digit(n/10) + said
	}
	if n%10 > 0 {
		said += digit(n % 10)
	}
	return said
}

// opposites are the operators that hold exactly where the other does not.
var opposites = map[eligibility.Op]eligibility.Op{
	eligibility.Equal: eligibility.NotEqual, eligibility.NotEqual: eligibility.Equal,
	eligibility.Less: eligibility.GreaterEqual, eligibility.GreaterEqual: eligibility.Less,
	eligibility.Greater: eligibility.LessEqual, eligibility.LessEqual: eligibility.Greater,
	eligibility.OlderThan: eligibility.YoungerThan, eligibility.YoungerThan: eligibility.OlderThan,
}

// Denied says that a clause must not hold: “未列入失信名单”, “注册地不在云溪区”.
func (w *Words) Denied(c *eligibility.Clause) string {
	if c.Role != eligibility.Discretion {
		if op, ok := opposites[c.Op]; ok {
			other := *c
			other.Op = op
			return w.Clause(&other)
		}
	}
	text := w.Clause(c)
	switch {
	case c.Role == eligibility.Discretion && c.Quote != "":
		return "不属于“" + text + "”的情形"
	case c.Role == eligibility.Discretion:
		return "不" + text
	case c.Op == eligibility.Has:
		return strings.Replace(text, "持有", "未持有", 1)
	case c.Op == eligibility.Exists:
		return "没" + text
	case c.Op == eligibility.Under && c.Term.Key == "division":
		return strings.Replace(text, "注册地在", "注册地不在", 1)
	case c.Op == eligibility.Under:
		return strings.Replace(text, "属于", "不属于", 1)
	case c.Op == eligibility.In && c.Term.Kind == eligibility.FactTerm:
		p := w.phrase(c)
		return p.subject + "不" + p.predicate
	}
	return "并非" + text
}

// BenefitSentence says what there is to get in one sentence that means one thing
// only, as Sentence does; empty for a measure that gives no money.
func (w *Words) BenefitSentence(b *eligibility.Benefit) string { return w.gives(b, 1) }

func (w *Words) gives(b *eligibility.Benefit, level int) string {
	switch {
	case b == nil:
		return ""
	case b.Kind == eligibility.TiersBenefit:
		return fmt.Sprintf("分 %d 档：", len(b.Steps)) + strings.Join(w.tiers(b), "，")
	case b.Kind != eligibility.SumBenefit && b.Kind != eligibility.MaxBenefit:
		return strings.Join(w.Benefit(b), "")
	case len(b.Parts) == 1:
		return w.gives(b.Parts[0], level)
	}
	items := make([]string, len(b.Parts))
	for i, part := range b.Parts {
		items[i] = ordinal(level, i+1) + "，" + w.gives(part, level+1)
	}
	head := fmt.Sprintf("下列 %d 项相加", len(items))
	if b.Kind == eligibility.MaxBenefit {
		head = fmt.Sprintf("下列 %d 项取最高的一项", len(items))
	}
	if level == 1 {
		return head + "：" + strings.Join(items, "；")
	}
	return head + "（" + strings.Join(items, "；") + "）"
}
