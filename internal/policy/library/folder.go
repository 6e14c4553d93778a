package library

import "github.com/yikou/yikou/internal/standard/civil"

// Result is what became of one file of an import.
type Result string

// The results.
const (
	CreatedFile   Result = "created"
	UpdatedFile   Result = "updated"
	UnchangedFile Result = "unchanged"
	RefusedFile   Result = "refused"
)

// Label names the result in Chinese.
func (r Result) Label() string {
	return map[Result]string{CreatedFile: "新增", UpdatedFile: "更新", UnchangedFile: "没有变化", RefusedFile: "没有导入"}[r]
}

// FileResult says what became of one file: of a refused one why, of another what to
// look at.
type FileResult struct {
	File     string   `json:"file"`
	Result   Result   `json:"result"`
	Policy   string   `json:"policy,omitempty"`
	Title    string   `json:"title,omitempty"`
	Articles int64    `json:"articles,omitempty"`
	Reasons  []string `json:"reasons,omitempty"`
}

// FolderReport says what an import did.
type FolderReport struct {
	Files     int             `json:"files"`
	Accepted  int             `json:"accepted"`
	Created   int             `json:"created"`
	Updated   int             `json:"updated"`
	Unchanged int             `json:"unchanged"`
	Warned    int             `json:"warned"`
	Refused   int             `json:"refused"`
	Articles  int64           `json:"articles"`
	Replaced  int             `json:"replaced"`
	Seconds   float64         `json:"seconds"`
	Problems  []FolderProblem `json:"problems"`
	Results   []FileResult    `json:"results"`
}

// FolderProblem is something wrong with one file.
type FolderProblem struct {
	File   string `json:"file"`
	Level  string `json:"level"`
	Reason string `json:"reason"`
}

// add counts what became of one file.
func (r *FolderReport) add(f FileResult) {
	level := "warning"
	switch f.Result {
	case CreatedFile:
		r.Created++
	case UpdatedFile:
		r.Updated++
	case UnchangedFile:
		r.Unchanged++
	case RefusedFile:
		r.Refused++
		level = "refusal"
	}
	if f.Result != RefusedFile {
		r.Accepted++
		r.Warned += len(f.Reasons)
	}
	for _, reason := range f.Reasons {
		r.Problems = append(r.Problems, FolderProblem{f.File, level, reason})
	}
	r.Articles += f.Articles
	r.Results = append(r.Results, f)
}

// Titled is a policy by its title.
type Titled struct {
	ID, Title, Number string
	PublishedOn       civil.Date
}
