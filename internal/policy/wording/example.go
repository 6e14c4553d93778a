package wording

import (
	"math"
	"strings"

	"github.com/yikou/yikou/internal/policy/eligibility"
)

// Given returns the value of a fact in an example; false where none was given.
type Given func(fact *eligibility.Term) (float64, bool)

// Example computes a benefit from example values, with the calculation in words:
// “上年度研发费用 200 万元 × 10% = 20 万元，没有超过上限 50 万元”. The amount is in fen. It
// is false where a value is missing or nothing can be computed, and the words
// then say why. What the amount comes to is decided by eligibility alone.
func (w *Words) Example(b *eligibility.Benefit, given Given) (fen int64, words string, ok bool) {
	switch b.Kind {
	case eligibility.FixedBenefit:
		return b.Fixed, "固定 " + fenWords(b.Fixed), true
	case eligibility.SumBenefit, eligibility.MaxBenefit:
		return w.combined(b, given)
	}
	value, said, ok := w.worked(&b.Of, given)
	if !ok {
		return 0, said, false
	}
	fen = b.FromValue(value)
	switch b.Kind {
	case eligibility.RateBenefit:
		said += " × " + percent(b.Rate)
	case eligibility.PerBenefit:
		said += " × " + fenWords(b.Fixed)
	default:
		return fen, said + w.step(b, value), true
	}
	uncapped := *b
	uncapped.Capped = false
	before := uncapped.FromValue(value)
	said += " = " + fenWords(before)
	switch {
	case value < 0:
		said += "（负数按 0 计）"
	case b.Capped && before > b.Cap:
		said += "，超过上限，按上限 " + fenWords(b.Cap)
	case b.Capped:
		said += "，没有超过上限 " + fenWords(b.Cap)
	}
	return fen, said, true
}

// combined works out each part, then the sum or the greatest.
func (w *Words) combined(b *eligibility.Benefit, given Given) (fen int64, words string, ok bool) {
	parts := make([]string, len(b.Parts))
	ok = true
	for i, part := range b.Parts {
		got, said, known := w.Example(part, given)
		parts[i] = ordinal(2, i+1) + "，" + said
		ok = ok && known
		if b.Kind == eligibility.SumBenefit {
			fen = min(fen+got, eligibility.MaxAmount)
		} else {
			fen = max(fen, got)
		}
	}
	words = strings.Join(parts, "；")
	switch {
	case !ok:
		return 0, words, false
	case b.Kind == eligibility.SumBenefit:
		return fen, words + "；相加得 " + fenWords(fen), true
	}
	return fen, words + "；取最高的 " + fenWords(fen), true
}

// step says on which step a value stands.
func (w *Words) step(b *eligibility.Benefit, value float64) string {
	said := w.tiers(b)
	for i := len(b.Steps) - 1; i >= 0; i-- {
		if b.Steps[i].From <= value {
			return "，适用“" + said[i] + "”"
		}
	}
	return "，不到最低一档，金额为 0 元"
}

// worked computes a term and says it with its values: “（A 300 万元 − B 100 万元）”.
func (w *Words) worked(t *eligibility.Term, given Given) (value float64, said string, ok bool) {
	switch t.Kind {
	case eligibility.NumberTerm:
		return t.Number, number(t.Number), true
	case eligibility.FactTerm:
		v, known := given(t)
		if !known {
			return 0, "还缺" + w.subject(t), false
		}
		return v, w.subject(t) + " " + quantity(v, w.unit(t)), true
	}
	parts := make([]string, len(t.Args))
	for i := range t.Args {
		v, part, known := w.worked(&t.Args[i], given)
		if !known {
			return 0, part, false
		}
		parts[i] = part
		if i == 0 {
			value = v
		} else {
			value = eligibility.Apply(t.Kind, value, v)
		}
	}
	said = "（" + strings.Join(parts, map[eligibility.TermKind]string{
		eligibility.AddTerm: " + ", eligibility.SubTerm: " − ", eligibility.MulTerm: " × ", eligibility.DivTerm: " ÷ ",
	}[t.Kind]) + "）"
	if math.IsNaN(value) {
		return 0, said + "算不出来，例如除数是 0", false
	}
	return value, said, true
}

// FactWords names a fact with its period: 上年度研发费用.
func (w *Words) FactWords(t *eligibility.Term) (label, unit string) { return w.subject(t), w.unit(t) }
