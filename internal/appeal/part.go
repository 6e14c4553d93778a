package appeal

import (
	"strings"
	"time"
	"unicode/utf8"

	"github.com/yikou/yikou/internal/platform/errs"
)

// PartState is where one department's part of a case stands.
type PartState string

// The states of a part.
const (
	PartSent     PartState = "sent"     // nobody has taken it yet
	PartTaken    PartState = "taken"    // somebody works on it
	PartAnswered PartState = "answered" // the co-handler told the lead, the lead replied
	PartReturned PartState = "returned" // not the department's duty
	PartEnded    PartState = "ended"    // dispatched anew, merged, withdrawn
)

// Part is one department's share in a case: the lead's (承办) or a co-handler's
// (协办).
type Part struct {
	ID, Case string
	// Role is Lead or CoHandler.
	Role       Role
	Department string
	// Staff is who works on it, empty until somebody takes it.
	Staff string
	// Direct is a designation that may not be returned.
	Direct bool
	State  PartState
	SentAt time.Time
	SentBy string
	// ObjectUntil is until when a return may be raised.
	ObjectUntil time.Time
	TakenAt     time.Time
	EndedAt     time.Time
	Return      Return
	// Answer is what a co-handler told the lead.
	Answer string
}

// Live reports whether the part is still somebody's work.
func (p *Part) Live() bool { return p.State == PartSent || p.State == PartTaken }

// Return is why a department gives a case back: it cites a clause of the duty
// directory and names who should do it (rules of dispatch, §2).
type Return struct {
	Clause    string
	Suggested string // department
	Reason    string
}

func (r Return) check(part *Part, accused func(department string) bool) error {
	var fields []errs.Field
	if utf8.RuneCountInString(strings.TrimSpace(r.Clause)) < ShortestText {
		fields = append(fields, errs.Field{Path: "body.clause", Msg: "请写明依据的职责条款，如“三定规定第四条第（二）项”"})
	}
	if utf8.RuneCountInString(strings.TrimSpace(r.Reason)) < ShortestText {
		fields = append(fields, errs.Field{Path: "body.reason", Msg: "请用至少 5 个字说明为什么不是本部门的职责"})
	}
	switch {
	case r.Suggested == "":
		fields = append(fields, errs.Field{Path: "body.suggested", Msg: "请指出应由哪个部门办理"})
	case r.Suggested == part.Department:
		fields = append(fields, errs.Field{Path: "body.suggested", Msg: "不能指向本部门"})
	case accused(r.Suggested):
		// Which unit is complained of is not told: it looks like any department
		// that cannot take the case.
		fields = append(fields, errs.Field{Path: "body.suggested", Msg: "这个部门不能承办，请另选"})
	}
	if len(fields) > 0 {
		return ErrReturn.With(fields...)
	}
	return nil
}

// Take gives a part to a member of staff.
func (p *Part) Take(staff string, at time.Time) error {
	if p.State != PartSent {
		return ErrPart
	}
	p.State, p.Staff, p.TakenAt = PartTaken, staff, at
	return nil
}

// Tell ends a co-handler's part with the answer to the lead.
func (p *Part) Tell(staff, words string, at time.Time) error {
	if p.Role != CoHandler || !p.Live() {
		return ErrPart
	}
	if msg := CheckWords(words); msg != "" {
		return ErrForm.With(errs.Field{Path: "body.words", Msg: msg})
	}
	if p.TakenAt.IsZero() {
		p.TakenAt = at
	}
	p.State, p.Staff, p.EndedAt, p.Answer = PartAnswered, staff, at, words
	return nil
}

// CheckWords returns in Chinese what is wrong with words that somebody wrote.
func CheckWords(words string) string {
	switch n := utf8.RuneCountInString(strings.TrimSpace(words)); {
	case n < ShortestText:
		return "请用至少 5 个字说明"
	case n > LongestWords:
		return "不能超过 5000 字"
	}
	return ""
}
