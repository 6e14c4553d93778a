package figure

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/exclusion"
	"github.com/yikou/yikou/internal/appeal/score"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/standard/civil"
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
	err = s.each(ctx, `SELECT version, in_force, source, rules, exclusions FROM appeal_figure_definition ORDER BY version DESC`, nil, func(scan func(...any) error) error {
		var d Definition
		var since db.Date
		var rules, exclusions string
		if err := scan(&d.Version, &since, &d.Source, &rules, &exclusions); err != nil {
			return err
		}
		d.InForce = since.Date
		if err := json.Unmarshal([]byte(rules), &d.Rules); err != nil {
			return err
		}
		err := json.Unmarshal([]byte(exclusions), &d.Exclusions)
		all = append(all, d)
		return err
	})
	return all, err
}

// ExclusionRules returns what the definition in force on a day says of single cases.
func (s *Service) ExclusionRules(ctx context.Context, day civil.Date) (exclusion.Rules, error) {
	all, err := s.Definitions(ctx)
	if err != nil {
		return exclusion.Rules{}, err
	}
	d, _ := InForceOn(all, day)
	return d.Exclusions, nil
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

// mostCases bounds how many cases are counted without the columns in memory. A guess:
// far more than a city has in a month.
const mostCases = 5_000_000

// scores returns what the rates need of the cases of a sight that were received or
// closed in a period.
func (s *Service) scores(ctx context.Context, v appeal.Sight, p Period) (scores, error) {
	from, until := p.Bounds()
	roll, columns, err := s.Columns(ctx, v)
	if err != nil {
		return nil, err
	}
	if roll != nil {
		return roll.Scores(columns, from, until), nil
	}
	list, err := s.read(ctx, v, db.At(time.UnixMicro(from)), db.At(time.UnixMicro(until)))
	return func(yield func(func() string, *score.Score) bool) {
		for _, one := range list {
			if !yield(func() string { return one.ID }, one) {
				return
			}
		}
	}, err
}

// read asks the database for it, case by case.
func (s *Service) read(ctx context.Context, v appeal.Sight, from, until db.Time) ([]*score.Score, error) {
	v = v.And(`((received_at >= ? AND received_at < ?) OR (closed_at >= ? AND closed_at < ?))`, from, until, from, until)
	found, err := s.Cases(ctx, v, mostCases)
	if err != nil {
		return nil, err
	}
	list := make([]*score.Score, len(found))
	for i, c := range found {
		list[i] = &score.Score{
			ID: c.ID, Division: c.Division, Lead: c.Lead, Kind: string(c.Kind), Channel: string(c.Channel), State: string(c.State), Closing: string(c.Closing),
			Confirmation: string(c.Confirmation), Received: c.ReceivedAt.UnixMicro(),
		}
		if !c.ClosedAt.IsZero() {
			list[i].Closed = c.ClosedAt.UnixMicro()
		}
	}
	for some := range slices.Chunk(list, together) {
		ids := make([]string, len(some))
		for i, one := range some {
			ids[i] = one.ID
		}
		if err := s.Scores.Complete(ctx, score.These(ids), some); err != nil {
			return nil, err
		}
	}
	return list, nil
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
