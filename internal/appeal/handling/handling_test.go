package handling_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/appealtest"
	"github.com/yikou/yikou/internal/appeal/handling"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
	"github.com/yikou/yikou/internal/platform/deadline"
	"github.com/yikou/yikou/internal/platform/deadline/keeping"
)

// town is a centre, and three bureaus of which the first has an office below it.
var town = appealtest.Town{Departments: map[string]appealtest.Department{
	"centre": {}, "tax": {}, "tax-hall": {Above: "tax"}, "water": {}, "parks": {}, "old": {Closed: true},
}}

// office is what else the module asks for.
type office struct{}

func (office) Reveal(ctx context.Context, _ handling.Reason, load func(context.Context) (*appeal.Case, error)) (int64, error) {
	_, err := load(ctx)
	return 7, err
}

func (office) Classified(context.Context, *appeal.Case, []string) error { return nil }
func (office) Dispatched(context.Context, *appeal.Case) error           { return nil }

// bundle is the module on one database. It is Monday 2 March 2026, 9:00 in Beijing.
type bundle struct {
	*handling.Service
	t      *testing.T
	db     *db.DB
	clock  *clock.Fixed
	keeper *keeping.Keeper
}

func setup(t *testing.T, d *db.DB) *bundle {
	t.Helper()
	fixed := clock.NewFixed(appealtest.Morning())
	desk := appealtest.New(t, d, fixed, town)
	return &bundle{Service: &handling.Service{Service: desk.Service, Reveals: office{}, Learner: office{}, Files: desk.Files}, t: t, db: d, clock: fixed, keeper: desk.Keeper}
}

// as acts as a person of a department with permissions over everything, or with a
// reach of its own department for PermHandle.
func (b *bundle) as(id, department string, perms ...authz.Permission) context.Context {
	grants := map[string]kernel.Reach{string(appeal.PermRead): kernel.ReachAll}
	for _, p := range perms {
		grants[string(p)] = kernel.ReachAll
		if p == appeal.PermHandle {
			grants[string(p)], grants[string(appeal.PermRead)] = kernel.ReachDepartmentSubtree, kernel.ReachDepartmentSubtree
		}
	}
	return authz.With(b.t.Context(), kernel.Principal{Kind: kernel.StaffPrincipal, ID: id, Name: id, Department: department, Session: "s", Grants: grants})
}

func (b *bundle) centre() context.Context {
	return b.as("zhao", "centre", appeal.PermCentre, appeal.PermReview, appeal.PermCallback, appeal.PermReveal)
}
func (b *bundle) unit(department string) context.Context {
	return b.as("staff-"+department, department, appeal.PermHandle)
}
func (b *bundle) leader() context.Context {
	return b.as("li", "centre", appeal.PermReview, appeal.PermLead)
}
func (b *bundle) caller() context.Context { return b.as("sun", "centre", appeal.PermCallback) }

// receive takes a case in.
func (b *bundle) receive(change ...func(*appeal.Case)) *appeal.Case {
	b.t.Helper()
	c := &appeal.Case{
		Channel: appeal.ByPortal, Kind: appeal.Help, Urgency: appeal.Normal, Text: "园区门口的路灯坏了一个月，请修理。",
		Reporter: appeal.Person{Name: "王示例", Phone: "13600000001"},
	}
	for _, f := range change {
		f(c)
	}
	require.NoError(b.t, b.Receive(authz.AsSystem(b.t.Context(), "test"), c))
	return c
}

// now returns a case as it stands, and how to ask for it.
func (b *bundle) now(id string) (*appeal.Case, handling.Ask) {
	b.t.Helper()
	c, err := b.ByID(b.t.Context(), id)
	require.NoError(b.t, err)
	return c, handling.Ask{ID: id, Version: c.Version}
}

func (b *bundle) do(id string, act func(handling.Ask) error) *appeal.Case {
	b.t.Helper()
	_, a := b.now(id)
	require.NoError(b.t, act(a))
	c, _ := b.now(id)
	return c
}

func (b *bundle) dispatch(id string, o appeal.Order) *appeal.Case {
	return b.do(id, func(a handling.Ask) error { return b.Dispatch(b.centre(), a, o, "请按职责办理") })
}

