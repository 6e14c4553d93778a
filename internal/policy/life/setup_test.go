package life_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/platform/events"
	"github.com/yikou/yikou/internal/platform/jobs"
	"github.com/yikou/yikou/internal/platform/textsearch"
	"github.com/yikou/yikou/internal/policy"
	"github.com/yikou/yikou/internal/policy/definition"
	"github.com/yikou/yikou/internal/policy/life"
	"github.com/yikou/yikou/internal/policy/wording"
	"github.com/yikou/yikou/internal/standard/civil"
)

// bundle is the life of measures on one database with the catalogue beside it.
type bundle struct {
	*life.Service
	policies *policy.Service
	clock    *clock.Fixed
	audit    *audit.Log
	bus      *events.Bus
}

func setup(t *testing.T, d *db.DB) bundle {
	t.Helper()
	fixed := clock.NewFixed(time.Date(2026, 11, 21, 2, 0, 0, 0, time.UTC))
	registry := jobs.NewRegistry()
	runner, err := jobs.New(d, fixed, slog.New(slog.NewTextHandler(io.Discard, nil)), registry, jobs.Options{})
	require.NoError(t, err)
	b := bundle{clock: fixed, audit: audit.New(d, fixed), bus: events.NewBus(d, fixed, runner, registry)}
	b.policies = policy.New(policy.Deps{
		DB: d, Clock: fixed, Audit: b.audit, Bus: b.bus, Jobs: runner, Search: textsearch.New(d),
		Dictionary: place{}, Divisions: place{}, Departments: place{},
	})
	b.Service = life.New(life.Deps{DB: d, Clock: fixed, Audit: b.audit, Bus: b.bus, Catalogue: b.policies})
	_, err = b.policies.ImportPolicies(system(t), strings.NewReader(policies))
	require.NoError(t, err)
	return b
}

// place names nothing: measures are decided on elsewhere.
type place struct{}

func (place) FactKeys(context.Context) ([]policy.FactKey, error)         { return nil, nil }
func (place) DivisionNames(context.Context) (wording.Divisions, error)   { return place{}, nil }
func (place) DepartmentNames(context.Context) (map[string]string, error) { return nil, nil }
func (place) Name(code string) string                                    { return code }

func system(t *testing.T) context.Context { return authz.AsSystem(t.Context(), "test") }

// person is a member of staff with some permissions of the module.
func person(t *testing.T, id string, permissions ...authz.Permission) context.Context {
	grants := map[string]kernel.Reach{string(policy.PermRead): kernel.ReachAll}
	for _, p := range permissions {
		grants[string(p)] = kernel.ReachAll
	}
	return authz.With(t.Context(), kernel.Principal{Kind: kernel.StaffPrincipal, ID: id, Name: "人员" + id, Grants: grants})
}

func editor(t *testing.T) context.Context {
	return person(t, "wang", policy.PermEdit, policy.PermImport)
}
func reviewer(t *testing.T) context.Context { return person(t, "li", policy.PermReview) }

// both is somebody to whom an office has given both powers.
func both(t *testing.T) context.Context { return person(t, "zhao", policy.PermEdit, policy.PermReview) }

const policies = `[
	{"id":"p1","title":"支持企业成长若干措施","level":"district","published_on":"2025-12-01","text":"第一条 上年度营业收入达到标准的上市企业，技术水平领先的，按月相奖励。",
		"fair_competition_review":{"reviewed_on":"2025-11-20","reviewer":"云溪区科学技术局","conclusion":"符合要求"}},
	{"id":"short","title":"一年的措施","level":"district","effective_to":"2026-12-31","text":"第一条 上年度营业收入达到标准的上市企业，技术水平领先的，按月相奖励。",
		"fair_competition_review":{"reviewed_on":"2025-11-20","reviewer":"云溪区科学技术局","conclusion":"符合要求"}},
	{"id":"unreviewed","title":"没有审查的措施","level":"district","text":"第一条 上年度营业收入达到标准的上市企业，技术水平领先的，按月相奖励。"}]`

// part is a member of the definition that a test leaves out or says otherwise.
type part struct{ member, value string }

