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

const contactColumns = `id, enterprise, role, name_sealed, name_masked, phone_sealed, phone_masked, phone_index, version, updated_at, verified_at, verified_by`

func scanContact(scan func(...any) error) (SealedContact, error) {
	var c SealedContact
	var updated, verified db.Time
	err := scan(&c.ID, &c.Enterprise, &c.Role, &c.SealedName, &c.Name, &c.SealedPhone, &c.Phone, &c.PhoneIndex, &c.Version, &updated, &verified, &c.VerifiedBy)
	c.UpdatedAt, c.VerifiedAt = updated.Time, verified.Time
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
	_, err := s.DB.Exec(ctx, `INSERT INTO enterprise_contact (`+contactColumns+`, created_at) VALUES (`+db.Placeholders(13)+`)
		ON CONFLICT (id) DO UPDATE SET role = excluded.role, name_sealed = excluded.name_sealed, name_masked = excluded.name_masked,
		phone_sealed = excluded.phone_sealed, phone_masked = excluded.phone_masked, phone_index = excluded.phone_index,
		version = excluded.version, updated_at = excluded.updated_at,
		verified_at = excluded.verified_at, verified_by = excluded.verified_by`,
		c.ID, c.Enterprise, c.Role, c.SealedName, c.Name, c.SealedPhone, c.Phone, c.PhoneIndex, c.Version, by.Text, db.At(c.VerifiedAt), c.VerifiedBy, by.Text)
	return err
}

// DeleteContact removes a contact.
func (s Store) DeleteContact(ctx context.Context, id string) error {
	_, err := s.DB.Exec(ctx, `DELETE FROM enterprise_contact WHERE id = ?`, id)
	if err != nil {
		return fmt.Errorf("delete contact %s: %w", id, err)
	}
	return nil
}

// PhoneMatch is an enterprise with a contact of some number.
type PhoneMatch struct {
	USCC, Enterprise string
	// Contact is an id, Role and Name of that contact, the name masked.
	Contact, Role, Name string
}

// EnterprisesByPhone returns the enterprises with a contact of that blind index,
// at most 200.
func (s Store) EnterprisesByPhone(ctx context.Context, index string) ([]PhoneMatch, error) {
	rows, err := s.DB.Query(ctx, `SELECT e.uscc, e.name, c.id, c.role, c.name_masked FROM enterprise_contact c
		JOIN enterprise_entity e ON e.ordinal = c.enterprise WHERE c.phone_index = ? ORDER BY e.uscc, c.id LIMIT 200`, index)
	if err != nil {
		return nil, fmt.Errorf("find phone: %w", err)
	}
	list := []PhoneMatch{}
	err = Drain(rows, func(rows *sql.Rows) error {
		var m PhoneMatch
		err := rows.Scan(&m.USCC, &m.Enterprise, &m.Contact, &m.Role, &m.Name)
		list = append(list, m)
		return err
	})
	return list, err
}
