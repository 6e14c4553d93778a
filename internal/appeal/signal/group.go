package signal

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/yikou/yikou/internal/appeal/likeness"
)

// What a group is. Guesses.
const (
	// leastAlike is from how many cases on a group is worth showing.
	leastAlike = 3
	// sampled is how many of its texts the words of a group are taken from.
	sampled = 12
	// mostWords is how many words name a group, each of at most longestWord characters.
	mostWords   = 3
	longestWord = 10
)

// namedLike gives groups their names from one look to the next: a new group has the
// name under which most of its cases were known before, each name is given once,
// and what is new gets a name of fresh.
func namedLike(groups [][]string, before map[string]string, fresh func() string) []string {
	names := make([]string, len(groups))
	given := map[string]bool{}
	for i, list := range groups {
		votes := map[string]int{}
		for _, id := range list {
			if name := before[id]; name != "" && !given[name] {
				votes[name]++
			}
		}
		for name, n := range votes {
			if names[i] == "" || n > votes[names[i]] || n == votes[names[i]] && name < names[i] {
				names[i] = name
			}
		}
		if names[i] == "" {
			names[i] = fresh()
		}
		given[names[i]] = true
	}
	return names
}

// largest keeps so many groups, those with the most cases and of equal ones those
// with the newest.
func largest(groups [][]string, most int) [][]string {
	slices.SortStableFunc(groups, func(a, b []string) int {
		return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(b[len(b)-1], a[len(a)-1]))
	})
	return groups[:min(len(groups), most)]
}

// wordsOf names groups of texts by what most texts of each have in common and few
// other groups have. Each group is its texts, of which the first is quoted.
func wordsOf(groups [][]string) [][]string {
	samples := make([][]likeness.Text, len(groups))
	held := map[string]int{}
	for i, texts := range groups {
		in := map[string]bool{}
		for _, text := range texts[:min(len(texts), sampled)] {
			t := likeness.Of(text)
			samples[i] = append(samples[i], t)
			for pair := range t {
				in[pair] = true
			}
		}
		for pair := range in {
			held[pair]++
		}
	}
	out := make([][]string, len(groups))
	for i, texts := range groups {
		if len(texts) > 0 {
			out[i] = words(texts[0], samples[i], func(pair string) float64 {
				if len(groups) > 1 && 2*held[pair] > len(groups) {
					return 0 // what most groups have, as 希望有关部门, names none
				}
				return math.Log(1 + float64(len(groups))/float64(held[pair]))
			})
		}
	}
	return out
}

// word is a piece of text that many texts have.
type word struct {
	text   string
	weight float64
}

// words are the pieces of a text whose every pair says something and stands in more
// than half of the texts, those that say most first, none within another.
func words(text string, texts []likeness.Text, weigh func(pair string) float64) []string {
	common := func(pair string) bool {
		n := 0
		for _, t := range texts {
			if t[pair] {
				n++
			}
		}
		return 2*n > len(texts)
	}
	var found []word
	runes := []rune(text)
	for from := 0; from+1 < len(runes); {
		to, weight := from, 0.0
		for to+1 < len(runes) && to-from+1 < longestWord && wordly(runes[to]) && wordly(runes[to+1]) {
			pairs := likeness.Of(string(runes[to : to+2]))
			if len(pairs) != 1 {
				break
			}
			pair := ""
			for pair = range pairs {
			}
			says := weigh(pair)
			if says == 0 || !common(pair) {
				break
			}
			weight += says
			to++
		}
		if to > from {
			found = append(found, word{string(runes[from : to+1]), weight})
		}
		from = to + 1
	}
	slices.SortStableFunc(found, func(a, b word) int { return -cmp.Compare(a.weight, b.weight) })
	var out []string
	for _, w := range found {
		if len(out) < mostWords && !slices.ContainsFunc(out, func(o string) bool { return strings.Contains(o, w.text) || strings.Contains(w.text, o) }) {
			out = append(out, w.text)
		}
	}
	return out
}

// wordly reports whether a character can stand in a word.
func wordly(r rune) bool {
	return !strings.ContainsRune(" \t\n，。！？；：、,.!?;:（）()“”\"'《》【】…—-~", r)
}
