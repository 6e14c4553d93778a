package org_test

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/org"
	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/platform/events"
	"github.com/yikou/yikou/internal/platform/jobs"
	"github.com/yikou/yikou/internal/platform/web"
	"github.com/yikou/yikou/internal/standard/division"
)

type bundle struct {
	*org.Service
	db     *db.DB
	system context.Context
}

func setup(t *testing.T, d *db.DB) *bundle {
	t.Helper()
	c := clock.NewFixed(time.Date(2026, 3, 2, 1, 0, 0, 0, time.UTC))
	registry := jobs.NewRegistry()
	runner, err := jobs.New(d, c, slog.New(slog.DiscardHandler), registry, jobs.Options{})
	require.NoError(t, err)
	s := org.New(org.Deps{DB: d, Clock: c, Audit: audit.New(d, c), Bus: events.NewBus(d, c, runner, registry)})
	return &bundle{s, d, authz.AsSystem(t.Context(), "test")}
}

// An invented province: no division of China begins with 39.
var divisions = []division.Division{
	{Code: "390102001001001", Name: "第一网格"}, // before what it lies in
	{Code: "39", Name: "东屿省"},
	{Code: "3901", Name: "霁川市"},
	{Code: "390102", Name: "望渚区"},
	{Code: "390102001", Name: "渚前街道"},
	{Code: "390102001001", Name: "学宫社区"},
}

var departments = []org.DepartmentRow{
	{Code: "sci", Name: "望渚区科学技术局", ShortName: "区科技局", Parent: "gov", Division: "390102", Phone: "0390-55500001"},
	{Code: "gov", Name: "望渚区人民政府办公室", ShortName: "区政府办", Division: "390102"},
	{Code: "st", Name: "望渚区渚前街道办事处", Parent: "gov", Division: "390102001"},
}

func (b *bundle) fill(t *testing.T) {
	t.Helper()
	report, err := b.ImportDivisions(b.system, divisions)
	require.NoError(t, err)
	require.Equal(t, org.Report{Created: 6}, report)
	report, err = b.ImportDepartments(b.system, departments)
	require.NoError(t, err)
	require.Equal(t, org.Report{Created: 3}, report)
}

func (b *bundle) audited(t *testing.T) int {
	t.Helper()
	var n int
	require.NoError(t, b.db.QueryRow(t.Context(), `SELECT count(*) FROM audit_entry`).Scan(&n))
	return n
}

func TestOwnDivisionsLieOverTheNationalOnes(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b, other := setup(t, d), setup(t, d) // two nodes
		before, err := other.Tree(t.Context())
		require.NoError(t, err)
		require.Empty(t, before.Name("390102"))
		b.fill(t)
		tree, err := other.Tree(t.Context())
		require.NoError(t, err)
		require.Equal(t, "东屿省霁川市望渚区渚前街道学宫社区第一网格", tree.FullName("390102001001001"))
		require.Equal(t, "山东省", tree.Name("37"))
		again, err := other.Tree(t.Context())
		require.NoError(t, err)
		require.Same(t, tree, again, "the tree is built anew each time")

		report, err := b.ImportDivisions(b.system, []division.Division{{Code: "390102", Name: "望渚新区"}, {Code: "390103", Name: "松澜区"}})
		require.NoError(t, err)
		require.Equal(t, org.Report{Created: 1, Updated: 1}, report)
		tree, err = other.Tree(t.Context())
		require.NoError(t, err)
		require.Equal(t, "望渚新区", tree.Name("390102"))
	})
}

func TestAnImportThatIsUndoneLeavesNoTreeBehind(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		err := d.InTx(b.system, func(ctx context.Context) error {
			_, err := b.ImportDivisions(ctx, divisions)
			require.NoError(t, err)
			tree, err := b.Tree(ctx)
			require.NoError(t, err)
			require.Equal(t, "望渚区", tree.Name("390102"))
			return context.Canceled
		})
		require.ErrorIs(t, err, context.Canceled)
		tree, err := b.Tree(t.Context())
		require.NoError(t, err)
		require.Empty(t, tree.Name("390102"))
		_, err = b.ImportDivisions(b.system, divisions[1:3])
		require.NoError(t, err)
		tree, err = b.Tree(t.Context())
		require.NoError(t, err)
		require.Empty(t, tree.Name("390102"), "the tree of the undone import came back")
	})
}

func TestASecondImportChangesNothing(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		b.fill(t)
		audited := b.audited(t)
		report, err := b.ImportDivisions(b.system, divisions)
		require.NoError(t, err)
		require.Equal(t, org.Report{Unchanged: 6}, report)
		report, err = b.ImportDepartments(b.system, departments)
		require.NoError(t, err)
		require.Equal(t, org.Report{Unchanged: 3}, report)
		report, err = b.ImportDepartments(b.system, departments[2:])
		require.NoError(t, err)
		require.Equal(t, org.Report{Unchanged: 1}, report)
		require.Equal(t, audited, b.audited(t))
		require.Equal(t, 2, audited)
	})
}

