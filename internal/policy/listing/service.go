package listing

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"io"
	"strings"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/export"
	"github.com/yikou/yikou/internal/platform/paper"
	"github.com/yikou/yikou/internal/policy"
	"github.com/yikou/yikou/internal/policy/definition"
	"github.com/yikou/yikou/internal/policy/wording"
	"github.com/yikou/yikou/internal/standard/civil"
	"github.com/yikou/yikou/internal/standard/industry"
	"github.com/yikou/yikou/internal/standard/sizeclass"
)

// Deps is what the package needs.
type Deps struct {
	Clock      clock.Clock
	Catalogue  Catalogue
	Dictionary Dictionary
	Divisions  Divisions
	Exports    export.Gate
	Press      *paper.Press
	// Place is whose instance this is, as 霁川市望渚区; it may be empty.
	Place string
	// PublicURL is where browsers reach this instance, without a slash at its end;
	// empty when nobody said so.
	PublicURL string
}

// Service writes lists of measures. It is safe for concurrent use.
type Service struct {
	Deps
	// printing bounds how many lists are typeset at once: each takes some megabytes
	// and anybody may ask for one.
	printing chan struct{}
}

// New returns the service.
func New(d Deps) *Service { return &Service{Deps: d, printing: make(chan struct{}, 2)} }

// Format is how a list is written.
type Format string

// The formats.
const (
	Workbook Format = "xlsx"
	PDF      Format = "pdf"
)

// ExportList is the kind of export that the desk's list is.
const ExportList = "policy.measures"

const listTitle = "惠企政策清单"

// Words returns what the instance calls facts and places.
func (s *Service) Words(ctx context.Context) (*wording.Words, error) {
	keys, err := s.Dictionary.FactKeys(ctx)
	if err != nil {
		return nil, err
	}
	divisions, err := s.Divisions.DivisionNames(ctx)
	if err != nil {
		return nil, err
	}
	return wording.NewWords(keys, divisions), nil
}

// all returns every row of a list that comes in pages.
func all[T any](list func(kernel.Page) (kernel.Rows[T], error)) ([]T, error) {
	var found []T
	page := kernel.Page{Limit: kernel.PageLimit}
	for {
		rows, err := list(page)
		if err != nil {
			return nil, err
		}
		found = append(found, rows.Items...)
		if page.After = rows.Next; page.After == "" {
			return found, nil
		}
	}
}

// Published are the public measures of the instance.
type Published interface {
	// PublicMeasures lists the published measures.
	PublicMeasures(ctx context.Context, f policy.PublicFilter, page kernel.Page) (kernel.Rows[policy.Found], error)
}

// All returns every published measure that a filter lets through.
func All(ctx context.Context, p Published, f policy.PublicFilter) ([]policy.Found, error) {
	return all(func(page kernel.Page) (kernel.Rows[policy.Found], error) { return p.PublicMeasures(ctx, f, page) })
}

// Public makes the list of the published measures that a filter lets through.
// Base is the origin by which the caller reached the instance, for when no other
// is set. It fails with ErrNone.
func (s *Service) Public(ctx context.Context, f policy.PublicFilter, base string) (*List, error) {
	words, err := s.Words(ctx)
	if err != nil {
		return nil, err
	}
	l := &List{Title: listTitle, Filter: publicWords(f), Place: s.Place, Made: s.Clock.Now()}
	found, err := All(ctx, s.Catalogue, f)
	if err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return nil, ErrNone
	}
	for _, m := range found {
		l.Entries = append(l.Entries, EntryOf(m.Record, m.DepartmentName, words, Base(s.PublicURL, base), s.today()))
	}
	return l, nil
}

// Base is the origin of the public site: the configured one, else that by which
// the caller reached the instance.
func Base(configured, origin string) string { return cmp.Or(configured, origin) }

// query is what an export of the desk chose, as it is kept with it.
type query struct {
	Format   string `json:"format"`
	Text     string `json:"q,omitempty"`
	Kind     string `json:"kind,omitempty"`
	Delivery string `json:"delivery,omitempty"`
	State    string `json:"state,omitempty"`
	Sort     string `json:"sort,omitempty"`
}

// Lists makes exports of the desk's list again.
type Lists struct{ Service *Service }

// Prepare chooses the measures of a query as Prepare of the service does.
func (l Lists) Prepare(ctx context.Context, text string) (*export.Prepared, error) {
	var q query
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&q); err != nil {
		return nil, ErrQuery.Because(err)
	}
	if q.Format != string(PDF) {
		q.Format = string(Workbook)
	}
	return l.Service.Prepare(ctx, Format(q.Format), policy.MeasureFilter{
		Text: q.Text, Kind: definition.Kind(q.Kind), Delivery: definition.Delivery(q.Delivery), State: definition.State(q.State), NewestFirst: q.Sort == "-updated",
	}, "")
}

