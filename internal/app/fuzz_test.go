package app_test

import (
	"os"
	"os/exec"
	"runtime"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/app/prooftest"
)

// alone runs a test in a process of its own, for what it measures is measured of a
// process, and reports whether this is that process.
func alone(t *testing.T) bool {
	t.Helper()
	const here = "PROOF_ALONE"
	if os.Getenv(here) == t.Name() {
		return true
	}
	var left time.Duration // 0 for any
	if end, bounded := t.Deadline(); bounded {
		left = time.Until(end)
	}
	again := exec.CommandContext(t.Context(), os.Args[0], "-test.run", "^"+t.Name()+"$", "-test.v", "-test.timeout", left.String())
	again.Env = append(os.Environ(), here+"="+t.Name())
	said, err := again.CombinedOutput()
	require.NoError(t, err, "%s", said)
	t.Logf("%s", said)
	return false
}

func TestProofsOfEveryOperationAgainstBrokenInput(t *testing.T) {
	t.Parallel()
	if !alone(t) {
		return
	}
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
		require.Less(t, memory.HeapAlloc, uint64(256<<20), "memory after broken input, the worlds of both engines")
		t.Logf("%s, all in %s, %d MB in memory", f.Summary(), time.Since(started).Round(time.Millisecond), memory.HeapAlloc>>20)
	})
}
