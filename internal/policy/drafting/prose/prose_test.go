package prose_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/yikou/yikou/internal/policy/drafting/prose"
)

func TestNumbersAreReadInBothKindsOfFigures(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]float64{"12.5": 12.5, "十五": 15, "两百": 200, "一百二十": 120, "一千零五": 1005, "叁拾": 30, "零": 0} {
		got, ok := prose.Numeral(text)
		require.True(t, ok, text)
		require.InDelta(t, want, got, 1e-9, text)
	}
	for _, text := range []string{"", "一二三", "万", "x", "1.2.3"} {
		_, ok := prose.Numeral(text)
		require.False(t, ok, text)
	}
}

func TestQuantitiesCarryTheWordsThatCompare(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"不低于2,000万元":   ">= 20000000",
		"２０００万元以上":     ">= 20000000",
		"超过一百万元":       "> 1000000",
		"1亿元（含）以上":     ">= 100000000",
		"不足500万元":      "< 5000000",
		"少于500万元（含）":   "<= 5000000",
		"达到5%":         ">= 0.05",
		"百分之三以上":       ">= 0.03",
		"5‰":           " 0.005",
		"20人以上（不含20人）": "> 20",
		"500万元至2亿元":    " 5000000…200000000",
		"100—500万元":    " 1000000…5000000",
		"10人和20人之间":    " 10…20",
		"满三年":          ">= 3",
		"第三项":          "",
		"近三年":          "",
		"三年内无重大事故":     "",
		"2025年":        "",
		"一定规模":         "",
	} {
		p := prose.NewPage(text)
		got := ""
		for _, q := range prose.Quantities(p.S, prose.Span{To: len(p.S)}) {
			got = fmt.Sprintf("%s %.10g", q.Op, q.Value)
			if q.Ranged {
				got += fmt.Sprintf("…%.10g", q.Upper)
			}
		}
		require.Equal(t, want, got, text)
	}
}

// shape writes an outline as nested brackets of sentences.
func shape(p *prose.Page, it *prose.Item) string {
	var subs []string
	for _, s := range it.Subs {
		subs = append(subs, shape(p, s))
	}
	own := p.S[it.From:it.To]
	if len(subs) > 0 {
		own += "[" + strings.Join(subs, "|") + "]"
	}
	return own
}

func TestItemsStandUnderTheSentenceThatLeadsThem(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"甲。乙；丙": "[甲|乙|丙]",
		"条件：（一）甲；（二）乙。丙。":               "[条件[甲|乙]|丙]",
		"第一条 甲\n第二条 乙：\n1.丙1.5亿元；\n2.丁": "[甲|乙[丙1.5亿元|丁]]",
		"（一）甲：1.乙；2.丙。（二）丁。":            "[甲[乙|丙]|丁]",
		"下列之一：甲；乙。丙":                    "[下列之一[甲|乙]|丙]",
		"（一）甲。乙。（二）丙。":                  "[甲[乙]|丙]",
		"甲（子；丑）。":                       "[甲（子；丑）]",
		"一是甲；二是乙。":                      "[甲|乙]",
	} {
		p := prose.NewPage(text)
		require.Equal(t, want, shape(&p, prose.Outline(p.S)), text)
	}
}

func TestEveryPlaceOfAPageLeadsBackToItsSource(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOf(rapid.RuneFrom([]rune("企业 　“”，,；；:：（）()-—1２％%\n\tａZ𠮷"))).Draw(t, "text")
		p := prose.NewPage(text)
		runes := []rune(text)
		for i := range p.S {
			for j := i + 1; j <= len(p.S); j++ {
				if j < len(p.S) && p.S[j]&0xC0 == 0x80 {
					continue
				}
				q := p.Quote(prose.Span{From: i, To: j})
				require.Equal(t, string(runes[q.From:q.To]), q.Text)
				require.NotEmpty(t, q.Text)
				break
			}
		}
	})
}
