package enterprise

import (
	"context"
	"database/sql"
	"encoding/base64"
	"encoding/json"
	"strings"
	"time"

	"github.com/yikou/yikou/internal/enterprise/roll"
	"github.com/yikou/yikou/internal/enterprise/store"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/standard/division"
	"github.com/yikou/yikou/internal/standard/industry"
	"github.com/yikou/yikou/internal/standard/sizeclass"
)

// Filter says which enterprises a list is of. Empty fields do not filter.
type Filter struct {
	// Text is contained in the name or begins the code.
	Text string
	// Division and Industry are branches.
	Division, Industry string
	SizeClass          string
	// Qualification is one that is valid today.
	Qualification string
	Status        string
}

// Sort is what a list is sorted by: a field, with "-" before it downwards.
type Sort string

// sorts maps every sort that a caller may ask for.
var sorts = map[Sort]struct {
	order roll.Order
	desc  bool
}{
	"":            {roll.ByName, false},
	"name":        {roll.ByName, false},
	"-name":       {roll.ByName, true},
	"registered":  {roll.ByRegistered, false},
	"-registered": {roll.ByRegistered, true},
	"capital":     {roll.ByCapital, false},
	"-capital":    {roll.ByCapital, true},
	"updated":     {roll.ByUpdated, false},
	"-updated":    {roll.ByUpdated, true},
}

// Named is a code with its name.
type Named struct {
	Code  string `json:"code"`
	Label string `json:"label"`
}

// Item is one row of the registry as lists show it.
type Item struct {
	Entity
	DivisionLabel, IndustryLabel string
	SizeLabel                    string
	// Qualifications are those valid today.
	Qualifications       []Option
	CreatedAt, UpdatedAt time.Time
}

// List returns one page of the registry within the caller's reach, with the exact
// number of rows. It fails with ErrDivision, ErrIndustry or db.ErrCursor.
func (s *Service) List(ctx context.Context, f Filter, sort Sort, page kernel.Page) (kernel.Rows[Item], error) {
	rows := kernel.Rows[Item]{Items: []Item{}}
	scope, err := authz.Require(ctx, PermRead)
	if err != nil {
		return rows, err
	}
	wanted, err := s.rollFilter(f, scope)
	if err != nil {
		return rows, err
	}
	by, known := sorts[sort]
	if !known {
		return rows, db.ErrCursor
	}
	after, err := decodeCursor(page.After, sort)
	if err != nil {
		return rows, err
	}
	columns, err := s.columns.Fresh(ctx)
	if err != nil {
		return rows, err
	}
	limit := min(max(page.Limit, 1), kernel.PageLimit)
	ordinals, next, total := columns.Page(wanted, by.order, by.desc, after, limit)
	rows.Total = int64(total)
	if next != nil {
		rows.Next = encodeCursor(*next, sort)
	}
	rows.Items, err = s.items(ctx, ordinals)
	return rows, err
}

// Warm loads the columns that lists are answered from. Calling it once after
// start spares the first list the wait.
func (s *Service) Warm(ctx context.Context) error {
	columns, err := s.columns.Fresh(ctx)
	if err == nil {
		columns.Warm()
	}
	return err
}

func (s *Service) rollFilter(f Filter, scope kernel.Scope) (roll.Filter, error) {
	out := roll.Filter{SizeClass: f.SizeClass, Status: f.Status, Qualification: f.Qualification, Today: int32(s.today().Days()), Text: strings.TrimSpace(f.Text)}
	if f.Division != "" {
		code, err := division.Normalize(f.Division)
		if err != nil {
			return out, ErrDivision
		}
		out.Divisions = []string{division.Branch(code)}
	}
	if f.Industry != "" {
		code, ok := industry.Normalize(f.Industry)
		if !ok {
			return out, ErrIndustry
		}
		out.Industries = []string{code}
	}
	if scope.Reach == kernel.ReachOwn || scope.Reach == kernel.ReachNone {
		out.Only = append([]string{}, scope.Enterprises...)
	} else if branch, limited := branchOf(scope); limited {
		out.Reach = &branch
	}
	return out, nil
}

type cursor struct {
	Sort    Sort   `json:"s"`
	Text    string `json:"t,omitempty"`
	Number  int64  `json:"n,omitempty"`
	Ordinal uint32 `json:"o"`
}

func encodeCursor(c roll.Cursor, sort Sort) string {
	raw, err := json.Marshal(cursor{sort, c.Text, c.Number, c.Ordinal})
	if err != nil {
		return "" // texts and integers always marshal
	}
	return base64.RawURLEncoding.EncodeToString(raw)
}

