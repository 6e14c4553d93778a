package app_test

import (
	"context"
	"net/url"
	"strconv"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/app/prooftest"
	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/exchange"
	"github.com/yikou/yikou/internal/kernel"
)

// partnerRelations: a system that cases are exchanged with, and none.
var partnerRelations = []string{"own", prooftest.None}

func plantPartners(w *world) {
	for _, relation := range partnerRelations {
		o, err := makePartner(w.t.Context(), w, relation)
		require.NoError(w.t, err)
		w.keep("partner", relation, o)
	}
}

// makePartner agrees with a partner that cannot be reached, and gives up telling it
// once.
func makePartner(_ context.Context, w *world, relation string) (prooftest.Object, error) {
	id := kernel.NewID()
	if relation == prooftest.None {
		return prooftest.Object{"id": id, "version": "1", "delivery": id}, nil
	}
	system := w.system()
	p, err := w.Exchange.Add(system, "p"+id[len(id)-12:], exchange.Terms{Name: "示例热线", Endpoint: "https://127.0.0.1/hooks", Events: []string{appeal.EventClosed}})
	if err != nil {
		return nil, err
	}
	d, err := w.Exchange.Test(system, p.ID)
	if err != nil {
		return nil, err
	}
	// The queue may have taken it already.
	require.Eventually(w.t, func() bool {
		given, err := w.Exchange.Deliveries(system, p.ID, exchange.Dead, kernel.Page{Limit: 1})
		return err == nil && w.Exchange.Try(system, d.ID) == nil && len(given.Items) == 1
	}, time.Minute, 10*time.Millisecond)
	return prooftest.Object{"id": p.ID, "version": strconv.FormatInt(p.Version, 10), "delivery": d.ID}, nil
}

// open311Relations: a report over Open311 with the key that shows it, and none.
var open311Relations = []string{"own", prooftest.None}

func plantOpen311(w *world) {
	for _, relation := range open311Relations {
		o, err := makeOpen311(w.t.Context(), w, relation)
		require.NoError(w.t, err)
		w.keep("app", relation, o)
	}
}

// makeOpen311 gives a partner a key and has it report.
func makeOpen311(ctx context.Context, w *world, relation string) (prooftest.Object, error) {
	id, system := kernel.NewID(), w.system()
	p, err := w.Exchange.Add(system, "o"+id[len(id)-12:], exchange.Terms{Name: "示例应用"})
	if err != nil {
		return nil, err
	}
	k, key, err := w.Open311.Draw(system, p.ID, 0)
	if err != nil {
		return nil, err
	}
	number, err := w.Open311.Report(ctx, url.Values{
		"api_key": {key}, "service_code": {w.Open311.Services()[0].Code}, "address_string": {"示例路 1 号"}, "description": {"园区门口的路灯坏了，请修理。"},
	})
	if err != nil {
		return nil, err
	}
	if relation == prooftest.None {
		p.ID, number = id, "SQ20200101-00001"
	}
	return prooftest.Object{"id": p.ID, "version": strconv.FormatInt(k.Version, 10), "key": key, "number": number, "service": w.Open311.Services()[0].Code}, nil
}
