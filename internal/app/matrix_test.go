package app_test

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/app/prooftest"
	"github.com/yikou/yikou/internal/platform/db"
)

func book(t testing.TB) *prooftest.Book {
	t.Helper()
	b, err := prooftest.ReadBook(os.DirFS("testdata/matrix"))
	require.NoError(t, err)
	return b
}

// identifiers returns the names of the operations.
func identifiers(list []prooftest.Operation) []string {
	ids := make([]string, len(list))
	for i, o := range list {
		ids[i] = o.ID
	}
	return ids
}

// none fails the test with every fault on a line of its own.
func none(t testing.TB, faults []string) {
	t.Helper()
	if len(faults) > 40 {
		faults = append(faults[:40:40], fmt.Sprintf("… and %d more", len(faults)-40))
	}
	require.Empty(t, strings.Join(faults, "\n"))
}

// onBoth runs a proof on both engines.
func onBoth(t *testing.T, body func(t *testing.T, w *world)) {
	t.Helper()
	for _, engine := range []db.Engine{db.SQLite, db.Postgres} {
		t.Run(string(engine), func(t *testing.T) {
			t.Parallel()
			body(t, newWorld(t, engine))
		})
	}
}

func TestMatrixEveryOperationAnswersEveryRoleAsTheReviewedFileSays(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		started := time.Now()
		b := book(t)
		none(t, b.Check(identifiers(w.Operations()), w.Roles(), w.Relations()))
		p := prooftest.NewProof(w, b)
		t.Cleanup(p.Close)
		require.NoError(t, p.Matrix(t.Context()))
		none(t, p.Faults())
		t.Logf("%d calls in %s", p.Calls(), time.Since(started))
	})
}
