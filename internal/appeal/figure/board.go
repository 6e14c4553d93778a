package figure

import (
	"cmp"
	"slices"

	"github.com/yikou/yikou/internal/appeal"
)

// columns are the boxes of the inbox that the board counts.
var columns = []appeal.Box{appeal.BoxOpen, appeal.BoxToday, appeal.BoxRisk, appeal.BoxLate}

// Load is how much lies with a department or a person.
type Load struct {
	// ID is empty where no department leads or nobody has taken the case.
	ID, Name string
	Cases    map[appeal.Box]int64
}

func (l *Load) add(box appeal.Box, n int64) {
	if l.Cases == nil {
		l.Cases = map[appeal.Box]int64{}
	}
	l.Cases[box] += n
}

// DepartmentLoad is a department with its people.
type DepartmentLoad struct {
	Load
	People []Load
}

// Board is what is due, by department and person.
type Board struct {
	Whole       Load
	Departments []DepartmentLoad
}

// assemble makes the board of what each box holds. Departments stand by name, what
// nobody leads yet comes first: no order of merit.
func assemble(boxes map[appeal.Box][]appeal.Tally, departments map[string]appeal.Department, people map[string]string) Board {
	var b Board
	where := map[string]*DepartmentLoad{}
	who := map[[2]string]*Load{}
	for box, tallies := range boxes {
		for _, t := range tallies {
			b.Whole.add(box, t.Cases)
			d := where[t.Department]
			if d == nil {
				d = &DepartmentLoad{Load: Load{ID: t.Department, Name: departments[t.Department].Name}}
				where[t.Department] = d
			}
			d.add(box, t.Cases)
			p := who[[2]string{t.Department, t.Staff}]
			if p == nil {
				p = &Load{ID: t.Staff, Name: people[t.Staff]}
				who[[2]string{t.Department, t.Staff}] = p
			}
			p.add(box, t.Cases)
		}
	}
	for key, p := range who {
		where[key[0]].People = append(where[key[0]].People, *p)
	}
	for _, d := range where {
		slices.SortFunc(d.People, byName)
		b.Departments = append(b.Departments, *d)
	}
	slices.SortFunc(b.Departments, func(a, z DepartmentLoad) int { return byName(a.Load, z.Load) })
	return b
}

func byName(a, b Load) int {
	return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
}
