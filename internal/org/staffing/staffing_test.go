package staffing_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/account/roster"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/org"
	"github.com/yikou/yikou/internal/org/intake"
	"github.com/yikou/yikou/internal/org/staffing"
	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/platform/events"
	"github.com/yikou/yikou/internal/platform/jobs"
	"github.com/yikou/yikou/internal/standard/division"
)

// people is the real list of staff in the words of the organisation.
type people struct{ *roster.Service }

func person(m roster.Member) org.Person {
	return org.Person{ID: m.ID, Login: m.Login, Name: m.Name, Department: m.Department, Division: m.Division, Status: org.PersonStatus(m.Status), CreatedAt: m.CreatedAt}
}

func persons(found map[string]roster.Member, err error) (map[string]org.Person, error) {
	list := map[string]org.Person{}
	for key, m := range found {
		list[key] = person(m)
	}
	return list, err
}

func (p people) List(ctx context.Context, f org.PeopleFilter, page kernel.Page) (kernel.Rows[org.Person], error) {
	found, err := p.Service.List(ctx, roster.Filter{Departments: f.Departments, Text: f.Text, Status: "", Except: f.Except}, page)
	out := kernel.Rows[org.Person]{Total: found.Total, Next: found.Next}
	for _, m := range found.Items {
		out.Items = append(out.Items, person(m))
	}
	return out, err
}

func (p people) ByID(ctx context.Context, ids []string) (map[string]org.Person, error) {
	return persons(p.Service.ByID(ctx, ids))
}

func (p people) ByLogin(ctx context.Context, logins []string) (map[string]org.Person, error) {
	return persons(p.Service.ByLogin(ctx, logins))
}

func (p people) Create(ctx context.Context, n org.NewPerson) (string, error) {
	return p.Service.Create(ctx, n.Login, n.Name, n.Department, n.Division)
}

// desk is work of another module: whoever holds it, held in memory.
type desk struct{ holder map[string]string }

func (d *desk) Open(_ context.Context, staff string) ([]org.WorkItem, error) {
	var items []org.WorkItem
	for id, holder := range d.holder {
		if holder == staff {
			items = append(items, org.WorkItem{Kind: "case", ID: id, Label: "案件 " + id})
		}
	}
	return items, nil
}

func (d *desk) HandOver(_ context.Context, _, to string, items []org.WorkItem) error {
	for _, i := range items {
		if i.ID == "broken" {
			return errors.New("the other module fails")
		}
		d.holder[i.ID] = to
	}
	return nil
}

type bundle struct {
	*staffing.Service
	t      *testing.T
	db     *db.DB
	clock  *clock.Fixed
	desk   *desk
	system context.Context
	// dept, post and staff are IDs by the names the tests use.
	dept, post, staff map[string]string
}

const (
	street = "390102001000"
	grid1  = "390102001001001"
	grid2  = "390102001001002"
)

