package likeness_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/yikou/yikou/internal/appeal/likeness"
)

func TestTextsThatAreAlikeStandInOneGroup(t *testing.T) {
	t.Parallel()
	texts := []string{
		"园区东门的路灯坏了三天，晚上货车进出很危险。",
		"高新技术企业的研发费用补贴什么时候发放到账？",
		"东门路灯坏了，货车晚上进出危险，请修理。",
		"路灯坏了",
		"研发费用补贴一直没有发放到账，高新技术企业都在等。",
		"食堂油烟直排，楼上的公司没法开窗办公。",
		"园区东门路灯坏了好几天，晚上货车进出很危险",
	}
	assert.Equal(t, [][]int{{0, 2, 6}, {1, 4}}, likeness.Groups(texts, 0.34))
	assert.Empty(t, likeness.Groups(nil, 0.34))
	assert.Empty(t, likeness.Groups(texts[:2], 0.34))
}

func TestAGroupDoesNotDriftFromOneMatterToTheNext(t *testing.T) {
	t.Parallel()
	// Each text shares half with its neighbours and nothing with those beyond.
	parts := []string{"甲楼电梯停运多日", "地下车库渗水严重", "大堂空调长期失灵", "外墙广告牌松动了", "屋顶基站噪声扰民"}
	var texts []string
	for i := range len(parts) - 1 {
		texts = append(texts, parts[i]+"，"+parts[i+1])
	}
	for _, g := range likeness.Groups(texts, 0.34) {
		assert.LessOrEqual(t, len(g), 2)
	}
}

func TestManyTextsAreGroupedByWhatIsRareInThem(t *testing.T) {
	t.Parallel()
	var texts []string
	for i := range 1200 {
		texts = append(texts, fmt.Sprintf("希望有关部门尽快解决%s的问题，谢谢", word(i/3)))
	}
	groups := likeness.Groups(texts, 0.34)
	assert.Len(t, groups, 400)
	for _, g := range groups {
		assert.Equal(t, []int{g[0], g[0] + 1, g[0] + 2}, g)
	}
}

// word is a word of its own for each number.
func word(n int) string {
	runes := []rune{}
	for k := range 6 {
		runes = append(runes, rune(0x4E00+(n*7919+k*104729)%20000))
	}
	return string(runes)
}
