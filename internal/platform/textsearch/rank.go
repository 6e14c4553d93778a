package textsearch

import (
	"math"
	"strings"
)

// The second ranking looks into the texts of the best documents: whether the
// words stand together in one passage, at the beginning, in order, and whether
// the passage looks like an answer to what was asked.

// Characters: passages overlap by half. Guesses of what people take in at once.
const (
	passage   = 200
	narrow    = 60  // window for single characters, and the beginning of a text
	wide      = 100 // window for pairs
	stride    = 4   // how far the two characters of a pair may be apart
	shortText = 300 // above it, length says nothing about how to the point a text is
)

// trait is one measure of how well a document answers a query. Each is about 0
// to 1 but those of BM25, which reach some 2.
type trait int

const (
	byPairs      trait = iota // BM25 of the whole text, by the query's weight
	byPairsLong               // the same times the weight: long queries can tell documents apart
	byWide                    // pairs in the best wide window
	byNarrow                  // characters in the best narrow window
	byContent                 // pairs of content anywhere
	byCharacters              // characters anywhere
	byLead                    // characters at the beginning
	byStride                  // pairs that only occur with others in between
	byPassage                 // BM25 of the characters in the best passage
	byShortness               // logarithm of the length, for short texts
	byNumbers                 // numbers and Latin words
	byAnswer                  // what an answer looks like
	traits
)

// importance of each trait: fitted by softmax regression on 2,271 messages to a
// hotline and the replies to them, which are neither of the sets that search is
// measured with (docs/benchmarks.md).
var importance = [traits]float32{
	byPairs: 2.65, byPairsLong: 4.4, byWide: 1.2, byNarrow: 1.6, byContent: 1.75, byCharacters: 1.6, byLead: 0.2,
	byStride: 1.25, byPassage: 2.1, byShortness: -1.7, byNumbers: 0.95, byAnswer: 0.55,
}

// reading is one document being read for a query. It is used for many.
type reading struct {
	q        *asked
	last     []int     // where each character was seen last, or far away
	seen     []bool    // characters
	found    []bool    // grams, next to each other
	near     []bool    // grams, with others in between
	places   []int     // of the query's characters, in order
	who      []uint8   // which
	pairAt   []int     // of the query's pairs
	pairWho  []int16   // which
	passages [][]uint8 // by half passage: how often each character occurs
	halves   []int     // where each half passage begins in the text
}

func newReading(q *asked) *reading {
	return &reading{q: q, last: make([]int, len(q.chars)), seen: make([]bool, len(q.chars)), found: make([]bool, len(q.grams)), near: make([]bool, len(q.grams))}
}

// score returns the score of a document with these points and this folded text.
func (d *reading) score(points float32, text string) float32 {
	t := d.traits(points, text)
	var sum float32
	for i, v := range t {
		sum += v * importance[i]
	}
	return sum
}

func (d *reading) traits(points float32, text string) (t [traits]float32) {
	q := d.q
	length, lead := d.read(text)
	t[byPairs] = points / max(q.whole, 1e-6)
	t[byPairsLong] = points / 60
	var content, stridden float32
	for i, w := range q.weights {
		switch {
		case q.shares[i] != 1:
		case d.found[i]:
			content += w
		case d.near[i]:
			stridden += w
		}
	}
	t[byContent], t[byStride] = share(content, q.content), share(stridden, q.content)
	t[byLead] = share(lead, q.alone)
	var everywhere float32
	for i, c := range q.chars {
		if d.seen[i] {
			everywhere += c.weight
		}
	}
	t[byCharacters] = share(everywhere, q.alone)
	t[byWide] = share(densestOf(d.pairAt, d.pairWho, wide, len(q.grams), func(i int16) float32 {
		if q.shares[i] != 1 {
			return 0
		}
		return q.weights[i]
	}), q.content)
	t[byNarrow] = share(densestOf(d.places, d.who, narrow, len(q.chars), func(i uint8) float32 { return q.chars[i].weight }), q.alone)
	best, sum := d.bestPassage(length)
	t[byPassage] = sum
	t[byShortness] = float32(math.Log(float64(min(length, shortText)+20) / 150))
	for _, n := range q.numbers {
		if strings.Contains(text, n) {
			t[byNumbers] += 1 / float32(len(q.numbers))
		}
	}
	if len(q.wants) > 0 {
		near := plainly(text[d.halves[max(best-1, 0)]:d.until(best+3, len(text))])
		for _, answer := range q.wants {
			t[byAnswer] += answers(near, answer)
		}
	}
	return t
}

