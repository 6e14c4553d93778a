package statute_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/policy/library/statute"
)

// cited lists what has a citation as "citation · anchor · text".
func cited(text string) []string {
	var out []string
	for _, n := range statute.Parse(text) {
		if n.Citation != "" {
			out = append(out, n.Citation+" · "+n.Anchor+" · "+n.Text)
		}
	}
	return out
}

func TestALawIsCitedByArticleParagraphItemAndPoint(t *testing.T) {
	t.Parallel()
	require.Equal(t, []string{
		"第一条 · art-1 · 为了促进发展，制定本法。",
		"第二条 · art-2 · 本法所称企业，是指：",
		"第二条第一项 · art-2-1-1 · 中型企业；",
		"第二条第二项 · art-2-1-2 · 小型企业，包括：",
		"第二条第二项第一目 · art-2-1-2-p1 · 小企业；",
		"第二条第二项第二目 · art-2-1-2-p2 · 微企业。",
		"第三条 · art-3 · 企业可以申请补助。",
		"第三条第二款 · art-3-2 · 有下列情形之一的，不予补助：",
		"第三条第二款第一项 · art-3-2-1 · 失信；",
		"第三条第三款 · art-3-3 · 第二条规定的企业优先。",
		"第三条之一 · art-3z1 · 补充规定。",
		"第四条 · art-4 · 自公布之日起施行。",
	}, cited(`中小企业促进法
2017年9月1日通过
第一章 总则
第一条 为了促进发展，制定本法。
第二条　本法所称企业，是指：
（一）中型企业；
（二）小型企业，包括：
1．小企业；
2.微企业。
第二章 财税支持
第一节 补助
第三条 企业可以申请补助。
有下列情形之一的，不予补助：
（一）失信；
第二条规定的企业优先。
第三条之一 补充规定。
附则
第四条 自公布之日起施行。`))
}

func TestTheLargerPartsKeepTheirNames(t *testing.T) {
	t.Parallel()
	var heads []string
	for _, n := range statute.Parse("民法典\n第一编 总则\n第一分编 通则\n第一章 基本规定\n第一节 范围\n第一条 本法。\n第二章规定的事项由国务院另行规定。") {
		heads = append(heads, string(n.Kind)+" "+n.Label+" "+n.Text)
	}
	require.Equal(t, []string{"plain  民法典", "part 第一编 总则", "part 第一分编 通则", "chapter 第一章 基本规定", "section 第一节 范围", "article 第一条 本法。", "paragraph  第二章规定的事项由国务院另行规定。"}, heads)
}

func TestNumbersOfArticlesAreToldFromMentions(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]int{
		"第一条 甲。\n第二条 乙。":                    2,
		"第一条甲。\n第二条乙。":                      2,
		"第1条 甲。\n第2条 乙。":                    2,
		"第一条 甲。\n第十五条规定的期限，从其规定。\n第二条 乙。":   2,
		"第一条 甲。\n第二条、第三条所称企业。\n第二条 乙。":      2,
		"第一条 甲。\n第一条第二款规定的情形除外。":            1,
		"第九十九条 甲。\n第一百条 乙。\n第一百零一条 丙。":      3,
		"办法\n第一条 甲。\n第二条 乙。\n附件：细则\n第一条 子。": 3,
		"通知\n一、条件\n（一）甲；\n（二）乙。\n二、材料":      2,
	} {
		require.Equal(t, want, statute.Articles(statute.Parse(text)), text)
	}
}

func TestADocumentWithoutArticlesIsCitedByItsHeadings(t *testing.T) {
	t.Parallel()
	require.Equal(t, []string{
		"第一部分 · sec-1 · 支持范围", "第一部分第一项 · sec-1-1 · 企业。", "第一部分第二项 · sec-1-2 · 标准。", "第一部分第二项第一目 · sec-1-2-1 · 每户10万元。", "第二部分 · sec-2 · 附则",
	}, cited("关于印发若干措施的通知\n各区县：\n一、支持范围\n（一）企业。\n（二）标准。\n1.每户10万元。\n二、附则\n2026年1月1日"))
}

func TestAnchorsNameOnePlaceEach(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, n := range statute.Parse(strings.Repeat("第一条 甲。\n（一）子；\n（一）子；\n第二条 乙。\n附件1\n", 3)) {
		if n.Anchor != "" {
			require.False(t, seen[n.Anchor], n.Anchor)
			seen[n.Anchor] = true
		}
	}
	require.Len(t, seen, 12)
}

func TestNumbersAreRead(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]int{"一": 1, "十": 10, "十八": 18, "二十": 20, "一百零五": 105, "一百一十": 110, "一千二百六十": 1260, "12": 12, "１２": 12, "〇": 0, "x": 0, "": 0, "1十": 0} {
		require.Equal(t, want, statute.Number(text), text)
	}
}

func FuzzParse(f *testing.F) {
	f.Add("第一条 甲。\n（一）子；\n1.目\n第二条之一 乙。\n附件\n一、甲")
	f.Fuzz(func(t *testing.T, text string) {
		lines := 0
		for line := range strings.SplitSeq(text, "\n") {
			if strings.TrimSpace(line) != "" {
				lines++
			}
		}
		nodes := statute.Parse(text)
		require.Len(t, nodes, lines)
		seen := map[string]bool{}
		for _, n := range nodes {
			require.False(t, n.Anchor != "" && seen[n.Anchor])
			seen[n.Anchor] = true
		}
	})
}
