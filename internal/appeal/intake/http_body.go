package intake

import (
	"time"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/attachment"
	"github.com/yikou/yikou/internal/appeal/ground"
)

// AppealGround is a procedure that deals with a matter, so that it is not taken
// here.
type AppealGround struct {
	Code  string `json:"code"`
	Label string `json:"label"`
	Rule  string `json:"rule" doc:"依据"`
	Door  string `json:"door" doc:"应当找谁"`
}

func groundBody(g ground.Ground) AppealGround {
	return AppealGround{Code: g.Code, Label: g.Label, Rule: g.Rule, Door: g.Door}
}

// AppealReport is what somebody reports, whoever it is.
type AppealReport struct {
	Ticket       string `json:"ticket" minLength:"16" maxLength:"64" doc:"开始填写时得到的凭据：重复提交只算一件"`
	Kind         string `json:"kind,omitempty" enum:"consult,suggest,complain,help,report" doc:"类型，不填为求助"`
	Text         string `json:"text" maxLength:"20000" doc:"要解决的事情"`
	Place        string `json:"place,omitempty" maxLength:"800" doc:"在哪里"`
	PlaceCode    string `json:"place_code,omitempty" maxLength:"12" doc:"扫码地点的编号"`
	Confidential bool   `json:"confidential,omitempty" doc:"对承办部门保密"`
	Accused      string `json:"accused,omitempty" maxLength:"36" doc:"被反映的部门，它看不到这件诉求"`
	Elsewhere    string `json:"elsewhere,omitempty" enum:"reconsideration,litigation,arbitration,petition" doc:"同一件事已在别处办理"`
}

func (b AppealReport) form() Form {
	return Form{
		Ticket: b.Ticket, Kind: appeal.Kind(b.Kind), Text: b.Text, Place: b.Place, PlaceCode: b.PlaceCode,
		Confidential: b.Confidential, Accused: b.Accused, Elsewhere: b.Elsewhere,
	}
}

// ReporterFields say who reports.
type ReporterFields struct {
	Name      string `json:"name,omitempty" maxLength:"120" doc:"怎么称呼"`
	Phone     string `json:"phone,omitempty" maxLength:"30" doc:"联系电话"`
	Anonymous bool   `json:"anonymous,omitempty" doc:"不留姓名和电话"`
	USCC      string `json:"uscc,omitempty" maxLength:"30" doc:"代表哪家企业：统一社会信用代码"`
}

// PublicReport is what a visitor reports.
type PublicReport struct {
	AppealReport
	ReporterFields
}

func (b PublicReport) form() Form {
	f := b.AppealReport.form()
	f.Name, f.Phone, f.Anonymous, f.USCC = b.Name, b.Phone, b.Anonymous, b.USCC
	return f
}

// DeskReport is what a member of staff writes down for somebody.
type DeskReport struct {
	PublicReport
	Channel string `json:"channel" enum:"counter,visit,hotline,group,box" doc:"来源"`
}

func (b DeskReport) form() Form {
	f := b.PublicReport.form()
	f.Channel = appeal.Channel(b.Channel)
	return f
}

// AppealReceipt is what a reporter gets.
type AppealReceipt struct {
	ID     string        `json:"id,omitempty" doc:"登录后可用；查询码代替它时没有"`
	Number string        `json:"number" doc:"编号"`
	Secret string        `json:"secret,omitempty" doc:"查询码，只显示这一次"`
	DueAt  *time.Time    `json:"due_at,omitempty" doc:"最迟什么时候告知是否受理"`
	Ground *AppealGround `json:"ground,omitempty" doc:"登记为不予受理的原因"`
}

func receiptBody(r Receipt) AppealReceipt {
	b := AppealReceipt{Number: r.Number, Secret: r.Secret}
	if r.Secret == "" || r.RecordedBy != "" {
		b.ID = r.ID
	}
	if !r.DueAt.IsZero() {
		b.DueAt = &r.DueAt
	}
	if r.Refused != nil {
		g := groundBody(*r.Refused)
		b.Ground = &g
	}
	return b
}

// Proof opens a case of a visitor.
type Proof struct {
	Number string `json:"number" maxLength:"40" doc:"编号"`
	Secret string `json:"secret" maxLength:"40" doc:"查询码"`
}

// ReporterAct is what a reporter does with a case.
type ReporterAct struct {
	Act    string `json:"act" enum:"add,withdraw,confirm,redo,reopen,unmerge" doc:"补充、撤回、确认解决、没有解决要求重办、重新办理、单独办理"`
	Words  string `json:"words,omitempty" maxLength:"20000" doc:"说明"`
	Ticket string `json:"ticket,omitempty" maxLength:"64" doc:"补充照片和录音的凭据"`
}