func TestDepartmentsStandUnderEachOtherAndKeepTheirPlace(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		b.fill(t)
		found, err := b.DepartmentsByCode(t.Context(), []string{"gov", "sci", "st", "nobody"})
		require.NoError(t, err)
		require.Len(t, found, 3)
		gov, sci, st := found["gov"], found["sci"], found["st"]
		require.Equal(t, gov.ID, sci.Parent)
		require.Empty(t, gov.Parent)
		require.Equal(t, division.District, sci.Level)
		require.Equal(t, "390102001000", st.Division)
		require.Equal(t, st.Name, st.ShortName)

		all, err := b.Subtree(t.Context(), gov.ID)
		require.NoError(t, err)
		require.ElementsMatch(t, []string{gov.ID, sci.ID, st.ID}, all)
		own, err := b.Subtree(t.Context(), sci.ID)
		require.NoError(t, err)
		require.Equal(t, []string{sci.ID}, own)

		page, err := b.Departments(t.Context(), org.Filter{}, kernel.Page{Limit: 2})
		require.NoError(t, err)
		require.EqualValues(t, 3, page.Total)
		require.Equal(t, []string{"sci", "gov"}, []string{page.Items[0].Code, page.Items[1].Code})
		page, err = b.Departments(t.Context(), org.Filter{}, kernel.Page{Limit: 2, After: page.Next})
		require.NoError(t, err)
		require.Equal(t, "st", page.Items[0].Code)
		require.Empty(t, page.Next)
	})
}

func TestTheServiceNetworkIsThePathToAPlaceWithWhoServesIt(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		b.fill(t)
		network, err := b.Network(t.Context(), "390102001001001")
		require.NoError(t, err)
		var told []string
		for _, n := range network {
			line := n.Division.Name
			for _, d := range n.Departments {
				line += " " + d.Code
			}
			told = append(told, line)
		}
		require.Equal(t, []string{"东屿省", "霁川市", "望渚区 sci gov", "渚前街道 st", "学宫社区", "第一网格"}, told)
		_, err = b.Network(t.Context(), "390999")
		require.ErrorIs(t, err, org.ErrDivisionUnknown)
	})
}

func TestAnImportWithABadRowKeepsNothingAndNamesTheRow(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		b.fill(t)
		audited := b.audited(t)
		good := org.DepartmentRow{Code: "fin", Name: "望渚区财政局", Parent: "gov", Division: "390102"}
		for place, bad := range map[string]org.DepartmentRow{
			"第 2 行 · code":     {Code: "fin", Name: "另一个财政局", Division: "390102"},
			"第 2 行 · name":     {Code: "x", Division: "390102"},
			"第 2 行 · division": {Code: "x", Name: "某局", Division: "390999"},
			"第 2 行 · level":    {Code: "x", Name: "某局", Division: "390102", Level: 9},
			"第 2 行 · parent":   {Code: "gov", Name: "望渚区人民政府办公室", Parent: "sci", Division: "390102"}, // sci is under gov
		} {
			_, err := b.ImportDepartments(b.system, []org.DepartmentRow{good, bad})
			refusal, ok := errors.AsType[*errs.Error](err)
			require.True(t, ok, "%s: %v", place, err)
			require.ErrorIs(t, err, org.ErrRefused)
			paths := make([]string, 0, len(refusal.Fields))
			for _, f := range refusal.Fields {
				paths = append(paths, f.Path)
			}
			require.Contains(t, paths, place)
		}
		for name, bad := range map[string]division.Division{
			"no code": {Code: "39010", Name: "某区"}, "no name": {Code: "390104"}, "nowhere": {Code: "380102", Name: "某区"}, "country": {Code: "000000", Name: "国"},
		} {
			_, err := b.ImportDivisions(b.system, []division.Division{{Code: "390103", Name: "松澜区"}, bad})
			require.ErrorIs(t, err, org.ErrRefused, name)
		}
		require.Equal(t, audited, b.audited(t))
		var n int
		require.NoError(t, d.QueryRow(t.Context(), `SELECT (SELECT count(*) FROM org_department) + (SELECT count(*) FROM org_division)`).Scan(&n))
		require.Equal(t, 9, n)
	})
}

func TestOnlyWhoMayChangesTheOrganisation(t *testing.T) {
	t.Parallel()
	b := setup(t, dbtest.Open(t, db.SQLite))
	clerk := authz.With(t.Context(), kernel.Principal{Kind: kernel.StaffPrincipal, ID: "c"})
	_, err := b.ImportDivisions(clerk, divisions)
	require.ErrorIs(t, err, authz.ErrForbidden)
	_, err = b.ImportDepartments(t.Context(), departments)
	require.ErrorIs(t, err, authz.ErrUnauthenticated)
}

func TestAnybodyReadsTheListOfDepartments(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		b.fill(t)
		mux := http.NewServeMux()
		b.Routes(web.New(mux, slog.New(slog.DiscardHandler), "test", org.PublicOperations))
		for query, want := range map[string][]string{
			"":                            {"sci", "gov", "st"},
			"?q=" + url.QueryEscape("科技"): {"sci"},
			"?q=%25":                      {},
			"?division=390102":            {"sci", "gov", "st"},
			"?division=390102001":         {"st"},
			"?division=3702&q=":           {},
			"?division=390102&q=" + url.QueryEscape("政府"): {"gov"},
		} {
			recorder := httptest.NewRecorder()
			mux.ServeHTTP(recorder, httptest.NewRequestWithContext(t.Context(), http.MethodGet, web.Prefix+"/departments"+query, nil))
			require.Equal(t, http.StatusOK, recorder.Code, recorder.Body.String())
			var body struct {
				Items []struct {
					Code     string
					Phone    string
					Division struct{ Code, Label string }
				}
				Total int
			}
			require.NoError(t, json.Unmarshal(recorder.Body.Bytes(), &body))
			codes := []string{}
			for _, item := range body.Items {
				codes = append(codes, item.Code)
				require.NotEmpty(t, item.Division.Label)
			}
			require.Equal(t, want, codes, query)
			require.Equal(t, len(want), body.Total)
		}
	})
}
