package policy

import (
	"context"
	"slices"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/textsearch"
	"github.com/yikou/yikou/internal/policy/definition"
	"github.com/yikou/yikou/internal/policy/wording"
)

// SearchKind is what measures are called in the search index.
const SearchKind = "policy.measure"

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
	c, err := s.loadCatalogue(ctx, s.now())
	if err != nil {
		return err
	}
	var texts []textsearch.Document
	for _, r := range c.records {
		if slices.Contains(policies, r.PolicyID) {
			texts = append(texts, wording.Searchable(r, words.department(r.Department)))
		}
	}
	return s.Search.Put(ctx, SearchKind, texts...)
}

// MeasuresOfPolicy lists the measures that rest on a policy, by title.
func (s *Service) MeasuresOfPolicy(ctx context.Context, policy string) ([]*definition.Record, error) {
	c, err := s.catalogue(ctx, s.now())
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
