package library_test

import (
	"context"
	"io"
	"log/slog"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/blob"
	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/events"
	"github.com/yikou/yikou/internal/platform/jobs"
	"github.com/yikou/yikou/internal/platform/textsearch"
	"github.com/yikou/yikou/internal/policy/definition"
	"github.com/yikou/yikou/internal/policy/library"
	"github.com/yikou/yikou/internal/standard/civil"
)

// neighbours stand in for the measures.
type neighbours struct {
	changed []string
	left    string // a keeper who is one no more
	alone   bool   // no measure rests on any policy
}

func (n *neighbours) PoliciesChanged(_ context.Context, policies []string) error {
	n.changed = append(n.changed, policies...)
	return nil
}

func (n *neighbours) MeasuresOf(context.Context, string) ([]library.MeasureRef, error) {
	if n.alone {
		return nil, nil
	}
	return []library.MeasureRef{{ID: "m1", Title: "公开的", Public: true}, {ID: "m2", Title: "草稿"}}, nil
}

// Keepers are two members of staff; neighbours stand in for the office too.
func (n *neighbours) Keepers(context.Context) ([]library.Colleague, error) {
	return slices.DeleteFunc([]library.Colleague{{ID: "staff-1", Name: "王编辑"}, {ID: "staff-2", Name: "李编辑"}}, func(c library.Colleague) bool { return c.ID == n.left }), nil
}

type bundle struct {
	*library.Service
	clock *clock.Fixed
	db    *db.DB
	near  *neighbours
	audit *audit.Log
}

func setup(t *testing.T, d *db.DB) bundle {
	t.Helper()
	fixed := clock.NewFixed(time.Date(2026, 11, 21, 2, 0, 0, 0, time.UTC))
	registry := jobs.NewRegistry()
	runner, err := jobs.New(d, fixed, slog.New(slog.NewTextHandler(io.Discard, nil)), registry, jobs.Options{})
	require.NoError(t, err)
	files, err := blob.Open(t.TempDir(), 1<<30)
	require.NoError(t, err)
	t.Cleanup(func() { _ = files.Close() })
	b := bundle{clock: fixed, db: d, near: &neighbours{}, audit: audit.New(d, fixed)}
	b.Service = library.New(library.Deps{
		DB: d, Clock: fixed, Audit: b.audit, Bus: events.NewBus(d, fixed, runner, registry), Files: files, Search: textsearch.New(d),
		Catalogue: b.near, Staff: b.near,
	})
	require.NoError(t, b.Taxonomy.Seed(authz.AsSystem(t.Context(), "test")))
	return b
}

// Create and Save leave the owner to the library.
func (b bundle) Create(ctx context.Context, d definition.Document) (library.View, error) {
	return b.Service.Create(ctx, d, "")
}

func (b bundle) Save(ctx context.Context, id string, version int64, d definition.Document) (library.View, error) {
	return b.Service.Save(ctx, id, version, d, "")
}

func as(t *testing.T, id string, permissions ...authz.Permission) context.Context {
	grants := map[string]kernel.Reach{}
	for _, p := range permissions {
		grants[string(p)] = kernel.ReachAll
	}
	return authz.With(t.Context(), kernel.Principal{Kind: kernel.StaffPrincipal, ID: id, Name: "王编辑", Grants: grants})
}

func editor(t *testing.T) context.Context { return as(t, "staff-1", "policy.read", library.PermEdit) }

func day(text string) civil.Date {
	d, err := civil.Parse(text)
	if err != nil {
		panic(err)
	}
	return d
}

func (b bundle) add(t *testing.T, d definition.Document) library.View {
	t.Helper()
	if d.Level == "" {
		d.Level = definition.District
	}
	if d.Text == "" {
		d.Text = "第一条 企业可以申请补助。\n第二条 自发布之日起施行。"
	}
	v, err := b.Create(editor(t), d)
	require.NoError(t, err)
	v, err = b.Publish(editor(t), v.Entry.ID, v.Entry.Version)
	require.NoError(t, err)
	return v
}

// titles checks that a list on one page is whole and lists its titles.
func titles(t *testing.T) func(kernel.Rows[library.Listed], error) []string {
	return func(rows kernel.Rows[library.Listed], err error) []string {
		t.Helper()
		require.NoError(t, err)
		out := []string{}
		for _, r := range rows.Items {
			out = append(out, r.Title)
		}
		require.EqualValues(t, len(out), rows.Total)
		return out
	}
}
