package appeal

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/yikou/yikou/internal/appeal/ground"
	"github.com/yikou/yikou/internal/platform/errs"
)

// Person is who reports. Name and Phone are kept sealed.
type Person struct {
	// Account is the account of a handler of an enterprise, empty for a visitor.
	Account string
	Name    string
	Phone   string
	// Anonymous says that the reporter gave neither name nor phone.
	Anonymous bool
	// Confidential keeps name and phone from everybody but the centre.
	Confidential bool
}

// Source is where a case of another system came from.
type Source struct {
	// System names it ("12345"); No is its number there. Both are empty for a case
	// of our own.
	System, No string
	// Topic is what it calls the topic, in its own codes or words.
	Topic string
}

// Case is one appeal (诉求).
type Case struct {
	ID string
	// Number is what people quote; it is never issued twice.
	Number string
	Source Source
	Channel
	ReceivedAt time.Time
	Kind       Kind
	// Topic is the code of a topic, empty while nobody has said it.
	Topic   string
	Urgency Urgency
	Text    string
	// Place is what the reporter wrote; PlaceCode names a registered place, Division
	// the code of the division it lies in.
	Place, PlaceCode, Division string
	// USCC names the enterprise on whose behalf it is said, empty for none. Claimed
	// says that nobody has verified that the reporter speaks for it: its people do
	// not see the case then.
	USCC     string
	Claimed  bool
	Reporter Person
	// Accused is the department complained of, empty for none. It sees nothing of
	// the case.
	Accused string
	// RecordedBy is the member of staff who wrote it down for the reporter.
	RecordedBy string
	// SecretHash proves a visitor who comes back; empty for who has an account.
	SecretHash string

	State
	// Complex says that the month applies instead of the seven days.
	Complex bool
	// Lead is the department that answers, LeadStaff the person in it.
	Lead, LeadStaff string
	// DueAt is the earlier end of the running promise and the statutory term, as
	// the clocks last said; zero while neither runs.
	DueAt time.Time
	// RiskAt is when three quarters of that term are spent.
	RiskAt     time.Time
	Suspended  bool
	Supervised bool
	// Returns counts how often a lead gave the case back, Redos how often the
	// reporter was not content, Reopens how often it was opened again.
	Returns, Redos, Reopens int
	// Deliberation says that the departments have to settle it round one table.
	Deliberation bool
	Ground       string
	Closing      Closing
	ClosedAt     time.Time
	Confirmation Confirmation
	// ReopenUntil is until when the reporter may have it opened again.
	ReopenUntil time.Time
	// Main is the case that a merged one went into, Before the state it had.
	Main    string
	Before  State
	Version int64
}

// Bounds of what people write, in characters.
const (
	ShortestText = 5
	LongestText  = 5000
	LongestWords = 5000
	LongestPlace = 200
)

// Check returns what is wrong with a case that has just come in, nil if nothing.
func (c *Case) Check() error {
	var fields []errs.Field
	say := func(path, msg string) { fields = append(fields, errs.Field{Path: "body." + path, Msg: msg}) }
	switch n := utf8.RuneCountInString(strings.TrimSpace(c.Text)); {
	case n < ShortestText:
		say("text", "请至少用 5 个字写明要解决的事情")
	case n > LongestText:
		say("text", "内容不能超过 5000 字，其余可以作为附件提交")
	}
	if c.Channel.Label() == "" {
		say("channel", "没有这种来源")
	}
	if c.Kind.Label() == "" {
		say("kind", "请从列表里选择诉求类型")
	}
	if c.Urgency != Normal && c.Urgency != Urgent {
		say("urgency", "请从列表里选择紧急程度")
	}
	if utf8.RuneCountInString(c.Place) > LongestPlace {
		say("place", "地点不能超过 200 字")
	}
	if c.Reporter.Anonymous && (c.Reporter.Name != "" || c.Reporter.Phone != "") {
		say("anonymous", "匿名反映不留姓名和电话")
	}
	if len(fields) > 0 {
		return ErrForm.With(fields...)
	}
	return nil
}

// Title is the beginning of the text, up to 30 characters or the end of its first
// sentence.
func (c *Case) Title() string {
	text := strings.Join(strings.Fields(c.Text), " ")
	if i := strings.IndexAny(text, "。！？；\n"); i > 0 {
		text = text[:i]
	}
	if runes := []rune(text); len(runes) > 30 {
		return string(runes[:30]) + "…"
	}
	return text
}

// Accept takes a case on (受理).
func (c *Case) Accept(complex bool) error {
	if err := c.move(ActAccept, Centre, Accepted); err != nil {
		return err
	}
	c.Complex = complex
	return nil
}

// Classification is what the centre finds a case to be.
type Classification struct {
	Kind     Kind
	Topic    string
	Urgency  Urgency
	Place    string
	Division string
	Complex  bool
}

