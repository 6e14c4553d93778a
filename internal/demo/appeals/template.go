package appeals

// Template is a prepared reply. Department is the code of whose it is, empty for the
// centre's, which everybody is offered.
type Template struct{ Department, Title, Words string }

// Templates returns the replies that the offices of the demo city have prepared.
func Templates() []Template {
	return []Template{
		{"", "已办结，请查看", "您好！您反映的“{事项}”（编号 {编号}），{部门}已办理完毕：……。请您查看，如仍有问题，可以在进度页里要求重新办理。"},
		{"", "正在办理，说明进展", "您好！您反映的“{事项}”正在办理，目前进展是：……。我们将在{期限}前答复您结果。"},
		{"wz-hrs", "社保补贴：还差材料", "您好！您申请的补贴经{部门}审核，还差以下材料：……。请在企业门户里补充，收到后三个工作日内办结。"},
		{"wz-ind", "技改项目：政策依据", "您好！关于“{事项}”，依据是……。贵企业目前符合（不符合）的条件是：……。如对结论有异议，可以联系{部门}复核。"},
	}
}
