package storage

import (
	"context"
	"fmt"
	"time"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/policy/matchrun"
	"github.com/yikou/yikou/internal/standard/civil"
)

// AddRun writes a run that has been asked for.
func (s Store) AddRun(ctx context.Context, r matchrun.Run, requestedBy string) error {
	_, err := s.db.Exec(ctx, `INSERT INTO policy_match_run (id, as_of, job, previous, enterprises, measures, seconds, requested_by, requested_name, requested_at)
		VALUES (?, ?, ?, '', 0, 0, 0, ?, ?, ?)`, r.ID, db.Date{Date: r.AsOf}, r.Job, requestedBy, r.By, db.At(r.RequestedAt))
	if err != nil {
		return fmt.Errorf("save run %s: %w", r.ID, err)
	}
	return nil
}

// Run returns a run, finished or not, or ErrRunNotFound.
func (s Store) Run(ctx context.Context, id string) (matchrun.Run, error) {
	r, err := scanRun(s.db.QueryRow(ctx, `SELECT `+runColumns+` FROM policy_match_run WHERE id = ?`, id).Scan)
	if db.IsNoRows(err) {
		return matchrun.Run{}, matchrun.ErrRunNotFound
	}
	if err != nil {
		return matchrun.Run{}, fmt.Errorf("load run %s: %w", id, err)
	}
	return r, nil
}

// LastRun returns the run that was finished last, false when none was. A run is
// later by when it finished: one that waited long compares to what it found.
func (s Store) LastRun(ctx context.Context) (matchrun.Run, bool, error) {
	r, err := scanRun(s.db.QueryRow(ctx, `SELECT `+runColumns+` FROM policy_match_run
		WHERE finished_at IS NOT NULL ORDER BY finished_at DESC, id DESC LIMIT 1`).Scan)
	if db.IsNoRows(err) {
		return matchrun.Run{}, false, nil
	}
	if err != nil {
		return matchrun.Run{}, false, fmt.Errorf("load last run: %w", err)
	}
	return r, true, nil
}

// LastRunOf returns the run that matched the measure last, or ErrNoRun.
func (s Store) LastRunOf(ctx context.Context, measure string) (matchrun.Run, error) {
	r, err := scanRun(s.db.QueryRow(ctx, `SELECT `+runColumns+` FROM policy_match_run
		WHERE finished_at IS NOT NULL AND id IN (SELECT run FROM policy_match_result WHERE measure = ?)
		ORDER BY finished_at DESC, id DESC LIMIT 1`, measure).Scan)
	if db.IsNoRows(err) {
		return matchrun.Run{}, matchrun.ErrNoRun
	}
	if err != nil {
		return matchrun.Run{}, fmt.Errorf("load last run of %s: %w", measure, err)
	}
	return r, nil
}

// lookBack is how many runs are looked at for the last one as of its own day.
const lookBack = 50