func setup(t *testing.T, d *db.DB) *bundle {
	t.Helper()
	c := clock.NewFixed(time.Date(2026, 3, 2, 1, 0, 0, 0, time.UTC))
	registry := jobs.NewRegistry()
	runner, err := jobs.New(d, c, slog.New(slog.DiscardHandler), registry, jobs.Options{})
	require.NoError(t, err)
	log, bus := audit.New(d, c), events.NewBus(d, c, runner, registry)
	p := people{roster.New(roster.Deps{DB: d, Clock: c, Audit: log, Bus: bus, Unusable: func() string { return "none" }})}
	o := org.New(org.Deps{DB: d, Clock: c, Audit: log, Bus: bus, People: p})
	b := &bundle{
		t: t, db: d, clock: c, desk: &desk{map[string]string{}}, system: authz.AsSystem(t.Context(), "test"),
		dept: map[string]string{}, post: map[string]string{}, staff: map[string]string{},
	}
	b.Service = staffing.New(staffing.Deps{DB: d, Clock: c, Audit: log, Bus: bus, Org: o, People: p, Works: []org.Work{b.desk}})
	_, err = o.ImportDivisions(b.system, []division.Division{
		{Code: "39", Name: "东屿省"}, {Code: "3901", Name: "霁川市"}, {Code: "390102", Name: "望渚区"}, {Code: street, Name: "渚前街道"},
		{Code: "390102002", Name: "荷桥街道"}, {Code: "390102001001", Name: "学宫社区"}, {Code: grid1, Name: "第一网格"}, {Code: grid2, Name: "第二网格"},
	})
	require.NoError(t, err)
	_, err = o.ImportDepartments(b.system, []org.DepartmentRow{
		{Code: "gov", Name: "区政府办", Division: "390102"}, {Code: "sci", Name: "区科技局", Parent: "gov", Division: "390102"},
		{Code: "st1", Name: "渚前街道办", Parent: "gov", Division: street}, {Code: "st2", Name: "荷桥街道办", Parent: "gov", Division: "390102002"},
	})
	require.NoError(t, err)
	found, err := o.DepartmentsByCode(t.Context(), []string{"gov", "sci", "st1", "st2"})
	require.NoError(t, err)
	for code, one := range found {
		b.dept[code] = one.ID
		made, err := b.AddPost(b.system, one.ID, staffing.PostForm{Name: "网格员", Headcount: 2})
		require.NoError(t, err)
		b.post[code] = made.ID
	}
	for login, department := range map[string]string{"han": "st1", "miao": "st1", "yang": "st2", "zhu": "gov"} {
		b.staff[login], err = b.AddPerson(b.system, staffing.NewPerson{Login: login, Name: login + "示例", Department: b.dept[department]})
		require.NoError(t, err)
	}
	return b
}

// as returns a context in which a member of staff acts with every power of the
// organisation as far as a reach.
func (b *bundle) as(login, department string, reach kernel.Reach) context.Context {
	return authz.With(b.t.Context(), kernel.Principal{
		Kind: kernel.StaffPrincipal, ID: b.staff[login], Department: b.dept[department], Division: street,
		Grants: map[string]kernel.Reach{"org.read": reach, "org.edit": reach, "org.handover": reach},
	})
}

func (b *bundle) count(query string, args ...any) int {
	b.t.Helper()
	var n int
	require.NoError(b.t, b.db.QueryRow(b.t.Context(), query, args...).Scan(&n))
	return n
}

func (b *bundle) assign(login, place string, role staffing.Role) string {
	b.t.Helper()
	a, err := b.Assign(b.system, b.staff[login], place, role)
	require.NoError(b.t, err)
	return a.ID
}

// held says in words what somebody holds now.
func (b *bundle) held(login string) []string {
	b.t.Helper()
	items, err := b.Open(b.system, b.staff[login])
	require.NoError(b.t, err)
	list := []string{}
	for _, i := range items {
		list = append(list, i.Label)
	}
	return list
}

func fieldsOf(t *testing.T, err error) []string {
	t.Helper()
	refusal, ok := errors.AsType[*errs.Error](err)
	require.True(t, ok, "%v", err)
	list := []string{}
	for _, f := range refusal.Fields {
		list = append(list, f.Msg)
	}
	return list
}

