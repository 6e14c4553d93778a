package reach

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/standard/civil"
)

// store reads and writes the tables of this package.
type store struct{ db *db.DB }

// passGate lets one program at a time through, until its transaction ends.
func (s store) passGate(ctx context.Context) error {
	_, err := s.db.Exec(ctx, `UPDATE policy_reach_gate SET turn = turn + 1 WHERE id = 1`)
	return wrap(err, "pass the gate of lists")
}

// addRun writes that the lists of a run are made; false when they were.
func (s store) addRun(ctx context.Context, run string, at time.Time) (bool, error) {
	return s.fresh(ctx, `INSERT INTO policy_reach_run (run, listed_at) VALUES (?, ?) ON CONFLICT (run) DO NOTHING`, run, db.At(at))
}

// fresh executes an insertion that does nothing where the row is there already,
// and reports whether it was not.
func (s store) fresh(ctx context.Context, statement string, args ...any) (bool, error) {
	result, err := s.db.Exec(ctx, statement, args...)
	if err != nil {
		return false, err
	}
	n, err := result.RowsAffected()
	return n > 0, err
}

// finish writes that nobody is left to tell of a run.
func (s store) finish(ctx context.Context, run string, at time.Time) error {
	_, err := s.db.Exec(ctx, `UPDATE policy_reach_run SET told_at = ? WHERE run = ? AND told_at IS NULL`, db.At(at), run)
	return wrap(err, "finish telling")
}

// saveList keeps who is new to the list of a measure, and all who ever were on it.
func (s store) saveList(ctx context.Context, run, measure string, fresh, seen *roaring.Bitmap) error {
	packed, err := fresh.MarshalBinary()
	if err != nil {
		return wrap(err, "pack list")
	}
	_, err = s.db.Exec(ctx, `INSERT INTO policy_reach_fresh (run, measure, fresh) VALUES (?, ?, ?)`, run, measure, packed)
	if err != nil {
		return wrap(err, "save list")
	}
	seen.RunOptimize()
	if packed, err = seen.MarshalBinary(); err != nil {
		return wrap(err, "pack list")
	}
	_, err = s.db.Exec(ctx, `INSERT INTO policy_reach_seen (measure, eligible) VALUES (?, ?)
		ON CONFLICT (measure) DO UPDATE SET eligible = excluded.eligible`, measure, packed)
	return wrap(err, "save list")
}

// addOfficer writes that an officer is told of a run; false when he was.
func (s store) addOfficer(ctx context.Context, run, staff string, enterprises int64, at time.Time) (bool, error) {
	fresh, err := s.fresh(ctx, `INSERT INTO policy_reach_officer (run, staff, enterprises, at) VALUES (?, ?, ?, ?)
		ON CONFLICT (run, staff) DO NOTHING`, run, staff, enterprises, db.At(at))
	return fresh, wrap(err, "save officer")
}

// room returns how many messages may leave on a day yet, of a bound. Until the
// transaction ends nobody else learns it.
func (s store) room(ctx context.Context, day civil.Date, bound int64) (int64, error) {
	if _, err := s.db.Exec(ctx, `INSERT INTO policy_reach_day (day, messages) VALUES (?, 0)
		ON CONFLICT (day) DO UPDATE SET messages = policy_reach_day.messages`, db.Date{Date: day}); err != nil {
		return 0, wrap(err, "open day")
	}
	sent, err := s.sent(ctx, day)
	return max(bound-sent, 0), err
}

// addSent counts messages that leave on a day.
func (s store) addSent(ctx context.Context, day civil.Date, n int64) error {
	_, err := s.db.Exec(ctx, `UPDATE policy_reach_day SET messages = messages + ? WHERE day = ?`, n, db.Date{Date: day})
	return wrap(err, "count messages")
}

// addTold writes that an enterprise is told of a version of a measure; false when it
// was, of any version or, as a subscriber, of this one.
func (s store) addTold(ctx context.Context, l Letter, m named, ordinal uint32, message string, at time.Time) (bool, error) {
	fresh, err := s.fresh(ctx, `INSERT INTO policy_reach_told (measure, uscc, kind, ordinal, version, message, at) VALUES (?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (measure, uscc, kind) DO UPDATE SET version = excluded.version, at = excluded.at
		WHERE policy_reach_told.kind = 'subscribed' AND policy_reach_told.version < excluded.version`,
		m.id, l.USCC, string(l.Kind), ordinal, m.version, message, db.At(at))
	return fresh, wrap(err, "save who is told")
}