// Prepare makes the desk's list of the measures that a filter lets through, of
// every state, ready for the export gate.
func (s *Service) Prepare(ctx context.Context, format Format, f policy.MeasureFilter, origin string) (*export.Prepared, error) {
	if format == PDF {
		if err := s.Press.Ready(); err != nil {
			return nil, err
		}
	}
	list := &List{Title: listTitle, Filter: deskWords(f), Place: s.Place, Made: s.Clock.Now()}
	found, err := all(func(p kernel.Page) (kernel.Rows[policy.Listed], error) { return s.Catalogue.Measures(ctx, f, p) })
	if err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return nil, ErrNone
	}
	words, err := s.Words(ctx)
	if err != nil {
		return nil, err
	}
	for _, m := range found {
		record, department, err := s.asked(ctx, m, f.State)
		if err != nil {
			return nil, err
		}
		list.Entries = append(list.Entries, EntryOf(record, department, words, Base(s.PublicURL, origin), s.today()))
	}
	q := query{Format: string(format), Text: f.Text, Kind: string(f.Kind), Delivery: string(f.Delivery), State: string(f.State)}
	if f.NewestFirst {
		q.Sort = "-updated"
	}
	kept, err := json.Marshal(q)
	if err != nil {
		return nil, err
	}
	return &export.Prepared{
		Kind: ExportList, Title: listTitle, File: s.file(format), Query: string(kept), Filter: list.Filter, Rows: int64(len(list.Entries)),
		Audit: map[string]any{"format": format, "kind": f.Kind, "delivery": f.Delivery, "state": f.State, "by_text": f.Text != ""},
		Write: func(ctx context.Context, w io.Writer, t export.Ticket) error {
			list.Ticket = t
			return s.Write(ctx, list, format, w)
		},
	}, nil
}

// asked returns the version that a filter by state found a measure by: who asks for
// drafts wants the draft, not what is published meanwhile. With it comes the name of
// its department.
func (s *Service) asked(ctx context.Context, m policy.Listed, state definition.State) (*definition.Record, string, error) {
	open := definition.OpenOf(m.Versions)
	if !state.Open() || open == nil || open.State != state || open.Number == m.Version {
		return m.Record, m.Department, nil
	}
	d, err := s.Catalogue.MeasureVersion(ctx, m.ID, open.Number)
	if err != nil {
		return nil, "", err
	}
	return d.Record, d.Department, nil
}

func (s *Service) today() civil.Date { return civil.Of(s.Clock.Now().In(civil.Beijing)) }

// file is the name of a list's file.
func (s *Service) file(format Format) string {
	return listTitle + "-" + s.today().String() + "." + string(format)
}

// Write writes a list. Only a few are typeset at once; the others wait. A reader
// that is slow, or does not read at all, keeps nobody waiting.
func (s *Service) Write(ctx context.Context, l *List, format Format, w io.Writer) error {
	whole, err := s.typeset(ctx, l, format)
	if err != nil {
		return err
	}
	_, err = whole.WriteTo(w)
	return err
}

func (s *Service) typeset(ctx context.Context, l *List, format Format) (*bytes.Buffer, error) {
	select {
	case s.printing <- struct{}{}:
		defer func() { <-s.printing }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	whole := &bytes.Buffer{}
	if format == PDF {
		return whole, l.WritePDF(s.Press, whole)
	}
	return whole, l.WriteWorkbook(whole)
}

// SizeName names the enterprises of a size class, "" for one that does not exist.
func SizeName(class string) string {
	if name := sizeclass.Class(class).Name(); name != "" {
		return name + "企业"
	}
	return ""
}

// publicWords says in Chinese what the public list was narrowed by.
func publicWords(f policy.PublicFilter) string {
	parts := []string{f.Kind.Label(), SizeName(f.Size)}
	if f.Industry != "" {
		line, _ := industry.Lookup(f.Industry)
		parts = append(parts, line.Name)
	}
	return said(append(parts, quoted("含", f.Text)))
}

// deskWords says in Chinese what the desk's list was narrowed by.
func deskWords(f policy.MeasureFilter) string {
	parts := []string{f.Kind.Label(), f.Delivery.Label(), f.State.Label()}
	return said(append(parts, quoted("含", f.Text)))
}

func quoted(before, text string) string {
	if text == "" {
		return ""
	}
	return before + "“" + text + "”"
}

func said(parts []string) string {
	var out []string
	for _, p := range parts {
		if p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, "，")
}
