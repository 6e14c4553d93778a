package staffing

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/org"
	"github.com/yikou/yikou/internal/org/intake"
	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/standard/division"
)

// errUndone undoes an import whose report holds problems.
var errUndone = errors.New("import undone")

// Import takes over a file of departments, posts or people, all of it or, when
// the report holds problems, nothing. What is there already is brought up to
// date; nothing is removed, and nobody is moved or renamed. It needs the power
// to edit over everything. It fails as intake.Read does.
func (s *Service) Import(ctx context.Context, kind intake.Kind, content []byte) (intake.Report, error) {
	if err := authz.RequireAll(ctx, org.PermissionEdit); err != nil {
		return intake.Report{}, err
	}
	var report intake.Report
	lines, err := intake.Read(ctx, kind, content, &report)
	if err != nil {
		return intake.Report{}, err
	}
	if report.Problems == nil {
		err = s.DB.InTx(ctx, func(ctx context.Context) error {
			report = intake.Report{Rows: len(lines)}
			if err := s.importLines(ctx, kind, lines, &report); err != nil {
				return err
			}
			if report.Problems != nil {
				return errUndone
			}
			if report.Created+report.Updated == 0 {
				return nil
			}
			return s.happened(ctx, "org.staffing_imported", "org", string(kind), Happened{What: string(kind), Rows: report.Created + report.Updated})
		})
	}
	if errors.Is(err, errUndone) || err == nil && report.Problems != nil {
		report.Created, report.Updated, report.Unchanged = 0, 0, 0
		err = s.DB.InTx(ctx, func(ctx context.Context) error {
			return s.Audit.Record(ctx, audit.Entry{Action: "org.import_refused", ObjectKind: "org", Object: string(kind), Detail: map[string]int{"rows": report.Rows, "problems": len(report.Problems)}})
		})
	}
	return report, err
}

func (s *Service) importLines(ctx context.Context, kind intake.Kind, lines []intake.Line, report *intake.Report) error {
	switch kind {
	case intake.Departments:
		return s.importDepartments(ctx, lines, report)
	case intake.Posts:
		return s.change(ctx, org.PermissionEdit, func(ctx context.Context, at setting) error {
			return s.importPosts(ctx, at, lines, report)
		})
	default:
		return s.change(ctx, org.PermissionEdit, func(ctx context.Context, at setting) error {
			return s.importPeople(ctx, at, lines, report)
		})
	}
}

// headers are the columns of a department as a person sees them.
var headers = map[string]string{
	"code": "部门代码", "name": "部门名称", "short_name": "简称", "parent": "上级部门代码", "division": "区划代码", "level": "层级",
	"duty": "职责", "phone": "电话", "address": "地址",
}

func (s *Service) importDepartments(ctx context.Context, lines []intake.Line, report *intake.Report) error {
	rows := make([]org.DepartmentRow, len(lines))
	for n, l := range lines {
		level, _ := l.Number("层级", 0, report)
		rows[n] = org.DepartmentRow{
			Code: l.Cell("部门代码"), Name: l.Cell("部门名称"), ShortName: l.Cell("简称"), Parent: l.Cell("上级部门代码"),
			Division: l.Cell("区划代码"), Level: division.Level(level), Duty: l.Cell("职责"), Phone: l.Cell("电话"), Address: l.Cell("地址"),
		}
	}
	done, err := s.Org.ImportDepartments(ctx, rows)
	if errors.Is(err, org.ErrRefused) {
		refusal, _ := errors.AsType[*errs.Error](err)
		for _, f := range refusal.Fields {
			at, name, _ := strings.Cut(f.Path, " · ")
			n := 0
			if _, err := fmt.Sscanf(at, "第 %d 行", &n); err != nil || n < 1 || n > len(lines) {
				return refusal
			}
			report.Refuse(lines[n-1].Row, headers[name], f.Msg)
		}
		return nil
	}
	report.Created, report.Updated, report.Unchanged = done.Created, done.Updated, done.Unchanged
	return err
}

// codes returns the open departments by their codes.
func (at setting) codes() map[string]org.Department {
	list := map[string]org.Department{}
	for _, d := range at.chart.Walk() {
		if !d.Closed() {
			list[d.Code] = d
		}
	}
	return list
}

// postsByName returns the open posts of a department by their names.
func (s *Service) postsByName(ctx context.Context, department string) (map[string]Post, error) {
	posts, err := s.postsOf(ctx, department)
	byName := make(map[string]Post, len(posts))
	for _, p := range posts {
		byName[p.Name] = p
	}
	return byName, err
}

