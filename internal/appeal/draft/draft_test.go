package draft_test

import (
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/appeal/draft"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/standard/civil"
)

var (
	say = draft.Refusals{Decided: errors.New("decided"), Own: errors.New("own"), Overtaken: errors.New("overtaken")}
	zhu = kernel.Principal{Kind: kernel.StaffPrincipal, ID: "zhu", Name: "朱样例"}
	qin = kernel.Principal{Kind: kernel.StaffPrincipal, ID: "qin", Name: "秦样例"}
)

var (
	monday  = time.Date(2026, 3, 2, 1, 0, 0, 0, time.UTC)
	tuesday = monday.Add(24 * time.Hour)
)

// asked is a draft that Zhu asks for after the fourth edition.
func asked() draft.Draft {
	d := draft.Asked("三件太少", zhu, monday)
	d.Base = 4
	return d
}

func acts() map[draft.Act]func(*draft.Draft) error {
	return map[draft.Act]func(*draft.Draft) error{
		draft.Approve:  func(d *draft.Draft) error { return d.Approve(4, qin, tuesday, say) },
		draft.Refuse:   func(d *draft.Draft) error { return d.Refuse("先看一个月", qin, tuesday, say) },
		draft.Withdraw: func(d *draft.Draft) error { return d.Withdraw(zhu, tuesday, say) },
	}
}

func TestADraftGoesOneStepAndIsDecidedForEver(t *testing.T) {
	t.Parallel()
	for act, to := range map[draft.Act]draft.State{draft.Approve: draft.Approved, draft.Refuse: draft.Refused, draft.Withdraw: draft.Withdrawn} {
		d := asked()
		require.NoError(t, acts()[act](&d), act)
		assert.Equal(t, to, d.State)
		assert.Equal(t, tuesday, d.DecidedAt)
		decided := d
		for again, do := range acts() {
			require.ErrorIs(t, do(&d), say.Decided, "%s after %s", again, act)
		}
		assert.Equal(t, decided, d, "what is refused changes nothing")
		assert.Empty(t, d.Can(qin.ID, true, true))
	}
}

func TestNobodyApprovesWhatTheyAskedForThemselves(t *testing.T) {
	t.Parallel()
	d := asked()
	require.ErrorIs(t, d.Approve(4, zhu, tuesday, say), say.Own)
	assert.Equal(t, draft.Pending, d.State)
	assert.Equal(t, []string{"refuse", "withdraw"}, d.Can(zhu.ID, true, true))
	assert.Equal(t, []string{"approve", "refuse"}, d.Can(qin.ID, false, true))
	assert.Equal(t, []string{"withdraw"}, d.Can(qin.ID, true, false))
	assert.NotNil(t, d.Can(qin.ID, false, false))
}

func TestADraftAfterWhichAnotherEditionCameIsNotApproved(t *testing.T) {
	t.Parallel()
	d := asked()
	require.ErrorIs(t, d.Approve(5, qin, tuesday, say), say.Overtaken)
	assert.Zero(t, d.Edition)
	require.NoError(t, d.Refuse("已经过时", qin, tuesday, say), "it is still sent back")
	assert.Equal(t, "已经过时", d.Words)
}

func TestWhatASecondPersonApprovesIsTheNextEditionAndNamesBoth(t *testing.T) {
	t.Parallel()
	d := asked()
	require.NoError(t, d.Approve(4, qin, tuesday, say))
	assert.EqualValues(t, 5, d.Edition)
	assert.Equal(t, []string{"朱样例", "秦样例"}, []string{d.ByName, d.DecidedName})
	assert.Equal(t, []time.Time{monday, tuesday}, []time.Time{d.At, d.DecidedAt})
}

func TestADraftHoldsFromTodayUntilAYearAhead(t *testing.T) {
	t.Parallel()
	today := civil.Of(monday)
	for days, wrong := range map[int]bool{-1: true, 0: false, 366: false, 367: true} {
		assert.Equal(t, wrong, len(draft.CheckDay(today.AddDays(days), today)) > 0, "in %d days", days)
	}
	assert.Empty(t, draft.CheckDay(civil.Date{}, today), "as soon as it is approved")
	day, wrong := draft.ParseDay(" 2026-03-02 ")
	assert.Empty(t, wrong)
	assert.Equal(t, today, day)
	day, wrong = draft.ParseDay(" ")
	assert.Empty(t, wrong)
	assert.True(t, day.IsZero())
	_, wrong = draft.ParseDay("三月二日")
	require.Len(t, wrong, 1)
	assert.Equal(t, "body.from", wrong[0].Path)
}
