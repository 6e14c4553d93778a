package intake

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/ground"
	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/platform/seal"
)

// Form is what somebody reports, the same for every way in.
type Form struct {
	// Ticket binds photos and voice notes, and lets a report that is sent twice make
	// one case.
	Ticket string `json:"-"`
	// Channel is for staff to say; the others follow from the way.
	Channel appeal.Channel
	Kind    appeal.Kind
	Text    string
	// Place is in the reporter's words, PlaceCode that of a QR code.
	Place, PlaceCode string
	// USCC names the enterprise on whose behalf it is said, empty for none.
	USCC string
	// Name and Phone are the reporter's, unless Anonymous.
	Name, Phone string
	Anonymous   bool
	// Confidential keeps who reports from everybody but the centre.
	Confidential bool
	// Accused is the ID of the department complained of, empty for none.
	Accused string
	// Elsewhere is the code of the procedure that already deals with it, empty for
	// none.
	Elsewhere string
}

// procedures are the grounds that somebody who reports is asked about: what is dealt
// with elsewhere.
var procedures = []string{"reconsideration", "litigation", "arbitration", "petition"}

// Procedures returns the grounds that the form asks about.
func Procedures() []ground.Ground {
	var list []ground.Ground
	for _, code := range procedures {
		if g, ok := ground.Of(code); ok {
			list = append(list, g)
		}
	}
	return list
}

// phoneNumber is a mobile number or a line with its area code, in normal form.
var phoneNumber = regexp.MustCompile(`^(1[3-9]\d{9}|0\d{9,11}|[2-9]\d{6,7})$`)

const longestName = 30

// clean trims the form and refuses what cannot be kept, each field with its
// sentence. Named says that the reporter has to give name and phone unless he wants
// to stay unknown.
func (f *Form) clean(named bool) error {
	var wrong []errs.Field
	say := func(bad bool, path, msg string) {
		if bad {
			wrong = append(wrong, errs.Field{Path: "body." + path, Msg: msg})
		}
	}
	for _, text := range [...]*string{&f.Text, &f.Place, &f.Name, &f.Phone, &f.USCC} {
		*text = strings.TrimSpace(*text)
	}
	if f.Anonymous {
		f.Name, f.Phone = "", ""
	}
	if f.Kind == "" {
		f.Kind = appeal.Help
	}
	n := utf8.RuneCountInString(f.Text)
	say(n < appeal.ShortestText, "text", "请至少用 5 个字写明要解决的事情。")
	say(n > appeal.LongestText, "text", "内容不能超过 5000 字，其余可以作为附件提交。")
	say(utf8.RuneCountInString(f.Place) > appeal.LongestPlace, "place", "地点不能超过 200 字。")
	say(utf8.RuneCountInString(f.Name) > longestName, "name", "姓名最多 30 个字。")
	if f.Phone != "" {
		f.Phone = seal.NormalPhone(f.Phone)
		say(!phoneNumber.MatchString(f.Phone), "phone", "请填写手机号，或带区号的固定电话。")
	}
	if named && !f.Anonymous {
		say(f.Name == "", "name", "请填写怎么称呼您，或选择不留姓名。")
		say(f.Phone == "", "phone", "请填写联系电话，办理中会用它联系您；或选择不留姓名。")
	}
	say(f.Elsewhere != "" && !slices.Contains(procedures, f.Elsewhere), "elsewhere", "请从列表里选择。")
	if len(wrong) == 0 {
		return nil
	}
	return ErrForm.With(wrong...)
}

// ground returns the procedure that already deals with what is reported.
func (f *Form) ground() (ground.Ground, bool) {
	if f.Elsewhere == "" {
		return ground.Ground{}, false
	}
	return ground.Of(f.Elsewhere)
}
