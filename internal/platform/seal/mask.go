package seal

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/width"
)

// star stands for what is hidden.
const star = "*"

// MaskPhone hides the middle of a telephone number: 138****1234 of a mobile
// number, never more than three leading and four trailing digits of any, and
// nothing but stars of a number under eight digits.
func MaskPhone(phone string) string { return maskMiddle(phone, 3, 4, 4) }

// MaskIDNumber hides the birthday and most else of an identity number:
// 370***********1234.
func MaskIDNumber(number string) string { return maskMiddle(number, 3, 4, 8) }

// MaskBankAccount shows the last four digits of an account only, after eight
// stars whatever its length.
func MaskBankAccount(account string) string {
	runes := []rune(strings.TrimSpace(account))
	switch {
	case len(runes) == 0:
		return ""
	case len(runes) < 12:
		return strings.Repeat(star, 8)
	}
	return strings.Repeat(star, 8) + string(runes[len(runes)-4:])
}

// maskMiddle shows head leading and tail trailing characters if at least hidden
// ones are left in between, and stars for all otherwise.
func maskMiddle(text string, head, tail, hidden int) string {
	runes := []rune(strings.TrimSpace(text))
	middle := len(runes) - head - tail
	if middle < hidden {
		return strings.Repeat(star, len(runes))
	}
	return string(runes[:head]) + strings.Repeat(star, middle) + string(runes[len(runes)-tail:])
}

// MaskName shows the first character of a person's name: 张**, 李*. A single
// character is hidden.
func MaskName(name string) string {
	runes := []rune(strings.TrimSpace(name))
	switch len(runes) {
	case 0:
		return ""
	case 1:
		return star
	case 2:
		return string(runes[0]) + star
	default:
		return string(runes[0]) + star + star
	}
}

// MaskAddress shows an address down to its county or district and hides what
// leads to a door; an address that names none is hidden whole.
func MaskAddress(address string) string {
	runes := []rune(strings.TrimSpace(address))
	if len(runes) == 0 {
		return ""
	}
	const (
		furthest = 15 // characters within which the district must end; a guess
		shortest = 2  // characters of the shortest district name
	)
	end := 0
	for i := shortest - 1; i < min(len(runes)-1, furthest); i++ {
		switch runes[i] {
		case '区', '县', '旗':
			if end == 0 || runes[end-1] != '区' && runes[end-1] != '县' && runes[end-1] != '旗' {
				end = i + 1
			}
		case '市', '省', '州', '盟':
			if end == 0 || strings.ContainsRune("省市州盟", runes[end-1]) {
				end = i + 1
			}
		}
	}
	return string(runes[:end]) + strings.Repeat(star, 4)
}

// MaskedUnchanged reports whether a form hands back the mask that it was shown.
// The stored value must then be kept: writing the mask would destroy it.
func MaskedUnchanged(masked, submitted string) bool {
	return masked == strings.TrimSpace(submitted) && strings.Contains(masked, star)
}

// LooksMasked reports whether a submitted value holds a star, plain or
// full-width, and so cannot be a real number, name or account.
func LooksMasked(submitted string) bool { return strings.ContainsAny(submitted, "*＊") }

// NormalPhone is the one form of a telephone number for the blind index: digits
// only, half-width, without the country code 86.
func NormalPhone(phone string) string {
	var digits strings.Builder
	for _, r := range width.Narrow.String(phone) {
		if r >= '0' && r <= '9' {
			digits.WriteRune(r)
		}
	}
	number := digits.String()
	if trimmed, ok := strings.CutPrefix(strings.TrimPrefix(number, "00"), "86"); ok && len(trimmed) == 11 && trimmed[0] == '1' {
		return trimmed
	}
	return number
}

// NormalCode is the one form of a code or account number for the blind index:
// half-width capitals without spaces and hyphens.
func NormalCode(code string) string {
	if !utf8.ValidString(code) {
		code = strings.ToValidUTF8(code, "")
	}
	return strings.ToUpper(strings.NewReplacer(" ", "", "-", "", "\t", "").Replace(width.Narrow.String(code)))
}
