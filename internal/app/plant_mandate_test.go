package app_test

import (
	"context"
	"fmt"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/account"
	"github.com/yikou/yikou/internal/account/mandate"
	"github.com/yikou/yikou/internal/app/prooftest"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/standard/civil"
)

func plantMandates(w *world) {
	for _, relation := range relations["mandate"] {
		o, err := makeMandate(w.t.Context(), w, relation)
		require.NoError(w.t, err)
		w.keep("mandate", relation, o)
	}
	for _, relation := range relations["invitation"] {
		o, err := makeInvitation(w.t.Context(), w, relation)
		require.NoError(w.t, err)
		w.keep("invitation", relation, o)
	}
}

// makeMandate gives a firm one more handler; the mandate that is not there has
// the code of a firm that is.
func makeMandate(ctx context.Context, w *world, relation string) (prooftest.Object, error) {
	if relation == prooftest.None {
		return prooftest.Object{"id": kernel.NewID(), "uscc": w.firms["own"], "version": "1"}, nil
	}
	o := prooftest.Object{"uscc": w.firms[relation], "version": "1"}
	phone := fmt.Sprintf("1360000%04d", w.number())
	if _, err := w.Account.ImportMandates(w.system(), []account.MandateRow{{Phone: phone, Name: "某经办", USCC: o["uscc"], Role: account.Handler}}); err != nil {
		return nil, err
	}
	var id string
	err := w.DB.QueryRow(ctx, `SELECT id FROM account_mandate WHERE uscc = ? ORDER BY id DESC LIMIT 1`, o["uscc"]).Scan(&id)
	o["id"] = id
	return o, err
}

// makeInvitation has a legal representative invite somebody; that of the other
// firm is for a phone that nobody here has.
func makeInvitation(_ context.Context, w *world, relation string) (prooftest.Object, error) {
	if relation == prooftest.None {
		return prooftest.Object{"id": kernel.NewID(), "uscc": w.firms["own"], "token": "nothing"}, nil
	}
	asked := mandate.Asked{Matters: []string{"all"}, Last: civil.Of(w.clock.Now()).AddDays(300)}
	chief := "mandate_legal_representative"
	if relation == "other_firm" {
		chief, asked.Phone = otherLegal, "13699999999"
	}
	i, token, err := w.Mandates.Invite(w.as(chief), w.firms[relation], asked)
	return prooftest.Object{"id": i.ID, "uscc": i.USCC, "token": token}, err
}
