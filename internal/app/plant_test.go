package app_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/app/prooftest"
	"github.com/yikou/yikou/internal/demo"
	"github.com/yikou/yikou/internal/disclosure"
	"github.com/yikou/yikou/internal/enterprise"
	"github.com/yikou/yikou/internal/enterprise/contact"
	"github.com/yikou/yikou/internal/enterprise/record"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/jobs"
	"github.com/yikou/yikou/internal/standard/civil"
	"github.com/yikou/yikou/internal/standard/uscc"
)

// relations says what is planted of each kind. A row of the matrix has a cell
// for each.
var relations = map[string][]string{
	"enterprise":      {"own", "other_firm", "other_division", prooftest.None},
	"notice":          {"own", "another", prooftest.None},
	"delivery":        {"failed", prooftest.None},
	"contact":         {"own", "other_firm", "other_division", prooftest.None},
	"task":            {"own", "own_department", "other_department", "other_division", prooftest.None},
	"import":          {"own", "own_department", "other_department", "other_division", prooftest.None},
	"guide":           guideRelations,
	"place":           placeRelations,
	"reply_template":  templateRelations,
	"threshold_draft": {"another", prooftest.None}, "alarm_draft": {"another", prooftest.None}, "appeal_check": appealRelations,
	"appeal_view": viewRelations, "appeal_signal": signalRelations, "appeal_alarm": alarmRelations, "appeal_issue": issueRelations,
	"definition_draft": {"another", prooftest.None},
	"partner":          partnerRelations,
	"app":              open311Relations,
	"deadline_profile": {"own", prooftest.None}, "deadline_calendar": {"own"},
	"ticket": reportRelations, "report": reportRelations, "report_refused": reportRelations,
	"my_appeal": firmRelations, "my_appeal_ticket": firmRelations, "my_appeal_refused": firmRelations, "filed": filedRelations,
	"appeal": appealRelations, "appeal_received": appealRelations, "appeal_accepted": appealRelations, "appeal_dispatched": appealRelations,
	"appeal_helping": appealRelations, "appeal_in_hand": appealRelations, "appeal_replied": appealRelations, "appeal_read": appealRelations,
	"appeal_closed": appealRelations, "appeal_merged": appealRelations, "appeal_extending": appealRelations, "appeal_suspended": appealRelations, "appeal_excluding": appealRelations, "appeal_laying": appealRelations, "appeal_shown": appealRelations,
	"measure":   {"own", "other_department", "draft", prooftest.None},
	"draft":     {"own", prooftest.None},
	"submitted": {"own", prooftest.None},
	"in_force":  {"own", prooftest.None},
	"suspended": {"own", prooftest.None},
	"policy":    {"own", "draft", prooftest.None},
	"wish":      {"own", "other_firm", prooftest.None}, "subscription": {"own", "other_firm", prooftest.None},
	"department": {"own", "other_department", "other_division"},
	"run":        {"own"},
	"mandate":    {"own", "other_firm", "other_division", prooftest.None},
	"invitation": {"own", "other_firm", prooftest.None},
	"staff":      {"own", prooftest.None},
	"role":       {"own", prooftest.None},
	"proposal":   {"own", prooftest.None},
	"export":     {"own", "leaders", prooftest.None},
	"approved":   {"own", "leaders", prooftest.None},
	"office":     orgRelations, "office_changed": orgRelations, "office_moved": orgRelations, "office_closed": orgRelations,
	"post": orgRelations, "post_changed": orgRelations, "post_closed": orgRelations,
	"person": orgRelations, "person_served": orgRelations, "person_leaving": orgRelations,
	"tenure": orgRelations, "service": orgRelations, "handover": orgRelations,
}

// plantings plant everything, in this order, while the queue runs.
var plantings = []func(*world){
	plantDepartments, plantFirms, plantContacts, plantMeasures, plantLibrary, plantLives, plantGuides, plantPlaces, plantPartners, plantOpen311, plantDeadlines, plantAppeals, plantIntake, plantTemplates, plantThresholds, plantAlarmRules, plantChecks, plantViews, plantSignals, plantAlarms, plantIssues, plantDefinitions, plantImports, plantTasks, plantMandates, plantExports,
	plantAccounts,
	plantOrg,
	plantNotices, // last: what was told of the building is dropped
}

