package intake

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Kind says what a file holds.
type Kind string

// The kinds of files.
const (
	Departments Kind = "departments"
	Posts       Kind = "posts"
	People      Kind = "people"
)

// maxRows is the most rows one file may have. A guess: the staff of a district.
const maxRows = 5000

// maxProblems is how many problems a report lists.
const maxProblems = 500

// column is one column of a template: its header, an example and, where it must
// be filled, so.
type column struct {
	name, example string
	required      bool
}

// templates are the columns of each kind of file, in order.
var templates = map[Kind][]column{
	Departments: {
		{"部门代码", "wz-demo", true}, {"部门名称", "望渚区示例局", true}, {"简称", "区示例局", false}, {"上级部门代码", "wz-gov", false},
		{"区划代码", "390102", true}, {"层级", "3", false}, {"职责", "一句话说明职责。", false}, {"电话", "0390-55500099", false}, {"地址", "", false},
	},
	Posts: {
		{"部门代码", "wz-gov", true}, {"岗位名称", "综合科科长", true}, {"职责", "", false}, {"编制数", "1", true},
	},
	People: {
		{"账号", "zhangsan", true}, {"姓名", "张示例", true}, {"部门代码", "wz-gov", true}, {"岗位名称", "", false},
	},
}

// Problem is something wrong with one row.
type Problem struct {
	// Row counts from 1 below the header, blank rows too.
	Row            int64
	Column, Reason string
}

// Report says what an import did. With problems it did nothing.
type Report struct {
	Rows, Created, Updated, Unchanged int
	Problems                          []Problem
}

// Refuse adds a problem.
func (r *Report) Refuse(row int64, column, reason string) {
	if len(r.Problems) < maxProblems {
		r.Problems = append(r.Problems, Problem{row, column, reason})
	}
}

// Line is one row of a file by the names of its columns.
type Line struct {
	// Row counts from 1 below the header, blank rows too.
	Row   int64
	cells map[string]string
}

// Cell returns a cell without surrounding space, empty when there is none.
func (l Line) Cell(column string) string { return l.cells[column] }

// missing returns which required columns a header lacks.
func (k Kind) missing(header []string) []string {
	var list []string
	for _, c := range templates[k] {
		if c.required && !slices.Contains(header, c.name) {
			list = append(list, c.name)
		}
	}
	return list
}

// lineOf returns a row by the names of its columns, trimmed.
func lineOf(row int64, header, cells []string) Line {
	l := Line{Row: row, cells: map[string]string{}}
	for i, name := range header {
		if i < len(cells) {
			l.cells[name] = strings.TrimSpace(cells[i])
		}
	}
	return l
}

// complete notes in the report which required cells a row lacks.
func (l Line) complete(k Kind, r *Report) bool {
	whole := true
	for _, c := range templates[k] {
		if c.required && l.cells[c.name] == "" {
			r.Refuse(l.Row, c.name, "必须填写")
			whole = false
		}
	}
	return whole
}

// Number reads a whole number, fallback when the cell is empty. It notes in the
// report what is none.
func (l Line) Number(column string, fallback int, r *Report) (int, bool) {
	text := l.cells[column]
	if text == "" {
		return fallback, true
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		r.Refuse(l.Row, column, fmt.Sprintf("应为整数，现在是“%s”", clip(text)))
	}
	return n, err == nil
}

// clip shortens what a file says for a sentence.
func clip(s string) string {
	if r := []rune(s); len(r) > 20 {
		return string(r[:20]) + "…"
	}
	return s
}
