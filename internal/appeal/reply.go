package appeal

import (
	"strings"
	"time"
	"unicode/utf8"

	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/standard/civil"
)

// ReplyState is where a reply stands.
type ReplyState string

// The states of a reply. Only an approved one is shown to the reporter.
const (
	ReplySubmitted ReplyState = "submitted"
	ReplySentBack  ReplyState = "sent_back"
	ReplyApproved  ReplyState = "approved"
)

// Reply is one answer to the reporter. Round counts from 1.
type Reply struct {
	ID, Case string
	Round    int
	Words    string
	Closing  Closing
	// PromisedOn is the day by which what is promised is done, zero for nothing
	// promised.
	PromisedOn     civil.Date
	By, Department string
	At             time.Time
	State          ReplyState
	ReadBy         string
	ReadAt         time.Time
	// Note is what the second reader wants changed.
	Note string
}

// shortestReply is how many characters an answer has at least. A guess.
const shortestReply = 10

func (r *Reply) check() error {
	var fields []errs.Field
	switch n := utf8.RuneCountInString(strings.TrimSpace(r.Words)); {
	case n < shortestReply:
		fields = append(fields, errs.Field{Path: "body.words", Msg: "请写明办理结果，至少 10 个字"})
	case n > LongestWords:
		fields = append(fields, errs.Field{Path: "body.words", Msg: "不能超过 5000 字"})
	}
	if !r.Closing.Answerable() {
		fields = append(fields, errs.Field{Path: "body.closing", Msg: "请从列表里选择办结类型"})
	}
	if len(fields) > 0 {
		return ErrReply.With(fields...)
	}
	return nil
}

// Callback is one call back to the reporter (回访).
type Callback struct {
	ID, Case string
	At       time.Time
	By       string
	Reached  bool
	// Solved is what the reporter says of the result: Solved, Partly or Open for
	// not solved.
	Result Closing
	// Grade is the satisfaction, 1 to 5, 0 for none given.
	Grade int
	Words string
}

// callsBeforeClosing is how many calls must have found nobody before a case may be
// closed as not reached. A guess.
const callsBeforeClosing = 3

// Verdict says what a callback does with a case; earlier are the calls before it.
// Closing may become honester by what the reporter says, never better.
func (b *Callback) Verdict(earlier []Callback) (result Confirmation, decided bool) {
	if !b.Reached {
		missed := 1
		for _, e := range earlier {
			if !e.Reached {
				missed++
			}
		}
		return Unreached, missed >= callsBeforeClosing
	}
	// Satisfaction below 3 of 5 is "unsatisfied" (不满意, 非常不满意).
	if b.Result == Open || b.Grade > 0 && b.Grade < 3 {
		return Unsatisfied, true
	}
	return Confirmed, true
}

// Honest returns the closing after the reporter was heard: what the reply calls
// solved is partly solved when the reporter says so.
func (b *Callback) Honest(c Closing) Closing {
	if b.Reached && c == Solved && b.Result == Partly {
		return Partly
	}
	return c
}

// Check returns what is wrong with a callback, nil if nothing.
func (b *Callback) Check() error {
	if b.Grade < 0 || b.Grade > 5 || b.Reached && b.Grade == 0 {
		return ErrForm.With(errs.Field{Path: "body.grade", Msg: "请记录反映人的满意度"})
	}
	if utf8.RuneCountInString(b.Words) > LongestWords {
		return ErrForm.With(errs.Field{Path: "body.words", Msg: "不能超过 5000 字"})
	}
	return nil
}

// Rating is a reporter's own judgement of how a case was handled.
type Rating struct {
	ID, Case string
	At       time.Time
	// Grade is 5 for very satisfied to 1 for very unsatisfied.
	Grade int
	// Indicators grade 效率, 指南精确度, 便捷度, 平台操作性 (rules.md §6), 0 for none.
	Efficiency, Accuracy, Convenience, Usability int
	Words                                        string
}

// Check returns what is wrong with a rating, nil if nothing.
func (r *Rating) Check() error {
	for _, g := range []int{r.Efficiency, r.Accuracy, r.Convenience, r.Usability} {
		if g < 0 || g > 5 {
			return ErrForm.With(errs.Field{Path: "body", Msg: "各项评分为 1 到 5 分"})
		}
	}
	if r.Grade < 1 || r.Grade > 5 {
		return ErrForm.With(errs.Field{Path: "body.grade", Msg: "请选择满意程度"})
	}
	if utf8.RuneCountInString(r.Words) > 500 {
		return ErrForm.With(errs.Field{Path: "body.words", Msg: "不能超过 500 字"})
	}
	return nil
}

// Extension is more time, asked before expiry and granted by a leader (延期).
type Extension struct {
	ID, Case   string
	AskedBy    string
	Department string
	AskedAt    time.Time
	// Days are working days, 1 to MostExtension.
	Days      int
	Reason    string
	State     ExtensionState
	DecidedBy string
	DecidedAt time.Time
	Note      string
}

// ExtensionState is where a request for more time stands.
type ExtensionState string

// The states of an extension.
const (
	ExtensionAsked   ExtensionState = "asked"
	ExtensionGranted ExtensionState = "granted"
	ExtensionRefused ExtensionState = "refused"
)

// MostExtension is how many working days one case may get in all: the 10 that the
// head of the organ may grant (12345 条例 art. 24).
const MostExtension = 10

// AskExtension asks for more time. Last is the end of the term that would be
// extended, one working day before that is the latest to ask; earlier are the
// requests before.
func (c *Case) AskExtension(e *Extension, latest time.Time, earlier []Extension) error {
	var fields []errs.Field
	if e.Days < 1 || e.Days > MostExtension {
		fields = append(fields, errs.Field{Path: "body.days", Msg: "延期为 1 到 10 个工作日"})
	}
	if msg := CheckWords(e.Reason); msg != "" {
		fields = append(fields, errs.Field{Path: "body.reason", Msg: msg})
	}
	if len(fields) > 0 {
		return ErrForm.With(fields...)
	}
	total := e.Days
	for _, o := range earlier {
		switch o.State {
		case ExtensionAsked:
			return ErrExtensionWaits
		case ExtensionGranted:
			total += o.Days
		}
	}
	if total > MostExtension {
		return ErrExtensionTooMuch
	}
	if e.AskedAt.After(latest) {
		return ErrExtensionLate
	}
	if err := c.move(ActExtend, Lead, InHand); err != nil {
		return err
	}
	e.State = ExtensionAsked
	return nil
}

// DecideExtension grants or refuses more time; who asked cannot decide. After the
// term has ended nothing can be granted any more.
func (c *Case) DecideExtension(e *Extension, grant bool, by, note string, at, due time.Time) error {
	if e.State != ExtensionAsked {
		return ErrExtensionDecided
	}
	if e.AskedBy == by {
		return ErrSamePerson
	}
	if grant && at.After(due) {
		return ErrExtensionLate
	}
	if !grant && CheckWords(note) != "" {
		return ErrForm.With(errs.Field{Path: "body.note", Msg: "不同意延期时请说明理由"})
	}
	if err := c.move(ActGrant, Leader, InHand); err != nil {
		return err
	}
	e.State = ExtensionRefused
	if grant {
		e.State = ExtensionGranted
	}
	e.DecidedBy, e.DecidedAt, e.Note = by, at, note
	return nil
}
