package org

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/platform/events"
	"github.com/yikou/yikou/internal/standard/division"
)

// Deps is what the module works with.
type Deps struct {
	DB    *db.DB
	Clock clock.Clock
	Audit *audit.Log
	Bus   *events.Bus
	// People are those who work here.
	People People
}

// Service is the module's use cases. It is safe for concurrent use.
type Service struct {
	Deps
	mu       sync.Mutex
	revision string
	tree     *division.Tree
}

// New returns the module's use cases.
func New(d Deps) *Service { return &Service{Deps: d} }

// Tree returns the national divisions with those of this instance laid over
// them. It asks the database once for whether the tree in memory still holds:
// fetch it once per piece of work, not once per row.
func (s *Service) Tree(ctx context.Context) (*division.Tree, error) {
	revision, err := s.divisionRevision(ctx)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	tree, held := s.tree, s.tree != nil && s.revision == revision
	s.mu.Unlock()
	if held {
		return tree, nil
	}
	own, err := s.ownDivisions(ctx)
	if err != nil {
		return nil, err
	}
	if tree, err = division.Default().With(own); err != nil {
		return nil, fmt.Errorf("lay own divisions over the national ones: %w", err)
	}
	// The rows may be newer than the revision read before them; then the next
	// call sees another revision and reads again.
	s.mu.Lock()
	s.revision, s.tree = revision, tree
	s.mu.Unlock()
	return tree, nil
}

// ImportDivisions adds divisions to those of this instance and gives known ones
// their new name. It removes none. A second run changes nothing. It fails with
// ErrRefused, which names the row, and then keeps nothing.
func (s *Service) ImportDivisions(ctx context.Context, rows []division.Division) (Report, error) {
	if _, err := authz.Require(ctx, PermissionEdit); err != nil {
		return Report{}, err
	}
	var report Report
	err := s.DB.InTx(ctx, func(ctx context.Context) error {
		report = Report{}
		if err := s.Queue(ctx); err != nil {
			return err
		}
		own, err := s.ownDivisions(ctx)
		if err != nil {
			return err
		}
		names := make(map[string]string, len(own))
		for _, d := range own {
			names[d.Code] = d.Name
		}
		clean, fields := cleanDivisions(rows)
		tree, err := division.Default().With(append(own, clean...))
		if fields == nil && err != nil {
			fields = []errs.Field{{Path: "rows", Msg: refusalOf(err)}}
		}
		if fields != nil {
			return ErrRefused.With(fields...)
		}
		if err := s.saveDivisions(ctx, clean, names, tree, &report); err != nil {
			return err
		}
		if !report.Changed() {
			return nil
		}
		return s.changed(ctx, DivisionsChanged{Report: report})
	})
	if err != nil {
		return Report{}, err
	}
	return report, nil
}

// cleanDivisions normalises codes and names, the last of a code counting.
func cleanDivisions(rows []division.Division) ([]division.Division, []errs.Field) {
	var fields []errs.Field
	places := map[string]int{}
	clean := make([]division.Division, 0, len(rows))
	for i, d := range rows {
		code, err := division.Normalize(d.Code)
		name := strings.TrimSpace(d.Name)
		switch {
		case err != nil:
			fields = append(fields, errs.Field{Path: fmt.Sprintf("第 %d 行 · code", i+1), Msg: refusalOf(err)})
		case name == "" || len([]rune(name)) > maxName:
			fields = append(fields, errs.Field{Path: fmt.Sprintf("第 %d 行 · name", i+1), Msg: fmt.Sprintf("名称应为 1 到 %d 个字", maxName)})
		}
		if at, twice := places[code]; twice && err == nil {
			clean[at].Name = name
			continue
		}
		places[code] = len(clean)
		clean = append(clean, division.Division{Code: code, Name: name})
	}
	return clean, fields
}

func refusalOf(err error) string {
	switch {
	case errors.Is(err, division.ErrOrphan):
		return "有区划的上级不存在，请把上级一起导入"
	case errors.Is(err, division.ErrName):
		return "有区划没有名称，或代码全为零"
	default:
		return "代码应为 2、4、6、9 或 12 位数字，网格为 15 到 24 位"
	}
}

