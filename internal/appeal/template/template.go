package template

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/standard/civil"
)

// State is whether a template is offered.
type State string

// The states of a template.
const (
	Active  State = "active"
	Retired State = "retired"
)

// Bounds, in characters.
const (
	longestTitle = 40
	longestWords = 2000
)

// Template is prepared words for replies.
type Template struct {
	ID string
	// Department is the ID of whose it is, empty for the centre's.
	Department string
	Form
	State     State
	Version   int64
	ChangedAt time.Time
	ChangedBy string
}

// Form is what somebody decides of a template.
type Form struct{ Title, Words string }

// placeholders are what words may leave open.
var placeholders = []string{"编号", "事项", "部门", "期限"}

// Placeholders returns what words may leave open, without their braces.
func Placeholders() []string { return slices.Clone(placeholders) }

var braced = regexp.MustCompile(`\{([^{}]*)\}`)

// clean trims a form and refuses what cannot be kept.
func (f *Form) clean() error {
	f.Title, f.Words = strings.TrimSpace(f.Title), strings.TrimSpace(f.Words)
	var wrong []errs.Field
	say := func(bad bool, path, msg string) {
		if bad {
			wrong = append(wrong, errs.Field{Path: "body." + path, Msg: msg})
		}
	}
	n := utf8.RuneCountInString(f.Title)
	say(n == 0 || n > longestTitle, "title", "名称要填写，最多 40 个字。")
	n = utf8.RuneCountInString(f.Words)
	say(n < appeal.ShortestText || n > longestWords, "words", "内容至少 5 个字，最多 2000 个字。")
	for _, found := range braced.FindAllStringSubmatch(f.Words, -1) {
		if !slices.Contains(placeholders, found[1]) {
			say(true, "words", fmt.Sprintf("“{%s}”不能自动填写，可以用的有：{%s}。", found[1], strings.Join(placeholders, "}、{")))
			break
		}
	}
	if len(wrong) == 0 {
		return nil
	}
	return ErrForm.With(wrong...)
}

// retire takes a template out of use, for good.
func (t *Template) retire() error {
	if t.State != Active {
		return ErrNotFound
	}
	t.State = Retired
	return nil
}

// fill puts in for a case what the words leave open. Department is the name of who
// answers. A case without a running term has no date to name.
func fill(words string, c *appeal.Case, department string) string {
	due := "规定的期限"
	if !c.DueAt.IsZero() {
		// A term ends with its day: midnight belongs to the day before.
		day := civil.Of(c.DueAt.Add(-time.Microsecond).In(civil.Beijing))
		due = day.Chinese()
	}
	return strings.NewReplacer("{编号}", c.Number, "{事项}", c.Title(), "{部门}", department, "{期限}", due).Replace(words)
}
