package staff

import (
	"context"

	"github.com/yikou/yikou/internal/account"
)

// Accounts is what this package needs of those who come in.
type Accounts interface {
	// CreateStaff adds a member of staff, here always with a password nobody knows.
	CreateStaff(ctx context.Context, in account.NewStaff) (account.Staff, string, error)
	// CountGuess counts a guess before it is looked at.
	CountGuess(ctx context.Context, what, login string) (right func(context.Context) error, err error)
	// HashChosen hashes a password that would hold up for anybody.
	HashChosen(ctx context.Context, login, password string) (string, error)
	// CheckChosen refuses what does not hold up for this person.
	CheckChosen(ctx context.Context, staff, password string) error
	// SaveChosen makes a hash the password and ends all sessions.
	SaveChosen(ctx context.Context, staff, hash string) error
}

// Departments names departments.
type Departments interface {
	// DepartmentNames returns the name of each department by its ID.
	DepartmentNames(ctx context.Context, ids []string) (map[string]string, error)
}
