package wording

import (
	"strings"

	"github.com/yikou/yikou/internal/platform/textsearch"
	"github.com/yikou/yikou/internal/policy/definition"
)

// snippetLength is about how many characters a snippet shows.
const snippetLength = 80

// Searchable is what a measure can be found by. Of a policy that is not public it
// holds nothing.
func Searchable(r *definition.Record, department string) textsearch.Document {
	fields := []textsearch.Field{
		{Text: r.Title, Weight: 8}, {Text: r.Summary, Weight: 4}, {Text: r.Beneficiaries, Weight: 4}, {Text: r.AmountText, Weight: 2}, {Text: department, Weight: 2},
	}
	if r.Policy != nil && !r.Policy.Hidden {
		fields = append(fields, textsearch.Field{Text: r.Policy.Title, Weight: 3}, textsearch.Field{Text: r.Policy.Number, Weight: 8},
			textsearch.Field{Text: r.Policy.Text}, textsearch.Field{Text: r.Policy.Interpretation})
	}
	return textsearch.Document{ID: r.ID, Fields: fields}
}

// Snippet is the line of a measure's texts that shows what was looked for: the
// first of its own that does, else the best of its policy's.
func Snippet(r *definition.Record, query string) []textsearch.Part {
	best, most := textsearch.Highlight(r.Summary, "", snippetLength), 0
	if query == "" {
		return best
	}
	for _, line := range []string{r.Summary, r.Beneficiaries, r.AmountText} {
		if parts := textsearch.Highlight(line, query, snippetLength); hits(parts) > 0 {
			return parts
		}
	}
	if r.Policy == nil || r.Policy.Hidden {
		return best
	}
	for line := range strings.Lines(r.Policy.Title + "\n" + r.Policy.Text) {
		parts := textsearch.Highlight(strings.TrimSpace(line), query, snippetLength)
		if n := hits(parts); n > most {
			best, most = parts, n
		}
	}
	return best
}

// hits counts the characters that were found.
func hits(parts []textsearch.Part) int {
	n := 0
	for _, p := range parts {
		if p.Hit {
			n += len([]rune(p.Text))
		}
	}
	return n
}
