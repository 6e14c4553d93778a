package textsearch

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestFunctionWordsAreCutOutOfAQuestionAndNotOutOfWords(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"请问如何申请房租补贴呢": "申请房租补贴", "什么是高新技术企业": "高新技术企业", "我国的目的地": "我国|目的地", "怎么办": "怎么办",
		"研发补贴": "研发补贴", "办理营业执照需要哪些材料": "办理营业执照|材料", "": "",
	} {
		var parts []string
		for _, part := range content([]rune(text)) {
			parts = append(parts, string(part))
		}
		require.Equal(t, want, strings.Join(parts, "|"), text)
	}
}

func TestAQuestionIsWeighedByItsContent(t *testing.T) {
	t.Parallel()
	q := parse("如何申请房租补贴？ 2025年")
	require.True(t, q.asks)
	require.False(t, parse("房租补贴").asks)
	require.Equal(t, []string{"申请", "请房", "房租", "租补", "补贴", "如何", "何申", "20", "02", "25", "5年"}, q.grams)
	require.Equal(t, []string{"2025"}, q.numbers)
	require.InDelta(t, functionShare, q.shares[5], 1e-6, "touches a function word")
	require.InDelta(t, 1, q.shares[0], 1e-6)
}

// reads returns the traits of a text for a query in a made-up collection where
// everything is equally rare.
func reads(query, text string) [traits]float32 {
	q := parse(query)
	with, alone := make([]int, len(q.grams)+len(q.also)), map[rune]int64{}
	for i := range with {
		with[i] = 10
	}
	for _, c := range q.chars {
		alone[c.r] = 10
	}
	q.weigh(with, alone, 100)
	return newReading(q).traits(0, folded(runs(text)))
}

func TestTraitsTellATextThatAnswersFromOneThatMentions(t *testing.T) {
	t.Parallel()
	filler := strings.Repeat("无关内容。", 40)
	near, apart := reads("房租补贴多少", "房租补贴每年20万元"), reads("房租补贴多少", "房租"+filler+"补贴"+filler)
	for _, trait := range []trait{byWide, byNarrow, byContent, byLead, byPassage, byAnswer} {
		require.Greater(t, near[trait], apart[trait], trait)
	}
	require.InDelta(t, 1, near[byContent], 1e-6)
	require.InDelta(t, 1, near[byWide], 1e-6)
	require.Zero(t, near[byStride])
	require.Positive(t, reads("申请条件", "申请的条件")[byStride], "one character in between")
	require.InDelta(t, 1, reads("2025年申报", "二〇二五年，即2025年的申报")[byNumbers], 1e-6)
	require.Zero(t, reads("2025年申报", "2024年申报")[byNumbers])
	require.Less(t, reads("申报", "申报")[byShortness], reads("申报", "申报"+filler)[byShortness])
}

func TestAnyTextIsReadWithinItsBounds(t *testing.T) {
	t.Parallel()
	characters := []rune("政策补贴企业研发如何申请多少A1b2，。 ")
	rapid.Check(t, func(t *rapid.T) {
		query := string(rapid.SliceOfN(rapid.SampledFrom(characters), 0, 200).Draw(t, "query"))
		text := string(rapid.SliceOfN(rapid.SampledFrom(characters), 0, 900).Draw(t, "text"))
		q := parse(query)
		q.weigh(make([]int, len(q.grams)+len(q.also)), nil, 10)
		d := newReading(q)
		first := d.traits(1, folded(runs(text)))
		for trait, v := range first {
			require.False(t, v != v, "trait %d is no number", trait)
		}
		for _, trait := range []trait{byWide, byNarrow, byContent, byCharacters, byLead, byStride, byNumbers} {
			require.GreaterOrEqual(t, first[trait], float32(0), trait)
			require.LessOrEqual(t, first[trait], float32(1.0001), trait)
		}
		require.Equal(t, first, d.traits(1, folded(runs(text))), "a second reading is not touched by the first")
	})
}
