package library

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/platform/textsearch"
	"github.com/yikou/yikou/internal/policy/definition"
	"github.com/yikou/yikou/internal/policy/library/attachment"
	"github.com/yikou/yikou/internal/policy/library/statute"
	"github.com/yikou/yikou/internal/policy/storage"
)

// snippetLength is about how many characters a snippet shows.
const snippetLength = 90

// refusedFields turns the refusal of an import into one of a form.
func refusedFields(err error) error {
	refused, is := errors.AsType[*errs.Error](err)
	if !is || refused.Kind != errs.Invalid {
		return err
	}
	out := ErrRefused
	for _, f := range refused.Fields {
		_, path, _ := strings.Cut(f.Path, ".")
		out = out.With(errs.Field{Path: "body." + path, Msg: f.Msg})
	}
	return out
}

// List lists policies of every state for the desk.
func (s *Service) List(ctx context.Context, f Filter, page kernel.Page) (kernel.Rows[Listed], error) {
	if _, err := authz.Require(ctx, permRead); err != nil {
		return kernel.Rows[Listed]{}, err
	}
	return s.list(ctx, f, page)
}

// PublicList lists the published policies.
func (s *Service) PublicList(ctx context.Context, f Filter, page kernel.Page) (kernel.Rows[Listed], error) {
	f.State, f.Due, f.Mine = Published, false, false
	return s.list(ctx, f, page)
}

func (s *Service) list(ctx context.Context, f Filter, page kernel.Page) (kernel.Rows[Listed], error) {
	none := kernel.Rows[Listed]{}
	page = storage.Limited(page)
	themes, err := s.themesUnder(ctx, f.Theme)
	if err != nil {
		return none, err
	}
	f.Text = strings.TrimSpace(f.Text)
	keepers, err := s.keepersFor(ctx, f)
	if err != nil {
		return none, err
	}
	all, err := s.store.Find(ctx, f, authz.From(ctx).ID, keepers, themes, s.today())
	if err != nil {
		return none, err
	}
	rows, err := s.page(ctx, f, all, page)
	if err != nil {
		return none, err
	}
	if err := s.store.Named(ctx, rows.Items); err != nil {
		return none, err
	}
	texts, err := s.textsFor(ctx, f, rows.Items)
	if err != nil {
		return none, err
	}
	out := kernel.Rows[Listed]{Items: make([]Listed, 0, len(rows.Items)), Total: rows.Total, Next: rows.Next}
	for _, e := range rows.Items {
		out.Items = append(out.Items, Listed{
			Entry: *e, TitleParts: textsearch.Highlight(e.Title, f.Text, 0), SnippetParts: snippet(texts[e.ID], f.Text), Why: e.Due(s.today()), Text: texts[e.ID],
		})
	}
	return out, nil
}

// keepersFor are the keepers that a caller who keeps policies shares the rest with.
func (s *Service) keepersFor(ctx context.Context, f Filter) ([]string, error) {
	if !f.Mine || !authz.Can(authz.From(ctx), PermEdit) {
		return nil, nil
	}
	keepers, err := s.Staff.Keepers(ctx)
	ids := []string{authz.From(ctx).ID}
	for _, k := range keepers {
		ids = append(ids, k.ID)
	}
	return ids, err
}

func (s *Service) themesUnder(ctx context.Context, theme string) ([]string, error) {
	if theme == "" {
		return nil, nil
	}
	terms, err := s.Taxonomy.Terms(ctx)
	return terms.Under(theme), err
}

var (
	byID     = db.Keyset{Columns: []db.Column{{SQL: "policy"}}}
	byOffset = db.Keyset{Columns: []db.Column{{SQL: "hit", Number: true}}}
)

// page cuts a page out of a list: in its order, or by relevance where something
// is looked for.
func (s *Service) page(ctx context.Context, f Filter, all []*Entry, page kernel.Page) (kernel.Rows[*Entry], error) {
	if strings.TrimSpace(f.Text) != "" {
		return s.relevant(ctx, f.Text, all, page)
	}
	rows := kernel.Rows[*Entry]{Total: int64(len(all))}
	_, after, err := byID.After(page.After)
	if err != nil {
		return rows, err
	}
	if len(after) > 0 {
		i := slices.IndexFunc(all, func(e *Entry) bool { return e.ID == after[0] })
		if i < 0 {
			return rows, db.ErrCursor
		}
		all = all[i+1:]
	}
	rows.Items = all[:min(page.Limit, len(all))]
	if len(all) > page.Limit {
		rows.Next = byID.Cursor(all[page.Limit-1].ID)
	}
	return rows, nil
}

