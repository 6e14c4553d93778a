package likeness

import (
	"math"

	"github.com/yikou/yikou/internal/platform/textsearch"
)

// fewestPairs is how many pairs a text needs to be like anything: with fewer
// everything is alike. A guess.
const fewestPairs = 6

// fewTexts is how many texts there have to be before what stands in all of them is
// known to say little. A guess.
const fewTexts = 20

// Text is a text taken apart into its pairs of neighbouring characters, each once,
// however wide and large it is written.
type Text map[string]bool

// Of takes a text apart.
func Of(text string) Text {
	out := Text{}
	runes := []rune(textsearch.Fold(text))
	for i := 0; i+1 < len(runes); i++ {
		if runes[i] != '\n' && runes[i+1] != '\n' {
			out[string(runes[i:i+2])] = true
		}
	}
	return out
}

// Share is which part of the pairs of the shorter text the other one has, 0 to 1;
// 0 where one of them is too short to say anything.
func Share(a, b Text) float64 { return Weights{}.Share(a, b) }

// Weights are how much each pair says: what stands in nearly every report, as
// 希望 and 解决, says little. The zero value counts all pairs alike.
type Weights struct {
	of   map[string]float64
	rare float64
}

// Weigh gives pairs their weights by how many of the texts hold them.
func Weigh(texts []Text) Weights {
	held := map[string]int{}
	for _, t := range texts {
		for pair := range t {
			held[pair]++
		}
	}
	all := max(len(texts), fewTexts)
	w := Weights{of: make(map[string]float64, len(held)), rare: weight(0, all)}
	for pair, n := range held {
		w.of[pair] = weight(n, all)
	}
	return w
}

// weight is that of BM25 for what stands in some of all texts.
func weight(with, all int) float64 {
	return math.Log(1 + (float64(all-with)+0.5)/(float64(with)+0.5))
}

// Share is which part of the weight of the lighter text the other one has, 0 to 1.
func (w Weights) Share(a, b Text) float64 {
	if len(a) < fewestPairs || len(b) < fewestPairs {
		return 0
	}
	if w.sum(b) < w.sum(a) {
		a, b = b, a
	}
	shared := 0.0
	for pair := range a {
		if b[pair] {
			shared += w.weight(pair)
		}
	}
	return shared / w.sum(a)
}

func (w Weights) sum(t Text) (sum float64) {
	for pair := range t {
		sum += w.weight(pair)
	}
	return sum
}

func (w Weights) weight(pair string) float64 {
	if w.of == nil {
		return 1
	}
	if found, held := w.of[pair]; held {
		return found
	}
	return w.rare
}
