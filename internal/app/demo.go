package app

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/yikou/yikou/internal/account"
	"github.com/yikou/yikou/internal/demo"
	"github.com/yikou/yikou/internal/enterprise"
	"github.com/yikou/yikou/internal/enterprise/contact"
	"github.com/yikou/yikou/internal/enterprise/record"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/org"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/jobs"
	"github.com/yikou/yikou/internal/standard/civil"
)

// DemoPlace is the city and district of the demo, neither of which exists.
func DemoPlace() string {
	city := demo.City()
	return city.City + city.District
}

// place is whose instance this is.
func (a *App) place() string {
	if a.Config.Demo {
		return DemoPlace()
	}
	return a.Config.Place
}

// demoLogins are the accounts that the log-in pages and the console show.
func demoLogins() []Login {
	var logins []Login
	for _, e := range demo.EnterpriseAccounts() {
		logins = append(logins, Login{Face: "my", Who: e.Story, Name: e.Name, Login: e.Phone})
	}
	for _, s := range demo.Staff() {
		logins = append(logins, Login{Face: "desk", Who: s.Post, Name: s.Name, Login: s.Login, Secret: s.Password})
	}
	return logins
}

// printLogins says on the console where to log in as whom.
func printLogins(w io.Writer, address string) {
	_, _ = fmt.Fprintf(w, "\n演示城市：%s（虚构）\n\n  公众网站  %s/\n\n  企业      %s/my    用手机号登录，验证码会显示在这里\n", DemoPlace(), address, address)
	for _, l := range demoLogins() {
		if l.Face == "my" {
			_, _ = fmt.Fprintf(w, "            %s  %s：%s\n", l.Login, l.Name, l.Who)
		}
	}
	_, _ = fmt.Fprintf(w, "\n  工作人员  %s/desk  密码都是 %s\n", address, demo.Password)
	for _, l := range demoLogins() {
		if l.Face == "desk" {
			_, _ = fmt.Fprintf(w, "            %-12s %s：%s\n", l.Login, l.Name, l.Who)
		}
	}
	_, _ = fmt.Fprintln(w)
}

// DemoOptions says which demo city to make.
type DemoOptions struct {
	// Enterprises is how many, the usual number if zero.
	Enterprises int
}

// errNotDemo guards a real instance against demo mode, which would show its
// one-time codes on the console.
var errNotDemo = errors.New("这个数据库里已有别的数据，不是演示城市，不能以演示方式使用；请换一个数据目录（--data）")

// CreateDemo makes the demo city, through the same imports as a real one, unless
// it is there. Each step can be done again: one that was cut short is finished
// by the next start. The first match run is queued last.
func (a *App) CreateDemo(ctx context.Context, o DemoOptions) error {
	ctx = authz.AsSystem(ctx, "demo")
	departments, err := a.Org.Names(ctx)
	if err != nil {
		return err
	}
	ours := demo.City().Departments
	if _, known := departments[ours[0].Code]; len(departments) > 0 && !known {
		return errNotDemo
	}
	runs, err := a.Policy.Runs(ctx, kernel.Page{Limit: 1})
	if err != nil || runs.Total > 0 {
		return err
	}
	_, _ = fmt.Fprintln(a.console, "正在建立演示城市，大约需要十几秒……")
	for _, s := range a.demoSteps(o) {
		a.Log.DebugContext(ctx, "demo city", "step", s.what)
		if err := s.do(ctx); err != nil {
			return fmt.Errorf("建立演示城市时“%s”没有成功：%w", s.what, err)
		}
	}
	return nil
}

// step is one part of making the demo city.
type step struct {
	what string
	do   func(context.Context) error
}

func (a *App) demoSteps(o DemoOptions) []step {
	today := civil.Of(a.Clock.Now().In(civil.Beijing))
	options := demo.Options{Enterprises: o.Enterprises, AsOf: today}
	return []step{
		{"区划", func(ctx context.Context) error {
			_, err := a.Org.ImportDivisions(ctx, demo.City().Divisions)
			return err
		}},
		{"部门", func(ctx context.Context) error {
			_, err := a.Org.ImportDepartments(ctx, demoDepartments())
			return err
		}},
		{"工作人员", func(ctx context.Context) error {
			_, err := a.Account.ImportStaff(ctx, demoStaff())
			return err
		}},
		{"岗位", a.demoPosts},
		{"服务网络", a.demoNetwork},
		{"事实字典", func(ctx context.Context) error {
			keys := demo.FactKeys()
			_, err := a.Enterprise.ImportFactKeys(ctx, bytes.NewReader(keys), int64(len(keys)))
			return err
		}},
		{"企业", func(ctx context.Context) error {
			return imported(ctx, a.Enterprise.ImportEnterprises, "演示企业.csv", func(w io.Writer) error { return demo.WriteEnterprises(w, options) })
		}},
		{"企业事实", func(ctx context.Context) error {
			return imported(ctx, a.Enterprise.ImportFacts, "演示事实.csv", func(w io.Writer) error { return demo.WriteFacts(w, options) })
		}},
		{"完整的来源", func(ctx context.Context) error { return a.demoCompleteSources(ctx, today) }},
		{"企业联系人", a.demoContacts},
		{"企业账号", func(ctx context.Context) error {
			_, err := a.Account.ImportMandates(ctx, demoMandates())
			return err
		}},
		{"政策主题", a.Library.Taxonomy.Seed},
		{"政策文件", func(ctx context.Context) error {
			if _, err := a.Policy.ImportPolicies(ctx, bytes.NewReader(demo.Background())); err != nil {
				return err
			}
			_, err := a.Policy.ImportPolicies(ctx, bytes.NewReader(demo.Policies()))
			return err
		}},
		{"政策事项", func(ctx context.Context) error {
			_, err := a.Policy.ImportMeasures(ctx, bytes.NewReader(demo.Measures()))
			return err
		}},
		{"政策库", a.demoLibrary},
		{"事项的新版本", a.demoLives},
		{"扫码地点", a.demoPlaces},
		{"诉求", a.demoAppeals},
		{"扫码指南", func(ctx context.Context) error { return a.Printing.Guides.Import(ctx, demo.Guides()) }},
		{"匹配", func(ctx context.Context) error {
			_, err := a.Policy.StartRun(ctx, today)
			return err
		}},
	}
}

