package enterprise

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/yikou/yikou/internal/enterprise/record"
	"github.com/yikou/yikou/internal/enterprise/store"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/db"
)

// importOrder lists the newest import first: identifiers rise with time.
var importOrder = db.Keyset{Columns: []db.Column{{SQL: "id"}}, Desc: true}

// ListImports returns one page of the imports that the caller may see.
func (s *Service) ListImports(ctx context.Context, page kernel.Page) (kernel.Rows[Import], error) {
	found := kernel.Rows[Import]{Items: []Import{}}
	owner, err := importScope(ctx)
	if err != nil {
		return found, err
	}
	where, args := ` WHERE 1 = 1`, []any{}
	if owner != "" {
		where, args = ` WHERE by_id = ?`, []any{owner}
	}
	if err := s.DB.QueryRow(ctx, `SELECT count(*) FROM enterprise_import`+where, args...).Scan(&found.Total); err != nil {
		return found, fmt.Errorf("count imports: %w", err)
	}
	after, more, err := importOrder.After(page.After)
	if err != nil {
		return found, err
	}
	if after != "" {
		where, args = where+` AND `+after, append(args, more...)
	}
	limit := min(max(page.Limit, 1), kernel.PageLimit)
	rows, err := s.DB.Query(ctx, `SELECT `+store.ImportColumns+` FROM enterprise_import`+where+importOrder.OrderBy()+` LIMIT ?`, append(args, limit+1)...)
	if err != nil {
		return found, fmt.Errorf("list imports: %w", err)
	}
	err = store.Drain(rows, func(rows *sql.Rows) error {
		i, err := store.ScanImport(rows.Scan)
		found.Items = append(found.Items, i)
		return err
	})
	if len(found.Items) > limit {
		found.Items = found.Items[:limit]
		found.Next = importOrder.Cursor(found.Items[limit-1].ID)
	}
	return found, err
}

// problemOrder lists problems in the order of the file.
var problemOrder = db.Keyset{Columns: []db.Column{{SQL: "seq", Number: true}}}

// Problems returns one page of the problems kept of an import, of one level
// where it is named.
func (s *Service) Problems(ctx context.Context, id string, level Level, page kernel.Page) (kernel.Rows[Problem], error) {
	found := kernel.Rows[Problem]{Items: []Problem{}}
	if _, err := s.GetImport(ctx, id); err != nil {
		return found, err
	}
	_, args, err := problemOrder.After(page.After)
	if err != nil {
		return found, err
	}
	after := 0
	if len(args) == 1 {
		seq, _ := args[0].(int64)
		after = int(seq)
	}
	if found.Total, err = s.store.CountProblems(ctx, id, level); err != nil {
		return found, fmt.Errorf("count problems: %w", err)
	}
	limit := min(max(page.Limit, 1), kernel.PageLimit)
	list, seqs, err := s.store.Problems(ctx, id, level, after, limit+1)
	if err != nil {
		return found, err
	}
	if len(list) > limit {
		list = list[:limit]
		found.Next = problemOrder.Cursor(seqs[limit-1])
	}
	found.Items = append(found.Items, list...)
	return found, nil
}

// ImportReport returns the report of an import that is done, with all problems
// that were kept.
func (s *Service) ImportReport(ctx context.Context, id string) (Import, error) {
	i, err := s.GetImport(ctx, id)
	if err != nil {
		return i, err
	}
	list, _, err := s.store.Problems(ctx, id, "", 0, record.ProblemLimit)
	i.Report.Problems = append([]Problem{}, list...)
	return i, err
}
