package db

import (
	"database/sql/driver"
	"fmt"
	"time"
)

// timeLayout sorts as text in the order of time, which SQLite relies on.
const timeLayout = "2006-01-02T15:04:05.000000Z"

// Time is an instant as both databases keep it: UTC, microseconds. The zero
// Time is NULL. Columns are declared timestamptz.
type Time struct{ time.Time }

// At returns t as the databases keep it. What lies outside the years 1 to 9999 of
// UTC, such as the beginning of year 1 in Beijing, is brought to their edge: both
// databases read and compare no others alike.
func At(t time.Time) Time {
	if t.IsZero() {
		return Time{}
	}
	t = t.UTC().Truncate(time.Microsecond)
	switch {
	case t.Year() < 1 || t.IsZero():
		return Time{time.Time{}.Add(time.Microsecond)}
	case t.Year() > 9999:
		return Time{time.Date(9999, 12, 31, 23, 59, 59, 999_999_000, time.UTC)}
	}
	return Time{t}
}

// Value writes the instant as text that both engines read alike.
func (t Time) Value() (driver.Value, error) {
	if t.IsZero() {
		return nil, nil
	}
	return t.UTC().Format(timeLayout), nil
}

// Scan reads what either driver returns: an instant, text, or NULL.
func (t *Time) Scan(src any) error {
	switch v := src.(type) {
	case nil:
		*t = Time{}
	case time.Time:
		*t = At(v)
	case string:
		parsed, err := time.Parse(time.RFC3339Nano, v)
		if err != nil {
			return fmt.Errorf("scan instant: %w", err)
		}
		*t = At(parsed)
	case []byte:
		return t.Scan(string(v))
	default:
		return fmt.Errorf("scan instant from %T", src)
	}
	return nil
}
