package threshold

import (
	"context"
	"fmt"
	"time"

	"github.com/yikou/yikou/internal/appeal/reading"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/standard/civil"
)

func (s *Service) each(ctx context.Context, query string, args []any, take func(row func(...any) error) error) error {
	rows, err := s.DB.Query(ctx, query, args...)
	if err != nil {
		return fmt.Errorf("measure: %w", err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		if err := take(rows.Scan); err != nil {
			return fmt.Errorf("read what was measured: %w", err)
		}
	}
	return rows.Err()
}

// barInForce returns the bar that counts today.
func (s *Service) barInForce(ctx context.Context) (b Bar, err error) {
	var since db.Date
	today := civil.Of(s.Clock.Now().In(civil.Beijing))
	err = s.DB.QueryRow(ctx, `SELECT version, in_force, automatic, automatic_least, sampled, sampled_least, days, source FROM appeal_threshold_bar
		WHERE in_force <= ? ORDER BY version DESC LIMIT 1`, db.Date{Date: today}).
		Scan(&b.Version, &since, &b.Automatic, &b.AutomaticLeast, &b.Sampled, &b.SampledLeast, &b.Days, &b.Source)
	b.InForce = since.Date
	if err != nil {
		return b, fmt.Errorf("load bar: %w", err)
	}
	return b, nil
}

// agreed counts agreement.
const agreed = `count(*), sum(CASE WHEN d.agreed THEN 1 ELSE 0 END)`

// evidence returns what people made of the proposals of a model since a moment.
func (s *Service) evidence(ctx context.Context, f reading.Field, mark string, since time.Time) (Evidence, error) {
	e := Evidence{At: map[int64]Tally{}}
	err := s.each(ctx, `SELECT d.confidence, `+agreed+` FROM appeal_reading_decision d
		WHERE d.measured = ? AND d.field = ? AND d.model = ? AND d.class IN ('manual', 'sampled', 'automatic') AND d.at >= ? GROUP BY d.confidence`,
		[]any{true, string(f), mark, db.At(since)}, func(row func(...any) error) error {
			var at int64
			var t Tally
			err := row(&at, &t.Decided, &t.Equal)
			e.At[at] = t
			return err
		})
	return e, err
}

// checks returns what people made of what took effect and was drawn, by class: read
// under an edition not before the first, and decided since a moment.
func (s *Service) checks(ctx context.Context, f reading.Field, mark string, first int64, since time.Time) (map[reading.Class]Tally, error) {
	out := map[reading.Class]Tally{}
	return out, s.each(ctx, `SELECT d.class, `+agreed+` FROM appeal_reading_decision d
		WHERE d.measured = ? AND d.field = ? AND d.model = ? AND d.class IN ('sampled', 'automatic') AND d.at >= ? AND d.edition >= ? GROUP BY d.class`,
		[]any{true, string(f), mark, db.At(since), first}, func(row func(...any) error) error {
			var class reading.Class
			var t Tally
			err := row(&class, &t.Decided, &t.Equal)
			out[class] = t
			return err
		})
}

// byModel returns what was ever measured, by field and model, the latest first.
func (s *Service) byModel(ctx context.Context) (map[reading.Field][]ModelTally, error) {
	out := map[reading.Field][]ModelTally{}
	return out, s.each(ctx, `SELECT d.field, d.model, `+agreed+` FROM appeal_reading_decision d
		WHERE d.measured = ? GROUP BY d.field, d.model ORDER BY max(d.at) DESC, d.model`,
		[]any{true}, func(row func(...any) error) error {
			var f reading.Field
			var t ModelTally
			err := row(&f, &t.Mark, &t.Decided, &t.Equal)
			out[f] = append(out[f], t)
			return err
		})
}

// cases returns how the cases read since a moment were read, by field and
// confidence, with what people made of them.
func (s *Service) cases(ctx context.Context, since time.Time) (map[reading.Field]map[int64]Read, error) {
	out := map[reading.Field]map[int64]Read{}
	for _, f := range reading.Fields {
		at := map[int64]Read{}
		out[f] = at
		err := s.each(ctx, `SELECT g.confidence, count(*), sum(CASE WHEN d.case_id IS NULL THEN 0 ELSE 1 END), sum(CASE WHEN d.agreed THEN 1 ELSE 0 END)
			FROM appeal_reading_guess g LEFT JOIN appeal_reading_decision d
				ON d.case_id = g.case_id AND d.field = g.field AND d.measured = ?
			WHERE g.field = ? AND g.shielded = ? AND g.at >= ? GROUP BY g.confidence`, []any{true, string(f), false, db.At(since)}, func(row func(...any) error) error {
			var c int64
			var r Read
			err := row(&c, &r.Cases, &r.Decided, &r.Equal)
			at[c] = r
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}
