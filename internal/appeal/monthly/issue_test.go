package monthly_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/appeal/monthly"
	"github.com/yikou/yikou/internal/standard/civil"
)

func day(text string) civil.Date {
	d, err := civil.Parse(text)
	if err != nil {
		panic(err)
	}
	return d
}

var today = day("2026-03-02")

func anyOpen(d string) bool { return d != "" && d != "closed" }

func plan() monthly.Plan {
	return monthly.Plan{Lead: "tax", With: []string{"water"}, Goal: "停车诉求减少一半", Due: day("2026-05-31")}
}

// in brings an issue by its acts to a state.
func in(t *testing.T, state monthly.State) *monthly.Issue {
	t.Helper()
	i := &monthly.Issue{State: monthly.Proposed, ProposedBy: "zhao"}
	if state == monthly.Proposed {
		return i
	}
	require.NoError(t, i.Choose("qian", plan(), today, anyOpen))
	if state == monthly.Chosen {
		return i
	}
	require.NoError(t, i.Confirm("li", appealMorning))
	if state == monthly.InHand {
		return i
	}
	if state == monthly.Dropped {
		require.NoError(t, i.Drop(appealMorning))
		return i
	}
	i.Measures = []monthly.Measure{{ID: "1", State: monthly.MeasureDone}}
	require.NoError(t, i.Finish(appealMorning))
	return i
}

var appealMorning = time.Date(2026, 3, 2, 1, 0, 0, 0, time.UTC)

func TestOnlyWhatIsInTheTableHappensToAnIssue(t *testing.T) {
	t.Parallel()
	acts := map[monthly.Act]func(i *monthly.Issue) error{
		monthly.ActChoose:  func(i *monthly.Issue) error { return i.Choose("qian", plan(), today, anyOpen) },
		monthly.ActConfirm: func(i *monthly.Issue) error { return i.Confirm("li", appealMorning) },
		monthly.ActReturn:  func(i *monthly.Issue) error { return i.Return() },
		monthly.ActMeasure: func(i *monthly.Issue) error {
			return i.Add(monthly.Measure{Department: "tax", Words: "增划临时车位", Due: today}, today)
		},
		monthly.ActReport: func(i *monthly.Issue) error { return i.Report() },
		monthly.ActFinish: func(i *monthly.Issue) error {
			i.Measures = []monthly.Measure{{State: monthly.MeasureDone}}
			return i.Finish(appealMorning)
		},
		monthly.ActDrop:   func(i *monthly.Issue) error { return i.Drop(appealMorning) },
		monthly.ActReopen: func(i *monthly.Issue) error { return i.Reopen() },
	}
	for _, from := range []monthly.State{monthly.Proposed, monthly.Chosen, monthly.InHand, monthly.Done, monthly.Dropped} {
		for act, do := range acts {
			i := in(t, from)
			i.Lead, i.Due = "tax", plan().Due
			to := monthly.State("")
			for _, row := range monthly.Transitions() {
				if row.From == from && row.Act == act {
					to = row.To
				}
			}
			if to == "" {
				require.ErrorIs(t, do(i), monthly.ErrState, "%s in %s", act, from)
				continue
			}
			require.NoError(t, do(i), "%s in %s", act, from)
			assert.Equal(t, to, i.State, "%s in %s", act, from)
		}
	}
}

func TestWhoeverProposedOrChoseDoesNotConfirm(t *testing.T) {
	t.Parallel()
	i := in(t, monthly.Chosen)
	require.ErrorIs(t, i.Confirm("zhao", appealMorning), monthly.ErrOwn)
	require.ErrorIs(t, i.Confirm("qian", appealMorning), monthly.ErrOwn)
	require.NoError(t, i.Confirm("li", appealMorning))
	assert.Equal(t, appealMorning, i.BegunAt)
}

