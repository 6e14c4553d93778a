package intake

import (
	"fmt"
	"strings"
	"time"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/attachment"
	"github.com/yikou/yikou/internal/appeal/ground"
	"github.com/yikou/yikou/internal/standard/civil"
)

// Sentence is one step of a case in words.
type Sentence struct {
	At time.Time
	// What happened; Words are what somebody wrote, empty for nothing.
	What, Words string
}

// Answer is the reply that the reporter reads.
type Answer struct {
	Words, Department, Closing string
	// PromisedOn is the day by which what is promised is done, empty for none.
	PromisedOn string
	At         time.Time
	Files      []attachment.File
}

// Progress is a case as its reporter reads it.
type Progress struct {
	*appeal.Case
	// Now says who has it, until when and what comes next; Late why the term was not
	// kept, empty while it is.
	Now, Late string
	Story     []Sentence
	Answer    *Answer
	Files     []attachment.File
	Rating    *appeal.Rating
	// Ground is why it was not accepted, with the right door.
	Ground *ground.Ground
	Can    []string
}

// teller puts a case into words.
type teller struct {
	c *appeal.Case
	// department names a department.
	department func(id string) string
	entries    []appeal.Entry
	now        time.Time
	// respondBy is the end of the first response, zero once it was given; answerBy
	// the earlier end of promise and statutory term, zero where neither runs.
	respondBy, answerBy time.Time
}

// moment is a time of day in words (11月21日 16:30).
func moment(at time.Time) string {
	t := at.In(civil.Beijing)
	return fmt.Sprintf("%d月%d日 %s", t.Month(), t.Day(), t.Format("15:04"))
}

// until is a term's end in words: a term that ends at midnight ends with the day.
func until(at time.Time) string {
	t := at.In(civil.Beijing)
	if t.Hour() == 0 && t.Minute() == 0 {
		t = t.Add(-time.Minute)
		return fmt.Sprintf("%d月%d日", t.Month(), t.Day())
	}
	return moment(at)
}

// current says who has a case now, until when, and what comes next.
func (t teller) current() string {
	c := t.c
	before := ""
	if t.answerBy.After(t.now) {
		before = "，最迟" + until(t.answerBy) + "答复您"
	}
	if c.Suspended {
		before = "，目前依法中止计时，恢复后继续计算时限"
	}
	switch c.State {
	case appeal.Received:
		if t.respondBy.After(t.now) {
			return "企业服务中心已收到，" + until(t.respondBy) + "前告诉您是否受理" + before + "。"
		}
		return "企业服务中心已收到，正在核对是否受理" + before + "。"
	case appeal.Accepted:
		return "已受理，企业服务中心正在确定由哪个部门办理" + before + "。"
	case appeal.Dispatched:
		return "已交给" + t.department(c.Lead) + "，等待对方签收" + before + "。"
	case appeal.InHand:
		return t.department(c.Lead) + "正在办理" + before + "。"
	case appeal.Replied:
		return t.whose() + "已写好答复，由另一位同事审核后发给您" + before + "。"
	case appeal.Read:
		return "答复已发出。请您看看是否解决：解决了就确认，没有解决可以要求重新办理；也会有工作人员回访您。"
	case appeal.Closed:
		if t.now.Before(c.ReopenUntil) {
			return "已办结（" + c.Closing.Label() + "）。如又出现问题，" + until(c.ReopenUntil) + "前可以要求重新办理。"
		}
		return "已办结（" + c.Closing.Label() + "）。"
	case appeal.Refused:
		return "没有受理，原因和应找的部门见下面。如有新情况，可以要求重新办理。"
	case appeal.Merged:
		return "有人反映了同样的事，您的诉求与那一件一起办理；答复会同样发给您，也会单独回访您。"
	case appeal.WithdrawnOff:
		return "您已撤回这件诉求。"
	}
	return ""
}

func (t teller) whose() string {
	if t.c.Lead == "" {
		return "企业服务中心"
	}
	return t.department(t.c.Lead)
}

