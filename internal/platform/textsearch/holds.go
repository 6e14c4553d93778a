package textsearch

import "strings"

// maxWordings bounds in how many wordings Holds looks for words.
const maxWordings = 32

// Holds reports whether a folded text has some words, each in its own or in other
// words for the same. Every text holds no words at all.
func Holds(folded, words string) bool {
	for _, run := range runs(words) {
		if !holdsRun(folded, run) {
			return false
		}
	}
	return true
}

// holdsRun tries a run as it is and with each of its words exchanged.
func holdsRun(folded string, run []rune) bool {
	wordings := []string{""}
	rest := string(run)
	synonyms().in(run, func(word []rune, others []string) {
		before, after, _ := strings.Cut(rest, string(word))
		rest = after
		var next []string
		for _, w := range wordings {
			for _, other := range append([]string{string(word)}, others...) {
				if len(next) < maxWordings {
					next = append(next, w+before+other)
				}
			}
		}
		wordings = next
	})
	for _, w := range wordings {
		if strings.Contains(folded, w+rest) {
			return true
		}
	}
	return false
}
