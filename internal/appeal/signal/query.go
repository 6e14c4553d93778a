package signal

import (
	"context"
	"fmt"
	"time"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/platform/db"
)

func (s *Service) each(ctx context.Context, query string, args []any, take func(scan func(...any) error) error) error {
	rows, err := s.DB.Query(ctx, query, args...)
	if err != nil {
		return fmt.Errorf("list: %w", err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		if err := take(rows.Scan); err != nil {
			return fmt.Errorf("read row: %w", err)
		}
	}
	return rows.Err()
}

// lastRun returns the last look; its time is zero where there was none yet.
func (s *Service) lastRun(ctx context.Context) (run Run, err error) {
	var at db.Time
	err = s.DB.QueryRow(ctx, `SELECT at, weeks, tested, texts FROM appeal_signal_run WHERE id = 1`).Scan(&at, &run.Weeks, &run.Tested, &run.Texts)
	run.At = at.Time
	if db.IsNoRows(err) {
		return Run{}, nil
	}
	return run, err
}

// signals returns every signal that is kept, without its cases.
func (s *Service) signals(ctx context.Context) (list []signalRow, err error) {
	err = s.each(ctx, `SELECT id, kind, topic, place_code FROM appeal_signal ORDER BY id`, nil, func(scan func(...any) error) error {
		var row signalRow
		if err := scan(&row.ID, &row.Kind, &row.Topic, &row.Place); err != nil {
			return err
		}
		list = append(list, row)
		return nil
	})
	return list, err
}

// kindOf returns what a signal is, "" for none.
func (s *Service) kindOf(ctx context.Context, id string) (k Kind, err error) {
	err = s.DB.QueryRow(ctx, `SELECT kind FROM appeal_signal WHERE id = ?`, id).Scan(&k)
	if db.IsNoRows(err) {
		return "", nil
	}
	return k, err
}

// recentOf returns the signals by the cases that make them up now.
func (s *Service) recentOf(ctx context.Context) (of map[string][]string, err error) {
	of = map[string][]string{}
	err = s.each(ctx, `SELECT case_id, signal_id FROM appeal_signal_member WHERE recent = ? ORDER BY signal_id`, []any{true}, func(scan func(...any) error) error {
		var id, signal string
		if err := scan(&id, &signal); err != nil {
			return err
		}
		of[id] = append(of[id], signal)
		return nil
	})
	return of, err
}

// receivedSince narrows a sight to what came in after a time.
func receivedSince(v appeal.Sight, from time.Time) appeal.Sight {
	return v.And(`received_at > ?`, db.At(from))
}

// inSignals narrows a sight to the cases that make up any signal now.
func inSignals(v appeal.Sight) appeal.Sight {
	return v.And(`id IN (SELECT case_id FROM appeal_signal_member WHERE recent = ?)`, true)
}

// inSignal narrows a sight to the recent cases of one signal, or to those before.
func inSignal(v appeal.Sight, signal string, recent bool) appeal.Sight {
	return v.And(`id IN (SELECT case_id FROM appeal_signal_member WHERE signal_id = ? AND recent = ?)`, signal, recent)
}

// PlaceNames returns the names of places by their codes, also of closed ones.
func (s *Service) PlaceNames(ctx context.Context, codes []string) (map[string]string, error) {
	names := map[string]string{}
	if len(codes) == 0 {
		return names, nil
	}
	args := make([]any, len(codes))
	for i, c := range codes {
		args[i] = c
	}
	err := s.each(ctx, `SELECT code, name FROM appeal_place WHERE code IN (`+db.Placeholders(len(codes))+`)`, args, func(scan func(...any) error) error {
		var code, name string
		err := scan(&code, &name)
		names[code] = name
		return err
	})
	return names, err
}
