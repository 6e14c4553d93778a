package reach_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
	"github.com/yikou/yikou/internal/policy"
	"github.com/yikou/yikou/internal/policy/life"
	"github.com/yikou/yikou/internal/policy/reach"
	"github.com/yikou/yikou/internal/standard/civil"
)

// settled is a town in which A has two people, B one, C one and is near, D one
// without the fact, E nobody, F one who wants nothing.
func settled() *town {
	tw := newTown()
	tw.put("A", "390102001", 1000, "ann", "amy")
	tw.put("B", "390102002", 1000, "bob")
	tw.put("C", "390102001", 900, "cai")
	tw.put("D", "390102001", -1, "dan")
	tw.put("E", "390103", 5000)
	tw.put("F", "390103", 5000, "fay")
	tw.silent["fay"] = true
	tw.grid = map[string][]string{"officer-1": {"390102001", "390102002"}, "officer-2": {"390199"}}
	return tw
}

// first is what the first run tells in a settled town.
var first = []string{
	"amy eligible 企业A 1 《成长奖励m1》", "ann eligible 企业A 1 《成长奖励m1》", "bob eligible 企业B 1 《成长奖励m1》",
	"cai near 企业C 1 《成长奖励m1》（还差 100 元）", "dan near 企业D 1 《成长奖励m1》（缺少营业收入）", "officer-1 list 2",
}

func TestAFirmIsToldOnceOfEachMeasureHoweverOftenItIsMatched(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		n := newNode(t, d, settled(), 100).open(t)
		n.imported(t, growth("m1", 1000, "p1"), growth("draft", 1, "p9"))
		n.start(t)
		next := func() []string {
			t.Helper()
			_, err := n.db.Exec(t.Context(), `DELETE FROM letter`)
			require.NoError(t, err)
			n.clock.Move(time.Hour)
			require.NoError(t, n.db.InTx(t.Context(), func(ctx context.Context) error {
				return n.bus.Publish(ctx, "policy.published", map[string]any{"measure": "m1", "version": 1})
			}))
			n.idle(t, "events.deliver", "policy.match", "policy.reach")
			return n.letters(t)
		}
		require.Equal(t, first, next())
		require.Equal(t, 2, n.count(t, `SELECT count(*) FROM policy_reach_message WHERE kind = 'eligible'`), "two people of one firm are one message")
		require.Empty(t, next(), "nobody is new")

		n.imported(t, growth("m2", 800, "p1"), growth("m3", 800, "p1"), growth("m4", 800, "p1"), growth("m5", 950, "p1"))
		n.town.put("C", "390102001", 2000, "cai")
		require.Equal(t, []string{
			"amy eligible 企业A 4 《成长奖励m2》、《成长奖励m3》、《成长奖励m4》等", "ann eligible 企业A 4 《成长奖励m2》、《成长奖励m3》、《成长奖励m4》等",
			"bob eligible 企业B 4 《成长奖励m2》、《成长奖励m3》、《成长奖励m4》等", "cai eligible 企业C 5 《成长奖励m1》、《成长奖励m2》、《成长奖励m3》等",
			"dan near 企业D 4 《成长奖励m2》（缺少营业收入）、《成长奖励m3》（缺少营业收入）、《成长奖励m4》（缺少营业收入）等", "officer-1 list 3",
		}, next())
		n.town.put("B", "390102002", 1, "bob")
		require.Empty(t, next(), "who loses a measure is told nothing, and far is not near")
		n.town.put("B", "390102002", 1000, "bob")
		n.town.put("E", "390103", 5000, "eve")
		n.town.silent["fay"] = false
		n.town.hidden["m5"] = true
		require.Equal(t, []string{
			"eve eligible 企业E 4 《成长奖励m1》、《成长奖励m2》、《成长奖励m3》等", "fay eligible 企业F 4 《成长奖励m1》、《成长奖励m2》、《成长奖励m3》等",
		}, next(), "who has it again was told; who is there now, or listens now, was not; nothing of a suspended measure")
		_, err := n.audit.Verify(t.Context())
		require.NoError(t, err)
	})
}