// imported feeds what a generator writes to a table import, and insists that no
// row is refused: a demo city with holes is a fault of the program.
func imported(ctx context.Context, do enterprise.Importer, name string, write func(io.Writer) error) error {
	var file bytes.Buffer
	if err := write(&file); err != nil {
		return err
	}
	report, err := do(ctx, bytes.NewReader(file.Bytes()), int64(file.Len()), name, nil)
	if err != nil {
		return err
	}
	if report.Refused > 0 {
		return fmt.Errorf("%s: %d rows refused, the first: row %d: %s", name, report.Refused, report.Problems[0].Row, report.Problems[0].Reason)
	}
	return nil
}

func (a *App) demoCompleteSources(ctx context.Context, today civil.Date) error {
	for _, key := range demo.Closed() {
		if err := a.Enterprise.MarkComplete(ctx, key, "各部门名录", today); err != nil {
			return err
		}
	}
	return nil
}

// demoContacts makes everybody who acts for an enterprise a contact of it, where
// it has none yet.
func (a *App) demoContacts(ctx context.Context) error {
	had := map[string]bool{}
	for _, m := range demoMandates() {
		if _, known := had[m.USCC]; !known {
			list, err := a.Enterprise.Contacts.Own(ctx, m.USCC)
			if err != nil {
				return err
			}
			had[m.USCC] = len(list) > 0
		}
		if had[m.USCC] {
			continue
		}
		role := "经办人"
		if m.Role == account.LegalRepresentative {
			role = "法定代表人"
		}
		if _, err := a.Enterprise.Contacts.Save(ctx, contact.PermEdit, m.USCC, "", 0, record.ContactForm{Role: role, Name: m.Name, Phone: m.Phone}); err != nil {
			return err
		}
	}
	return nil
}

func demoDepartments() []org.DepartmentRow {
	var rows []org.DepartmentRow
	for _, d := range demo.City().Departments {
		rows = append(rows, org.DepartmentRow{
			Code: d.Code, Parent: d.Parent, Name: d.Name, ShortName: d.Short, Division: d.Division, Duty: d.Duty, Phone: d.Phone,
		})
	}
	return rows
}

func demoStaff() []account.NewStaff {
	var rows []account.NewStaff
	for _, s := range demo.Staff() {
		rows = append(rows, account.NewStaff{
			Login: s.Login, Name: s.Name, Password: s.Password, Department: s.Department, Division: s.Division, Roles: s.Roles,
		})
	}
	return rows
}

func demoMandates() []account.MandateRow {
	var rows []account.MandateRow
	for _, e := range demo.EnterpriseAccounts() {
		for _, m := range e.Mandates {
			rows = append(rows, account.MandateRow{Phone: e.Phone, Name: e.Name, USCC: m.USCC, Role: account.MandateRole(m.Role)})
		}
	}
	return rows
}

// FinishRuns works the queue until the newest match run is finished.
func (a *App) FinishRuns(ctx context.Context) error {
	runs, err := a.Policy.Runs(authz.AsSystem(ctx, "demo"), kernel.Page{Limit: 1})
	if err != nil || len(runs.Items) == 0 {
		return err
	}
	if err := a.Jobs.Start(ctx); err != nil {
		return err
	}
	follow, err := a.Jobs.Follow(ctx, runs.Items[0].Job)
	if err == nil {
		var last jobs.Task
		for last = range follow {
		}
		if err = ctx.Err(); err == nil {
			err = firstRun(last)
		}
	}
	if stopErr := a.Jobs.Stop(context.WithoutCancel(ctx)); err == nil {
		err = stopErr
	}
	return err
}

// firstRun says what became of the demo city's first match run. One that was not
// followed to its end stays queued, and whoever serves the city next does it.
func firstRun(last jobs.Task) error {
	switch {
	case last.State == jobs.Done:
		return nil
	case last.State.Final():
		return fmt.Errorf("演示城市已建好，但第一次匹配没有完成：%s", last.ErrorMessage)
	default:
		return errors.New("演示城市已建好，但第一次匹配还没有结束（数据库文件可能被别的程序移走或删除了）。用 yikou serve --demo 启动后会接着匹配；要重新建立，请先停止其他一口程序，再换一个数据目录（--data）")
	}
}
