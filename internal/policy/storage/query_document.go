package storage

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/policy/definition"
	"github.com/yikou/yikou/internal/standard/civil"
)

// AllDocuments returns every policy by id. Those whose newest version is known are
// not read again: a library has thousands.
func (s Store) AllDocuments(ctx context.Context, known map[string]*definition.Document) (map[string]*definition.Document, error) {
	shelf, err := s.shelf(ctx, "")
	if err != nil {
		return nil, err
	}
	out := make(map[string]*definition.Document, len(shelf))
	var missing []string
	for id, place := range shelf {
		switch d := known[id]; {
		case d == nil || d.Version != place.version:
			missing = append(missing, id)
		case d.Hidden == place.hidden && d.ReplacedFrom == place.replaced:
			out[id] = d
		default:
			moved := *d // others read the one that is known
			moved.Hidden, moved.ReplacedFrom = place.hidden, place.replaced
			out[id] = &moved
		}
	}
	bodies, _, err := s.DocumentsOf(ctx, missing)
	if err != nil {
		return nil, err
	}
	for id, body := range bodies {
		if out[id], err = documentOf(body, shelf[id]); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Document returns the newest version of a policy, nil when there is none.
func (s Store) Document(ctx context.Context, id string) (*definition.Document, error) {
	shelf, err := s.shelf(ctx, id)
	if err != nil {
		return nil, err
	}
	bodies, _, err := s.DocumentsOf(ctx, []string{id})
	if err != nil || bodies[id] == "" {
		return nil, err
	}
	return documentOf(bodies[id], shelf[id])
}

// documentOf reads a policy as it is kept.
func documentOf(body string, at place) (*definition.Document, error) {
	read, err := definition.DecodePolicies([]byte("[" + body + "]"))
	if err != nil {
		return nil, err
	}
	d := read[0].Document
	d.Version, d.Hidden, d.ReplacedFrom = at.version, at.hidden, at.replaced
	return &d, nil
}

// place is what the library says of a policy beside its text.
type place struct {
	version  int64
	hidden   bool
	replaced civil.Date
}

// shelf returns where one policy stands, or with "" where all do. One that has no
// entry in the library yet is public: it was imported.
func (s Store) shelf(ctx context.Context, id string) (map[string]place, error) {
	out := map[string]place{}
	query, args := only(`SELECT d.id, d.version, coalesce(e.state, 'published') <> 'published'
		FROM policy_document d LEFT JOIN policy_library_entry e ON e.policy = d.id`, ` WHERE `, `d.id`, id)
	err := s.each(ctx, func(rows *sql.Rows) error {
		var policy string
		var p place
		err := rows.Scan(&policy, &p.version, &p.hidden)
		out[policy] = p
		return err
	}, query, args...)
	if err != nil {
		return nil, fmt.Errorf("list policies: %w", err)
	}
	// A replacement without any day counts from when it came into the library.
	query, args = only(`SELECT r.target, coalesce(e.effective_from, e.published_on), v.recorded_at FROM policy_library_relation r
		JOIN policy_library_entry e ON e.policy = r.policy JOIN policy_document_version v ON v.document = r.policy AND v.number = 1
		WHERE r.kind = 'replaces' AND e.state = 'published'`, ` AND `, `r.target`, id)
	err = s.each(ctx, func(rows *sql.Rows) error {
		var target string
		var from db.Date
		var at db.Time
		if err := rows.Scan(&target, &from, &at); err != nil {
			return err
		}
		if from.IsZero() {
			from.Date = civil.Of(at.In(civil.Beijing))
		}
		if p, known := out[target]; known && (p.replaced.IsZero() || from.Before(p.replaced)) {
			p.replaced = from.Date
			out[target] = p
		}
		return nil
	}, query, args...)
	if err != nil {
		return nil, fmt.Errorf("list replaced policies: %w", err)
	}
	return out, nil
}