func TestFirmsAreToldOfWhatAnImportPublishesAndOfNoDraft(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		n := newNode(t, d, settled(), 100).open(t)
		n.start(t)
		heard := func() (runs int, letters []string) {
			t.Helper()
			n.idle(t, "events.deliver", "policy.match", "policy.reach")
			return n.count(t, `SELECT count(*) FROM policy_match_run`), n.letters(t)
		}
		n.imported(t, growth("draft", 1, "p9"))
		runs, letters := heard()
		require.Zero(t, runs)
		require.Empty(t, letters)
		n.imported(t, growth("m1", 1000, "p1"))
		runs, letters = heard()
		require.Equal(t, 1, runs)
		require.Equal(t, first, letters)
		n.imported(t, growth("m1", 1000, "p1"))
		runs, _ = heard()
		require.Equal(t, 1, runs, "the same file once more publishes nothing")
	})
}

func TestOnlyTheLastRunOfItsOwnDayIsTold(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		n := newNode(t, d, settled(), 100).open(t)
		n.imported(t, growth("m1", 1000, "p1"))
		other := n.matched(t, "2026-06-01")
		require.NoError(t, n.Tell(t.Context(), other))
		old := n.matched(t, "")
		n.clock.Move(time.Minute)
		n.town.put("B", "390102002", 1, "bob")
		run := n.matched(t, "")
		require.NoError(t, n.Tell(t.Context(), old))
		require.Empty(t, n.letters(t))
		require.NoError(t, n.Tell(t.Context(), run))
		require.NotContains(t, n.letters(t), first[2])
		require.Contains(t, n.letters(t), first[0])
	})
}

// settle waits until everything that was heard is done.
func (n node) settle(t *testing.T) {
	t.Helper()
	n.idle(t, "events.deliver", "policy.match", "policy.reach")
}

func TestWhatIsPublishedWhileARunReadsIsMatchedByTheNext(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		n := newNode(t, d, settled(), 100).open(t)
		n.town.reading = func() {
			n.imported(t, growth("m2", 1000, "p1"))
			n.idle(t, "events.deliver")
		}
		n.start(t)
		n.imported(t, growth("m1", 1000, "p1"))
		n.settle(t)
		require.Equal(t, 2, n.count(t, `SELECT count(*) FROM policy_match_run`))
		require.Contains(t, n.letters(t), "bob eligible 企业B 2 《成长奖励m1》、《成长奖励m2》")
	})
}

func TestARunThatHasFoundWhatItWillFindIsNotAwaited(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		n := newNode(t, d, settled(), 100).open(t)
		n.imported(t, growth("m1", 1000, "p1"))
		done := n.matched(t, "")
		_, err := d.Exec(t.Context(), `UPDATE job_task SET state = 'running' WHERE id = (SELECT job FROM policy_match_run WHERE id = ?)`, done)
		require.NoError(t, err)
		next, err := n.policy.StartRun(system(t), civil.Date{})
		require.NoError(t, err)
		require.NotEqual(t, done, next.ID)
		again, err := n.policy.StartRun(system(t), civil.Date{})
		require.NoError(t, err)
		require.Equal(t, next.ID, again.ID, "one is enough")
	})
}

func TestWhatADraftCameToIsNotToldAsWhatWasPublished(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		n := newNode(t, d, settled(), 100).open(t)
		n.imported(t, growth("m1", 1, "p9"))
		run := n.matched(t, "")
		n.imported(t, growth("m1", 5000, "p1")) // published as version 1
		require.NoError(t, n.Tell(t.Context(), run))
		require.Empty(t, n.letters(t))
		require.Empty(t, n.lines(t, system(t), reach.Filter{}))
		n.start(t)
		require.NoError(t, n.Sweep(t.Context()))
		n.settle(t)
		require.Equal(t, []string{"E m1", "F m1"}, n.lines(t, system(t), reach.Filter{}))
		require.NotContains(t, n.letters(t), first[1])
	})
}

