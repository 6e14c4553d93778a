package textsearch

import "slices"

// Part is a piece of a text; Hit says that the query was found in it.
type Part struct {
	Text string
	Hit  bool
}

// ellipsis stands where a text was cut.
const ellipsis = "…"

// Highlight cuts text into parts that were hit by the query and parts that were
// not. With maxLen above 0 it shows at most about that many characters around
// the densest hits and puts … where it cut; otherwise the parts joined are the
// text. A word of the query that occurs nowhere unbroken is marked by its pairs.
func Highlight(text, query string, maxLen int) []Part {
	runes := []rune(text)
	marked := mark(runes, query)
	from, to := 0, len(runes)
	if maxLen > 0 && len(runes) > maxLen {
		from = densest(marked, maxLen)
		to = from + maxLen
	}
	var parts []Part
	if from > 0 {
		parts = append(parts, Part{Text: ellipsis})
	}
	for i := from; i < to; {
		j := i
		for j < to && marked[j] == marked[i] {
			j++
		}
		parts = append(parts, Part{Text: string(runes[i:j]), Hit: marked[i]})
		i = j
	}
	if to < len(runes) {
		parts = append(parts, Part{Text: ellipsis})
	}
	return parts
}

// mark says of every character whether the query hit it.
func mark(runes []rune, query string) []bool {
	marked := make([]bool, len(runes))
	var run []rune   // folded characters of the run so far
	var where []int  // their places in runes
	var lines []line // all runs
	for i, r := range runes {
		switch f, does := fold(r); does {
		case word:
			run, where = append(run, f), append(where, i)
		case breaker:
			lines = append(lines, line{run, where})
			run, where = nil, nil
		}
	}
	lines = append(lines, line{run, where})
	q := parse(query)
	for _, s := range q.synonyms {
		markAll(lines, []rune(s.word), marked)
	}
	for _, term := range q.runs {
		if markAll(lines, []rune(term), marked) {
			continue
		}
		grams([]rune(term), true, func(gram string) { markAll(lines, []rune(gram), marked) })
	}
	return marked
}

type line struct {
	run   []rune
	where []int
}

// markAll marks every occurrence of a word and reports whether there is one.
func markAll(lines []line, word []rune, marked []bool) (found bool) {
	for _, l := range lines {
		for i := 0; i+len(word) <= len(l.run); i++ {
			if !slices.Equal(l.run[i:i+len(word)], word) {
				continue
			}
			found = true
			for at := l.where[i]; at <= l.where[i+len(word)-1]; at++ {
				marked[at] = true // what was folded away in between, too
			}
		}
	}
	return found
}

// densest returns where the window of n characters with the most hits begins: as
// a rule a fifth of the window before its first hit.
func densest(marked []bool, n int) int {
	inside, most, end := 0, 0, 0
	for i, hit := range marked {
		if hit {
			inside++
		}
		if i >= n && marked[i-n] {
			inside--
		}
		if inside > most {
			most, end = inside, i
		}
	}
	if most == 0 {
		return 0
	}
	first := max(end-n+1, 0)
	for !marked[first] {
		first++
	}
	begin := max(first-n/5, end-n+1, 0) // end is the last hit: it stays inside
	return min(begin, len(marked)-n)
}
