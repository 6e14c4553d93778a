package appeal_test

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/appealtest"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
)

// town is d0 above d1 above d2, and d3 to d5, which stand alone.
var town = appealtest.Town{
	Departments: map[string]appealtest.Department{"d0": {}, "d1": {Above: "d0"}, "d2": {Above: "d1"}, "d3": {}, "d4": {}, "d5": {}},
	Firms:       map[string]string{"91370102MA00000001": "望渚机电有限公司"},
}

// nodes are two programs on one database. It is Monday 2 March 2026, 9:00 in Beijing.
func nodes(t testing.TB, d *db.DB) (one, other *appeal.Service, fixed *clock.Fixed) {
	t.Helper()
	fixed = clock.NewFixed(appealtest.Morning())
	return appealtest.New(t, d, fixed, town).Service, appealtest.New(t, d, fixed, town).Service, fixed
}

// person is somebody of a department who reads with a reach.
func person(t testing.TB, id, department, division string, reach kernel.Reach) context.Context {
	return authz.With(t.Context(), kernel.Principal{
		Kind: kernel.StaffPrincipal, ID: id, Name: id, Department: department, Division: division, Session: "s",
		Grants: map[string]kernel.Reach{string(appeal.PermRead): reach},
	})
}

// dice makes cases up.
type dice struct {
	*rand.Rand
	now   time.Time
	asked map[string]*appeal.Extension
}

func pick[T any](d dice, list ...T) T { return list[d.IntN(len(list))] }

func (d dice) department() string { return pick(d, slices.Sorted(maps.Keys(town.Departments))...) }

func (d dice) throw(c *appeal.Case) {
	c.State = pick(d, appeal.States...)
	c.Main = ""
	if c.State == appeal.Merged {
		c.Main = "another"
	}
	c.Kind, c.Channel, c.Urgency = pick(d, appeal.Help, appeal.Complain), pick(d, appeal.ByQR, appeal.ByPortal), pick(d, appeal.Normal, appeal.Urgent)
	c.Lead, c.USCC = pick(d, "", d.department()), pick(d, "", "91370102MA00000001", "91370102MA00000002")
	c.Division, c.Accused = pick(d, "", "390102000000", "390102001000", "390103000000"), pick(d, "", "", d.department())
	c.RecordedBy = pick(d, "", "s0", "s1")
	c.Suspended, c.Deliberation = d.IntN(4) == 0, d.IntN(4) == 0
	c.ReceivedAt = d.now.Add(-time.Duration(d.IntN(5)) * time.Hour)
	c.LeadStaff = pick(d, "", "s0", "s1")
	c.RiskAt = pick(d, time.Time{}, d.now, d.now.Add(time.Duration(d.IntN(20)-10)*time.Hour))
	c.DueAt = pick(d, time.Time{}, d.now, d.now.Add(-time.Microsecond), d.now.Add(time.Duration(d.IntN(40)-20)*time.Hour))
}

