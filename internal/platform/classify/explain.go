package classify

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Explanation is why a text got its label.
type Explanation struct {
	Guess
	// Next is the label that came second; the words tell the two apart.
	Next Guess
	// Words decided, the weightiest first.
	Words []Word
}

// Word is a stretch of the text that spoke for the label.
type Word struct {
	Text string
	// From and To are offsets in characters of the text; To is not in it.
	From, To int
	// Share is the part of all that spoke for the label, from 0 to 1.
	Share float64
}

// maxWords is how many stretches an explanation names.
const maxWords = 6

// Explain classifies a text and names the words that decided. What a run of
// characters counts for the label and against the one that came second is laid
// onto its characters; neighbours that weigh much form a word.
func (m *Model) Explain(text string) Explanation {
	all := m.Classify(text)
	out := Explanation{Guess: all[0], Next: all[1]}
	label, _ := slices.BinarySearch(m.card.Labels, all[0].Label)
	next, _ := slices.BinarySearch(m.card.Labels, all[1].Label)
	r := m.readers.Get().(*reader)
	defer m.readers.Put(r)
	v := r.read(text, m.words, m.shape)
	worth := make([]float64, len(v.places))
	for k, place := range v.places {
		a := m.blocks[0].difference(int(place), label, next) * float64(v.weights[k]) * m.mix.first
		if k < v.short {
			a += m.blocks[1].difference(int(place), label, next) * float64(v.flat) * m.mix.second
		}
		worth[k] = a
	}
	heat := make([]float64, len(r.tape.runes))
	counts := map[int32]int{}
	for _, place := range r.found {
		counts[place]++
	}
	r.tape.each(m.shape.long, m.shape.edge, func(key uint32, at, length int) {
		place := m.words.find(key)
		if place < 0 {
			return
		}
		k, _ := slices.BinarySearch(v.places, place)
		for i := range length {
			heat[at+i] += worth[k] / float64(length*counts[place])
		}
	})
	out.Words = r.tape.words(text, heat)
	return out
}

// difference is what a run counts for one label more than for another.
func (b *block) difference(run, label, other int) float64 {
	row := b.weights[run*b.labels:][:b.labels]
	return float64(b.unit[int(row[label])+128]*b.scale[label]) - float64(b.unit[int(row[other])+128]*b.scale[other])
}

// words cuts the text into stretches of warm characters.
func (t *tape) words(text string, heat []float64) []Word {
	total, top := 0.0, 0.0
	for i, h := range heat {
		if h > 0 && t.inWord(i) {
			total += h
			top = max(top, h)
		}
	}
	if total == 0 {
		return nil
	}
	var out []Word
	for i := 0; i < len(heat); {
		if !t.inWord(i) || heat[i] < top/8 {
			i++
			continue
		}
		end, sum := i, 0.0
		for end < len(heat) && t.inWord(end) && heat[end] >= top/8 {
			sum += heat[end]
			end++
		}
		from, to := t.widen(trim(heat, i, end))
		if to-from > 1 {
			out = append(out, t.word(text, from, to, sum/total))
		}
		i = end
	}
	return strongest(out)
}

// trim drops lukewarm characters at both ends, which belong to the next word.
func trim(heat []float64, from, to int) (int, int) {
	least := slices.Max(heat[from:to]) / 3
	for heat[from] < least {
		from++
	}
	for heat[to-1] < least {
		to--
	}
	return from, to
}

// widen lends a character alone the better known neighbour: 税 says less to a
// reader than 税务.
func (t *tape) widen(from, to int) (int, int) {
	if to-from > 1 {
		return from, to
	}
	if to < len(t.runes) && t.inWord(to) {
		return from, to + 1
	}
	if from > 0 && t.inWord(from-1) {
		return from - 1, to
	}
	return from, to
}

// inWord says whether a character may be part of a word: no mark, no edge.
func (t *tape) inWord(i int) bool {
	return unicode.IsLetter(t.runes[i]) || unicode.IsDigit(t.runes[i])
}

func (t *tape) word(text string, from, to int, share float64) Word {
	begin, end := int(t.from[from]), int(t.to[to-1])
	w := Word{Text: strings.TrimSpace(text[begin:end]), From: utf8.RuneCountInString(text[:begin]), Share: share}
	w.To = w.From + utf8.RuneCountInString(text[begin:end])
	return w
}

// strongest puts the same word together and keeps the weightiest.
func strongest(words []Word) []Word {
	var out []Word
	for _, w := range words {
		if i := slices.IndexFunc(out, func(o Word) bool { return o.Text == w.Text }); i >= 0 {
			out[i].Share += w.Share
			continue
		}
		out = append(out, w)
	}
	slices.SortStableFunc(out, func(a, b Word) int { return cmp.Compare(b.Share, a.Share) })
	return out[:min(maxWords, len(out))]
}
