package textsearch

import (
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// fold returns the form of a character that is compared, and what it does:
// word characters are compared, joiners vanish, everything else breaks a run.
func fold(r rune) (folded rune, does role) {
	if f := width.LookupRune(r).Folded(); f != 0 {
		r = f
	}
	switch {
	case unicode.IsLetter(r) || unicode.IsDigit(r):
		return unicode.ToLower(r), word
	case unicode.Is(unicode.Mn, r), strings.ContainsRune(joiners, r):
		return 0, joiner
	default:
		return 0, breaker
	}
}

type role int

const (
	breaker role = iota
	word
	joiner
)

// joiners are written inside of words and titles: “专精特新”企业, 《办法》,
// 第（三）项, 阿卜杜拉·买买提.
const joiners = "“”‘’\"'《》〈〉「」『』【】〔〕()[]{}<>·•-–—_\u200b\ufeff"

// runs cuts text into its runs of folded characters.
func runs(text string) [][]rune {
	var list [][]rune
	var run []rune
	for _, r := range text {
		switch f, does := fold(r); does {
		case word:
			run = append(run, f)
		case breaker:
			if len(run) > 0 {
				list = append(list, run)
				run = nil
			}
		}
	}
	if len(run) > 0 {
		list = append(list, run)
	}
	return list
}

// grams calls found for every gram of a run: for a document all of them, for a
// query only those that are needed to find the run.
func grams(run []rune, query bool, found func(gram string)) {
	for i, r := range run {
		if i+1 < len(run) {
			found(string(run[i : i+2]))
		}
		if len(run) == 1 || (!query && unicode.Is(unicode.Han, r)) {
			found(string(r))
		}
	}
}

// folded returns the runs of text, one per line, as they are stored.
func folded(list [][]rune) string {
	var b strings.Builder
	for i, run := range list {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(string(run))
	}
	return b.String()
}

// Fold returns text as it is compared: full-width as half-width, small letters, no
// brackets and quotes, and a line break where other punctuation and spaces stood.
func Fold(text string) string { return folded(runs(text)) }