func TestAnIssueIsDoneWhenSomethingWasDoneAndNothingIsLeftOpen(t *testing.T) {
	t.Parallel()
	i := in(t, monthly.InHand)
	require.ErrorIs(t, i.Finish(appealMorning), monthly.ErrOpen, "nothing was done")
	require.NoError(t, i.Add(monthly.Measure{ID: "a", Department: "tax", Words: "增划临时车位", Due: today}, today))
	require.NoError(t, i.Add(monthly.Measure{ID: "b", Department: "water", Words: "抢修东门路面", Due: today}, today))
	_, err := i.Advance("a", monthly.MeasureDone, today)
	require.NoError(t, err)
	require.ErrorIs(t, i.Finish(appealMorning), monthly.ErrOpen, "one is open")
	before, err := i.Advance("b", monthly.MeasureDropped, today)
	require.NoError(t, err)
	assert.Equal(t, monthly.MeasurePlanned, before.State)
	require.NoError(t, i.Finish(appealMorning))
	require.NoError(t, i.Reopen())
	_, err = i.Advance("b", monthly.MeasureDoing, today)
	require.ErrorIs(t, err, monthly.ErrState, "what was given up is named anew")
	_, err = i.Advance("c", monthly.MeasureDone, today)
	require.ErrorIs(t, err, monthly.ErrMeasure)
}

func TestAPlanAndAMeasureAreChecked(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*monthly.Plan){
		"no lead":               func(p *monthly.Plan) { p.Lead = "" },
		"a closed lead":         func(p *monthly.Plan) { p.Lead = "closed" },
		"the lead helps itself": func(p *monthly.Plan) { p.With = []string{"tax"} },
		"a helper twice":        func(p *monthly.Plan) { p.With = []string{"water", "water"} },
		"too many helpers":      func(p *monthly.Plan) { p.With = strings.Split("abcdefghijk", "") },
		"no goal":               func(p *monthly.Plan) { p.Goal = " 快点 " },
		"a due day that is over": func(p *monthly.Plan) {
			p.Due = day("2026-03-01")
		},
		"a due day too far away": func(p *monthly.Plan) { p.Due = day("2027-03-03") },
		"no due day":             func(p *monthly.Plan) { p.Due = civil.Date{} },
	} {
		p := plan()
		change(&p)
		require.ErrorIs(t, in(t, monthly.Proposed).Choose("qian", p, today, anyOpen), monthly.ErrForm, name)
	}
	for name, m := range map[string]monthly.Measure{
		"of a department that takes no part": {Department: "court", Words: "增划临时车位", Due: today},
		"without words":                      {Department: "tax", Words: " ", Due: today},
		"due yesterday":                      {Department: "tax", Words: "增划临时车位", Due: day("2026-03-01")},
		"due after the issue":                {Department: "tax", Words: "增划临时车位", Due: day("2026-06-01")},
	} {
		require.ErrorIs(t, in(t, monthly.InHand).Add(m, today), monthly.ErrForm, name)
	}
}

func TestTheEffectIsSaidInWordsAndChanceIsCalledChance(t *testing.T) {
	t.Parallel()
	for want, e := range map[string]monthly.Effect{
		"最近 8 周共 20 件，平均每周 2.5 件。":                                   {Before: 20},
		"开始办理前 8 周平均每周 2.5 件；开始办理还不满 1 周，暂不比较。":                      {Begun: true, Before: 20},
		"开始办理前 8 周平均每周 10.0 件，之后 4 周平均每周 3.0 件，减少 70%。":              {Begun: true, Before: 80, After: 12, WeeksAfter: 4},
		"开始办理前 8 周平均每周 1.0 件，之后 1 周平均每周 0.0 件，减少 100%；件数不多，也可能只是波动。": {Begun: true, Before: 8, WeeksAfter: 1},
		"开始办理前 8 周平均每周 1.0 件，之后 8 周平均每周 2.5 件，增加 150%。":              {Begun: true, Before: 8, After: 20, WeeksAfter: 8},
		"开始办理前 8 周平均每周 0.0 件，之后 2 周平均每周 0.0 件，没有变化。":                 {Begun: true, WeeksAfter: 2},
		"开始办理前 8 周平均每周 0.0 件，之后 2 周平均每周 0.5 件，有所增加；件数不多，也可能只是波动。":    {Begun: true, After: 1, WeeksAfter: 2},
	} {
		assert.Equal(t, want, e.Sentence())
	}
	assert.InDelta(t, 0.5*0.5*0.5*0.5, monthly.Chance(4, 0, 3, 3), 1e-9, "four of four on one side of two equal ones")
	assert.InDelta(t, 5.0/16, monthly.Chance(1, 3, 3, 3), 1e-9)
}
