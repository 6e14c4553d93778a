package enterprise

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/yikou/yikou/internal/platform/db"
)

// sealedContact is a contact as it is stored.
type sealedContact struct {
	Contact
	enterprise             uint32
	name, phone, phoneFind string
}

const contactColumns = `id, enterprise, role, name_sealed, name_masked, phone_sealed, phone_masked, phone_index, version, updated_at`

func scanContact(scan func(...any) error) (sealedContact, error) {
	var c sealedContact
	var updated db.Time
	err := scan(&c.ID, &c.enterprise, &c.Role, &c.name, &c.Name, &c.phone, &c.Phone, &c.phoneFind, &c.Version, &updated)
	c.UpdatedAt = updated.Time
	return c, err
}

// contacts returns those of one enterprise, masked.
func (s store) contacts(ctx context.Context, ordinal uint32) ([]Contact, error) {
	rows, err := s.db.Query(ctx, `SELECT `+contactColumns+` FROM enterprise_contact WHERE enterprise = ? ORDER BY id`, ordinal)
	if err != nil {
		return nil, fmt.Errorf("load contacts: %w", err)
	}
	list := []Contact{}
	err = drain(rows, func(rows *sql.Rows) error {
		c, err := scanContact(rows.Scan)
		list = append(list, c.Contact)
		return err
	})
	return list, err
}

// contact returns one contact of one enterprise; false when there is none.
func (s store) contact(ctx context.Context, ordinal uint32, id string) (sealedContact, bool, error) {
	c, err := scanContact(s.db.QueryRow(ctx, `SELECT `+contactColumns+` FROM enterprise_contact WHERE id = ? AND enterprise = ?`, id, ordinal).Scan)
	if db.IsNoRows(err) {
		return c, false, nil
	}
	return c, err == nil, err
}

func (s store) saveContact(ctx context.Context, c sealedContact, by stamp) error {
	_, err := s.db.Exec(ctx, `INSERT INTO enterprise_contact (`+contactColumns+`, created_at) VALUES (`+db.Placeholders(11)+`)
		ON CONFLICT (id) DO UPDATE SET role = excluded.role, name_sealed = excluded.name_sealed, name_masked = excluded.name_masked,
		phone_sealed = excluded.phone_sealed, phone_masked = excluded.phone_masked, phone_index = excluded.phone_index,
		version = excluded.version, updated_at = excluded.updated_at`,
		c.ID, c.enterprise, c.Role, c.name, c.Name, c.phone, c.Phone, c.phoneFind, c.Version, by.text, by.text)
	return err
}

// enterprisesByPhone returns the codes of enterprises with a contact of that
// blind index.
func (s store) enterprisesByPhone(ctx context.Context, index string) ([]string, error) {
	rows, err := s.db.Query(ctx, `SELECT DISTINCT e.uscc FROM enterprise_contact c JOIN enterprise_entity e ON e.ordinal = c.enterprise
		WHERE c.phone_index = ? ORDER BY e.uscc`, index)
	if err != nil {
		return nil, fmt.Errorf("find phone: %w", err)
	}
	list := []string{}
	err = drain(rows, func(rows *sql.Rows) error {
		var code string
		err := rows.Scan(&code)
		list = append(list, code)
		return err
	})
	return list, err
}
