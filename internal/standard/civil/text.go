package civil

import (
	"fmt"
	"strings"
	"time"
)

// Parse reads a date written as YYYY-MM-DD, exactly ten ASCII characters; any
// other text gives ErrDate.
func Parse(s string) (Date, error) {
	if len(s) != 10 || s[4] != '-' || s[7] != '-' {
		return Date{}, fmt.Errorf("%w: %q is not YYYY-MM-DD", ErrDate, clip(s))
	}
	y, ok1 := digits(s[:4])
	m, ok2 := digits(s[5:7])
	d, ok3 := digits(s[8:])
	if !ok1 || !ok2 || !ok3 {
		return Date{}, fmt.Errorf("%w: %q is not YYYY-MM-DD", ErrDate, clip(s))
	}
	return New(y, time.Month(m), d)
}

// ParseWritten reads a date as people and other systems write it, for imports:
// 2026-01-02, 2026-1-2, 2026/1/2, 2026.1.2, 2026年1月2日, 20260102, each with
// full-width digits, surrounding space and a time of day after it, which is
// dropped. Year, month, day is the only order understood.
func ParseWritten(s string) (Date, error) {
	if d, err := Parse(s); err == nil {
		return d, nil
	}
	var parts [3]int
	n, width := 0, 0
	for i, r := range strings.TrimSpace(s) {
		if r >= '０' && r <= '９' {
			r += '0' - '０'
		}
		if r >= '0' && r <= '9' {
			if i == 0 || width == 0 {
				n++
			}
			if width == compactWidth(n) {
				// 20260102 has no separators: the next part starts here.
				n, width = n+1, 0
			}
			if n > 3 {
				break
			}
			parts[n-1] = parts[n-1]*10 + int(r-'0')
			width++
			continue
		}
		if n == 3 && width > 0 {
			break
		}
		if !strings.ContainsRune("-/.年月－／．", r) || width == 0 {
			return Date{}, fmt.Errorf("%w: %q", ErrDate, clip(s))
		}
		width = 0
	}
	if n != 3 || parts[0] < 100 {
		return Date{}, fmt.Errorf("%w: %q", ErrDate, clip(s))
	}
	return New(parts[0], time.Month(parts[1]), parts[2])
}

func compactWidth(part int) int {
	if part == 1 {
		return 4
	}
	return 2
}

// String returns the date as YYYY-MM-DD; the zero Date gives the empty text.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	b := d.appendISO(make([]byte, 0, 10))
	return string(b)
}

// Chinese returns the date as people write it, 2026年1月2日; the zero Date gives
// the empty text.
func (d Date) Chinese() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%d年%d月%d日", d.Year(), int(d.Month()), d.Day())
}

// MarshalText writes the date as YYYY-MM-DD, the zero Date as the empty text.
// It also serves JSON values and JSON map keys.
func (d Date) MarshalText() ([]byte, error) {
	if d.IsZero() {
		return []byte{}, nil
	}
	return d.appendISO(make([]byte, 0, 10)), nil
}

// UnmarshalText reads YYYY-MM-DD; the empty text gives the zero Date.
func (d *Date) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*d = Date{}
		return nil
	}
	v, err := Parse(string(b))
	if err != nil {
		return err
	}
	*d = v
	return nil
}

func (d Date) appendISO(b []byte) []byte {
	y := int(d.year)
	return append(b,
		byte('0'+y/1000), byte('0'+y/100%10), byte('0'+y/10%10), byte('0'+y%10), '-',
		'0'+d.month/10, '0'+d.month%10, '-',
		'0'+d.day/10, '0'+d.day%10)
}

func digits(s string) (int, bool) {
	n := 0
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = n*10 + int(s[i]-'0')
	}
	return n, len(s) > 0
}

// clip keeps a hostile text of any length out of error messages.
func clip(s string) string {
	const limit = 40
	if len(s) <= limit {
		return s
	}
	return strings.ToValidUTF8(s[:limit], "") + "…"
}
