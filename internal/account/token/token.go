package token

import (
	"maps"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/yikou/yikou/internal/kernel"
)

// Prefix begins every token, so that one that has leaked into a log or a
// repository is found.
const Prefix = "yk_"

const (
	// longest is how long a token may last; a guess that asks for a renewal a year.
	longest = 365
	// nameLength bounds the name of a token, in characters.
	nameLength = 50
	// most is how many tokens one person may have that are neither revoked nor over.
	// It is a guess.
	most = 50
)

// Token is one token, without the secret.
type Token struct {
	ID, Owner, Name string
	Grants          map[string]kernel.Reach
	CreatedAt       time.Time
	ExpiresAt       time.Time
	// LastUsedAt and LastAddress say when and where it was used last, to the minute;
	// zero before the first time.
	LastUsedAt  time.Time
	LastAddress string
	RevokedAt   time.Time
}

// State says whether a token opens anything.
type State string

// The states of a token. Only Valid opens anything; nothing leads back to it.
const (
	Valid   State = "valid"
	Expired State = "expired"
	Revoked State = "revoked"
)

// State returns the token's state at the instant.
func (t Token) State(now time.Time) State {
	switch {
	case !t.RevokedAt.IsZero():
		return Revoked
	case !now.Before(t.ExpiresAt):
		return Expired
	}
	return Valid
}

// Grantable returns what of a person's grants a token may hold: no power over
// accounts, roles or tokens.
func Grantable(held map[string]kernel.Reach) map[string]kernel.Reach {
	may := maps.Clone(held)
	maps.DeleteFunc(may, func(permission string, _ kernel.Reach) bool { return strings.HasPrefix(permission, "account.") })
	return may
}

// Within cuts a token's grants down to what its owner holds.
func Within(grants, held map[string]kernel.Reach) map[string]kernel.Reach {
	may := Grantable(held)
	cut := map[string]kernel.Reach{}
	for permission, reach := range grants {
		if reach = min(reach, may[permission]); reach != kernel.ReachNone {
			cut[permission] = reach
		}
	}
	return cut
}

// New is a token to be made.
type New struct {
	Name string
	// Grants map each permission to how far it is to reach.
	Grants map[string]kernel.Reach
	// Days is how long it lasts, 1 to 365.
	Days int
}

// check returns the cleaned token, or what is wrong with it for somebody who
// holds the grants.
func (n New) check(held map[string]kernel.Reach) (New, error) {
	n.Name = strings.TrimSpace(n.Name)
	if c := utf8.RuneCountInString(n.Name); c == 0 || c > nameLength {
		return n, ErrName
	}
	if n.Days < 1 || n.Days > longest {
		return n, ErrDays
	}
	if len(n.Grants) == 0 {
		return n, ErrGrants
	}
	may := Grantable(held)
	for _, permission := range slices.Sorted(maps.Keys(n.Grants)) {
		if reach := n.Grants[permission]; reach == kernel.ReachNone || reach > may[permission] {
			return n, ErrGrants
		}
	}
	return n, nil
}
