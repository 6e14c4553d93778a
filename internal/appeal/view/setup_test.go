package view_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/view"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/deadline/keeping"
	"github.com/yikou/yikou/internal/platform/events"
	"github.com/yikou/yikou/internal/platform/jobs"
	"github.com/yikou/yikou/internal/platform/seal"
)

// city is what the module asks of the others: the tax office with a desk below it,
// and the water office.
type city struct{}

func (city) Path(_ context.Context, id string) ([]string, error) {
	switch id {
	case "":
		return nil, nil
	case "tax-desk":
		return []string{id, "tax"}, nil
	}
	return []string{id}, nil
}
func (city) Subtree(_ context.Context, id string) ([]string, error)           { return []string{id}, nil }
func (city) All(context.Context) (map[string]appeal.Department, error)        { return nil, nil }
func (city) StaffNames(context.Context, []string) (map[string]string, error)  { return nil, nil }
func (city) NamesByUSCC(context.Context, []string) (map[string]string, error) { return nil, nil }

type bundle struct{ *view.Service }

// staff acts as a member of staff.
type staff = context.Context

// setup keeps three cases: an urgent call for help, another one, and a complaint
// about the desk of the tax office.
func setup(t *testing.T, d *db.DB) bundle {
	t.Helper()
	fixed, registry, log := clock.NewFixed(time.Date(2026, 11, 20, 2, 0, 0, 0, time.UTC)), jobs.NewRegistry(), slog.New(slog.NewTextHandler(io.Discard, nil))
	runner, err := jobs.New(d, fixed, log, registry, jobs.Options{})
	require.NoError(t, err)
	keys, err := seal.NewKeyring(map[string][]byte{"k1": bytes.Repeat([]byte{7}, 32)}, "k1", bytes.Repeat([]byte{9}, 32))
	require.NoError(t, err)
	chain, bus := audit.New(d, fixed), events.NewBus(d, fixed, runner, registry)
	cases := appeal.New(appeal.Deps{
		DB: d, Clock: fixed, Audit: chain, Bus: bus, Seal: seal.New(keys), Departments: city{}, People: city{}, Enterprises: city{},
		Clocks: keeping.NewKeeper(keeping.Deps{DB: d, Clock: fixed, Audit: chain, Bus: bus, Jobs: runner}),
	})
	for _, c := range []appeal.Case{{Kind: appeal.Help, Urgency: appeal.Urgent}, {Kind: appeal.Help, Urgency: appeal.Normal}, {Kind: appeal.Complain, Urgency: appeal.Normal, Accused: "tax-desk"}} {
		c.Channel, c.Text = appeal.ByCounter, "园区东门的路灯坏了三天，请修好。"
		require.NoError(t, cases.Receive(authz.AsSystem(t.Context(), "test"), &c))
	}
	return bundle{&view.Service{Service: cases}}
}

// staff sees every case, or has the permissions that are named.
func (bundle) staff(t *testing.T, id, department string, permissions ...authz.Permission) staff {
	t.Helper()
	if len(permissions) == 0 {
		permissions = []authz.Permission{appeal.PermRead}
	}
	grants := map[string]kernel.Reach{}
	for _, p := range permissions {
		grants[string(p)] = kernel.ReachAll
	}
	return authz.With(t.Context(), kernel.Principal{Kind: kernel.StaffPrincipal, ID: id, Name: "王样例", Department: department, Grants: grants})
}

func (b bundle) leader(t *testing.T, id, department string) staff {
	t.Helper()
	return b.staff(t, id, department, appeal.PermRead, appeal.PermLead)
}

// seen are the views that somebody sees, each with its count.
func (b bundle) seen(t *testing.T, who staff) (list []string) {
	t.Helper()
	found, err := b.List(who)
	require.NoError(t, err)
	for _, v := range found {
		list = append(list, fmt.Sprint(v.Name, " ", v.Total))
	}
	return list
}
