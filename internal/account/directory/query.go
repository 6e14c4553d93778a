package directory

import (
	"context"
	"fmt"

	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/seal"
)

// Directory looks people up. It is safe for concurrent use.
type Directory struct {
	DB    *db.DB
	Clock clock.Clock
	Seal  *seal.Sealer
}

// Entry is what is known of one person.
type Entry struct {
	Name string
	// Department is the id of the department of a member of staff.
	Department string
	// Phone is the number that an enterprise person logs in with, empty for staff.
	Phone string
	// Active is false for staff who are suspended or have left and for somebody
	// unknown.
	Active bool
}

// Staff returns what is known of a member of staff.
func (d Directory) Staff(ctx context.Context, id string) (Entry, error) {
	var e Entry
	var status string
	err := d.DB.QueryRow(ctx, `SELECT name, department, status FROM account_staff WHERE id = ?`, id).Scan(&e.Name, &e.Department, &status)
	if db.IsNoRows(err) {
		return Entry{}, nil
	}
	e.Active = status == "active"
	return e, wrap(err, "look up staff")
}

// Person returns what is known of somebody who acts for enterprises.
func (d Directory) Person(ctx context.Context, id string) (Entry, error) {
	var phone, name string
	err := d.DB.QueryRow(ctx, `SELECT phone_sealed, name_sealed FROM account_person WHERE id = ?`, id).Scan(&phone, &name)
	if db.IsNoRows(err) {
		return Entry{}, nil
	}
	if err != nil {
		return Entry{}, wrap(err, "look up person")
	}
	e := Entry{Active: true}
	if e.Phone, err = d.Seal.Open(seal.Place{Table: "account_person", Column: "phone", Row: id}, phone); err != nil {
		return Entry{}, err
	}
	e.Name, err = d.Seal.Open(seal.Place{Table: "account_person", Column: "name", Row: id}, name)
	return e, err
}

// ByPhone returns the id of somebody who acts for enterprises by the number that
// they log in with, in normal form; empty if nobody does.
func (d Directory) ByPhone(ctx context.Context, phone string) (string, error) {
	index, err := d.Seal.Index("account_person", "phone", phone)
	if err != nil {
		return "", err
	}
	ids, err := d.ids(ctx, `SELECT id FROM account_person WHERE phone_index = ?`, index)
	if err != nil || len(ids) == 0 {
		return "", err
	}
	return ids[0], nil
}

// ActingFor returns the ids of the people who hold a mandate for an enterprise at
// this moment.
func (d Directory) ActingFor(ctx context.Context, uscc string) ([]string, error) {
	now := db.At(d.Clock.Now())
	return d.ids(ctx, `SELECT DISTINCT person FROM account_mandate WHERE uscc = ? AND starts_at <= ? AND (ends_at IS NULL OR ends_at > ?) ORDER BY person`,
		uscc, now, now)
}

// Holding returns the ids of the active members of staff whose roles grant a
// permission, with whatever reach.
func (d Directory) Holding(ctx context.Context, permission string) ([]string, error) {
	return d.ids(ctx, `SELECT DISTINCT s.id FROM account_staff s
		JOIN account_staff_role r ON r.staff = s.id JOIN account_role_grant g ON g.role = r.role
		WHERE s.status = 'active' AND g.permission = ? ORDER BY s.id`, permission)
}

func (d Directory) ids(ctx context.Context, query string, args ...any) ([]string, error) {
	rows, err := d.DB.Query(ctx, query, args...)
	if err != nil {
		return nil, wrap(err, "list people")
	}
	defer func() { _ = rows.Close() }()
	var list []string
	for rows.Next() {
		var id string
		if err := rows.Scan(&id); err != nil {
			return nil, wrap(err, "read person")
		}
		list = append(list, id)
	}
	return list, wrap(rows.Err(), "list people")
}

func wrap(err error, doing string) error {
	if err != nil {
		return fmt.Errorf("%s: %w", doing, err)
	}
	return nil
}