// inHand brings a case to a lead.
func (b *bundle) inHand(lead string, change ...func(*appeal.Case)) *appeal.Case {
	b.t.Helper()
	c := b.receive(change...)
	b.do(c.ID, func(a handling.Ask) error { return b.Accept(b.centre(), a, false) })
	b.dispatch(c.ID, appeal.Order{Lead: lead})
	return b.do(c.ID, func(a handling.Ask) error { return b.Take(b.unit(lead), a) })
}

// read brings a case to the callback.
func (b *bundle) read(id, lead string) *appeal.Case {
	b.t.Helper()
	b.do(id, func(a handling.Ask) error {
		return b.Reply(b.unit(lead), a, handling.Draft{Words: "路灯已经修好，请您查看。", Closing: appeal.Solved})
	})
	return b.do(id, func(a handling.Ask) error { return b.Approve(b.leader(), a) })
}

func (b *bundle) clockOf(id, name string) keeping.Clock {
	b.t.Helper()
	list, err := b.ClocksOf(b.t.Context(), id)
	require.NoError(b.t, err)
	found := keeping.Clock{}
	for _, k := range list {
		if k.Name == name {
			found = k
		}
	}
	require.NotEmpty(b.t, found.ID, name)
	return found
}

func onBoth(t *testing.T, body func(t *testing.T, b *bundle)) {
	t.Helper()
	dbtest.Each(t, func(t *testing.T, d *db.DB) { body(t, setup(t, d)) })
}

func TestFromReceiptToSolvedAndConfirmed(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, b *bundle) {
		c := b.receive()
		assert.Equal(t, "SQ20260302-00001", c.Number)
		assert.Equal(t, c.ReceivedAt.Add(12*time.Hour), c.DueAt, "the first response is due first")
		c = b.do(c.ID, func(a handling.Ask) error { return b.Accept(b.centre(), a, false) })
		assert.True(t, b.clockOf(c.ID, appeal.ClockResponse).Met)
		// 5 working days after Monday end on the next Monday at 24:00, 7 days too.
		assert.Equal(t, time.Date(2026, 3, 9, 16, 0, 0, 0, time.UTC), c.DueAt)
		c = b.dispatch(c.ID, appeal.Order{Lead: "parks", CoHandlers: []string{"water"}})
		assert.Equal(t, appeal.Dispatched, c.State)
		c = b.do(c.ID, func(a handling.Ask) error { return b.Take(b.unit("parks"), a) })
		assert.Equal(t, "staff-parks", c.LeadStaff)
		c = b.do(c.ID, func(a handling.Ask) error { return b.Answer(b.unit("water"), a, "供水管线不受影响") })
		assert.Equal(t, appeal.InHand, c.State)
		assert.True(t, b.clockOf(c.ID, appeal.ClockCoHandler).Met)
		c = b.read(c.ID, "parks")
		assert.True(t, c.DueAt.IsZero(), "the terms ended with the answer")
		c = b.do(c.ID, func(a handling.Ask) error {
			return b.CallBack(b.caller(), a, appeal.Callback{Reached: true, Result: appeal.Solved, Grade: 5})
		})
		assert.True(t, c.Solved())
		names, err := b.Bus.Names(t.Context())
		require.NoError(t, err)
		assert.Equal(t, []string{
			"appeal.received", "appeal.accepted", "appeal.dispatched", "appeal.taken", "appeal.answered", "appeal.replied", "appeal.approved", "appeal.closed",
		}, names)
	})
}

func TestReturnedThreeTimesACaseIsMarkedForDeliberationAndSaysWhoRefusedAndWhy(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, b *bundle) {
		c := b.receive()
		b.do(c.ID, func(a handling.Ask) error { return b.Accept(b.centre(), a, false) })
		for _, lead := range []string{"parks", "water", "tax"} {
			b.dispatch(c.ID, appeal.Order{Lead: lead})
			c = b.do(c.ID, func(a handling.Ask) error {
				return b.Return(b.unit(lead), a, appeal.Return{Clause: "三定规定第四条第（二）项", Suggested: "centre", Reason: "路灯不归本部门管"})
			})
		}
		assert.True(t, c.Deliberation)
		entries, err := b.Entries(t.Context(), c.ID, true)
		require.NoError(t, err)
		last := entries[len(entries)-1]
		said := last.Sentence(func(d string) string { return d })
		assert.Contains(t, said, "tax认为不属于本部门职责")
		assert.Contains(t, said, "转入部门会商")
		assert.Equal(t, "依据三定规定第四条第（二）项：路灯不归本部门管", last.Words)
	})
}

