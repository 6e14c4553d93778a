package record

// Level says whether a row was taken all the same.
type Level string

// The levels of a problem. A refused row is left out; the others of the file are
// taken.
const (
	Warning Level = "warning"
	Refusal Level = "refusal"
)

// Problem is something wrong with one row of a file.
type Problem struct {
	// Row counts from 1 after the header.
	Row int64 `json:"row"`
	// Column is the header of the column as the file writes it.
	Column string `json:"column"`
	Level  Level  `json:"level"`
	// Reason says in Chinese what is wrong and what was done.
	Reason string `json:"reason"`
	// Content is the cell's beginning, for screens; it is not in report files.
	Content string `json:"-"`
}

// ProblemLimit is how many problems of one import are kept; all are counted.
const ProblemLimit = 10_000

// Report says what became of a file. Rows that were accepted may carry warnings.
type Report struct {
	Rows      int64 `json:"rows"`
	Accepted  int64 `json:"accepted"`
	Created   int64 `json:"created"`
	Updated   int64 `json:"updated"`
	Unchanged int64 `json:"unchanged"`
	// Warned counts the accepted rows with a warning.
	Warned  int64 `json:"warned"`
	Refused int64 `json:"refused"`
	// CapitalParsed and DistrictFound count accepted rows: those whose capital
	// was understood, and those with a division of district level or deeper.
	CapitalParsed int64     `json:"capital_parsed"`
	DistrictFound int64     `json:"district_found"`
	Seconds       float64   `json:"seconds"`
	Problems      []Problem `json:"problems"`
	// ProblemCount counts the problems that were found, of which Problems keeps
	// the first ProblemLimit.
	ProblemCount int64 `json:"problem_count"`
	// Notes says in Chinese what concerns the whole file: unknown columns, other
	// worksheets, problems that were not kept.
	Notes []string `json:"notes,omitempty"`
}

// Add takes over what was found about one row.
func (r *Report) Add(problems []Problem, refused bool) {
	r.Rows++
	switch {
	case refused:
		r.Refused++
	default:
		r.Accepted++
		if len(problems) > 0 {
			r.Warned++
		}
	}
	r.ProblemCount += int64(len(problems))
	if room := ProblemLimit - len(r.Problems); room > 0 {
		r.Problems = append(r.Problems, problems[:min(room, len(problems))]...)
	}
}