func (a ReporterAct) deed() Deed {
	return Deed{Act: appeal.Act(a.Act), Words: a.Words, Ticket: a.Ticket}
}

// AppealRating is a reporter's judgement: 5 is very satisfied, 1 very unsatisfied, 0
// no opinion on one point.
type AppealRating struct {
	Grade       int    `json:"grade" minimum:"1" maximum:"5" doc:"满意程度"`
	Efficiency  int    `json:"efficiency,omitempty" minimum:"0" maximum:"5" doc:"效率"`
	Accuracy    int    `json:"accuracy,omitempty" minimum:"0" maximum:"5" doc:"指南精确度"`
	Convenience int    `json:"convenience,omitempty" minimum:"0" maximum:"5" doc:"便捷度"`
	Usability   int    `json:"usability,omitempty" minimum:"0" maximum:"5" doc:"平台操作性"`
	Words       string `json:"words,omitempty" maxLength:"2000" doc:"还想说的话"`
}

func (b AppealRating) rating() appeal.Rating {
	return appeal.Rating{Grade: b.Grade, Efficiency: b.Efficiency, Accuracy: b.Accuracy, Convenience: b.Convenience, Usability: b.Usability, Words: b.Words}
}

// AppealStep is one step of a case in words.
type AppealStep struct {
	At    time.Time `json:"at"`
	What  string    `json:"what"`
	Words string    `json:"words,omitempty"`
}

// AppealAnswer is the reply that the reporter reads.
type AppealAnswer struct {
	Words      string                  `json:"words"`
	Department string                  `json:"department"`
	Closing    string                  `json:"closing" doc:"办理结果"`
	PromisedOn string                  `json:"promised_on,omitempty" format:"date" doc:"承诺完成的日期"`
	At         time.Time               `json:"at"`
	Files      []attachment.AppealFile `json:"files" nullable:"false" doc:"随答复附上的照片、录音和文件"`
}

// AppealProgress is a case as its reporter reads it.
type AppealProgress struct {
	Number       string                  `json:"number"`
	Title        string                  `json:"title"`
	Text         string                  `json:"text"`
	Place        string                  `json:"place"`
	KindLabel    string                  `json:"kind_label"`
	State        string                  `json:"state"`
	StateLabel   string                  `json:"state_label"`
	Confidential bool                    `json:"confidential"`
	ReceivedAt   time.Time               `json:"received_at"`
	Now          string                  `json:"now" doc:"现在由谁办理、最迟什么时候答复"`
	Late         string                  `json:"late,omitempty" doc:"为什么超过了时限"`
	Steps        []AppealStep            `json:"steps" nullable:"false"`
	Answer       *AppealAnswer           `json:"answer,omitempty"`
	Ground       *AppealGround           `json:"ground,omitempty" doc:"为什么没有受理，应当找谁"`
	Files        []attachment.AppealFile `json:"files" nullable:"false"`
	Rating       *AppealRating           `json:"rating,omitempty"`
	Can          []string                `json:"can" nullable:"false" doc:"现在可以做什么"`
}

func progressBody(p Progress) AppealProgress {
	b := AppealProgress{
		Number: p.Number, Title: p.Title(), Text: p.Text, Place: p.Place, KindLabel: p.Kind.Label(), State: string(p.State), StateLabel: p.State.Label(),
		Confidential: p.Reporter.Confidential, ReceivedAt: p.ReceivedAt, Now: p.Now, Late: p.Late, Steps: make([]AppealStep, len(p.Story)),
		Files: attachment.Bodies(p.Files), Can: p.Can,
	}
	for i, one := range p.Story {
		b.Steps[i] = AppealStep(one)
	}
	if a := p.Answer; a != nil {
		b.Answer = &AppealAnswer{Words: a.Words, Department: a.Department, Closing: a.Closing, PromisedOn: a.PromisedOn, At: a.At, Files: attachment.Bodies(a.Files)}
	}
	if p.Ground != nil {
		g := groundBody(*p.Ground)
		b.Ground = &g
	}
	if r := p.Rating; r != nil {
		b.Rating = &AppealRating{Grade: r.Grade, Efficiency: r.Efficiency, Accuracy: r.Accuracy, Convenience: r.Convenience, Usability: r.Usability, Words: r.Words}
	}
	return b
}
