package reading

import (
	"context"

	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/seal"
)

// loadEditions returns the stored editions, the oldest first.
func (s *Service) loadEditions(ctx context.Context) (list []Edition, err error) {
	rows, err := s.DB.Query(ctx, `SELECT version, field, automatic, sampled, share, automatic_share, reason, at, valid_from, by_id, by_name, agreed_by_id, agreed_by_name FROM appeal_reading_edition ORDER BY version, field`)
	if err != nil {
		return nil, wrap(err, "load editions")
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var e Edition
		var f Field
		var l Limit
		var at, from db.Time
		if err := rows.Scan(&e.Version, &f, &l.Automatic, &l.Sampled, &l.Share, &l.AutomaticShare, &e.Reason, &at, &from, &e.ByID, &e.ByName, &e.AgreedID, &e.AgreedName); err != nil {
			return nil, wrap(err, "load editions")
		}
		if len(list) == 0 || list[len(list)-1].Version != e.Version {
			e.At, e.From, e.Limits = at.Time, from.Time, map[Field]Limit{}
			if e.From.IsZero() { // from before editions had a day
				e.From = e.At
			}
			list = append(list, e)
		}
		list[len(list)-1].Limits[f] = l
	}
	return list, wrap(rows.Err(), "load editions")
}

// loadDecisions returns the last decisions on a case, by field.
func (s *Service) loadDecisions(ctx context.Context, caseID string) (map[Field]Made, error) {
	rows, err := s.DB.Query(ctx, `SELECT field, decided, agreed, at, by_id FROM appeal_reading_decision WHERE case_id = ? ORDER BY id`, caseID)
	if err != nil {
		return nil, wrap(err, "load decisions")
	}
	defer func() { _ = rows.Close() }()
	out := map[Field]Made{}
	for rows.Next() {
		var f Field
		var m Made
		var at db.Time
		if err := rows.Scan(&f, &m.Decided, &m.Agreed, &at, &m.By); err != nil {
			return nil, wrap(err, "load decisions")
		}
		m.At = at.Time
		out[f] = m
	}
	return out, wrap(rows.Err(), "load decisions")
}

// eachRow calls with the last decision on a field of every case, the oldest first.
func (s *Service) eachRow(ctx context.Context, f Field, onlyCorrections bool, call func(Row) error) error {
	rows, err := s.DB.Query(ctx, `SELECT d.case_id, d.decided, d.agreed, t.text_sealed FROM appeal_reading_decision d
		JOIN appeal_reading_text t ON t.case_id = d.case_id
		WHERE d.field = ? AND d.superseded = ? AND d.decided <> ''
		ORDER BY d.id`, string(f), false)
	if err != nil {
		return wrap(err, "load rows")
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var r Row
		var caseID, sealed string
		if err := rows.Scan(&caseID, &r.Label, &r.Agreed, &sealed); err != nil {
			return wrap(err, "load rows")
		}
		if onlyCorrections && r.Agreed {
			continue
		}
		if r.Text, err = s.Seal.Open(seal.Place{Table: textTable, Column: "text", Row: caseID}, sealed); err != nil {
			return wrap(err, "open text of case "+caseID)
		}
		if err := call(r); err != nil {
			return err
		}
	}
	return wrap(rows.Err(), "load rows")
}
