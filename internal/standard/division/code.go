package division

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
)

// ErrCode says that a text has not the form of a division code.
var ErrCode = errors.New("not a division code of 2, 4, 6, 9 or 12 digits, or 15 to 24 for a grid")

// Level is the depth of a division. Levels are those of the digits in use, not
// of the rank of the government: Jiyuan is a District though a city.
type Level int

// The levels. Country is that of a code of zeros only.
const (
	Country   Level = 0
	Province  Level = 1
	City      Level = 2
	District  Level = 3
	Street    Level = 4
	Community Level = 5
	Grid      Level = 6 // and deeper: each further group of three digits is one more
)

const (
	codeLength = 12
	maxLength  = 24
)

// Normalize returns a code with zeros added up to twelve digits: "3701" and
// "370100" become "370100000000". Space around it is dropped and full-width
// digits are read. Longer codes, 15 to 24 digits in groups of three, stay as
// they are but lose groups of zeros beyond the twelfth digit. ErrCode otherwise.
func Normalize(code string) (string, error) {
	s := code
	if !digitsOnly(s) {
		s = strings.Map(func(r rune) rune {
			switch {
			case unicode.IsSpace(r) || r == '\ufeff' || r == '\u200b':
				return -1
			case r >= '０' && r <= '９':
				return r + '0' - '０'
			}
			return r
		}, s)
	}
	if !wellFormed(s) {
		return "", fmt.Errorf("%w: %.40q", ErrCode, code)
	}
	if len(s) < codeLength {
		return s + "000000000000"[len(s):], nil
	}
	return s[:max(codeLength, len(Branch(s)))], nil
}

func wellFormed(s string) bool {
	switch len(s) {
	case 2, 4, 6, 9, 12, 15, 18, 21, maxLength:
		return digitsOnly(s)
	}
	return false
}

func digitsOnly(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return len(s) > 0
}

// Branch returns the digits that every code in the branch of that code starts
// with: trailing groups of zeros dropped, "370100" gives "3701", "371000000000"
// gives "3710", zeros only give "". The code must have the form of one; of any
// other text the answer means nothing.
func Branch(code string) string {
	for {
		n := len(code)
		group := 3
		if n <= 6 {
			group = 2
		}
		if n < group || strings.Trim(code[n-group:], "0") != "" {
			return code
		}
		code = code[:n-group]
	}
}

// Under reports whether code lies in the branch or is it. Both may have any of
// the lengths of a code: 370102001000 lies under 370102, 370100 and 37; every
// code lies under 000000. A text that has not the form of a code lies under
// nothing and has nothing under it.
func Under(code, branch string) bool {
	return wellFormed(code) && wellFormed(branch) && strings.HasPrefix(code, Branch(branch))
}

// LevelOf returns the level that a code's digits stand for, Country for one that
// has not the form of a code.
func LevelOf(code string) Level {
	if !wellFormed(code) {
		return Country
	}
	n := len(Branch(code))
	if n <= 6 {
		return Level((n + 1) / 2)
	}
	return District + Level((n-6)/3)
}
