package record

import "github.com/yikou/yikou/internal/standard/currency"

// ParseCapital reads registered capital and keeps the text whatever it says.
func ParseCapital(text string) Capital {
	amount, ok, stated := currency.ParseCapital(text)
	if !stated {
		return Capital{}
	}
	c := Capital{Text: text}
	if ok {
		c.Known, c.Minor, c.Currency = true, amount.Hundredths, string(amount.Currency)
	}
	return c
}
