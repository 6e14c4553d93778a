package definition

import (
	"fmt"
	"slices"
	"strings"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/figure"
)

var basisLabels = map[figure.Basis]string{figure.ByReceived: "登记", figure.ByClosed: "办结"}

var gradeLabels = map[int]string{3: "基本满意", 4: "满意", 5: "非常满意"}

// Differences say in sentences what a definition changes, none where it changes
// nothing.
func Differences(before, after figure.Definition) (list []string) {
	for _, rate := range figure.Rates {
		a, b, name := before.Rules[rate], after.Rules[rate], rate.Label()
		change := func(what, from, to string) {
			if from != to {
				list = append(list, fmt.Sprintf("%s%s由%s改为%s。", name, what, from, to))
			}
		}
		change("归入月份的日子", basisLabels[a.By]+"日", basisLabels[b.By]+"日")
		change("计入的诉求类型", kindsOf(a.Kinds), kindsOf(b.Kinds))
		change("不计的办结情形", closingsOf(a.Without), closingsOf(b.Without))
		if rate == figure.Satisfaction {
			change("起算的评价", gradeLabels[a.LeastGrade], gradeLabels[b.LeastGrade])
		}
		change("的权重", fmt.Sprintf("%d%%", a.Weight), fmt.Sprintf("%d%%", b.Weight))
	}
	return append(list, reasonsChanged(before, after)...)
}

func reasonsChanged(before, after figure.Definition) (list []string) {
	a, b := before.Exclusions, after.Exclusions
	if a.Days != b.Days {
		list = append(list, fmt.Sprintf("月度结束后可以申请剔除的天数由 %d 天改为 %d 天。", a.Days, b.Days))
	}
	for _, r := range b.Reasons {
		if !slices.Contains(a.Reasons, r) {
			list = append(list, "新增剔除原因：“"+r.Label+"”。")
		}
	}
	for _, r := range a.Reasons {
		if !slices.Contains(b.Reasons, r) {
			list = append(list, "取消剔除原因：“"+r.Label+"”。")
		}
	}
	return list
}

// kindsOf names kinds in the order of Kinds.
func kindsOf(list []appeal.Kind) string {
	var labels []string
	for _, k := range Kinds {
		if slices.Contains(list, k) {
			labels = append(labels, k.Label())
		}
	}
	return quoted(labels, "全部类型")
}

func closingsOf(list []appeal.Closing) string {
	var labels []string
	for _, c := range Closings {
		if slices.Contains(list, c) {
			labels = append(labels, c.Label())
		}
	}
	return quoted(labels, "没有")
}

func quoted(labels []string, none string) string {
	if len(labels) == 0 {
		return "“" + none + "”"
	}
	return "“" + strings.Join(labels, "、") + "”"
}
