package monthly_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/appealtest"
	"github.com/yikou/yikou/internal/appeal/monthly"
	"github.com/yikou/yikou/internal/appeal/signal"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
	"github.com/yikou/yikou/internal/standard/civil"
)

type bundle struct {
	*monthly.Service
	signals *signal.Service
	t       *testing.T
	clock   *clock.Fixed
}

// each begins on Monday 2 March 2026, 9:00 in Beijing, in a town with a tax office
// that has a hall below it, and a water office.
func each(t *testing.T, body func(t *testing.T, b *bundle)) {
	t.Helper()
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		town := appealtest.Town{Departments: map[string]appealtest.Department{
			"tax": {Name: "税务局"}, "hall": {Name: "办税厅", Above: "tax"}, "water": {Name: "水务局"}, "closed": {Name: "旧局", Closed: true},
		}}
		office := appealtest.New(t, d, clock.NewFixed(appealtest.Morning()), town)
		signals := &signal.Service{Service: office.Service, Divisions: divisions{}}
		body(t, &bundle{Service: &monthly.Service{Service: office.Service, Signals: signals}, signals: signals, t: t, clock: office.Fixed})
	})
}

type divisions struct{}

func (divisions) DivisionNames(context.Context, []string) (map[string]string, error) { return nil, nil }

func (b *bundle) as(id, department string, reach kernel.Reach, permissions ...authz.Permission) context.Context {
	return appealtest.Staff(b.t, id, department, reach, append(permissions, monthly.PermRead)...)
}

func (b *bundle) centre() context.Context {
	return b.as("zhao", "", kernel.ReachAll, monthly.PermKeep, signal.PermRead)
}

func (b *bundle) leader() context.Context {
	return b.as("li", "", kernel.ReachAll, monthly.PermConfirm)
}

func (b *bundle) unit(department string) context.Context {
	return b.as("staff of "+department, department, kernel.ReachDepartmentSubtree, monthly.PermReport)
}

const (
	parking = "园区门口停车困难，货车排队占道"
	topic   = "infra.road.parking"
)

// received takes cases in, some days ago.
func (b *bundle) received(n, daysAgo int, change ...func(*appeal.Case)) (ids []string) {
	b.t.Helper()
	for range n {
		c := &appeal.Case{
			Channel: appeal.ByPortal, Kind: appeal.Help, Urgency: appeal.Normal, Text: parking, Topic: topic,
			ReceivedAt: b.clock.Now().Add(-time.Duration(daysAgo) * 24 * time.Hour), Reporter: appeal.Person{Anonymous: true},
		}
		for _, f := range change {
			f(c)
		}
		require.NoError(b.t, b.Receive(authz.AsSystem(b.t.Context(), "test"), c))
		ids = append(ids, c.ID)
	}
	return ids
}

func (b *bundle) proposed(p monthly.Proposal) *monthly.Shown {
	b.t.Helper()
	if p.Month == "" {
		p.Month, p.Title, p.Reason = "2026-03", "园区停车难", "连续两个月排在前列"
	}
	one, err := b.Propose(b.centre(), p)
	require.NoError(b.t, err)
	return one
}

func byHand() monthly.Proposal {
	return monthly.Proposal{Subject: monthly.Subject{Topic: topic}}
}

func do(one *monthly.Shown) monthly.Do { return monthly.Do{ID: one.ID, Version: one.Version} }

func (b *bundle) chosen(one *monthly.Shown) *monthly.Shown {
	b.t.Helper()
	one, err := b.Choose(b.centre(), do(one), plan())
	require.NoError(b.t, err)
	return one
}

func (b *bundle) begun(one *monthly.Shown) *monthly.Shown {
	b.t.Helper()
	one, err := b.Confirm(b.leader(), do(b.chosen(one)))
	require.NoError(b.t, err)
	return one
}

