package industry

import (
	"strings"
	"unicode"
)

// Level is the depth of a code in the classification.
type Level int

// The four levels of GB/T 4754-2017.
const (
	Section  Level = 1 // 门类, a letter
	Division Level = 2 // 大类, two digits
	Group    Level = 3 // 中类, three digits
	Class    Level = 4 // 小类, four digits
)

// sections gives the section letter of each division by its two digits from 00
// to 99, a space for numbers that GB/T 4754-2017 does not use.
const sections = " AAAAABBBBBBBCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCDDDEEE" +
	"EFFGGGGGGGGHHIIIJJJJKLLMMMNNNNOOOPQQRRRRRSSSSSST  "

// Normalize writes a code with its section letter and without space: "3511"
// and " c3511" become "C3511". It checks the form, one letter A to T and up to
// four digits of a division that the standard has, not that the code exists: a
// register may carry codes of a later amendment. False when the text has not
// the form of a code.
func Normalize(code string) (string, bool) {
	if wellFormed(code) {
		return code, true
	}
	s := strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r) || r == '\ufeff' || r == '\u200b':
			return -1
		case r >= '！' && r <= '～':
			r += '!' - '！'
		}
		return unicode.ToUpper(r)
	}, code)
	if len(s) >= 2 && len(s) <= 4 && digits(s) {
		if letter := sections[number(s)]; letter != ' ' {
			s = string(letter) + s
		}
	}
	if !wellFormed(s) {
		return "", false
	}
	return s, true
}

// wellFormed reports whether s is a code in the canonical spelling.
func wellFormed(s string) bool {
	if len(s) == 0 || len(s) > 5 || s[0] < 'A' || s[0] > 'T' {
		return false
	}
	if len(s) == 1 {
		return true
	}
	return len(s) > 2 && digits(s[1:]) && sections[number(s[1:])] == s[0]
}

func digits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

// number returns the first two digits of s as a number.
func number(s string) int { return int(s[0]-'0')*10 + int(s[1]-'0') }

// Under reports whether code lies in the branch or is it: C3511 lies under C351,
// C35 and C. Both may be spelled without the section letter. A text that has not
// the form of a code lies under nothing and has nothing under it.
func Under(code, branch string) bool {
	code, ok := Normalize(code)
	if !ok {
		return false
	}
	branch, ok = Normalize(branch)
	return ok && strings.HasPrefix(code, branch)
}

// LevelOf returns the level of a code in any spelling, 0 when it has not the
// form of one.
func LevelOf(code string) Level {
	code, ok := Normalize(code)
	if !ok {
		return 0
	}
	return level(code)
}

func level(code string) Level {
	if len(code) == 1 {
		return Section
	}
	return Level(len(code) - 1)
}
