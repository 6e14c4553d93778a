package textsearch

import (
	"math"
	"slices"
	"unicode"
)

// functionShare is the weight of pairs that touch a function word, of 1.
const functionShare = 0.4

// asked is a query taken apart.
type asked struct {
	runs   []string  // its runs, folded
	grams  []string  // what is looked up, each once
	shares []float32 // weight of each gram, 0 to 1, before its rarity
	whole  float32   // once weighed: weight of all grams, by share and rarity
	asks   bool      // it is put as a question, not as words to be found

	letters [letterTable]uint8 // a hint where a character stands in characters
	chars   []character
	pairs   []int16 // of characters i, j at i*len(chars)+j: 1 + number in grams
	numbers []string

	synonyms    []synonym
	also        []string // grams of synonyms that were not typed
	alsoWeights []float32

	wants [][]string // what an answer to this kind of question looks like

	content, alone float32 // once weighed: weight of the content's grams, and of its characters
	weights        []float32
}

const letterTable = 1 << 10

// character is one that occurs in the query.
type character struct {
	r       rune
	content bool // Chinese and not of a function word
	weight  float32
}

// parse takes a query apart. What is beyond the limits is left out.
func parse(text string) *asked {
	if runes := []rune(text); len(runes) > maxQueryRunes {
		text = string(runes[:maxQueryRunes])
	}
	q := &asked{}
	for _, run := range runs(text) {
		q.runs = append(q.runs, string(run))
		parts := content(run)
		q.asks = q.asks || len(parts) > 1 || len(parts[0]) < len(run)
		for _, part := range parts {
			if len(part) > 1 || len(part) == len(run) {
				grams(part, true, func(gram string) { q.add(gram, 1) })
			}
			for _, r := range part {
				q.character(r, unicode.Is(unicode.Han, r))
			}
		}
		grams(run, true, func(gram string) { q.add(gram, functionShare) })
		for _, r := range run {
			q.character(r, false)
		}
		q.addSynonyms(run)
		q.numbers = append(q.numbers, latin(run)...)
	}
	q.pair()
	for _, c := range cues() {
		if c.question.MatchString(text) {
			q.wants = append(q.wants, c.answer)
		}
	}
	return q
}

// add takes up a gram; its first share counts.
func (q *asked) add(gram string, share float32) {
	if len(q.grams) < maxQueryGrams && !slices.Contains(q.grams, gram) {
		q.grams, q.shares = append(q.grams, gram), append(q.shares, share)
	}
}

func (q *asked) character(r rune, content bool) {
	if i := slices.IndexFunc(q.chars, func(c character) bool { return c.r == r }); i >= 0 {
		q.chars[i].content = q.chars[i].content || content
		return
	}
	q.chars = append(q.chars, character{r: r, content: content})
}

// pair fills the tables by which a document is read in one pass.
func (q *asked) pair() {
	q.pairs = make([]int16, len(q.chars)*len(q.chars))
	for i, c := range q.chars {
		q.letters[c.r%letterTable] = uint8(i + 1)
	}
	for n, gram := range q.grams {
		if r := []rune(gram); len(r) == 2 {
			q.pairs[q.find(r[0])*len(q.chars)+q.find(r[1])] = int16(n + 1)
		}
	}
}

// find returns the place of a character of the query, or -1.
func (q *asked) find(r rune) int {
	hint := q.letters[r%letterTable]
	if hint == 0 {
		return -1
	}
	if q.chars[hint-1].r == r {
		return int(hint - 1)
	}
	for i := range q.chars[:hint-1] { // a later one took the same place
		if q.chars[i].r == r {
			return i
		}
	}
	return -1
}

// latin returns the numbers and Latin words of a run.
func latin(run []rune) (list []string) {
	for i := 0; i < len(run); i++ {
		j := i
		for j < len(run) && run[j] < 0x250 {
			j++
		}
		if j > i {
			list = append(list, string(run[i:j]))
			i = j
		}
	}
	return list
}

// least is the share of the query's points that makes a hit. Words typed to be
// found must be there by half; a question may be answered in other words.
func (q *asked) least() float32 {
	if q.asks {
		return 0.06
	}
	if len(q.also) > 0 {
		return 0.35
	}
	return max(0.06, min(0.5, 3/float32(len(q.grams))))
}

// rarity is the weight that BM25 gives to what stands in with of all documents.
func rarity(with, all int64) float32 {
	n := float64(min(with, all))
	return float32(math.Log(1 + (float64(all)-n+0.5)/(n+0.5)))
}

// weigh gives grams and characters their weights: with and alone are how many
// documents hold each; with has those of synonyms behind those of the query.
func (q *asked) weigh(with []int, alone map[rune]int64, all int64) {
	q.weights = make([]float32, len(q.grams))
	for i, n := range with[:len(q.grams)] {
		q.weights[i] = q.shares[i] * rarity(int64(n), all)
		q.whole += q.weights[i]
		if q.shares[i] == 1 {
			q.content += q.weights[i]
		}
	}
	q.weighSynonyms(with[len(q.grams):], all)
	for i, c := range q.chars {
		if c.content {
			q.chars[i].weight = rarity(alone[c.r], all)
			q.alone += q.chars[i].weight
		}
	}
}
