package app_test

import (
	"context"
	"fmt"
	"strconv"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/app/prooftest"
	"github.com/yikou/yikou/internal/appeal/reading"
	"github.com/yikou/yikou/internal/appeal/threshold"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
)

func plantThresholds(w *world) {
	for _, relation := range relations["threshold_draft"] {
		o, err := makeThresholds(w.t.Context(), w, relation)
		require.NoError(w.t, err)
		w.keep("threshold_draft", relation, o)
	}
}

// makeThresholds asks for thresholds as a colleague. Nothing of them takes effect:
// only the share that would be checked differs from what holds.
func makeThresholds(_ context.Context, w *world, relation string) (prooftest.Object, error) {
	if relation == prooftest.None {
		return prooftest.Object{"id": kernel.NewID(), "version": "1"}, nil
	}
	colleague := authz.With(w.t.Context(), kernel.Principal{
		Kind: kernel.StaffPrincipal, ID: "planter-threshold", Name: "钱样例", Grants: map[string]kernel.Reach{string(threshold.PermAsk): kernel.ReachAll},
	})
	now, err := w.Reading.Editions(colleague)
	if err != nil {
		return nil, err
	}
	limits := map[reading.Field]reading.Limit{}
	for _, f := range reading.Fields {
		limits[f] = reading.Limit{Automatic: reading.Never, Sampled: reading.Never, Share: 30 + now[0].Version%50, AutomaticShare: 5}
	}
	d, err := w.Thresholds.Ask(colleague, threshold.Request{Limits: limits, Reason: "抽查得多一些"})
	if err != nil {
		return nil, err
	}
	return prooftest.Object{"id": d.ID, "version": strconv.FormatInt(d.Version, 10)}, nil
}

func plantChecks(w *world) {
	for _, relation := range appealRelations {
		o, err := makeCheck(w.t.Context(), w, relation)
		require.NoError(w.t, err)
		w.keep("appeal_check", relation, o)
	}
}

// makeCheck receives a case of which the kind waits to be checked. It is marked by
// hand: thresholds that let it through would hold for every other case, too.
func makeCheck(ctx context.Context, w *world, relation string) (prooftest.Object, error) {
	o, err := makeAppeal("appeal_received")(ctx, w, relation)
	if err != nil || relation == prooftest.None {
		return o, err
	}
	id := fmt.Sprint(o["id"])
	if err := w.Sorting.Sort(w.system(), id); err != nil {
		return nil, err
	}
	_, err = w.DB.Exec(w.system(), `UPDATE appeal_reading SET taken = 'kind', to_check = 'kind' WHERE case_id = ?`, id)
	return o, err
}
