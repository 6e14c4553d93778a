package written_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/platform/deadline"
	"github.com/yikou/yikou/internal/platform/deadline/written"
)

func TestATimeWithoutAZoneIsOneOfBeijing(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"2026-02-13": "2026-02-12T16:00:00Z", "2026-02-13T16:30": "2026-02-13T08:30:00Z", "2026-02-13 16:30:05": "2026-02-13T08:30:05Z",
		"2026-02-13T16:30Z": "2026-02-13T16:30:00Z", "2026-02-13T16:30:00+08:00": "2026-02-13T08:30:00Z", "2026-02-13T24:00": "2026-02-13T16:00:00Z",
	} {
		got, err := written.Time(text)
		require.NoError(t, err, text)
		require.Equal(t, want, got.Format("2006-01-02T15:04:05Z07:00"), text)
	}
	for _, text := range []string{"", "2026", "2026-02-30", "2026-02-13T25:00", "16:30", "2026-02-13T16:30 x"} {
		_, err := written.Time(text)
		require.ErrorIs(t, err, written.ErrTime, text)
	}
}

func TestAnEventTellsItsTimeFromWhatFollowsIt(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]struct {
		kind           deadline.EntryKind
		at, basis, add string
	}{
		"suspend@2026-02-14T10:00:鉴定（第45条：检测）":     {deadline.Suspend, "2026-02-14T10:00", "鉴定（第45条：检测）", ""},
		"suspend@2026-02-14T10:00:30:检验":           {deadline.Suspend, "2026-02-14T10:00:30", "检验", ""},
		"suspend@2026-02-14:检验":                    {deadline.Suspend, "2026-02-14", "检验", ""},
		"resume@2026-02-14T10:00+08:00":            {deadline.Resume, "2026-02-14T10:00", "", ""},
		"extend@2026-02-14T10:00:10wd:情况复杂":        {deadline.Extend, "2026-02-14T10:00", "情况复杂", "10wd"},
		"extend@2026-02-14T10:00:00+08:00:1mo:a:b": {deadline.Extend, "2026-02-14T10:00", "a:b", "1mo"},
		"extend@2026-02-14:30min:x":                {deadline.Extend, "2026-02-14", "x", "30min"},
		"stop@2026-02-14T10:00":                    {deadline.Stop, "2026-02-14T10:00", "", ""},
		"restart@2026-02-14T10:00:回访不满意，按原期限重办":    {deadline.Restart, "2026-02-14T10:00", "回访不满意，按原期限重办", ""},
	} {
		e, err := written.Event(text)
		require.NoError(t, err, text)
		at, err := written.Time(want.at)
		require.NoError(t, err)
		require.Equal(t, want.kind, e.Kind, text)
		require.Equal(t, at, e.At, text)
		require.Equal(t, want.basis, e.Basis, text)
		require.Equal(t, want.add, e.Add.String(), text)
	}
	for _, text := range []string{"", "stop", "halt@2026-02-14", "suspend@2026-02-14", "suspend@2026-02-14T10:00:", "extend@2026-02-14:10wd", "extend@2026-02-14:10:x", "resume@today"} {
		_, err := written.Event(text)
		require.Error(t, err, text)
	}
}

func FuzzEvent(f *testing.F) {
	f.Add("extend@2026-02-14T10:00:10wd:x")
	f.Add("suspend@2026-02-14:x")
	f.Fuzz(func(t *testing.T, text string) {
		e, err := written.Event(text)
		if err == nil {
			require.False(t, e.At.IsZero())
		}
	})
}
