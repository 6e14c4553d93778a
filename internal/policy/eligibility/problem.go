package eligibility

import (
	"fmt"
	"strings"
)

// maxProblems bounds how many problems one refusal lists. It is a guess at what
// a person reads at once.
const maxProblems = 20

// Problem is one thing that is wrong with a file of measures.
type Problem struct {
	// Line counts from 1; 0 when the place is not known.
	Line int
	// Measure and Clause are ids, empty where they are not known.
	Measure, Clause string
	// Path is the place in the document, like `[0].when.all[2].value`.
	Path string
	// Reason says what is wrong, in Chinese.
	Reason string
}

// String returns the problem as one Chinese sentence with its place.
func (p Problem) String() string {
	var b strings.Builder
	if p.Line > 0 {
		fmt.Fprintf(&b, "第 %d 行", p.Line)
	}
	if p.Measure != "" {
		fmt.Fprintf(&b, "事项「%s」", p.Measure)
	}
	if p.Clause != "" {
		fmt.Fprintf(&b, "条件「%s」", p.Clause)
	}
	if p.Path != "" {
		fmt.Fprintf(&b, "（%s）", p.Path)
	}
	if b.Len() > 0 {
		b.WriteString("：")
	}
	return b.String() + p.Reason
}

// DecodeError refuses a file of measures. Nothing of the file was taken.
type DecodeError struct {
	// Problems holds the first problems found, at most maxProblems.
	Problems []Problem
	// More says that the file has further problems.
	More bool
}

// Error returns all problems, one a line.
func (e *DecodeError) Error() string {
	lines := make([]string, 0, len(e.Problems)+1)
	for _, p := range e.Problems {
		lines = append(lines, p.String())
	}
	if e.More {
		lines = append(lines, "……还有更多问题，请先改正以上各处")
	}
	return strings.Join(lines, "\n")
}
