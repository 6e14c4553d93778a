package kernel

import "github.com/google/uuid"

// NewID returns a new identifier: a UUIDv7 (RFC 9562) in its canonical text
// form, so identifiers made later sort after those made earlier.
func NewID() string {
	return uuid.Must(uuid.NewV7()).String()
}

// ValidID reports whether s has the form of an identifier made by NewID.
func ValidID(s string) bool {
	return len(s) == 36 && uuid.Validate(s) == nil
}