func decodeCursor(text string, sort Sort) (*roll.Cursor, error) {
	if text == "" {
		return nil, nil
	}
	var c cursor
	raw, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil || json.Unmarshal(raw, &c) != nil || c.Sort != sort || c.Ordinal == 0 {
		return nil, db.ErrCursor
	}
	return &roll.Cursor{Text: c.Text, Number: c.Number, Ordinal: c.Ordinal}, nil
}

// items loads rows for a list, in the order of the ordinals given.
func (s *Service) items(ctx context.Context, ordinals []uint32) ([]Item, error) {
	if len(ordinals) == 0 {
		return []Item{}, nil
	}
	tree, err := s.tree(ctx)
	if err != nil {
		return nil, err
	}
	dictionary, err := s.store.Dictionary(ctx)
	if err != nil {
		return nil, err
	}
	qualification, _ := dictionary.Find("qualification")
	at := make(map[uint32]int, len(ordinals))
	items := make([]Item, len(ordinals))
	for i, n := range ordinals {
		at[n] = i
	}
	rows, err := s.DB.Query(ctx, `SELECT `+store.EntityColumns+`, created_at, updated_at FROM enterprise_entity WHERE ordinal IN (`+store.InOrdinals(ordinals)+`)`)
	if err != nil {
		return nil, err
	}
	err = store.Drain(rows, func(rows *sql.Rows) error {
		var created, updated db.Time
		e, err := store.ScanEntity(rows.Scan, &created, &updated)
		if err == nil {
			items[at[e.Ordinal]] = newItem(e, tree, created.Time, updated.Time)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	facts, err := s.store.CurrentFacts(ctx, ordinals, "qualification")
	if err != nil {
		return nil, err
	}
	today := s.today()
	for _, f := range facts {
		if i := &items[at[f.Enterprise]]; f.Fact.ValidOn(today) {
			i.addQualification(Option{Value: f.Fact.Value, Label: qualification.OptionLabel(f.Fact.Value)})
		}
	}
	return items, nil
}

func (i *Item) addQualification(o Option) {
	for _, had := range i.Qualifications {
		if had == o {
			return
		}
	}
	i.Qualifications = append(i.Qualifications, o)
}

func newItem(e *Entity, tree *division.Tree, created, updated time.Time) Item {
	i := Item{Entity: *e, DivisionLabel: tree.LocalName(e.DivisionNow), SizeLabel: sizeclass.Class(e.SizeClass).Name(),
		Qualifications: []Option{}, CreatedAt: created, UpdatedAt: updated}
	if line, ok := industry.Lookup(e.IndustryNow); ok {
		i.IndustryLabel = line.Name
	}
	return i
}

// Details is everything about one enterprise but its facts.
type Details struct {
	Item
	// Place is the full name of the division.
	Place string
	// History is its changes of status, the latest first.
	History  []StatusChange
	Contacts []Contact
}

// StatusChange is one change of status.
type StatusChange struct {
	From, To, Source string
	At               time.Time
}

// Get returns one enterprise within the caller's reach, or ErrNotFound.
func (s *Service) Get(ctx context.Context, uscc string) (Details, error) {
	scope, err := authz.Require(ctx, PermRead)
	if err != nil {
		return Details{}, err
	}
	return s.details(ctx, uscc, scope)
}

func (s *Service) details(ctx context.Context, uscc string, scope kernel.Scope) (Details, error) {
	e, err := s.entity(ctx, uscc, scope)
	if err != nil {
		return Details{}, err
	}
	items, err := s.items(ctx, []uint32{e.Ordinal})
	if err != nil {
		return Details{}, err
	}
	tree, err := s.tree(ctx)
	if err != nil {
		return Details{}, err
	}
	d := Details{Item: items[0], Place: tree.FullName(e.DivisionNow), History: []StatusChange{}}
	rows, err := s.DB.Query(ctx, `SELECT status_from, status_to, source, at FROM enterprise_status WHERE enterprise = ? ORDER BY at DESC, id DESC`, e.Ordinal)
	if err != nil {
		return d, err
	}
	err = store.Drain(rows, func(rows *sql.Rows) error {
		var c StatusChange
		var at db.Time
		err := rows.Scan(&c.From, &c.To, &c.Source, &at)
		c.At = at.Time
		d.History = append(d.History, c)
		return err
	})
	if err != nil {
		return d, err
	}
	d.Contacts, err = s.store.Contacts(ctx, e.Ordinal)
	return d, err
}
