package eligibility

import (
	"math"
	"math/big"
	"strconv"
)

// MaxAmount is the greatest amount in fen that is told apart; greater ones are
// given as this. It is a guess: a thousand times what any city spends in a year.
const MaxAmount = 99_999_999_999_999_999

// capped keeps a sum of two amounts within MaxAmount.
func capped(fen int64) int64 { return min(fen, MaxAmount) }

// amount computes the benefit in fen; false where a term is unknown or has no
// value.
func (b *Benefit) amount(evidence Evidence) (int64, bool) {
	switch b.Kind {
	case FixedBenefit:
		return b.Fixed, true
	case SumBenefit, MaxBenefit:
		total := int64(0)
		for _, part := range b.Parts {
			fen, ok := part.amount(evidence)
			if !ok {
				return 0, false
			}
			if b.Kind == SumBenefit {
				total = capped(total + fen)
			} else {
				total = max(total, fen)
			}
		}
		return total, true
	}
	v := evidence.Term(&b.Of)
	if !v.HasValue {
		return 0, false
	}
	return b.FromValue(v.Value), true
}

// FromValue computes a rate, per or tiers benefit in fen from the value of its term.
func (b *Benefit) FromValue(value float64) int64 {
	var fen int64
	switch b.Kind {
	case RateBenefit:
		fen = product(value, b.Rate, 100)
	case PerBenefit:
		fen = product(value, float64(b.Fixed), 1)
	default:
		for _, step := range b.Steps {
			if step.From <= value {
				fen = step.Amount
			}
		}
	}
	if b.Capped {
		fen = min(fen, b.Cap)
	}
	return fen
}

// product returns x × y × scale rounded half up to a whole number, never
// negative and at most MaxAmount. Both floats stand for their shortest decimal
// text: 1234567.85 × 0.1 × 100 is 12345678.5 and becomes 12345679, whatever the
// bits of 0.1 are.
func product(x, y, scale float64) int64 {
	if x <= 0 || y <= 0 {
		return 0
	}
	// Away from a tie the plain product rounds to the same number: each factor is
	// within half a unit in the last place of its text, each operation adds as
	// much, together less than 1e-15 of the result.
	if p := x * y * scale; p < 1e12 {
		whole, part := math.Modf(p)
		if math.Abs(part-0.5) > p*1e-15+1e-300 {
			if part > 0.5 {
				whole++
			}
			return int64(whole)
		}
	}
	return exactProduct(x, y, scale)
}

func exactProduct(x, y, scale float64) int64 {
	p := decimal(x)
	p.Mul(p, decimal(y)).Mul(p, decimal(scale)).Add(p, big.NewRat(1, 2))
	whole := new(big.Int).Quo(p.Num(), p.Denom())
	if !whole.IsInt64() {
		return MaxAmount
	}
	return capped(whole.Int64())
}

// decimal returns the number that the shortest decimal text of x stands for.
func decimal(x float64) *big.Rat {
	r, _ := new(big.Rat).SetString(strconv.FormatFloat(x, 'g', -1, 64))
	return r
}

// AppendMoney appends fen as yuan with two decimals; fen is not negative.
func AppendMoney(b []byte, fen int64) []byte {
	b = strconv.AppendInt(b, fen/100, 10)
	return append(b, '.', byte('0'+fen/10%10), byte('0'+fen%10))
}
