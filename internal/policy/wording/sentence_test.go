package wording

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/yikou/yikou/internal/policy/eligibility"
)

func readMeasure(t require.TestingT, members string) *eligibility.Measure {
	m, err := eligibility.DecodeMeasure([]byte(`{"id":"m","title":"t",`+members+`}`), eligibility.DecodeOptions{})
	require.NoError(t, err, members)
	return m
}

func TestAConditionIsSaidInOneSentence(t *testing.T) {
	t.Parallel()
	w := testWords()
	const (
		place  = `{"id":"a","fact":"division","op":"under","value":"390102"}`
		trade  = `{"id":"b","fact":"industry","op":"under","value":"C"}`
		high   = `{"id":"c","fact":"qualification","op":"has","value":"high_tech"}`
		listed = `{"id":"d","fact":"dishonest","op":"=","value":true}`
		odd    = `{"id":"e","fact":"abnormal","op":"=","value":true}`
		old    = `{"id":"f","fact":"registered","op":"older_than","value":"P3Y"}`
		sizes  = `{"id":"g","fact":"size_class","op":"in","value":["small","micro"]}`
		span   = `{"id":"h","fact":"staff","period":"Y-1","op":"between","value":[10,20]}`
		record = `{"id":"i","fact":"first_set","op":"exists"}`
		human  = `{"id":"j","role":"discretion","quote":"技术水平国内领先"}`
		money  = `{"id":"k","fact":"revenue","period":"Y-1","op":">=","value":5000000,"min_tier":"T0"}`
	)
	for condition, want := range map[string]string{
		place:                                             "注册地在云溪区",
		`{"not":` + listed + `}`:                          "未列入失信名单",
		`{"not":` + place + `}`:                           "注册地不在云溪区",
		`{"not":` + trade + `}`:                           "不属于制造业",
		`{"not":` + high + `}`:                            "未持有有效的高新技术企业资质",
		`{"not":` + old + `}`:                             "成立不满 3 年",
		`{"not":` + sizes + `}`:                           "企业规模不为小型、微型之一",
		`{"not":` + span + `}`:                            "并非上年度从业人员在 10 人至 20 人之间",
		`{"not":` + record + `}`:                          "没有首台套产品的记录",
		`{"not":` + human + `}`:                           "不属于“技术水平国内领先”的情形",
		`{"not":` + money + `}`:                           "上年度营业收入低于 500 万元（以部门数据为准）",
		`{"not":{"not":` + place + `}}`:                   "注册地在云溪区",
		`{"all":[` + place + `]}`:                         "注册地在云溪区",
		`{"any":[{"all":[` + place + `,` + trade + `]}]}`: "下列 2 项须全部满足：第一，注册地在云溪区；第二，属于制造业",
		`{"all":[` + place + `,{"all":[` + trade + `,` + high + `]}]}`:                                 "下列 3 项须全部满足：第一，注册地在云溪区；第二，属于制造业；第三，持有有效的高新技术企业资质",
		`{"not":{"any":[` + listed + `,` + odd + `]}}`:                                                 "下列 2 项须全部满足：第一，未列入失信名单；第二，未列入经营异常名录",
		`{"not":{"all":[` + listed + `,` + odd + `]}}`:                                                 "下列 2 项至少满足 1 项：第一，未列入失信名单；第二，未列入经营异常名录",
		`{"at_least":2,"of":[` + trade + `,` + high + `,` + old + `]}`:                                 "下列 3 项至少满足 2 项：第一，属于制造业；第二，持有有效的高新技术企业资质；第三，成立满 3 年",
		`{"all":[` + place + `,{"any":[` + trade + `,{"all":[` + high + `,` + old + `]}]}]}`:           "下列 2 项须全部满足：第一，注册地在云溪区；第二，下列 2 项至少满足 1 项（其一，属于制造业；其二，下列 2 项须全部满足（甲项，持有有效的高新技术企业资质；乙项，成立满 3 年））",
		`{"any":[` + trade + `,{"not":{"at_least":2,"of":[` + listed + `,` + odd + `,` + old + `]}}]}`: "下列 2 项至少满足 1 项：第一，属于制造业；第二，下列 3 项至少满足 2 项（其一，未列入失信名单；其二，未列入经营异常名录；其三，成立不满 3 年）",
	} {
		require.Equal(t, want, w.Sentence(readMeasure(t, `"when":`+condition).When), condition)
	}
	require.Empty(t, w.Sentence(nil))
}

