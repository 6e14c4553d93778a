package org

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/standard/division"
)

// Longest texts of a department, in characters. Guesses.
const (
	maxCode = 64
	maxName = 100
	maxDuty = 2000
	maxLine = 200
)

// Department is a government body that can own work.
type Department struct {
	ID string
	// Code is the office's own stable name for the body; imports find it again
	// by it.
	Code string
	// Parent is the ID of the body it stands under, empty at the top.
	Parent string
	Name   string
	// ShortName is what people call it (区科技局).
	ShortName string
	// Division is the code of the place it serves.
	Division string
	// Level is the level of that place unless the import says otherwise: a
	// district's bureau keeps its level when it serves one development zone.
	Level division.Level
	// Duty says in sentences what it is there for.
	Duty string
	// Phone and Address are those the public may use.
	Phone, Address string
	// Position is its place in lists, in the order in which departments came.
	Position int64
	// ClosedAt is when it was closed, zero while it is open.
	ClosedAt time.Time
	Version  int64
}

// Closed reports whether the department has been closed, which nothing undoes.
func (d Department) Closed() bool { return !d.ClosedAt.IsZero() }

// DepartmentRow is a department as an import names it: by codes, not by IDs.
type DepartmentRow struct {
	Code string
	// Parent is the code of the body above, empty at the top. It may stand later
	// in the same import.
	Parent         string
	Name           string
	ShortName      string
	Division       string
	Level          division.Level
	Duty           string
	Phone, Address string
}

// clean trims every text and fills what follows from another: the short name
// from the name, the level from the division.
func (r DepartmentRow) clean() DepartmentRow {
	for _, text := range []*string{&r.Code, &r.Parent, &r.Name, &r.ShortName, &r.Division, &r.Duty, &r.Phone, &r.Address} {
		*text = strings.TrimSpace(*text)
	}
	if code, err := division.Normalize(r.Division); err == nil {
		r.Division = code
	}
	if r.ShortName == "" {
		r.ShortName = r.Name
	}
	if r.Level == division.Country {
		r.Level = division.LevelOf(r.Division)
	}
	return r
}

// refusals returns what is wrong with a cleaned row in itself. Prefix stands
// before the names of the columns.
func (r DepartmentRow) refusals(prefix string, tree *division.Tree) []errs.Field {
	var fields []errs.Field
	refuse := func(column, msg string) { fields = append(fields, errs.Field{Path: prefix + column, Msg: msg}) }
	for _, text := range []struct {
		column, value string
		limit         int
		required      bool
	}{
		{"code", r.Code, maxCode, true}, {"name", r.Name, maxName, true}, {"short_name", r.ShortName, maxName, true},
		{"duty", r.Duty, maxDuty, false}, {"phone", r.Phone, maxLine, false}, {"address", r.Address, maxLine, false},
	} {
		if text.required && text.value == "" {
			refuse(text.column, "必须填写")
		}
		if utf8.RuneCountInString(text.value) > text.limit {
			refuse(text.column, fmt.Sprintf("最多 %d 个字", text.limit))
		}
	}
	if _, known := tree.Lookup(r.Division); !known {
		refuse("division", "没有这个行政区划")
	}
	if r.Level < 0 || r.Level > 8 {
		refuse("level", "层级应为 1 到 8")
	}
	if r.Parent != "" && r.Parent == r.Code {
		refuse("parent", "部门不能隶属于自己")
	}
	return fields
}

// differs reports whether the row says anything else than the department does.
func (r DepartmentRow) differs(d Department, parent string) bool {
	d.ID, d.Version, d.Position, d.ClosedAt = "", 0, 0, time.Time{}
	return d != Department{
		Code: r.Code, Parent: parent, Name: r.Name, ShortName: r.ShortName, Division: r.Division, Level: r.Level,
		Duty: r.Duty, Phone: r.Phone, Address: r.Address,
	}
}

// check returns what is wrong with rows that are to be laid over existing
// departments (parent code by code): unknown parents, codes that occur twice,
// closed departments, circles.
func check(rows []DepartmentRow, parents map[string]string, closed map[string]bool, tree *division.Tree) []errs.Field {
	var fields []errs.Field
	above := make(map[string]string, len(parents)+len(rows))
	for code, parent := range parents {
		above[code] = parent
	}
	seen := map[string]int{}
	for i, r := range rows {
		path := fmt.Sprintf("第 %d 行", i+1)
		fields = append(fields, r.refusals(path+" · ", tree)...)
		if closed[r.Code] {
			fields = append(fields, errs.Field{Path: path + " · code", Msg: "这个部门已经撤销"})
		}
		if closed[r.Parent] {
			fields = append(fields, errs.Field{Path: path + " · parent", Msg: "上级部门已经撤销"})
		}
		if first, twice := seen[r.Code]; twice {
			fields = append(fields, errs.Field{Path: path + " · code", Msg: fmt.Sprintf("与第 %d 行重复", first)})
		} else {
			seen[r.Code] = i + 1
		}
		above[r.Code] = r.Parent
	}
	for i, r := range rows {
		if _, known := above[r.Parent]; r.Parent != "" && !known {
			fields = append(fields, errs.Field{Path: fmt.Sprintf("第 %d 行 · parent", i+1), Msg: "没有这个上级部门"})
		} else if circular(r.Code, above) {
			fields = append(fields, errs.Field{Path: fmt.Sprintf("第 %d 行 · parent", i+1), Msg: "上级部门绕成了圈"})
		}
	}
	return fields
}

// circular reports whether walking up from code never ends.
func circular(code string, above map[string]string) bool {
	at := above[code]
	for range len(above) {
		if at == "" {
			return false
		}
		at = above[at]
	}
	return at != ""
}

// Network is one place of the service network: a division and the departments
// that serve exactly it.
type Network struct {
	Division    division.Division
	Departments []Department
}

// network lays departments along the path of divisions to a place.
func network(path []division.Division, departments []Department) []Network {
	serving := map[string][]Department{}
	for _, d := range departments {
		serving[d.Division] = append(serving[d.Division], d)
	}
	out := make([]Network, 0, len(path))
	for _, place := range path {
		out = append(out, Network{Division: place, Departments: serving[place.Code]})
	}
	return out
}

// Report says what an import did, in rows.
type Report struct {
	Created   int `json:"created"`
	Updated   int `json:"updated"`
	Unchanged int `json:"unchanged"`
}

// Changed reports whether the import changed anything.
func (r Report) Changed() bool { return r.Created+r.Updated > 0 }
