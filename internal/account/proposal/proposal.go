package proposal

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// Kind says what a proposal is about.
type Kind string

// The kinds.
const (
	// RoleChange is a role that is added or becomes another. Its object is a code.
	RoleChange Kind = "role_change"
	// StaffRoles is who holds which roles. Its object is a member of staff.
	StaffRoles Kind = "staff_roles"
	// PasswordReset is a new password for somebody. Its object is a member of staff.
	PasswordReset Kind = "password_reset"
)

// State says where a proposal stands.
type State string

// The states. Only an Open one can become another.
const (
	Open      State = "open"
	Confirmed State = "confirmed"
	Refused   State = "refused"
	Withdrawn State = "withdrawn"
	Expired   State = "expired"
	Overtaken State = "overtaken"
)

// ends is the table of what leads where. What is not in it does not exist.
var ends = map[State][]State{Open: {Confirmed, Refused, Withdrawn, Expired, Overtaken}}

// Life is how long a proposal waits to be decided. A limit that is a guess.
const Life = 7 * 24 * time.Hour

// Content is what the object of a proposal is or shall be. A kind uses the
// members that it needs; Grants and Roles are sorted.
type Content struct {
	Name   string   `json:"name,omitempty"`
	Grants []Grant  `json:"grants,omitempty"`
	Roles  []string `json:"roles,omitempty"`
	// Mark changes when an object without other content does.
	Mark string `json:"mark,omitempty"`
}

// Grant is one permission of a role, with the name of its reach.
type Grant struct {
	Permission string `json:"permission"`
	Reach      string `json:"reach"`
}

// Same reports whether two contents are the same.
func (c Content) Same(other Content) bool {
	return c.Name == other.Name && c.Mark == other.Mark && slices.Equal(c.Grants, other.Grants) && slices.Equal(c.Roles, other.Roles)
}

// Proposal is a change that one person wants and another decides.
type Proposal struct {
	ID     string
	Kind   Kind
	Object string
	// Was is the object as the proposer saw it, Wanted what it shall be.
	Was, Wanted Content
	Reason      string
	State       State
	// ProposedBy and DecidedBy are IDs of staff; DecidedBy is empty while open.
	ProposedBy, DecidedBy string
	ProposedAt, DecidedAt time.Time
	// ExpiresAt is when an open proposal no longer counts.
	ExpiresAt time.Time
	// Answer is what the one who refused said.
	Answer string
}

// At returns the proposal as it stands at the instant: open only until it expires.
func (p Proposal) At(now time.Time) Proposal {
	if p.State == Open && !now.Before(p.ExpiresAt) {
		p.State = Expired
	}
	return p
}

// Decide returns the proposal in another state. It fails with ErrDecided for one
// that is no longer open, with ErrOwn when somebody confirms or refuses what they
// proposed, and with ErrNotYours when somebody withdraws what another proposed.
func (p Proposal) Decide(to State, by string, now time.Time, answer string) (Proposal, error) {
	p = p.At(now)
	if !slices.Contains(ends[p.State], to) {
		return p, ErrDecided
	}
	switch to {
	case Confirmed, Refused:
		if by == p.ProposedBy {
			return p, ErrOwn
		}
	case Withdrawn:
		if by != p.ProposedBy {
			return p, ErrNotYours
		}
	}
	p.State, p.DecidedBy, p.DecidedAt, p.Answer = to, by, now, answer
	return p, nil
}

// cleanReason returns a reason without the blanks around it. It fails with
// ErrReason for one of fewer than 2 or more than 200 characters.
func cleanReason(reason string) (string, error) {
	reason = strings.TrimSpace(reason)
	if n := utf8.RuneCountInString(reason); n < 2 || n > 200 {
		return "", ErrReason
	}
	return reason, nil
}
