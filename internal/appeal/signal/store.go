package signal

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/yikou/yikou/internal/platform/db"
)

// together is how many rows one statement writes.
const together = 200

// signalRow is a signal as it is kept.
type signalRow struct {
	ID   string
	Kind Kind
	Key
	Last, Before []string
}

// replace keeps what a look found in place of what the one before did. Two that look
// at once do it one after the other, and what began earlier never takes the place of
// what began later: it did not see the newest cases.
func (s *Service) replace(ctx context.Context, found []signalRow, run Run) error {
	return s.DB.InTx(ctx, func(ctx context.Context) error {
		kept, err := s.DB.Exec(ctx, `INSERT INTO appeal_signal_run (id, at, weeks, tested, texts) VALUES (1, ?, ?, ?, ?)
			ON CONFLICT (id) DO UPDATE SET at = excluded.at, weeks = excluded.weeks, tested = excluded.tested, texts = excluded.texts
			WHERE appeal_signal_run.at <= excluded.at`, db.At(run.At), run.Weeks, run.Tested, run.Texts)
		if err != nil {
			return fmt.Errorf("keep run: %w", err)
		}
		if n, err := kept.RowsAffected(); err != nil || n == 0 {
			return err
		}
		for _, statement := range []string{`DELETE FROM appeal_signal_member`, `DELETE FROM appeal_signal`} {
			if _, err := s.DB.Exec(ctx, statement); err != nil {
				return fmt.Errorf("clear signals: %w", err)
			}
		}
		var members []any
		for _, row := range found {
			if _, err := s.DB.Exec(ctx, `INSERT INTO appeal_signal (id, kind, topic, place_code) VALUES (?, ?, ?, ?)`, row.ID, string(row.Kind), row.Topic, row.Place); err != nil {
				return fmt.Errorf("keep signal: %w", err)
			}
			for _, id := range row.Last {
				members = append(members, row.ID, id, true)
			}
			for _, id := range row.Before {
				members = append(members, row.ID, id, false)
			}
		}
		for some := range slices.Chunk(members, 3*together) {
			if _, err := s.DB.Exec(ctx, `INSERT INTO appeal_signal_member (signal_id, case_id, recent) VALUES `+db.PlaceholderRows(len(some)/3, 3), some...); err != nil {
				return fmt.Errorf("keep cases of signals: %w", err)
			}
		}
		return nil
	})
}

// outlines are the cases received from a time on, the oldest first.
func (s *Service) outlines(ctx context.Context, from time.Time) (list []Outline, err error) {
	err = s.each(ctx, `SELECT id, topic, place_code, uscc, received_at FROM appeal_case WHERE received_at > ? ORDER BY id`, []any{db.At(from)}, func(scan func(...any) error) error {
		var o Outline
		var at db.Time
		if err := scan(&o.ID, &o.Topic, &o.Place, &o.USCC, &at); err != nil {
			return err
		}
		o.ReceivedAt = at.Time
		list = append(list, o)
		return nil
	})
	return list, err
}

// first is when the first case came in, zero where there is none.
func (s *Service) first(ctx context.Context) (time.Time, error) {
	var at db.Time
	err := s.DB.QueryRow(ctx, `SELECT received_at FROM appeal_case ORDER BY received_at LIMIT 1`).Scan(&at)
	if db.IsNoRows(err) {
		return time.Time{}, nil
	}
	if err != nil {
		return time.Time{}, fmt.Errorf("find first case: %w", err)
	}
	return at.Time, nil
}
