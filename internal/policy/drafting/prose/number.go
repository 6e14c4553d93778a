package prose

import (
	"math"
	"regexp"
	"strconv"
	"strings"
)

var (
	numerals = map[rune]float64{
		'零': 0, '〇': 0, '一': 1, '壹': 1, '二': 2, '贰': 2, '两': 2, '三': 3, '叁': 3, '四': 4, '肆': 4, '五': 5, '伍': 5,
		'六': 6, '陆': 6, '七': 7, '柒': 7, '八': 8, '捌': 8, '九': 9, '玖': 9,
	}
	powers = map[rune]float64{'十': 10, '拾': 10, '百': 100, '佰': 100, '千': 1000, '仟': 1000}
)

// Numeral reads a number of Arabic or Chinese figures below ten thousand: 12.5,
// 十五, 两百, 一百二十. A row of figures (一二三) is no number.
func Numeral(s string) (float64, bool) {
	if s == "" {
		return 0, false
	}
	if s[0] >= '0' && s[0] <= '9' {
		f, err := strconv.ParseFloat(s, 64)
		return f, err == nil && f < 1e15
	}
	total, digit := 0.0, -1.0
	for _, r := range s {
		if v, ok := numerals[r]; ok {
			if digit > 0 {
				return 0, false
			}
			digit = v
			continue
		}
		times, ok := powers[r]
		if !ok {
			return 0, false
		}
		if digit < 0 {
			digit = 1
		}
		total += digit * times
		digit = -1
	}
	return total + max(digit, 0), true
}

// Class is what a quantity counts.
type Class uint8

// The classes: yuan, a share of one, persons, countable things, spans of time.
const (
	Other Class = iota
	Money
	Percent
	People
	Pieces
	Years
	Months
	Days
)

// units are the words after a number; longer ones before those they begin with.
var units = [...]struct {
	word  string
	Class Class
	times float64
}{
	{"万亿元", Money, 1e12}, {"千亿元", Money, 1e11}, {"百亿元", Money, 1e10}, {"十亿元", Money, 1e9}, {"亿元", Money, 1e8}, {"千万元", Money, 1e7},
	{"百万元", Money, 1e6}, {"十万元", Money, 1e5}, {"万元", Money, 1e4}, {"千元", Money, 1e3}, {"元", Money, 1},
	{"个百分点", Percent, 0.01}, {"%", Percent, 0.01}, {"‰", Percent, 0.001},
	{"个完整会计年度", Years, 1}, {"个完整的会计年度", Years, 1}, {"个完整年度", Years, 1}, {"个会计年度", Years, 1}, {"个自然年度", Years, 1}, {"个纳税年度", Years, 1},
	{"个年度", Years, 1}, {"周年", Years, 1}, {"整年", Years, 1}, {"年", Years, 1}, {"个自然月", Months, 1}, {"个月", Months, 1}, {"日", Days, 1}, {"天", Days, 1},
	{"万人", People, 1e4}, {"人", People, 1}, {"名", People, 1}, {"位", People, 1}, {"件", Pieces, 1}, {"项", Pieces, 1}, {"个", Pieces, 1},
	{"万", Money, 1e4}, {"亿", Money, 1e8},
}

// moneyAlone is what follows 万 or 亿 where it is yuan without the word: not the
// unit of something else, as in 万台.
var moneyAlone = regexp.MustCompile(`^(?:$|[^\p{Han}]|以上|以下|以内|之内|之间|以外|及|至|到|的|和|或|且|人民币|起|不等|奖|补|给)`)

// foreign are the words that make money of another country of it.
var foreign = [...]string{"美元", "美金", "欧元", "港元", "港币", "日元", "英镑", "澳元", "加元", "澳门元", "新加坡元", "新元", "新台币", "台币", "韩元", "法郎", "卢布", "外币", "元美金", "元美元", "元港币"}

// UnitOf returns what the word at the start of s makes of a number, and its length.
func UnitOf(s string) (c Class, times float64, size int) {
	for _, u := range units {
		rest, ok := strings.CutPrefix(s, u.word)
		if !ok {
			continue
		}
		if u.Class == Money && u.word != "元" && !strings.HasSuffix(u.word, "元") {
			for _, f := range foreign {
				if strings.HasPrefix(rest, f) {
					return Other, u.times, len(u.word) + len(f)
				}
			}
			if !moneyAlone.MatchString(rest) {
				return Other, u.times, len(u.word)
			}
		}
		return u.Class, u.times, len(u.word)
	}
	for _, f := range foreign {
		if strings.HasPrefix(s, f) {
			return Other, 1, len(f)
		}
	}
	return Other, 1, 0
}

// scaled multiplies without the noise of binary fractions: 3 % is 0.03.
func scaled(f, times float64) float64 {
	if times >= 1 {
		return f * times
	}
	return f / math.Round(1/times)
}
