package appeal

import (
	"strconv"
	"strings"
	"time"

	"github.com/yikou/yikou/internal/appeal/ground"
)

// Entry is one thing that happened to a case.
type Entry struct {
	ID, Case string
	At       time.Time
	Act      Act
	// ActorKind is that of kernel.Principal; ActorName is as it was then.
	ActorKind, Actor, ActorName string
	// Department is the actor's department then, an id.
	Department string
	// Shown entries are read by the reporter.
	Shown bool
	// Words are what the actor wrote; of a return the clause and the reason.
	Words string
	Facts Facts
}

// Facts are what an entry says beside its words: ids, codes and dates, nothing of
// a person.
type Facts struct {
	// Lead and CoHandlers are departments, Suggested where a return points.
	Lead       string   `json:"lead,omitempty"`
	CoHandlers []string `json:"co_handlers,omitempty"`
	Direct     bool     `json:"direct,omitempty"`
	Suggested  string   `json:"suggested,omitempty"`
	Ground     string   `json:"ground,omitempty"`
	Closing    Closing  `json:"closing,omitempty"`
	Days       int      `json:"days,omitempty"`
	Granted    *bool    `json:"granted,omitempty"`
	Basis      string   `json:"basis,omitempty"`
	Until      string   `json:"until,omitempty"`
	// Other is the number of the other case of a merge, Merged how many came in.
	Other  string `json:"other,omitempty"`
	Merged int    `json:"merged,omitempty"`
	// Changed names what a classification corrected.
	Changed []string `json:"changed,omitempty"`
	Complex bool     `json:"complex,omitempty"`
	// Result and Grade are of a callback or a rating.
	Result Confirmation `json:"result,omitempty"`
	Grade  int          `json:"grade,omitempty"`
	// Deliberation says that this act sent the case to deliberation.
	Deliberation bool   `json:"deliberation,omitempty"`
	PromisedOn   string `json:"promised_on,omitempty"`
	// Files is how many files were shown with an answer.
	Files int `json:"files,omitempty"`
}

// said are the sentences that are always the same.
var said = map[Act]string{
	"receive":    "诉求已登记",
	ActClassify:  "更正了诉求的分类",
	ActTakeBack:  "去掉了随答复附上的一个文件",
	ActSendBack:  "答复审核没有通过，退回修改",
	ActRedo:      "反映人不满意，退回重新办理一次，时限仍按最初的计算",
	ActReopen:    "应反映人要求重新办理",
	ActWithdraw:  "反映人撤回了诉求",
	ActResume:    "恢复计时",
	ActSupervise: "领导督办",
	// Of package exclusion.
	"ask_exclusion": "申请不计入三率，等待另一人审核", "exclude": "经审核，不计入三率", "refuse_exclusion": "不计入三率的申请没有获得同意", "include": "撤销剔除，重新计入三率",
}

// Sentence says in Chinese what an entry tells: who did what, on what basis. name
// returns the name of a department.
func (e Entry) Sentence(name func(department string) string) string {
	f := e.Facts
	switch e.Act {
	case ActAccept:
		if f.Complex {
			return "已受理，认定为复杂诉求，承诺一个月内答复"
		}
		return "已受理，承诺 7 天内答复"
	case ActRefuse:
		g, _ := ground.Of(f.Ground)
		return "不予受理：" + g.Label + "。" + g.Rule + "。" + g.Door
	case ActDispatch:
		return e.dispatched(name)
	case ActTake:
		return name(f.Lead) + "已签收，开始办理"
	case ActReturn:
		text := name(f.Lead) + "认为不属于本部门职责，退回派单，建议由" + name(f.Suggested) + "办理。现由服务中心重新派单"
		if f.Deliberation {
			text += "；这是第三次退回，转入部门会商"
		}
		return text
	case ActAnswer:
		return name(e.Department) + "向承办部门回复了协办意见"
	case ActReply:
		return f.replied()
	case ActApprove:
		return name(f.Lead) + "已答复（" + f.Closing.Label() + "）"
	case ActConfirm:
		return e.confirmed()
	case ActMerge:
		if f.Other == "" {
			return "并入了 " + strconv.Itoa(f.Merged) + " 件相同的诉求"
		}
		return "与 " + f.Other + " 号诉求内容相同，合并办理；答复、评价和重新办理的权利不变"
	case ActUnmerge:
		return "从 " + f.Other + " 号诉求中取出，单独办理"
	case ActExtend:
		return "申请延期 " + strconv.Itoa(f.Days) + " 个工作日，等待领导审批"
	case ActGrant:
		if f.Granted != nil && *f.Granted {
			return "经批准延期 " + strconv.Itoa(f.Days) + " 个工作日"
		}
		return "延期申请没有获得批准"
	case ActSuspend:
		return "暂停计时：" + f.Basis + "，预计 " + f.Until + " 恢复"
	case ActAdd:
		if f.Other != "" {
			return "并入的 " + f.Other + " 号诉求的反映人补充了情况"
		}
		return "反映人补充了情况"
	case ActRate:
		return "反映人评价：" + GradeLabel(f.Grade)
	case ActNote:
		if f.Result == Unreached {
			return "回访未能联系上反映人"
		}
		return "备注"
	}
	return said[e.Act]
}

func (e Entry) dispatched(name func(string) string) string {
	text := "已转" + name(e.Facts.Lead) + "承办"
	if e.Facts.Direct {
		text = "已指定" + name(e.Facts.Lead) + "承办"
	}
	if len(e.Facts.CoHandlers) > 0 {
		names := make([]string, len(e.Facts.CoHandlers))
		for i, d := range e.Facts.CoHandlers {
			names[i] = name(d)
		}
		text += "，" + strings.Join(names, "、") + "协办"
	}
	return text
}

func (f Facts) replied() string {
	if f.Files == 0 {
		return "提交了答复，等待第二人审核"
	}
	return "提交了答复，附 " + strconv.Itoa(f.Files) + " 个文件，等待第二人审核"
}

func (e Entry) confirmed() string {
	switch e.Facts.Result {
	case Confirmed:
		return "反映人确认，已办结（" + e.Facts.Closing.Label() + "）"
	case Unsatisfied:
		return "重办后反映人仍不满意，按“不满意”办结（" + e.Facts.Closing.Label() + "）"
	case Unreached:
		return "多次回访未能联系上反映人，已办结（" + e.Facts.Closing.Label() + "，未经确认）"
	}
	return "已办结（" + e.Facts.Closing.Label() + "）"
}

// GradeLabel returns one of the five grades in Chinese.
func GradeLabel(grade int) string {
	labels := []string{"", "非常不满意", "不满意", "基本满意", "满意", "非常满意"}
	if grade < 0 || grade >= len(labels) {
		return ""
	}
	return labels[grade]
}
