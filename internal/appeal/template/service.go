package template

import (
	"context"
	"errors"
	"slices"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/authz"
)

// Service holds the use cases of templates. It is safe for concurrent use.
type Service struct{ *appeal.Service }

// Shown is a template as somebody sees it.
type Shown struct {
	*Template
	DepartmentName string
	// Filled are the words with what they leave open filled in for a case, the bare
	// words without one.
	Filled string
	// Can names what the caller may do with it: edit, retire.
	Can []string
}

// reach is which departments' templates somebody may keep.
type reach struct {
	all         bool
	departments []string
}

func (r reach) has(department string) bool {
	return r.all || department != "" && slices.Contains(r.departments, department)
}

// editable returns what the caller may keep; nothing without the permission.
func (s *Service) editable(ctx context.Context) (reach, error) {
	if !authz.Can(authz.From(ctx), PermEdit) {
		return reach{}, nil
	}
	scope, err := authz.Require(ctx, PermEdit)
	if err != nil {
		return reach{}, err
	}
	switch scope.Reach {
	case kernel.ReachAll:
		return reach{all: true}, nil
	case kernel.ReachDepartmentSubtree:
		below, err := s.Departments.Subtree(ctx, scope.Department)
		return reach{departments: below}, err
	}
	return reach{departments: []string{scope.Department}}, nil
}

// List returns the templates that the caller may use, the centre's first: those of
// the centre, of his department and those above it, and those that he keeps. Where a
// case in his sight is named, its words are filled in.
func (s *Service) List(ctx context.Context, caseID string) ([]Shown, error) {
	if _, err := authz.Require(ctx, appeal.PermRead); err != nil {
		return nil, err
	}
	var c *appeal.Case
	var err error
	if caseID != "" {
		c, err = s.Find(ctx, appeal.PermRead, caseID)
		if errors.Is(err, appeal.ErrNotFound) {
			return nil, ErrCase
		}
		if err != nil {
			return nil, err
		}
	}
	own := authz.From(ctx).Department
	path, err := s.Departments.Path(ctx, own)
	if err != nil {
		return nil, err
	}
	all, err := s.active(ctx)
	if err != nil {
		return nil, err
	}
	keeps, err := s.editable(ctx)
	if err != nil {
		return nil, err
	}
	names, err := s.Departments.All(ctx)
	if err != nil {
		return nil, err
	}
	out := []Shown{}
	for _, t := range all {
		if t.Department == "" || slices.Contains(path, t.Department) || keeps.has(t.Department) {
			out = append(out, shown(t, c, own, keeps, names))
		}
	}
	return out, nil
}

func shown(t *Template, c *appeal.Case, own string, keeps reach, names map[string]appeal.Department) Shown {
	one := Shown{Template: t, DepartmentName: names[t.Department].Name, Filled: t.Words, Can: []string{}}
	if c != nil {
		answering := names[c.Lead].Name
		if answering == "" {
			answering = names[own].Name
		}
		if answering == "" {
			answering = "企业服务中心"
		}
		one.Filled = fill(t.Words, c, answering)
	}
	if keeps.has(t.Department) {
		one.Can = []string{"edit", "retire"}
	}
	return one
}

// Add makes a template: the centre's, or one of the caller's department.
func (s *Service) Add(ctx context.Context, f Form, centre bool) (Shown, error) {
	if _, err := authz.Require(ctx, PermEdit); err != nil {
		return Shown{}, err
	}
	keeps, err := s.editable(ctx)
	if err != nil {
		return Shown{}, err
	}
	who := authz.From(ctx)
	t := &Template{ID: kernel.NewID(), Department: who.Department, Form: f, State: Active, Version: 1, ChangedAt: s.Clock.Now(), ChangedBy: who.Name}
	if centre {
		t.Department = ""
	}
	if !keeps.has(t.Department) {
		return Shown{}, ErrCentre
	}
	if err := t.clean(); err != nil {
		return Shown{}, err
	}
	var out Shown
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		if err := s.insert(ctx, t); err != nil {
			return err
		}
		if err := s.record(ctx, t, "appeal.template_added"); err != nil {
			return err
		}
		out, err = s.get(ctx, t, keeps)
		return err
	})
	return out, err
}

func (s *Service) get(ctx context.Context, t *Template, keeps reach) (Shown, error) {
	names, err := s.Departments.All(ctx)
	return shown(t, nil, "", keeps, names), err
}

func (s *Service) record(ctx context.Context, t *Template, action string) error {
	detail := map[string]any{"version": t.Version, "title": t.Title}
	return s.Audit.Record(ctx, audit.Entry{Action: action, ObjectKind: "appeal_template", Object: t.ID, Detail: detail})
}

// Save changes a template as it was at version.
func (s *Service) Save(ctx context.Context, id string, version int64, f Form) (Shown, error) {
	return s.change(ctx, id, version, "appeal.template_changed", func(t *Template) error {
		t.Form = f
		return t.clean()
	})
}

// Retire takes a template out of use as it was at version.
func (s *Service) Retire(ctx context.Context, id string, version int64) error {
	_, err := s.change(ctx, id, version, "appeal.template_retired", (*Template).retire)
	return err
}

func (s *Service) change(ctx context.Context, id string, version int64, action string, apply func(*Template) error) (out Shown, err error) {
	if _, err := authz.Require(ctx, PermEdit); err != nil {
		return Shown{}, err
	}
	keeps, err := s.editable(ctx)
	if err != nil {
		return Shown{}, err
	}
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		t, err := s.load(ctx, id)
		if err != nil {
			return err
		}
		if !keeps.has(t.Department) {
			return ErrNotFound
		}
		if t.Version != version {
			return ErrStale
		}
		if err := apply(t); err != nil {
			return err
		}
		t.Version++
		t.ChangedAt, t.ChangedBy = s.Clock.Now(), authz.From(ctx).Name
		if err := s.update(ctx, t); err != nil {
			return err
		}
		if err := s.record(ctx, t, action); err != nil {
			return err
		}
		out, err = s.get(ctx, t, keeps)
		return err
	})
	return out, err
}
