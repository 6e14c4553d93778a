package app_test

import (
	"flag"
	"fmt"
	"os"
	"strconv"
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

// none fails the test with the faults, each on a line of its own. All of them go
// to the file that YIKOU_PROOF_FAULTS names.
func none(t testing.TB, faults []string) {
	t.Helper()
	if name := os.Getenv("YIKOU_PROOF_FAULTS"); name != "" {
		require.NoError(t, os.WriteFile(name, []byte(strings.Join(faults, "\n")), 0o600))
	}
	if len(faults) > 15 {
		faults = append(faults[:15:15], fmt.Sprintf("… and %d more", len(faults)-15))
	}
	if len(faults) > 0 {
		t.Fatalf("%s", strings.Join(faults, "\n"))
	}
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

// update writes the reviewed list of fields anew, for a reviewer to read the
// difference: go test ./internal/app -run Matrix -update.
var update = flag.Bool("update", false, "write testdata/matrix/_fields.yaml anew")

// soak makes the proofs take their long forms.
func soak() bool { return os.Getenv("YIKOU_SOAK") != "" }

func TestMatrixHasARowForEveryOperationAndRole(t *testing.T) {
	t.Parallel()
	b, a := book(t), open(t, db.SQLite)
	var ids []string
	for _, o := range a.Operations() {
		ids = append(ids, o.ID)
	}
	roles := append(shippedRoles(t, a), visitor, expired)
	none(t, b.Check(ids, roles, relations))
}

func TestProofsOfWhoMayDoWhatAndWhatEachIsShown(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		p := prooftest.NewProof(w, book(t))
		t.Cleanup(p.Close)
		p.Sparing = w.DB.Engine() == db.Postgres && !soak()
		for _, part := range []struct {
			name string
			run  func(t *testing.T)
		}{
			{"S1 who may do what", func(t *testing.T) { require.NoError(t, p.Matrix(t.Context())) }},
			{"S2 a name that was not given opens nothing", func(t *testing.T) { replayed(t, p) }},
			{"S3 shown fields are those of the reviewed list", func(t *testing.T) { fieldsAsReviewed(t, p) }},
			{"S3 nobody sets what the server owns", func(t *testing.T) { p.Extra(t.Context()) }},
			{"S4 steps out of order are refused", func(t *testing.T) { toldInOrder(t, p) }},
		} {
			t.Run(part.name, func(t *testing.T) {
				started, before := time.Now(), p.Calls()
				part.run(t)
				none(t, p.Faults())
				t.Logf("%d calls in %s", p.Calls()-before, time.Since(started).Round(time.Millisecond))
			})
		}
	})
}

// replayed puts each name in each place; which of those that a role knows is
// drawn by a seed.
func replayed(t *testing.T, p *prooftest.Proof) {
	t.Helper()
	perSlot := 4
	switch {
	case soak():
		perSlot = 0 // every name in every place as every role
	case p.Sparing:
		perSlot = 1
	}
	seed := seedOf(t)
	require.NoError(t, p.Replay(t.Context(), perSlot, seed))
}

// seedOf returns YIKOU_SEED; without it the same seed in every run, so that a change
// and not chance decides whether the proofs hold, and in the long forms one drawn
// from the machine's clock, which is printed.
func seedOf(t *testing.T) uint64 {
	t.Helper()
	seed := uint64(20261122)
	if soak() {
		seed = uint64(time.Now().UnixNano())
	}
	if text := os.Getenv("YIKOU_SEED"); text != "" {
		var err error
		seed, err = strconv.ParseUint(text, 10, 64)
		require.NoError(t, err)
	}
	t.Logf("YIKOU_SEED=%d", seed)
	return seed
}

func fieldsAsReviewed(t *testing.T, p *prooftest.Proof) {
	t.Helper()
	const name = "testdata/matrix/_fields.yaml"
	got, err := prooftest.WriteFields(p.Fields())
	require.NoError(t, err)
	if *update {
		require.NoError(t, os.WriteFile(name, got, 0o600))
	}
	want, err := os.ReadFile(name)
	require.NoError(t, err)
	require.Equal(t, string(want), string(got), "what a role is shown has changed: read the difference, then run with -update")
}

func toldInOrder(t *testing.T, p *prooftest.Proof) {
	t.Helper()
	stories, err := prooftest.ReadStories(os.DirFS("testdata/matrix"), "_steps.yaml")
	require.NoError(t, err)
	require.NotEmpty(t, stories)
	for _, story := range stories {
		p.Tell(t.Context(), story)
	}
}
