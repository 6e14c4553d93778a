package kernel

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Fen is an amount of money in the smallest unit of the yuan (1 元 = 100 分).
type Fen int64

// ErrYuan is returned for a text that is not an amount in yuan.
var ErrYuan = errors.New("kernel: not an amount in yuan")

// ParseYuan reads yuan with at most two decimals ("1234.50", "-3", "0.5").
// It returns ErrYuan for anything else and for amounts beyond the int64 range.
func ParseYuan(s string) (Fen, error) {
	digits, negative := strings.CutPrefix(s, "-")
	whole, fraction, dotted := strings.Cut(digits, ".")
	if whole == "" || len(fraction) > 2 || (dotted && fraction == "") {
		return 0, ErrYuan
	}
	for _, r := range whole + fraction {
		if r < '0' || r > '9' {
			return 0, ErrYuan
		}
	}
	yuan, err := strconv.ParseInt(whole, 10, 64)
	if err != nil || yuan > math.MaxInt64/100-1 {
		return 0, ErrYuan
	}
	cents, _ := strconv.ParseInt((fraction + "00")[:2], 10, 64)
	fen := Fen(yuan*100 + cents)
	if negative {
		fen = -fen
	}
	return fen, nil
}

// String returns the amount in yuan with two decimals ("1234.50"), the form
// used in files and in JSON.
func (f Fen) String() string {
	sign, n := "", uint64(f)
	if f < 0 {
		sign, n = "-", uint64(-f)
	}
	return fmt.Sprintf("%s%d.%02d", sign, n/100, n%100)
}
