package staffing

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/yikou/yikou/internal/platform/errs"
)

// Longest texts of a post, in characters, and the largest headcount. Guesses.
const (
	maxPostName  = 50
	maxPostDuty  = 1000
	maxHeadcount = 999
)

// Post is a role in a department (岗位).
type Post struct {
	ID string
	// Department is the ID of the department.
	Department string
	// Name is unique among the open posts of the department.
	Name string
	Duty string
	// Headcount is how many people may hold it at a time.
	Headcount int
	// Held is how many people hold it now.
	Held     int
	ClosedAt time.Time
	Version  int64
}

// Closed reports whether the post has been closed, which nothing undoes.
func (p Post) Closed() bool { return !p.ClosedAt.IsZero() }

// Full reports whether nobody more may hold the post.
func (p Post) Full() bool { return p.Held >= p.Headcount }

// PostForm is what a person says of a post.
type PostForm struct {
	Name, Duty string
	Headcount  int
}

// clean returns the form trimmed and what is wrong with it. Prefix stands before
// the names of the fields.
func (f PostForm) clean(prefix string) (PostForm, []errs.Field) {
	f.Name, f.Duty = strings.TrimSpace(f.Name), strings.TrimSpace(f.Duty)
	var fields []errs.Field
	if n := utf8.RuneCountInString(f.Name); n == 0 || n > maxPostName {
		fields = append(fields, errs.Field{Path: prefix + "name", Msg: fmt.Sprintf("名称应为 1 到 %d 个字", maxPostName)})
	}
	if utf8.RuneCountInString(f.Duty) > maxPostDuty {
		fields = append(fields, errs.Field{Path: prefix + "duty", Msg: fmt.Sprintf("最多 %d 个字", maxPostDuty)})
	}
	if f.Headcount < 1 || f.Headcount > maxHeadcount {
		fields = append(fields, errs.Field{Path: prefix + "headcount", Msg: fmt.Sprintf("编制数应为 1 到 %d", maxHeadcount)})
	}
	return f, fields
}

// apply takes over what a clean form says. Fewer than hold the post now is
// refused.
func (p Post) apply(f PostForm) (Post, error) {
	if f.Headcount < p.Held {
		return p, ErrPost.With(errs.Field{Path: "body.headcount", Msg: fmt.Sprintf("现有 %d 人在任，不能再少", p.Held)})
	}
	p.Name, p.Duty, p.Headcount = f.Name, f.Duty, f.Headcount
	return p, nil
}
