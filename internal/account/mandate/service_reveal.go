package mandate

import (
	"context"
	"slices"

	"github.com/yikou/yikou/internal/account"
	"github.com/yikou/yikou/internal/platform/authz"
)

// Revealed is what was shown of a person.
type Revealed struct {
	// Name and Phone are in full, empty where not asked for or not known.
	Name, Phone string
	// Left is how often the caller may do so again today.
	Left int64
}

// Reveal shows name or phone or both of somebody who acts for an enterprise in
// the caller's scope, once, and keeps for the enterprise who saw it and why
// (个人信息保护法 art. 44). It fails with ErrNotFound; with ErrOver for a mandate that
// has ended, whose purpose has ended with it (art. 19); with ErrNothing when
// nothing of what was asked for is known; and with what the Ledger refuses.
func (s *Service) Reveal(ctx context.Context, uscc, id string, fields []string, r Reason) (out Revealed, err error) {
	if _, err := authz.Require(ctx, PermReveal); err != nil {
		return out, err
	}
	left, err := s.Ledger.Reveal(ctx, r, func(ctx context.Context) (Shown, error) {
		out = Revealed{}
		if err := s.within(ctx, PermReveal, uscc); err != nil {
			return Shown{}, err
		}
		m, err := s.lockMandate(ctx, id)
		switch {
		case err != nil:
			return Shown{}, err
		case m.USCC != uscc:
			return Shown{}, ErrNotFound
		case over(m, s.Clock.Now()):
			return Shown{}, ErrOver
		}
		return s.show(ctx, m, fields, &out)
	})
	if err != nil {
		return Revealed{}, err
	}
	out.Left = left
	return out, nil
}

// show fills in what is known of the fields and says which these are.
func (s *Service) show(ctx context.Context, m account.Mandate, fields []string, out *Revealed) (Shown, error) {
	person, found, err := s.Accounts.PersonByID(ctx, m.Person)
	if err != nil || !found {
		if err == nil {
			err = ErrNotFound
		}
		return Shown{}, err
	}
	shown := Shown{USCC: m.USCC, Person: m.Person, Role: roleNames[m.Role]}
	if slices.Contains(fields, "name") && person.Name != "" {
		out.Name, shown.Fields = person.Name, append(shown.Fields, "name")
	}
	if slices.Contains(fields, "phone") && person.Phone != "" {
		out.Phone, shown.Fields = person.Phone, append(shown.Fields, "phone")
	}
	if len(shown.Fields) == 0 {
		return Shown{}, ErrNothing
	}
	return shown, nil
}

// roleNames are what people call those who act for an enterprise.
var roleNames = map[account.MandateRole]string{account.LegalRepresentative: "法定代表人", account.Handler: "经办人"}