// answers says how much a text looks like an answer, 0 to 1.
func answers(text string, words []string) float32 {
	n := 0
	for _, w := range words {
		if n < 4 && strings.Contains(text, w) {
			n++
		}
	}
	if n == 0 {
		return 0
	}
	return 0.5 + float32(n)/8
}

func share(part, of float32) float32 {
	if of <= 0 {
		return 0
	}
	return part / of
}

// read goes through the text once. It returns the length in characters and the
// weight of the characters at the beginning.
func (d *reading) read(text string) (length int, lead float32) {
	q := d.q
	clear(d.seen)
	clear(d.found)
	clear(d.near)
	for i := range d.last {
		d.last[i] = -stride - 1
	}
	d.places, d.who, d.pairAt, d.pairWho, d.passages = d.places[:0], d.who[:0], d.pairAt[:0], d.pairWho[:0], d.passages[:0]
	d.halves = append(d.halves[:0], 0)
	n, at := len(q.chars), -1
	for i, r := range text {
		if at++; at/(passage/2) == len(d.halves) {
			d.halves = append(d.halves, i)
		}
		if r != '\n' {
			length++
		}
		c := q.find(r)
		if c < 0 {
			continue
		}
		for a, last := range d.last {
			if at-last > stride {
				continue
			}
			if pair := q.pairs[a*n+c]; pair != 0 && at-last == 1 {
				d.found[pair-1] = true
				d.pairAt, d.pairWho = append(d.pairAt, at), append(d.pairWho, pair-1)
			} else if pair != 0 {
				d.near[pair-1] = true
			}
		}
		if q.chars[c].content {
			if at < narrow && !d.seen[c] {
				lead += q.chars[c].weight
			}
			d.count(at/(passage/2), c)
			d.places, d.who = append(d.places, at), append(d.who, uint8(c))
		}
		d.seen[c], d.last[c] = true, at
	}
	return length, lead
}

// count counts a character in its half passage.
func (d *reading) count(half, c int) {
	for len(d.passages) <= half {
		if cap(d.passages) > len(d.passages) {
			d.passages = d.passages[:len(d.passages)+1]
		} else {
			d.passages = append(d.passages, nil)
		}
		p := &d.passages[len(d.passages)-1]
		if *p == nil {
			*p = make([]uint8, len(d.q.chars))
		}
		clear(*p)
	}
	if p := d.passages[half]; p[c] < maxCount {
		p[c]++
	}
}

// bestPassage returns the half passage where the best passage begins, and BM25
// of the content's characters in it.
func (d *reading) bestPassage(length int) (at int, best float32) {
	drag := float32(saturation * (0.5 + 0.5*float64(min(length, passage))/passage))
	for half, first := range d.passages {
		var sum float32
		for i, c := range d.q.chars {
			n := float32(first[i])
			if half+1 < len(d.passages) {
				n += float32(d.passages[half+1][i])
			}
			if n > 0 {
				sum += c.weight * n * (saturation + 1) / (n + drag)
			}
		}
		if sum > best {
			at, best = half, sum
		}
	}
	return at, share(best, d.q.alone)
}

// until returns where a half passage begins, or the end of the text.
func (d *reading) until(half, end int) int {
	if half < len(d.halves) {
		return d.halves[half]
	}
	return end
}

// densestOf returns the greatest weight of different things in any window of n
// characters.
func densestOf[T uint8 | int16](places []int, who []T, n, things int, weight func(T) float32) (best float32) {
	inside := make([]uint16, things)
	var sum float32
	first := 0
	for i, at := range places {
		if inside[who[i]]++; inside[who[i]] == 1 {
			sum += weight(who[i])
		}
		for at-places[first] > n {
			if inside[who[first]]--; inside[who[first]] == 0 {
				sum -= weight(who[first])
			}
			first++
		}
		best = max(best, sum)
	}
	return best
}
