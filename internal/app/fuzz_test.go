package app_test

import (
	"runtime"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/app/prooftest"
)

func TestProofsOfEveryOperationAgainstBrokenInput(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		p := prooftest.NewProof(w, book(t))
		t.Cleanup(p.Close)
		f := &prooftest.Fuzz{Proof: p, Description: w.described, Valid: 50, Broken: 50, Seed: seedOf(t), Slow: 10 * time.Second}
		switch {
		case soak():
			f.Valid, f.Broken = 1000, 1000
		case raced: // for what they do side by side, not for what they answer
			f.Valid, f.Broken = 3, 3
		}
		started := time.Now()
		require.NoError(t, f.Run(t.Context()))
		none(t, p.Faults())
		require.Empty(t, f.Untouched(), "no request to these operations ever succeeded")
		var memory runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&memory)
		// The worlds of the other proofs, some ten, live in this process too.
		require.Less(t, memory.HeapAlloc, uint64(1<<30), "memory after broken input")
		t.Logf("%s, all in %s", f.Summary(), time.Since(started).Round(time.Millisecond))
	})
}
