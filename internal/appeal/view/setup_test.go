package view_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/appealtest"
	"github.com/yikou/yikou/internal/appeal/view"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/db"
)

// town is the tax office with a desk below it, and the water office.
var town = appealtest.Town{Departments: map[string]appealtest.Department{"tax": {}, "tax-desk": {Above: "tax"}, "water": {}}}

type bundle struct{ *view.Service }

// staff acts as a member of staff.
type staff = context.Context

// setup keeps three cases: an urgent call for help, another one, and a complaint
// about the desk of the tax office.
func setup(t *testing.T, d *db.DB) bundle {
	t.Helper()
	cases := appealtest.New(t, d, clock.NewFixed(appealtest.Morning()), town)
	for _, c := range []appeal.Case{{Kind: appeal.Help, Urgency: appeal.Urgent}, {Kind: appeal.Help, Urgency: appeal.Normal}, {Kind: appeal.Complain, Urgency: appeal.Normal, Accused: "tax-desk"}} {
		c.Channel, c.Text = appeal.ByCounter, "园区东门的路灯坏了三天，请修好。"
		require.NoError(t, cases.Receive(authz.AsSystem(t.Context(), "test"), &c))
	}
	return bundle{&view.Service{Service: cases.Service}}
}

// staff sees every case, or has the permissions that are named.
func (bundle) staff(t *testing.T, id, department string, permissions ...authz.Permission) staff {
	t.Helper()
	if len(permissions) == 0 {
		permissions = []authz.Permission{appeal.PermRead}
	}
	return appealtest.Staff(t, id, department, kernel.ReachAll, permissions...)
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
