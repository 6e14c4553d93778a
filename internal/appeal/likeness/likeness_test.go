package likeness_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/appeal/likeness"
)

func TestTwoReportsOfOneThingAreAlike(t *testing.T) {
	t.Parallel()
	share := func(a, b string) float64 { return likeness.Share(likeness.Of(a), likeness.Of(b)) }
	const lamp = "园区东门的路灯坏了三天，晚上货车进出很危险。"
	require.InDelta(t, 1, share(lamp, lamp), 1e-9)
	require.Greater(t, share(lamp, "东门路灯坏了三天，货车进出危险"), 0.5)
	require.Less(t, share(lamp, "高新技术企业的研发费用补贴什么时候发放到账？"), 0.1)
	require.Zero(t, share("路灯坏了", lamp), "so short that everything would be like it")
	require.InDelta(t, 1, share("ＡＢＣ园区《办法》办理", "abc园区办法办理"), 1e-9, "however it is written")
	require.Zero(t, share("", lamp))
	require.Zero(t, share(lamp, ""))
}

func TestWhatStandsInEveryReportSaysLittle(t *testing.T) {
	t.Parallel()
	texts := []likeness.Text{}
	for i := range 40 {
		what := []string{"电梯停运", "社保转移", "停车困难", "食堂油烟", "宽带断网"}[i%5]
		texts = append(texts, likeness.Of("希望有关部门尽快解决"+what))
	}
	w := likeness.Weigh(texts)
	a, b := texts[0], texts[1]
	require.Greater(t, likeness.Share(a, b), 0.5, "by mere count they look alike")
	require.Less(t, w.Share(a, b), 0.3)
	require.InDelta(t, 1, w.Share(a, a), 1e-9)
	require.InDelta(t, w.Share(a, b), w.Share(b, a), 1e-9)
	unseen := likeness.Of("从来没有人这样写过的句子")
	require.InDelta(t, 1, w.Share(unseen, unseen), 1e-9)
}