// makers make an object of a kind anew for rows that say `fresh: object`.
var makers = map[string]func(ctx context.Context, w *world, relation string) (prooftest.Object, error){
	"delivery":        makeDelivery,
	"contact":         makeContact,
	"guide":           makeGuide,
	"place":           makePlace,
	"reply_template":  makeTemplate,
	"threshold_draft": makeThresholds, "alarm_draft": makeAlarmRules,
	"appeal_check": makeCheck,
	"appeal_view":  makeView, "appeal_alarm": makeAlarm, "appeal_issue": makeIssue,
	"definition_draft": makeDefinition,
	"partner":          makePartner,
	"app":              makeOpen311,
	"deadline_profile": makeDeadlineProfile, "deadline_calendar": makeDeadlineCalendar,
	"ticket": makeIntake("ticket"), "report": makeIntake("report"), "report_refused": makeIntake("report_refused"),
	"my_appeal": makeIntake("my_appeal"), "my_appeal_ticket": makeIntake("my_appeal_ticket"), "my_appeal_refused": makeIntake("my_appeal_refused"),
	"appeal_received": makeAppeal("appeal_received"), "appeal_accepted": makeAppeal("appeal_accepted"), "appeal_dispatched": makeAppeal("appeal_dispatched"),
	"appeal_helping": makeAppeal("appeal_helping"), "appeal_in_hand": makeAppeal("appeal_in_hand"), "appeal_replied": makeAppeal("appeal_replied"),
	"appeal_read": makeAppeal("appeal_read"), "appeal_closed": makeAppeal("appeal_closed"), "appeal_merged": makeAppeal("appeal_merged"),
	"appeal_extending": makeAppeal("appeal_extending"), "appeal_suspended": makeAppeal("appeal_suspended"), "appeal_excluding": makeAppeal("appeal_excluding"),
	"appeal_laying": makeAppeal("appeal_laying"), "appeal_shown": makeAppeal("appeal_shown"),
	"draft":      makeLife("draft"),
	"submitted":  makeLife("submitted"),
	"in_force":   makeLife("in_force"),
	"suspended":  makeLife("suspended"),
	"mandate":    makeMandate,
	"invitation": makeInvitation,
	"export":     makeExport,
	"staff":      makeStaff,
	"proposal":   makeProposal,
	"policy":     makePolicy, "wish": makeWish, "subscription": makeSubscription,
}

func firmCode(t testing.TB, n uint32) string {
	t.Helper()
	code, err := uscc.Synthetic(uscc.KindEnterprise, "390102", n)
	require.NoError(t, err)
	return string(code)
}

func plantDepartments(w *world) {
	codes := map[string]string{"own": "dept-a", "other_department": "dept-b", "other_division": "dept-c"}
	found, err := w.Org.DepartmentsByCode(w.t.Context(), []string{"dept-a", "dept-b", "dept-c"})
	require.NoError(w.t, err)
	for relation, code := range codes {
		w.keep("department", relation, prooftest.Object{"id": found[code].ID, "code": code, "division": found[code].Division})
	}
}

func plantFirms(w *world) {
	keys := demo.FactKeys()
	_, err := w.Enterprise.ImportFactKeys(w.system(), bytes.NewReader(keys), int64(len(keys)))
	require.NoError(w.t, err)
	text := "uscc,name,industry,province,city,district,status,capital,registered,address,scope,type\n" +
		w.firms["own"] + ",望渚甲机械有限公司,C3511,东屿省,霁川市,望渚区,存续,50万元,2019-05-06,甲路2号,机械制造,有限责任公司\n" +
		w.firms["other_division"] + ",松澜乙商贸有限公司,F5111,东屿省,霁川市,松澜区,存续,12万美元,2020-01-02,,,\n" +
		w.firms["other_firm"] + ",望渚丙软件有限公司,I6513,东屿省,霁川市,望渚区,存续,,,,,\n"
	w.mustImport(w.Enterprise.ImportEnterprises, text)
	facts := "uscc,key,period,value,as_of,source,tier,from,to\n"
	for _, relation := range []string{"own", "other_division", "other_firm"} {
		facts += w.firms[relation] + ",revenue,2025,800,2026-03-31,税务部门,T0,,\n" +
			w.firms[relation] + ",qualification,,high_tech,2024-11-01,科技部门,T0,2024-11-01,2027-11-01\n"
	}
	w.mustImport(w.Enterprise.ImportFacts, facts)
	// The second import is a change of status, which the history shows.
	w.mustImport(w.Enterprise.ImportEnterprises, strings.ReplaceAll(strings.ReplaceAll(text, "存续", "在营"), "望渚甲机械", "望渚甲精机"))
	for relation, code := range w.firms {
		w.keep("enterprise", relation, prooftest.Object{"uscc": code, "id": code})
	}
}

