package currency

import "strings"

// Code is a currency by its three letters of ISO 4217.
type Code string

// CNY is the yuan, which an amount is in when it names no currency.
const CNY Code = "CNY"

// names lists what each currency is called in registers; the first is the usual
// name.
var names = []struct {
	code  Code
	names []string
}{
	{CNY, []string{"人民币", "人民幣", "元人民币", "人民币元", "RMB", "￥", "¥"}},
	{"USD", []string{"美元", "美金", "美圆", "US$", "U.S.$", "$"}},
	{"HKD", []string{"港元", "港币", "港幣", "港圆", "HK$"}},
	{"JPY", []string{"日元", "日圆", "日币"}},
	{"EUR", []string{"欧元", "€"}},
	{"GBP", []string{"英镑", "£"}},
	{"SGD", []string{"新加坡元", "新加坡币", "新元", "新币", "坡币"}},
	{"AUD", []string{"澳大利亚元", "澳元", "澳币"}},
	{"CAD", []string{"加拿大元", "加元", "加币"}},
	{"CHF", []string{"瑞士法郎"}},
	{"KRW", []string{"韩元", "韩圆", "韩国元", "韩币"}},
	{"TWD", []string{"新台币", "新台幣", "台币"}},
	{"MOP", []string{"澳门元", "澳门币"}},
	{"NZD", []string{"新西兰元", "纽元"}},
	{"SEK", []string{"瑞典克朗"}},
	{"NOK", []string{"挪威克朗"}},
	{"DKK", []string{"丹麦克朗"}},
	{"THB", []string{"泰铢", "泰国铢", "泰币"}},
	{"RUB", []string{"俄罗斯卢布", "卢布"}},
	{"MYR", []string{"马来西亚林吉特", "林吉特", "马币"}},
	{"PHP", []string{"菲律宾比索"}},
	{"INR", []string{"印度卢比"}},
	{"VND", []string{"越南盾"}},
	{"ZAR", []string{"南非兰特"}},
	{"DEM", []string{"德国马克", "马克"}},
	{"FRF", []string{"法国法郎", "法郎"}},
	{"ITL", []string{"意大利里拉", "里拉"}},
	{"NLG", []string{"荷兰盾"}},
	{"BEF", []string{"比利时法郎"}},
	{"ATS", []string{"奥地利先令"}},
}

// Name returns the usual Chinese name, "" for a code that this package does not
// read.
func (c Code) Name() string {
	for _, n := range names {
		if n.code == c {
			return n.names[0]
		}
	}
	return ""
}

// cutCode cuts the longest name or code of a currency off the front of a text.
func cutCode(s string) (code Code, rest string, ok bool) {
	size := 0
	for _, n := range names {
		for _, name := range n.names {
			if len(name) > size && strings.HasPrefix(s, name) {
				code, size = n.code, len(name)
			}
		}
		if len(n.code) > size && len(s) >= len(n.code) && strings.EqualFold(s[:len(n.code)], string(n.code)) {
			code, size = n.code, len(n.code)
		}
	}
	return code, s[size:], size > 0
}
