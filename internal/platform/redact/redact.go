// Package redact finds and hides personal numbers in free text: mobile numbers,
// identity numbers (GB 11643-1999) and bank cards that came where none belongs,
// such as the cell of an import, the name of a file or an address in the log.
//
// It is the second line only. A field that is meant for such a number is sealed;
// names of persons cannot be told from other words and are not found here.
package redact

import (
	"regexp"
	"strings"
	"time"

	"golang.org/x/text/width"
)

// run is a number as people write it: digits, in groups or not, with the X that
// an identity number may end with.
var run = regexp.MustCompile(`[0-9](?:[ .\-]?[0-9])*[Xx]?`)

// Text returns s with the middle of every personal number hidden. Full-width
// digits count as digits. A text without any comes back as it was.
func Text(s string) string {
	narrow := width.Narrow.String(s)
	found := false
	out := run.ReplaceAllStringFunc(narrow, func(number string) string {
		hidden := hide(number)
		found = found || hidden != number
		return hidden
	})
	if !found {
		return s
	}
	return out
}

// Holds reports whether s holds a personal number.
func Holds(s string) bool { return Text(s) != s }

// hide masks the longest personal number first: an identity number holds what
// looks like a telephone number.
func hide(number string) string {
	groups := strings.FieldsFunc(number, func(r rune) bool { return r == ' ' || r == '.' || r == '-' })
	for size := len(groups); size > 0; size-- {
		for from := 0; from+size <= len(groups); from++ {
			joined := strings.Join(groups[from:from+size], "")
			if personal(joined) {
				before, after := strings.Join(groups[:from], " "), strings.Join(groups[from+size:], " ")
				return strings.TrimSpace(Text(before) + " " + joined[:3] + strings.Repeat("*", len(joined)-5) + joined[len(joined)-2:] + " " + Text(after))
			}
		}
	}
	return number
}

func personal(digits string) bool {
	return mobile(digits) || IdentityNumber(digits) || bankCard(digits)
}

func mobile(digits string) bool {
	for _, prefix := range []string{"0086", "86"} {
		if rest, cut := strings.CutPrefix(digits, prefix); cut && len(rest) == 11 {
			digits = rest
		}
	}
	return len(digits) == 11 && digits[0] == '1' && digits[1] >= '3'
}

// IdentityNumber reports whether a text is a citizen's identity number: 18
// characters with a day of birth and a check digit that fit (GB 11643-1999).
func IdentityNumber(text string) bool {
	if len(text) != 18 || text[0] < '1' || text[0] > '8' {
		return false
	}
	if _, err := time.Parse("20060102", text[6:14]); err != nil || text[6:8] < "18" || text[6:8] > "20" {
		return false
	}
	const checks = "10X98765432"
	sum, weight := 0, 1
	for i := 16; i >= 0; i-- {
		weight = weight * 2 % 11
		if text[i] < '0' || text[i] > '9' {
			return false
		}
		sum += int(text[i]-'0') * weight
	}
	return checks[sum%11] == strings.ToUpper(text)[17]
}

// bankCard goes by the first digits that UnionPay, Visa and MasterCard issue and
// the check digit of ISO/IEC 7812.
func bankCard(digits string) bool {
	if len(digits) < 16 || len(digits) > 19 || !strings.ContainsRune("456", rune(digits[0])) {
		return false
	}
	sum := 0
	for i := range len(digits) {
		if digits[len(digits)-1-i] > '9' {
			return false
		}
		d := int(digits[len(digits)-1-i] - '0')
		if i%2 == 1 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return sum%10 == 0
}

// Path returns the address of a request as it may stand in a log: personal
// numbers hidden, and a question mark for every character that no address of
// this program has.
func Path(path string) string {
	return Text(strings.Map(func(r rune) rune {
		if r <= ' ' || r >= 0x7f {
			return '?'
		}
		return r
	}, path))
}
