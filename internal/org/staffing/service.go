package staffing

import (
	"context"
	"fmt"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/org"
	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/events"
)

// Deps is what the package works with.
type Deps struct {
	DB    *db.DB
	Clock clock.Clock
	Audit *audit.Log
	Bus   *events.Bus
	Org   *org.Service
	// People are those who work here.
	People org.People
	// Works are the modules that let people hold work, this package's own posts
	// and assignments aside.
	Works []org.Work
}

// Service is the package's use cases. It is safe for concurrent use.
type Service struct{ Deps }

// New returns the package's use cases.
func New(d Deps) *Service { return &Service{Deps: d} }

// setting is the organisation as one use case sees it.
type setting struct {
	chart org.Chart
	reach org.Reach
}

// change is the frame of every command: permission, transaction, queue, chart.
func (s *Service) change(ctx context.Context, permission authz.Permission, do func(ctx context.Context, at setting) error) error {
	scope, err := authz.Require(ctx, permission)
	if err != nil {
		return err
	}
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		if err := s.Org.Queue(ctx); err != nil {
			return err
		}
		chart, err := s.Org.Chart(ctx)
		if err != nil {
			return err
		}
		return do(ctx, setting{chart, chart.Within(scope)})
	})
}

// look is the frame of every question.
func (s *Service) look(ctx context.Context, permission authz.Permission) (setting, error) {
	chart, reach, err := s.Org.VisibleChart(ctx, permission)
	return setting{chart, reach}, err
}

// department returns an open department within reach.
func (at setting) department(id string) (org.Department, error) {
	d, found := at.chart.Find(id)
	switch {
	case !found || !at.reach.Holds(id):
		return d, org.ErrDepartmentUnknown
	case d.Closed():
		return d, org.ErrClosed
	}
	return d, nil
}

// person returns somebody within reach, left or not.
func (s *Service) person(ctx context.Context, at setting, id string) (org.Person, error) {
	found, err := s.People.ByID(ctx, []string{id})
	if err != nil {
		return org.Person{}, err
	}
	p, known := found[id]
	if !known || !at.reach.Holds(p.Department) {
		return org.Person{}, ErrPersonUnknown
	}
	return p, nil
}

// present returns somebody within reach who has not left.
func (s *Service) present(ctx context.Context, at setting, id string) (org.Person, error) {
	p, err := s.person(ctx, at, id)
	if err == nil && p.Status == org.PersonLeft {
		return p, ErrPersonLeft
	}
	return p, err
}

// AddPost adds a post to a department. It fails with org.ErrDepartmentUnknown,
// org.ErrClosed, ErrPost or ErrPostTaken.
func (s *Service) AddPost(ctx context.Context, department string, form PostForm) (Post, error) {
	form, fields := form.clean("body.")
	var p Post
	err := s.change(ctx, org.PermissionEdit, func(ctx context.Context, at setting) error {
		if _, err := at.department(department); err != nil {
			return err
		}
		if fields != nil {
			return ErrPost.With(fields...)
		}
		if err := s.nameFree(ctx, department, form.Name, ""); err != nil {
			return err
		}
		p = Post{ID: kernel.NewID(), Department: department, Name: form.Name, Duty: form.Duty, Headcount: form.Headcount, Version: 1}
		if err := s.insertPost(ctx, p); err != nil {
			return err
		}
		return s.happened(ctx, "org.post_saved", "org_post", p.ID, Happened{Department: department, Post: p.ID})
	})
	return p, err
}

func (s *Service) nameFree(ctx context.Context, department, name, except string) error {
	posts, err := s.postsOf(ctx, department)
	if err != nil {
		return err
	}
	for _, p := range posts {
		if p.Name == name && p.ID != except {
			return ErrPostTaken
		}
	}
	return nil
}

// openPost returns an open post of a department within reach.
func (s *Service) openPost(ctx context.Context, at setting, id string) (Post, error) {
	p, found, err := s.post(ctx, id)
	if err == nil && (!found || p.Closed() || !at.reach.Holds(p.Department)) {
		return p, ErrPostUnknown
	}
	return p, err
}

// ChangePost changes a post. It fails with ErrPostUnknown, ErrPostStale, ErrPost
// or ErrPostTaken.
func (s *Service) ChangePost(ctx context.Context, id string, version int64, form PostForm) (Post, error) {
	form, fields := form.clean("body.")
	return s.alterPost(ctx, "org.post_saved", id, version, func(ctx context.Context, p Post) (Post, error) {
		if fields != nil {
			return p, ErrPost.With(fields...)
		}
		if err := s.nameFree(ctx, p.Department, form.Name, id); err != nil {
			return p, err
		}
		return p.apply(form)
	})
}

// ClosePost closes a post that nobody holds. It fails with ErrPostUnknown,
// ErrPostStale or ErrPostHeld.
func (s *Service) ClosePost(ctx context.Context, id string, version int64) (Post, error) {
	return s.alterPost(ctx, "org.post_closed", id, version, func(_ context.Context, p Post) (Post, error) {
		if p.Held > 0 {
			return p, ErrPostHeld
		}
		p.ClosedAt = s.Clock.Now()
		return p, nil
	})
}

func (s *Service) alterPost(ctx context.Context, event, id string, version int64, edit func(context.Context, Post) (Post, error)) (Post, error) {
	var p Post
	err := s.change(ctx, org.PermissionEdit, func(ctx context.Context, at setting) error {
		var err error
		if p, err = s.openPost(ctx, at, id); err != nil {
			return err
		}
		if p.Version != version {
			return ErrPostStale
		}
		if p, err = edit(ctx, p); err != nil {
			return err
		}
		p.Version++
		if err := s.updatePost(ctx, p); err != nil {
			return err
		}
		return s.happened(ctx, event, "org_post", id, Happened{Department: p.Department, Post: id})
	})
	return p, err
}

// refused leaves in the audit chain that something was not allowed to happen,
// and returns why.
func (s *Service) refused(ctx context.Context, action, staff string, why error) error {
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		return s.Audit.Record(ctx, audit.Entry{Action: action, ObjectKind: "org_person", Object: staff})
	})
	if err != nil {
		return fmt.Errorf("record refusal: %w", err)
	}
	return why
}
