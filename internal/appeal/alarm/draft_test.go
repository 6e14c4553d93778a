package alarm_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/appeal/alarm"
	"github.com/yikou/yikou/internal/appeal/appealtest"
	"github.com/yikou/yikou/internal/appeal/draft"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/standard/civil"
)

func (b *bundle) settler(id string) context.Context {
	return b.as(id, "", alarm.PermRead, alarm.PermSettle, alarm.PermAgree)
}

// wish is other thresholds than those that hold: five cases that were relabelled.
func (b *bundle) wish(change ...func(*alarm.Wish)) alarm.Wish {
	b.t.Helper()
	view, err := b.ViewRules(b.settler("zhao"))
	require.NoError(b.t, err)
	w := alarm.Wish{Rules: view.Latest.Rules, Source: "区领导小组会议纪要", Reason: "三件太少"}
	w.Rules.Relabelled += 2
	for _, f := range change {
		f(&w)
	}
	return w
}

func (b *bundle) asked(id string, change ...func(*alarm.Wish)) *alarm.Draft {
	b.t.Helper()
	d, err := b.AskRules(b.settler(id), b.wish(change...))
	require.NoError(b.t, err)
	return d
}

func TestThresholdsOfAlarmsChangeWhenASecondPersonAgrees(t *testing.T) {
	each(t, func(t *testing.T, b *bundle) {
		d := b.asked("zhao")
		do := alarm.Do{ID: d.ID, Version: 1}
		_, err := b.ApproveRules(b.settler("zhao"), do)
		require.ErrorIs(t, err, alarm.ErrDraftOwn)
		_, err = b.ApproveRules(b.settler("li"), alarm.Do{ID: d.ID, Version: 2})
		require.ErrorIs(t, err, alarm.ErrDraftStale)
		done, err := b.ApproveRules(b.settler("li"), do)
		require.NoError(t, err)
		assert.Equal(t, draft.Approved, done.State)
		assert.EqualValues(t, 2, done.Edition)
		view, err := b.ViewRules(b.settler("zhao"))
		require.NoError(t, err)
		assert.Equal(t, d.Rules, view.Now.Rules, "from today on")
		assert.EqualValues(t, 2, view.Now.Version)
		assert.Equal(t, "区领导小组会议纪要", view.Now.Source)
		require.Len(t, view.Definitions, 2)
		assert.EqualValues(t, 2, view.Definitions[0].Version)
		for name, again := range map[string]func() error{
			"approved": func() error { _, err := b.ApproveRules(b.settler("li"), alarm.Do{ID: d.ID, Version: 2}); return err },
			"refused": func() error {
				_, err := b.RefuseRules(b.settler("li"), alarm.Do{ID: d.ID, Version: 2}, "先看一个月")
				return err
			},
			"withdrawn": func() error {
				_, err := b.WithdrawRules(b.settler("zhao"), alarm.Do{ID: d.ID, Version: 2})
				return err
			},
		} {
			require.ErrorIs(t, again(), alarm.ErrDraftDecided, name)
		}
		_, err = b.ApproveRules(b.settler("li"), alarm.Do{ID: kernel.NewID(), Version: 1})
		require.ErrorIs(t, err, alarm.ErrDraftNotFound)
	})
}

func TestAnAlarmIsRaisedByTheThresholdsOfItsDay(t *testing.T) {
	each(t, func(t *testing.T, b *bundle) {
		tomorrow := civil.Of(b.clock.Now().In(civil.Beijing)).AddDays(1)
		d := b.asked("zhao", func(w *alarm.Wish) { w.FromDay = tomorrow })
		_, err := b.ApproveRules(b.settler("li"), alarm.Do{ID: d.ID, Version: 1})
		require.NoError(t, err)
		for range 3 {
			b.relabel(b.led("tax", "办税窗口排队太久，没有人管。"))
		}
		require.NoError(t, b.Look(t.Context()))
		found, err := b.List(b.centre(), "")
		require.NoError(t, err)
		require.Len(t, found, 1, "three are enough today")
		assert.EqualValues(t, 1, found[0].Definition.Version)

		b.clock.Move(24 * time.Hour)
		for range 3 {
			b.relabel(b.led("water", "自来水的水压太低，没有人管。"))
		}
		require.NoError(t, b.Look(t.Context()))
		found, err = b.List(b.centre(), "")
		require.NoError(t, err)
		require.Len(t, found, 1, "from tomorrow on it takes five")
		view, err := b.ViewRules(b.settler("zhao"))
		require.NoError(t, err)
		assert.Equal(t, tomorrow, view.Now.InForce)
	})
}

