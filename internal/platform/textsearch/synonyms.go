package textsearch

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
)

//go:embed synonyms.txt
var synonymText string

// Limits of what synonyms add to a query. Guesses.
const (
	// synonymShare is what a synonym counts of the word that was typed, and
	// synonymShareAsked in a question, which has more words to be found by.
	synonymShare      = 0.7
	synonymShareAsked = 0.3
	maxSynonyms       = 4
	maxSynonymGrams   = 32
)

// thesaurus holds, by folded word, the other words of its groups.
type thesaurus struct {
	others  map[string][]string
	longest int // characters
}

var synonyms = sync.OnceValue(func() thesaurus { return readSynonyms(synonymText) })

// readSynonyms reads one group a line, words apart by spaces. A word may stand in
// several groups.
func readSynonyms(text string) thesaurus {
	t := thesaurus{others: map[string][]string{}}
	for line := range strings.Lines(text) {
		var group []string
		for _, word := range strings.Fields(line) {
			group = append(group, folded(runs(word)))
		}
		for _, word := range group {
			t.longest = max(t.longest, len([]rune(word)))
			for _, other := range group {
				if other != word && !slices.Contains(t.others[word], other) && len(t.others[word]) < maxSynonyms {
					t.others[word] = append(t.others[word], other)
				}
			}
		}
	}
	return t
}

// in calls found for every word of a run that has synonyms, the longest from the
// left, none within another.
func (t thesaurus) in(run []rune, found func(word []rune, others []string)) {
	for at := 0; at < len(run); at++ {
		for n := min(t.longest, len(run)-at); n >= 2; n-- {
			if others := t.others[string(run[at:at+n])]; len(others) > 0 {
				found(run[at:at+n], others)
				at += n - 1
				break
			}
		}
	}
}

// synonym is another word for one of the query. Its grams stand in asked.also.
type synonym struct {
	word        string
	typed, also []int // places in asked.grams of what was typed, in asked.also of this
}

// addSynonyms takes up the synonyms of a run that has been taken up.
func (q *asked) addSynonyms(run []rune) {
	synonyms().in(run, func(word []rune, others []string) {
		var typed []int
		grams(word, true, func(gram string) {
			if i := slices.Index(q.grams, gram); i >= 0 {
				typed = append(typed, i)
			}
		})
		for _, other := range others {
			s := synonym{word: other, typed: typed}
			grams([]rune(other), true, func(gram string) {
				if slices.Contains(q.grams, gram) || len(q.also) >= maxSynonymGrams {
					return
				}
				i := slices.Index(q.also, gram)
				if i < 0 {
					q.also, i = append(q.also, gram), len(q.also)
				}
				s.also = append(s.also, i)
			})
			if len(s.also) > 0 {
				q.synonyms = append(q.synonyms, s)
			}
		}
	})
}

// weighSynonyms shares out the weight of what was typed over the grams of each
// synonym that was not, by rarity; of several synonyms the most counts.
func (q *asked) weighSynonyms(with []int, all int64) {
	q.alsoWeights = make([]float32, len(q.also))
	counts := float32(synonymShare)
	if q.asks {
		counts = synonymShareAsked
	}
	for _, s := range q.synonyms {
		var typed, rare float32
		for _, i := range s.typed {
			typed += q.weights[i]
		}
		for _, i := range s.also {
			rare += rarity(int64(with[i]), all)
		}
		for _, i := range s.also {
			q.alsoWeights[i] = max(q.alsoWeights[i], counts*typed*rarity(int64(with[i]), all)/max(rare, 1e-6))
		}
	}
}
