package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"github.com/yikou/yikou/internal/enterprise/record"
	"github.com/yikou/yikou/internal/platform/db"
)

// ImportColumns are the columns that ScanImport reads.
const ImportColumns = `id, kind, filename, blob, state, row_count, accepted, created, updated, unchanged, warned, refused,
	capital_parsed, district_found, problem_count, seconds, message, notes, reach_division, by_id, by_name, created_at, started_at, finished_at`

// ScanImport reads a row of ImportColumns.
func ScanImport(scan func(...any) error) (record.Import, error) {
	var i record.Import
	var notes string
	var created, started, finished db.Time
	r := &i.Report
	if err := scan(&i.ID, &i.Kind, &i.Filename, &i.Blob, &i.State, &r.Rows, &r.Accepted, &r.Created, &r.Updated, &r.Unchanged, &r.Warned, &r.Refused,
		&r.CapitalParsed, &r.DistrictFound, &r.ProblemCount, &r.Seconds, &i.Message, &notes, &i.Branch, &i.ByID, &i.ByName, &created, &started, &finished); err != nil {
		return i, err
	}
	i.CreatedAt, i.StartedAt, i.FinishedAt = created.Time, started.Time, finished.Time
	return i, json.Unmarshal([]byte(notes), &r.Notes)
}

// SaveImport inserts an import or writes over it.
func (s Store) SaveImport(ctx context.Context, i record.Import) error {
	r := i.Report
	if r.Notes == nil {
		r.Notes = []string{}
	}
	notes, err := json.Marshal(r.Notes)
	if err != nil {
		return err
	}
	_, err = s.DB.Exec(ctx, `INSERT INTO enterprise_import (`+ImportColumns+`) VALUES (`+db.Placeholders(24)+`)
		ON CONFLICT (id) DO UPDATE SET state = excluded.state, blob = excluded.blob, row_count = excluded.row_count, accepted = excluded.accepted, created = excluded.created,
		updated = excluded.updated, unchanged = excluded.unchanged, warned = excluded.warned, refused = excluded.refused,
		capital_parsed = excluded.capital_parsed, district_found = excluded.district_found, problem_count = excluded.problem_count,
		seconds = excluded.seconds, message = excluded.message, notes = excluded.notes, started_at = excluded.started_at, finished_at = excluded.finished_at
		WHERE enterprise_import.state IN ('queued', 'running')`,
		i.ID, string(i.Kind), i.Filename, i.Blob, string(i.State), r.Rows, r.Accepted, r.Created, r.Updated, r.Unchanged, r.Warned, r.Refused,
		r.CapitalParsed, r.DistrictFound, r.ProblemCount, r.Seconds, i.Message, string(notes), i.Branch, i.ByID, i.ByName,
		db.At(i.CreatedAt), db.At(i.StartedAt), db.At(i.FinishedAt))
	if err != nil {
		return fmt.Errorf("save import %s: %w", i.ID, err)
	}
	return nil
}

// LoadImport returns one import; false when there is none.
func (s Store) LoadImport(ctx context.Context, id string) (i record.Import, found bool, err error) {
	i, err = ScanImport(s.DB.QueryRow(ctx, `SELECT `+ImportColumns+` FROM enterprise_import WHERE id = ?`, id).Scan)
	if db.IsNoRows(err) {
		return i, false, nil
	}
	if err != nil {
		return i, false, fmt.Errorf("load import %s: %w", id, err)
	}
	return i, true, nil
}

const problemColumnCount = 7

func addProblemSQL(n int) string {
	return `INSERT INTO enterprise_import_problem (import, seq, row_number, column_name, level, reason, content) VALUES ` + values(n, problemColumnCount)
}

// AddProblems keeps the problems of an import in their order.
func (s Store) AddProblems(ctx context.Context, id string, list []record.Problem) error {
	for from := 0; from < len(list); from += saveChunk {
		part := list[from:min(from+saveChunk, len(list))]
		args := make([]any, 0, len(part)*problemColumnCount)
		for i, p := range part {
			args = append(args, id, from+i+1, p.Row, p.Column, string(p.Level), p.Reason, p.Content)
		}
		if err := s.prepared(ctx, addProblemSQL(len(part)), len(part) == saveChunk, args); err != nil {
			return fmt.Errorf("save problems: %w", err)
		}
	}
	return nil
}

// Problems returns those of an import behind a sequence number, of one level
// where it is named.
func (s Store) Problems(ctx context.Context, id string, level record.Level, after, limit int) (list []record.Problem, seqs []int, err error) {
	query, args := `SELECT seq, row_number, column_name, level, reason, content FROM enterprise_import_problem WHERE import = ? AND seq > ?`, []any{id, after}
	if level != "" {
		query, args = query+` AND level = ?`, append(args, string(level))
	}
	rows, err := s.DB.Query(ctx, query+` ORDER BY seq LIMIT ?`, append(args, limit)...)
	if err != nil {
		return nil, nil, fmt.Errorf("load problems: %w", err)
	}
	err = Drain(rows, func(rows *sql.Rows) error {
		var p record.Problem
		var seq int
		err := rows.Scan(&seq, &p.Row, &p.Column, &p.Level, &p.Reason, &p.Content)
		list, seqs = append(list, p), append(seqs, seq)
		return err
	})
	return list, seqs, err
}

// CountProblems counts the kept problems of an import, of one level or, when
// level is empty, of all.
func (s Store) CountProblems(ctx context.Context, id string, level record.Level) (n int64, err error) {
	query, args := `SELECT count(*) FROM enterprise_import_problem WHERE import = ?`, []any{id}
	if level != "" {
		query, args = query+` AND level = ?`, append(args, string(level))
	}
	err = s.DB.QueryRow(ctx, query, args...).Scan(&n)
	return n, err
}