// measure is a complete definition, with some parts said otherwise; an empty value
// leaves the member out.
func measure(id string, other ...part) string {
	members := []part{
		{"id", fmt.Sprintf("%q", id)},
		{"title", fmt.Sprintf("%q", "企业成长奖励 "+id)},
		{"delivery", `"claim"`},
		{"when", `{"all":[{"id":"c1","fact":"revenue","period":"Y-1","op":">=","value":100,"min_tier":"T0","quote":"上年度营业收入达到标准"}]}`},
		{"benefit", `{"fixed":"100000.00"}`},
		{"kind", `"grant"`},
		{"summary", `"营业收入达标的企业给予奖励"`},
		{"beneficiaries", `"成长型企业"`},
		{"amount_text", `"10万元"`},
		{"materials", `[{"name":"收款账户确认"}]`},
		{"steps", `[{"title":"确认账户"}]`},
		{"time_limit", `"5个工作日"`},
		{"payment_term", `"10个工作日"`},
		{"department", `"wz-sci"`},
		{"contact", `{"unit":"高新技术科","phone":"0390-5550001"}`},
		{"policy", `"p1"`},
	}
	for _, o := range other {
		found := false
		for i := range members {
			if members[i].member == o.member {
				members[i].value, found = o.value, true
			}
		}
		if !found {
			members = append(members, o)
		}
	}
	var written []string
	for _, m := range members {
		if m.value != "" {
			written = append(written, fmt.Sprintf("%q:%s", m.member, m.value))
		}
	}
	return "{" + strings.Join(written, ",") + "}"
}

// drafted leaves the draft of a new measure, written by the editor.
func (b bundle) drafted(t *testing.T, other ...part) string {
	t.Helper()
	d, err := b.Create(editor(t), "企业成长奖励", "p1")
	require.NoError(t, err)
	_, err = b.Save(editor(t), d.Record.ID, d.Version.Revision, []byte(measure(d.Record.ID, other...)))
	require.NoError(t, err)
	return d.Record.ID
}

// submitted leaves a measure that waits for its reviewer.
func (b bundle) submitted(t *testing.T, other ...part) string {
	t.Helper()
	id := b.drafted(t, other...)
	_, err := b.Submit(editor(t), id, life.AnyRevision)
	require.NoError(t, err)
	return id
}

// published leaves a measure that counts from a day, today if empty.
func (b bundle) published(t *testing.T, from string, other ...part) string {
	t.Helper()
	id := b.submitted(t, other...)
	require.NoError(t, b.Publish(reviewer(t), id, life.AnyRevision, on(t, from)))
	return id
}

// next begins, writes and submits another version.
func (b bundle) next(t *testing.T, id string, other ...part) {
	t.Helper()
	d, err := b.Start(editor(t), id)
	require.NoError(t, err)
	d, err = b.Save(editor(t), id, d.Version.Revision, []byte(measure(id, other...)))
	require.NoError(t, err)
	_, err = b.Submit(editor(t), id, d.Version.Revision)
	require.NoError(t, err)
}

func on(t *testing.T, text string) (day civil.Date) {
	t.Helper()
	if text == "" {
		return day
	}
	day, err := civil.Parse(text)
	require.NoError(t, err)
	return day
}

// states are those of all versions, the newest first.
func (b bundle) states(t *testing.T, id string) []definition.State {
	t.Helper()
	r, err := b.policies.Record(t.Context(), id, 0)
	require.NoError(t, err)
	var list []definition.State
	for _, v := range r.Versions {
		list = append(list, v.State)
	}
	return list
}

// public returns the titles that a visitor sees.
func (b bundle) public(t *testing.T) []string {
	t.Helper()
	rows, err := b.policies.PublicMeasures(t.Context(), policy.PublicFilter{}, kernel.Page{})
	require.NoError(t, err)
	titles := []string{}
	for _, r := range rows.Items {
		titles = append(titles, r.Title)
	}
	return titles
}

// reasons are the places and words of a refusal.
func reasons(err error) []string {
	refused, ok := errors.AsType[*errs.Error](err)
	if !ok {
		return nil
	}
	var list []string
	for _, f := range refused.Fields {
		list = append(list, f.Path+" "+f.Msg)
	}
	return list
}
