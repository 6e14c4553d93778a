package statute

import "strings"

// digits of Chinese numerals.
var digits = map[rune]int{'零': 0, '〇': 0, '一': 1, '二': 2, '两': 2, '三': 3, '四': 4, '五': 5, '六': 6, '七': 7, '八': 8, '九': 9}

// units of Chinese numerals.
var units = map[rune]int{'十': 10, '百': 100, '千': 1000}

// Number reads a whole number in Chinese or Arabic numerals, 0 when it is none.
func Number(s string) int {
	total, digit, arabic := 0, 0, 0
	for _, r := range s {
		if d, is := digits[r]; is {
			digit = d
			continue
		}
		if u, is := units[r]; is {
			if arabic > 0 {
				return 0
			}
			total += max(1, digit) * u
			digit = 0
			continue
		}
		if r >= '０' && r <= '９' {
			r = r - '０' + '0'
		}
		if r < '0' || r > '9' || total > 0 || digit > 0 || arabic > 1_000_000 {
			return 0
		}
		arabic = arabic*10 + int(r-'0')
	}
	if arabic > 0 {
		return arabic
	}
	return total + digit
}

// chinese writes a number below 10,000 as citations do.
func chinese(n int) string {
	if n <= 0 || n > 9999 {
		return ""
	}
	names := []rune("零一二三四五六七八九")
	var b strings.Builder
	gap := false
	for i, power := range []int{1000, 100, 10, 1} {
		d := n / power % 10
		if d == 0 {
			gap = b.Len() > 0
			continue
		}
		if gap {
			b.WriteRune('零')
			gap = false
		}
		if d != 1 || power != 10 || b.Len() > 0 {
			b.WriteRune(names[d])
		}
		b.WriteString([]string{"千", "百", "十", ""}[i])
	}
	return b.String()
}
