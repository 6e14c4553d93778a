package app_test

import (
	"context"
	"strconv"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/app/prooftest"
	"github.com/yikou/yikou/internal/appeal/alarm"
	"github.com/yikou/yikou/internal/kernel"
)

func plantAlarmRules(w *world) {
	for _, relation := range relations["alarm_draft"] {
		o, err := makeAlarmRules(w.t.Context(), w, relation)
		require.NoError(w.t, err)
		w.keep("alarm_draft", relation, o)
	}
}

// makeAlarmRules asks for thresholds of alarms as a colleague.
func makeAlarmRules(_ context.Context, w *world, relation string) (prooftest.Object, error) {
	if relation == prooftest.None {
		return prooftest.Object{"id": kernel.NewID(), "version": "1"}, nil
	}
	colleague := w.alarmed("")
	now, err := w.Alarms.ViewRules(colleague)
	if err != nil {
		return nil, err
	}
	rules := now.Latest.Rules
	rules.Moved = 100 + int(now.Latest.Version)%500
	d, err := w.Alarms.AskRules(colleague, alarm.Wish{Rules: rules, Source: "区领导小组会议纪要", Reason: "并单的提示太多"})
	if err != nil {
		return nil, err
	}
	return prooftest.Object{"id": d.ID, "version": strconv.FormatInt(d.Version, 10)}, nil
}
