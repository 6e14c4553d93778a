package rekey

import (
	"context"
	"errors"
	"fmt"
	"regexp"

	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/seal"
)

// Column is a column of sealed values, as the module that owns it declares it.
type Column struct {
	// Table, Name and the value of ID are the seal.Place of a value.
	Table, Name string
	// Stored is the column of the database that holds the sealed text, ID the
	// text column that names the row.
	Stored, ID string
}

// Keys is what the package needs of the key ring.
type Keys interface{ Active() string }

// Rekeyer moves the values of columns to the active key.
type Rekeyer struct {
	db      *db.DB
	sealer  *seal.Sealer
	keys    Keys
	columns []Column
}

// identifier is what a column may be called: the names go into statements.
var identifier = regexp.MustCompile(`^[a-z][a-z0-9_]{0,62}$`)

// New returns a Rekeyer for the columns. It fails when a name is not a plain
// identifier.
func New(d *db.DB, sealer *seal.Sealer, keys Keys, columns []Column) (*Rekeyer, error) {
	for _, c := range columns {
		for _, name := range []string{c.Table, c.Name, c.Stored, c.ID} {
			if !identifier.MatchString(name) {
				return nil, fmt.Errorf("rekey: %q is not the name of a column or table", name)
			}
		}
	}
	return &Rekeyer{db: d, sealer: sealer, keys: keys, columns: columns}, nil
}

// batch is how many rows one transaction moves: few enough that writers hardly
// wait. A guess.
const batch = 200

// Report says what a pass did, in values.
type Report struct {
	// Moved values are sealed with the active key now.
	Moved int64 `json:"moved"`
	// Unreadable values were left as they are: damaged, or of a key that is gone.
	Unreadable int64 `json:"unreadable"`
}

// Run moves every value to the active key. Said is told how many were moved so
// far, after each batch. A value that cannot be opened is counted and left.
func (r *Rekeyer) Run(ctx context.Context, said func(moved int64)) (Report, error) {
	var report Report
	for _, c := range r.columns {
		after := ""
		for {
			n, last, err := r.pass(ctx, c, after, &report)
			if err != nil {
				return report, fmt.Errorf("rekey %s.%s: %w", c.Table, c.Stored, err)
			}
			if n == 0 {
				break
			}
			after = last
			said(report.Moved)
		}
	}
	return report, nil
}

// pass moves one batch of the rows behind after and returns how many it read and
// the last of them.
func (r *Rekeyer) pass(ctx context.Context, c Column, after string, total *Report) (n int, last string, err error) {
	var report Report
	err = r.db.InTx(ctx, func(ctx context.Context) error {
		report = Report{}
		rows, err := r.stale(ctx, c, after)
		if err != nil || len(rows) == 0 {
			n = 0
			return err
		}
		n, last = len(rows), rows[len(rows)-1].id
		for _, row := range rows {
			text, _, err := r.sealer.Reseal(seal.Place{Table: c.Table, Column: c.Name, Row: row.id}, row.sealed)
			if errors.Is(err, seal.ErrBroken) || errors.Is(err, seal.ErrUnknownKey) {
				report.Unreadable++
				continue
			}
			if err != nil {
				return err
			}
			moved, err := r.replace(ctx, c, row, text)
			if err != nil {
				return err
			}
			report.Moved += moved
		}
		return nil
	})
	if err == nil {
		total.Moved += report.Moved
		total.Unreadable += report.Unreadable
	}
	return n, last, err
}

// Uses returns how many values are sealed with the key.
func (r *Rekeyer) Uses(ctx context.Context, key string) (int64, error) {
	var total int64
	for _, c := range r.columns {
		n, err := r.count(ctx, c, key)
		if err != nil {
			return 0, fmt.Errorf("count %s.%s: %w", c.Table, c.Stored, err)
		}
		total += n
	}
	return total, nil
}
