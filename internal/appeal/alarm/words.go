package alarm

import "fmt"

// Words say in Chinese what an alarm of a kind is, with the thresholds of a
// definition.
func (k Kind) Words(d Definition) string {
	switch k {
	case Relabelled:
		return fmt.Sprintf("派单以后，诉求类型被改为咨询或建议，因而不再计入解决率。%d 天内一个部门达到 %d 件时提示。", d.Days, d.Rules.Relabelled)
	case LastMinute:
		return fmt.Sprintf("在承诺期限的最后 %d%% 时间里才办结。%d 天内一个部门达到 %d 件，并且占比高于其他部门、很难用巧合解释（概率不到 %g%%）时提示。", d.LastPercent, d.Days, d.Rules.LastMinute, 100*d.Level)
	case Uncalled:
		return fmt.Sprintf("没有联系上反映人就办结，反映人是否满意没有计入。%d 天内一个部门达到 %d 件，并且占比高于其他部门、很难用巧合解释（概率不到 %g%%）时提示。", d.Days, d.Rules.Uncalled, 100*d.Level)
	case Moved:
		return fmt.Sprintf("超过期限以后，或者在月末最后 %d 天并单，而两件诉求的用词相同的不到 %.0f%%，因而移出了当月的统计。%d 天内一个部门达到 %d 件时提示。", d.MonthEndDays, 100*d.Unlike, d.Days, d.Rules.Moved)
	}
	return ""
}

// Compared says how a share compares, "" where the kind only counts.
func (a *Alarm) Compared() string {
	if a.Share == 0 {
		return ""
	}
	return fmt.Sprintf("占本部门办结的 %d%%，其他部门为 %d%%", a.Share, a.Others)
}
