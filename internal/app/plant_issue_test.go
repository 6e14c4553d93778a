package app_test

import (
	"context"
	"strconv"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/app/prooftest"
	"github.com/yikou/yikou/internal/appeal/monthly"
	"github.com/yikou/yikou/internal/appeal/signal"
	"github.com/yikou/yikou/internal/appeal/topic"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/standard/civil"
)

// issueRelations: on the list and chosen; in the hands of department A, and of B; one
// of which A has done everything, and one that is done; one that stands on cases which complain of A.
var issueRelations = []string{"proposed", "chosen", "own", "other_department", "ready", "done", "accused", prooftest.None}

func plantIssues(w *world) {
	for _, relation := range issueRelations {
		o, err := makeIssue(w.t.Context(), w, relation)
		require.NoError(w.t, err, relation)
		w.keep("appeal_issue", relation, o)
	}
}

// makeIssue puts an issue of a topic of its own on the list, and brings it where it
// belongs. One that A knows stands on cases that complain of nobody.
func makeIssue(_ context.Context, w *world, relation string) (prooftest.Object, error) {
	a, b := w.departmentOf("own").ID, w.departmentOf("other_department").ID
	if relation == prooftest.None {
		return prooftest.Object{"id": kernel.NewID(), "version": "1", "lead": b, "measure": kernel.NewID()}, nil
	}
	stands := "own"
	if relation == "accused" {
		stands = "accused"
	}
	w.mu.Lock()
	from := w.planted["appeal_signal "+stands]
	w.mu.Unlock()
	topics, serial := topic.Default().All(), int(w.issues.Add(1))
	first, err := civil.Parse("2026-11-01")
	if err != nil {
		return nil, err
	}
	one, err := w.Monthly.Propose(w.issuing("", "planter"), monthly.Proposal{
		Month: first.AddMonths(serial / len(topics) % 12).String()[:7], Title: "电子发票额度", Reason: "连续两个月排在前列",
		Subject: monthly.Subject{Topic: topics[serial%len(topics)].Code}, Signal: from["id"],
	})
	if err != nil {
		return nil, err
	}
	g := issueGrowth{w: w, one: one, lead: a}
	if relation == "other_department" {
		g.lead = b
	}
	if relation != "proposed" && relation != "accused" {
		err = g.grow(relation)
	}
	o := prooftest.Object{"id": one.ID, "lead": b, "measure": kernel.NewID()}
	if g.one != nil {
		o["version"] = strconv.FormatInt(g.one.Version, 10)
		if len(g.one.Measures) > 0 {
			o["measure"] = g.one.Measures[0].ID
		}
	}
	return o, err
}

// issueGrowth brings an issue to a state.
type issueGrowth struct {
	w    *world
	one  *monthly.Shown
	lead string
}

// step does one act on the issue as it stands.
func (g *issueGrowth) step(act func(monthly.Do) (*monthly.Shown, error)) error {
	one, err := act(monthly.Do{ID: g.one.ID, Version: g.one.Version})
	g.one = one
	return err
}

func (g *issueGrowth) grow(relation string) error {
	centre, leader, unit := g.w.issuing("", "planter"), g.w.issuing("", "planter-leader"), g.w.issuing(g.lead, "planter-unit")
	today := civil.Of(g.w.Clock.Now().In(civil.Beijing))
	steps := []func(monthly.Do) (*monthly.Shown, error){
		func(do monthly.Do) (*monthly.Shown, error) {
			return g.w.Monthly.Choose(centre, do, monthly.Plan{Lead: g.lead, Goal: "申请当天有回音", Due: today.AddDays(60)})
		},
		func(do monthly.Do) (*monthly.Shown, error) { return g.w.Monthly.Confirm(leader, do) },
		func(do monthly.Do) (*monthly.Shown, error) {
			return g.w.Monthly.AddMeasure(unit, do, monthly.Measure{Words: "额度申请改为线上即办", Due: today.AddDays(20)})
		},
		func(do monthly.Do) (*monthly.Shown, error) {
			return g.w.Monthly.Advance(unit, do, g.one.Measures[0].ID, monthly.MeasureDone)
		},
		func(do monthly.Do) (*monthly.Shown, error) {
			return g.w.Monthly.Finish(centre, do, "申请当天有回音")
		},
	}
	for _, step := range steps[:map[string]int{"chosen": 1, "own": 3, "other_department": 3, "ready": 4, "done": 5}[relation]] {
		if err := g.step(step); err != nil {
			return err
		}
	}
	return nil
}

// issuing acts for a department, empty for the centre, with every power over issues.
func (w *world) issuing(department, id string) context.Context {
	grants := map[string]kernel.Reach{string(signal.PermRead): kernel.ReachAll}
	for _, d := range monthly.Permissions {
		grants[string(d.Permission)] = kernel.ReachAll
	}
	return authz.With(w.t.Context(), kernel.Principal{Kind: kernel.StaffPrincipal, ID: id, Name: "钱样例", Department: department, Grants: grants})
}
