package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/yikou/yikou/internal/policy/eligibility"
	"github.com/yikou/yikou/internal/policy/eligibility/benchmatch"
)

// sqlEngine is a connection to a database with the registry in it.
type sqlEngine struct {
	// count answers a query with one row of integers.
	count func(ctx context.Context, query string) ([]int64, error)
	exec  func(ctx context.Context, statement string) error
	// rowID is the database's own number of a row, table how the cheapest kind of
	// table is made.
	rowID, table string
}

// sqlForm is a way to put the question. Which is fastest differs between engines,
// so each is a row of the report.
type sqlForm struct {
	// batches are how many measures one query may ask for at once.
	batches []int
	query   func(measures []*eligibility.Measure) (string, error)
	// counts reads the answer for the measure at i.
	counts func(row []int64, i, rows int) Counts
	words  string
	// keep is the statement that stores the result of one measure as the table of
	// that name; nil where results are only counted.
	keep func(e *sqlEngine, m *eligibility.Measure, name string) (string, error)
}

// projected decides every condition for every row in three-valued logic, as
// Yikou does. One query reads the table once for many measures.
var projected = sqlForm{
	batches: []int{1, 8, 32, 128},
	words:   "every condition for every row",
	query: func(measures []*eligibility.Measure) (string, error) {
		var inner, outer strings.Builder
		for i, m := range measures {
			condition, err := benchmatch.Condition(m, benchmatch.SQL)
			if err != nil {
				return "", err
			}
			if i > 0 {
				inner.WriteString(", ")
				outer.WriteString(", ")
			}
			fmt.Fprintf(&inner, "(%s) AS m%d", condition, i)
			fmt.Fprintf(&outer, "count(*) FILTER (WHERE m%d), count(m%d)", i, i)
		}
		return "SELECT " + outer.String() + " FROM (SELECT " + inner.String() + " FROM registry) AS decided", nil
	},
	counts: func(row []int64, i, rows int) Counts { return Counts{int(row[2*i]), rows - int(row[2*i+1])} },
}

// filtered asks for one measure at a time and lets the database drop the rows
// that one clause already rules out, before it looks at the next clause.
var filtered = sqlForm{
	batches: []int{1},
	words:   "a query for each measure, rows dropped at the first false clause",
	query: func(measures []*eligibility.Measure) (string, error) {
		eligible, possible, err := surelyAndPossibly(measures[0])
		return "SELECT count(*) FILTER (WHERE " + eligible + "), count(*) FROM registry WHERE " + possible, err
	},
	counts: possibleCounts,
}

// kept is filtered, but the enterprises found are kept in a table for each
// measure, as Yikou keeps them in its sets.
var kept = sqlForm{
	batches: []int{1},
	words:   "a table for each measure of the enterprises that are eligible or need facts, rows dropped at the first false clause",
	keep: func(e *sqlEngine, m *eligibility.Measure, name string) (string, error) {
		eligible, possible, err := surelyAndPossibly(m)
		return e.table + " " + name + " AS SELECT " + e.rowID + " AS enterprise, (" + eligible + ") AS eligible FROM registry WHERE " + possible, err
	},
	counts: possibleCounts,
}

// possibleCounts reads the eligible and the possible: those and the unknown.
func possibleCounts(row []int64, i, _ int) Counts {
	return Counts{int(row[2*i]), int(row[2*i+1] - row[2*i])}
}

// surelyAndPossibly writes when a measure is true, and when it is not false.
func surelyAndPossibly(m *eligibility.Measure) (surely, possibly string, err error) {
	all, err := clauses(m)
	if err != nil {
		return "", "", err
	}
	open := make([]string, len(all))
	for i, c := range all {
		open[i] = "(" + c + ") IS NOT FALSE"
	}
	return strings.Join(all, " AND "), strings.Join(open, " AND "), nil
}

// sqlRun counts measures within a budget of seconds, with the batch that proved
// fastest on the first ones.
type sqlRun struct {
	sqlForm
	engine   *sqlEngine
	rows     int
	measures []*eligibility.Measure
	// batch and its seconds for each measure are found by calibrate; seconds and
	// answers grow in run.
	batch   int
	each    float64
	seconds float64
	answers []Counts
}

// ask runs one query for the measures from…to and returns its seconds.
func (r *sqlRun) ask(ctx context.Context, from, to int) ([]Counts, float64, error) {
	if r.keep != nil {
		return r.store(ctx, from)
	}
	query, err := r.query(r.measures[from:to])
	if err != nil {
		return nil, 0, err
	}
	watch := startWatch()
	row, err := r.engine.count(ctx, query)
	took := watch.seconds()
	if err != nil {
		return nil, 0, err
	}
	answers := make([]Counts, to-from)
	for i := range answers {
		answers[i] = r.counts(row, i, r.rows)
	}
	return answers, took, nil
}

// store keeps the result of one measure and returns the seconds that took. What is
// kept is counted afterwards, off the clock.
func (r *sqlRun) store(ctx context.Context, i int) ([]Counts, float64, error) {
	name := fmt.Sprintf("result_%d", i)
	statement, err := r.keep(r.engine, r.measures[i], name)
	if err != nil {
		return nil, 0, err
	}
	if err := r.engine.exec(ctx, "DROP TABLE IF EXISTS "+name); err != nil {
		return nil, 0, err
	}
	watch := startWatch()
	err = r.engine.exec(ctx, statement)
	took := watch.seconds()
	if err != nil {
		return nil, 0, err
	}
	row, err := r.engine.count(ctx, "SELECT count(*) FILTER (WHERE eligible), count(*) FROM "+name)
	if err != nil {
		return nil, 0, err
	}
	return []Counts{r.counts(row, 0, r.rows)}, took, nil
}

// calibrate picks the batch with the least time for each measure. Its own time
// is not counted.
func (r *sqlRun) calibrate(ctx context.Context) error {
	// The first query also warms the caches.
	if _, _, err := r.ask(ctx, 0, min(r.batches[0], len(r.measures))); err != nil {
		return err
	}
	for _, batch := range r.batches {
		n := min(max(batch, 8), len(r.measures))
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
	for from := 0; from < len(r.measures); from = len(r.answers) {
		if budget > 0 && r.seconds > budget.Seconds() {
			return nil
		}
		answers, took, err := r.ask(ctx, from, min(from+r.batch, len(r.measures)))
		if err != nil {
			return err
		}
		r.answers = append(r.answers, answers...)
		r.seconds += took
	}
	return nil
}

// settings says how the questions were put.
func (r *sqlRun) settings() string {
	if len(r.batches) == 1 {
		return r.words
	}
	return fmt.Sprintf("%s, %d measures a query, the fastest of %v", r.words, r.batch, r.batches)
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