func TestAnIssueGoesFromTheSignalToItsEffect(t *testing.T) {
	each(t, func(t *testing.T, b *bundle) {
		for w := range 8 {
			b.received(2, 9+7*w)
		}
		b.received(1, 80, func(c *appeal.Case) { c.Topic = "" })
		recent := b.received(9, 2)
		_, err := b.signals.Refresh(b.centre())
		require.NoError(t, err)
		picture, err := b.signals.Look(b.centre(), 30)
		require.NoError(t, err)
		require.Len(t, picture.Rising, 1)

		one := b.proposed(monthly.Proposal{Signal: picture.Rising[0].ID})
		assert.Equal(t, monthly.Rising, one.Source)
		assert.Equal(t, topic, one.Topic)
		assert.Equal(t, []monthly.Act{monthly.ActChoose, monthly.ActDrop}, one.Can)
		slices.Reverse(recent)
		assert.Equal(t, recent, b.behind(b.centre(), one.ID, monthly.PartBasis, civil.Date{}))

		both := b.as("qian", "", kernel.ReachAll, monthly.PermKeep, monthly.PermConfirm)
		one, err = b.Choose(both, do(one), plan())
		require.NoError(t, err)
		_, err = b.Confirm(both, do(one))
		require.ErrorIs(t, err, monthly.ErrOwn)
		one, err = b.Return(b.leader(), do(one), "目标请写得更具体")
		require.NoError(t, err)
		one = b.begun(one)
		assert.Equal(t, []string{"water"}, one.With)

		one, err = b.AddMeasure(b.unit("tax"), do(one), monthly.Measure{Words: "增划临时车位 40 个", Due: day("2026-03-20")})
		require.NoError(t, err)
		assert.Equal(t, "tax", one.Measures[0].Department)
		one, err = b.Report(b.unit("water"), do(one), "路面已经平整，等划线")
		require.NoError(t, err)
		one, err = b.Advance(b.unit("tax"), do(one), one.Measures[0].ID, monthly.MeasureDone)
		require.NoError(t, err)
		b.clock.Move(24 * 24 * time.Hour) // 26 March: three whole weeks and three days
		b.received(1, 10)
		b.received(1, 4) // on the last day of the third week
		now := append(b.received(1, 3), b.received(1, 1)...)
		slices.Reverse(now)
		_, err = b.Finish(b.centre(), monthly.Do{ID: one.ID, Version: one.Version - 1}, "车位已经够用")
		require.ErrorIs(t, err, monthly.ErrStale)
		one, err = b.Finish(b.centre(), do(one), "车位已经够用")
		require.NoError(t, err)
		assert.Equal(t, monthly.Done, one.State)

		d, err := b.Get(b.centre(), one.ID)
		require.NoError(t, err)
		assert.Equal(t, "开始办理前 8 周平均每周 2.9 件，之后 3 周平均每周 0.7 件，减少 77%。", d.Sentence())
		acts := []monthly.Act{}
		for _, step := range d.Steps {
			acts = append(acts, step.Act)
		}
		assert.Equal(t, []monthly.Act{"propose", "choose", "return", "choose", "confirm", "measure", "report", "measure", "finish"}, acts)
		assert.Equal(t, "车位已经够用", d.Steps[8].Words)
		require.Len(t, d.Weeks, 12)
		assert.Equal(t, monthly.Week{From: day("2026-03-23"), Until: day("2026-03-26"), After: true, Cases: 2}, d.Weeks[11])
		b.everyNumberOpensItsList(b.centre(), d)
		assert.Equal(t, now, b.behind(b.centre(), one.ID, monthly.PartWeek, day("2026-03-23")))
		_, err = b.Behind(b.centre(), one.ID, monthly.PartWeek, day("2026-03-24"), kernel.Page{Limit: 1})
		require.ErrorIs(t, err, monthly.ErrNotFound)
	})
}

// behind asks for all cases behind a number, page by page.
func (b *bundle) behind(who context.Context, id string, part monthly.Part, week civil.Date) (ids []string) {
	b.t.Helper()
	page := kernel.Page{Limit: 2}
	for {
		rows, err := b.Behind(who, id, part, week, page)
		require.NoError(b.t, err)
		for _, c := range rows.Items {
			ids = append(ids, c.ID)
		}
		if page.After = rows.Next; page.After == "" {
			require.Len(b.t, ids, int(rows.Total))
			return ids
		}
	}
}

func (b *bundle) everyNumberOpensItsList(who context.Context, d monthly.Detail) {
	b.t.Helper()
	assert.Len(b.t, b.behind(who, d.ID, monthly.PartBasis, civil.Date{}), int(d.Basis))
	assert.Len(b.t, b.behind(who, d.ID, monthly.PartBefore, civil.Date{}), int(d.Before))
	assert.Len(b.t, b.behind(who, d.ID, monthly.PartAfter, civil.Date{}), int(d.After))
	for _, w := range d.Weeks {
		assert.Len(b.t, b.behind(who, d.ID, monthly.PartWeek, w.From), int(w.Cases), "the week of %s", w.From)
	}
}

