package policy

import (
	"context"

	"github.com/yikou/yikou/internal/policy/definition"
	"github.com/yikou/yikou/internal/policy/storage"
	"github.com/yikou/yikou/internal/policy/wording"
)

// Record returns one version of a measure in the state in which it is now, inside
// the transaction of the context if there is one; number 0 is the version that
// today is judged by, or the newest where none has begun to count. It asks for no
// permission, and fails with ErrMeasureNotFound.
func (s *Service) Record(ctx context.Context, measure string, number int64) (*definition.Record, error) {
	versions, err := s.store.Versions(ctx, measure)
	if err != nil {
		return nil, err
	}
	row := storage.Stored{ID: measure, Newest: versions[0].Number, Version: versions[0], State: versions[0].State, Versions: versions}
	if current, state := definition.Standing(versions, s.today()); number == 0 && current != nil {
		row.Version, row.State = *current, state
	}
	for _, v := range versions {
		if v.Number == number {
			row.Version, row.State = v, v.State
		}
	}
	if number != 0 && row.Number != number {
		return nil, definition.ErrMeasureNotFound
	}
	if row.Definition, err = s.store.Definition(ctx, measure, row.Number); err != nil {
		return nil, err
	}
	row.UpdatedAt = versions[0].RecordedAt
	r, err := recordOf(row, nil)
	if err != nil || r.PolicyID == "" {
		return r, err
	}
	r.Policy, err = s.store.Document(ctx, r.PolicyID)
	return r, err
}

// Records returns every measure as it stands today, by title, for other packages
// of the module: it asks for no permission.
func (s *Service) Records(ctx context.Context) ([]*definition.Record, error) {
	c, err := s.catalogue(ctx, s.now())
	if err != nil {
		return nil, err
	}
	return c.records, nil
}

// Decode reads a draft as it was sent, with the fact keys of this instance.
func (s *Service) Decode(ctx context.Context, text []byte) (definition.Measure, error) {
	words, err := s.vocabulary(ctx)
	if err != nil {
		return definition.Measure{}, err
	}
	return definition.DecodeDraft(text, words.kinds)
}

// Gaps lists all that keeps a version from being published.
func (s *Service) Gaps(ctx context.Context, r *definition.Record) ([]definition.Gap, error) {
	words, err := s.vocabulary(ctx)
	if err != nil {
		return nil, err
	}
	return words.gaps(r), nil
}

// Index makes a measure findable by this version of it.
func (s *Service) Index(ctx context.Context, r *definition.Record) error {
	departments, err := s.Departments.DepartmentNames(ctx)
	if err != nil {
		return err
	}
	words := &vocabulary{departments: departments}
	return s.Search.Put(ctx, SearchKind, wording.Searchable(r, words.department(r.Department)))
}

// MeasureVersion returns the page of one version of a measure, with what keeps it
// from being published.
func (s *Service) MeasureVersion(ctx context.Context, measure string, number int64) (*Detail, error) {
	d, err := s.Measure(ctx, measure)
	if err != nil {
		return nil, err
	}
	if d.Record, err = s.Record(ctx, measure, number); err != nil {
		return nil, err
	}
	words, err := s.vocabulary(ctx)
	if err != nil {
		return nil, err
	}
	d.Department, d.Gaps = words.department(d.Record.Department), words.gaps(d.Record)
	return d, nil
}
