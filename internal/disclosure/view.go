package disclosure

import (
	"strings"
	"time"
	"unicode/utf8"

	"github.com/yikou/yikou/internal/platform/errs"
)

// ReasonKind says why data is shown in full, out of a closed list.
type ReasonKind string

// The reasons. 个人信息保护法 art. 6 asks for a definite and reasonable purpose.
const (
	ReasonHandling  ReasonKind = "handling"
	ReasonVerify    ReasonKind = "verify"
	ReasonCallback  ReasonKind = "callback"
	ReasonRequest   ReasonKind = "request"
	ReasonEmergency ReasonKind = "emergency"
)

// reasonLabels are the reasons as people read them.
var reasonLabels = map[ReasonKind]string{
	ReasonHandling:  "办理该企业的事项",
	ReasonVerify:    "核实联系方式",
	ReasonCallback:  "回访",
	ReasonRequest:   "企业自己要求",
	ReasonEmergency: "应急联系",
}

// Label returns the reason in Chinese, "" for one that does not exist.
func (k ReasonKind) Label() string { return reasonLabels[k] }

// Bounds of the words of a reason, a purpose or a note, in characters.
const (
	shortestWords = 5
	longestWords  = 200
)

// Reason is why somebody wants data shown in full.
type Reason struct {
	Kind ReasonKind
	// Words are read by the enterprise concerned.
	Words string
}

// Check returns what is wrong with a reason, nil if nothing.
func (r Reason) Check() error {
	if r.Kind.Label() == "" {
		return ErrReason.With(errs.Field{Path: "body.reason_kind", Msg: "请从列表里选择查看的原因"})
	}
	if msg := checkWords(r.Words); msg != "" {
		return ErrReason.With(errs.Field{Path: "body.reason", Msg: msg})
	}
	return nil
}

// checkWords returns in Chinese what is wrong with words that a person typed.
func checkWords(words string) string {
	switch n := utf8.RuneCountInString(strings.TrimSpace(words)); {
	case n < shortestWords:
		return "请用至少 5 个字说明"
	case n > longestWords:
		return "说明不能超过 200 个字"
	}
	return ""
}

// Kinds of what is shown.
const (
	KindContact = "contact"
	KindPerson  = "person"
)

// Shown is what is about to be shown.
type Shown struct {
	USCC string
	// Kind is KindContact or KindPerson, Object its id, Role what the person is to
	// the enterprise.
	Kind, Object, Role string
	// Fields are name, phone, id_number or bank_account.
	Fields []string
}

// FieldLabels are the fields as people read them.
var FieldLabels = map[string]string{"name": "姓名", "phone": "电话", "id_number": "身份证号", "bank_account": "银行账号"}

// Channels through which data was shown.
const (
	ChannelScreen  = "screen"
	ChannelToken   = "token"
	ChannelCommand = "command"
)

// View is one time that data was shown.
type View struct {
	Shown
	ID string
	At time.Time
	Reason
	Channel string
	// Viewer is who saw it, Masked the name as the enterprise reads it.
	Viewer, Masked string
	Reader
}

// Reader is what somebody was when he saw data.
type Reader struct {
	// Department is an id, DepartmentName and Post are names.
	Department, DepartmentName, Post string
}