// drawCondition draws a condition over the clauses staff >= 1, staff >= 2, …
// each of which occurs once.
func drawCondition(t *rapid.T, depth int, next *int) *eligibility.Node {
	kind := eligibility.LeafNode
	if depth > 0 {
		kind = rapid.SampledFrom([]eligibility.NodeKind{eligibility.LeafNode, eligibility.AllNode, eligibility.AnyNode, eligibility.NotNode, eligibility.AtLeastNode}).Draw(t, "kind")
	}
	n := &eligibility.Node{Kind: kind}
	switch kind {
	case eligibility.LeafNode:
		*next++
		n.Clause = &eligibility.Clause{ID: strconv.Itoa(*next), Op: eligibility.GreaterEqual, Term: eligibility.Term{Kind: eligibility.FactTerm, Key: "staff"}, Values: []eligibility.Value{eligibility.NumberValue(float64(*next))}}
		return n
	case eligibility.NotNode:
		n.Children = []*eligibility.Node{drawCondition(t, depth-1, next)}
		return n
	}
	for range rapid.IntRange(1, 3).Draw(t, "children") {
		n.Children = append(n.Children, drawCondition(t, depth-1, next))
	}
	if kind == eligibility.AtLeastNode {
		n.K = rapid.IntRange(1, len(n.Children)).Draw(t, "k")
	}
	return n
}

// listener understands a sentence by its sounds alone.
type listener struct {
	t     require.TestingT
	heard string
}

func (l *listener) hear(pattern string) []string {
	found := regexp.MustCompile(`^` + pattern).FindStringSubmatch(l.heard)
	if found != nil {
		l.heard = l.heard[len(found[0]):]
	}
	return found
}

// truth hears one condition and says whether it holds where the numbered clauses
// do that holds says.
func (l *listener) truth(level int, holds func(int) bool) bool {
	if found := l.hear(`从业人员(不低于|低于)(\d+)人`); found != nil {
		n, err := strconv.Atoi(found[2])
		require.NoError(l.t, err)
		return holds(n) == (found[1] == "不低于")
	}
	found := l.hear(`下列(\d+)项(?:须全部满足|至少满足(\d+)项)`)
	require.NotNil(l.t, found, l.heard)
	total, err := strconv.Atoi(found[1])
	require.NoError(l.t, err)
	need := total
	if found[2] != "" {
		need, err = strconv.Atoi(found[2])
		require.NoError(l.t, err)
	}
	count := 0
	for i := range total {
		said := strings.ReplaceAll(ordinal(level, i+1), " ", "")
		require.True(l.t, strings.HasPrefix(l.heard, said), "%s does not go on with %s", l.heard, said)
		l.heard = l.heard[len(said):]
		if l.truth(level+1, holds) {
			count++
		}
	}
	return count >= need
}

func meaning(n *eligibility.Node, holds func(int) bool) bool {
	if n.Kind == eligibility.LeafNode {
		return holds(int(n.Clause.Values[0].Num))
	}
	count := 0
	for _, child := range n.Children {
		if meaning(child, holds) {
			count++
		}
	}
	switch n.Kind {
	case eligibility.NotNode:
		return count == 0
	case eligibility.AnyNode:
		return count > 0
	case eligibility.AtLeastNode:
		return count >= n.K
	}
	return count == len(n.Children)
}

func TestWhoHearsAConditionReadAloudUnderstandsWhatItMeans(t *testing.T) {
	t.Parallel()
	w := testWords()
	rapid.Check(t, func(t *rapid.T) {
		clauses := 0
		n := drawCondition(t, 4, &clauses)
		said := w.Sentence(n)
		sounds := regexp.MustCompile(`[，；：（） ]`).ReplaceAllString(said, "")
		for range 8 {
			bits := rapid.Uint64().Draw(t, "which clauses hold")
			holds := func(clause int) bool { return bits>>(clause%64)&1 == 1 }
			l := &listener{t: t, heard: sounds}
			require.Equal(t, meaning(n, holds), l.truth(1, holds), said)
			require.Empty(t, l.heard, said)
		}
	})
}

func TestItemsAreCountedInChinese(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]string{1: "一", 9: "九", 10: "十", 11: "十一", 20: "二十", 34: "三十四", 99: "九十九", 100: "100"} {
		require.Equal(t, want, numeral(n))
	}
	require.Equal(t, "甲项", ordinal(3, 1))
	require.Equal(t, "小项 11", ordinal(3, 11))
	require.Equal(t, "小小项 1", ordinal(4, 1))
}

func TestABenefitOfSeveralPartsIsSaidInOneSentence(t *testing.T) {
	t.Parallel()
	w := testWords()
	for benefit, want := range map[string]string{
		`{"fixed":"100000.00"}`: "10 万元",
		`{"tiers":{"of":` + rev1 + `,"steps":[{"from":0,"amount":"1.00"},{"from":10000,"amount":"2.00"}]}}`: "分 2 档：上年度营业收入 不足 1 万元的，1 元，上年度营业收入 1 万元以上的，2 元",
		`{"sum":[{"fixed":"1.00"}]}`: "1 元",
		`{"sum":[{"fixed":"1.00"},{"max":[{"fixed":"2.00"},{"fixed":"3.00"}]}]}`: "下列 2 项相加：第一，1 元；第二，下列 2 项取最高的一项（其一，2 元；其二，3 元）",
	} {
		require.Equal(t, want, w.BenefitSentence(readMeasure(t, `"when":{"id":"c","fact":"staff","op":"exists"},"benefit":`+benefit).Benefit), benefit)
	}
	m := readMeasure(t, `"when":{"id":"c","fact":"staff","op":"exists"},"bonus":[{"when":{"any":[{"id":"x","fact":"qualification","op":"has","value":"high_tech"},{"id":"y","fact":"listed","op":"=","value":true}]},"benefit":{"fixed":"50000.00"}}]`)
	require.Equal(t, "下列 2 项至少满足 1 项（其一，持有有效的高新技术企业资质；其二，已上市）的，另加：5 万元", w.Bonus(&m.Bonuses[0]))
}