// relevant finds what is looked for by text among published policies, and among
// the others by title and number, which the index does not hold.
func (s *Service) relevant(ctx context.Context, text string, all []*Entry, page kernel.Page) (kernel.Rows[*Entry], error) {
	rows := kernel.Rows[*Entry]{}
	_, after, err := byOffset.After(page.After)
	if err != nil {
		return rows, err
	}
	offset, wanted := 0, compared(text)
	if len(after) > 0 {
		n, is := after[0].(int64)
		if !is || n <= 0 || n > int64(len(all)) {
			return rows, db.ErrCursor
		}
		offset = int(n)
	}
	entries := make(map[string]*Entry, len(all))
	var ids []string
	var unindexed []*Entry
	for _, e := range all {
		entries[e.ID] = e
		switch {
		case e.State == Published:
			ids = append(ids, e.ID)
		case strings.Contains(compared(e.Title), wanted) || strings.Contains(compared(e.Number), wanted):
			unindexed = append(unindexed, e)
		}
	}
	found := unindexed[min(offset, len(unindexed)):]
	total := 0
	if len(ids) > 0 {
		rest := max(0, page.Limit-len(found))
		hits, n, err := s.Search.Search(ctx, textsearch.Query{Kind: SearchKind, Text: text, Offset: max(0, offset-len(unindexed)), Limit: max(1, rest), Only: ids})
		if err != nil {
			return rows, err
		}
		total = n
		for _, hit := range hits[:min(rest, len(hits))] {
			found = append(found[:len(found):len(found)], entries[hit.ID])
		}
	}
	rows.Items, rows.Total = found[:min(page.Limit, len(found))], int64(total+len(unindexed))
	if end := offset + len(rows.Items); int64(end) < rows.Total && len(rows.Items) > 0 {
		rows.Next = byOffset.Cursor(int64(end))
	}
	return rows, nil
}

// textsFor returns the texts of what a page shows, where something was looked for.
func (s *Service) textsFor(ctx context.Context, f Filter, list []*Entry) (map[string]string, error) {
	out := map[string]string{}
	if strings.TrimSpace(f.Text) == "" {
		return out, nil
	}
	ids := make([]string, 0, len(list))
	for _, e := range list {
		ids = append(ids, e.ID)
	}
	bodies, _, err := s.documents.DocumentsOf(ctx, ids)
	if err != nil {
		return nil, err
	}
	for id, body := range bodies {
		read, err := definition.DecodePolicies([]byte("[" + body + "]"))
		if err != nil {
			return nil, err
		}
		out[id] = read[0].Text
	}
	return out, nil
}

// snippet is the line of a text that shows best what was looked for.
func snippet(text, query string) []textsearch.Part {
	var best []textsearch.Part
	most := 0
	for line := range strings.Lines(text) {
		parts := textsearch.Highlight(strings.TrimSpace(line), query, snippetLength)
		n := 0
		for _, p := range parts {
			if p.Hit {
				n += len([]rune(p.Text))
			}
		}
		if n > most {
			best, most = parts, n
		}
	}
	return best
}

// Get returns everything about a policy for the desk.
func (s *Service) Get(ctx context.Context, id string) (View, error) {
	if _, err := authz.Require(ctx, permRead); err != nil {
		return View{}, err
	}
	v, err := s.view(ctx, id, false)
	if err != nil {
		return View{}, err
	}
	v.Why, v.LinkOff = v.Due(s.today()), s.Outbound == nil
	if authz.Can(authz.From(ctx), PermEdit) {
		v.Can = append(v.Can, "edit", "review")
		if v.Keepers, err = s.Staff.Keepers(ctx); err != nil {
			return View{}, err
		}
		if v.State == Draft && len(v.Measures) == 0 {
			v.Can = append(v.Can, "delete")
		}
		for _, next := range transitions[v.State] {
			v.Can = append(v.Can, map[State]string{Published: "publish", Withdrawn: "withdraw"}[next])
		}
	}
	return v, nil
}

