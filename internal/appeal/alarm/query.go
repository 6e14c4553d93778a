package alarm

import (
	"context"
	"fmt"
	"time"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/platform/db"
)

// together is how many rows one statement names.
const together = 200

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

// mostAlarms is how many alarms a list holds, the newest.
const mostAlarms = 500

// alarms returns the newest alarms, the newest first.
func (s *Service) alarms(ctx context.Context) (list []*Alarm, err error) {
	err = s.each(ctx, columns+` ORDER BY raised_at DESC, id DESC LIMIT ?`, []any{mostAlarms}, func(scan func(...any) error) error {
		a, err := s.scan(scan)
		list = append(list, a)
		return err
	})
	return list, err
}

// about narrows a sight to the cases of an alarm.
func about(v appeal.Sight, alarm string) appeal.Sight {
	return v.And(`id IN (SELECT case_id FROM appeal_alarm_member WHERE alarm_id = ?)`, alarm)
}

// relabelled are the cases with a lead whose kind was corrected after a dispatch;
// those that now are questions or suggestions are hits.
func (s *Service) relabelled(ctx context.Context, from time.Time) ([]Fact, error) {
	return s.facts(ctx, `SELECT DISTINCT c.id, c.lead, c.kind FROM appeal_case c JOIN appeal_entry e ON e.case_id = c.id
		WHERE c.received_at > ? AND e.at > ? AND e.act = 'classify' AND e.facts LIKE '%"kind"%' AND c.lead <> ''
		AND EXISTS (SELECT 1 FROM appeal_entry d WHERE d.case_id = c.id AND d.act = 'dispatch' AND d.id < e.id) ORDER BY c.id`,
		func(kind string) bool { return kind == string(appeal.Consult) || kind == string(appeal.Suggest) }, db.At(from.Add(-received)), db.At(from))
}

// uncalled are the cases closed since; hits are those whose reporter nobody reached.
func (s *Service) uncalled(ctx context.Context, from time.Time) ([]Fact, error) {
	return s.facts(ctx, `SELECT id, lead, confirmation FROM appeal_case WHERE closed_at > ? AND state = 'closed' AND lead <> '' ORDER BY id`,
		func(confirmation string) bool {
			return confirmation != string(appeal.Confirmed) && confirmation != string(appeal.Unsatisfied)
		}, db.At(from))
}

// received is how long before a look a case came in at the earliest that it looks
// at: the longest term and its extensions. A guess.
const received = 90 * 24 * time.Hour

func (s *Service) facts(ctx context.Context, query string, hit func(value string) bool, args ...any) (list []Fact, err error) {
	err = s.each(ctx, query, args, func(scan func(...any) error) error {
		var f Fact
		var value string
		err := scan(&f.Case, &f.Department, &value)
		f.Hit = hit(value)
		list = append(list, f)
		return err
	})
	return list, err
}

// ended is a case with when it came in and when something ended it for its lead.
type ended struct {
	Case, Department string
	From, At         time.Time
	Main             string
}

// closedSince are the cases that departments closed since.
func (s *Service) closedSince(ctx context.Context, from time.Time) ([]ended, error) {
	return s.ends(ctx, `SELECT id, lead, received_at, closed_at, main FROM appeal_case WHERE closed_at > ? AND state = 'closed' AND lead <> '' ORDER BY id`, db.At(from))
}

// mergedSince are the cases of departments that were merged since.
func (s *Service) mergedSince(ctx context.Context, from time.Time) ([]ended, error) {
	return s.ends(ctx, `SELECT c.id, c.lead, c.received_at, e.at, c.main FROM appeal_case c JOIN appeal_entry e ON e.case_id = c.id
		WHERE c.received_at > ? AND e.at > ? AND e.act = 'merge' AND c.state = 'merged' AND c.lead <> '' ORDER BY c.id, e.id`, db.At(from.Add(-received)), db.At(from))
}

func (s *Service) ends(ctx context.Context, query string, args ...any) (list []ended, err error) {
	err = s.each(ctx, query, args, func(scan func(...any) error) error {
		var e ended
		var from, at db.Time
		err := scan(&e.Case, &e.Department, &from, &at, &e.Main)
		e.From, e.At = from.Time, at.Time
		if n := len(list); err == nil && n > 0 && list[n-1].Case == e.Case {
			list[n-1] = e // merged twice: the last time counts
			return nil
		}
		list = append(list, e)
		return err
	})
	return list, err
}