func TestAMeasureThatIsResumedIsMatchedAgain(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		n := newNode(t, d, settled(), 100).open(t)
		n.start(t)
		n.imported(t, growth("m1", 1000, "p1"))
		n.settle(t)
		require.NoError(t, n.life.Suspend(system(t), "m1", "核对资金"))
		n.settle(t)
		n.town.put("D", "390102001", 2000, "dan")
		require.Empty(t, n.lines(t, system(t), reach.Filter{}))
		require.NoError(t, n.life.Resume(system(t), "m1", "资金已到位"))
		n.settle(t)
		require.Equal(t, []string{"A m1", "B m1", "D m1", "E m1", "F m1"}, n.lines(t, system(t), reach.Filter{}))
		require.Contains(t, n.letters(t), "dan eligible 企业D 1 《成长奖励m1》")
		require.Equal(t, 2, n.count(t, `SELECT count(*) FROM policy_match_run`))
	})
}

func TestEachDayIsMatchedOnceHoweverManyNodesAsk(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		one, two := newNode(t, d, settled(), 100).open(t), newNode(t, d, settled(), 100)
		one.start(t)
		one.imported(t, growth("m1", 1000, "p1"))
		one.settle(t)
		one.town.put("D", "390102001", 2000, "dan")
		sweep := func() int {
			t.Helper()
			require.NoError(t, one.Sweep(t.Context()))
			require.NoError(t, two.Sweep(t.Context()))
			one.settle(t)
			return one.count(t, `SELECT count(*) FROM policy_match_run`)
		}
		require.Equal(t, 1, sweep(), "the day has its run")
		for _, n := range []node{one, two} {
			n.clock.Move(24 * time.Hour)
		}
		require.Equal(t, 2, sweep())
		require.Contains(t, one.letters(t), "dan eligible 企业D 1 《成长奖励m1》", "whose facts have changed")
		require.Equal(t, 2, sweep())
	})
}

// within is a measure that can be had in a window.
func within(id, from, to string) string {
	return strings.Replace(growth(id, 1000, "p1"), `"kind"`, fmt.Sprintf(`"window":{"from":%q,"to":%q},"kind"`, from, to), 1)
}

func TestNobodyIsSentToAMeasureWhoseWindowIsOver(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		n := newNode(t, d, settled(), 100).open(t)
		n.imported(t, within("m1", "2026-01-01", "2026-11-20"), within("m2", "2026-01-01", "2026-11-21"), within("m3", "2026-12-01", "2026-12-31"), within("m4", "2027-01-05", "2027-12-31"))
		require.NoError(t, n.Tell(t.Context(), n.matched(t, "")))
		require.Contains(t, n.letters(t), "bob eligible 企业B 3 《成长奖励m2》、《成长奖励m3》（12月1日起办理）、《成长奖励m4》（2027年1月5日起）")
		require.NotContains(t, fmt.Sprint(n.letters(t)), "m1")
		require.Equal(t, []string{"B m2", "B m3", "B m4"}, n.lines(t, officer(t, "390102002"), reach.Filter{}))
		funnel, err := n.Funnel(system(t), "m1")
		require.NoError(t, err, "what it came to stays to be seen")
		require.EqualValues(t, 4, funnel.Steps[1].Count)
		n.clock.Move(24 * time.Hour)
		require.Equal(t, []string{"B m3", "B m4"}, n.lines(t, officer(t, "390102002"), reach.Filter{}))
	})
}

func TestASubscriberHearsOfAVersionOnceOnItsDayUnlessAsSomebodyWhoCanHaveIt(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		n := newNode(t, d, settled(), 100).open(t)
		n.town.wishing = []string{"A", "C", "E", "F"} // A can have it, E has nobody, F wants nothing
		n.start(t)
		wishes := func() []string {
			t.Helper()
			n.settle(t)
			return slices.DeleteFunc(n.letters(t), func(l string) bool { return !strings.Contains(l, " subscribed ") })
		}
		again := func() {
			t.Helper()
			require.NoError(t, n.db.InTx(t.Context(), func(ctx context.Context) error {
				if err := n.bus.Publish(ctx, policy.EventImported, map[string]any{"published": []string{"m1"}}); err != nil {
					return err
				}
				return n.bus.Publish(ctx, life.EventPublished, life.Changed{Measure: "m1", Version: 1})
			}))
		}
		n.imported(t, growth("m1", 1000, "p1"))
		one := []string{"cai subscribed 企业C 1 《成长奖励m1》"}
		require.Equal(t, one, wishes())
		require.Contains(t, n.letters(t), first[1])
		n.town.wishing = append(n.town.wishing, "D")
		again()
		n.clock.Move(time.Hour)
		require.Equal(t, one, wishes(), "heard again, and who subscribes later hears of what is new then")

		n.imported(t, `{"effective_from":"2026-11-23",`+growth("m1", 2000, "p1")[1:])
		n.clock.Move(24 * time.Hour)
		require.NoError(t, n.Sweep(t.Context()))
		require.Equal(t, one, wishes(), "its day has not come")
		n.clock.Move(24 * time.Hour)
		require.NoError(t, n.Sweep(t.Context()))
		require.Equal(t, []string{
			"amy subscribed 企业A 1 《成长奖励m1》", "ann subscribed 企业A 1 《成长奖励m1》", one[0], one[0], "dan subscribed 企业D 1 《成长奖励m1》",
		}, wishes(), "the new version says something else, also to who was told that it can have the first")
	})
}

