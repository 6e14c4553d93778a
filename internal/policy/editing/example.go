package editing

import (
	"slices"
	"strconv"

	"github.com/yikou/yikou/internal/policy/eligibility"
	"github.com/yikou/yikou/internal/policy/wording"
	"github.com/yikou/yikou/internal/standard/civil"
)

// Value is one example value: a fact as the definition names it, with its period
// as written there (Y-1), in yuan where it is money.
type Value struct {
	Key, Period string
	Number      float64
}

// Input is one fact that a benefit is computed of, with the value that the
// example takes. Given says that the caller has chosen it.
type Input struct {
	Value
	Label, Unit string
	Given       bool
}

// Example is a benefit worked out on example values. Amount is in fen; it is
// only set where Known.
type Example struct {
	Inputs []Input
	Amount int64
	Known  bool
	Words  string
}

// example works a benefit out; where the caller has chosen no value, a round one
// is taken.
func example(b *eligibility.Benefit, values []Value, words *wording.Words) Example {
	out := Example{Inputs: []Input{}}
	given := func(fact *eligibility.Term) float64 {
		period := periodText(fact.Period)
		at := func(v Value) bool { return v.Key == fact.Key && v.Period == period }
		if i := slices.IndexFunc(out.Inputs, func(in Input) bool { return at(in.Value) }); i >= 0 {
			return out.Inputs[i].Number
		}
		in := Input{Value: Value{Key: fact.Key, Period: period}}
		in.Label, in.Unit = words.FactWords(fact)
		if i := slices.IndexFunc(values, at); i >= 0 {
			in.Number, in.Given = values[i].Number, true
		} else {
			in.Number = usual(in.Unit, fact.Period)
		}
		out.Inputs = append(out.Inputs, in)
		return in.Number
	}
	for term := range b.Terms {
		for fact := range term.Facts {
			given(fact)
		}
	}
	out.Amount, out.Words, out.Known = words.Example(b, func(fact *eligibility.Term) (float64, bool) { return given(fact), true })
	return out
}

// maxYearsBack is how far back a definition may count years.
const maxYearsBack = 99

// periodText returns a period as definitions write it.
func periodText(p eligibility.Period) string {
	texts := []string{"", "Y"}
	for _, text := range texts {
		if read, _ := eligibility.ParsePeriod(text); read == p {
			return text
		}
	}
	for n := 1; n <= maxYearsBack; n++ {
		if eligibility.YearsBack(n) == p {
			return "Y-" + strconv.Itoa(n)
		}
	}
	return p.At(civil.Date{})
}

// usual is a round value that a fact may well have; earlier years have less, so
// that growth shows.
func usual(unit string, p eligibility.Period) float64 {
	value := map[string]float64{"元": 2_000_000, "人": 20}[unit]
	if value == 0 {
		value = 10
	}
	for n := 2; n <= maxYearsBack; n++ {
		if eligibility.YearsBack(n) == p {
			return value / 2
		}
	}
	return value
}