func TestAReturnIsRaisedWithinOneWorkingDayAndNeverOfADirectDesignation(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, b *bundle) {
		r := appeal.Return{Clause: "三定规定第四条第（二）项", Suggested: "tax", Reason: "不是本部门的职责"}
		direct, late := b.receive(), b.receive()
		for _, id := range []string{direct.ID, late.ID} {
			b.do(id, func(a handling.Ask) error { return b.Accept(b.centre(), a, false) })
		}
		b.dispatch(direct.ID, appeal.Order{Lead: "parks", Direct: true})
		b.dispatch(late.ID, appeal.Order{Lead: "parks"})
		_, a := b.now(direct.ID)
		assert.ErrorIs(t, b.Return(b.unit("parks"), a, r), appeal.ErrDirect)
		b.clock.Move(39 * time.Hour) // Wednesday 0:00
		_, a = b.now(late.ID)
		b.clock.Move(time.Microsecond)
		assert.ErrorIs(t, b.Return(b.unit("parks"), a, r), appeal.ErrObjectedLate)
		b.clock.Move(-time.Microsecond)
		assert.NoError(t, b.Return(b.unit("parks"), a, r))
	})
}

func TestNotContentACaseGoesBackOnItsFirstClock(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, b *bundle) {
		c := b.inHand("parks")
		first := b.clockOf(c.ID, appeal.ClockPromise).ID
		b.clock.Move(24 * time.Hour)
		b.read(c.ID, "parks")
		b.clock.Move(48 * time.Hour)
		no := appeal.Callback{Reached: true, Grade: 1, Words: "路灯还是不亮"}
		c = b.do(c.ID, func(a handling.Ask) error { return b.CallBack(b.caller(), a, no) })
		assert.Equal(t, appeal.InHand, c.State)
		assert.Equal(t, 1, c.Redos)
		k := b.clockOf(c.ID, appeal.ClockPromise)
		assert.Equal(t, first, k.ID)
		assert.Equal(t, deadline.Running, k.State)
		// Two midnights passed while the reporter had the answer; they do not count.
		assert.Equal(t, time.Date(2026, 3, 11, 16, 0, 0, 0, time.UTC), k.Due)
		b.read(c.ID, "parks")
		c = b.do(c.ID, func(a handling.Ask) error { return b.CallBack(b.caller(), a, no) })
		assert.Equal(t, appeal.Closed, c.State)
		assert.Equal(t, 1, c.Redos)
		assert.False(t, c.Solved())
	})
}

// Who helps can answer the lead no more once the answer has left, so its term ends
// with the others and goes on with them.
func TestTheTermOfWhoHelpsEndsWithTheAnswerAndGoesOnWithARedo(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, b *bundle) {
		c := b.receive()
		b.do(c.ID, func(a handling.Ask) error { return b.Accept(b.centre(), a, false) })
		b.dispatch(c.ID, appeal.Order{Lead: "parks", CoHandlers: []string{"water"}})
		b.do(c.ID, func(a handling.Ask) error { return b.Take(b.unit("parks"), a) })
		first := b.clockOf(c.ID, appeal.ClockCoHandler).ID
		b.read(c.ID, "parks")
		assert.Equal(t, deadline.Stopped, b.clockOf(c.ID, appeal.ClockCoHandler).State)
		no := appeal.Callback{Reached: true, Grade: 1, Words: "路灯还是不亮"}
		b.do(c.ID, func(a handling.Ask) error { return b.CallBack(b.caller(), a, no) })
		k := b.clockOf(c.ID, appeal.ClockCoHandler)
		assert.Equal(t, first, k.ID)
		assert.Equal(t, deadline.Running, k.State)
		b.do(c.ID, func(a handling.Ask) error {
			return b.Answer(b.unit("water"), a, "灯杆归我单位，已经更换线路。")
		})
		assert.Equal(t, deadline.Stopped, b.clockOf(c.ID, appeal.ClockCoHandler).State)
	})
}

