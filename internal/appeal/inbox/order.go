package inbox

import (
	"time"

	"github.com/yikou/yikou/internal/platform/db"
)

// Order is what a list is sorted by: the newest first or, by due, those whose term
// ends first; what has no term comes last.
type Order struct{ ByDue bool }

// Keyset is the order in SQL.
func (o Order) Keyset() db.Keyset {
	if o.ByDue {
		return db.Keyset{Columns: []db.Column{{SQL: "coalesce(due_at, '9999-12-31T00:00:00.000000Z')"}, {SQL: "id"}}}
	}
	return db.Keyset{Columns: []db.Column{{SQL: "id"}}, Desc: true}
}

// noDue stands in a cursor where there is no term.
func noDue() time.Time { return time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC) }

// Cursor is where a page ends, behind this row.
func (o Order) Cursor(id string, due time.Time) string {
	if !o.ByDue {
		return o.Keyset().Cursor(id)
	}
	if due.IsZero() {
		due = noDue()
	}
	text, _ := db.At(due).Value() // a text: due is not zero
	return o.Keyset().Cursor(text, id)
}

// Place reads where a page begins from the values of a cursor, nil for the first
// page. A place that no page of ours ended at is not known.
func (o Order) Place(args []any) (k *Key, known bool) {
	if len(args) == 0 {
		return nil, true
	}
	k = &Key{}
	id, _ := args[len(args)-1].(string)
	if k.ID, known = ParseID(id); !known || !o.ByDue {
		return k, known
	}
	due, _ := args[0].(string)
	at, err := time.Parse(time.RFC3339Nano, due)
	if k.Due = Instant(at); at.Equal(noDue()) {
		k.Due = NoDue
	}
	return k, err == nil
}
