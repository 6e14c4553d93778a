package app_test

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/account"
	"github.com/yikou/yikou/internal/app"
	"github.com/yikou/yikou/internal/app/prooftest"
	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/alarm"
	"github.com/yikou/yikou/internal/demo"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/org"
)

// aviaryRoles are who works there; each logs in by the name of the role.
var aviaryRoles = []string{"clerk", "leader", "dispatcher", "handler", "system_admin"}

// warned is how many canaries answer alarms: two alarms each.
const warned = 3

// people makes the departments, staff in the first one but the leader, who leads the
// second, and alarms about that one.
func (a *aviary) people(ctx context.Context, built *app.App) {
	first, second := demo.City().Departments[0].Code, demo.City().Departments[1].Code
	_, err := built.Org.ImportDepartments(ctx, []org.DepartmentRow{
		{Code: first, Name: "望渚区甲局", Division: "390102"}, {Code: second, Name: "望渚区乙局", Division: "390102"},
	})
	require.NoError(a.t, err)
	var staff []account.NewStaff
	for _, role := range aviaryRoles {
		department := first
		if role == "leader" {
			department = second
		}
		staff = append(staff, account.NewStaff{Login: role, Name: "钱样例", Password: worldPassword, Department: department, Roles: []string{role}})
	}
	_, err = built.Account.ImportStaff(ctx, staff)
	require.NoError(a.t, err)
	departments, err := built.Org.DepartmentsByCode(ctx, []string{first, second})
	require.NoError(a.t, err)
	a.office = departments[first].ID
	for n := range 2 * warned {
		c := &appeal.Case{Channel: appeal.ByCounter, Kind: appeal.Suggest, Urgency: appeal.Normal, Text: "建议延长办税窗口的服务时间。", Reporter: appeal.Person{Anonymous: true}}
		require.NoError(a.t, built.Appeals.Receive(ctx, c))
		require.NoError(a.t, built.Alarms.Raise(ctx, &alarm.Alarm{
			ID: kernel.NewID(), Kind: alarm.Relabelled, Department: departments[second].ID, Month: fmt.Sprintf("2026-%02d", n+1), Definition: 1, State: alarm.Raised, RaisedAt: time.Now(), Version: 1,
		}, []string{c.ID}))
	}
}

// told is what somebody types where he should name nobody.
func told(c prooftest.Canary) map[string]any {
	return map[string]any{"words": "已和" + c.Name + "（身份证" + c.IDNumber + "，电话" + c.Phone + "）核对过。"}
}

// step does something with an object as it stands.
func (a *aviary) step(who, path, act string, body any) reply {
	var now struct{ Version int64 }
	a.into(&now, a.send(a.staff[who], "GET", path, nil))
	return a.send(a.staff[who], "POST", path+act, body, "If-Match", fmt.Sprintf(`"%d"`, now.Version))
}

// leaveOut brings a case to a department, which asks to leave it out of the rates.
func leaveOut(a *aviary, c prooftest.Canary) {
	var drawn struct{ Ticket string }
	a.into(&drawn, a.send(nil, "POST", "/public/appeal-tickets", nil))
	var made struct{ ID string }
	a.into(&made, a.send(a.staff["dispatcher"], "POST", "/appeals", map[string]any{"ticket": drawn.Ticket, "kind": "help", "channel": "counter", "text": "园区门口的路灯坏了，请修理。", "name": c.Name, "phone": c.Phone}))
	at := "/appeals/" + made.ID
	must := func(who, act string, body any) {
		got := a.step(who, at, act, body)
		require.Less(a.t, got.status, http.StatusMultipleChoices, "%s: %s", act, got.body)
	}
	must("dispatcher", "/accept", map[string]any{"complex": false})
	must("dispatcher", "/dispatch", map[string]any{"lead": a.office})
	must("handler", "/take", nil)
	asked := told(c)
	asked["reason"] = "conditions"
	must("handler", "/exclusion", asked)
	decided := told(c)
	decided["approve"] = true
	must("leader", "/exclusion/decision", decided)
	must("handler", "/exclusion/withdrawal", told(c))
	a.send(a.staff["leader"], "GET", "/appeal-exclusions?state=withdrawn", nil)
	asked["reason"] = c.Name + c.Phone
	a.step("handler", at, "/exclusion", asked)
	for _, path := range []string{"/appeal-rate-exports?format=csv", "/appeal-rate-exports?format=xlsx&by=kind"} {
		a.downloads = append(a.downloads, a.send(a.staff["leader"], "GET", path, nil).body)
	}
}

// answerAlarms drops one alarm, and has another answered and concluded.
func answerAlarms(a *aviary, c prooftest.Canary) {
	var list struct {
		Items []struct{ ID, State string }
	}
	a.into(&list, a.send(a.staff["dispatcher"], "GET", "/appeal-alarms", nil))
	var raised []string
	for _, one := range list.Items {
		if one.State == "raised" {
			raised = append(raised, "/appeal-alarms/"+one.ID)
		}
	}
	require.GreaterOrEqual(a.t, len(raised), 2)
	must := func(who, path, act string, body any) {
		got := a.step(who, path, act, body)
		require.Less(a.t, got.status, http.StatusMultipleChoices, "%s: %s", act, got.body)
	}
	must("dispatcher", raised[0], "/drop", told(c))
	must("dispatcher", raised[1], "/open", nil)
	must("leader", raised[1], "/answer", told(c))
	concluded := told(c)
	concluded["upheld"] = true
	must("dispatcher", raised[1], "/conclusion", concluded)
	a.step("dispatcher", raised[1], "/conclusion", map[string]any{"upheld": c.Name, "words": c.Phone})
}
