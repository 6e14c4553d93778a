package main

import (
	_ "embed"
	"fmt"
	"os"
	"runtime"
	"strings"
	"text/template"

	"github.com/yikou/yikou/internal/policy/eligibility/benchmatch"
)

// report is everything one run measured.
type report struct {
	*options
	Match    *benchmatch.Report
	Own      *Outcome
	Peers    []*Outcome
	Imports  []Import
	Searches []Search
}

//go:embed report.tmpl
var templates string

// generated names the parts of the document that are written by the program.
var generated = []string{"summary", "run", "promises", "peers", "product"}

// write replaces the generated parts of the document.
func (r *report) write(name string) error {
	text, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	out, err := r.fill(string(text))
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return os.WriteFile(name, []byte(out), 0o644)
}

func (r *report) fill(document string) (string, error) {
	parsed, err := template.New("report").Funcs(template.FuncMap{
		"count": grouped, "secs": seconds, "ms": milliseconds, "mib": mebibytes, "times": times, "rate": rate, "per": perPair,
	}).Parse(templates)
	if err != nil {
		return "", err
	}
	for _, part := range generated {
		var b strings.Builder
		if err := parsed.ExecuteTemplate(&b, part, r); err != nil {
			return "", err
		}
		begin, end := "<!-- begin "+part+" -->", "<!-- end "+part+" -->"
		before, rest, found := strings.Cut(document, begin)
		_, after, ended := strings.Cut(rest, end)
		if !found || !ended {
			return "", fmt.Errorf("no place for the part %q", part)
		}
		document = before + begin + "\n" + strings.TrimSpace(b.String()) + "\n" + end + after
	}
	return document, nil
}

// Commit, Date, Go, Cores and MemoryGiB describe the run.
func (r *report) Commit() string { return r.commit }

// Date is the day of the run as it was given.
func (r *report) Date() string { return r.date }

// Go is the version of Go, with system and processor.
func (r *report) Go() string { return runtime.Version() + " " + runtime.GOOS + "/" + runtime.GOARCH }

// Cores is how many cores every engine could use.
func (r *report) Cores() int { return runtime.NumCPU() }

// MemoryGiB is the memory of the machine.
func (r *report) MemoryGiB() string { return fmt.Sprintf("%.0f GiB", float64(machineMemory())/(1<<30)) }

// Command is what was called.
func (r *report) Command() string {
	return fmt.Sprintf("scripts/bench.sh -enterprises %d -measures %d -seed %d -budget %s -complete %q -import-rows %d",
		r.enterprises, r.measures, r.seed, r.budget, r.complete, r.importRows)
}

// Peer is the outcome of that engine, nil if it was not run.
func (r *report) Peer(name string) *Outcome {
	for _, p := range r.Peers {
		if p.Name == name {
			return p
		}
	}
	return nil
}

// Others are the peers without the product's own engine.
func (r *report) Others() []*Outcome {
	var out []*Outcome
	for _, p := range r.Peers {
		if p != r.Own {
			out = append(out, p)
		}
	}
	return out
}

// Ratio is how many times longer the engine took than the product's on the same
// part, both measured.
func (o *Outcome) Ratio() float64 { return o.Seconds / o.YikouSeconds }

// WholeSeconds is what all of the work takes at the engine's measured pace.
func (o *Outcome) WholeSeconds() float64 {
	return o.Seconds / o.Pairs() * float64(o.OfEnterprises) * float64(o.OfMeasures)
}

// WholeRatio is WholeSeconds against the product's measured time for all of it.
func (r *report) WholeRatio(o *Outcome) float64 { return o.WholeSeconds() / r.Own.Seconds }

// Promise is one line of the table of promises.
type Promise struct {
	What, Promised, Measured string
	Kept                     bool
}

// Promises compares what was measured with what the product promises.
func (r *report) Promises() []Promise {
	m := r.Match
	full := fmt.Sprintf("%s measures × %s enterprises, four-valued", grouped(m.Measures), grouped(m.Enterprises))
	out := []Promise{
		{full, "≤ 1.0 s once loaded", seconds(m.MatchSeconds), m.MatchSeconds <= 1},
		{"resident memory after it", "≤ 2 GiB", mebibytes(m.ResidentBytes), m.ResidentBytes <= 2<<30},
	}
	for _, p := range []struct {
		name  string
		least float64
	}{{"duckdb", 300}, {"duckdb-filtered", 300}, {"duckdb-kept", 300}, {"postgres", 1000}, {"postgres-filtered", 1000}, {"postgres-kept", 1000}} {
		if o := r.Peer(p.name); o != nil {
			measured := times(o.Ratio()) + " measured on the part that was run, " + times(r.WholeRatio(o)) + " computed for all of it"
			if o.Whole() {
				measured = times(o.Ratio()) + " measured on all of it"
			}
			out = append(out, Promise{"against " + o.Title + ", on the same work", "≥ " + times(p.least), measured, o.Ratio() >= p.least})
		}
	}
	out = append(out,
		Promise{"one enterprise × all measures, with full trace", "p99 ≤ 5 ms", milliseconds(m.SingleMS.P99), m.SingleMS.P99 <= 5},
		Promise{"one change of a draft over all enterprises", "p95 ≤ 50 ms", milliseconds(m.ChangeMS.P95), m.ChangeMS.P95 <= 50},
		Promise{"one changed fact, its verdicts refreshed", "p99 ≤ 10 ms", milliseconds(m.UpdateMS.P99), m.UpdateMS.P99 <= 10})
	for i, least := range []float64{20_000, 10_000}[:len(r.Imports)] {
		one := r.Imports[i]
		out = append(out, Promise{"import of enterprises into " + one.Engine, "≥ " + rate(least), rate(float64(one.Rows) / one.First), float64(one.Rows)/one.First >= least})
	}
	for _, s := range r.Searches {
		out = append(out, Promise{"search over 100,000 documents, " + s.Engine, "p95 ≤ 50 ms", milliseconds(s.P95), s.P95 <= 50})
	}
	return out
}

// SearchCommand is how the figures of the search were taken.
func (r *report) SearchCommand() string { return strings.Join(searchCommand, " ") }

// PairsPerSecond is the pace of deciding.
func (o *Outcome) PairsPerSecond() float64 { return o.Pairs() / o.Seconds }

// FirstRate is rows per second into an empty instance.
func (i Import) FirstRate() float64 { return float64(i.Rows) / i.First }

// AgainRate is rows per second where nothing changes.
func (i Import) AgainRate() float64 { return float64(i.Rows) / i.Again }
