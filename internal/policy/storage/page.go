package storage

import (
	"slices"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/db"
)

// byKey pages through a sorted list in memory.
var byKey = db.Keyset{Columns: []db.Column{{SQL: "key"}}}

// PageOfSlice returns a page of a sorted list; the cursor is the key of the last
// item. A cursor whose item has gone is refused.
func PageOfSlice[T any](all []T, page kernel.Page, key func(T) string) (kernel.Rows[T], error) {
	page = Limited(page)
	rows := kernel.Rows[T]{Items: []T{}, Total: int64(len(all))}
	_, after, err := byKey.After(page.After)
	if err != nil {
		return rows, err
	}
	if len(after) > 0 {
		i := slices.IndexFunc(all, func(item T) bool { return key(item) == after[0] })
		if i < 0 {
			return rows, db.ErrCursor
		}
		all = all[i+1:]
	}
	rows.Items = append(rows.Items, all[:min(page.Limit, len(all))]...)
	if len(all) > page.Limit {
		rows.Next = byKey.Cursor(key(all[page.Limit-1]))
	}
	return rows, nil
}
