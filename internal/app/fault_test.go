package app_test

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/app/prooftest"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
)

// faultLimit is more database calls than any operation makes.
const faultLimit = 400

// swallowed begin calls whose failure an operation survives, because nothing but
// comfort hangs on them; each with the reason.
var swallowed = map[string]string{
	"UPDATE account_session SET last_seen_at":             "a session that looks idle a little longer than it is only asks for a log-in sooner",
	"SELECT d.id, d.code, COALESCE(d.parent, ''), d.name": "what was changed is shown without its neighbours",
	"SELECT department, count(*) FROM account_staff":      "what was changed is shown without how many people it has",
}

// faultProof lets the calls of one operation fail, one after the other.
type faultProof struct {
	t      *testing.T
	world  *world
	faults *dbtest.Faults
	client *prooftest.Client
	tables *watched
	calls  int
	// step is how many calls are let pass between one that fails and the next.
	step int
	left []string
	// whole counts, by operation, effects that were whole although the answer was
	// an error.
	whole map[string]int
}

// valid returns a call of the operation that is allowed, and the session it is
// sent with.
func (p *faultProof) valid(b *prooftest.Book, o prooftest.Operation) (prooftest.Call, []*http.Cookie) {
	row := b.Rows[o.ID]
	for _, relation := range slices.Sorted(maps.Keys(row.Cells)) {
		told, err := b.Resolve(row.Cells[relation])
		require.NoError(p.t, err)
		for _, role := range slices.Sorted(maps.Keys(told)) {
			if told[role] != prooftest.Allow {
				continue
			}
			session, err := p.world.Session(p.t.Context(), role, row.Fresh == "session")
			require.NoError(p.t, err)
			call, err := prooftest.Bind(p.t.Context(), p.world, o, row, relation, role)
			require.NoError(p.t, err)
			return call, session
		}
	}
	return prooftest.Call{}, nil
}

// prove fails the first call of an operation, the second (or in larger steps),
// … until there are no more: each time everything is as it was and the answer is an honest error. The
// last time it succeeds.
func (p *faultProof) prove(b *prooftest.Book, o prooftest.Operation) {
	call, session := p.valid(b, o)
	if call.Operation.ID == "" {
		return // the book allows it to nobody
	}
	before := p.tables.sums()
	for k := 1 + len(o.ID)%p.step; k < faultLimit; k += p.step {
		// A try counts before it is looked at; so many in a row would shut the door.
		_, err := p.world.DB.Exec(p.t.Context(), `DELETE FROM account_attempt`)
		require.NoError(p.t, err)
		p.faults.Fail(k)
		answer, err := p.client.Send(p.t.Context(), session, call)
		failed := p.faults.Failed()
		p.faults.Fail(0)
		p.calls++
		require.NoError(p.t, err, o.ID)
		if failed == "" {
			// What came to pass unnoticed cannot come to pass again.
			if outcome := prooftest.OutcomeOf(answer.Status); outcome != prooftest.Allow && (p.whole[o.ID] == 0 || answer.Status >= http.StatusInternalServerError) {
				p.left = append(p.left, fmt.Sprintf("%s: no call failed and yet: %s", o.ID, answer.Body))
			}
			return
		}
		if answer.Status < http.StatusBadRequest {
			if !reviewed(failed) {
				p.left = append(p.left, fmt.Sprintf("%s: call %d failed and nobody noticed: %s", o.ID, k, failed))
			}
			p.whole[o.ID]++
			call, session = p.valid(b, o)
			before = p.tables.sums()
			continue
		}
		if answer.Status < http.StatusInternalServerError {
			p.left = append(p.left, fmt.Sprintf("%s: call %d (%s) failed, and the answer blames somebody else: %s", o.ID, k, failed, answer.Body))
		}
		require.Empty(p.t, prooftest.Innards(answer.Body), o.ID)
		require.NotContains(p.t, string(answer.Body), dbtest.ErrFault.Error(), o.ID)
		if after := p.tables.sums(); !maps.Equal(before, after) {
			changed := slices.DeleteFunc(slices.Sorted(maps.Keys(after)), func(name string) bool { return before[name] == after[name] })
			// The audit entry is the last work of a transaction: with it, the effect
			// is whole, and what failed was a look at it for the answer.
			if !strings.HasPrefix(failed, "SELECT") || !slices.Contains(changed, "audit_entry") {
				p.left = append(p.left, fmt.Sprintf("%s: call %d failed and left something in %v: %s", o.ID, k, changed, failed))
			}
			p.whole[o.ID]++
			call, session = p.valid(b, o)
			before = p.tables.sums()
		}
	}
	p.t.Fatalf("%s makes more than %d calls", o.ID, faultLimit)
}

func reviewed(failed string) bool {
	for beginning := range swallowed {
		if strings.HasPrefix(failed, beginning) {
			return true
		}
	}
	return false
}

func TestAFailingDatabaseCallLeavesNothingOfAnyOperationAndARetrySucceeds(t *testing.T) {
	t.Parallel()
	for _, engine := range []db.Engine{db.SQLite, db.Postgres} {
		t.Run(string(engine), func(t *testing.T) {
			t.Parallel()
			faults := &dbtest.Faults{}
			w := newWorldOn(t, engine, db.Options{Wrap: faults.Wrap})
			started := time.Now()
			p := &faultProof{t: t, world: w, faults: faults, client: prooftest.NewClient(w), tables: watch(t, w.DB), step: 1, whole: map[string]int{}}
			t.Cleanup(p.client.Close)
			if engine == db.Postgres && !soak() {
				p.step = 3 // all are failed on SQLite, and the code is the same
			}
			b := book(t)
			for _, o := range w.Operations() {
				if o.Method != http.MethodGet {
					require.Contains(t, b.Rows, o.ID, "a changing operation needs a row in testdata/matrix")
					p.prove(b, o)
				}
			}
			_, err := w.Audit.Verify(w.system())
			require.NoError(t, err)
			none(t, p.left)
			t.Logf("%d calls in %s; whole though answered with an error: %v", p.calls, time.Since(started), p.whole)
		})
	}
}
