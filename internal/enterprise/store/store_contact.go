package store

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/yikou/yikou/internal/enterprise/record"
	"github.com/yikou/yikou/internal/platform/db"
)

// SealedContact is a contact as it is stored.
type SealedContact struct {
	record.Contact
	Enterprise uint32
	// SealedName and SealedPhone are sealed; PhoneIndex is the blind index.
	SealedName, SealedPhone, PhoneIndex string
}

const contactColumns = `id, enterprise, role, name_sealed, name_masked, phone_sealed, phone_masked, phone_index, version, updated_at`

func scanContact(scan func(...any) error) (SealedContact, error) {
	var c SealedContact
	var updated db.Time
	err := scan(&c.ID, &c.Enterprise, &c.Role, &c.SealedName, &c.Name, &c.SealedPhone, &c.Phone, &c.PhoneIndex, &c.Version, &updated)
	c.UpdatedAt = updated.Time
	return c, err
}

// Contacts returns those of one enterprise, masked.
func (s Store) Contacts(ctx context.Context, ordinal uint32) ([]record.Contact, error) {
	rows, err := s.DB.Query(ctx, `SELECT `+contactColumns+` FROM enterprise_contact WHERE enterprise = ? ORDER BY id`, ordinal)
	if err != nil {
		return nil, fmt.Errorf("load contacts: %w", err)
	}
	list := []record.Contact{}
	err = Drain(rows, func(rows *sql.Rows) error {
		c, err := scanContact(rows.Scan)
		list = append(list, c.Contact)
		return err
	})
	return list, err
}

// Contact returns one contact of one enterprise; false when there is none.
func (s Store) Contact(ctx context.Context, ordinal uint32, id string) (SealedContact, bool, error) {
	c, err := scanContact(s.DB.QueryRow(ctx, `SELECT `+contactColumns+` FROM enterprise_contact WHERE id = ? AND enterprise = ?`, id, ordinal).Scan)
	if db.IsNoRows(err) {
		return c, false, nil
	}
	return c, err == nil, err
}

// SaveContact inserts a contact or replaces the one with its id.
func (s Store) SaveContact(ctx context.Context, c SealedContact, by Stamp) error {
	_, err := s.DB.Exec(ctx, `INSERT INTO enterprise_contact (`+contactColumns+`, created_at) VALUES (`+db.Placeholders(11)+`)
		ON CONFLICT (id) DO UPDATE SET role = excluded.role, name_sealed = excluded.name_sealed, name_masked = excluded.name_masked,
		phone_sealed = excluded.phone_sealed, phone_masked = excluded.phone_masked, phone_index = excluded.phone_index,
		version = excluded.version, updated_at = excluded.updated_at`,
		c.ID, c.Enterprise, c.Role, c.SealedName, c.Name, c.SealedPhone, c.Phone, c.PhoneIndex, c.Version, by.Text, by.Text)
	return err
}

// EnterprisesByPhone returns the codes of enterprises with a contact of that
// blind index.
func (s Store) EnterprisesByPhone(ctx context.Context, index string) ([]string, error) {
	rows, err := s.DB.Query(ctx, `SELECT DISTINCT e.uscc FROM enterprise_contact c JOIN enterprise_entity e ON e.ordinal = c.Enterprise
		WHERE c.phone_index = ? ORDER BY e.uscc`, index)
	if err != nil {
		return nil, fmt.Errorf("find phone: %w", err)
	}
	list := []string{}
	err = Drain(rows, func(rows *sql.Rows) error {
		var code string
		err := rows.Scan(&code)
		list = append(list, code)
		return err
	})
	return list, err
}
