package app

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/platform/jobs"
)

func TestADemoCityWhoseFirstRunWasCutShortIsSaidToGoOn(t *testing.T) {
	t.Parallel()
	require.NoError(t, firstRun(jobs.Task{State: jobs.Done}))
	require.EqualError(t, firstRun(jobs.Task{State: jobs.Failed, ErrorMessage: "缺少事实。"}), "演示城市已建好，但第一次匹配没有完成：缺少事实。")
	for _, open := range []jobs.Task{{}, {State: jobs.Queued, ErrorMessage: "程序内部出错"}, {State: jobs.Running}} {
		require.ErrorContains(t, firstRun(open), "会接着匹配", "%s", open.State)
	}
}
