package open311

import (
	"context"
	"fmt"
	"time"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/platform/db"
)

const keyColumns = `partner, key_hash, old_hash, old_until, changed_at, changed_by, version`

func scanKey(scan func(...any) error) (*Key, error) {
	var k Key
	var until, changed db.Time
	err := scan(&k.Partner, &k.Hash, &k.Old, &until, &changed, &k.ChangedBy, &k.Version)
	k.OldUntil, k.ChangedAt = until.Time, changed.Time
	return &k, err
}

// keyOf returns the key of a partner, one of version 0 for none.
func (s *Service) keyOf(ctx context.Context, partner string) (*Key, error) {
	k, err := scanKey(s.DB.QueryRow(ctx, `SELECT `+keyColumns+` FROM appeal_open311_key WHERE partner = ?`, partner).Scan)
	if db.IsNoRows(err) {
		return &Key{Partner: partner}, nil
	}
	if err != nil {
		return nil, fmt.Errorf("load key: %w", err)
	}
	return k, nil
}

// keyByHash returns the key, new or old, that has a hash, nil for none.
func (s *Service) keyByHash(ctx context.Context, hash string) (*Key, error) {
	k, err := scanKey(s.DB.QueryRow(ctx, `SELECT `+keyColumns+` FROM appeal_open311_key WHERE key_hash = ? OR old_hash = ?`, hash, hash).Scan)
	if db.IsNoRows(err) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("find key: %w", err)
	}
	return k, nil
}

// handedOverBy is the sight of a partner: its own cases.
func handedOverBy(code string) appeal.Sight {
	return appeal.Everything().And("source_system = ?", code)
}

// open is the sight of everybody: cases by which no person can be found and no unit
// learns that somebody complained of it. What is reported in confidence, by nobody,
// against somebody or as 举报 is not among them; one that was merged is counted once.
func open() appeal.Sight {
	return appeal.Everything().And("accused = ? AND confidential = ? AND anonymous = ? AND kind <> ? AND topic <> ? AND state <> ?",
		"", false, false, string(appeal.Report), "", string(appeal.Merged))
}

// these is the sight of the cases that others went into.
func these(ids []string) appeal.Sight {
	return appeal.Everything().And("id IN ("+db.Placeholders(len(ids))+")", texts(ids)...)
}

// narrow leaves of a sight what a question asks for.
func (q Question) narrow(v appeal.Sight) appeal.Sight {
	if len(q.IDs) > 0 {
		return v.And("number IN ("+db.Placeholders(len(q.IDs))+")", texts(q.IDs)...)
	}
	v = v.And("received_at >= ? AND received_at <= ?", db.At(q.From), db.At(q.Until))
	if len(q.Codes) > 0 {
		v = v.And("topic IN ("+db.Placeholders(len(q.Codes))+")", texts(q.Codes)...)
	}
	closed := []any{string(appeal.Closed), string(appeal.Refused), string(appeal.WithdrawnOff)}
	const isOver = "(state IN (?, ?, ?) OR main <> '' AND main IN (SELECT id FROM appeal_case WHERE state IN (?, ?, ?)))"
	switch {
	case q.Open && !q.Closed:
		v = v.And("NOT "+isOver, append(closed, closed...)...)
	case q.Closed && !q.Open:
		v = v.And(isOver, append(closed, closed...)...)
	}
	return v
}

func texts(list []string) []any {
	out := make([]any, len(list))
	for i, t := range list {
		out[i] = t
	}
	return out
}

// lastTold returns when something that its reporter may read last happened to cases.
func (s *Service) lastTold(ctx context.Context, ids []string) (map[string]time.Time, error) {
	out := map[string]time.Time{}
	if len(ids) == 0 {
		return out, nil
	}
	rows, err := s.DB.Query(ctx, `SELECT case_id, max(at) FROM appeal_entry WHERE shown = ? AND case_id IN (`+db.Placeholders(len(ids))+`) GROUP BY case_id`,
		append([]any{true}, texts(ids)...)...)
	if err != nil {
		return nil, fmt.Errorf("find last entries: %w", err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var id string
		var at db.Time
		if err := rows.Scan(&id, &at); err != nil {
			return nil, fmt.Errorf("read last entry: %w", err)
		}
		out[id] = at.Time
	}
	return out, rows.Err()
}
