package record

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/yikou/yikou/internal/standard/civil"
)

// Tier is how strong the evidence for a fact is, "T0" the strongest.
type Tier string

// The tiers.
const (
	T0 Tier = "T0" // department data
	T1 Tier = "T1" // verified by staff
	T2 Tier = "T2" // declared by the firm; also what is taken when none is given
	T3 Tier = "T3" // inferred
)

// Label returns the tier in Chinese, empty for a text that is none.
func (t Tier) Label() string {
	switch t {
	case T0:
		return "部门数据"
	case T1:
		return "工作人员核实"
	case T2:
		return "企业申报"
	case T3:
		return "系统推断"
	}
	return ""
}

// ParseTier reads T0 to T3 in either case, or a Label; empty gives T2.
func ParseTier(s string) (Tier, bool) {
	s = strings.ToUpper(strings.TrimSpace(s))
	if s == "" {
		return T2, true
	}
	for _, t := range []Tier{T0, T1, T2, T3} {
		if s == string(t) || s == t.Label() {
			return t, true
		}
	}
	return "", false
}

// Fact is one statement about an enterprise.
type Fact struct {
	// ID is empty for what the register says.
	ID  int64
	Key string
	// Period is a year as four digits, empty for a fact without one.
	Period string
	// Value is canonical: a decimal number, true or false, a code, YYYY-MM-DD,
	// or the text.
	Value string
	AsOf  civil.Date
	// Source names who says so ("税务部门").
	Source string
	Tier   Tier
	// From and To bound a qualification, both inclusive; zero is an open end.
	From, To civil.Date
	Evidence string
	// RecordedAt and RecordedBy say when and by whom it came in.
	RecordedAt time.Time
	RecordedBy string
	// Import is the id of the import it came with, empty otherwise.
	Import   string
	Disputed bool
	// Replaced says that the same source has said something later.
	Replaced bool
}

// Number returns the value as a number; false when it is none.
func (f Fact) Number() (float64, bool) {
	n, err := strconv.ParseFloat(f.Value, 64)
	return n, err == nil
}

// Subject tells statements about different things under one key apart: an
// enterprise has many qualifications, and the same one several times over.
func (f Fact) Subject(k Kind) string {
	if k != KindQualification {
		return ""
	}
	return f.Value + "|" + f.From.String()
}

// SameStatement reports whether two facts say the same.
func (f Fact) SameStatement(o Fact) bool {
	return f.Value == o.Value && f.AsOf == o.AsOf && f.Tier == o.Tier && f.From == o.From && f.To == o.To && f.Evidence == o.Evidence
}

// ValidOn reports whether a qualification holds on that day; other facts always
// do.
func (f Fact) ValidOn(day civil.Date) bool {
	return (f.From.IsZero() || !day.Before(f.From)) && (f.To.IsZero() || !day.After(f.To))
}

// Outranks compares two statements about the same thing: the strongest tier,
// then the latest as-of day, then the one recorded last.
func Outranks(a, b Fact) int {
	return cmp.Or(cmp.Compare(a.Tier, b.Tier), b.AsOf.Compare(a.AsOf), cmp.Compare(b.ID, a.ID))
}

// Strongest returns the fact that counts for a key and period, nil when there is
// none.
func Strongest(facts []Fact, key, period string) *Fact {
	var best *Fact
	for i := range facts {
		f := &facts[i]
		if f.Key == key && f.Period == period && !f.Replaced && (best == nil || Outranks(*f, *best) < 0) {
			best = f
		}
	}
	return best
}

// Kind is what a key holds.
type Kind string

// The kinds of facts.
const (
	KindNumber        Kind = "number"
	KindText          Kind = "text"
	KindBool          Kind = "bool"
	KindCode          Kind = "code"
	KindDate          Kind = "date"
	KindQualification Kind = "qualification"
)

// Kinds returns every kind.
func Kinds() []Kind {
	return []Kind{KindNumber, KindText, KindBool, KindCode, KindDate, KindQualification}
}

// Option is one of the values that a key may have, with its name in Chinese.
type Option struct {
	Value string `json:"value"`
	Label string `json:"label"`
}

// Key is one entry of the fact dictionary.
type Key struct {
	Key, Label string
	Kind       Kind
	// Unit is 元, 人, 件 … or empty.
	Unit string
	// Periodic says that each statement is about one year.
	Periodic bool
	// Options lists the values of a text or a qualification; a text with options
	// takes no others.
	Options []Option
	// Help tells a firm in one sentence what to fill in.
	Help string
	// BuiltIn keys cannot be redefined.
	BuiltIn bool
}

// Why a value was not understood; the text ends a Chinese sentence that begins
// with the name of the key.
var (
	errNumber  = errors.New("应为数字")
	errBool    = errors.New("应为“是”或“否”")
	ErrDay     = errors.New("应为日期，例如 2025-12-31")
	errCode    = errors.New("不是已知的代码")
	errText    = errors.New("不能为空，也不能超过 2000 个字")
	errPeriod  = errors.New("应为四位年份，例如 2025")
	errNoYear  = errors.New("这一项不分年度，年度应留空")
	ErrValid   = errors.New("截止日期早于起始日期")
	errQualify = errors.New("应为资质代码或已登记的资质名称")
)

// NoteLimit is how many characters a source or an evidence may have.
const NoteLimit = 200

// textLimit is how many characters a text may have.
const textLimit = 2000

// CanonicalNumber reads a finite decimal number, with or without thousands
// separators, and returns it in its shortest form.
func CanonicalNumber(s string) (string, error) {
	s = strings.TrimPrefix(strings.ReplaceAll(strings.TrimSpace(s), ",", ""), "+")
	if s == "" || strings.Trim(s, "0123456789.-eE+") != "" {
		return "", errNumber
	}
	n, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsInf(n, 0) || math.IsNaN(n) {
		return "", errNumber
	}
	if n == 0 {
		n = 0 // no negative zero
	}
	return strconv.FormatFloat(n, 'f', -1, 64), nil
}

// CanonicalBool reads yes or no as people write it, and returns true or false.
func CanonicalBool(s string) (string, error) {
	switch strings.ToLower(strings.TrimSpace(s)) {
	case "true", "1", "是", "有", "y", "yes":
		return "true", nil
	case "false", "0", "否", "无", "n", "no":
		return "false", nil
	}
	return "", errBool
}

// CanonicalPeriod returns the year, or empty for a key without one.
func (k Key) CanonicalPeriod(s string) (string, error) {
	s = strings.TrimSuffix(strings.TrimSuffix(strings.TrimSpace(s), "度"), "年")
	switch {
	case !k.Periodic && s == "":
		return "", nil
	case !k.Periodic:
		return "", errNoYear
	case len(s) != 4 || strings.Trim(s, "0123456789") != "" || s < "1900":
		return "", errPeriod
	}
	return s, nil
}

// Find returns the value of an option by value or label.
func (k Key) Find(s string) (string, bool) {
	for _, o := range k.Options {
		if o.Value == s || o.Label == s {
			return o.Value, true
		}
	}
	return "", false
}

// OptionLabel returns the Chinese name of one of the key's values, the value itself
// when it has none.
func (k Key) OptionLabel(value string) string {
	for _, o := range k.Options {
		if o.Value == value {
			return o.Label
		}
	}
	return value
}

// StatementOf names what a fact is about, for sentences.
func StatementOf(k Key, period string) string {
	if period == "" {
		return k.Label
	}
	return fmt.Sprintf("%s年%s", period, k.Label)
}
