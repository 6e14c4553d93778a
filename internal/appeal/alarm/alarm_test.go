package alarm

import (
	"fmt"
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/standard/civil"
)

var noon = time.Date(2026, 11, 20, 4, 0, 0, 0, time.UTC)

func TestEachCellOfTheTableOfAlarmsIsAsDrawn(t *testing.T) {
	t.Parallel()
	states := []State{Raised, Dropped, Opened, Answered, Explained, Upheld}
	drawn := map[State]map[Act]State{
		Raised: {ActOpen: Opened, ActDrop: Dropped}, Opened: {ActAnswer: Answered, ActConclude: Upheld}, Answered: {ActConclude: Upheld},
	}
	acts := map[Act]func(a *Alarm) error{
		ActOpen:     func(a *Alarm) error { return a.Open("zhao", noon) },
		ActDrop:     func(a *Alarm) error { return a.Drop("zhao", "逐件看过，都属实", noon) },
		ActAnswer:   func(a *Alarm) error { return a.Explain("qian", "集中培训后补办", noon) },
		ActConclude: func(a *Alarm) error { return a.Conclude("zhao", true, "回访与记录不符", noon, 5) },
	}
	for _, from := range states {
		require.NotEmpty(t, from.Label())
		for act, do := range acts {
			a := &Alarm{State: from, OpenedAt: noon.Add(-6 * 24 * time.Hour)}
			err := do(a)
			if to, is := drawn[from][act]; is {
				require.NoError(t, err, "%s %s", from, act)
				assert.Equal(t, to, a.State)
			} else {
				require.ErrorIs(t, err, ErrState, "%s %s", from, act)
				assert.Equal(t, from, a.State)
			}
		}
	}
}

func TestNobodyConcludesBeforeTheDepartmentCouldAnswerNorHisOwnAnswer(t *testing.T) {
	t.Parallel()
	a := &Alarm{State: Opened, OpenedAt: noon.Add(-5*24*time.Hour + time.Second)}
	require.ErrorIs(t, a.Conclude("zhao", false, "说明成立，不再追究", noon, 5), ErrEarly)
	require.NoError(t, a.Conclude("zhao", false, "说明成立，不再追究", noon.Add(time.Second), 5))
	assert.Equal(t, Explained, a.State)
	a = &Alarm{State: Answered, AnsweredBy: "qian"}
	require.ErrorIs(t, a.Conclude("qian", false, "说明成立，不再追究", noon, 5), ErrOwn)
	require.ErrorIs(t, a.Conclude("zhao", false, " 短 ", noon, 5), ErrWords)
}

func dealt(department string, n, hits int) (list []Fact) {
	for i := range n {
		list = append(list, Fact{fmt.Sprint(department, i), department, i < hits})
	}
	return list
}

func TestAShareIsAnAlarmOnlyAboveChanceAndAboveTheFloor(t *testing.T) {
	t.Parallel()
	assert.InDelta(t, 1, Chance(10, 0, 30, 5), 1e-9)
	assert.InDelta(t, 1.0/252, Chance(5, 5, 10, 5), 1e-9)
	assert.InDelta(t, (1.0+25)/252, Chance(5, 4, 10, 5), 1e-9)
	assert.False(t, math.IsNaN(Chance(500, 400, 5000, 900)))
	facts := append(append(dealt("tax", 20, 9), dealt("water", 40, 2)...), dealt("", 30, 30)...)
	found := above(Uncalled, facts, 5, 0.01)
	require.Len(t, found, 1, "what nobody leads is no department's")
	assert.Equal(t, "tax", found[0].Department)
	assert.Len(t, found[0].Cases, 9)
	assert.Equal(t, []int{45, 5}, []int{found[0].Share, found[0].Others})
	assert.Empty(t, above(Uncalled, facts, 10, 0.01), "below the floor")
	assert.Empty(t, above(Uncalled, append(dealt("tax", 20, 9), dealt("water", 40, 18)...), 5, 0.01), "all do it alike")
	assert.Empty(t, above(Uncalled, dealt("tax", 20, 20), 5, 0.01), "there is nobody to compare with")
	assert.Len(t, counted(Moved, append(dealt("tax", 3, 2), dealt("water", 9, 1)...), 2), 1)
}

func TestTheLastMinuteIsTheLastPartOfATermThatWasKept(t *testing.T) {
	t.Parallel()
	from, due := noon, noon.Add(100*time.Hour)
	for done, is := range map[time.Duration]bool{94 * time.Hour: false, 95 * time.Hour: true, 100 * time.Hour: true, 101 * time.Hour: false} {
		assert.Equal(t, is, lastMinute(from, due, from.Add(done), 5), done)
	}
	assert.False(t, lastMinute(from, time.Time{}, noon, 5))
	assert.False(t, lastMinute(from, due, time.Time{}, 5))
}

func TestAMergeMovesADenominatorAfterTheTermOrAtTheEndOfAMonth(t *testing.T) {
	t.Parallel()
	day := func(d int) time.Time { return time.Date(2026, 11, d, 4, 0, 0, 0, time.UTC) }
	assert.False(t, moves(day(28), day(30), 2))
	assert.True(t, moves(day(29), day(30), 2))
	assert.True(t, moves(day(30), time.Time{}, 2))
	assert.True(t, moves(day(12), day(11), 2))
	assert.False(t, moves(day(12), day(12), 2))
}

func TestTheHighestVersionInForceCounts(t *testing.T) {
	t.Parallel()
	list := []Definition{{Version: 1, InForce: civil.Of(noon)}, {Version: 2, InForce: civil.Of(noon)}, {Version: 3, InForce: civil.Of(noon).AddDays(1)}}
	d, ok := InForceOn(list, civil.Of(noon))
	assert.True(t, ok)
	assert.EqualValues(t, 2, d.Version)
	_, ok = InForceOn(list, civil.Of(noon).AddDays(-1))
	assert.False(t, ok)
}
