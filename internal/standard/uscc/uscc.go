package uscc

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
)

// Length is the number of characters of a code.
const Length = 18

// alphabet is that of GB 32100-2015 4.3: I, O, S, V and Z are left out.
const alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"

// modulus is a prime larger than every character value, and no weight is a
// multiple of it; therefore every single changed character changes the sum.
const modulus = 31

// weights are 3^i mod 31 for the 17 characters before the check character.
var weights = [Length - 1]int{1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28}

// values gives one more than the value of each character of the alphabet, and 0
// for any other.
var values = [256]uint8{
	'0': 1, '1': 2, '2': 3, '3': 4, '4': 5, '5': 6, '6': 7, '7': 8, '8': 9, '9': 10,
	'A': 11, 'B': 12, 'C': 13, 'D': 14, 'E': 15, 'F': 16, 'G': 17, 'H': 18, 'J': 19, 'K': 20,
	'L': 21, 'M': 22, 'N': 23, 'P': 24, 'Q': 25, 'R': 26, 'T': 27, 'U': 28, 'W': 29, 'X': 30,
	'Y': 31,
}

// Reasons for which a text is refused as a code. Compare with errors.Is.
var (
	// ErrLength says that the text does not have 18 characters.
	ErrLength = errors.New("a unified social credit code has 18 characters")
	// ErrAlphabet says that the text has a character outside 0-9A-HJ-NPQRTUWXY.
	ErrAlphabet = errors.New("a unified social credit code has only 0-9 and A-Y without I, O, S, V")
)

// Code is a normalised code: 18 upper-case characters of the alphabet. Its check
// character may be wrong. Make one with Parse or FromPrefix only.
type Code string

// Parse reads a code as people write it: surrounding space is dropped, letters
// become upper case, full-width characters half width. The errors wrap ErrLength
// or ErrAlphabet; a wrong check character is no error, see CheckValid.
func Parse(s string) (Code, error) {
	if err := check(s); err == nil {
		return Code(s), nil
	}
	s = normalise(s)
	if err := check(s); err != nil {
		return "", err
	}
	return Code(s), nil
}

func check(s string) error {
	if n := len([]rune(s)); n != Length {
		return fmt.Errorf("%w, this has %d", ErrLength, n)
	}
	return inAlphabet(s)
}

func inAlphabet(s string) error {
	for i, r := range s {
		if r > 127 || values[r] == 0 {
			return fmt.Errorf("%w, this has %q at position %d", ErrAlphabet, r, len([]rune(s[:i]))+1)
		}
	}
	return nil
}

// normalise drops the space and the invisible marks that spreadsheets leave
// around a cell.
func normalise(s string) string {
	s = strings.TrimFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || r == '\ufeff' || r == '\u200b' || r == '\u200e' || r == '\u200f'
	})
	return strings.Map(func(r rune) rune {
		if r >= '！' && r <= '～' {
			r += '!' - '！'
		}
		if r >= 'a' && r <= 'z' {
			r += 'A' - 'a'
		}
		return r
	}, s)
}

// CheckDigit returns the check character, '0' to 'Y', that belongs to the first
// 17 characters of a code, which must be normalised; else ErrLength or
// ErrAlphabet.
func CheckDigit(first17 string) (byte, error) {
	if n := len([]rune(first17)); n != Length-1 {
		return 0, fmt.Errorf("%w, its first 17 are wanted, these are %d", ErrLength, n)
	}
	if err := inAlphabet(first17); err != nil {
		return 0, err
	}
	return checkDigit(first17), nil
}

func checkDigit(s string) byte {
	sum := 0
	for i, w := range weights {
		sum += (int(values[s[i]]) - 1) * w
	}
	return alphabet[(modulus-sum%modulus)%modulus]
}

// FromPrefix returns the code that starts with those 17 characters, normalising
// them as Parse does; else ErrLength or ErrAlphabet.
func FromPrefix(first17 string) (Code, error) {
	s := normalise(first17)
	c, err := CheckDigit(s)
	if err != nil {
		return "", err
	}
	return Code(s + string(c)), nil
}

// CheckValid reports whether the check character is right. False asks for a
// warning, not for a refusal.
func (c Code) CheckValid() bool {
	return len(c) == Length && inAlphabet(string(c)) == nil && checkDigit(string(c)) == c[Length-1]
}

// Division returns the six digits of the division whose organ registered the
// subject, which need not be where it sits today. False when positions 3 to 8
// are not all digits.
func (c Code) Division() (string, bool) {
	if len(c) != Length {
		return "", false
	}
	for i := 2; i < 8; i++ {
		if c[i] < '0' || c[i] > '9' {
			return "", false
		}
	}
	return string(c[2:8]), true
}

// Organisation returns the nine characters of the organisation code (GB 11714)
// inside, "" for a Code not made by this package.
func (c Code) Organisation() string {
	if len(c) != Length {
		return ""
	}
	return string(c[8:17])
}
