package secret

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/yikou/yikou/internal/platform/errs"
)

// Profile is whose demands on passwords an instance follows, where they clash.
type Profile string

// The profiles. Dengbao is GB/T 22239-2019, 8.1.4.1 a as assessors read it:
// several kinds of characters, changed at intervals, none of the last ones again.
// ASVS is OWASP ASVS 5.0, chapter 6.2, and NIST SP 800-63B, which forbid both.
const (
	Dengbao Profile = "dengbao"
	ASVS    Profile = "asvs"
)

// Profiles are all that an instance may choose from.
var Profiles = []Profile{Dengbao, ASVS}

// Known reports whether the profile is one of Profiles.
func (p Profile) Known() bool { return slices.Contains(Profiles, p) }

const (
	// renewEvery is the interval that assessors of 等保 ask for.
	renewEvery = 90 * 24 * time.Hour
	// remembered is how many earlier passwords may not come back.
	remembered = 5
	// kindsWanted is of how many kinds the characters must be: small letters,
	// capitals, digits, others.
	kindsWanted = 3
)

// Expired reports whether a password set at the instant must be changed now.
func (p Profile) Expired(setAt, now time.Time) bool {
	return p == Dengbao && now.Sub(setAt) >= renewEvery
}

// Remembers is how many earlier passwords may not come back, the present one
// aside.
func (p Profile) Remembers() int {
	if p == Dengbao {
		return remembered
	}
	return 0
}

// Owner is what others know of the person a password is for, in lower case or
// Chinese: whoever guesses begins with it.
type Owner struct {
	Login string
	// Words are names of the person, their office and its place.
	Words []string
}

// ErrReused is returned for a password that its owner has had before.
var ErrReused = errs.New(errs.Invalid, "account.password_reused", "这个密码用过了，没有保存。请换一个新的。").
	With(errs.Field{Path: "body.password", Msg: "最近用过"})

// Check returns what is wrong with a password that a person chose; nil when
// nothing is.
func (p Profile) Check(password string, owner Owner) error {
	if err := CheckPassword(password, owner.Login); err != nil {
		return err
	}
	if len([]rune(own(password, owner))) < 4 {
		return weak("不能只由姓名、单位、地名和数字组成")
	}
	if p == Dengbao && kinds(password) < kindsWanted {
		return weak("应包含大写字母、小写字母、数字、符号中的至少三种")
	}
	return nil
}

// own returns the letters of a password that are no name its owner is known by.
func own(password string, owner Owner) string {
	rest := strings.ToLower(password)
	words := slices.Clone(owner.Words)
	slices.SortFunc(words, func(a, b string) int { return len(b) - len(a) })
	for _, w := range words {
		if utf8.RuneCountInString(w) >= 2 {
			rest = strings.ReplaceAll(rest, strings.ToLower(w), "")
		}
	}
	if len(rest) == len(strings.ToLower(password)) && !strings.ContainsFunc(rest, unicode.IsLetter) {
		return password // digits and signs alone, and no name among them: the list decides
	}
	return letters(rest)
}

func kinds(s string) int {
	seen := map[string]bool{}
	for _, r := range s {
		switch {
		case unicode.IsLower(r):
			seen["small"] = true
		case unicode.IsUpper(r):
			seen["capital"] = true
		case unicode.IsDigit(r):
			seen["digit"] = true
		default:
			seen["other"] = true
		}
	}
	return len(seen)
}

func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) {
			return r
		}
		return -1
	}, s)
}

func weak(reason string) error {
	return errs.New(errs.Invalid, "account.password_weak", "密码"+reason+"，没有保存。请换一个。").
		With(errs.Field{Path: "body.password", Msg: reason})
}

// disguise undoes the replacements that everybody knows.
var disguise = strings.NewReplacer("@", "a", "4", "a", "3", "e", "1", "i", "!", "i", "0", "o", "$", "s", "5", "s", "7", "t")

// stem is what stays of a password when its disguise and what stands before and
// after its letters (a year, 123, an exclamation mark) are taken off: of
// P@ssw0rd2026! it is password. Shorter ones than stemLength say nothing.
func stem(s string) string {
	trimmed := strings.TrimFunc(s, func(r rune) bool { return !unicode.IsLetter(r) })
	return letters(disguise.Replace(trimmed))
}

// stemLength is the shortest stem that counts. It is a guess.
const stemLength = 5

// common reports whether a password, in lower case, is one of the list or a
// variant of one.
func common(folded string) bool {
	own := stem(folded)
	for line := range strings.Lines(commonPasswords) {
		word := strings.TrimSpace(line)
		if word == folded || (len(own) >= stemLength && stem(word) == own) {
			return true
		}
	}
	return false
}

// CheckPassword returns what is wrong with a password whoever it is for, under
// every profile; nil when nothing is.
func CheckPassword(password, login string) error {
	switch n := utf8.RuneCountInString(password); {
	case !utf8.ValidString(password):
		return weak("含有无法识别的字符")
	case n < minPassword:
		return weak(fmt.Sprintf("至少 %d 个字", minPassword))
	case n > maxPassword:
		return weak(fmt.Sprintf("最多 %d 个字", maxPassword))
	}
	folded := strings.ToLower(password)
	if strings.Contains(folded, login) {
		return weak("不能包含账号")
	}
	if monotonous(folded) {
		return weak("不能只用一两个字反复组成")
	}
	if common(folded) {
		return weak("太常见，容易被人猜到")
	}
	return nil
}

// monotonous reports whether a text has fewer than four different characters.
func monotonous(s string) bool {
	seen := map[rune]bool{}
	for _, r := range s {
		seen[r] = true
	}
	return len(seen) < 4
}