func TestADepartmentSeesWhatItLeadsOnceItIsConfirmedAndCountsItsOwnCases(t *testing.T) {
	each(t, func(t *testing.T, b *bundle) {
		b.received(6, 3)
		one := b.proposed(byHand())
		other := monthly.Proposal{Month: "2026-04", Title: "发票额度", Reason: "企业多次反映", Subject: monthly.Subject{Topic: "tax.invoice"}}
		b.proposed(other)
		one = b.chosen(one)
		for _, unit := range []string{"tax", "hall", "water"} {
			assert.Empty(t, b.list(b.unit(unit)), "nobody has confirmed it yet")
			_, err := b.Get(b.unit(unit), one.ID)
			require.ErrorIs(t, err, monthly.ErrNotFound)
		}
		one, err := b.Confirm(b.leader(), do(one))
		require.NoError(t, err)
		for _, unit := range []string{"tax", "hall", "water"} {
			assert.Equal(t, []string{one.ID}, b.list(b.unit(unit)), unit)
			d, err := b.Get(b.unit(unit), one.ID)
			require.NoError(t, err)
			assert.Zero(t, d.Before, "it has a part in none of the cases")
			b.everyNumberOpensItsList(b.unit(unit), d)
			assert.Equal(t, []monthly.Act{monthly.ActMeasure, monthly.ActReport}, d.Can)
		}
		assert.Empty(t, b.list(b.unit("court")))
		_, err = b.AddMeasure(b.unit("water"), do(one), monthly.Measure{Department: "tax", Words: "增划临时车位", Due: today})
		require.ErrorIs(t, err, monthly.ErrForeign, "a helper speaks for itself only")
		one, err = b.AddMeasure(b.unit("hall"), do(one), monthly.Measure{Department: "water", Words: "抢修东门路面", Due: today})
		require.NoError(t, err, "whoever leads names measures of all")
		_, err = b.Report(b.as("wang", "", kernel.ReachAll, monthly.PermReport), do(one), "路面已经平整")
		require.ErrorIs(t, err, monthly.ErrForeign)
		assert.Len(t, b.list(b.centre()), 2)
		rows, err := b.List(b.centre(), monthly.Filter{Month: "2026-04", State: monthly.Proposed}, kernel.Page{Limit: 10})
		require.NoError(t, err)
		assert.EqualValues(t, 1, rows.Total)
	})
}

// list asks for all issues that somebody sees, page by page.
func (b *bundle) list(who context.Context) (ids []string) {
	b.t.Helper()
	page := kernel.Page{Limit: 1}
	for {
		rows, err := b.List(who, monthly.Filter{}, page)
		require.NoError(b.t, err)
		for _, one := range rows.Items {
			ids = append(ids, one.ID)
		}
		if page.After = rows.Next; page.After == "" {
			require.Len(b.t, ids, int(rows.Total))
			return ids
		}
	}
}

