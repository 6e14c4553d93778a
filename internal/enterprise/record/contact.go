package record

import (
	"time"
	"unicode/utf8"
)

// Contact is a person to turn to, as everybody sees it: masked.
type Contact struct {
	ID string
	// Role is what the person is to the firm: 法定代表人, 财务, 经办人 …
	Role string
	// Name and Phone are masked.
	Name, Phone string
	Version     int64
	UpdatedAt   time.Time
	// VerifiedAt is when the staff found name and number to be right, zero when
	// never; VerifiedBy is who did.
	VerifiedAt time.Time
	VerifiedBy string
}

// ContactForm is what a form hands in. A name or phone that is still masked, or
// empty where there is one already, keeps what is stored.
type ContactForm struct {
	Role, Name, Phone string
}

// Check returns in Chinese what is wrong with a form, by field.
func (f ContactForm) Check() (field, reason string) {
	switch {
	case f.Role == "" || utf8.RuneCountInString(f.Role) > 20:
		return "role", "身份不能为空，也不能超过 20 个字"
	case utf8.RuneCountInString(f.Name) > 50:
		return "name", "姓名不能超过 50 个字"
	case utf8.RuneCountInString(f.Phone) > 30:
		return "phone", "电话不能超过 30 个字符"
	}
	return "", ""
}
