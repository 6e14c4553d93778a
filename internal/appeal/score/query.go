package score

import (
	"context"
	"fmt"

	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/deadline/keeping"
)

// Reader reads what the rates need beside the row of a case itself.
type Reader struct {
	DB *db.DB
	// Verdicts tells what became of the clocks with some names of cases of a kind, the
	// oldest first; keeping.Keeper has it.
	Verdicts func(ctx context.Context, kind string, names, ids []string) ([]keeping.Verdict, error)
	// Kind is what the clocks call the cases, Response and Helping the clocks of the
	// first response and of a co-handler.
	Kind, Response, Helping string
}

// Among says which cases a list of scores is of, as a condition on case_id.
type Among struct {
	condition string
	args      []any
}

// These are cases with some ids.
func These(ids []string) Among {
	args := make([]any, len(ids))
	for i, id := range ids {
		args[i] = id
	}
	return Among{condition: `case_id IN (` + db.Placeholders(len(ids)) + `)`, args: args}
}

// Between are all cases from one id to another.
func Between(first, last string) Among {
	return Among{condition: `case_id >= ? AND case_id <= ?`, args: []any{first, last}}
}

// Complete gives scores, of which the row of the case is known, all the rest.
func (r Reader) Complete(ctx context.Context, among Among, list []*Score) error {
	if len(list) == 0 {
		return nil
	}
	at := make(map[string]*Score, len(list))
	ids := make([]string, len(list))
	for i, s := range list {
		at[s.ID], ids[i] = s, s.ID
	}
	helped, err := r.answered(ctx, at, ids)
	if err != nil {
		return err
	}
	// The reporter's own grade comes last and counts.
	for _, query := range []string{
		`SELECT case_id, grade FROM appeal_callback WHERE ` + among.condition + ` AND grade > 0 ORDER BY id`,
		`SELECT case_id, grade FROM appeal_rating WHERE ` + among.condition,
	} {
		if err := r.each(ctx, query, among.args, func(scan func(...any) error) error {
			var id string
			var grade int
			err := scan(&id, &grade)
			if s := at[id]; err == nil && s != nil {
				s.Grade = grade
			}
			return err
		}); err != nil {
			return err
		}
	}
	if err := r.each(ctx, `SELECT case_id FROM appeal_exclusion WHERE `+among.condition+` AND state = 'approved'`, among.args, func(scan func(...any) error) error {
		var id string
		err := scan(&id)
		if s := at[id]; err == nil && s != nil {
			s.Excluded = true
		}
		return err
	}); err != nil {
		return err
	}
	return r.shares(ctx, among, at, helped)
}

// answered judges the first response of each case, and returns by part how
// co-handlers kept their terms. A case that was opened again had its first response
// long ago: the first one counts.
func (r Reader) answered(ctx context.Context, at map[string]*Score, ids []string) (map[string]Term, error) {
	verdicts, err := r.Verdicts(ctx, r.Kind, []string{r.Response, r.Helping}, ids)
	if err != nil {
		return nil, err
	}
	helped := map[string]Term{}
	for _, v := range verdicts {
		t := Term{Kept: v.Met, Broken: !v.Met && !v.Stopped.IsZero(), Due: instant(db.At(v.Due))}
		if t.decided() {
			t.Due = 0
		}
		if v.Holder != "" {
			helped[v.Holder] = t
		} else if s := at[v.Case]; s.Answered == (Term{}) {
			s.Answered = t
		}
	}
	return helped, nil
}

// shares gives each case the departments that led it or helped with it, by their
// last part. What was returned or dispatched anew before the end is nobody's merit.
func (r Reader) shares(ctx context.Context, among Among, at map[string]*Score, helped map[string]Term) error {
	return r.each(ctx, `SELECT id, case_id, role, department, staff, state, object_until, taken_at, ended_at FROM appeal_part WHERE `+among.condition+` ORDER BY id`, among.args,
		func(scan func(...any) error) error {
			var id, of, role, department, staff, state string
			var until, taken, ended db.Time
			if err := scan(&id, &of, &role, &department, &staff, &state, &until, &taken, &ended); err != nil {
				return err
			}
			s := at[of]
			if s == nil || state == "returned" || state == "ended" && (s.Closed == 0 || instant(ended) < s.Closed) {
				return nil
			}
			share := Share{Department: department, Staff: staff, Side: Helping, Answered: helped[id]}
			if role == "lead" {
				if department != s.Lead {
					return nil
				}
				share.Side, share.Answered = Lead, termOf(instant(taken), instant(until))
			}
			s.keep(share)
			return nil
		})
}

// instant is a time as scores have it, 0 for none.
func instant(t db.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMicro()
}

func (r Reader) each(ctx context.Context, query string, args []any, take func(scan func(...any) error) error) error {
	rows, err := r.DB.Query(ctx, query, args...)
	if err != nil {
		return fmt.Errorf("read what rates need: %w", err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		if err := take(rows.Scan); err != nil {
			return fmt.Errorf("read what rates need: %w", err)
		}
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("read what rates need: %w", err)
	}
	return nil
}