// Classify corrects what a case is about. It returns the names of what changed.
func (c *Case) Classify(n Classification) (changed []string, err error) {
	if err := c.move(ActClassify, Centre, c.State); err != nil {
		return nil, err
	}
	if n.Kind.Label() == "" {
		return nil, ErrForm.With(errs.Field{Path: "body.kind", Msg: "请从列表里选择"})
	}
	if n.Urgency != Normal && n.Urgency != Urgent {
		return nil, ErrForm.With(errs.Field{Path: "body.urgency", Msg: "请从列表里选择"})
	}
	note := func(name string, differs bool) {
		if differs {
			changed = append(changed, name)
		}
	}
	note("kind", c.Kind != n.Kind)
	note("topic", c.Topic != n.Topic)
	note("urgency", c.Urgency != n.Urgency)
	note("place", c.Place != n.Place)
	note("division", c.Division != n.Division)
	note("complex", c.Complex != n.Complex)
	c.Kind, c.Topic, c.Urgency, c.Place, c.Division, c.Complex = n.Kind, n.Topic, n.Urgency, n.Place, n.Division, n.Complex
	return changed, nil
}

// Refuse does not accept a case, on one of the grounds.
func (c *Case) Refuse(why string, at time.Time) error {
	if _, ok := ground.Of(why); !ok {
		return ErrForm.With(errs.Field{Path: "body.ground", Msg: "请从列表里选择不予受理的原因"})
	}
	if err := c.move(ActRefuse, Centre, Refused); err != nil {
		return err
	}
	c.Ground, c.Closing, c.ClosedAt = why, NotAccepted, at
	return nil
}

// Order says whose work a case becomes.
type Order struct {
	Lead       string
	CoHandlers []string
	// Direct is a designation that may not be returned.
	Direct bool
}

// Dispatch makes a case the work of a lead and co-handlers. The unit complained of
// can be neither; path returns a department and those above it.
func (c *Case) Dispatch(o Order, path func(department string) []string) error {
	for _, d := range append([]string{o.Lead}, o.CoHandlers...) {
		if c.Accused != "" && slices.Contains(path(d), c.Accused) {
			return ErrAccused
		}
	}
	if slices.Contains(o.CoHandlers, o.Lead) {
		return ErrForm.With(errs.Field{Path: "body.co_handlers", Msg: "承办部门不能同时是协办部门"})
	}
	if err := c.move(ActDispatch, Centre, Dispatched); err != nil {
		return err
	}
	c.Lead, c.LeadStaff = o.Lead, ""
	return nil
}

// Take accepts the duty (签收): from now on the lead answers for the case.
func (c *Case) Take(staff string) error {
	if err := c.move(ActTake, Lead, InHand); err != nil {
		return err
	}
	c.LeadStaff = staff
	return nil
}

// returnsBeforeDeliberation is after how many returns a case goes to deliberation
// by itself (rules of dispatch, §2: the third return).
const returnsBeforeDeliberation = 3

// GiveBack returns a case to the centre: part is the lead's, r cites the clause and
// names who should do it instead. It fails when the part was a direct designation
// or the time to object is over.
func (c *Case) GiveBack(part *Part, r Return, at time.Time, accused func(department string) bool) error {
	if err := r.check(part, accused); err != nil {
		return err
	}
	if part.Direct {
		return ErrDirect
	}
	if !part.ObjectUntil.IsZero() && at.After(part.ObjectUntil) {
		return ErrObjectedLate
	}
	if err := c.move(ActReturn, Lead, Accepted); err != nil {
		return err
	}
	c.Lead, c.LeadStaff = "", ""
	c.Returns++
	if c.Returns >= returnsBeforeDeliberation {
		c.Deliberation = true
	}
	part.State, part.EndedAt, part.Return = PartReturned, at, r
	return nil
}

// Reply hands in an answer for a second person to read; by is Lead, or Centre where
// the centre answers itself.
func (c *Case) Reply(by Role, r *Reply) error {
	if err := r.check(); err != nil {
		return err
	}
	return c.move(ActReply, by, Replied)
}

// again is where a case goes when its answer was not good enough: to its lead, or
// to the centre that answered itself.
func (c *Case) again() State {
	if c.Lead == "" {
		return Accepted
	}
	return InHand
}

// SendBack refuses a reply as its second reader.
func (c *Case) SendBack(r *Reply, reader, note string, at time.Time) error {
	if r.By == reader {
		return ErrSamePerson
	}
	if utf8.RuneCountInString(strings.TrimSpace(note)) < ShortestText {
		return ErrForm.With(errs.Field{Path: "body.note", Msg: "请用至少 5 个字说明要改什么"})
	}
	if err := c.move(ActSendBack, Reader, c.again()); err != nil {
		return err
	}
	r.State, r.ReadBy, r.ReadAt, r.Note = ReplySentBack, reader, at, note
	return nil
}