func TestAMergedCaseDoesNotEscalateAndGoesOnWhenItIsTakenOut(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, b *bundle) {
		main, one, two := b.inHand("parks"), b.receive(), b.receive()
		_, a := b.now(main.ID)
		_, first := b.now(one.ID)
		_, second := b.now(two.ID)
		require.NoError(t, b.Merge(b.centre(), a, []handling.Ask{first, second}))
		merged, _ := b.now(one.ID)
		assert.Equal(t, appeal.Merged, merged.State)
		assert.Equal(t, main.ID, merged.Main)
		assert.True(t, merged.DueAt.IsZero())
		for _, name := range []string{appeal.ClockResponse, appeal.ClockPromise, appeal.ClockStatutory} {
			assert.Equal(t, deadline.Resting, b.clockOf(one.ID, name).State)
		}
		due := one.DueAt
		b.clock.Move(time.Hour)
		back := b.do(one.ID, func(a handling.Ask) error { return b.Unmerge(b.centre(), a, "不是同一盏路灯") })
		assert.Equal(t, appeal.Received, back.State)
		assert.Equal(t, due.Add(time.Hour), back.DueAt, "the hour within the other case is not counted")
		other, _ := b.now(two.ID)
		assert.Equal(t, appeal.Merged, other.State)
		list, err := b.MergedInto(t.Context(), main.ID)
		require.NoError(t, err)
		require.Len(t, list, 1)
	})
}

func TestMergingIsAllOrNothing(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, b *bundle) {
		main, one := b.receive(), b.receive()
		accused := b.receive(func(c *appeal.Case) { c.Accused = "tax" })
		_, a := b.now(main.ID)
		_, first := b.now(one.ID)
		_, second := b.now(accused.ID)
		assert.ErrorIs(t, b.Merge(b.centre(), a, []handling.Ask{first, second}), appeal.ErrMerge)
		left, _ := b.now(one.ID)
		assert.Equal(t, appeal.Received, left.State)
	})
}

func TestALeaderGrantsMoreTimeThatWasAskedInTime(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, b *bundle) {
		c := b.inHand("parks")
		before := c.DueAt
		c = b.do(c.ID, func(a handling.Ask) error {
			return b.AskExtension(b.unit("parks"), a, 3, "需要向厂家订购配件")
		})
		_, a := b.now(c.ID)
		assert.ErrorIs(t, b.AskExtension(b.unit("parks"), a, 3, "需要向厂家订购配件"), appeal.ErrExtensionWaits)
		c = b.do(c.ID, func(a handling.Ask) error { return b.DecideExtension(b.leader(), a, true, "同意") })
		assert.Equal(t, before.Add(3*24*time.Hour), c.DueAt)
		late := b.inHand("parks")
		b.clock.Move(time.Date(2026, 3, 8, 17, 0, 0, 0, time.UTC).Sub(b.clock.Now())) // Monday 1:00, the last day
		_, a = b.now(late.ID)
		assert.ErrorIs(t, b.AskExtension(b.unit("parks"), a, 3, "需要向厂家订购配件"), appeal.ErrExtensionLate)
	})
}

func TestASuspendedCaseStandsStillAndTheReporterIsTold(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, b *bundle) {
		c := b.inHand("parks")
		due := c.DueAt
		until := handling.Suspension{Basis: "material", Notice: "请补充路灯的编号照片"}
		_, a := b.now(c.ID)
		assert.ErrorIs(t, b.Suspend(b.leader(), a, until), appeal.ErrForm, "an expected end is needed")
		until.Until = until.Until.AddDays(0)
		require.NoError(t, until.Until.UnmarshalText([]byte("2026-03-04")))
		c = b.do(c.ID, func(a handling.Ask) error { return b.Suspend(b.leader(), a, until) })
		assert.True(t, c.Suspended)
		assert.True(t, c.DueAt.IsZero())
		b.clock.Move(48 * time.Hour)
		c = b.do(c.ID, func(a handling.Ask) error { return b.Resume(b.leader(), a, "材料已经补齐") })
		assert.Equal(t, due.Add(24*time.Hour), c.DueAt, "of the two midnights the first belongs to the day of the start")
		entries, err := b.Entries(t.Context(), c.ID, true)
		require.NoError(t, err)
		assert.Equal(t, "请补充路灯的编号照片", entries[len(entries)-2].Words)
	})
}

