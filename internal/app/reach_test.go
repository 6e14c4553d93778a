package app_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/platform/db"
)

// From an import to the door: what is published is matched by itself, whoever wants
// to know of it is told and nobody else, and the officer's call moves it on.
func TestWhatIsPublishedReachesWhoWantsToKnowAndTheOfficersList(t *testing.T) {
	t.Parallel()
	for _, engine := range []db.Engine{db.SQLite, db.Postgres} {
		t.Run(string(engine), func(t *testing.T) {
			t.Parallel()
			publishAndCall(t, newRunningWorld(t, engine, db.Options{}))
		})
	}
}

func publishAndCall(t *testing.T, w *world) {
	// get asks as a role and reads the answer.
	get := func(role, method, path, body string, to any) {
		t.Helper()
		answer := w.ask(t, w.actors[role].sessions[0], method, path, body)
		require.Equal(t, http.StatusOK, answer.status, answer.text)
		if to != nil {
			answer.into(t, to)
		}
	}
	// The handler wants no messages about policies; the legal representative does.
	off := `{"version":0,"quiet":{"from":0,"to":0},"groups":[{"group":"progress","channels":["inapp"]},{"group":"policy","channels":[]},
		{"group":"security","channels":["inapp"]},{"group":"system","channels":["inapp"]}]}`
	get("mandate_handler", "PUT", "/notice-settings", off, nil)
	w.told()
	var before string
	require.NoError(t, w.DB.QueryRow(t.Context(), `SELECT max(id) FROM event_log`).Scan(&before))

	text := strings.Replace(proofMeasure("reach-new", "dept-a"), "企业成长奖励 reach-new", "上门新政", 1)
	_, err := w.Policy.ImportMeasures(w.system(), strings.NewReader("["+text+"]"))
	require.NoError(t, err)
	w.told()

	type inbox struct {
		Items []struct{ Reason, Text, Link string }
		Total int
	}
	told := func(role string) (list []string) {
		var box inbox
		get(role, "GET", "/notices?limit=50", "", &box)
		for _, n := range box.Items {
			if strings.Contains(n.Text, "上门新政") {
				list = append(list, n.Reason+" "+n.Link)
			}
		}
		return list
	}
	own := w.firms["own"]
	require.Equal(t, []string{"policy.newly_eligible /my/" + own}, told("mandate_legal_representative"))
	require.Empty(t, told("mandate_handler"), "switched off")
	require.Equal(t, []string{"policy.near_miss /my/" + w.firms["other_firm"]}, told(otherLegal), "when it was registered is not known")

	type row struct {
		USCC, Measure string
		Fresh         bool
		Told          string `json:"told_at"`
		Visits        []struct{ Note, By string }
		Can           []string
	}
	listed := func(role, query string) []string {
		t.Helper()
		var page struct {
			Items []row
			Total int
		}
		get(role, "GET", "/reach?measure=reach-new&limit=50"+query, "", &page)
		list := []string{}
		for _, r := range page.Items {
			require.Equal(t, "reach-new", r.Measure)
			list = append(list, r.USCC)
		}
		require.Equal(t, page.Total, len(list))
		return list
	}
	require.Equal(t, []string{own}, listed("grid_officer", "&fresh=true"), "the other district is somebody else's")
	require.ElementsMatch(t, []string{own, w.firms["other_division"]}, listed("clerk", ""))
	require.Empty(t, listed("grid_officer", "&stage=visited"))

	var marked row
	get("grid_officer", "PUT", "/reach/reach-new/"+own+"/visit", `{"note":"已送办事指南"}`, &marked)
	require.Equal(t, own, marked.USCC)
	require.Equal(t, "已送办事指南", marked.Visits[0].Note)
	require.NotEmpty(t, marked.Told)
	require.Equal(t, []string{"visit", "unvisit"}, marked.Can)
	require.Equal(t, []string{own}, listed("grid_officer", "&stage=visited"))
	for _, other := range []string{w.firms["other_division"], w.firms["other_firm"], w.firms["none"]} {
		refused := w.ask(t, w.actors["grid_officer"].sessions[0], "PUT", "/reach/reach-new/"+other+"/visit", `{"note":"没有去过"}`)
		require.Equal(t, http.StatusNotFound, refused.status, refused.text)
	}
	get("mandate_legal_representative", "GET", "/my/"+own+"/verdicts/reach-new", "", nil)
	var funnel struct {
		Steps []struct {
			Step  string
			Count int
		}
	}
	get("policy_editor", "GET", "/measures/reach-new/reach", "", &funnel)
	counts := map[string]int{}
	for _, s := range funnel.Steps {
		counts[s.Step] = s.Count
	}
	require.Equal(t, map[string]int{"registered": 3, "matched": 2, "told": 2, "opened": 1, "claimed": 0}, counts)
	var page struct{ Items []row }
	get("policy_editor", "GET", "/measures/reach-new/reach/enterprises?step=told", "", &page)
	require.ElementsMatch(t, []string{own, w.firms["other_division"]}, []string{page.Items[0].USCC, page.Items[1].USCC})

	rows, err := w.DB.Query(t.Context(), `SELECT name, payload FROM event_log WHERE id > ? AND name LIKE 'policy.%' ORDER BY id`, before)
	require.NoError(t, err)
	defer func() { require.NoError(t, rows.Close()) }()
	names := []string{}
	for rows.Next() {
		var name, payload string
		require.NoError(t, rows.Scan(&name, &payload))
		names = append(names, name)
		if name == "policy.visited" {
			var visited map[string]string
			require.NoError(t, json.Unmarshal([]byte(payload), &visited))
			require.Equal(t, map[string]string{"measure": "reach-new", "uscc": own}, visited)
		}
	}
	require.NoError(t, rows.Err())
	require.Equal(t, []string{"policy.imported", "policy.matched", "policy.visited"}, names)
}
