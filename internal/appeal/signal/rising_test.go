package signal

import (
	"fmt"
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/appeal/likeness"
)

var today = time.Date(2026, 11, 20, 2, 0, 0, 0, time.UTC)

func TestHowLikelyACountIsFollowsTheBinomialTail(t *testing.T) {
	t.Parallel()
	assert.InDelta(t, 1, Chance(0, 5, 8), 1e-9)
	assert.InDelta(t, math.Pow(1.0/9, 5), Chance(5, 0, 8), 1e-12)
	assert.InDelta(t, 1-math.Pow(8.0/9, 10), Chance(1, 9, 8), 1e-9, "not none of ten")
	assert.InDelta(t, 10*math.Pow(1.0/3, 9)*(2.0/3)+math.Pow(1.0/3, 10), Chance(9, 1, 2), 1e-12)
	assert.Less(t, Chance(2000, 8000, 8), 1e-12, "large counts do not overflow")
}

func TestATopicRisesAboveWhatTheWeeksBeforeLetExpect(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		Count
		tested int
		rises  bool
	}{
		"14 after 3 a week":                           {Count{14, 24, 9}, 50, true},
		"as many as every week":                       {Count{14, 112, 9}, 50, false},
		"5 out of nothing, alone":                     {Count{5, 0, 5}, 50, true},
		"5 after one a week are chance among so many": {Count{5, 8, 5}, 50, false},
		"4 are too few to speak of":                   {Count{4, 0, 4}, 1, false},
		"one firm that writes again and again":        {Count{14, 0, 1}, 1, false},
	} {
		assert.Equal(t, c.rises, c.Rises(8, c.tested), name)
	}
	assert.False(t, Count{50, 0, 50}.Rises(0, 1), "there is nothing to compare with")
}

func TestTheWeeksToCompareWithAreThoseOfWhichThereAreRecords(t *testing.T) {
	t.Parallel()
	for days, weeks := range map[int]int{7: 0, 20: 0, 21: 2, 30: 3, 63: 8, 400: 8} {
		assert.Equal(t, weeks, weeksBefore(today.Add(-time.Duration(days)*24*time.Hour), today), "%d days of records", days)
	}
	assert.Zero(t, weeksBefore(time.Time{}, today))
}

func some(n int, topic, place string, daysAgo int, from int) (list []Outline) {
	for i := range n {
		list = append(list, Outline{ID: fmt.Sprintf("%s %s %d %d", topic, place, daysAgo, i), Topic: topic, Place: place, USCC: fmt.Sprint(from + i), ReceivedAt: today.Add(-time.Duration(daysAgo) * 24 * time.Hour)})
	}
	return list
}

func TestTopicsAreComparedOnEveryLevelAndInEveryPlace(t *testing.T) {
	t.Parallel()
	var cases []Outline
	for w := range 8 {
		cases = append(cases, some(2, "infra.road.light", "", 10+7*w, 0)...)
		cases = append(cases, some(4, "tax.invoice.quota", "", 10+7*w, 0)...)
	}
	cases = append(cases, some(9, "infra.road.light", "PARK", 3, 0)...)
	cases = append(cases, some(4, "tax.invoice.quota", "", 2, 0)...)
	cases = append(cases, some(3, "tax.refund.slow", "", 2, 0)...)
	list, tested := rising(cases, 8, today)
	keys := map[Key]Count{}
	for _, r := range list {
		keys[r.Key] = r.Count
		assert.Len(t, r.Last, r.Recent)
		assert.Len(t, r.Before, r.Earlier)
	}
	assert.Equal(t, map[Key]Count{
		{"infra", ""}: {9, 16, 9}, {"infra.road", ""}: {9, 16, 9}, {"infra.road.light", ""}: {9, 16, 9},
		{"infra", "PARK"}: {9, 0, 9}, {"infra.road", "PARK"}: {9, 0, 9}, {"infra.road.light", "PARK"}: {9, 0, 9},
	}, keys)
	assert.Equal(t, 9, tested, "six of the road, three of the invoices; the refunds are too few")

	again, _ := rising(cases, 8, today)
	assert.Equal(t, list, again)
}

func TestOfSignalsThatSayTheSameTheNarrowestTopicStands(t *testing.T) {
	t.Parallel()
	seen := func(topic, place string, recent int) *Seen {
		return &Seen{Key: Key{topic, place}, Count: Count{recent, 0, recent}}
	}
	var left []Key
	for _, s := range standing([]*Seen{seen("a", "", 10), seen("a.b", "", 9), seen("a.b", "P", 8), seen("a", "P", 8), seen("c", "", 20), seen("c.d", "", 10), seen("c", "P", 6)}, 8, 10) {
		left = append(left, s.Key)
	}
	assert.ElementsMatch(t, []Key{{"a.b", ""}, {"c", ""}, {"c.d", ""}, {"c", "P"}}, left)
}

func TestAGroupKeepsItsNameFromOneLookToTheNext(t *testing.T) {
	t.Parallel()
	n := 0
	fresh := func() string { n++; return fmt.Sprint("new ", n) }
	before := map[string]string{"1": "a", "2": "a", "3": "b", "4": "b"}
	assert.Equal(t, []string{"a", "b", "new 1"}, namedLike([][]string{{"1", "2", "3"}, {"4", "5", "6"}, {"7", "8", "9"}}, before, fresh))
	assert.Equal(t, []string{"a", "new 2"}, namedLike([][]string{{"1", "8", "9"}, {"2", "5", "6"}}, before, fresh), "no two have one name")
}

func TestAGroupIsNamedByWhatMostOfItsTextsSayAndFewOthers(t *testing.T) {
	t.Parallel()
	groups := [][]string{
		{"希望有关部门尽快修好园区东门的路灯。", "园区东门路灯坏了，希望有关部门尽快修好。", "东门路灯不亮，希望有关部门尽快处理。"},
		{"希望有关部门尽快开通公交专线。", "上下班没有公交专线，希望有关部门尽快开通。", "公交专线什么时候开通？"},
	}
	list := wordsOf(groups)
	require.NotEmpty(t, list[0])
	require.NotEmpty(t, list[1])
	assert.Contains(t, list[0], "路灯")
	assert.Contains(t, list[1][0], "公交专线")
	assert.Equal(t, [][]int{{0, 1, 2}, {3, 4, 5}}, likeness.Groups(append(append([]string{}, groups[0]...), groups[1]...), likeness.GroupFrom))
}
