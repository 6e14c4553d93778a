package db

import (
	"database/sql/driver"
	"fmt"
	"time"

	"github.com/yikou/yikou/internal/standard/civil"
)

// Date is a calendar day as both databases keep it. The zero Date is NULL.
// Columns are declared date.
type Date struct{ civil.Date }

// Value writes the day as YYYY-MM-DD.
func (d Date) Value() (driver.Value, error) {
	if d.IsZero() {
		return nil, nil
	}
	return d.String(), nil
}

// Scan reads what either driver returns: midnight UTC, text, or NULL.
func (d *Date) Scan(src any) error {
	switch v := src.(type) {
	case nil:
		*d = Date{}
	case time.Time:
		*d = Date{civil.Of(v.UTC())}
	case string:
		parsed, err := civil.Parse(v)
		if err != nil {
			return fmt.Errorf("scan date: %w", err)
		}
		*d = Date{parsed}
	case []byte:
		return d.Scan(string(v))
	default:
		return fmt.Errorf("scan date from %T", src)
	}
	return nil
}
