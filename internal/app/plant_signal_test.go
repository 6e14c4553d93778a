package app_test

import (
	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/app/prooftest"
	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/signal"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
)

// signalRelations: a group of cases that everybody who sees all cases sees, one of
// cases that complain of department A, and the cases of all other plantings, which
// report the same street light.
var signalRelations = []string{"own", "accused", "lights", prooftest.None}

// plantSignals makes two groups of cases that are alike.
func plantSignals(w *world) {
	texts := map[string]string{"own": "数电发票的额度不够用，申请调整三周没有回音。", "accused": "办税窗口拒收变更材料，态度恶劣，反复推诿。"}
	firsts := map[string]string{}
	for relation, text := range texts {
		for range 4 {
			c := &appeal.Case{Channel: appeal.ByCounter, Kind: appeal.Help, Urgency: appeal.Normal, Text: text, Reporter: appeal.Person{Anonymous: true}}
			if relation == "accused" {
				c.Accused = w.departmentOf("own").ID
			}
			require.NoError(w.t, w.Appeals.Receive(w.system(), c))
			firsts[c.ID] = relation
		}
	}
	all := authz.With(w.t.Context(), kernel.Principal{
		Kind: kernel.StaffPrincipal, ID: "planter-signal", Name: "钱样例", Grants: map[string]kernel.Reach{string(signal.PermRead): kernel.ReachAll},
	})
	_, err := w.Signals.Refresh(all)
	require.NoError(w.t, err)
	picture, err := w.Signals.Look(all, 30)
	require.NoError(w.t, err)
	for _, g := range picture.Groups {
		relation, planted := firsts[g.Cases[0].ID]
		if !planted {
			relation = "lights"
		}
		w.keep("appeal_signal", relation, prooftest.Object{"id": g.ID})
	}
	w.keep("appeal_signal", prooftest.None, prooftest.Object{"id": kernel.NewID()})
}
