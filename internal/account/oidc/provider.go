package oidc

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/yikou/yikou/internal/kernel"
)

// FlowLife is how long a person may stay at the provider.
const FlowLife = 10 * time.Minute

// DefaultMandateFor is how long a mandate from a provider holds when the operator
// says nothing: as long as a session of an enterprise can.
const DefaultMandateFor = 12 * time.Hour

// Provider is one identity provider as the operator configured it.
type Provider struct {
	// ID stands in addresses and in the database: it names the provider for ever.
	ID string
	// Label is what the button says.
	Label string
	// Issuer is the provider's issuer identifier, to the letter.
	Issuer       string
	ClientID     string
	ClientSecret string
	Scopes       []string
	// For is who logs in there.
	For    kernel.PrincipalKind
	Claims Claims
	// LinkByLogin links a subject to the member of staff whose login its claim
	// names. Off, people link themselves.
	LinkByLogin bool
	// TrustsPhone says that the provider has verified every phone it names.
	TrustsPhone bool
	// TrustsSecondFactor spares staff the second step that their account asks for.
	TrustsSecondFactor bool
	// MandateFor is how long a mandate from a USCC claim holds.
	MandateFor time.Duration
	// SecretInBody sends the client secret in the body instead of the header.
	SecretInBody bool
}

// Claims names the claims of a provider; an empty name is a claim that it does
// not make. Subject and the claims of DefaultClaims are those of the standard.
type Claims struct {
	Subject, Login, Phone, Name string
	// USCC holds the enterprise that the person acts for, Legal whether as its
	// legal representative.
	USCC, Legal string
}

// DefaultClaims are the names of OpenID Connect Core 1.0 §5.1.
var DefaultClaims = Claims{Subject: "sub", Login: "preferred_username", Phone: "phone_number", Name: "name"}

// phoneVerified is the claim that says whether a phone was verified.
const phoneVerified = "phone_number_verified"

// identity is what a provider says of a person.
type identity struct {
	subject, login, phone, name, uscc string
	phoneVerified, legal              bool
}

// read takes what the provider says from the claims. It fails when there is no
// subject.
func (c Claims) read(claims map[string]any) (identity, error) {
	i := identity{
		subject: text(claims, c.Subject), login: text(claims, c.Login), phone: text(claims, c.Phone),
		name: text(claims, c.Name), uscc: text(claims, c.USCC),
		phoneVerified: yes(claims, phoneVerified), legal: yes(claims, c.Legal),
	}
	if i.subject == "" {
		return i, fmt.Errorf("the claim %q is missing", c.Subject)
	}
	return i, nil
}

// missing reports whether the claims lack one that has a name here.
func (c Claims) missing(claims map[string]any) bool {
	for _, name := range []string{c.Subject, c.Login, c.Phone, c.Name, c.USCC} {
		if name != "" && claims[name] == nil {
			return true
		}
	}
	return false
}

func text(claims map[string]any, name string) string {
	switch value := claims[name].(type) {
	case string:
		return strings.TrimSpace(value)
	case json.Number:
		return value.String()
	default:
		return ""
	}
}

// yes reads a flag as providers write it.
func yes(claims map[string]any, name string) bool {
	switch value := claims[name].(type) {
	case bool:
		return value
	case string:
		return value == "true" || value == "1" || value == "是"
	case json.Number:
		return value.String() == "1"
	default:
		return false
	}
}

// base is the face that people of a kind come to.
func base(kind kernel.PrincipalKind) string {
	if kind == kernel.StaffPrincipal {
		return "/desk"
	}
	return "/my"
}

// safeReturn returns the page to open after log-in: a path inside the face, and
// its front page for anything else. No link may send a person who has just logged
// in to somebody else's site.
func safeReturn(next string, kind kernel.PrincipalKind) string {
	home := base(kind)
	if strings.ContainsFunc(next, func(r rune) bool { return r < ' ' || r == '\\' || r == 0x7f }) {
		return home
	}
	path, _, _ := strings.Cut(next, "?")
	path, _, _ = strings.Cut(path, "#")
	inside := path == home || strings.HasPrefix(path, home+"/")
	for part := range strings.SplitSeq(path, "/") {
		if part == ".." || strings.Contains(strings.ToLower(part), "%2e") {
			return home
		}
	}
	if !inside || strings.Contains(path, "//") || strings.HasSuffix(strings.TrimSuffix(path, "/"), "/login") {
		return home
	}
	return next
}
