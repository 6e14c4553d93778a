package policy

import (
	"context"
	"slices"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/textsearch"
	"github.com/yikou/yikou/internal/policy/definition"
	"github.com/yikou/yikou/internal/policy/storage"
	"github.com/yikou/yikou/internal/policy/wording"
)

// PublicFilter narrows the public list of measures; a zero field does not.
type PublicFilter struct {
	// Text is looked for in titles, summaries, beneficiaries and policy texts.
	Text string
	Kind definition.Kind
	// Industry and Size leave measures whose conditions rule neither out.
	Industry, Size string
	// NewestFirst sorts by the last change instead of by relevance.
	NewestFirst bool
}

// Found is a measure in the public list. The parts are the title and a snippet
// with what was looked for marked.
type Found struct {
	*definition.Record
	DepartmentName           string
	TitleParts, SnippetParts []textsearch.Part
}

// PublicMeasures lists the published measures.
func (s *Service) PublicMeasures(ctx context.Context, f PublicFilter, page kernel.Page) (kernel.Rows[Found], error) {
	none := kernel.Rows[Found]{}
	page = storage.Limited(page)
	c, err := s.catalogue(ctx, s.now())
	if err != nil {
		return none, err
	}
	var fitting []*definition.Record
	for _, r := range c.records {
		if f.fits(r, c) {
			fitting = append(fitting, r)
		}
	}
	records, err := s.ordered(ctx, f, fitting, page)
	if err != nil {
		return none, err
	}
	words, err := s.vocabulary(ctx)
	if err != nil {
		return none, err
	}
	rows := kernel.Rows[Found]{Items: make([]Found, 0, len(records.Items)), Total: records.Total, Next: records.Next}
	for _, r := range records.Items {
		rows.Items = append(rows.Items, Found{
			Record: r, DepartmentName: words.department(r.Department),
			TitleParts: textsearch.Highlight(r.Title, f.Text, 0), SnippetParts: wording.Snippet(r, f.Text),
		})
	}
	return rows, nil
}

// ordered returns a page of the measures that hold the text, by relevance or the
// newest first.
func (s *Service) ordered(ctx context.Context, f PublicFilter, fitting []*definition.Record, page kernel.Page) (kernel.Rows[*definition.Record], error) {
	if f.Text != "" && !f.NewestFirst {
		return s.relevant(ctx, f.Text, fitting, page)
	}
	if f.Text != "" {
		var err error
		if fitting, err = s.holding(ctx, f.Text, fitting); err != nil {
			return kernel.Rows[*definition.Record]{}, err
		}
	}
	slices.SortStableFunc(fitting, func(a, b *definition.Record) int { return b.UpdatedAt.Compare(a.UpdatedAt) })
	return storage.PageOfSlice(fitting, page, func(r *definition.Record) string { return r.ID })
}

func (f PublicFilter) fits(r *definition.Record, c *catalogue) bool {
	return r.State == definition.Published && !c.Day.Before(r.EffectiveFrom) && (f.Kind == "" || f.Kind == r.Kind) && r.Admits(f.Industry, f.Size, "")
}

// Title names a published measure, and its policy with its number.
type Title struct{ ID, Title, Policy, Number string }

// PublicTitles names all published measures, by title.
func (s *Service) PublicTitles(ctx context.Context) ([]Title, error) {
	c, err := s.catalogue(ctx, s.now())
	if err != nil {
		return nil, err
	}
	var list []Title
	for _, r := range c.records {
		if !(PublicFilter{}).fits(r, c) {
			continue
		}
		t := Title{ID: r.ID, Title: r.Title}
		if r.Policy != nil {
			t.Policy, t.Number = r.Policy.Title, r.Policy.Number
		}
		list = append(list, t)
	}
	return list, nil
}

// Detail is the page of a measure.
type Detail struct {
	Record     *definition.Record
	Words      *wording.Words
	Department string
	// Exclusive are the titles of the published measures of its exclusion group.
	Exclusive []string
	// The rest is for the desk only.
	Gaps []definition.Gap
	Can  []string
}

// PublicMeasure returns the page of a published measure.
func (s *Service) PublicMeasure(ctx context.Context, id string) (*Detail, error) {
	return s.detail(ctx, id, true)
}

// Measure returns the page of a measure of any state, with its versions and what
// keeps it from being published.
func (s *Service) Measure(ctx context.Context, id string) (*Detail, error) {
	if _, err := authz.Require(ctx, PermRead); err != nil {
		return nil, err
	}
	d, err := s.detail(ctx, id, false)
	if err != nil {
		return nil, err
	}
	words, err := s.vocabulary(ctx)
	if err != nil {
		return nil, err
	}
	newest, err := s.Record(ctx, id, d.Record.Newest)
	if err != nil {
		return nil, err
	}
	d.Gaps = words.gaps(newest)
	for perm, name := range map[authz.Permission]string{PermImport: "import", PermMatch: "match", PermExport: "export", PermSimulate: "simulate"} {
		if authz.Can(authz.From(ctx), perm) {
			d.Can = append(d.Can, name)
		}
	}
	d.Can = append(d.Can, Allowed(ctx, d.Record, s.today())...)
	slices.Sort(d.Can)
	return d, nil
}

func (s *Service) detail(ctx context.Context, id string, published bool) (*Detail, error) {
	c, err := s.catalogue(ctx, s.now())
	if err != nil {
		return nil, err
	}
	r := c.byID[id]
	if r == nil || published && !(PublicFilter{}).fits(r, c) {
		return nil, definition.ErrMeasureNotFound
	}
	words, err := s.vocabulary(ctx)
	if err != nil {
		return nil, err
	}
	d := &Detail{Record: r, Words: words.Words, Department: words.department(r.Department)}
	for _, other := range c.records {
		if other != r && (PublicFilter{}).fits(other, c) && r.Rule.ExclusionGroup != "" && other.Rule.ExclusionGroup == r.Rule.ExclusionGroup {
			d.Exclusive = append(d.Exclusive, other.Title)
		}
	}
	return d, nil
}
