package app_test

import (
	"io"
	"os"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/app"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/org"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/config"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
)

func open(t *testing.T, engine db.Engine) *app.App {
	t.Helper()
	c := config.Default()
	c.Data, c.Database.URL, c.Log.Level = t.TempDir(), dbtest.URL(t, engine), "error"
	a, err := app.New(t.Context(), c, app.Options{Version: "v1", Console: io.Discard, LogTo: os.Stderr, Clock: clock.System()})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, a.Close()) })
	return a
}

func TestEveryOperationNamesADefinedPermissionOrIsPublic(t *testing.T) {
	t.Parallel()
	a := open(t, db.SQLite)
	public := []string{
		"accept-invitation", "act-on-reported-appeal", "begin-identity-link", "begin-provider-login", "create-open311-request", "decline-invitation", "draw-appeal-ticket",
		"end-my-mandate", "exchange-appeal", "exchange-appeal-event", "export-public-measures", "finish-provider-login", "get-guide-code", "get-linked-measures", "get-measure-code",
		"get-open-measures", "get-open311-discovery", "get-open311-request", "get-open311-service", "get-open311-token", "get-public-measure", "get-public-policy", "get-public-policy-file", "get-reported-appeal-file", "get-session", "get-system",
		"list-appeal-grounds", "list-departments", "list-divisions", "list-fact-keys", "list-industries", "list-login-providers", "list-my-identities",
		"list-my-mandates", "list-open311-requests", "list-open311-services", "list-policy-themes", "list-public-measures", "list-public-policies", "login-enterprise", "login-staff", "login-staff-code",
		"logout", "look-up-appeal", "open-guide", "open-invitation", "open-place", "rate-reported-appeal", "record-guide-scan", "record-notice-receipt",
		"record-place-scan", "remove-appeal-file", "report-appeal", "request-code", "reset-password", "search-public", "suggest-public", "unlink-identity",
		"upload-appeal-file",
	}
	var found []string
	for _, o := range a.Operations() {
		if o.Permission == "" {
			found = append(found, o.ID)
			continue
		}
		require.Contains(t, app.Permissions(), o.Permission, "operation %s", o.ID)
		if o.Or != "" {
			require.Contains(t, app.Permissions(), o.Or, "operation %s", o.ID)
		}
		require.NotEmpty(t, o.Summary, o.ID)
	}
	slices.Sort(found)
	require.Equal(t, public, found, "an operation that anybody may call was added or taken away")
}

func TestHourlyLimitsNameOperationsThatExist(t *testing.T) {
	t.Parallel()
	var known []string
	for _, o := range open(t, db.SQLite).Operations() {
		known = append(known, o.ID)
	}
	for id := range app.HourlyLimits() {
		require.Contains(t, known, id)
	}
}

func TestTheCommittedDescriptionOfTheAPIIsTheOneTheProgramMakes(t *testing.T) {
	t.Parallel()
	document, err := app.DescribeAPI(t.Context())
	require.NoError(t, err)
	committed, err := os.ReadFile("../../api/openapi.yaml")
	require.NoError(t, err)
	require.Equal(t, string(committed), string(document), "run make api")
}

func TestTheDemoCityComesInThroughTheImportsOnce(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		a := open(t, d.Engine())
		ctx := authz.AsSystem(t.Context(), "test")
		require.NoError(t, a.CreateDemo(ctx, app.DemoOptions{Enterprises: 300}))
		before, err := a.Audit.Verify(ctx)
		require.NoError(t, err)
		require.NoError(t, a.CreateDemo(ctx, app.DemoOptions{Enterprises: 300}))
		after, err := a.Audit.Verify(ctx)
		require.NoError(t, err)
		require.Equal(t, before, after, "a second start changed the demo city")

		guides, err := a.Printing.Guides.List(ctx, "", "", kernel.Page{Limit: 200})
		require.NoError(t, err)
		require.EqualValues(t, 32, guides.Total)
		for _, g := range guides.Items {
			shown, err := a.Printing.Guides.Get(ctx, g.Code)
			require.NoError(t, err)
			require.Empty(t, shown.Missing, g.Title)
			require.Greater(t, g.Count, 1, g.Title)
		}
	})
}

func TestDemoModeRefusesARealInstance(t *testing.T) {
	t.Parallel()
	a := open(t, db.SQLite)
	ctx := authz.AsSystem(t.Context(), "test")
	_, err := a.Org.ImportDepartments(ctx, []org.DepartmentRow{{Code: "real", Name: "某某局", Division: "370102"}})
	require.NoError(t, err)
	require.ErrorContains(t, a.CreateDemo(ctx, app.DemoOptions{}), "不是演示城市")
}
