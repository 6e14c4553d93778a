package appeal

// Kind is what an appeal asks for (诉求类型).
type Kind string

// The kinds, in the words of the 12345 lines.
const (
	Consult  Kind = "consult"
	Suggest  Kind = "suggest"
	Complain Kind = "complain"
	Help     Kind = "help"
	Report   Kind = "report"
)

var kindLabels = map[Kind]string{Consult: "咨询", Suggest: "建议", Complain: "投诉", Help: "求助", Report: "举报"}

// Label returns the kind in Chinese, "" for one that does not exist.
func (k Kind) Label() string { return kindLabels[k] }

// Channel is the way a case came in.
type Channel string

// The channels.
const (
	ByHotline Channel = "hotline"
	ByQR      Channel = "qr"
	ByPortal  Channel = "portal"
	ByBox     Channel = "box"
	ByVisit   Channel = "visit"
	ByCounter Channel = "counter"
	ByGroup   Channel = "group"
	ByOpen311 Channel = "open311"
)

var channelLabels = map[Channel]string{
	ByHotline: "热线", ByQR: "扫码", ByPortal: "企业门户", ByBox: "意见征集箱", ByVisit: "走访", ByCounter: "窗口", ByGroup: "企业群", ByOpen311: "Open311 接口",
}

// Label returns the channel in Chinese, "" for one that does not exist.
func (c Channel) Label() string { return channelLabels[c] }

// Urgency says how fast a case has to be looked at.
type Urgency string

// The two urgencies.
const (
	Normal Urgency = "normal"
	Urgent Urgency = "urgent"
)

// Closing is what became of a case, said honestly (办结类型).
type Closing string

// The kinds of closing. Only Solved, and only when the reporter confirmed it,
// counts as solved.
const (
	Open        Closing = ""
	Solved      Closing = "solved"
	Partly      Closing = "partly"
	Explained   Closing = "explained"
	BeyondLaw   Closing = "beyond_law"
	NotAccepted Closing = "not_accepted"
	Withdrawn   Closing = "withdrawn"
	MergedAway  Closing = "merged"
)

var closingLabels = map[Closing]string{
	Solved: "已解决", Partly: "部分解决", Explained: "已解释说明", BeyondLaw: "诉求于法无据",
	NotAccepted: "不予受理", Withdrawn: "已撤回", MergedAway: "并单办理",
}

// Label returns the closing in Chinese, "" for an open case.
func (c Closing) Label() string { return closingLabels[c] }

// Answerable reports whether a reply may propose this closing.
func (c Closing) Answerable() bool {
	return c == Solved || c == Partly || c == Explained || c == BeyondLaw
}

// Confirmation is what the reporter said of the result.
type Confirmation string

// The confirmations. Unreached means that the callback found nobody three times.
const (
	Unasked     Confirmation = ""
	Confirmed   Confirmation = "confirmed"
	Unsatisfied Confirmation = "unsatisfied"
	Unreached   Confirmation = "unreached"
)

// Ground is why a case is not accepted, with the rule and the right door.
type Ground struct {
	Code, Label, Rule, Door string
}

// Grounds are the grounds for not accepting a case, in the order they are shown.
// Their base is the list of what a 12345 line leaves to other procedures and
// rules.md §2.
var Grounds = []Ground{
	{"reconsideration", "已申请行政复议", "同一事项已进入行政复议程序，由复议机关审理（行政复议法第三十条）", "请向受理该申请的行政复议机关了解进展"},
	{"litigation", "已提起诉讼", "同一事项已由人民法院立案，由法院审理（民事诉讼法第一百二十七条、行政诉讼法第五十一条）", "请向立案的人民法院或 12368 了解进展"},
	{"arbitration", "已申请仲裁", "同一事项已进入仲裁程序，由仲裁机构处理（仲裁法第五条）", "请向受理的仲裁机构了解进展"},
	{"petition", "正在信访程序中", "同一事项已由信访渠道受理，由受理机关答复（信访工作条例第二十三条）", "请向受理的信访机关了解进展"},
	{"repeated", "同一事实和理由已经答复", "同一事实和理由已书面答复过一次，没有新情况不再重复办理", "如有新情况或新证据，请补充后再提交"},
	{"private", "平等主体之间的民事纠纷", "不属于行政机关职责的民事纠纷，依法由调解、仲裁或诉讼解决", "可向人民调解委员会、仲裁机构或人民法院提出"},
	{"emergency", "需要紧急救助", "危及人身、财产安全的紧急情况由应急电话处置", "请立即拨打 110、119、120 或 122"},
	{"unclear", "内容不明且无法联系", "没有写明要解决什么，也联系不上反映人", "请写明时间、地点和希望解决的事情后再提交"},
}

// GroundOf returns a ground by its code.
func GroundOf(code string) (Ground, bool) {
	for _, g := range Grounds {
		if g.Code == code {
			return g, true
		}
	}
	return Ground{}, false
}
