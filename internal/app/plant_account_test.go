package app_test

import (
	"context"
	"fmt"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/app/prooftest"
	"github.com/yikou/yikou/internal/kernel"
)

// plantAccounts makes an account, a role and a proposal that somebody else made.
func plantAccounts(w *world) {
	for _, relation := range []string{"own", prooftest.None} {
		for kind, make := range map[string]func(context.Context, *world, string) (prooftest.Object, error){"staff": makeStaff, "proposal": makeProposal} {
			o, err := make(w.t.Context(), w, relation)
			require.NoError(w.t, err)
			w.keep(kind, relation, o)
		}
	}
	w.keep("role", "own", prooftest.Object{"code": "clerk", "version": "1"})
	w.keep("role", prooftest.None, prooftest.Object{"code": "nobody", "version": "1"})
}

func makeStaff(_ context.Context, w *world, relation string) (prooftest.Object, error) {
	if relation == prooftest.None {
		return prooftest.Object{"id": kernel.NewID(), "version": "1"}, nil
	}
	m, err := w.Staff.Create(w.system(), fmt.Sprintf("new%d", w.number()), "新示例", "dept-a")
	return prooftest.Object{"id": m.ID, "version": fmt.Sprint(m.Version)}, err
}

// makeProposal proposes that somebody new becomes a clerk.
func makeProposal(ctx context.Context, w *world, relation string) (prooftest.Object, error) {
	m, err := makeStaff(ctx, w, relation)
	if err != nil || relation == prooftest.None {
		return prooftest.Object{"id": kernel.NewID()}, err
	}
	p, err := w.Proposals.GiveRoles(w.system(), m["id"], nil, []string{"clerk"}, "新到岗")
	return prooftest.Object{"id": p.ID}, err
}
