package org

import (
	"context"
	"fmt"
	"math"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/standard/division"
)

// DepartmentForm is what a person says of a department. Code cannot be changed
// later.
type DepartmentForm struct {
	Code, Name, ShortName, Division string
	// Parent is the ID of the department above, empty for the top.
	Parent string
	// Level is that of the division when zero.
	Level                int
	Duty, Phone, Address string
	// Position is the place in lists; negative means behind all others.
	Position int64
}

func (f DepartmentForm) row() DepartmentRow {
	return DepartmentRow{
		Code: f.Code, Name: f.Name, ShortName: f.ShortName, Division: f.Division, Level: division.Level(f.Level),
		Duty: f.Duty, Phone: f.Phone, Address: f.Address,
	}.clean()
}

// apply takes over what a cleaned row says.
func (d Department) apply(r DepartmentRow) Department {
	d.Name, d.ShortName, d.Division, d.Level = r.Name, r.ShortName, r.Division, r.Level
	d.Duty, d.Phone, d.Address = r.Duty, r.Phone, r.Address
	return d
}

// VisibleChart returns the chart with what of it the caller may see.
func (s *Service) VisibleChart(ctx context.Context, permission authz.Permission) (Chart, Reach, error) {
	scope, err := authz.Require(ctx, permission)
	if err != nil {
		return Chart{}, Reach{}, err
	}
	chart, err := s.Chart(ctx)
	return chart, chart.Within(scope), err
}

// AddDepartment adds a department under another that is within reach, or at the
// top when everything is. It fails with ErrDepartment, ErrDepartmentUnknown,
// ErrClosed or ErrCodeTaken.
func (s *Service) AddDepartment(ctx context.Context, form DepartmentForm) (Department, error) {
	var d Department
	err := s.change(ctx, "created", func(ctx context.Context, chart Chart, reach Reach) (string, error) {
		row, err := s.checked(ctx, form)
		if err != nil {
			return "", err
		}
		if form.Parent != "" || !reach.Everything() {
			if _, err := openWithin(chart, reach, form.Parent); err != nil {
				return "", err
			}
		}
		all := chart.Walk()
		for _, other := range all {
			if other.Code == row.Code {
				return "", ErrCodeTaken
			}
		}
		id := kernel.NewID()
		if err := s.insertDepartment(ctx, id, row, int64(len(all))); err != nil {
			return "", err
		}
		d = Department{ID: id, Code: row.Code, Parent: form.Parent, Position: int64(len(all))}.apply(row)
		if form.Position >= 0 {
			d.Position = form.Position
		}
		d.Version = 1
		return id, s.saveDepartment(ctx, d)
	})
	return d, err
}

// checked returns a form as a clean row that holds up.
func (s *Service) checked(ctx context.Context, form DepartmentForm) (DepartmentRow, error) {
	tree, err := s.Tree(ctx)
	if err != nil {
		return DepartmentRow{}, err
	}
	row := form.row()
	fields := row.refusals("body.", tree)
	if form.Position > math.MaxInt32 {
		fields = append(fields, errs.Field{Path: "body.position", Msg: "排序太大"})
	}
	if fields != nil {
		return row, ErrDepartment.With(fields...)
	}
	return row, nil
}

// openWithin returns a department that is within reach and open.
func openWithin(chart Chart, reach Reach, id string) (Department, error) {
	d, found := chart.Find(id)
	switch {
	case !found || !reach.Holds(id):
		return d, ErrDepartmentUnknown
	case d.Closed():
		return d, ErrClosed
	}
	return d, nil
}

// ChangeDepartment changes what is said of a department; code and parent stay.
// It fails with ErrDepartmentUnknown, ErrClosed, ErrStale or ErrDepartment.
func (s *Service) ChangeDepartment(ctx context.Context, id string, version int64, form DepartmentForm) (Department, error) {
	return s.alter(ctx, "changed", id, version, func(ctx context.Context, d Department, _ Chart, _ Reach) (Department, error) {
		form.Code = d.Code
		row, err := s.checked(ctx, form)
		if form.Position >= 0 {
			d.Position = form.Position
		}
		return d.apply(row), err
	})
}

