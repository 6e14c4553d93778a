package classify

import (
	"math"
	"slices"
	"strings"
	"sync"
)

// Card says what a model is and how well it did on texts held out of its own
// training, in thousandths.
type Card struct {
	Task     string
	Labels   []string // in order
	Rows     int
	Accuracy float64
	MacroF1  float64
}

// Model tells labels apart. It is safe for concurrent use.
type Model struct {
	card    Card
	shape   shape
	words   *vocabulary
	blocks  [2]block
	mix     mixture
	readers *sync.Pool
}

// Card says what the model is.
func (m *Model) Card() Card {
	c := m.card
	c.Labels = slices.Clone(c.Labels)
	return c
}

func (m *Model) prepare() { m.readers = &sync.Pool{New: func() any { return new(reader) }} }

// Guess is one label and how sure the model is, from 0 to 1.
type Guess struct {
	Label      string
	Confidence float64
}

// Classify returns every label, the surest first; the confidences add up to 1. Of
// equal ones the label that sorts first comes first. A text without any known
// run, such as an empty one, gets what is commonest, with little confidence.
func (m *Model) Classify(text string) []Guess {
	r := m.readers.Get().(*reader)
	defer m.readers.Put(r)
	p := m.probabilities(r.read(text, m.words, m.shape))
	out := make([]Guess, len(p))
	for c, label := range m.card.Labels {
		out[c] = Guess{Label: label, Confidence: p[c]}
	}
	slices.SortStableFunc(out, func(a, b Guess) int {
		switch {
		case a.Confidence > b.Confidence:
			return -1
		case a.Confidence < b.Confidence:
			return 1
		}
		return strings.Compare(a.Label, b.Label)
	})
	return out
}

func (m *Model) probabilities(v vector) []float64 {
	p := make([]float64, len(m.card.Labels))
	m.mix.probabilities(m.blocks[0].score(v.places, v.weights, 1), m.blocks[1].score(v.places[:v.short], nil, v.flat), p)
	return p
}

// block is the weights of one machine for the first runs of a vocabulary: a byte
// for each run and label.
type block struct {
	labels  int
	weights []int8 // run*labels + label
	scale   []float32
	bias    []float32
	// unit[q+128] is what the byte q stands for, as a share of the largest weight:
	// the square, so that small weights are kept finely.
	unit [256]float32
}

func newBlock(runs, labels int) block {
	b := block{labels: labels, weights: make([]int8, runs*labels), scale: make([]float32, labels), bias: make([]float32, labels)}
	for q := -127; q <= 127; q++ {
		b.unit[q+128] = float32(math.Copysign(float64(q*q)/(127*127), float64(q)))
	}
	return b
}

// manyLabels is from how many labels on the least weights are left out: with a
// hundred labels most runs say next to nothing about most of them, and zeros take
// little room in a file.
const manyLabels = 30

// set stores what a trained machine learned for one label.
func (b *block) set(label int, trained *machine) {
	runs, top := len(b.weights)/b.labels, float32(0)
	for run := range runs {
		w := trained.weight(run)
		top = max(top, w, -w)
	}
	b.scale[label], b.bias[label] = top, trained.bias
	if top == 0 {
		return
	}
	quiet := 0.0
	if b.labels > manyLabels {
		quiet = 0.004
	}
	for run := range runs {
		share := float64(trained.weight(run) / top)
		if math.Abs(share) < quiet {
			continue
		}
		b.weights[run*b.labels+label] = int8(math.Copysign(math.Round(127*math.Sqrt(math.Abs(share))), share))
	}
}

// score is the margin for every label. Without weights each run counts one; scale
// is put to all of them.
func (b *block) score(places []int32, weights []float32, scale float32) []float32 {
	out := make([]float32, b.labels)
	for k, place := range places {
		value := float32(1)
		if weights != nil {
			value = weights[k]
		}
		row := b.weights[int(place)*b.labels:][:b.labels]
		for c, q := range row {
			out[c] += float32(value * b.unit[int(q)+128])
		}
	}
	for c := range out {
		out[c] = float32(out[c]*float32(b.scale[c]*scale)) + b.bias[c]
	}
	return out
}
