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