func TestAnExampleIsWorkedOutStepByStep(t *testing.T) {
	t.Parallel()
	w := testWords()
	values := map[string]float64{"rd_expense Y-1": 2_000_000, "rd_expense Y-2": 500_000, "graduates_hired Y": 12, "revenue Y-1": 8_000_000}
	given := func(f *eligibility.Term) (float64, bool) {
		for _, p := range [...]string{"Y", "Y-1", "Y-2"} {
			if period, _ := eligibility.ParsePeriod(p); f.Period == period {
				v, ok := values[f.Key+" "+p]
				return v, ok
			}
		}
		return 0, false
	}
	for benefit, want := range map[string]struct {
		fen   int64
		words string
		ok    bool
	}{
		`{"fixed":"100000.00"}`: {10_000_000, "固定 10 万元", true},
		`{"rate":{"of":` + rd1 + `,"rate":0.1,"cap":"500000.00"}}`:                                                         {20_000_000, "上年度研发费用 200 万元 × 10% = 20 万元，没有超过上限 50 万元", true},
		`{"rate":{"of":` + rd1 + `,"rate":0.1,"cap":"150000.00"}}`:                                                         {15_000_000, "上年度研发费用 200 万元 × 10% = 20 万元，超过上限，按上限 15 万元", true},
		`{"rate":{"of":` + rd1 + `,"rate":0.1}}`:                                                                           {20_000_000, "上年度研发费用 200 万元 × 10% = 20 万元", true},
		`{"rate":{"of":{"sub":[` + rd1 + `,` + rd2 + `]},"rate":0.2}}`:                                                     {30_000_000, "（上年度研发费用 200 万元 − 前年度研发费用 50 万元） × 20% = 30 万元", true},
		`{"rate":{"of":{"sub":[` + rd2 + `,` + rd1 + `]},"rate":0.2}}`:                                                     {0, "（前年度研发费用 50 万元 − 上年度研发费用 200 万元） × 20% = 0 元（负数按 0 计）", true},
		`{"rate":{"of":{"div":[` + rd2 + `,0]},"rate":0.2}}`:                                                               {0, "（前年度研发费用 50 万元 ÷ 0）算不出来，例如除数是 0", false},
		`{"per":{"of":{"fact":"graduates_hired","period":"Y"},"each":"1500.00","cap":"100000.00"}}`:                        {1_800_000, "本年度招用高校毕业生 12 人 × 1,500 元 = 1.8 万元，没有超过上限 10 万元", true},
		`{"tiers":{"of":` + rev1 + `,"steps":[{"from":1000000,"amount":"5000.00"},{"from":9000000,"amount":"20000.00"}]}}`: {500_000, "上年度营业收入 800 万元，适用“上年度营业收入 100 万元以上、不足 900 万元的，5,000 元”", true},
		`{"tiers":{"of":` + rev1 + `,"steps":[{"from":9000000,"amount":"20000.00"}]}}`:                                     {0, "上年度营业收入 800 万元，不到最低一档，金额为 0 元", true},
		`{"sum":[{"fixed":"1.00"},{"fixed":"2.00"}]}`:                                                                      {300, "其一，固定 1 元；其二，固定 2 元；相加得 3 元", true},
		`{"max":[{"fixed":"1.00"},{"fixed":"2.00"}]}`:                                                                      {200, "其一，固定 1 元；其二，固定 2 元；取最高的 2 元", true},
		`{"per":{"of":` + staff1 + `,"each":"1.00"}}`:                                                                      {0, "还缺上年度从业人员", false},
		`{"sum":[{"fixed":"1.00"},{"per":{"of":` + staff1 + `,"each":"1.00"}}]}`:                                           {0, "其一，固定 1 元；其二，还缺上年度从业人员", false},
	} {
		fen, words, ok := w.Example(readMeasure(t, `"when":{"id":"c","fact":"staff","op":"exists"},"benefit":`+benefit).Benefit, given)
		require.Equal(t, fmt.Sprint(want), fmt.Sprint(struct {
			fen   int64
			words string
			ok    bool
		}{fen, words, ok}), benefit)
	}
}
