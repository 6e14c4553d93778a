package app_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/app/prooftest"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
)

// Nobody of the unit complained of can tell a case about it from one that does not
// exist: not by the answer, and not by how long it takes, for the program does the
// same work for both, statement by statement.
func TestTheUnitComplainedOfIsAnsweredAsIfThereWereNoCaseWithTheSameWork(t *testing.T) {
	t.Parallel()
	faults := &dbtest.Faults{}
	w, b := newWorldOn(t, db.SQLite, db.Options{Wrap: faults.Wrap}), book(t)
	client := prooftest.NewClient(w)
	t.Cleanup(client.Close)
	tried, of := 0, []string{}
	for _, o := range w.Operations() {
		row, known := b.Rows[o.ID]
		if !known || row.Cells["accused"] == nil || row.Cells[prooftest.None] == nil {
			continue
		}
		outcomes, err := b.Resolve(row.Cells["accused"])
		require.NoError(t, err)
		for _, role := range hiddenFrom(outcomes) {
			session, err := w.Session(t.Context(), role, false)
			require.NoError(t, err)
			ask := func(relation string) (status int, problem map[string]any, work []string) {
				call, err := prooftest.Bind(t.Context(), w, o, row, relation, role)
				require.NoError(t, err)
				faults.Hear()
				answer, err := client.Send(t.Context(), session, call)
				work = faults.Heard()
				require.NoError(t, err)
				require.NoError(t, json.Unmarshal(answer.Body, &problem), "%s: %s", o.ID, answer.Body)
				for _, own := range []string{"instance", "request_id"} { // of each request its own
					delete(problem, own)
				}
				return answer.Status, problem, work
			}
			ask(prooftest.None) // what is remembered after a first request is remembered for both
			status, problem, work := ask("accused")
			missingStatus, missing, missingWork := ask(prooftest.None)
			assert.Equal(t, missingStatus, status, "%s as %s", o.ID, role)
			assert.Equal(t, missing, problem, "%s as %s", o.ID, role)
			assert.Equal(t, missingWork, work, "%s as %s", o.ID, role)
			tried++
			of = append(of, o.ID)
		}
	}
	require.Greater(t, tried, 40)
	for _, id := range []string{
		"get-appeal", "get-appeal-exclusion", "ask-appeal-exclusion", "decide-appeal-exclusion", "withdraw-appeal-exclusion",
		"get-appeal-alarm", "list-appeal-alarm-cases", "open-appeal-alarm", "drop-appeal-alarm", "answer-appeal-alarm", "conclude-appeal-alarm",
		"get-appeal-issue", "list-appeal-issue-cases", "list-issues-of-appeal", "choose-appeal-issue", "confirm-appeal-issue", "report-appeal-issue", "drop-appeal-issue",
	} {
		require.Contains(t, of, id)
	}
}

// Whoever holds a key for Open311 gets the same answer of a case that complains of a
// unit as of none, for the same work: he may tell the unit.
func TestOpen311AnswersOfACaseAboutAUnitAsIfThereWereNone(t *testing.T) {
	t.Parallel()
	faults := &dbtest.Faults{}
	w, b := newWorldOn(t, db.SQLite, db.Options{Wrap: faults.Wrap}), book(t)
	client := prooftest.NewClient(w)
	t.Cleanup(client.Close)
	secret, err := w.Plant(t.Context(), "appeal", "accused", "handler", false)
	require.NoError(t, err)
	number := secret["number"]
	require.NotEmpty(t, number)
	tried := 0
	for _, o := range w.Operations() {
		if o.ID != "get-open311-request" && o.ID != "list-open311-requests" && o.ID != "get-open311-token" {
			continue
		}
		ask := func(number string) (int, string, []string) {
			call, err := prooftest.Bind(t.Context(), w, o, b.Rows[o.ID], "own", "visitor")
			require.NoError(t, err)
			if call.Path["id"] != "" {
				call.Path["id"] = number
			} else {
				call.Query.Set("service_request_id", number)
			}
			faults.Hear()
			answer, err := client.Send(t.Context(), nil, call)
			work := faults.Heard()
			require.NoError(t, err)
			return answer.Status, strings.ReplaceAll(string(answer.Body), number, "NUMBER"), work
		}
		ask("SQ20200101-00001") // what is remembered after a first request is remembered for both
		status, said, work := ask(number)
		missing, none, missingWork := ask("SQ20200101-00001")
		assert.Equal(t, missing, status, o.ID)
		assert.Equal(t, none, said, o.ID)
		assert.Equal(t, missingWork, work, o.ID)
		tried++
	}
	require.Equal(t, 3, tried)
}

// hiddenFrom are the roles to which a cell says that something does not exist.
func hiddenFrom(outcomes map[string]prooftest.Outcome) (roles []string) {
	for role, o := range outcomes {
		if o == prooftest.Hidden {
			roles = append(roles, role)
		}
	}
	slices.Sort(roles)
	return roles
}