// addMessage writes a message; false when that run has told the enterprise.
func (s store) addMessage(ctx context.Context, id string, l Letter, at time.Time) (bool, error) {
	fresh, err := s.fresh(ctx, `INSERT INTO policy_reach_message (id, run, uscc, kind, people, at) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT (run, uscc, kind) DO NOTHING`, id, l.Run, l.USCC, string(l.Kind), len(l.People), db.At(at))
	return fresh, wrap(err, "save message")
}

// dropMessage takes a message back that has nothing to say.
func (s store) dropMessage(ctx context.Context, id string) error {
	_, err := s.db.Exec(ctx, `DELETE FROM policy_reach_message WHERE id = ?`, id)
	return wrap(err, "drop message")
}

// addNews writes that subscribers are to be told of a version, the first time.
func (s store) addNews(ctx context.Context, n news, at time.Time) error {
	_, err := s.db.Exec(ctx, `INSERT INTO policy_reach_news (measure, version, heard_at) VALUES (?, ?, ?)
		ON CONFLICT (measure, version) DO NOTHING`, n.measure, n.version, db.At(at))
	return wrap(err, "save news")
}

// closeNews writes that no subscriber is left to tell of a version.
func (s store) closeNews(ctx context.Context, n news, at time.Time) error {
	_, err := s.db.Exec(ctx, `UPDATE policy_reach_news SET told_at = ? WHERE measure = ? AND version = ? AND told_at IS NULL`, db.At(at), n.measure, n.version)
	return wrap(err, "close news")
}

// addOpened writes that an enterprise has looked at a measure; false when it had.
func (s store) addOpened(ctx context.Context, measure, uscc string, ordinal uint32, at time.Time) (bool, error) {
	fresh, err := s.fresh(ctx, `INSERT INTO policy_reach_opened (measure, uscc, ordinal, at) VALUES (?, ?, ?, ?)
		ON CONFLICT (measure, uscc) DO NOTHING`, measure, uscc, ordinal, db.At(at))
	return fresh, wrap(err, "save who opened")
}

// addVisit writes a call.
func (s store) addVisit(ctx context.Context, measure, uscc string, ordinal uint32, v Visit) error {
	_, err := s.db.Exec(ctx, `INSERT INTO policy_reach_visit (id, measure, uscc, ordinal, note, by_id, by_name, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
		kernel.NewID(), measure, uscc, ordinal, v.Note, v.ByID, v.By, db.At(v.At))
	return wrap(err, "save visit")
}

// removeVisit takes back the last call of somebody; false when there is none.
func (s store) removeVisit(ctx context.Context, measure, uscc, by string, at time.Time) (bool, error) {
	removed, err := s.fresh(ctx, `UPDATE policy_reach_visit SET removed_at = ? WHERE id =
		(SELECT max(id) FROM policy_reach_visit WHERE measure = ? AND uscc = ? AND by_id = ? AND removed_at IS NULL)`, db.At(at), measure, uscc, by)
	return removed, wrap(err, "remove visit")
}

// put writes that enterprises have got that far with a measure, or not any more. Until the
// transaction ends nobody else writes that of the same measure and enterprises.
func (s store) put(ctx context.Context, m mark, measure string, there bool, ordinals ...uint32) error {
	parts := map[uint32]*roaring.Bitmap{}
	for _, o := range ordinals {
		part := o >> 16
		if parts[part] == nil {
			parts[part] = roaring.New()
		}
		parts[part].Add(o)
	}
	none, err := roaring.New().MarshalBinary()
	if err != nil {
		return wrap(err, "pack marks")
	}
	for _, part := range slices.Sorted(maps.Keys(parts)) {
		if _, err := s.db.Exec(ctx, `INSERT INTO policy_reach_mark (measure, kind, part, ordinals) VALUES (?, ?, ?, ?)
			ON CONFLICT (measure, kind, part) DO UPDATE SET ordinals = policy_reach_mark.ordinals`, measure, string(m), part, none); err != nil {
			return wrap(err, "open marks")
		}
		set := roaring.New()
		err := s.each(ctx, func(rows *sql.Rows) error { return scanSet(rows, set) },
			`SELECT ordinals FROM policy_reach_mark WHERE measure = ? AND kind = ? AND part = ?`, measure, string(m), part)
		if err != nil {
			return err
		}
		if there {
			set.Or(parts[part])
		} else {
			set.AndNot(parts[part])
		}
		packed, err := set.MarshalBinary()
		if err != nil {
			return wrap(err, "pack marks")
		}
		if _, err := s.db.Exec(ctx, `UPDATE policy_reach_mark SET ordinals = ? WHERE measure = ? AND kind = ? AND part = ?`, packed, measure, string(m), part); err != nil {
			return wrap(err, "save marks")
		}
	}
	return nil
}

func wrap(err error, doing string) error {
	if err != nil {
		return fmt.Errorf("%s: %w", doing, err)
	}
	return nil
}
