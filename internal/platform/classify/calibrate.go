package classify

import "math"

// mixture turns the scores of both machines into probabilities: the weighted sum
// with an offset for each label, through softmax.
type mixture struct {
	first, second float64
	offsets       []float64
}

// heldOut is a text that the machines which scored it had not seen.
type heldOut struct {
	first, second []float32
	label         int
}

// probabilities writes softmax(first·a + second·b + offset) into out.
func (x *mixture) probabilities(a, b []float32, out []float64) {
	top := math.Inf(-1)
	for c := range out {
		out[c] = x.first*float64(a[c]) + x.second*float64(b[c]) + x.offsets[c]
		top = max(top, out[c])
	}
	sum := 0.0
	for c := range out {
		out[c] = math.Exp(out[c] - top)
		sum += out[c]
	}
	for c := range out {
		out[c] /= sum
	}
}

// fitMixture finds the weights under which the held-out labels are likeliest, by
// descent along the gradient with a step for each direction (RMSprop). Offsets are
// pulled to zero as if each label had been seen pull times more at random, so that
// a rare label is not offset by chance.
func fitMixture(seen []heldOut, labels int) mixture {
	const pull, rounds = 4.0, 150
	x := mixture{first: 1.5, second: 1.5, offsets: make([]float64, labels)}
	squares := make([]float64, labels+2)
	p := make([]float64, labels)
	for round := range rounds {
		slope := make([]float64, labels+2)
		for _, h := range seen {
			x.probabilities(h.first, h.second, p)
			for c := range p {
				d := p[c]
				if c == h.label {
					d--
				}
				slope[c] += d
				slope[labels] += d * float64(h.first[c])
				slope[labels+1] += d * float64(h.second[c])
			}
		}
		step := 0.3 / (1 + float64(round)/15)
		for i := range slope {
			if i < labels {
				slope[i] += pull * x.offsets[i]
			}
			slope[i] /= float64(len(seen))
			squares[i] = 0.8*squares[i] + 0.2*slope[i]*slope[i]
			move := step * slope[i] / (math.Sqrt(squares[i]) + 1e-6)
			switch {
			case i < labels:
				x.offsets[i] -= move
			case i == labels:
				x.first = max(0, x.first-move)
			default:
				x.second = max(0, x.second-move)
			}
		}
	}
	return x.rounded()
}

// rounded keeps three decimals, as the file does: a processor whose logarithm
// differs in the last bit gives the same model.
func (x *mixture) rounded() mixture {
	three := func(v float64) float64 { return math.Round(v*1000) / 1000 }
	out := mixture{first: three(x.first), second: three(x.second), offsets: make([]float64, len(x.offsets))}
	for c, v := range x.offsets {
		out.offsets[c] = three(v)
	}
	return out
}
