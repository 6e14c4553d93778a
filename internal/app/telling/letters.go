package telling

import (
	"context"

	"github.com/yikou/yikou/internal/account/directory"
	"github.com/yikou/yikou/internal/enterprise"
	"github.com/yikou/yikou/internal/notify"
	"github.com/yikou/yikou/internal/notify/template"
)

// Letters tells people what an event cannot carry: a phone number.
type Letters struct {
	Notify     *notify.Service
	Enterprise *enterprise.Service
	People     directory.Directory
}

// invitedDaily is how many people one enterprise has us tell of its invitations in
// a day: no firm has strangers texted at will. A guess.
const invitedDaily = 20

// Invited tells whoever has the phone that an enterprise invites them: somebody
// known here as they have chosen, anybody else by text, once a day for each
// enterprise, however often it invites. The link is not in it: it is for the
// inviter to pass on, and gateways refuse texts with links of their own. After
// invitedDaily people nobody is told any more that day; the invitations count.
func (l Letters) Invited(ctx context.Context, phone, uscc, inviter string) error {
	told, err := l.Notify.Told(ctx, template.Invited, uscc)
	if err != nil || told >= invitedDaily {
		return err
	}
	who, err := l.People.Person(ctx, inviter)
	if err != nil {
		return err
	}
	name, err := firmName(ctx, l.Enterprise, uscc)
	if err != nil {
		return err
	}
	to := notify.Recipient{Kind: notify.Guest, ID: phone}
	known, err := l.People.ByPhone(ctx, phone)
	if err != nil {
		return err
	}
	if known != "" {
		to = firmPerson(known)
	}
	return l.Notify.Notify(ctx, notify.Notice{
		Reason: template.Invited, Recipient: to, Key: uscc, Data: map[string]string{"enterprise": name, "who": orElse(who.Name, "法定代表人")},
	})
}