func (w *world) mustImport(do func(context.Context, io.ReaderAt, int64, string, enterprise.Progress) (enterprise.Report, error), text string) {
	report, err := do(w.system(), strings.NewReader(text), int64(len(text)), "名单.csv", nil)
	require.NoError(w.t, err)
	require.Zero(w.t, report.Refused, "%+v", report.Problems)
}

func plantContacts(w *world) {
	for _, relation := range []string{"own", "other_firm", "other_division", prooftest.None} {
		o, err := makeContact(w.t.Context(), w, relation)
		require.NoError(w.t, err)
		w.keep("contact", relation, o)
	}
}

// makeContact adds a contact to a firm; the one that is not there has the code of
// a firm that is.
func makeContact(_ context.Context, w *world, relation string) (prooftest.Object, error) {
	if relation == prooftest.None {
		return prooftest.Object{"id": kernel.NewID(), "uscc": w.firms["own"], "version": "1"}, nil
	}
	n := w.number()
	c, err := w.Enterprise.Contacts.Save(w.system(), contact.PermEdit, w.firms[relation], "", 0, record.ContactForm{
		Role: "财务", Name: fmt.Sprintf("张示例%d", n), Phone: fmt.Sprintf("1370000%04d", n),
	})
	return prooftest.Object{"id": c.ID, "uscc": w.firms[relation], "version": fmt.Sprint(c.Version)}, err
}

// proofMeasure is a complete measure; without a policy it stays a draft.
func proofMeasure(id, department string) string {
	return fmt.Sprintf(`{"id":%q,"title":"企业成长奖励 %s","delivery":"claim","when":{"all":[
		{"id":"c1","fact":"division","op":"under","value":"390100","quote":"注册地在霁川市"},
		{"id":"c2","fact":"revenue","period":"Y-1","op":">=","value":500,"quote":"上年度营业收入达到标准"},
		{"id":"c3","fact":"registered","op":"older_than","value":"P1Y","quote":"成立满一年"}]},
		"benefit":{"fixed":"100000.00"},"bonus":[{"when":{"id":"b1","fact":"qualification","op":"has","value":"high_tech","quote":"高企加奖"},"benefit":{"fixed":"50000.00"}}],
		"kind":"grant","summary":"营业收入达标的企业给予奖励","beneficiaries":"成长型企业","amount_text":"10万元",
		"materials":[{"name":"收款账户确认","note":"在线确认","source":"企业在线填写"}],"steps":[{"title":"确认账户","text":"在线确认"}],"time_limit":"5个工作日","payment_term":"10个工作日",
		"department":%q,"contact":{"unit":"成长科","phone":"0390-5550001"}%s}`, id, id, department, map[bool]string{true: "", false: `,"policy":"p1"`}[id == "draft-one"])
}

const proofPolicies = `[{"id":"p1","title":"支持企业成长若干措施","document_no":"望政发〔2025〕1号","level":"district","issuers":["望渚区人民政府"],
	"published_on":"2025-12-01","effective_from":"2025-12-01","effective_to":"2028-12-31","text":["第一条 鼓励企业扩大投资。","第二条 奖励资金由区财政安排。","第三条 注册地在霁川市、成立满一年、上年度营业收入达到标准的企业适用本措施，高新技术企业适用高企加奖。"],"interpretation":["按上年度收入计算。"],
	"fair_competition_review":{"reviewed_on":"2025-11-20","reviewer":"望渚区甲局","conclusion":"符合要求"}}]`

func plantMeasures(w *world) {
	_, err := w.Policy.ImportPolicies(w.system(), strings.NewReader(proofPolicies))
	require.NoError(w.t, err)
	list := "[" + proofMeasure("growth-a", "dept-a") + "," + proofMeasure("growth-b", "dept-b") + "," + proofMeasure("draft-one", "dept-a") + "]"
	report, err := w.Policy.ImportMeasures(w.system(), strings.NewReader(list))
	require.NoError(w.t, err)
	require.Equal(w.t, 2, report.Published, "%+v", report)
	for relation, id := range map[string]string{"own": "growth-a", "other_department": "growth-b", "draft": "draft-one", prooftest.None: "growth-z"} {
		w.keep("measure", relation, prooftest.Object{"id": id})
	}
	w.told() // the run that the import asked for belongs to nobody
	run, err := w.Policy.StartRun(w.as("importer"), civil.Date{})
	require.NoError(w.t, err)
	w.done(run.Job)
	w.keep("run", "own", prooftest.Object{"id": run.ID, "job": run.Job})
}

