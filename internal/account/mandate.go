package account

import (
	"time"

	"github.com/yikou/yikou/internal/standard/uscc"
)

// MandateRole says as what a person acts for an enterprise.
type MandateRole string

// The roles of a mandate.
const (
	LegalRepresentative MandateRole = "legal_representative"
	Handler             MandateRole = "handler"
)

// roleCode is the code of the role that says what the holder of such a mandate
// may do. Staff have roles of their own: a department's handler is another.
func (r MandateRole) roleCode() string { return "mandate_" + string(r) }

// Mandate is a person's power to act for one enterprise.
type Mandate struct {
	ID     string
	Person string
	USCC   string
	Role   MandateRole
	// StartsAt is included, EndsAt is not; the zero EndsAt means no end.
	StartsAt, EndsAt time.Time
	// GrantedBy is the ID of who gave the mandate.
	GrantedBy string
}

// Holds reports whether the mandate holds at the instant.
func (m Mandate) Holds(at time.Time) bool {
	return !at.Before(m.StartsAt) && (m.EndsAt.IsZero() || at.Before(m.EndsAt))
}

// cleaned returns the mandate with its code in normal form. It fails with
// ErrMandate for one that can hold at no time or for nobody.
func (m Mandate) cleaned() (Mandate, error) {
	code, err := uscc.Parse(m.USCC)
	if err != nil {
		return m, ErrMandate.Because(err)
	}
	m.USCC = string(code)
	if m.Role != LegalRepresentative && m.Role != Handler {
		return m, ErrMandate
	}
	if !m.EndsAt.IsZero() && m.EndsAt.Before(m.StartsAt) {
		return m, ErrMandate
	}
	return m, nil
}

// Person is someone who acts for enterprises.
type Person struct {
	ID string
	// Phone is eleven digits.
	Phone string
	Name  string
}