func TestWhoLeavesHandsOverEverythingFirst(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		one, two := b.assign("han", grid1, staffing.GridOfficer), b.assign("han", grid2, staffing.GridOfficer)
		require.NoError(t, b.Appoint(b.system, b.staff["han"], b.post["st1"]))
		b.desk.holder["c1"] = b.staff["han"]
		_, err := d.Exec(t.Context(), `INSERT INTO account_session (id, token_hash, kind, owner, created_at, last_seen_at, expires_at)
			VALUES ('s', 'h', 'staff', ?, '2026-03-02T01:00:00.000000Z', '2026-03-02T01:00:00.000000Z', '2026-03-03T01:00:00.000000Z')`, b.staff["han"])
		require.NoError(t, err)
		file, err := b.Person(b.system, b.staff["han"])
		require.NoError(t, err)
		post := staffing.OrderItem{Kind: staffing.KindMainPost, ID: file.Held[0].ID}
		b.clock.Move(time.Hour)

		order := staffing.Order{Kind: staffing.Leave, Staff: b.staff["han"], Items: []staffing.OrderItem{
			{Kind: staffing.KindService, ID: one, Receiver: b.staff["miao"]},
		}}
		_, err = b.HandOver(b.system, order)
		require.ErrorIs(t, err, staffing.ErrOpenWork)
		require.Equal(t, []string{"望渚区渚前街道学宫社区第二网格 · 网格员", "渚前街道办 · 网格员", "案件 c1"}, fieldsOf(t, err))
		require.Equal(t, 1, b.count(`SELECT count(*) FROM audit_entry WHERE action = 'org.handover_refused'`))
		require.Equal(t, b.staff["han"], b.desk.holder["c1"])
		require.Len(t, b.held("han"), 4, "a refusal moved something")

		order.Items = append(order.Items,
			staffing.OrderItem{Kind: staffing.KindService, ID: two, Receiver: b.staff["zhu"]}, post,
			staffing.OrderItem{Kind: "case", ID: "c1", Receiver: b.staff["yang"]})
		h, err := b.HandOver(b.system, order)
		require.NoError(t, err)
		require.Len(t, h.Items, 4)
		require.Equal(t, []string{"望渚区渚前街道学宫社区第一网格 · 网格员"}, b.held("miao"))
		require.Equal(t, []string{"望渚区渚前街道学宫社区第二网格 · 网格员"}, b.held("zhu"))
		require.Equal(t, b.staff["yang"], b.desk.holder["c1"])
		require.Zero(t, b.count(`SELECT count(*) FROM account_session`))
		require.Equal(t, 1, b.count(`SELECT count(*) FROM account_staff WHERE id = ? AND status = 'left'`, b.staff["han"]))

		file, err = b.Person(b.system, b.staff["han"])
		require.NoError(t, err)
		require.Empty(t, file.Held)
		require.Len(t, file.History, 2)
		for _, held := range file.History {
			require.False(t, held.Open())
		}
		require.Len(t, file.Services, 2)
		require.Equal(t, b.clock.Now(), file.Services[0].EndsAt)
		require.Len(t, file.Handovers, 1)
		other, err := b.Person(b.system, b.staff["miao"])
		require.NoError(t, err)
		require.Equal(t, []string{h.ID}, []string{other.Handovers[0].ID}, "who receives sees it too")

		_, err = b.HandOver(b.system, order)
		require.ErrorIs(t, err, staffing.ErrPersonLeft)
		_, err = b.Assign(b.system, b.staff["han"], grid1, staffing.GridOfficer)
		require.ErrorIs(t, err, staffing.ErrPersonLeft)
		names, err := b.Bus.Names(t.Context())
		require.NoError(t, err)
		require.Equal(t, []string{"account.staff_left", "org.person_left"}, names[len(names)-2:])
	})
}

func TestAHandoverThatFailsHalfwayDidNothing(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		one := b.assign("han", grid1, staffing.GridOfficer)
		b.desk.holder["broken"] = b.staff["han"]
		_, err := b.HandOver(b.system, staffing.Order{Kind: staffing.Leave, Staff: b.staff["han"], Items: []staffing.OrderItem{
			{Kind: staffing.KindService, ID: one, Receiver: b.staff["miao"]}, {Kind: "case", ID: "broken", Receiver: b.staff["miao"]},
		}})
		require.ErrorContains(t, err, "the other module fails")
		require.Len(t, b.held("han"), 2)
		require.Empty(t, b.held("miao"))
		require.Zero(t, b.count(`SELECT count(*) FROM org_handover`))
		require.Equal(t, 1, b.count(`SELECT count(*) FROM account_staff WHERE id = ? AND status = 'active'`, b.staff["han"]))
	})
}