// change adds a case or changes one, its parts and who asks for more time.
func (d dice) change(t testing.TB, s *appeal.Service, cases *[]*appeal.Case) {
	t.Helper()
	ctx := t.Context()
	require.NoError(t, s.DB.InTx(ctx, func(ctx context.Context) error {
		var c *appeal.Case
		if len(*cases) == 0 || d.IntN(2) == 0 {
			n := len(*cases)
			c = &appeal.Case{ID: kernel.NewID(), Number: fmt.Sprintf("SQ20260302-%05d", n+1), Version: 1}
			if n%3 == 0 {
				c.Source = appeal.Source{System: "12345", No: fmt.Sprintf("W%d", n)}
			}
			d.throw(c)
			*cases = append(*cases, c)
			if err := s.Insert(ctx, c); err != nil {
				return err
			}
		} else {
			c = pick(d, *cases...)
			accused, recorded, uscc, received := c.Accused, c.RecordedBy, c.USCC, c.ReceivedAt
			d.throw(c)
			c.Accused, c.RecordedBy, c.USCC, c.ReceivedAt = accused, recorded, uscc, received
			if err := s.Update(ctx, c); err != nil {
				return err
			}
		}
		for range d.IntN(3) {
			p := &appeal.Part{ID: kernel.NewID(), Case: c.ID, Role: appeal.CoHandler, Department: d.department(), Staff: pick(d, "", "s0", "s1"), State: appeal.PartSent, SentAt: d.now}
			if err := s.InsertPart(ctx, p); err != nil {
				return err
			}
			if d.IntN(2) == 0 {
				p.State, p.Staff = pick(d, appeal.PartTaken, appeal.PartReturned, appeal.PartEnded), pick(d, "s0", "s1")
				if err := s.SavePart(ctx, p); err != nil {
					return err
				}
			}
		}
		if d.IntN(3) > 0 {
			return nil
		}
		e := d.asked[c.ID]
		if e == nil {
			e = &appeal.Extension{ID: kernel.NewID(), Case: c.ID, AskedBy: "s0", AskedAt: d.now, Days: 1, State: appeal.ExtensionAsked}
			d.asked[c.ID] = e
			return s.InsertExtension(ctx, e)
		}
		delete(d.asked, c.ID)
		e.State, e.DecidedBy, e.DecidedAt = appeal.ExtensionGranted, "li", d.now
		return s.SaveExtension(ctx, e)
	}))
}

func (d dice) filter(cases []*appeal.Case) appeal.Filter {
	f := appeal.Filter{ByDue: d.IntN(2) == 0}
	some := func(set func()) {
		if d.IntN(5) == 0 {
			set()
		}
	}
	some(func() { f.State = pick(d, appeal.States...) })
	some(func() { f.Kind = pick(d, appeal.Help, appeal.Suggest) })
	some(func() { f.Channel = appeal.ByQR })
	some(func() { f.Urgency = appeal.Urgent })
	some(func() { f.Lead = pick(d, appeal.Nobody, d.department()) })
	some(func() { f.Handler = pick(d, appeal.Nobody, "s0") })
	some(func() { f.USCC = pick(d, "91370102MA00000001", "91370102MA0000000123") })
	some(func() { c := pick(d, cases...); f.Number = pick(d, c.Number, c.Source.No, "none") })
	some(func() { f.From = d.now.Add(-2 * time.Hour) })
	some(func() { f.To = d.now.Add(-time.Hour) })
	return f
}

// pages turns all pages of a box and returns the ids in order.
func pages(t testing.TB, ctx context.Context, s *appeal.Service, box appeal.Box, f appeal.Filter) (ids []string) {
	t.Helper()
	page := kernel.Page{Limit: 7}
	for {
		found, err := s.Inbox(ctx, box, f, page)
		require.NoError(t, err)
		for _, c := range found.Items {
			ids = append(ids, c.ID)
		}
		if found.Next == "" {
			require.Len(t, ids, int(found.Total), "%s of %+v", box, f)
			return ids
		}
		page.After = found.Next
	}
}