// MoveDepartment puts a department, with all below it, under another, or at the
// top when parent is empty and everything is within reach. It fails with
// ErrDepartmentUnknown, ErrClosed, ErrStale or ErrCircle.
func (s *Service) MoveDepartment(ctx context.Context, id string, version int64, parent string) (Department, error) {
	return s.alter(ctx, "moved", id, version, func(_ context.Context, d Department, chart Chart, reach Reach) (Department, error) {
		if parent != "" || !reach.Everything() {
			if _, err := openWithin(chart, reach, parent); err != nil {
				return d, err
			}
		}
		if chart.Under(parent, id) {
			return d, ErrCircle
		}
		d.Parent = parent
		return d, nil
	})
}

// CloseDepartment closes a department that has neither people nor open
// departments below it, together with the posts nobody holds. It fails with
// ErrDepartmentUnknown, ErrClosed, ErrStale or ErrNotEmpty.
func (s *Service) CloseDepartment(ctx context.Context, id string, version int64) (Department, error) {
	return s.alter(ctx, "closed", id, version, func(ctx context.Context, d Department, chart Chart, _ Reach) (Department, error) {
		left, err := s.leftIn(ctx, chart, id)
		if err != nil {
			return d, err
		}
		if left != nil {
			return d, ErrNotEmpty.With(left...)
		}
		d.ClosedAt = s.Clock.Now()
		return d, s.closePosts(ctx, id)
	})
}

// leftIn says what keeps a department from being closed.
func (s *Service) leftIn(ctx context.Context, chart Chart, id string) ([]errs.Field, error) {
	var left []errs.Field
	say := func(path, format string, n int) {
		if n > 0 {
			left = append(left, errs.Field{Path: path, Msg: fmt.Sprintf(format, n)})
		}
	}
	say("children", "还有 %d 个下级部门", chart.OpenChildren(id))
	people, err := s.People.Counts(ctx)
	if err != nil {
		return nil, err
	}
	tenures, err := s.openTenures(ctx, id)
	if err != nil {
		return nil, err
	}
	say("people", "还有 %d 人在这里任职", max(people[id], tenures))
	services, err := s.openServices(ctx, id)
	say("services", "还有 %d 项服务分工", services)
	return left, err
}

// alter loads an open department within reach, compares the version, and saves
// what edit makes of it.
func (s *Service) alter(ctx context.Context, what, id string, version int64,
	edit func(ctx context.Context, d Department, chart Chart, reach Reach) (Department, error),
) (Department, error) {
	var d Department
	err := s.change(ctx, what, func(ctx context.Context, chart Chart, reach Reach) (string, error) {
		var err error
		if d, err = openWithin(chart, reach, id); err != nil {
			return "", err
		}
		if d.Version != version {
			return "", ErrStale
		}
		if d, err = edit(ctx, d, chart, reach); err != nil {
			return "", err
		}
		d.Version++
		return id, s.saveDepartment(ctx, d)
	})
	return d, err
}

// change is the frame of every change of one department: permission, queue,
// chart, the change itself, which names the department, audit and event.
func (s *Service) change(ctx context.Context, what string, do func(ctx context.Context, chart Chart, reach Reach) (string, error)) error {
	scope, err := authz.Require(ctx, PermissionEdit)
	if err != nil {
		return err
	}
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		if err := s.Queue(ctx); err != nil {
			return err
		}
		chart, err := s.Chart(ctx)
		if err != nil {
			return err
		}
		id, err := do(ctx, chart, chart.Within(scope))
		if err != nil {
			return err
		}
		if err := s.Audit.Record(ctx, audit.Entry{Action: "org.department_" + what, ObjectKind: "org_department", Object: id}); err != nil {
			return err
		}
		event := DepartmentsChanged{Report: Report{Updated: 1}}
		if what == "created" {
			event.Report = Report{Created: 1}
		}
		return s.Bus.Publish(ctx, event.EventName(), event)
	})
}
