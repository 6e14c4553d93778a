package currency

import (
	"strconv"
	"strings"
)

// numeral gives the value of a Chinese figure, everyday and financial.
var numeral = map[rune]int64{
	'零': 0, '〇': 0, '一': 1, '壹': 1, '二': 2, '贰': 2, '两': 2, '三': 3, '叁': 3, '四': 4, '肆': 4, '五': 5, '伍': 5,
	'六': 6, '陆': 6, '七': 7, '柒': 7, '八': 8, '捌': 8, '九': 9, '玖': 9,
}

var power = map[rune]int64{'十': 10, '拾': 10, '百': 100, '佰': 100, '千': 1000, '仟': 1000}

// numerals reads a whole number in Chinese up to 亿: 一千二百万, 伍拾万. The number
// takes its 万 and 亿 with it.
func (p *parser) numerals() bool {
	total, section, digit, seen := int64(0), int64(0), int64(-1), false
	end := len(p.rest)
scan:
	for i, r := range p.rest {
		v, isDigit := numeral[r]
		times, isPower := power[r]
		switch {
		case isDigit && (digit <= 0):
			digit = v
		case isPower && digit != 0:
			if digit < 0 {
				digit = 1 // 十五
			}
			section += digit * times
			digit = -1
		case (r == '万' || r == '萬' || r == '亿' || r == '億') && seen:
			unit := int64(10_000)
			if r == '亿' || r == '億' {
				unit = 100_000_000
			}
			section += max(digit, 0)
			if total > 0 && total < unit || section == 0 && total == 0 {
				return false
			}
			total, section, digit = total+section*unit, 0, -1
		default:
			end = i
			break scan
		}
		seen = true
	}
	if !seen {
		return false
	}
	total += section + max(digit, 0)
	p.digits, p.rest = strconv.FormatInt(total, 10), p.rest[end:]
	// 一二三 is a row of figures, not a number.
	return !strings.ContainsAny(p.rest, "一二三四五六七八九壹贰叁肆伍陆柒捌玖")
}
