package figure

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/deadline/keeping"
)

// together is how many cases one statement names.
const together = 500

func wrap(err error, doing string) error {
	if err != nil {
		return fmt.Errorf("%s: %w", doing, err)
	}
	return nil
}

// Definitions returns every definition, the newest first.
func (s *Service) Definitions(ctx context.Context) (all []Definition, err error) {
	err = s.each(ctx, `SELECT version, in_force, source, rules FROM appeal_figure_definition ORDER BY version DESC`, nil, func(scan func(...any) error) error {
		var d Definition
		var since db.Date
		var rules string
		if err := scan(&d.Version, &since, &d.Source, &rules); err != nil {
			return err
		}
		d.InForce = since.Date
		all = append(all, d)
		return json.Unmarshal([]byte(rules), &all[len(all)-1].Rules)
	})
	return all, err
}

func (s *Service) each(ctx context.Context, query string, args []any, take func(scan func(...any) error) error) error {
	rows, err := s.DB.Query(ctx, query, args...)
	if err != nil {
		return wrap(err, "count")
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		if err := take(rows.Scan); err != nil {
			return wrap(err, "read what is counted")
		}
	}
	return wrap(rows.Err(), "count")
}

// mostCases bounds how many cases of one month are counted. A guess: far more than a
// city has.
const mostCases = 5_000_000

// outlines returns the cases of a sight that were received or closed from one time on
// and before another.
func (s *Service) outlines(ctx context.Context, v appeal.Sight, from, to time.Time) ([]Outline, error) {
	v = v.And(`((received_at >= ? AND received_at < ?) OR (closed_at >= ? AND closed_at < ?))`, db.At(from), db.At(to), db.At(from), db.At(to))
	found, err := s.Cases(ctx, v, mostCases)
	list := make([]Outline, len(found))
	for i, c := range found {
		list[i] = Outline{
			ID: c.ID, Division: c.Division, Lead: c.Lead, Kind: c.Kind, Channel: c.Channel, State: c.State, Closing: c.Closing,
			Confirmation: c.Confirmation, ReceivedAt: c.ReceivedAt, ClosedAt: c.ClosedAt,
		}
	}
	return list, err
}

// among returns the cases of a sight that have one of these ids, the newest first.
func (s *Service) among(ctx context.Context, v appeal.Sight, ids []string) ([]*appeal.Case, error) {
	if len(ids) == 0 {
		return []*appeal.Case{}, nil
	}
	args := make([]any, len(ids))
	for i, id := range ids {
		args[i] = id
	}
	return s.Cases(ctx, v.And(`id IN (`+db.Placeholders(len(ids))+`)`, args...), len(ids))
}

// facts completes outlines with what the rates need.
func (s *Service) facts(ctx context.Context, outlines []Outline) ([]Fact, error) {
	facts := make([]Fact, len(outlines))
	at := make(map[string]*Fact, len(outlines))
	ids := make([]string, len(outlines))
	for i, o := range outlines {
		facts[i].Outline, ids[i] = o, o.ID
		at[o.ID] = &facts[i]
	}
	helped, err := s.answered(ctx, at, ids)
	if err != nil {
		return nil, err
	}
	for some := range slices.Chunk(ids, together) {
		in := db.Placeholders(len(some))
		args := make([]any, len(some))
		for i, id := range some {
			args[i] = id
		}
		// The reporter's own grade comes last and counts.
		for _, query := range []string{
			`SELECT case_id, grade FROM appeal_callback WHERE case_id IN (` + in + `) AND grade > 0 ORDER BY id`,
			`SELECT case_id, grade FROM appeal_rating WHERE case_id IN (` + in + `)`,
		} {
			if err := s.each(ctx, query, args, func(scan func(...any) error) error {
				var id string
				var grade int
				err := scan(&id, &grade)
				if f := at[id]; err == nil && f != nil {
					f.Grade = grade
				}
				return err
			}); err != nil {
				return nil, err
			}
		}
		if err := s.shares(ctx, at, helped, in, args); err != nil {
			return nil, err
		}
	}
	return facts, nil
}

// answered judges the first response of each case, and returns by part how
// co-handlers kept their terms.
func (s *Service) answered(ctx context.Context, at map[string]*Fact, ids []string) (map[string]Term, error) {
	verdicts, err := s.Terms.Verdicts(ctx, appeal.ClockKind, []string{appeal.ClockResponse, appeal.ClockCoHandler}, ids)
	if err != nil {
		return nil, err
	}
	now := s.Clock.Now()
	helped := map[string]Term{}
	for _, v := range verdicts {
		t := verdict(v, now)
		if v.Holder != "" {
			helped[v.Holder] = t
		} else if f := at[v.Case]; f.Answered == TermOpen {
			f.Answered = t // a case that was opened again had its first response long ago
		}
	}
	return helped, nil
}

func verdict(v keeping.Verdict, now time.Time) Term {
	if !v.Stopped.IsZero() && !v.Met {
		return TermMissed
	}
	if v.Met {
		return TermKept
	}
	return termOf(time.Time{}, v.Due, now)
}

// shares gives each case the departments that led it or helped with it, by their
// last part. What was returned or dispatched anew before the end is nobody's merit.
func (s *Service) shares(ctx context.Context, at map[string]*Fact, helped map[string]Term, in string, args []any) error {
	now := s.Clock.Now()
	return s.each(ctx, `SELECT id, case_id, role, department, state, object_until, taken_at, ended_at FROM appeal_part WHERE case_id IN (`+in+`) ORDER BY id`, args,
		func(scan func(...any) error) error {
			var id, of, department string
			var role appeal.Role
			var state appeal.PartState
			var until, taken, ended db.Time
			if err := scan(&id, &of, &role, &department, &state, &until, &taken, &ended); err != nil {
				return err
			}
			f := at[of]
			if f == nil || state == appeal.PartReturned || state == appeal.PartEnded && (f.ClosedAt.IsZero() || ended.Before(f.ClosedAt)) {
				return nil
			}
			share := Share{Department: department, Side: Helping, Answered: helped[id]}
			if role == appeal.Lead {
				if department != f.Lead {
					return nil
				}
				share.Side, share.Answered = Lead, termOf(taken.Time, until.Time, now)
			}
			f.keep(share)
			return nil
		})
}

// keep adds a share. A department stands once on each side: a part without a term,
// as after a reopening, takes nothing from the one before.
func (f *Fact) keep(share Share) {
	for i, have := range f.Shares {
		if have.Department == share.Department && have.Side == share.Side {
			if share.Answered != TermOpen {
				f.Shares[i] = share
			}
			return
		}
	}
	f.Shares = append(f.Shares, share)
}