// LastOwnRun returns the last finished run that was made as of the day on which it
// was asked for, false when there is none: one as of another day answers a
// question, it does not say who can have something now.
func (s Store) LastOwnRun(ctx context.Context) (matchrun.Run, bool, error) {
	rows, err := s.db.Query(ctx, `SELECT `+runColumns+` FROM policy_match_run
		WHERE finished_at IS NOT NULL ORDER BY finished_at DESC, id DESC LIMIT ?`, lookBack)
	if err != nil {
		return matchrun.Run{}, false, fmt.Errorf("list runs: %w", err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		r, err := scanRun(rows.Scan)
		if err != nil {
			return r, false, fmt.Errorf("read run: %w", err)
		}
		if r.AsOf == civil.Of(r.RequestedAt.In(civil.Beijing)) {
			return r, true, nil
		}
	}
	return matchrun.Run{}, false, rows.Err()
}

// Matched returns which text of each measure a run matched, by measure.
func (s Store) Matched(ctx context.Context, run string) (map[string]matchrun.Text, error) {
	rows, err := s.db.Query(ctx, `SELECT measure, version, revision FROM policy_match_result WHERE run = ?`, run)
	if err != nil {
		return nil, fmt.Errorf("list results of run %s: %w", run, err)
	}
	defer func() { _ = rows.Close() }()
	out := map[string]matchrun.Text{}
	for rows.Next() {
		var measure string
		var t matchrun.Text
		if err := rows.Scan(&measure, &t.Version, &t.Revision); err != nil {
			return nil, fmt.Errorf("read results of run %s: %w", run, err)
		}
		out[measure] = t
	}
	return out, rows.Err()
}

// FinishRun writes all that a run found. It is called in one transaction.
func (s Store) FinishRun(ctx context.Context, r matchrun.Run, universe *roaring.Bitmap, outcomes []*matchrun.Outcome, at time.Time) error {
	all, err := universe.MarshalBinary()
	if err != nil {
		return fmt.Errorf("pack run %s: %w", r.ID, err)
	}
	insert, err := s.db.Prepare(ctx, `INSERT INTO policy_match_result (run, measure, version, eligible_count, needs_review_count, need_facts_count,
		near_count, eligible_amount, eligible, needs_review, need_facts, near, amounts, revision) VALUES (`+db.Placeholders(14)+`)`)
	if err != nil {
		return fmt.Errorf("prepare results: %w", err)
	}
	defer func() { _ = insert.Close() }()
	for _, o := range outcomes {
		amounts, err := o.Amounts.Pack()
		if err != nil {
			return fmt.Errorf("pack amounts of %s: %w", o.Measure, err)
		}
		var sets [4][]byte
		for i, set := range []*roaring.Bitmap{o.Eligible, o.NeedsReview, o.NeedFacts, o.Near} {
			if sets[i], err = set.MarshalBinary(); err != nil {
				return fmt.Errorf("pack result of %s: %w", o.Measure, err)
			}
		}
		_, err = insert.ExecContext(ctx, r.ID, o.Measure, o.Version, o.Eligible.GetCardinality(), o.NeedsReview.GetCardinality(),
			o.NeedFacts.GetCardinality(), o.Near.GetCardinality(), o.Total(nil), sets[0], sets[1], sets[2], sets[3], amounts, o.Revision)
		if err != nil {
			return fmt.Errorf("save result of %s: %w", o.Measure, err)
		}
	}
	result, err := s.db.Exec(ctx, `UPDATE policy_match_run SET previous = ?, enterprises = ?, measures = ?, seconds = ?, universe = ?, finished_at = ?
		WHERE id = ? AND finished_at IS NULL`, r.Previous, universe.GetCardinality(), len(outcomes), r.Seconds, all, db.At(at), r.ID)
	if err != nil {
		return fmt.Errorf("finish run %s: %w", r.ID, err)
	}
	if n, err := result.RowsAffected(); err != nil || n != 1 {
		return fmt.Errorf("finish run %s: it was finished already: %w", r.ID, err)
	}
	return nil
}

// ForgetRuns deletes what all but the last finished runs found, and those runs.
func (s Store) ForgetRuns(ctx context.Context, keep int) error {
	const old = `(SELECT id FROM policy_match_run WHERE finished_at < (SELECT finished_at FROM policy_match_run
		WHERE finished_at IS NOT NULL ORDER BY finished_at DESC LIMIT 1 OFFSET ?))`
	for _, statement := range []string{`DELETE FROM policy_match_result WHERE run IN ` + old, `DELETE FROM policy_match_run WHERE id IN ` + old} {
		if _, err := s.db.Exec(ctx, statement, keep-1); err != nil {
			return fmt.Errorf("forget old runs: %w", err)
		}
	}
	return nil
}

const outcomeColumns = `r.measure, r.version, r.revision, u.universe, r.eligible, r.needs_review, r.need_facts, r.near, r.amounts`

func scanOutcome(scan func(...any) error) (*matchrun.Outcome, error) {
	o := &matchrun.Outcome{}
	var universe, eligible, review, facts, near, amounts []byte
	if err := scan(&o.Measure, &o.Version, &o.Revision, &universe, &eligible, &review, &facts, &near, &amounts); err != nil {
		return nil, err
	}
	for set, packed := range map[**roaring.Bitmap][]byte{
		&o.Universe: universe, &o.Eligible: eligible, &o.NeedsReview: review, &o.NeedFacts: facts, &o.Near: near,
	} {
		*set = roaring.New()
		if err := (*set).UnmarshalBinary(packed); err != nil {
			return nil, fmt.Errorf("unpack result: %w", err)
		}
	}
	var err error
	o.Amounts, err = matchrun.UnpackAmounts(amounts, o.Eligible.GetCardinality())
	return o, err
}

// Outcome returns what a measure came to in a finished run, or ErrRunNotFound.
func (s Store) Outcome(ctx context.Context, run, measure string) (*matchrun.Outcome, error) {
	o, err := scanOutcome(s.db.QueryRow(ctx, `SELECT `+outcomeColumns+` FROM policy_match_result r JOIN policy_match_run u ON u.id = r.run
		WHERE r.run = ? AND r.measure = ? AND u.finished_at IS NOT NULL`, run, measure).Scan)
	if db.IsNoRows(err) {
		return nil, matchrun.ErrRunNotFound
	}
	if err != nil {
		return nil, fmt.Errorf("load result of %s in run %s: %w", measure, run, err)
	}
	return o, nil
}

// Counted is how many had each verdict in the whole registry.
type Counted struct {
	Eligible, Review, Facts, All int64
}

// Counts returns the counts of every measure in a finished run.
func (s Store) Counts(ctx context.Context, run string) (map[string]Counted, error) {
	rows, err := s.db.Query(ctx, `SELECT r.measure, r.eligible_count, r.needs_review_count, r.need_facts_count, u.enterprises
		FROM policy_match_result r JOIN policy_match_run u ON u.id = r.run WHERE r.run = ?`, run)
	if err != nil {
		return nil, fmt.Errorf("load counts of run %s: %w", run, err)
	}
	defer func() { _ = rows.Close() }()
	out := map[string]Counted{}
	for rows.Next() {
		var measure string
		var c Counted
		if err := rows.Scan(&measure, &c.Eligible, &c.Review, &c.Facts, &c.All); err != nil {
			return nil, fmt.Errorf("read counts of run %s: %w", run, err)
		}
		out[measure] = c
	}
	return out, rows.Err()
}

// Limited returns the page asked for with a limit that is at least 1.
func Limited(page kernel.Page) kernel.Page {
	if page.Limit <= 0 {
		page.Limit = 50
	}
	page.Limit = min(page.Limit, kernel.PageLimit)
	return page
}

// RunOfJob returns the run that a job does, false when there is none.
func (s Store) RunOfJob(ctx context.Context, job string) (matchrun.Run, bool, error) {
	r, err := scanRun(s.db.QueryRow(ctx, `SELECT `+runColumns+` FROM policy_match_run WHERE job = ?`, job).Scan)
	if db.IsNoRows(err) {
		return matchrun.Run{}, false, nil
	}
	if err != nil {
		return matchrun.Run{}, false, fmt.Errorf("load run of job %s: %w", job, err)
	}
	return r, true, nil
}