// late says why a term was not kept, from what happened; empty while it is kept.
func (t teller) late() string {
	c := t.c
	if c.DueAt.IsZero() || !c.DueAt.Before(t.now) || c.Suspended || c.State.Ended() || c.State == appeal.Read {
		return ""
	}
	var why []string
	if c.Returns > 0 {
		why = append(why, fmt.Sprintf("部门之间对由谁办理有不同意见，退回过 %d 次", c.Returns))
	}
	if c.Deliberation {
		why = append(why, "需要几个部门一起商定")
	}
	if c.Redos > 0 {
		why = append(why, "上一次答复没有解决问题，正在重新办理")
	}
	for _, e := range t.entries {
		if e.Act == appeal.ActSuspend && e.Shown {
			why = append(why, "曾依法中止计时（"+e.Facts.Basis+"）")
			break
		}
	}
	reason := "经办部门还没有说明原因"
	if len(why) > 0 {
		reason = strings.Join(why, "；")
	}
	return fmt.Sprintf("应在%s前答复，已经超过。%s。系统已逐级提醒经办部门和上级。", until(c.DueAt), reason)
}

// story tells what happened, the oldest first.
func (t teller) story() []Sentence {
	out := []Sentence{}
	for _, e := range t.entries {
		if what := t.sentence(e); what != "" {
			out = append(out, Sentence{At: e.At, What: what, Words: e.Words})
		}
	}
	return out
}

// sentences are the acts that need no names.
var sentences = map[appeal.Act]string{
	"receive": "企业服务中心收到您的诉求。", appeal.ActAdd: "您补充了情况。", appeal.ActWithdraw: "您撤回了诉求。",
	appeal.ActRedo: "没有解决，退回重新办理，时限照原来的计算。", appeal.ActReopen: "重新办理。", appeal.ActMerge: "与反映同一件事的诉求一起办理。",
	appeal.ActUnmerge: "改为单独办理。", appeal.ActRate: "您作了评价。", appeal.ActResume: "恢复计时。", appeal.ActSupervise: "上级开始督办。",
}

func (t teller) sentence(e appeal.Entry) string {
	switch e.Act {
	case appeal.ActAccept:
		if e.Facts.Complex {
			return "已受理，认定为复杂诉求，一个月内答复。"
		}
		return "已受理。"
	case appeal.ActRefuse:
		if g, ok := ground.Of(e.Facts.Ground); ok {
			return "没有受理：" + g.Label + "。"
		}
		return "没有受理。"
	case appeal.ActDispatch:
		return "交给" + t.department(e.Facts.Lead) + "办理" + t.helpers(e.Facts.CoHandlers) + "。"
	case appeal.ActTake:
		return t.department(e.Department) + "已签收，开始办理。"
	case appeal.ActReturn:
		return t.department(e.Department) + "认为不是本部门职责，退回重新确定办理部门。"
	case appeal.ActApprove:
		return "答复已审核，发给您。"
	case appeal.ActSuspend:
		return "依法中止计时：" + e.Facts.Basis + "。"
	case appeal.ActGrant:
		if e.Facts.Granted != nil && *e.Facts.Granted {
			return fmt.Sprintf("经批准延长 %d 个工作日。", e.Facts.Days)
		}
		return ""
	case appeal.ActConfirm:
		switch e.Facts.Result {
		case appeal.Confirmed:
			return "经您确认，办结（" + e.Facts.Closing.Label() + "）。"
		case appeal.Unsatisfied:
			return "再次办理后您仍不满意，如实记录并办结。"
		}
		return "多次联系您没有联系上，办结（" + e.Facts.Closing.Label() + "）。"
	}
	return sentences[e.Act]
}

func (t teller) helpers(ids []string) string {
	if len(ids) == 0 {
		return ""
	}
	names := make([]string, len(ids))
	for i, id := range ids {
		names[i] = t.department(id)
	}
	return "，" + strings.Join(names, "、") + "协办"
}