func TestTheNumberThatAnOfficerIsToldIsThatOfTheListAndKeepsIt(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		n := newNode(t, d, settled(), 100).open(t)
		n.town.office = "390102001" // of two places one lies where the officer may read
		n.imported(t, growth("m1", 1000, "p1"))
		run := n.matched(t, "")
		require.NoError(t, n.Tell(t.Context(), run))
		require.Contains(t, n.letters(t), "officer-1 list 1")
		n.clock.Move(24 * time.Hour)
		require.NoError(t, n.Tell(t.Context(), n.matched(t, "")))
		street := officer(t, n.town.office)
		require.Empty(t, n.lines(t, street, reach.Filter{Fresh: true, Mine: true}), "nobody is new today")
		require.Equal(t, []string{"A m1"}, n.lines(t, street, reach.Filter{Fresh: true, Mine: true, Run: run}))
	})
}

func TestNoMoreLeaveInADayThanTheBoundAndTheRestFollows(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		n := newNode(t, d, settled(), 3).open(t)
		n.imported(t, growth("m1", 1000, "p1"))
		n.town.wishing = []string{"A"} // is told that it can have it, on the first day
		_, err := n.db.Exec(t.Context(), `INSERT INTO policy_reach_news (measure, version, heard_at) VALUES ('m1', 1, ?)`, db.At(started()))
		require.NoError(t, err)
		run := n.matched(t, "")
		queued := func() int {
			return n.count(t, `SELECT count(*) FROM job_task WHERE kind = 'policy.reach' AND state = 'queued'`)
		}
		for range 2 {
			require.NoError(t, n.Tell(t.Context(), run))
			require.Equal(t, append(append([]string{}, first[:4]...), first[5]), n.letters(t))
		}
		require.NoError(t, n.Sweep(t.Context()))
		require.Zero(t, queued(), "the day is full")
		n.clock.Move(24 * time.Hour)
		run = n.matched(t, "")
		require.NoError(t, n.Sweep(t.Context()))
		require.NoError(t, n.Sweep(t.Context()))
		require.Equal(t, 1, queued())
		require.NoError(t, n.Tell(t.Context(), run))
		require.Equal(t, first, n.letters(t))
		_, err = d.Exec(t.Context(), `UPDATE job_task SET state = 'done' WHERE kind = 'policy.reach'`)
		require.NoError(t, err)
		require.NoError(t, n.Sweep(t.Context()))
		require.Zero(t, queued(), "nobody is left")
	})
}

func TestAVersionThatTakesEffectLaterIsMatchedOnItsDay(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		n := newNode(t, d, settled(), 100).open(t)
		n.imported(t, growth("m1", 1000, "p1"))
		n.matched(t, "")
		runs := func() int { return n.count(t, `SELECT count(*) FROM policy_match_run`) }
		n.imported(t, `{"effective_from":"2026-11-23",`+growth("m2", 10, "p1")[1:])
		require.NoError(t, n.Sweep(t.Context()))
		require.Equal(t, 1, runs())
		n.clock.Move(48 * time.Hour)
		require.NoError(t, n.Sweep(t.Context()))
		require.NoError(t, n.Sweep(t.Context()))
		require.Equal(t, 2, runs())
	})
}

