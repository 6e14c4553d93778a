package benchmatch

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"time"

	"github.com/yikou/yikou/internal/policy/eligibility"
	"github.com/yikou/yikou/internal/policy/eligibility/bulk"
)

// Options says what to measure.
type Options struct {
	// Enterprises and Measures are the size; 0 is that of the full benchmark.
	Enterprises, Measures int
	Seed                  uint64
	// Now is the clock that times are taken from.
	Now func() time.Time
	// Workers is how many cores are used; 0 is all.
	Workers int
	// Progress is told which part begins; may be nil.
	Progress func(part string)
	// Samples is how many enterprises, drafts and updates are timed, each; 0 is
	// 1,000 enterprises, 100 drafts, 1,000 updates.
	Samples int
}

// Report is what `yikou bench match --json` prints. Times are in seconds where
// the name says so, in milliseconds otherwise.
type Report struct {
	Enterprises int    `json:"enterprises"`
	Measures    int    `json:"measures"`
	Predicates  int    `json:"predicates"`
	Seed        uint64 `json:"seed"`
	Cores       int    `json:"cores"`
	// LoadSeconds is making the enterprises up, filling the columns and compiling
	// the measures.
	LoadSeconds float64 `json:"load_seconds"`
	// ResidentBytes is the memory of the process after the matches, 0 where the
	// system does not tell; ColumnBytes what the columns keep on the heap.
	ResidentBytes int64 `json:"resident_bytes"`
	ColumnBytes   int64 `json:"column_bytes"`
	// MatchSeconds is the median of MatchRuns.
	MatchSeconds float64     `json:"match_seconds"`
	MatchRuns    []float64   `json:"match_runs"`
	SingleMS     Percentiles `json:"single_ms"`
	// DraftMS is of drafts nobody has tried before; ChangeMS of such with one
	// threshold moved since; CurveMS of 40 thresholds of one clause.
	DraftMS  Percentiles    `json:"draft_ms"`
	ChangeMS Percentiles    `json:"change_ms"`
	CurveMS  Percentiles    `json:"curve_ms"`
	UpdateMS Percentiles    `json:"update_ms"`
	Totals   map[string]int `json:"totals"`
}

// Percentiles summarise one kind of call.
type Percentiles struct {
	Samples int     `json:"samples"`
	P50     float64 `json:"p50"`
	P95     float64 `json:"p95"`
	P99     float64 `json:"p99"`
}

// matchRuns is how often the full match is timed.
const matchRuns = 5

// Run makes the world up and measures the engine on it.
func Run(ctx context.Context, opts Options) (*Report, error) {
	if opts.Enterprises == 0 {
		opts.Enterprises = FullEnterprises
	}
	if opts.Measures == 0 {
		opts.Measures = FullMeasures
	}
	if opts.Progress == nil {
		opts.Progress = func(string) {}
	}
	b := &bench{Options: opts, world: NewWorld(opts.Seed, opts.Enterprises, opts.Measures)}
	b.report = Report{Enterprises: opts.Enterprises, Measures: opts.Measures, Seed: opts.Seed, Cores: opts.Workers}
	if b.report.Cores == 0 {
		b.report.Cores = runtime.GOMAXPROCS(0)
	}
	for _, part := range []struct {
		name string
		run  func(context.Context) error
	}{{"load", b.load}, {"match", b.match}, {"single", b.single}, {"draft", b.draft}, {"change", b.change}, {"curve", b.curve}, {"update", b.update}} {
		opts.Progress(part.name)
		if err := part.run(ctx); err != nil {
			return nil, fmt.Errorf("bench %s: %w", part.name, err)
		}
	}
	return &b.report, nil
}

type bench struct {
	Options
	world   *World
	report  Report
	columns *bulk.Columns
	program *bulk.Program
	results *bulk.Results
}

func (b *bench) samples(usual int) int {
	if b.Samples > 0 {
		return b.Samples
	}
	return usual
}

func (b *bench) load(context.Context) error {
	start := b.Now()
	measures, err := b.world.DecodedMeasures()
	if err != nil {
		return err
	}
	b.columns = bulk.Build(b.world.All(), nil)
	b.program = bulk.Compile(measures, AsOf())
	b.report.LoadSeconds = b.Now().Sub(start).Seconds()
	b.report.Predicates = b.program.Predicates()
	runtime.GC()
	var heap runtime.MemStats
	runtime.ReadMemStats(&heap)
	b.report.ColumnBytes = int64(heap.HeapAlloc)
	return nil
}

func (b *bench) match(ctx context.Context) error {
	for range matchRuns {
		b.results = nil
		runtime.GC()
		start := b.Now()
		results, err := b.program.Run(ctx, b.columns, bulk.RunOptions{Workers: b.Workers})
		if err != nil {
			return err
		}
		b.results = results
		b.report.MatchRuns = append(b.report.MatchRuns, b.Now().Sub(start).Seconds())
	}
	sorted := slices.Sorted(slices.Values(b.report.MatchRuns))
	b.report.MatchSeconds = sorted[len(sorted)/2]
	b.report.ResidentBytes = resident()
	b.report.Totals = map[string]int{}
	for v, n := range b.results.Totals() {
		b.report.Totals[v.String()] = n
	}
	debug.FreeOSMemory()
	return nil
}

// single times one enterprise over all measures, with the trace of every clause,
// the missing facts and the amount.
func (b *bench) single(context.Context) error {
	r := newRandom(b.Seed, 3, 0)
	e := &eligibility.Enterprise{}
	b.report.SingleMS = b.sample(b.samples(1000), func() func() error {
		b.world.Enterprise(uint32(r.intn(b.Enterprises)), e)
		return func() error {
			b.program.One(e)
			return nil
		}
	}, nil)
	return nil
}

// update times one changed fact: its row in the columns and its verdicts over
// all measures that read it.
func (b *bench) update(context.Context) error {
	r := newRandom(b.Seed, 5, 0)
	b.report.UpdateMS = b.sample(b.samples(1000), func() func() error {
		ordinal := uint32(r.intn(b.Enterprises))
		e := b.world.changedFact(&r, ordinal)
		return func() error {
			b.results.Refresh(ordinal, e, b.columns.Update(ordinal, e))
			return nil
		}
	}, nil)
	return nil
}

// sample times n calls, each prepared untimed, after one that is not counted.
func (b *bench) sample(n int, prepare func() func() error, failed *error) Percentiles {
	times := make([]float64, 0, n)
	for i := range n + 1 {
		call := prepare()
		start := b.Now()
		err := call()
		took := b.Now().Sub(start)
		if err != nil && failed != nil {
			*failed = err
			return Percentiles{}
		}
		if i > 0 {
			times = append(times, float64(took)/float64(time.Millisecond))
		}
	}
	slices.Sort(times)
	at := func(p int) float64 { return times[min(len(times)*p/100, len(times)-1)] }
	return Percentiles{Samples: n, P50: at(50), P95: at(95), P99: at(99)}
}

// resident returns the memory of the process that is in RAM, where the system
// tells it as Linux does.
func resident() int64 {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	_, rest, ok := bytes.Cut(status, []byte("VmRSS:"))
	if !ok {
		return 0
	}
	kib, _, _ := bytes.Cut(bytes.TrimSpace(rest), []byte(" "))
	n, err := strconv.ParseInt(string(kib), 10, 64)
	if err != nil {
		return 0
	}
	return n << 10
}
