// Package ground lists why a case is not accepted (不予受理): the rule, and the door
// that is the right one.
package ground

// Ground is why a case is not accepted, with the rule and the right door.
type Ground struct {
	Code, Label, Rule, Door string
}

// All are the grounds for not accepting a case, in the order they are shown.
// Their base is the list of what a 12345 line leaves to other procedures and
// rules.md §2.
var All = []Ground{
	{"reconsideration", "已申请行政复议", "同一事项已进入行政复议程序，由复议机关审理（行政复议法第三十条）", "请向受理该申请的行政复议机关了解进展"},
	{"litigation", "已提起诉讼", "同一事项已由人民法院立案，由法院审理（民事诉讼法第一百二十七条、行政诉讼法第五十一条）", "请向立案的人民法院或 12368 了解进展"},
	{"arbitration", "已申请仲裁", "同一事项已进入仲裁程序，由仲裁机构处理（仲裁法第五条）", "请向受理的仲裁机构了解进展"},
	{"petition", "正在信访程序中", "同一事项已由信访渠道受理，由受理机关答复（信访工作条例第二十三条）", "请向受理的信访机关了解进展"},
	{"repeated", "同一事实和理由已经答复", "同一事实和理由已书面答复过一次，没有新情况不再重复办理", "如有新情况或新证据，请补充后再提交"},
	{"private", "平等主体之间的民事纠纷", "不属于行政机关职责的民事纠纷，依法由调解、仲裁或诉讼解决", "可向人民调解委员会、仲裁机构或人民法院提出"},
	{"emergency", "需要紧急救助", "危及人身、财产安全的紧急情况由应急电话处置", "请立即拨打 110、119、120 或 122"},
	{"unclear", "内容不明且无法联系", "没有写明要解决什么，也联系不上反映人", "请写明时间、地点和希望解决的事情后再提交"},
}

// Of returns a ground by its code.
func Of(code string) (Ground, bool) {
	for _, g := range All {
		if g.Code == code {
			return g, true
		}
	}
	return Ground{}, false
}
