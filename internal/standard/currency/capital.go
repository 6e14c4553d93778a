package currency

import (
	"fmt"
	"math/bits"
	"strings"
	"unicode"
)

// Amount is an amount of money.
type Amount struct {
	// Hundredths of the currency's unit, whatever the currency: fen for the yuan,
	// and a hundred for one yen. Never negative.
	Hundredths int64
	Currency   Code
}

// Decimal returns the amount in units with two decimals, as files carry it:
// 700000000.00.
func (a Amount) Decimal() string {
	return fmt.Sprintf("%d.%02d", a.Hundredths/100, a.Hundredths%100)
}

// String returns the amount with its currency: 700000000.00 CNY.
func (a Amount) String() string { return a.Decimal() + " " + string(a.Currency) }

// ParseCapital reads a registered capital as a register writes it. A number
// without a unit is yuan; one without a currency is yuan; anything finer than a
// hundredth is rounded half up.
//
// stated is false when the text says nothing, as N/A, a dash or an empty cell do.
// A text that is stated and not ok is worth a warning: it may be of several
// amounts, negative, too large, or no amount at all.
func ParseCapital(text string) (amount Amount, ok, stated bool) {
	s := squeeze(text)
	if says := nothing[strings.ToUpper(s)]; says || s == "" {
		return Amount{}, false, false
	}
	p := parser{rest: s, scale: 1}
	if !p.parse() {
		return Amount{}, false, true
	}
	total, ok := p.total()
	if !ok {
		return Amount{}, false, true
	}
	if p.code == "" {
		p.code = CNY
	}
	return Amount{Hundredths: total, Currency: p.code}, true, true
}

// nothing are the cells that state no capital.
var nothing = map[string]bool{
	"N/A": true, "NA": true, "#N/A": true, "NULL": true, "NONE": true, "NAN": true, "-": true, "--": true, "---": true, "—": true, "——": true,
	"/": true, "\\": true, "*": true, "无": true, "暂无": true, "未公示": true, "未公开": true, "不详": true, "未知": true, "空": true,
}

// squeeze drops what does not matter: space, thousands separators, brackets, and
// the width of characters.
func squeeze(s string) string {
	const limit = 120 // no amount is longer; the rest would be wasted work
	var b strings.Builder
	for _, r := range s {
		if r >= '！' && r <= '～' && r != '￥' {
			r += '!' - '！'
		}
		switch {
		case unicode.IsSpace(r), strings.ContainsRune(",，()[]【】、'\"", r), r == '\ufeff', r == '\u200b':
			continue
		}
		b.WriteRune(r)
		if b.Len() > limit {
			break
		}
	}
	return b.String()
}

// parser reads one number, then units and a currency in any order, of which the
// currency may also come first.
type parser struct {
	rest   string
	digits string // without the point
	point  int    // how many of the digits are decimals
	scale  uint64
	code   Code
}

func (p *parser) parse() bool {
	for _, label := range []string{"注册资本", "注册资金", "出资额", "资金数额", ":"} {
		p.rest = strings.TrimPrefix(p.rest, label)
	}
	p.currency()
	if !p.number() && !p.numerals() {
		return false
	}
	for p.rest != "" {
		if !p.unit() && !p.currency() {
			return false
		}
	}
	return true
}

// number reads digits with at most one point.
func (p *parser) number() bool {
	digits := make([]byte, 0, 24)
	pointed := false
	i := 0
	for ; i < len(p.rest); i++ {
		c := p.rest[i]
		if c == '.' && !pointed {
			pointed = true
			continue
		}
		if c < '0' || c > '9' {
			break
		}
		digits = append(digits, c)
		if pointed {
			p.point++
		}
	}
	p.digits, p.rest = string(digits), p.rest[i:]
	return p.digits != ""
}

// unit reads one power of ten or an empty word.
func (p *parser) unit() bool {
	for _, u := range [...]struct {
		name  string
		times uint64
	}{{"亿", 100_000_000}, {"億", 100_000_000}, {"万", 10_000}, {"萬", 10_000}, {"千", 1000}, {"仟", 1000}, {"百", 100}, {"佰", 100}, {"元整", 1}, {"元", 1}, {"圆", 1}, {"整", 1}} {
		if rest, ok := strings.CutPrefix(p.rest, u.name); ok {
			// 元人民币 and 元 before a currency are read here, 新加坡元 by currency.
			if u.times > 1 && p.scale > 100_000_000 {
				return false
			}
			p.scale *= u.times
			p.rest = rest
			return true
		}
	}
	return false
}

// currency reads a currency; two different ones are refused.
func (p *parser) currency() bool {
	code, rest, ok := cutCode(p.rest)
	if !ok || p.code != "" && p.code != code {
		return false
	}
	p.code, p.rest = code, rest
	return true
}

// total returns the hundredths, false when they do not fit.
func (p *parser) total() (int64, bool) {
	n := uint64(0)
	decimals := p.point
	digits := p.digits
	// Decimals beyond the 13th cannot matter: the largest scale is 10^12.
	const enough = 15
	if decimals > enough {
		digits = digits[:len(digits)-(decimals-enough)]
		decimals = enough
	}
	divisor := uint64(1)
	for range decimals {
		divisor *= 10
	}
	for _, c := range []byte(digits) {
		hi, lo := bits.Mul64(n, 10)
		if hi != 0 || lo > 1<<63 {
			return 0, false
		}
		n = lo + uint64(c-'0')
	}
	hi, lo := bits.Mul64(n, p.scale*100)
	lo, carry := bits.Add64(lo, divisor/2, 0)
	hi += carry
	if hi >= divisor {
		return 0, false
	}
	q, _ := bits.Div64(hi, lo, divisor)
	if q > 1<<62 {
		return 0, false
	}
	return int64(q), true
}
