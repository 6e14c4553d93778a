package record

import (
	"strings"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/standard/division"
	"github.com/yikou/yikou/internal/standard/industry"
)

// Display writes a value for people: with its unit, by its name, with thousands
// separators; large sums of yuan in 万元.
func Display(k Key, value string, tree *division.Tree) string {
	switch {
	case k.Key == "division":
		if name := tree.FullName(value); name != "" {
			return name
		}
	case k.Key == "industry":
		if line, ok := industry.Lookup(value); ok {
			return line.Name + "（" + line.Code + "）"
		}
	case k.Kind == KindNumber:
		return displayNumber(value, k.Unit)
	case k.Kind == KindBool && value == "true":
		return "是"
	case k.Kind == KindBool && value == "false":
		return "否"
	case len(k.Options) > 0:
		return k.OptionLabel(value)
	}
	return value
}

func displayNumber(value, unit string) string {
	sign, digits := "", value
	if rest, negative := strings.CutPrefix(value, "-"); negative {
		sign, digits = "-", rest
	}
	whole, fraction, _ := strings.Cut(digits, ".")
	if unit == "元" && fraction == "" && len(whole) > 4 && strings.HasSuffix(whole, "00") {
		// Exact to 0.01 万元, so nothing is lost.
		unit, fraction, whole = "万元", strings.TrimRight(whole[len(whole)-4:], "0"), whole[:len(whole)-4]
	}
	var b strings.Builder
	b.WriteString(sign)
	for i, c := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(c)
	}
	if fraction != "" {
		b.WriteString("." + fraction)
	}
	if unit != "" {
		b.WriteString(" " + unit)
	}
	return b.String()
}

// Hundredths writes an amount with two decimals.
func Hundredths(n int64) string { return kernel.Fen(n).String() }