// Approve releases a reply to the reporter as its second reader.
func (c *Case) Approve(r *Reply, reader string, at time.Time) error {
	if r.By == reader {
		return ErrSamePerson
	}
	if err := c.move(ActApprove, Reader, Read); err != nil {
		return err
	}
	r.State, r.ReadBy, r.ReadAt = ReplyApproved, reader, at
	c.Closing = r.Closing
	return nil
}

// Confirm closes a case: the reporter is content, or could not be reached.
func (c *Case) Confirm(by Role, result Confirmation, at, reopenUntil time.Time) error {
	if err := c.move(ActConfirm, by, Closed); err != nil {
		return err
	}
	c.Confirmation, c.ClosedAt, c.ReopenUntil = result, at, reopenUntil
	return nil
}

// Redo sends a case back once, on its first clock, because the reporter is not
// content. A second time it is closed as it is, honestly unsatisfied: redone
// reports whether it was sent back.
func (c *Case) Redo(by Role, at, reopenUntil time.Time) (redone bool, err error) {
	c.Confirmation = Unsatisfied
	if c.Redos > 0 {
		return false, c.Confirm(by, Unsatisfied, at, reopenUntil)
	}
	if err := c.move(ActRedo, by, c.again()); err != nil {
		return false, err
	}
	c.Redos++
	c.Closing = Open
	return true, nil
}

// Reopen takes a closed or refused case up again within the window.
func (c *Case) Reopen(by Role, at time.Time) error {
	if c.State == Closed && at.After(c.ReopenUntil) {
		return ErrReopenLate
	}
	to := c.again()
	if c.State == Refused {
		to = Received
	}
	if err := c.move(ActReopen, by, to); err != nil {
		return err
	}
	c.Reopens++
	c.Closing, c.ClosedAt, c.Confirmation, c.Ground, c.ReopenUntil = Open, time.Time{}, Unasked, "", time.Time{}
	return nil
}

// Solved reports whether the case counts as solved: it says so, and the reporter
// confirmed it (北京市接诉即办工作条例 art. 32; rules.md §3).
func (c *Case) Solved() bool {
	return c.State == Closed && c.Closing == Solved && c.Confirmation == Confirmed
}

// Withdraw takes a case back for its reporter.
func (c *Case) Withdraw(at time.Time) error {
	if err := c.move(ActWithdraw, Reporter, WithdrawnOff); err != nil {
		return err
	}
	c.Closing, c.ClosedAt = Withdrawn, at
	return nil
}

// MergeInto makes the case part of another one, which does not end its reporter's
// rights: what answers that one answers this one too (see Answered). One whose answer
// is out takes no more in.
func (c *Case) MergeInto(main *Case) error {
	if main.ID == c.ID || main.State.Ended() || main.State == Read || c.Accused != main.Accused || c.Reporter.Confidential != main.Reporter.Confidential {
		return ErrMerge
	}
	before := c.State
	if err := c.move(ActMerge, Centre, Merged); err != nil {
		return err
	}
	c.Main, c.Before, c.Closing = main.ID, before, MergedAway
	return nil
}

// Answered releases the answer to the case that this one went into to its reporter as
// well. From now on it is a case of its own, of the same lead: he is called back,
// confirms, rates and reopens for himself, and if he is not content it goes back by
// itself (rules.md §2).
func (c *Case) Answered(main *Case) error {
	if err := c.move(ActApprove, Centre, Read); err != nil {
		return err
	}
	c.Main, c.Before, c.Closing, c.Suspended = "", "", main.Closing, false
	c.Lead, c.LeadStaff = main.Lead, main.LeadStaff
	return nil
}

// Unmerge takes a case out of another one; it goes on where it was.
func (c *Case) Unmerge(by Role) error {
	if err := c.move(ActUnmerge, by, c.Before); err != nil {
		return err
	}
	c.Main, c.Before, c.Closing = "", "", Open
	return nil
}

// Suspend notes that the clocks stand still, Resume that they go on.
func (c *Case) Suspend() error {
	if c.Suspended {
		return ErrSuspended
	}
	if err := c.move(ActSuspend, Leader, c.State); err != nil {
		return err
	}
	c.Suspended = true
	return nil
}

// Resume notes that the clocks go on.
func (c *Case) Resume() error {
	if !c.Suspended {
		return ErrRunning
	}
	if err := c.move(ActResume, Leader, c.State); err != nil {
		return err
	}
	c.Suspended = false
	return nil
}

// Supervise has a superior watch the case (督办).
func (c *Case) Supervise() error {
	if err := c.move(ActSupervise, Leader, c.State); err != nil {
		return err
	}
	c.Supervised = true
	return nil
}

// Note adds words to a case without moving it: as ActNote by staff, as ActAdd by
// the reporter.
func (c *Case) Note(act Act, by Role) error { return c.move(act, by, c.State) }

// Rate lets a reporter grade how a case was handled, once it has ended.
func (c *Case) Rate() error { return c.move(ActRate, Reporter, c.State) }