// PublicGet returns what the public may know of a published policy.
func (s *Service) PublicGet(ctx context.Context, id string) (View, error) {
	return s.view(ctx, id, true)
}

func (s *Service) view(ctx context.Context, id string, public bool) (View, error) {
	var v View
	e, found, err := s.store.Entry(ctx, id, s.today())
	if err != nil {
		return v, err
	}
	if !found || public && e.State != Published {
		return v, ErrNotFound
	}
	v.Entry = *e
	if v.Document, err = s.load(ctx, id); err != nil {
		return v, err
	}
	v.Nodes = statute.Parse(v.Text)
	if v.Parents, err = s.related(ctx, id, false, public); err != nil {
		return v, err
	}
	if v.Children, err = s.related(ctx, id, true, public); err != nil {
		return v, err
	}
	if v.Files, err = s.attached(ctx, &v.Document); err != nil {
		return v, err
	}
	if v.Measures, err = s.Catalogue.MeasuresOf(ctx, id); err != nil {
		return v, err
	}
	if public {
		v.Measures = slices.DeleteFunc(v.Measures, func(m MeasureRef) bool { return !m.Public })
	}
	terms, err := s.Taxonomy.Terms(ctx)
	v.ThemeLabels = map[string]string{}
	for _, t := range terms {
		v.ThemeLabels[t.Code] = t.Label
	}
	return v, err
}

// related lists what a policy points to or is pointed to by. The public is not
// told of policies it may not see; of those pointed to the title remains that was
// written where they are pointed to.
func (s *Service) related(ctx context.Context, id string, incoming, public bool) ([]Related, error) {
	list, err := s.store.Relations(ctx, id, incoming, s.today())
	if err != nil {
		return nil, err
	}
	out := make([]Related, 0, len(list))
	for _, r := range list {
		written := r.written
		r.written = ""
		switch {
		case !public || r.State == Published || r.ID == "":
			out = append(out, r)
		case !incoming && written != "":
			out = append(out, Related{Kind: r.Kind, Title: written})
		}
	}
	return out, nil
}

// attached lists the files that the newest version of a policy names, under the
// names it gives them.
func (s *Service) attached(ctx context.Context, d *definition.Document) ([]File, error) {
	if len(d.Attachments) == 0 {
		return nil, nil
	}
	all, err := s.store.Files(ctx, d.ID)
	if err != nil {
		return nil, err
	}
	var out []File
	for _, a := range d.Attachments {
		for _, f := range all {
			if f.ID == a.ID {
				f.Name = attachment.Name(cmp.Or(a.Name, f.Name), f.Media)
				out = append(out, f)
			}
		}
	}
	return out, nil
}

// compared is a text as it is compared: however wide and large it is written,
// without brackets and gaps.
func compared(text string) string { return strings.ReplaceAll(textsearch.Fold(text), "\n", "") }

// PublicTitles names the published policies.
func (s *Service) PublicTitles(ctx context.Context) ([]Titled, error) {
	return s.store.Titles(ctx, true)
}

// Offered lists the policies whose title or number holds a text, however it is
// written, at most so many, the newest first; of an id that is not empty that one.
// It is for a caller who may write measures.
func (s *Service) Offered(ctx context.Context, text, id string, limit int) ([]*Entry, error) {
	ids := []string{id}
	if id == "" {
		all, err := s.store.Titles(ctx, false)
		if err != nil {
			return nil, err
		}
		wanted := compared(text)
		all = slices.DeleteFunc(all, func(t Titled) bool {
			return !strings.Contains(compared(t.Title), wanted) && !strings.Contains(compared(t.Number), wanted)
		})
		slices.SortFunc(all, func(a, b Titled) int {
			return cmp.Or(b.PublishedOn.Compare(a.PublishedOn), cmp.Compare(a.Title, b.Title), cmp.Compare(a.ID, b.ID))
		})
		ids = nil
		for _, t := range all[:min(limit, len(all))] {
			ids = append(ids, t.ID)
		}
	}
	if len(ids) == 0 {
		return nil, nil
	}
	list, err := s.store.entries(ctx, s.today(), `WHERE c.policy IN (`+db.Placeholders(len(ids))+`)`, anys(ids)...)
	slices.SortFunc(list, newestFirst)
	return list, err
}
