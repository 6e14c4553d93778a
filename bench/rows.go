package main

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strconv"
	"sync"
	"time"

	"github.com/yikou/yikou/internal/policy/eligibility"
	"github.com/yikou/yikou/internal/policy/eligibility/benchmatch"
)

// rowEngine decides all measures over one enterprise at a time. It serves one
// goroutine.
type rowEngine interface {
	// Bind brings one row of the registry into the form that the engine reads;
	// nil is a cell without a value.
	Bind(row []any) (any, error)
	// Decide adds one bound enterprise to the counts of all measures.
	Decide(bound any, counts []Counts) error
}

// rowSetup is a compiled row engine.
type rowSetup struct {
	version, settings string
	// unknown says that need_facts is counted.
	unknown bool
	// engine makes one for each goroutine.
	engine func() (rowEngine, error)
}

// rowPeer runs a row engine on all cores, one engine for each.
type rowPeer struct {
	compile func(*Work) (*rowSetup, error)
}

// batchSeconds is how long a batch of enterprises should take: long enough for
// the cores to be busy, short enough for the budget to be kept.
const batchSeconds = 0.5

// Run decides all flat measures over as many enterprises as the budget allows.
func (p rowPeer) Run(ctx context.Context, w *Work, budget time.Duration) (*Outcome, []Counts, error) {
	watch := startWatch()
	setup, err := p.compile(w)
	if err != nil {
		return nil, nil, err
	}
	run := rowRun{unknown: setup.unknown}
	for range runtime.NumCPU() {
		engine, err := setup.engine()
		if err != nil {
			return nil, nil, err
		}
		run.engines = append(run.engines, engine)
		run.counts = append(run.counts, make([]Counts, len(w.Flat)))
	}
	o := &Outcome{
		Version: setup.version, Measures: len(w.Flat), CompileSeconds: watch.seconds(), Unknown: setup.unknown,
		Settings: fmt.Sprintf("%s; %d goroutines with an engine each, the first enterprises", setup.settings, len(run.engines)),
	}
	rows, err := openRows(w)
	if err != nil {
		return nil, nil, err
	}
	defer func() { _ = rows.Close() }()
	for batch := len(run.engines); ctx.Err() == nil; {
		read, err := run.batch(rows, batch)
		if err != nil {
			return nil, nil, err
		}
		o.Enterprises += read
		if read < batch || budget > 0 && run.seconds > budget.Seconds() {
			break
		}
		if run.last < batchSeconds/2 {
			batch *= 2
		}
	}
	o.Seconds, o.LoadSeconds = run.seconds, run.loading
	return o, run.total(), ctx.Err()
}

// rowRun is what has been run so far.
type rowRun struct {
	engines []rowEngine
	counts  [][]Counts
	unknown bool
	// seconds is deciding, loading is binding, last the deciding of the last batch.
	seconds, loading, last float64
}

// batch reads, binds and decides up to n enterprises, and returns how many.
func (r *rowRun) batch(rows *rowReader, n int) (read int, err error) {
	table := make([][]any, 0, n)
	for len(table) < n {
		row, err := rows.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return 0, err
		}
		table = append(table, row)
	}
	bound := make([]any, len(table))
	watch := startWatch()
	for i, row := range table {
		if bound[i], err = r.engines[i%len(r.engines)].Bind(row); err != nil {
			return 0, err
		}
	}
	r.loading += watch.seconds()
	failed := make([]error, len(r.engines))
	watch = startWatch()
	var all sync.WaitGroup
	for k, engine := range r.engines {
		all.Go(func() {
			for i := k; i < len(bound) && failed[k] == nil; i += len(r.engines) {
				failed[k] = engine.Decide(bound[i], r.counts[k])
			}
		})
	}
	all.Wait()
	r.last = watch.seconds()
	r.seconds += r.last
	return len(table), errors.Join(failed...)
}

func (r *rowRun) total() []Counts {
	sum := make([]Counts, len(r.counts[0]))
	for _, counts := range r.counts {
		for i, c := range counts {
			sum[i].Eligible += c.Eligible
			sum[i].NeedFacts += c.NeedFacts
		}
	}
	if !r.unknown {
		for i := range sum {
			sum[i].NeedFacts = -1
		}
	}
	return sum
}

// rowReader yields the registry row by row, with the values of its columns.
type rowReader struct {
	io.Closer
	csv     *csv.Reader
	columns []benchmatch.Column
}

func openRows(w *Work) (*rowReader, error) {
	stream := w.streamCSV()
	r := &rowReader{Closer: stream, csv: csv.NewReader(stream), columns: w.Columns}
	r.csv.ReuseRecord = true
	if _, err := r.csv.Read(); err != nil {
		return nil, errors.Join(err, stream.Close())
	}
	return r, nil
}

// next returns float64, bool, string, or nil for an empty cell. Dates are text
// as YYYY-MM-DD, which orders as dates do.
func (r *rowReader) next() ([]any, error) {
	cells, err := r.csv.Read()
	if err != nil {
		return nil, err
	}
	row := make([]any, len(cells))
	for i, cell := range cells {
		if cell == "" {
			continue
		}
		switch r.columns[i].Kind {
		case benchmatch.NumberColumn:
			row[i], err = strconv.ParseFloat(cell, 64)
		case benchmatch.BoolColumn:
			row[i], err = strconv.ParseBool(cell)
		default:
			row[i] = string([]byte(cell))
		}
		if err != nil {
			return nil, fmt.Errorf("column %s: %w", r.columns[i].Name, err)
		}
	}
	return row, nil
}

// add counts one verdict of a flat measure.
func (c *Counts) add(value eligibility.Truth) {
	switch value {
	case eligibility.True:
		c.Eligible++
	case eligibility.Unknown:
		c.NeedFacts++
	}
}

// truthOf is the truth of a boolean.
func truthOf(holds bool) eligibility.Truth {
	if holds {
		return eligibility.True
	}
	return eligibility.False
}
