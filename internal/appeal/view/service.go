package view

import (
	"context"
	"slices"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/authz"
)

// Service holds the use cases of views. It is safe for concurrent use.
type Service struct{ *appeal.Service }

// Shown is a view as somebody sees it.
type Shown struct {
	*View
	// By names its owner, where that is somebody else.
	By string
	// Total is how many of its cases the caller sees.
	Total int64
	// Removable says that the caller may remove it.
	Removable bool
}

// List returns the views that the caller sees, each with how many cases it opens for
// him.
func (s *Service) List(ctx context.Context) ([]Shown, error) {
	if _, err := authz.Require(ctx, appeal.PermRead); err != nil {
		return nil, err
	}
	who := authz.From(ctx)
	path, err := s.Departments.Path(ctx, who.Department)
	if err != nil {
		return nil, err
	}
	found, err := s.of(ctx, who.ID, path)
	if err != nil {
		return nil, err
	}
	var owners []string
	for _, v := range found {
		if v.Owner != who.ID && !slices.Contains(owners, v.Owner) {
			owners = append(owners, v.Owner)
		}
	}
	names, err := s.People.StaffNames(ctx, owners)
	if err != nil {
		return nil, err
	}
	out := make([]Shown, len(found))
	for i, v := range found {
		if out[i], err = s.shown(ctx, v, names); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (s *Service) shown(ctx context.Context, v *View, names map[string]string) (Shown, error) {
	who := authz.From(ctx)
	one := Shown{View: v, By: names[v.Owner], Removable: v.removableBy(who.ID, who.Department, authz.Can(who, appeal.PermLead))}
	page, err := s.Inbox(ctx, appeal.Box(v.Box), v.filter(), kernel.Page{Limit: 1})
	one.Total = page.Total
	return one, err
}

// Save keeps a view of the caller, in place of an earlier one of the same name.
func (s *Service) Save(ctx context.Context, name string, look Look, shared bool) (out Shown, err error) {
	if _, err := authz.Require(ctx, appeal.PermRead); err != nil {
		return out, err
	}
	if name, err = checkName(name); err != nil {
		return out, err
	}
	who := authz.From(ctx)
	v := &View{ID: kernel.NewID(), Owner: who.ID, Name: name, Look: look, SavedAt: s.Clock.Now()}
	if shared {
		if v.Department = who.Department; v.Department == "" {
			return out, ErrAlone
		}
	}
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		n, err := s.owned(ctx, v.Owner, v.Name)
		if err != nil {
			return err
		}
		if n >= mostOwn {
			return ErrFull
		}
		if err := s.put(ctx, v); err != nil {
			return err
		}
		detail := map[string]any{"name": v.Name, "shared": shared}
		if err := s.Audit.Record(ctx, audit.Entry{Action: "appeal.view_saved", ObjectKind: "appeal_view", Object: v.ID, Detail: detail}); err != nil {
			return err
		}
		out, err = s.shown(ctx, v, nil)
		return err
	})
	return out, err
}

// Remove takes a view away: of the caller, or one shared with the department that he
// leads.
func (s *Service) Remove(ctx context.Context, id string) error {
	if _, err := authz.Require(ctx, appeal.PermRead); err != nil {
		return err
	}
	who := authz.From(ctx)
	path, err := s.Departments.Path(ctx, who.Department)
	if err != nil {
		return err
	}
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		v, err := s.load(ctx, id)
		if err != nil {
			return err
		}
		if !v.seenBy(who.ID, path) {
			return ErrNotFound
		}
		if !v.removableBy(who.ID, who.Department, authz.Can(who, appeal.PermLead)) {
			return ErrForeign
		}
		if err := s.remove(ctx, id); err != nil {
			return err
		}
		return s.Audit.Record(ctx, audit.Entry{Action: "appeal.view_removed", ObjectKind: "appeal_view", Object: v.ID, Detail: map[string]any{"name": v.Name}})
	})
}
