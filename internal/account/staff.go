package account

import (
	"regexp"
	"strings"
	"time"
	"unicode/utf8"
)

// Status says whether a member of staff may come in.
type Status string

// The statuses. Only Active may come in; Left stays so that what the person did
// keeps its name.
const (
	Active    Status = "active"
	Suspended Status = "suspended"
	Left      Status = "left"
)

// Staff is a person who works here.
type Staff struct {
	ID string
	// Login is unique, in lower case.
	Login string
	Name  string
	// Department is the ID of the department, empty for none.
	Department string
	// Division is the code of the place the person works for.
	Division string
	Status   Status
	// PasswordHash is an argon2id hash in PHC form.
	PasswordHash  string
	PasswordSetAt time.Time
	// PasswordBy says who chose the password.
	PasswordBy Chooser
	Version    int64
}

// Chooser says who chose a password.
type Chooser string

// The choosers. Whoever chose a password knows it.
const (
	ChosenBySelf  Chooser = "self"
	ChosenByOther Chooser = "other"
)

// MayComeIn reports whether the person may log in and keep a session.
func (s Staff) MayComeIn() bool { return s.Status == Active }

var loginForm = regexp.MustCompile(`^[a-z][a-z0-9._-]{1,31}$`)

// NormalizeLogin returns a login as it is compared: trimmed, in lower case. It
// fails with ErrLogin for anything that cannot be a login.
func NormalizeLogin(login string) (string, error) {
	login = strings.ToLower(strings.TrimSpace(login))
	if !loginForm.MatchString(login) {
		return "", ErrLogin
	}
	return login, nil
}

func checkName(name string) (string, error) {
	name = strings.TrimSpace(name)
	if n := utf8.RuneCountInString(name); n == 0 || n > 50 {
		return "", ErrStaffName
	}
	return name, nil
}

// phoneForm is a mobile number of mainland China, the country code aside.
var phoneForm = regexp.MustCompile(`^(?:\+?86)?(1[3-9][0-9]{9})$`)

// NormalizePhone returns the eleven digits of a mobile number written with or
// without country code, spaces and dashes. It fails with ErrPhone.
func NormalizePhone(phone string) (string, error) {
	bare := strings.Map(func(r rune) rune {
		if r == ' ' || r == '-' || r == '\u00a0' || r == '\u3000' {
			return -1
		}
		return r
	}, phone)
	m := phoneForm.FindStringSubmatch(bare)
	if m == nil {
		return "", ErrPhone
	}
	return m[1], nil
}
