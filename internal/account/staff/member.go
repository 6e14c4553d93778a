package staff

import (
	"strings"
	"time"
	"unicode/utf8"

	"github.com/yikou/yikou/internal/account"
	"github.com/yikou/yikou/internal/account/role"
)

// Member is a person who works here, as the administrator sees them.
type Member struct {
	ID, Login, Name string
	// Department is the ID of the department, empty for none.
	Department string
	Status     account.Status
	// LastLogin is zero for somebody who never came in.
	LastLogin time.Time
	CreatedAt time.Time
	// PasswordSetAt is when the password was last chosen.
	PasswordSetAt time.Time
	// SecondFactor says whether a second factor is asked for at log-in.
	SecondFactor bool
	Version      int64
	Roles        []role.Role
}

// Act is something that is done to an account.
type Act string

// The acts.
const (
	Suspend Act = "suspend"
	Resume  Act = "resume"
	Leave   Act = "leave"
)

type turn struct {
	from account.Status
	act  Act
}

// turns is the table of what leads from one status to another. What is not in it
// does not exist.
var turns = map[turn]account.Status{
	{account.Active, Suspend}:   account.Suspended,
	{account.Suspended, Resume}: account.Active,
	{account.Active, Leave}:     account.Left,
	{account.Suspended, Leave}:  account.Left,
}

// After returns the status after an act. It fails with ErrStatus.
func After(from account.Status, act Act) (account.Status, error) {
	next, ok := turns[turn{from, act}]
	if !ok {
		return "", ErrStatus
	}
	return next, nil
}

// Turn is one change of a status.
type Turn struct {
	Was, Became account.Status
	Reason      string
	// By is the name of who did it.
	By string
	At time.Time
}

// ResetLife is how long a code for a new password holds.
const ResetLife = 24 * time.Hour

const maxReason = 200

// cleanReason returns a reason without the blanks around it. It fails with
// ErrReason for one of fewer than 2 or more than 200 characters.
func cleanReason(reason string) (string, error) {
	reason = strings.TrimSpace(reason)
	if n := utf8.RuneCountInString(reason); n < 2 || n > maxReason {
		return "", ErrReason
	}
	return reason, nil
}

// bareCode returns a code as it is compared: people write it with other blanks
// and in capitals.
func bareCode(code string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, strings.ToLower(code))
}
