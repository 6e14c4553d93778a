package app_test

import (
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/app/prooftest"
)

// listIssue puts an issue on the list in words that name somebody, has it chosen and
// confirmed, and drops it.
func listIssue(a *aviary, c prooftest.Canary) {
	centre, leader := a.staff["dispatcher"], a.staff["leader"]
	said := c.Name + "反映停车难，电话" + c.Phone + "，证件" + c.IDNumber
	var made struct{ ID string }
	a.into(&made, a.send(centre, "POST", "/appeal-issues", map[string]any{
		"month": time.Now().Format("2006-01"), "title": "停车" + c.Name + c.Phone, "topic": "infra.road.parking", "reason": said,
	}))
	var departments struct{ Items []struct{ ID string } }
	a.into(&departments, a.send(centre, "GET", "/departments", nil))
	at := "/appeal-issues/" + made.ID
	due := time.Now().AddDate(0, 0, 30).Format(time.DateOnly)
	require.Less(a.t, a.send(centre, "POST", at+"/choice", map[string]any{"lead": departments.Items[0].ID, "goal": said, "due": due}, "If-Match", `"1"`).status, 300)
	a.send(leader, "POST", at+"/return", map[string]any{"words": c.Name}, "If-Match", `"1"`)
	require.Less(a.t, a.send(leader, "POST", at+"/confirmation", nil, "If-Match", `"2"`).status, 300)
	a.send(centre, "GET", "/appeal-issues", nil)
	require.Less(a.t, a.send(centre, "POST", at+"/drop", map[string]any{"words": said}, "If-Match", `"3"`).status, 300)
	a.send(centre, "GET", at, nil)
}