func TestTheUnitComplainedOfFindsTheCaseNowhere(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, b *bundle) {
		shielded := b.receive(func(c *appeal.Case) { c.Accused = "tax" })
		open := b.receive()
		everything := []authz.Permission{appeal.PermCentre, appeal.PermReview, appeal.PermCallback, appeal.PermLead, appeal.PermReveal}
		for _, department := range []string{"tax", "tax-hall"} {
			who := b.as("qian", department, everything...)
			found, err := b.Inbox(who, appeal.BoxAll, appeal.Filter{}, kernel.Page{Limit: 50})
			require.NoError(t, err)
			require.Len(t, found.Items, 1)
			assert.Equal(t, open.ID, found.Items[0].ID)
			assert.EqualValues(t, 1, found.Total)
			trays, err := b.Trays(who)
			require.NoError(t, err)
			assert.EqualValues(t, 1, trays[appeal.BoxAll])
			found, err = b.Inbox(who, appeal.BoxAll, appeal.Filter{Number: shielded.Number}, kernel.Page{Limit: 50})
			require.NoError(t, err)
			assert.Empty(t, found.Items)
			for _, p := range append(everything, appeal.PermRead) {
				_, err = b.Find(who, p, shielded.ID)
				assert.ErrorIs(t, err, appeal.ErrNotFound, p)
			}
		}
		found, err := b.Inbox(b.centre(), appeal.BoxAll, appeal.Filter{}, kernel.Page{Limit: 50})
		require.NoError(t, err)
		assert.Len(t, found.Items, 2)
	})
}

func TestEveryTrayCountsWhatItLists(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, b *bundle) {
		b.receive()
		b.inHand("parks")
		read := b.inHand("water")
		b.read(read.ID, "water")
		late := b.inHand("tax")
		asked := b.inHand("parks")
		b.do(asked.ID, func(a handling.Ask) error {
			return b.AskExtension(b.unit("parks"), a, 3, "需要向厂家订购配件")
		})
		b.clock.Move(8 * 24 * time.Hour)
		_ = late
		for _, who := range []context.Context{b.centre(), b.leader(), b.unit("parks"), b.unit("tax-hall"), b.unit("centre")} {
			trays, err := b.Trays(who)
			require.NoError(t, err)
			for _, box := range appeal.Boxes {
				for _, byDue := range []bool{false, true} {
					seen := map[string]bool{}
					page := kernel.Page{Limit: 2}
					for {
						found, err := b.Inbox(who, box, appeal.Filter{ByDue: byDue}, page)
						require.NoError(t, err)
						assert.Equal(t, trays[box], found.Total, box)
						for _, c := range found.Items {
							assert.False(t, seen[c.ID], "twice on the pages of %s", box)
							seen[c.ID] = true
						}
						if page.After = found.Next; page.After == "" {
							break
						}
					}
					assert.Len(t, seen, int(trays[box]), "%s", box)
				}
			}
		}
		trays, err := b.Trays(b.centre())
		require.NoError(t, err)
		assert.EqualValues(t, 5, trays[appeal.BoxAll])
		assert.EqualValues(t, 1, trays[appeal.BoxAccept])
		assert.EqualValues(t, 1, trays[appeal.BoxCallback])
		assert.EqualValues(t, 1, trays[appeal.BoxExtension])
		assert.EqualValues(t, 4, trays[appeal.BoxLate])
	})
}

func TestAnActNeedsTheVersionThatItsCallerSawAndNoNumberStandsForAny(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, b *bundle) {
		c := b.receive()
		for _, version := range []int64{0, -1, c.Version + 1} {
			assert.ErrorIs(t, b.Accept(b.centre(), handling.Ask{ID: c.ID, Version: version}, false), appeal.ErrStale, "%d", version)
		}
		assert.NoError(t, b.Accept(b.centre(), handling.Ask{ID: c.ID, Version: c.Version}, false))
	})
}
