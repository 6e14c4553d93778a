package policy

import (
	"context"
	"slices"
	"strings"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/textsearch"
	"github.com/yikou/yikou/internal/policy/definition"
)

// SearchKind is what measures are called in the search index.
const SearchKind = "policy.measure"

// snippetLength is about how many characters a snippet shows.
const snippetLength = 80

// searchable is what a measure can be found by.
func searchable(r *definition.Record, department string) textsearch.Document {
	fields := []textsearch.Field{
		{Text: r.Title, Weight: 8}, {Text: r.Summary, Weight: 4}, {Text: r.Beneficiaries, Weight: 4}, {Text: r.AmountText, Weight: 2}, {Text: department, Weight: 2},
	}
	if r.Policy != nil {
		fields = append(fields, textsearch.Field{Text: r.Policy.Title, Weight: 3}, textsearch.Field{Text: r.Policy.Number, Weight: 8},
			textsearch.Field{Text: r.Policy.Text}, textsearch.Field{Text: r.Policy.Interpretation})
	}
	return textsearch.Document{ID: r.ID, Fields: fields}
}

// byOffset pages through hits, whose order is that of relevance.
var byOffset = db.Keyset{Columns: []db.Column{{SQL: "hit", Number: true}}}

// relevant returns a page of the records that hold the text, the most relevant
// first.
func (s *Service) relevant(ctx context.Context, text string, among []*definition.Record, page kernel.Page) (kernel.Rows[*definition.Record], error) {
	rows := kernel.Rows[*definition.Record]{}
	offset := 0
	_, after, err := byOffset.After(page.After)
	if err != nil {
		return rows, err
	}
	if len(after) > 0 {
		if n, ok := after[0].(int64); ok && n > 0 && n <= int64(len(among)) {
			offset = int(n)
		} else {
			return rows, db.ErrCursor
		}
	}
	byID := make(map[string]*definition.Record, len(among))
	ids := make([]string, 0, len(among))
	for _, r := range among {
		byID[r.ID] = r
		ids = append(ids, r.ID)
	}
	hits, total, err := s.Search.Search(ctx, textsearch.Query{Kind: SearchKind, Text: text, Offset: offset, Limit: page.Limit, Only: ids})
	if err != nil {
		return rows, err
	}
	rows.Total = int64(total)
	for _, hit := range hits {
		rows.Items = append(rows.Items, byID[hit.ID])
	}
	if offset+len(hits) < total && len(hits) > 0 {
		rows.Next = byOffset.Cursor(int64(offset + len(hits)))
	}
	return rows, nil
}

// holding returns those of the records that hold the text, in their order.
func (s *Service) holding(ctx context.Context, text string, among []*definition.Record) ([]*definition.Record, error) {
	found := map[string]bool{}
	page := kernel.Page{Limit: kernel.PageLimit}
	for {
		rows, err := s.relevant(ctx, text, among, page)
		if err != nil {
			return nil, err
		}
		for _, r := range rows.Items {
			found[r.ID] = true
		}
		if rows.Next == "" {
			break
		}
		page.After = rows.Next
	}
	var out []*definition.Record
	for _, r := range among {
		if found[r.ID] {
			out = append(out, r)
		}
	}
	return out, nil
}

// snippet is the line of a measure's texts that shows what was looked for: the
// first of its own that does, else the best of its policy's.
func snippet(r *definition.Record, query string) []textsearch.Part {
	best, most := textsearch.Highlight(r.Summary, "", snippetLength), 0
	if query == "" {
		return best
	}
	for _, line := range []string{r.Summary, r.Beneficiaries, r.AmountText} {
		if parts := textsearch.Highlight(line, query, snippetLength); hits(parts) > 0 {
			return parts
		}
	}
	if r.Policy == nil {
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

// Library keeps what lists know of policies.
type Library interface {
	// Shelve makes the rows of policies that were just written, inside the
	// transaction that wrote them.
	Shelve(ctx context.Context, documents []definition.Document) error
}

// PoliciesChanged brings what measures are found by in line with new texts of
// their policies, inside the transaction that wrote them and raised the revision.
func (s *Service) PoliciesChanged(ctx context.Context, policies []string) error {
	words, err := s.vocabulary(ctx)
	if err != nil {
		return err
	}
	c, err := s.loadCatalogue(ctx, s.today())
	if err != nil {
		return err
	}
	var texts []textsearch.Document
	for _, r := range c.records {
		if slices.Contains(policies, r.PolicyID) {
			texts = append(texts, searchable(r, words.department(r.Department)))
		}
	}
	return s.Search.Put(ctx, SearchKind, texts...)
}

// MeasuresOfPolicy lists the measures that rest on a policy, by title.
func (s *Service) MeasuresOfPolicy(ctx context.Context, policy string) ([]*definition.Record, error) {
	c, err := s.catalogue(ctx, s.today())
	if err != nil {
		return nil, err
	}
	var out []*definition.Record
	for _, r := range c.records {
		if r.PolicyID == policy {
			out = append(out, r)
		}
	}
	return out, nil
}