func TestAnIssueDoesNotExistForWhomItsCasesComplainOfAndHeDoesNotLeadIt(t *testing.T) {
	each(t, func(t *testing.T, b *bundle) {
		accused := func(c *appeal.Case) {
			c.Accused, c.Text, c.Topic = "tax", "办税窗口的工作人员态度恶劣，拒收材料", ""
		}
		b.received(1, 2, accused)
		b.received(5, 2, accused, func(c *appeal.Case) { c.Accused = "" })
		b.received(1, 60, func(c *appeal.Case) { c.Topic = "" })
		_, err := b.signals.Refresh(b.centre())
		require.NoError(t, err)
		picture, err := b.signals.Look(b.centre(), 30)
		require.NoError(t, err)
		require.Len(t, picture.Groups, 1)
		group := b.proposed(monthly.Proposal{Signal: picture.Groups[0].ID, Subject: monthly.Subject{Topic: topic}})
		assert.Equal(t, monthly.Alike, group.Source)

		// A topic of which enough is left without the case about the tax office.
		b.received(5, 2)
		b.received(1, 2, func(c *appeal.Case) { c.Accused = "tax" })
		whole := b.proposed(monthly.Proposal{Month: "2026-04", Title: "园区停车难", Reason: "反映的企业多", Subject: monthly.Subject{Topic: topic}})
		b.received(1, 2, func(c *appeal.Case) { c.Topic, c.Accused = "infra.road.light", "tax" })
		b.received(4, 2, func(c *appeal.Case) { c.Topic = "infra.road.light" })
		few := b.proposed(monthly.Proposal{Month: "2026-05", Title: "路灯", Reason: "反映的企业多", Subject: monthly.Subject{Topic: "infra.road.light"}})

		var own []string // what the unit itself puts on the list meanwhile
		for _, unit := range []string{"tax", "hall"} {
			who := b.as("sun", unit, kernel.ReachAll, monthly.PermKeep, monthly.PermConfirm)
			assert.ElementsMatch(t, append([]string{whole.ID}, own...), b.list(who), unit)
			for _, hidden := range []*monthly.Shown{group, few} {
				_, err := b.Get(who, hidden.ID)
				require.ErrorIs(t, err, monthly.ErrNotFound)
				_, err = b.Drop(who, do(hidden), "不是我们的事情")
				require.ErrorIs(t, err, monthly.ErrNotFound)
				_, err = b.Behind(who, hidden.ID, monthly.PartBasis, civil.Date{}, kernel.Page{Limit: 10})
				require.ErrorIs(t, err, monthly.ErrNotFound)
				known, err := b.KnownTo(t.Context(), hidden.ID, unit)
				require.NoError(t, err)
				assert.False(t, known)
			}
			d, err := b.Get(who, whole.ID)
			require.NoError(t, err)
			assert.EqualValues(t, 5, d.Basis, "the case about it is in no number")
			assert.EqualValues(t, 5, d.Before)
			b.everyNumberOpensItsList(who, d)
			again, err := b.Propose(who, monthly.Proposal{Month: "2026-05", Title: "路灯不亮", Reason: "园区内多处不亮", Subject: monthly.Subject{Topic: "infra.road.light"}})
			require.NoError(t, err, "that it is on the list already is not told")
			_, err = b.Drop(who, do(again), "与上月的重复")
			require.NoError(t, err)
			own = append(own, again.ID)
		}
		for _, p := range []monthly.Plan{{Lead: "tax"}, {Lead: "hall"}, {Lead: "water", With: []string{"tax"}}} {
			p.Goal, p.Due = plan().Goal, plan().Due
			_, err := b.Choose(b.centre(), do(group), p)
			require.ErrorIs(t, err, monthly.ErrForm, "the unit complained of takes no part: %v", p)
		}
		_, err = b.Choose(b.centre(), do(group), monthly.Plan{Lead: "water", Goal: plan().Goal, Due: plan().Due})
		require.NoError(t, err)
		_, err = b.Choose(b.centre(), do(whole), monthly.Plan{Lead: "tax", Goal: plan().Goal, Due: plan().Due})
		require.NoError(t, err)
		assert.Len(t, b.list(b.as("wu", "water", kernel.ReachAll)), 3+2)
	})
}

func TestWhatIsPutOnTheListIsChecked(t *testing.T) {
	each(t, func(t *testing.T, b *bundle) {
		good := byHand()
		good.Month, good.Title, good.Reason = "2026-03", "园区停车难", "连续两个月排在前列"
		for name, change := range map[string]func(*monthly.Proposal){
			"a month that is over": func(p *monthly.Proposal) { p.Month = "2026-02" },
			"a month too far away": func(p *monthly.Proposal) { p.Month = "2027-04" },
			"no month":             func(p *monthly.Proposal) { p.Month = "2026-3" },
			"no title":             func(p *monthly.Proposal) { p.Title = " 停 " },
			"no reason":            func(p *monthly.Proposal) { p.Reason = "急" },
			"a topic that is none": func(p *monthly.Proposal) { p.Topic = "nothing" },
			"no topic":             func(p *monthly.Proposal) { p.Topic = "" },
			"a place that is none": func(p *monthly.Proposal) { p.Place = "ZZZZ" },
		} {
			p := good
			change(&p)
			_, err := b.Propose(b.centre(), p)
			require.ErrorIs(t, err, monthly.ErrForm, name)
		}
		p := good
		p.Signal = "no-such"
		_, err := b.Propose(b.centre(), p)
		require.ErrorIs(t, err, monthly.ErrSignal)
		one := b.proposed(good)
		_, err = b.Propose(b.centre(), good)
		require.ErrorIs(t, err, monthly.ErrTwice)
		one, err = b.Drop(b.centre(), do(one), "已有专项在办")
		require.NoError(t, err)
		b.proposed(good)
		one, err = b.Reopen(b.centre(), do(one), "专项没有解决")
		require.NoError(t, err)
		assert.Equal(t, monthly.Proposed, one.State)
		for _, who := range []context.Context{b.leader(), b.unit("tax"), b.as("x", "", kernel.ReachAll)} {
			_, err = b.Propose(who, good)
			require.ErrorIs(t, err, authz.ErrForbidden)
		}
	})
}