// Inside a transaction the inbox asks in SQL, outside from memory.
func TestMemoryAndSQLShowEveryRoleTheSameInbox(t *testing.T) {
	t.Parallel()
	onBothEngines(t, func(t *testing.T, d *db.DB) {
		one, other, fixed := nodes(t, d)
		seed := rand.Uint64()
		t.Logf("seed %d", seed)
		dice := dice{rand.New(rand.NewPCG(seed, 1)), fixed.Now(), map[string]*appeal.Extension{}}
		var cases []*appeal.Case
		people := []context.Context{}
		for _, reach := range []kernel.Reach{kernel.ReachAll, kernel.ReachOwn, kernel.ReachDepartment, kernel.ReachDepartmentSubtree, kernel.ReachDivisionSubtree} {
			for _, department := range []string{"d0", "d1", "d2", "d4", ""} {
				people = append(people, person(t, pick(dice, "s0", "s1"), department, "390102", reach))
			}
		}
		for range 5 {
			for range 25 {
				dice.change(t, pick(dice, one, other), &cases)
			}
			for _, who := range people {
				var plain map[appeal.Box]int64
				require.NoError(t, d.InTx(who, func(ctx context.Context) (err error) {
					plain, err = one.Trays(ctx)
					return err
				}))
				for _, node := range []*appeal.Service{one, other} {
					counted, err := node.Trays(who)
					require.NoError(t, err)
					require.Equal(t, plain, counted)
				}
				box, f := pick(dice, appeal.Boxes...), dice.filter(cases)
				var wanted []string
				var tally []appeal.Tally
				require.NoError(t, d.InTx(who, func(ctx context.Context) (err error) {
					if tally, err = one.Tally(ctx, box); err != nil {
						return err
					}
					wanted = pages(t, ctx, one, box, f)
					return nil
				}))
				inMemory, err := one.Tally(who, box)
				require.NoError(t, err)
				require.Equal(t, tally, inMemory)
				require.Equal(t, wanted, pages(t, who, one, box, f), "%s of %+v", box, f)
				require.Len(t, pages(t, who, other, box, appeal.Filter{ByDue: true}), int(plain[box]))
			}
		}
	})
}

func onBothEngines(t *testing.T, body func(t *testing.T, d *db.DB)) {
	t.Helper()
	dbtest.Each(t, body)
}

func TestWhatIsUndoneIsNotInTheInboxAndWhatIsCommittedIsAtOnce(t *testing.T) {
	t.Parallel()
	onBothEngines(t, func(t *testing.T, d *db.DB) {
		one, other, fixed := nodes(t, d)
		who := person(t, "zhao", "d4", "", kernel.ReachAll)
		require.Empty(t, pages(t, who, one, appeal.BoxAll, appeal.Filter{}))
		dice := dice{rand.New(rand.NewPCG(1, 1)), fixed.Now(), nil}
		c := &appeal.Case{ID: kernel.NewID(), Number: "SQ20260302-00001", Version: 1}
		dice.throw(c)
		c.State, c.Main, c.Accused = appeal.Received, "", ""
		undone := fmt.Errorf("undone")
		require.ErrorIs(t, d.InTx(t.Context(), func(ctx context.Context) error {
			require.NoError(t, one.Insert(ctx, c))
			require.Len(t, pages(t, authz.With(ctx, authz.From(who)), one, appeal.BoxAll, appeal.Filter{}), 1, "its own work it sees")
			return undone
		}), undone)
		require.Empty(t, pages(t, who, one, appeal.BoxAll, appeal.Filter{}))
		require.NoError(t, d.InTx(t.Context(), func(ctx context.Context) error { return other.Insert(ctx, c) }))
		require.Equal(t, []string{c.ID}, pages(t, who, one, appeal.BoxAccept, appeal.Filter{}))
	})
}

func TestACaseThatTheColumnsCannotHoldLeavesTheInboxToSQL(t *testing.T) {
	t.Parallel()
	onBothEngines(t, func(t *testing.T, d *db.DB) {
		one, _, fixed := nodes(t, d)
		dice := dice{rand.New(rand.NewPCG(1, 1)), fixed.Now(), nil}
		c := &appeal.Case{ID: "not an id of ours", Number: "SQ20260302-00001", Version: 1}
		dice.throw(c)
		c.State, c.Main, c.Accused = appeal.Received, "", ""
		require.NoError(t, d.InTx(t.Context(), func(ctx context.Context) error { return one.Insert(ctx, c) }))
		require.Equal(t, []string{c.ID}, pages(t, person(t, "zhao", "d4", "", kernel.ReachAll), one, appeal.BoxAccept, appeal.Filter{}))
	})
}

