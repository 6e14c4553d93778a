package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"slices"
	"strconv"
	"strings"
	"time"
)

// options are the flags.
type options struct {
	peer                  string
	peers, complete       string
	enterprises, measures int
	seed                  uint64
	budget                time.Duration
	importRows            int
	search                bool
	root, out             string
	commit, date          string
}

func (o *options) register(flags *flag.FlagSet) {
	flags.StringVar(&o.peer, "peer", "", "run this one engine and print its outcome as JSON")
	flags.StringVar(&o.peers, "peers", "yikou,duckdb,duckdb-filtered,duckdb-kept,postgres,postgres-filtered,postgres-kept,cel,cel-unknowns,expr,grule", "engines to run")
	flags.StringVar(&o.complete, "complete", "duckdb,duckdb-filtered,duckdb-kept,postgres", "engines that run all of the work, however long it takes")
	flags.IntVar(&o.enterprises, "enterprises", 1_400_000, "enterprises")
	flags.IntVar(&o.measures, "measures", 2488, "measures")
	flags.Uint64Var(&o.seed, "seed", 1, "seed of the made-up city")
	flags.DurationVar(&o.budget, "budget", 60*time.Second, "time each other engine decides for")
	flags.IntVar(&o.importRows, "import-rows", 50_000, "enterprises in the file that is imported")
	flags.BoolVar(&o.search, "search", true, "run the benchmark of the search")
	flags.StringVar(&o.root, "root", "..", "the repository, with bin/yikou built")
	flags.StringVar(&o.out, "out", "../docs/benchmarks.md", "the report, whose generated parts are replaced")
	flags.StringVar(&o.commit, "commit", "", "the commit that is measured, for the report")
	flags.StringVar(&o.date, "date", "", "the day of the run, for the report")
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	var o options
	flags := flag.NewFlagSet("bench", flag.ExitOnError)
	o.register(flags)
	_ = flags.Parse(os.Args[1:]) // exits on error
	run := o.everything
	if o.peer != "" {
		run = o.onePeer
	}
	if err := run(ctx, os.Stdout); err != nil {
		_, _ = fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func postgresURL() string { return os.Getenv("YIKOU_TEST_POSTGRES") }

// onePeer is what a child process does.
func (o *options) onePeer(ctx context.Context, out io.Writer) error {
	all := peers(postgresURL())
	i := slices.IndexFunc(all, func(p namedPeer) bool { return p.name == o.peer })
	if i < 0 {
		return fmt.Errorf("no engine is called %q", o.peer)
	}
	w, err := NewWork(o.seed, o.enterprises, o.measures)
	if err != nil {
		return err
	}
	outcome, err := runPeer(ctx, all[i], w, o.budget)
	if err != nil {
		return err
	}
	return json.NewEncoder(out).Encode(outcome)
}

// everything runs the product and all peers, one after the other, and writes the
// report.
func (o *options) everything(ctx context.Context, out io.Writer) error {
	if _, err := os.Stat(o.out); err != nil {
		return fmt.Errorf("no report to write the figures into: %w", err)
	}
	r := &report{options: o}
	p := product{root: o.root, postgres: postgresURL()}
	var err error
	say := func(part string) { _, _ = fmt.Fprintln(out, part) }
	say("yikou bench match")
	if r.Match, err = p.match(ctx, o.enterprises, o.measures, o.seed); err != nil {
		return err
	}
	for _, name := range strings.Split(o.peers, ",") {
		say("peer " + name)
		outcome, err := o.child(ctx, name)
		if err != nil {
			return err
		}
		if name == "yikou" {
			r.Own = outcome
		}
		r.Peers = append(r.Peers, outcome)
	}
	if r.Own == nil {
		return errors.New("the engine itself is missing from -peers")
	}
	say("imports")
	if r.Imports, err = p.imports(ctx, o.importRows, o.seed); err != nil {
		return err
	}
	if o.search {
		say("search")
		if r.Searches, err = p.searches(ctx); err != nil {
			return err
		}
	}
	say("writing " + o.out)
	return r.write(o.out)
}

// child runs one engine in a process of its own, so that its memory is its own.
func (o *options) child(ctx context.Context, name string) (*Outcome, error) {
	program, err := os.Executable()
	if err != nil {
		return nil, err
	}
	budget := o.budget
	if slices.Contains(strings.Split(o.complete, ","), name) {
		budget = 0
	}
	run := exec.CommandContext(ctx, program, "-peer", name, "-budget", budget.String(),
		"-enterprises", strconv.Itoa(o.enterprises), "-measures", strconv.Itoa(o.measures), "-seed", strconv.FormatUint(o.seed, 10))
	run.Stderr = os.Stderr
	text, err := run.Output()
	if err != nil {
		return nil, fmt.Errorf("peer %s: %w", name, err)
	}
	var outcome Outcome
	if err := json.Unmarshal(text, &outcome); err != nil {
		return nil, fmt.Errorf("peer %s: %w", name, err)
	}
	return &outcome, nil
}
