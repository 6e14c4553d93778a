package org

import (
	"slices"
	"strings"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/standard/division"
)

// Chart is every department as it stands, the closed ones included.
type Chart struct {
	byID     map[string]Department
	children map[string][]string
}

// NewChart returns the chart of departments, whose order it keeps.
func NewChart(list []Department) Chart {
	c := Chart{byID: make(map[string]Department, len(list)), children: map[string][]string{}}
	for _, d := range list {
		c.byID[d.ID] = d
		c.children[d.Parent] = append(c.children[d.Parent], d.ID)
	}
	return c
}

// Find returns a department.
func (c Chart) Find(id string) (Department, bool) {
	d, found := c.byID[id]
	return d, found
}

// Path returns the departments from the top down to one, itself included.
func (c Chart) Path(id string) []Department {
	var path []Department
	for range len(c.byID) {
		d, found := c.byID[id]
		if !found {
			break
		}
		path = append(path, d)
		id = d.Parent
	}
	slices.Reverse(path)
	return path
}

// Under reports whether a department is another or stands below it.
func (c Chart) Under(id, top string) bool {
	for _, d := range c.Path(id) {
		if d.ID == top {
			return true
		}
	}
	return false
}

// Walk returns the departments as a reader goes through the tree: each followed
// by those below it.
func (c Chart) Walk() []Department {
	var list []Department
	var down func(parent string, depth int)
	down = func(parent string, depth int) {
		for _, id := range c.children[parent] {
			list = append(list, c.byID[id])
			if depth < len(c.byID) {
				down(id, depth+1)
			}
		}
	}
	down("", 0)
	return list
}

// OpenChildren returns how many departments directly below one are not closed.
func (c Chart) OpenChildren(id string) int {
	n := 0
	for _, child := range c.children[id] {
		if !c.byID[child].Closed() {
			n++
		}
	}
	return n
}

// MayHold reports whether the people of a department may hold an item of work.
func (c Chart) MayHold(department string, item WorkItem) bool {
	d, found := c.byID[department]
	if !found || d.Closed() {
		return false
	}
	if item.Division != "" && !division.Under(item.Division, d.Division) {
		return false
	}
	return item.Department == "" || c.Under(department, item.Department) || c.Under(item.Department, department)
}

// Reach is what of the chart a scope lets through.
type Reach struct {
	everything bool
	ids        map[string]bool
}

// Within returns what of the chart a scope lets through. A scope of one's own
// reaches one's own department.
func (c Chart) Within(scope kernel.Scope) Reach {
	if scope.Reach == kernel.ReachAll {
		return Reach{everything: true}
	}
	r := Reach{ids: map[string]bool{}}
	for id, d := range c.byID {
		switch scope.Reach {
		case kernel.ReachOwn, kernel.ReachDepartment:
			r.ids[id] = id == scope.Department
		case kernel.ReachDepartmentSubtree:
			r.ids[id] = scope.Department != "" && c.Under(id, scope.Department)
		case kernel.ReachDivisionSubtree:
			r.ids[id] = strings.Trim(scope.Division, "0") != "" && division.Under(d.Division, scope.Division)
		}
	}
	return r
}

// Holds reports whether a department is within reach. Without a department
// (somebody who belongs nowhere) only a reach over everything holds.
func (r Reach) Holds(department string) bool { return r.everything || r.ids[department] }

// Everything reports whether nothing is out of reach.
func (r Reach) Everything() bool { return r.everything }

// IDs returns the departments within reach in a stable order, nil when that is
// everything.
func (r Reach) IDs() []string {
	if r.everything {
		return nil
	}
	list := []string{}
	for id, held := range r.ids {
		if held {
			list = append(list, id)
		}
	}
	slices.Sort(list)
	return list
}