func (s *Service) importPosts(ctx context.Context, at setting, lines []intake.Line, report *intake.Report) error {
	codes := at.codes()
	for _, l := range lines {
		d, known := codes[l.Cell("部门代码")]
		if !known {
			report.Refuse(l.Row, "部门代码", "没有这个部门，或已撤销")
			continue
		}
		headcount, ok := l.Number("编制数", 1, report)
		if !ok {
			continue
		}
		form, fields := PostForm{Name: l.Cell("岗位名称"), Duty: l.Cell("职责"), Headcount: headcount}.clean("")
		for _, f := range fields {
			report.Refuse(l.Row, map[string]string{"name": "岗位名称", "duty": "职责", "headcount": "编制数"}[f.Path], f.Msg)
		}
		if fields != nil {
			continue
		}
		if err := s.importPost(ctx, d, form, l, report); err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) importPost(ctx context.Context, d org.Department, form PostForm, l intake.Line, report *intake.Report) error {
	there, err := s.postsByName(ctx, d.ID)
	if err != nil {
		return err
	}
	before, known := there[form.Name]
	if !known {
		report.Created++
		return s.insertPost(ctx, Post{ID: kernel.NewID(), Department: d.ID, Name: form.Name, Duty: form.Duty, Headcount: form.Headcount})
	}
	after, err := before.apply(form)
	if err != nil {
		report.Refuse(l.Row, "编制数", fmt.Sprintf("现有 %d 人在任，不能再少", before.Held))
		return nil //nolint:nilerr // the row is refused in the report; the others are still looked at
	}
	if after == before {
		report.Unchanged++
		return nil
	}
	report.Updated++
	after.Version++
	return s.updatePost(ctx, after)
}

func (s *Service) importPeople(ctx context.Context, at setting, lines []intake.Line, report *intake.Report) error {
	logins := make([]string, len(lines))
	for n, l := range lines {
		logins[n] = strings.ToLower(l.Cell("账号"))
	}
	there, err := s.People.ByLogin(ctx, logins)
	if err != nil {
		return err
	}
	codes, seen := at.codes(), map[string]int64{}
	for n, l := range lines {
		d, known := codes[l.Cell("部门代码")]
		first, twice := seen[logins[n]]
		switch {
		case twice:
			report.Refuse(l.Row, "账号", fmt.Sprintf("与第 %d 行重复", first))
		case !known:
			report.Refuse(l.Row, "部门代码", "没有这个部门，或已撤销")
		default:
			seen[logins[n]] = l.Row
			if err := s.importPerson(ctx, at, d, there, l, report); err != nil {
				return err
			}
		}
	}
	return nil
}

// importPerson takes on one person, or finds that they are there as the row says.
func (s *Service) importPerson(ctx context.Context, at setting, d org.Department, there map[string]org.Person, l intake.Line, report *intake.Report) error {
	posts, err := s.postsByName(ctx, d.ID)
	if err != nil {
		return err
	}
	name := l.Cell("岗位名称")
	post, known := posts[name]
	if name != "" && !known {
		report.Refuse(l.Row, "岗位名称", "这个部门没有这个岗位，请先导入岗位")
		return nil
	}
	if before, is := there[strings.ToLower(l.Cell("账号"))]; is {
		reason := ""
		switch {
		case before.Status == org.PersonLeft:
			reason = "这个账号的人已经离任，请换一个账号"
		case before.Name != l.Cell("姓名"):
			reason = "这个账号已是另一个人的，请核对姓名或换一个账号"
		case before.Department != d.ID:
			reason = "他在别的部门，请办理调动"
		}
		if reason != "" {
			report.Refuse(l.Row, "账号", reason)
			return nil
		}
		report.Unchanged++
		return nil
	}
	if post.ID != "" && post.Full() {
		report.Refuse(l.Row, "岗位名称", "这个岗位已经满员")
		return nil
	}
	id, err := s.People.Create(ctx, org.NewPerson{Login: l.Cell("账号"), Name: l.Cell("姓名"), Department: d.ID, Division: d.Division})
	if refusal, is := errors.AsType[*errs.Error](err); is && (refusal.Kind == errs.Invalid || refusal.Kind == errs.Conflict) {
		report.Refuse(l.Row, "账号", refusal.Msg)
		return nil
	}
	if err != nil {
		return err
	}
	report.Created++
	return s.begin(ctx, at, Tenure{Staff: id, Department: d.ID, Post: post.ID, Kind: Main})
}