func TestAReceiverWorksHereAndMayHoldTheWork(t *testing.T) {
	t.Parallel()
	b := setup(t, dbtest.Open(t, db.SQLite))
	one := b.assign("han", grid1, staffing.GridOfficer)
	_, err := b.HandOver(b.system, staffing.Order{Kind: staffing.Leave, Staff: b.staff["miao"]})
	require.NoError(t, err)
	for reason, receiver := range map[string]string{
		"接手人不在岗": b.staff["miao"], "接手人不能是他本人": b.staff["han"], "接手人所在部门不负责这项工作": b.staff["yang"],
		"没有找到这位接手人": kernel.NewID(), "请选择接手人": "",
	} {
		_, err := b.HandOver(b.system, staffing.Order{Kind: staffing.Leave, Staff: b.staff["han"], Items: []staffing.OrderItem{
			{Kind: staffing.KindService, ID: one, Receiver: receiver},
		}})
		require.ErrorIs(t, err, staffing.ErrHandover, reason)
		require.Equal(t, []string{reason}, fieldsOf(t, err))
	}
	gone := staffing.OrderItem{Kind: staffing.KindService, ID: kernel.NewID(), Receiver: b.staff["zhu"]}
	twice := staffing.OrderItem{Kind: staffing.KindService, ID: one, Receiver: b.staff["zhu"]}
	_, err = b.HandOver(b.system, staffing.Order{Kind: staffing.Leave, Staff: b.staff["han"], Items: []staffing.OrderItem{gone, twice, twice}})
	require.Equal(t, []string{"这项工作已经不在他名下，请刷新后再办", "这项工作列了两次"}, fieldsOf(t, err))
	_, err = b.HandOver(b.as("han", "gov", kernel.ReachAll), staffing.Order{Kind: staffing.Leave, Staff: b.staff["han"]})
	require.ErrorIs(t, err, staffing.ErrOneself)

	found, err := b.Candidates(b.system, b.staff["han"], "", kernel.Page{Limit: 50})
	require.NoError(t, err)
	var names []string
	for _, c := range found.Items {
		require.Equal(t, []string{staffing.KindService + " " + one}, c.May)
		names = append(names, c.Login)
	}
	require.NotContains(t, names, "yang")
	require.Contains(t, names, "zhu")
}

func TestATransferTakesAlongWhatTheNewDepartmentMayHold(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		one := b.assign("han", grid1, staffing.GridOfficer)
		up := staffing.Order{Kind: staffing.Transfer, Staff: b.staff["han"], Department: b.dept["st2"], Post: b.post["st2"]}
		_, err := b.HandOver(b.system, up)
		require.ErrorIs(t, err, staffing.ErrOpenWork, "another street may not hold the grid")
		up.Department, up.Post = b.dept["sci"], b.post["sci"]
		_, err = b.HandOver(b.system, up)
		require.NoError(t, err, "the district may")
		file, err := b.Person(b.system, b.staff["han"])
		require.NoError(t, err)
		require.Equal(t, b.dept["sci"], file.Department)
		require.Equal(t, []string{"望渚区渚前街道学宫社区第一网格 · 网格员", "区科技局 · 网格员"}, b.held("han"))
		require.Equal(t, one, file.Services[1].ID)
		require.False(t, file.Services[1].Open(), "it was served for the street until then")
		require.Equal(t, b.dept["sci"], file.Services[0].Department)
		require.Equal(t, 1, b.count(`SELECT count(*) FROM org_tenure WHERE staff = ? AND kind = 'main' AND ends_at IS NULL`, b.staff["han"]))
		_, err = b.HandOver(b.system, up)
		require.ErrorIs(t, err, staffing.ErrAlreadyHolds)
	})
}

func TestPostsHaveRoomForTheirHeadcountAndCloseWhenVacant(t *testing.T) {
	t.Parallel()
	b := setup(t, dbtest.Open(t, db.SQLite))
	post := b.post["st1"]
	require.NoError(t, b.Appoint(b.system, b.staff["han"], post))
	require.ErrorIs(t, b.Appoint(b.system, b.staff["han"], post), staffing.ErrAlreadyHolds)
	require.NoError(t, b.Appoint(b.system, b.staff["zhu"], post))
	require.ErrorIs(t, b.Appoint(b.system, b.staff["miao"], post), staffing.ErrPostFull)
	_, err := b.ChangePost(b.system, post, 1, staffing.PostForm{Name: "网格员", Headcount: 1})
	require.ErrorIs(t, err, staffing.ErrPost)
	_, err = b.ChangePost(b.system, post, 7, staffing.PostForm{Name: "网格员", Headcount: 3})
	require.ErrorIs(t, err, staffing.ErrPostStale)
	_, err = b.AddPost(b.system, b.dept["st1"], staffing.PostForm{Name: " 网格员 ", Headcount: 1})
	require.ErrorIs(t, err, staffing.ErrPostTaken)
	_, err = b.ClosePost(b.system, post, 1)
	require.ErrorIs(t, err, staffing.ErrPostHeld)
	file, err := b.Person(b.system, b.staff["zhu"])
	require.NoError(t, err)
	require.Equal(t, staffing.Part, file.Held[1].Kind)
	require.ErrorIs(t, b.EndTenure(b.system, file.Held[0].ID), staffing.ErrTenureUnknown, "a main tenure ends by leaving")
	require.NoError(t, b.EndTenure(b.system, file.Held[1].ID))
	require.ErrorIs(t, b.EndTenure(b.system, file.Held[1].ID), staffing.ErrTenureUnknown)
}

