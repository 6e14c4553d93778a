package app_test

import (
	"context"
	"strconv"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/app/prooftest"
	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/alarm"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
)

// alarmRelations: about department A, before and after it was opened to it; about
// department B, before and after it answered.
var alarmRelations = []string{"accused", "opened", "other_department", "answered", prooftest.None}

func plantAlarms(w *world) {
	for _, relation := range alarmRelations {
		o, err := makeAlarm(w.t.Context(), w, relation)
		require.NoError(w.t, err)
		w.keep("appeal_alarm", relation, o)
	}
}

// makeAlarm raises an alarm of a month of its own, and brings it where it belongs.
func makeAlarm(_ context.Context, w *world, relation string) (prooftest.Object, error) {
	if relation == prooftest.None {
		return prooftest.Object{"id": kernel.NewID(), "version": "1"}, nil
	}
	c := &appeal.Case{Channel: appeal.ByCounter, Kind: appeal.Suggest, Urgency: appeal.Normal, Text: "建议延长办税窗口的服务时间。", Reporter: appeal.Person{Anonymous: true}}
	if err := w.Appeals.Receive(w.system(), c); err != nil {
		return nil, err
	}
	department := w.departmentOf("other_department").ID
	if relation == "accused" || relation == "opened" {
		department = w.departmentOf("own").ID
	}
	a := &alarm.Alarm{
		ID: kernel.NewID(), Kind: alarm.Relabelled, Department: department, Month: kernel.NewID(), Definition: 1, State: alarm.Raised, RaisedAt: w.Clock.Now(), Version: 1,
	}
	if err := w.Alarms.Raise(w.system(), a, []string{c.ID}); err != nil {
		return nil, err
	}
	if relation == "opened" || relation == "answered" {
		one, err := w.Alarms.Open(w.alarmed(""), alarm.Do{ID: a.ID, Version: 1})
		if err != nil {
			return nil, err
		}
		a = one.Alarm
	}
	if relation == "answered" {
		one, err := w.Alarms.Answer(w.alarmed(department), alarm.Do{ID: a.ID, Version: 2}, "三件原是咨询，登记时选错了类型。")
		if err != nil {
			return nil, err
		}
		a = one.Alarm
	}
	return prooftest.Object{"id": a.ID, "version": strconv.FormatInt(a.Version, 10)}, nil
}

// alarmed acts for a department, empty for the centre, with every power over alarms.
func (w *world) alarmed(department string) context.Context {
	grants := map[string]kernel.Reach{}
	for _, d := range alarm.Permissions {
		grants[string(d.Permission)] = kernel.ReachAll
	}
	return authz.With(w.t.Context(), kernel.Principal{Kind: kernel.StaffPrincipal, ID: "planter-alarm" + department, Name: "钱样例", Department: department, Grants: grants})
}
