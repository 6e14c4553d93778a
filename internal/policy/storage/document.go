package storage

import (
	"context"

	"github.com/yikou/yikou/internal/policy/definition"
)

// AllDocuments returns every policy by id. Those that are known in their newest
// version are not read again: a library has thousands.
func (s Store) AllDocuments(ctx context.Context, known map[string]*definition.Document) (map[string]*definition.Document, error) {
	versions, err := s.DocumentVersions(ctx)
	if err != nil {
		return nil, err
	}
	out := make(map[string]*definition.Document, len(versions))
	var missing []string
	for id, version := range versions {
		if d := known[id]; d != nil && d.Version == version {
			out[id] = d
		} else {
			missing = append(missing, id)
		}
	}
	bodies, _, err := s.DocumentsOf(ctx, missing)
	if err != nil {
		return nil, err
	}
	for id, body := range bodies {
		if out[id], err = DocumentOf(body, versions[id]); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// DocumentOf reads a version of a policy as it is kept.
func DocumentOf(body string, version int64) (*definition.Document, error) {
	read, err := definition.DecodePolicies([]byte("[" + body + "]"))
	if err != nil {
		return nil, err
	}
	d := read[0].Document
	d.Version = version
	return &d, nil
}