// done waits for a job to end well.
func (w *world) done(id string) {
	changes, err := w.Jobs.Follow(w.t.Context(), id)
	require.NoError(w.t, err)
	var last jobs.Task
	for last = range changes {
	}
	require.Equal(w.t, jobs.Done, last.State, last.ErrorMessage)
}

// plantImports has the two roles that may import upload a file each, which is the
// other's colleague's, and both colleagues in other departments as well.
func plantImports(w *world) {
	made := map[string]prooftest.Object{}
	found, err := w.Enterprise.ListImports(w.system(), kernel.Page{Limit: kernel.PageLimit})
	require.NoError(w.t, err)
	for n, i := range found.Items { // what the program itself imported to build the world
		w.keep("import", fmt.Sprintf("program-%d", n+1), prooftest.Object{"id": i.ID})
	}
	for _, role := range []string{"importer", "clerk", neighbour, stranger} {
		text := "uscc,key,period,value,as_of,source,tier,from,to\n" + w.firms["own"] + ",staff,2025,不是数,2026-01-31,人社部门,T0,,\n" +
			w.firms["own"] + ",staff,2025,10,2026-01-31,人社部门,T0,,\n"
		i, job, err := w.Enterprise.Upload(w.as(role), enterprise.ImportKind("facts"), "事实.csv", strings.NewReader(text))
		require.NoError(w.t, err)
		w.done(job)
		made[role] = prooftest.Object{"id": i.ID, "job": job}
	}
	w.keep("import", "own", made["importer"])
	w.keep("import", "own_department", made["clerk"])
	w.keep("import", "own of clerk", made["clerk"])
	w.keep("import", "own_department of clerk", made["importer"])
	w.keep("import", "other_department", made[neighbour])
	w.keep("import", "other_division", made[stranger])
	w.keep("import", prooftest.None, prooftest.Object{"id": kernel.NewID()})
}

// plantTasks gives everybody a task that has ended.
func plantTasks(w *world) {
	now := db.At(w.clock.Now())
	// What was worked to build the world is nobody's.
	_, err := w.DB.Exec(w.t.Context(), `UPDATE job_task SET owner = 'builder'`)
	require.NoError(w.t, err)
	tasks := map[string]prooftest.Object{}
	for role, a := range w.actors {
		id := kernel.NewID()
		_, err := w.DB.Exec(w.t.Context(), `INSERT INTO job_task (id, kind, label, owner, state, done, total, note, error_code, error_message,
			result_url, unique_key, attempt, cancel_asked, created_at, started_at, finished_at, version)
			VALUES (?, 'proof', '示例任务', ?, 'done', 3, 3, '完成', '', '', '/desk', '', 1, 0, ?, ?, ?, 5)`, id, a.id, now, now, now)
		require.NoError(w.t, err)
		tasks[role] = prooftest.Object{"id": id}
		w.keep("task", "own of "+role, tasks[role])
	}
	w.keep("task", "own", tasks["importer"])
	w.keep("task", "own_department", tasks["importer"])
	w.keep("task", "own_department of importer", tasks["clerk"])
	w.keep("task", "other_department", tasks[neighbour])
	w.keep("task", "other_division", tasks[stranger])
	w.keep("task", prooftest.None, prooftest.Object{"id": kernel.NewID()})
}

// makeExport asks for an export as the importer or as the leader.
func makeExport(_ context.Context, w *world, relation string) (prooftest.Object, error) {
	if relation == prooftest.None {
		return prooftest.Object{"id": kernel.NewID(), "version": "1"}, nil
	}
	role := map[string]string{"own": "importer", "leaders": "leader"}[relation]
	e, err := w.Disclosure.Ask(w.as(role), enterprise.ExportList, `{"division":"390102"}`, "年度走访安排使用")
	if err != nil {
		return nil, err
	}
	return prooftest.Object{"id": e.ID, "version": fmt.Sprint(e.Version)}, nil
}

// plantExports has exports asked for, and approved by the program itself.
func plantExports(w *world) {
	for _, relation := range relations["export"] {
		o, err := makeExport(w.t.Context(), w, relation)
		require.NoError(w.t, err)
		w.keep("export", relation, o)
		if relation != prooftest.None {
			o, err = makeExport(w.t.Context(), w, relation)
			require.NoError(w.t, err)
			_, err = w.Disclosure.Decide(w.system(), o["id"], 1, disclosure.ActApprove, "")
			require.NoError(w.t, err)
		}
		w.keep("approved", relation, o)
	}
}
