package topic_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/appeal/topic"
)

func TestTheShippedTaxonomyHasThreeLevels(t *testing.T) {
	t.Parallel()
	tree := topic.Default()
	var count [4]int
	for _, one := range tree.All() {
		count[one.Level()]++
		assert.Len(t, tree.Path(one.Code), one.Level())
	}
	assert.Equal(t, [4]int{0, 9, 29, 99}, count)
	assert.Equal(t, "税费 / 发票 / 发票额度", tree.Label("tax.invoice.quota"))
	assert.Equal(t, "own_code", tree.Label("own_code"), "a code of an office's own comes back as it is")
	assert.Empty(t, tree.Path("tax.invoice.none"))
}

func TestATaxonomyWithAMistakeIsRefusedWithItsLine(t *testing.T) {
	t.Parallel()
	good := "code\tlabel\tduty\na\t甲\t\n"
	for text, says := range map[string]string{
		"code\tlabel\tduty":           "一个主题也没有",
		good + "a.b":                  "第 3 行：应有编码、名称、职责三列",
		good + "A.b\t乙\ttax":          "第 3 行：编码只能",
		good + "a.b.c.d\t乙\ttax":      "第 3 行：编码只能",
		good + "a\t乙\ttax":            "第 3 行：编码重复",
		good + "b.c\t乙\ttax":          "第 3 行：上一级还没有出现",
		good + "a.b\t\ttax":           "第 3 行：没有名称",
		good + "a.b\t乙\ttax":          "第 3 行：第三级要写职责",
		good + "a.b\t乙\t\na.b.c\t丙\t": "第 4 行：第三级要写职责",
	} {
		_, err := topic.Parse(text + "\n")
		require.ErrorContains(t, err, says, text)
	}
}