func TestThresholdsThatWereOvertakenAreNotAgreedTo(t *testing.T) {
	each(t, func(t *testing.T, b *bundle) {
		first := b.asked("zhao")
		second := b.asked("zhao", func(w *alarm.Wish) { w.Rules.Moved = 9 })
		_, err := b.ApproveRules(b.settler("li"), alarm.Do{ID: second.ID, Version: 1})
		require.NoError(t, err)
		_, err = b.ApproveRules(b.settler("li"), alarm.Do{ID: first.ID, Version: 1})
		require.ErrorIs(t, err, alarm.ErrDraftOvertaken)
		_, err = b.RefuseRules(b.settler("li"), alarm.Do{ID: first.ID, Version: 1}, "短")
		require.ErrorIs(t, err, alarm.ErrDraftForm)
		refused, err := b.RefuseRules(b.settler("li"), alarm.Do{ID: first.ID, Version: 1}, "已经过时")
		require.NoError(t, err)
		assert.Equal(t, "已经过时", refused.Words)
		taken, err := b.WithdrawRules(b.settler("zhao"), alarm.Do{ID: b.asked("zhao").ID, Version: 1})
		require.NoError(t, err)
		assert.Equal(t, draft.Withdrawn, taken.State)
	})
}

func TestThresholdsMakeSenseAndAreOfWhoeverMaySettleThemForAll(t *testing.T) {
	each(t, func(t *testing.T, b *bundle) {
		today := civil.Of(b.clock.Now().In(civil.Beijing))
		for path, change := range map[string]func(*alarm.Wish){
			"body.rules.days":           func(w *alarm.Wish) { w.Rules.Days = 6 },
			"body.rules.level_percent":  func(w *alarm.Wish) { w.Rules.Level = 0.21 },
			"body.rules.relabelled":     func(w *alarm.Wish) { w.Rules.Relabelled = 0 },
			"body.rules.last_minute":    func(w *alarm.Wish) { w.Rules.LastMinute = 1001 },
			"body.rules.uncalled":       func(w *alarm.Wish) { w.Rules.Uncalled = -1 },
			"body.rules.moved":          func(w *alarm.Wish) { w.Rules.Moved = 0 },
			"body.rules.last_percent":   func(w *alarm.Wish) { w.Rules.LastPercent = 51 },
			"body.rules.month_end_days": func(w *alarm.Wish) { w.Rules.MonthEndDays = 16 },
			"body.rules.unlike_percent": func(w *alarm.Wish) { w.Rules.Unlike = 0 },
			"body.rules.answer_days":    func(w *alarm.Wish) { w.Rules.AnswerDays = 0 },
			"body.from":                 func(w *alarm.Wish) { w.FromDay = today.AddDays(-1) },
			"body.source":               func(w *alarm.Wish) { w.Source = " " },
			"body.reason":               func(w *alarm.Wish) { w.Reason = "" },
			"body.rules":                func(w *alarm.Wish) { w.Rules.Relabelled -= 2 },
		} {
			_, err := b.AskRules(b.settler("zhao"), b.wish(change))
			require.ErrorIs(t, err, alarm.ErrDraftForm, path)
			var refused *errs.Error
			require.ErrorAs(t, err, &refused)
			require.Len(t, refused.Fields, 1, path)
			assert.Equal(t, path, refused.Fields[0].Path)
		}
		near := appealtest.Staff(t, "zhao", "tax", kernel.ReachDepartmentSubtree, alarm.PermRead, alarm.PermSettle, alarm.PermAgree)
		_, err := b.AskRules(near, b.wish())
		require.ErrorIs(t, err, authz.ErrForbidden, "they hold for every department")
		d := b.asked("zhao")
		_, err = b.ApproveRules(near, alarm.Do{ID: d.ID, Version: 1})
		require.ErrorIs(t, err, authz.ErrForbidden)
		_, err = b.WithdrawRules(near, alarm.Do{ID: d.ID, Version: 1})
		require.ErrorIs(t, err, authz.ErrForbidden)
		_, err = b.RefuseRules(b.as("li", "", alarm.PermSettle), alarm.Do{ID: d.ID, Version: 1}, "先看一个月")
		require.ErrorIs(t, err, authz.ErrForbidden)
	})
}