func TestTellingThatBreaksOffAnywhereGoesOnAndTellsNobodyTwice(t *testing.T) {
	t.Parallel()
	for _, engine := range []db.Engine{db.SQLite, db.Postgres} {
		t.Run(string(engine), func(t *testing.T) {
			t.Parallel()
			address, faults := dbtest.URL(t, engine), &dbtest.Faults{}
			d, err := db.Open(t.Context(), address, db.Options{Wrap: faults.Wrap})
			require.NoError(t, err)
			t.Cleanup(func() { require.NoError(t, d.Close()) })
			n := newNode(t, d, settled(), 100).open(t)
			n.imported(t, growth("m1", 1000, "p1"))
			run := n.matched(t, "")
			broken := 0
			for k := 1; ; k++ {
				faults.Fail(k)
				err := n.Tell(t.Context(), run)
				failed := faults.Failed()
				faults.Fail(0)
				if failed == "" {
					require.NoError(t, err)
					break
				}
				broken++
				require.Error(t, err, failed)
				require.Equal(t, n.count(t, `SELECT count(*) FROM policy_reach_told`), n.count(t, `SELECT count(DISTINCT uscc) FROM letter WHERE kind <> 'list'`), "told and sent agree: %s", failed)
				require.NoError(t, n.Tell(t.Context(), run))
				require.Equal(t, first, n.letters(t), failed)
				for _, table := range []string{"run", "seen", "fresh", "message", "told", "mark", "day", "officer"} {
					_, err := d.Exec(t.Context(), map[string]string{
						"run": `DELETE FROM policy_reach_run`, "seen": `DELETE FROM policy_reach_seen`, "fresh": `DELETE FROM policy_reach_fresh`,
						"message": `DELETE FROM policy_reach_message`, "told": `DELETE FROM policy_reach_told`, "mark": `DELETE FROM policy_reach_mark`, "day": `DELETE FROM policy_reach_day`, "officer": `DELETE FROM policy_reach_officer`,
					}[table])
					require.NoError(t, err)
				}
				_, err = d.Exec(t.Context(), `DELETE FROM letter`)
				require.NoError(t, err)
			}
			require.Greater(t, broken, 30, "every call was made to fail")
			require.Equal(t, first, n.letters(t))
		})
	}
}

func TestTwoProgramsThatTellAtOnceTellEverybodyOnce(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		tw := settled()
		one, two := newNode(t, d, tw, 200).open(t), newNode(t, d, tw, 200)
		want := append([]string{}, first[:5]...)
		for i := range 150 {
			tw.put(fmt.Sprintf("G%03d", i), "390103", 3000, fmt.Sprintf("gus%03d", i))
			want = append(want, fmt.Sprintf("gus%03d eligible 企业G%03d 1 《成长奖励m1》", i, i))
		}
		one.imported(t, growth("m1", 1000, "p1"))
		run := one.matched(t, "")
		var wg sync.WaitGroup
		problems := make([]error, 4)
		for i, n := range []node{one, two, one, two} {
			wg.Go(func() { problems[i] = n.Tell(t.Context(), run) })
		}
		wg.Wait()
		require.NoError(t, errors.Join(problems...))
		require.Equal(t, append(want, first[5]), one.letters(t))
		require.Equal(t, 154, one.count(t, `SELECT messages FROM policy_reach_day`))
	})
}

func TestARunThatIsOvertakenTellsNobodyAgain(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		tw := settled()
		one, two := newNode(t, d, tw, 100).open(t), newNode(t, d, tw, 100)
		one.imported(t, growth("m1", 1000, "p1"))
		tw.wishing = []string{"C"}
		_, err := d.Exec(t.Context(), `INSERT INTO policy_reach_news (measure, version, heard_at) VALUES ('m1', 1, ?)`, db.At(started()))
		require.NoError(t, err)
		run := one.matched(t, "")
		tw.meanwhile = func() {
			two.clock.Move(time.Hour)
			require.NoError(t, two.Tell(t.Context(), two.matched(t, "")))
		}
		require.NoError(t, one.Tell(t.Context(), run))
		require.Equal(t, slices.Insert(slices.Clone(first), 4, "cai subscribed 企业C 1 《成长奖励m1》"), one.letters(t))
		require.Zero(t, one.count(t, `SELECT count(*) FROM policy_reach_message WHERE run = ?`, run))
		require.Equal(t, 5, one.count(t, `SELECT messages FROM policy_reach_day`))
	})
}