func TestAPlaceHasOneChiefAndIsServedByThoseWhoseDepartmentDoes(t *testing.T) {
	t.Parallel()
	b := setup(t, dbtest.Open(t, db.SQLite))
	_, err := b.Assign(b.system, b.staff["han"], "390102", staffing.Specialist)
	require.ErrorIs(t, err, staffing.ErrMayNotServe)
	_, err = b.Assign(b.system, b.staff["han"], "390999", staffing.Specialist)
	require.ErrorIs(t, err, org.ErrDivisionUnknown)
	b.assign("han", street, staffing.Chief)
	_, err = b.Assign(b.system, b.staff["miao"], street, staffing.Chief)
	require.ErrorIs(t, err, staffing.ErrChief)
	b.assign("miao", street, staffing.Specialist)
	_, err = b.Assign(b.system, b.staff["miao"], street, staffing.Specialist)
	require.ErrorIs(t, err, staffing.ErrAlreadyHolds)

	network, err := b.Network(b.system, grid1)
	require.NoError(t, err)
	told := []string{}
	for _, p := range network {
		line := p.Division.Name
		for _, a := range p.People {
			line += " " + a.Role.Name()
		}
		told = append(told, line)
	}
	require.Equal(t, []string{"东屿省", "霁川市", "望渚区", "渚前街道 首席服务专员 服务专员", "学宫社区", "第一网格"}, told)
}

func TestEachSeesAndChangesOnlyAsFarAsThePermissionReaches(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		for name, c := range map[string]struct {
			reach kernel.Reach
			dept  string
			want  []string
		}{
			"everything":                     {kernel.ReachAll, "st1", []string{"han", "miao", "yang", "zhu"}},
			"the department and those below": {kernel.ReachDepartmentSubtree, "gov", []string{"han", "miao", "yang", "zhu"}},
			"a leaf and those below":         {kernel.ReachDepartmentSubtree, "st1", []string{"han", "miao"}},
			"the division":                   {kernel.ReachDivisionSubtree, "gov", []string{"han", "miao"}},
			"the department alone":           {kernel.ReachDepartment, "gov", []string{"zhu"}},
			"nobody without a department":    {kernel.ReachDepartmentSubtree, "", []string{}},
		} {
			ctx := b.as("zhu", c.dept, c.reach)
			rows, err := b.ListPeople(ctx, staffing.PeopleFilter{}, kernel.Page{Limit: 50})
			require.NoError(t, err, name)
			logins := []string{}
			for _, r := range rows.Items {
				logins = append(logins, r.Login)
			}
			require.Equal(t, c.want, logins, name)
			require.EqualValues(t, len(c.want), rows.Total, name)
		}
		ctx := b.as("miao", "st1", kernel.ReachDepartmentSubtree)
		one := b.assign("yang", "390102002", staffing.Specialist)
		_, err := b.Person(ctx, b.staff["yang"])
		require.ErrorIs(t, err, staffing.ErrPersonUnknown)
		_, err = b.HandOver(ctx, staffing.Order{Kind: staffing.Leave, Staff: b.staff["yang"]})
		require.ErrorIs(t, err, staffing.ErrPersonUnknown)
		require.ErrorIs(t, b.EndAssignment(ctx, one), staffing.ErrServiceUnknown)
		require.ErrorIs(t, b.Appoint(ctx, b.staff["han"], b.post["st2"]), staffing.ErrPostUnknown)
		_, err = b.AddPerson(ctx, staffing.NewPerson{Login: "neu", Name: "新示例", Department: b.dept["st2"]})
		require.ErrorIs(t, err, org.ErrDepartmentUnknown)
		_, err = b.HandOver(ctx, staffing.Order{Kind: staffing.Transfer, Staff: b.staff["han"], Department: b.dept["st2"]})
		require.ErrorIs(t, err, org.ErrDepartmentUnknown)
		held := b.assign("han", grid1, staffing.GridOfficer)
		_, err = b.HandOver(ctx, staffing.Order{Kind: staffing.Leave, Staff: b.staff["han"], Items: []staffing.OrderItem{
			{Kind: staffing.KindService, ID: held, Receiver: b.staff["zhu"]},
		}})
		require.Equal(t, []string{"没有找到这位接手人"}, fieldsOf(t, err), "a receiver out of reach")
		_, err = b.Import(ctx, intake.People, []byte("x"))
		require.ErrorIs(t, err, authz.ErrForbidden)
	})
}