func TestASearchFindsWhatItsAskerSeesByWordsFirmNumberAndPhone(t *testing.T) {
	t.Parallel()
	onBothEngines(t, func(t *testing.T, d *db.DB) {
		one, other, _ := nodes(t, d)
		insert := func(n int, change func(c *appeal.Case)) string {
			c := &appeal.Case{
				ID: kernel.NewID(), Number: fmt.Sprintf("SQ20260302-%05d", n), Version: 1, State: appeal.Received, ReceivedAt: one.Clock.Now(),
				Text: "园区东门的路灯坏了三天，WIFI 也断了。", Reporter: appeal.Person{Name: "王示例", Phone: "136 0000 0001"},
			}
			change(c)
			require.NoError(t, d.InTx(t.Context(), func(ctx context.Context) error { return one.Insert(ctx, c) }))
			return c.ID
		}
		lamp := insert(1, func(c *appeal.Case) {
			c.USCC, c.Source = "91370102MA00000001", appeal.Source{System: "12345", No: "w7"}
		})
		water := insert(2, func(c *appeal.Case) { c.Text = "小区停水两天了，50% 的住户没有水用。" })
		against := insert(3, func(c *appeal.Case) { c.Accused = "d1" })
		secret := insert(4, func(c *appeal.Case) { c.Reporter.Confidential = true })
		centre := person(t, "zhao", "d4", "", kernel.ReachAll)
		accused := person(t, "qian", "d2", "", kernel.ReachAll)
		phones := authz.With(centre, kernel.Principal{
			Kind: kernel.StaffPrincipal, ID: "zhao", Department: "d1", Session: "s",
			Grants: map[string]kernel.Reach{string(appeal.PermRead): kernel.ReachAll, string(appeal.PermReveal): kernel.ReachAll},
		})
		for _, tc := range []struct {
			who   context.Context
			words string
			found []string
		}{
			{centre, "路灯", []string{secret, against, lamp}},
			{centre, "ｗｉｆｉ 路灯坏了", []string{secret, against, lamp}},
			{accused, "路灯", []string{secret, lamp}},
			{accused, "SQ20260302-00003", nil},
			{centre, "停水", []string{water}},
			{centre, "停水 路灯", nil},
			{centre, "机电", []string{lamp}},
			{centre, "sq20260302-00002", []string{water}},
			{centre, "w7 路灯", []string{lamp}},
			{centre, "w7", []string{lamp}},
			{centre, "%", nil},
			{centre, "' OR 1=1 --", nil},
			{centre, "\"路灯\" * OR NEAR(", nil},
			{centre, "13600000001", nil},
			{phones, "13600000001", []string{water, lamp}}, // not who is confidential, not who complains of d1
			{phones, "路灯 13600000001", []string{lamp}},
			{phones, "13600000002", nil},
		} {
			for _, node := range []*appeal.Service{one, other} {
				require.Equal(t, tc.found, pages(t, tc.who, node, appeal.BoxAll, appeal.Filter{Words: tc.words}), tc.words)
			}
		}
		require.ErrorIs(t, d.InTx(centre, func(ctx context.Context) error {
			_, err := one.Inbox(ctx, appeal.BoxAll, appeal.Filter{Words: "路灯"}, kernel.Page{Limit: 7})
			return err
		}), appeal.ErrSearch, "sealed texts cannot be searched in SQL")
	})
}

// A new filter has to be said to the columns in memory too, and tried above.
func TestTheFilterHasTheFieldsThatBothFormsKnow(t *testing.T) {
	t.Parallel()
	var fields []string
	for i := range reflect.TypeFor[appeal.Filter]().NumField() {
		fields = append(fields, reflect.TypeFor[appeal.Filter]().Field(i).Name)
	}
	slices.Sort(fields)
	require.Equal(t, []string{"ByDue", "Channel", "From", "Handler", "Kind", "Lead", "Number", "State", "To", "USCC", "Urgency", "Words"}, fields)
}
