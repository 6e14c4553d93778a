package policy

import (
	"cmp"
	"context"
	"slices"
	"sync"

	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/events"
	"github.com/yikou/yikou/internal/platform/export"
	"github.com/yikou/yikou/internal/platform/jobs"
	"github.com/yikou/yikou/internal/platform/textsearch"
	"github.com/yikou/yikou/internal/policy/definition"
	"github.com/yikou/yikou/internal/policy/eligibility"
	"github.com/yikou/yikou/internal/policy/eligibility/bulk"
	"github.com/yikou/yikou/internal/policy/storage"
	"github.com/yikou/yikou/internal/policy/wording"
	"github.com/yikou/yikou/internal/standard/civil"
)

// Deps is what the module needs.
type Deps struct {
	DB    *db.DB
	Clock clock.Clock
	Audit *audit.Log
	Bus   *events.Bus
	Jobs  *jobs.Runner
	// Search indexes the texts of measures.
	Search      *textsearch.Index
	Enterprises Enterprises
	Dictionary  Dictionary
	Divisions   Divisions
	Departments Departments
	// Exports lets results out.
	Exports export.Gate
	// Openings hears who looks at measures; nil is nobody.
	Openings Openings
	// Library is told of policies that are imported; nil where there is none.
	Library Library
}

// Service holds the use cases of policies, measures and matching. It is safe
// for concurrent use.
type Service struct {
	Deps
	store storage.Store

	mu      sync.Mutex
	current *catalogue
	// past are the catalogues of other days that were asked for last.
	past []*catalogue

	registry registry
}

// New returns the service.
func New(d Deps) *Service {
	return &Service{Deps: d, store: storage.New(d.DB)}
}

// today is the day in Beijing.
func (s *Service) today() civil.Date { return civil.Of(s.Clock.Now().In(civil.Beijing)) }

// now is the moment of who asks about today.
func (s *Service) now() Moment { return Moment{Day: s.today()} }

// catalogue is every measure with the version that counts on a day, decoded.
type catalogue struct {
	revision int64
	Moment
	// made is the day on which it was put together: what is public is known of
	// today alone.
	made civil.Date
	// records are sorted by title, then id.
	records   []*definition.Record
	byID      map[string]*definition.Record
	documents map[string]*definition.Document
	// matched are the records that are matched on the day, in the order of the
	// program's measures.
	matched []*definition.Record
	program *bulk.Program
}

// keptDays is how many other days than today are kept in memory. A guess: who
// asks about a day asks for several enterprises or measures.
const keptDays = 4

// catalogue returns the measures as they count at a moment, from memory as long
// as no measure or policy was changed.
func (s *Service) catalogue(ctx context.Context, at Moment) (*catalogue, error) {
	revision, err := s.store.Revision(ctx)
	if err != nil {
		return nil, err
	}
	if c := s.remembered(revision, at); c != nil {
		return c, nil
	}
	// Loaded outside the lock: callers may be inside transactions, and one that
	// waits here must not keep a connection from the one that loads.
	c, err := s.loadCatalogue(ctx, at)
	if err != nil {
		return nil, err
	}
	c.revision = revision
	s.mu.Lock()
	defer s.mu.Unlock()
	if at == s.now() {
		s.current = c
	} else {
		s.past = append(s.past[max(0, len(s.past)-keptDays+1):], c)
	}
	return c, nil
}

func (s *Service) remembered(revision int64, at Moment) *catalogue {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, c := range append(s.past, s.current) {
		if c != nil && c.revision == revision && c.Moment == at && c.made == s.today() {
			return c
		}
	}
	return nil
}

func (s *Service) loadCatalogue(ctx context.Context, at Moment) (*catalogue, error) {
	day := at.Day
	rows, err := s.store.Measures(ctx, day, at.KnownThen)
	if err != nil {
		return nil, err
	}
	documents, err := s.documents(ctx)
	if err != nil {
		return nil, err
	}
	c := &catalogue{Moment: at, made: s.today(), documents: documents, byID: make(map[string]*definition.Record, len(rows))}
	for _, row := range rows {
		r, err := recordOf(row, documents)
		if err != nil {
			return nil, err
		}
		r.State = r.StateOn(day, c.made)
		c.records = append(c.records, r)
		c.byID[r.ID] = r
	}
	slices.SortFunc(c.records, func(a, b *definition.Record) int {
		return cmp.Or(cmp.Compare(a.Title, b.Title), cmp.Compare(a.ID, b.ID))
	})
	var rules []*eligibility.Measure
	for _, r := range c.records {
		if (r.State == definition.Published || r.State.Open()) && !day.Before(r.EffectiveFrom) && r.Conditional() {
			c.matched = append(c.matched, r)
			rules = append(rules, &r.Rule)
		}
	}
	c.program = bulk.Compile(rules, day)
	return c, nil
}

// recordOf reads a version as it is kept. A stored definition was checked when it
// was written; a dictionary that has changed since must not make it unreadable.
func recordOf(row storage.Stored, documents map[string]*definition.Document) (*definition.Record, error) {
	m, err := definition.DecodeDraft([]byte(row.Definition), eligibility.Dictionary{})
	if err != nil {
		return nil, err
	}
	m.EffectiveFrom = row.EffectiveFrom
	return &definition.Record{
		Measure: m, State: row.State, Version: row.Number, Revision: row.Revision, Newest: row.Newest, UpdatedAt: row.UpdatedAt, Versions: row.Versions, Policy: documents[m.PolicyID],
	}, nil
}

// documents returns every policy by id, from memory those that did not change.
func (s *Service) documents(ctx context.Context) (map[string]*definition.Document, error) {
	s.mu.Lock()
	known := s.current
	s.mu.Unlock()
	if known == nil {
		return s.store.AllDocuments(ctx, nil)
	}
	return s.store.AllDocuments(ctx, known.documents)
}

// vocabulary is what an instance calls things.
type vocabulary struct {
	*wording.Words
	kinds       eligibility.Dictionary
	departments map[string]string
	today       civil.Date
}

func (s *Service) vocabulary(ctx context.Context) (*vocabulary, error) {
	keys, err := s.Dictionary.FactKeys(ctx)
	if err != nil {
		return nil, err
	}
	departments, err := s.Departments.DepartmentNames(ctx)
	if err != nil {
		return nil, err
	}
	divisions, err := s.Divisions.DivisionNames(ctx)
	if err != nil {
		return nil, err
	}
	v := &vocabulary{Words: wording.NewWords(keys, divisions), departments: departments, today: s.today()}
	kinds := eligibility.Dictionary{}
	for _, k := range keys {
		kinds[k.Key] = k.Kind
	}
	v.kinds = eligibility.BuiltIn().With(kinds)
	return v, nil
}

// department is the name of a department given by code or by name.
func (v *vocabulary) department(code string) string {
	if name := v.departments[code]; name != "" {
		return name
	}
	return code
}

// gaps lists all that keeps a measure from being published.
func (v *vocabulary) gaps(r *definition.Record) []definition.Gap {
	return definition.Gate{Today: v.today, Kinds: v.kinds}.Gaps(r)
}