func TestAFileComesInAsAWholeOrNotAtAll(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		load := func(kind intake.Kind, text string) intake.Report {
			t.Helper()
			r, err := b.Import(b.system, kind, []byte(text))
			require.NoError(t, err)
			return r
		}
		r := load(intake.Departments, "部门代码,部门名称,上级部门代码,区划代码\nnew,新局,gov,390102\nnew2,新二局,new,390102\n")
		require.Equal(t, intake.Report{Rows: 2, Created: 2}, r)
		r = load(intake.Posts, "部门代码,岗位名称,编制数\nnew,科长,1\nst1,网格员,5\nst2,网格员,2\n")
		require.Equal(t, intake.Report{Rows: 3, Created: 1, Updated: 1, Unchanged: 1}, r)
		r = load(intake.People, "账号,姓名,部门代码,岗位名称\nkong,孔示例,new,科长\nhan,han示例,st1,\n")
		require.Equal(t, intake.Report{Rows: 2, Created: 1, Unchanged: 1}, r)
		before := b.count(`SELECT count(*) FROM account_staff`)
		r = load(intake.People, "账号,姓名,部门代码,岗位名称\nneu,新示例,new,\n\nkong2,孔示例,new,科长\nkong,别人,new,\nhan,han示例,st2,\nA B,某示例,new,\nneu,新示例,new,\n,无示例,new,\n")
		require.Equal(t, []intake.Problem{{Row: 8, Column: "账号", Reason: "必须填写"}}, r.Problems)
		r = load(intake.People, "账号,姓名,部门代码,岗位名称\nneu,新示例,new,\n\nkong2,孔示例,new,科长\nkong,别人,new,\nhan,han示例,st2,\nA B,某示例,new,\nneu,新示例,new,\nx1,某示例,nowhere,\n")
		rows := []int64{}
		for _, p := range r.Problems {
			rows = append(rows, p.Row)
		}
		require.Equal(t, []int64{3, 4, 5, 6, 7, 8}, rows)
		require.Equal(t, before, b.count(`SELECT count(*) FROM account_staff`), "a part of the file was kept")
		r = load(intake.Departments, "部门代码,部门名称,上级部门代码,区划代码\na1,甲局,gov,390102\na2,乙局,nowhere,390102\n")
		require.Equal(t, []intake.Problem{{Row: 2, Column: "上级部门代码", Reason: "没有这个上级部门"}}, r.Problems)
		require.Equal(t, 6, b.count(`SELECT count(*) FROM org_department`))
		_, err := b.Import(b.system, intake.Posts, []byte("名称\nx\n"))
		require.ErrorIs(t, err, intake.ErrColumns)
		require.Equal(t, 3, b.count(`SELECT count(*) FROM audit_entry WHERE action = 'org.import_refused'`))
		var file bytes.Buffer
		require.NoError(t, intake.WriteTemplate(&file, intake.Posts))
		r, err = b.Import(b.system, intake.Posts, file.Bytes())
		require.NoError(t, err)
		require.Equal(t, "没有这个部门，或已撤销", r.Problems[0].Reason, "the template is read back")
	})
}

func TestWhoCameInAnotherWayGetsATenureOnce(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		id, err := b.People.Create(b.system, org.NewPerson{Login: "gast", Name: "客示例", Department: b.dept["sci"], Division: "390102000000"})
		require.NoError(t, err)
		require.NoError(t, b.Adopt(t.Context()))
		require.NoError(t, b.Adopt(t.Context()))
		require.Equal(t, 1, b.count(`SELECT count(*) FROM org_tenure WHERE staff = ?`, id))
		require.Equal(t, 5, b.count(`SELECT count(*) FROM org_tenure`))
	})
}