// saveDivisions writes what is new or renamed and counts it.
func (s *Service) saveDivisions(ctx context.Context, rows []division.Division, names map[string]string, tree *division.Tree, report *Report) error {
	for _, d := range rows {
		name, known := names[d.Code]
		if known && name == d.Name {
			report.Unchanged++
			continue
		}
		parent, _ := tree.Parent(d.Code)
		if err := s.putDivision(ctx, d, parent.Code); err != nil {
			return err
		}
		if known {
			report.Updated++
		} else {
			report.Created++
		}
	}
	if !report.Changed() {
		return nil
	}
	return s.setDivisionRevision(ctx, kernel.NewID())
}

// ImportDepartments adds departments and brings known ones, found by code, up to
// date. It removes none; those it does not name stay as they are. A second run
// changes nothing. It fails with ErrRefused, which names the rows, and then
// keeps nothing.
func (s *Service) ImportDepartments(ctx context.Context, rows []DepartmentRow) (Report, error) {
	if _, err := authz.Require(ctx, PermissionEdit); err != nil {
		return Report{}, err
	}
	tree, err := s.Tree(ctx)
	if err != nil {
		return Report{}, err
	}
	clean := make([]DepartmentRow, len(rows))
	for i, r := range rows {
		clean[i] = r.clean()
	}
	var report Report
	err = s.DB.InTx(ctx, func(ctx context.Context) error {
		// Imports queue here, or two of them could draw a circle together.
		if err := s.Queue(ctx); err != nil {
			return err
		}
		known, err := s.departmentsByCode(ctx)
		if err != nil {
			return err
		}
		if fields := check(clean, parentCodes(known), closedCodes(known), tree); fields != nil {
			return ErrRefused.With(fields...)
		}
		if report, err = s.saveDepartments(ctx, clean, known); err != nil || !report.Changed() {
			return err
		}
		return s.changed(ctx, DepartmentsChanged{Report: report})
	})
	if err != nil {
		return Report{}, err
	}
	return report, nil
}

func parentCodes(known map[string]Department) map[string]string {
	codes := make(map[string]string, len(known))
	for code, d := range known {
		codes[d.ID] = code
	}
	parents := make(map[string]string, len(known))
	for code, d := range known {
		parents[code] = codes[d.Parent]
	}
	return parents
}

func closedCodes(known map[string]Department) map[string]bool {
	closed := map[string]bool{}
	for code, d := range known {
		closed[code] = d.Closed()
	}
	return closed
}

// saveDepartments writes what is new or changed and counts it. Parents of new
// departments are set in a second pass, because they may stand later.
func (s *Service) saveDepartments(ctx context.Context, rows []DepartmentRow, known map[string]Department) (Report, error) {
	ids := make(map[string]string, len(known)+len(rows))
	for code, d := range known {
		ids[code] = d.ID
	}
	for i, r := range rows {
		if ids[r.Code] == "" {
			ids[r.Code] = kernel.NewID()
			if err := s.insertDepartment(ctx, ids[r.Code], r, int64(len(known)+i)); err != nil {
				return Report{}, err
			}
		}
	}
	var report Report
	for _, r := range rows {
		before, existed := known[r.Code]
		parent := ids[r.Parent]
		if existed && !r.differs(before, parent) {
			report.Unchanged++
			continue
		}
		if err := s.updateDepartment(ctx, ids[r.Code], r, parent); err != nil {
			return Report{}, err
		}
		if existed {
			report.Updated++
		} else {
			report.Created++
		}
	}
	return report, nil
}

// Network returns the service network of a place, from the province down to it:
// each division on the way with the departments that serve it. It fails with
// ErrDivisionUnknown.
func (s *Service) Network(ctx context.Context, code string) ([]Network, error) {
	tree, err := s.Tree(ctx)
	if err != nil {
		return nil, err
	}
	path := tree.Path(code)
	if path == nil {
		return nil, ErrDivisionUnknown
	}
	departments, err := s.departmentsServing(ctx, path)
	if err != nil {
		return nil, err
	}
	return network(path, departments), nil
}
