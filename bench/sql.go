package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/yikou/yikou/internal/policy/eligibility/benchmatch"
)

// batches are how many measures one query may ask for at once. Which is fastest
// differs between engines: one query reads the table once for all its measures,
// but carries all of them through every row.
var batches = []int{1, 8, 32, 128}

// counter answers one query of counts with one row of integers.
type counter func(ctx context.Context, query string) ([]int64, error)

// countQuery asks for the eligible and for the known of each condition in one
// row. Each condition is evaluated once, in three-valued logic.
func countQuery(conditions []string) string {
	var inner, outer strings.Builder
	for i, c := range conditions {
		if i > 0 {
			inner.WriteString(", ")
			outer.WriteString(", ")
		}
		fmt.Fprintf(&inner, "(%s) AS m%d", c, i)
		fmt.Fprintf(&outer, "count(*) FILTER (WHERE m%d), count(m%d)", i, i)
	}
	return "SELECT " + outer.String() + " FROM (SELECT " + inner.String() + " FROM registry) AS decided"
}

// sqlRun counts measures within a budget of seconds, with the batch that proved
// fastest on the first ones.
type sqlRun struct {
	count      counter
	rows       int
	conditions []string
	// batch and its seconds for each measure are found by calibrate; seconds and
	// counts grow in run.
	batch   int
	each    float64
	seconds float64
	counts  []Counts
}

// ask runs one query for the conditions from…to and returns its seconds.
func (r *sqlRun) ask(ctx context.Context, from, to int) ([]Counts, float64, error) {
	query := countQuery(r.conditions[from:to])
	watch := startWatch()
	row, err := r.count(ctx, query)
	took := watch.seconds()
	if err != nil {
		return nil, 0, err
	}
	counts := make([]Counts, to-from)
	for i := range counts {
		counts[i] = Counts{int(row[2*i]), r.rows - int(row[2*i+1])}
	}
	return counts, took, nil
}

// calibrate picks the batch with the least time for each measure. Its own time
// is not counted.
func (r *sqlRun) calibrate(ctx context.Context) error {
	// The first query also warms the caches.
	if _, _, err := r.ask(ctx, 0, min(8, len(r.conditions))); err != nil {
		return err
	}
	for _, batch := range batches {
		n := min(max(batch, 8), len(r.conditions))
		total := 0.0
		for from := 0; from < n; from += batch {
			_, took, err := r.ask(ctx, from, min(from+batch, n))
			if err != nil {
				return err
			}
			total += took
		}
		if each := total / float64(n); r.batch == 0 || each < r.each {
			r.batch, r.each = batch, each
		}
	}
	return nil
}

// run counts until the budget is used up; 0 has no end.
func (r *sqlRun) run(ctx context.Context, budget time.Duration) error {
	for from := 0; from < len(r.conditions); from = len(r.counts) {
		if budget > 0 && r.seconds > budget.Seconds() {
			return nil
		}
		counts, took, err := r.ask(ctx, from, min(from+r.batch, len(r.conditions)))
		if err != nil {
			return err
		}
		r.counts = append(r.counts, counts...)
		r.seconds += took
	}
	return nil
}

// createTable is the registry as a table, in types both databases know.
func createTable(columns []benchmatch.Column) string {
	types := map[benchmatch.ColumnKind]string{
		benchmatch.NumberColumn: "double precision", benchmatch.TextColumn: "text",
		benchmatch.DateColumn: "date", benchmatch.BoolColumn: "boolean",
	}
	parts := make([]string, len(columns))
	for i, c := range columns {
		parts[i] = c.Name + " " + types[c.Kind]
	}
	return "CREATE TABLE registry (" + strings.Join(parts, ", ") + ")"
}
