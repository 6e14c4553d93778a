// Package telling turns what happens in the modules into notices for the people
// it concerns: the one table of who is told what.
package telling

import (
	"context"
	"maps"
	"slices"
	"strconv"
	"time"

	"github.com/yikou/yikou/internal/account"
	"github.com/yikou/yikou/internal/account/directory"
	"github.com/yikou/yikou/internal/account/mandate"
	"github.com/yikou/yikou/internal/disclosure"
	"github.com/yikou/yikou/internal/enterprise"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/notify"
	"github.com/yikou/yikou/internal/notify/template"
	"github.com/yikou/yikou/internal/org"
	"github.com/yikou/yikou/internal/org/staffing"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/events"
	"github.com/yikou/yikou/internal/policy/library"
)

// Teller finds whom an event concerns and has them told.
type Teller struct {
	Bus        *events.Bus
	Notify     *notify.Service
	Enterprise *enterprise.Service
	People     directory.Directory
	Staffing   *staffing.Service
}

// Subscriptions is the table of what people are told of.
func (a Teller) Subscriptions() []events.Subscription {
	return []events.Subscription{
		a.tell("enterprise.imported", a.noticeOfImport),
		a.tell("disclosure.viewed", a.noticeOfView),
		a.tell("disclosure.export_asked", a.noticeOfExport),
		a.tell("account.invitation_accepted", a.noticeOfInvitation),
		a.tell("account.password_set", a.noticeOfPassword),
		a.tell("account.logged_in", a.noticeOfDevice),
		a.tell("account.proposed", a.noticeOfProposal),
		a.tell("org.person_left", a.noticeOfHandover),
		a.tell("org.person_transferred", a.noticeOfHandover),
		a.tell(library.EventReviewDue, a.noticeOfReview),
	}
}

// tell makes the subscription of what makes notices of one event. They are found
// first and recorded once.
func (a Teller) tell(event string, find func(ctx context.Context, e events.Event) ([]notify.Notice, error)) events.Subscription {
	const subscriber = "notify.tell"
	return events.Subscription{Event: event, Subscriber: subscriber, Handle: func(ctx context.Context, e events.Event) error {
		list, err := find(ctx, e)
		if err != nil || len(list) == 0 {
			return err
		}
		return a.Bus.Once(ctx, e.ID, subscriber, func(ctx context.Context) error {
			for _, n := range list {
				if err := a.Notify.Notify(ctx, n); err != nil {
					return err
				}
			}
			return nil
		})
	}}
}

func toStaff(id string) notify.Recipient {
	return notify.Recipient{Kind: kernel.StaffPrincipal, ID: id}
}

func firmPerson(id string) notify.Recipient {
	return notify.Recipient{Kind: kernel.EnterprisePrincipal, ID: id}
}

// noticeOfImport tells whoever uploaded a file that it is in.
func (a Teller) noticeOfImport(ctx context.Context, e events.Event) ([]notify.Notice, error) {
	var p enterprise.Imported
	if err := e.Decode(&p); err != nil {
		return nil, err
	}
	i, err := a.Enterprise.GetImport(authz.AsSystem(ctx, "notify"), p.Import)
	if err != nil {
		return nil, err
	}
	who, err := a.People.Staff(ctx, i.ByID)
	if err != nil || !who.Active {
		return nil, err
	}
	return []notify.Notice{{
		Reason: template.ImportFinished, Recipient: toStaff(i.ByID), Key: p.Import, Link: "/desk/imports/" + p.Import,
		Data: map[string]string{"file": i.Filename, "created": count(p.Created), "updated": count(p.Updated)},
	}}, nil
}

func count(n int64) string { return strconv.FormatInt(max(n, 0), 10) }

// firmName returns the name of a firm, its code when it has none here.
func firmName(ctx context.Context, registry *enterprise.Service, uscc string) (string, error) {
	names, err := registry.NamesByUSCC(ctx, []string{uscc})
	return orElse(names[uscc], uscc), err
}

// noticeOfView tells those who act for a firm that its data was shown in full.
func (a Teller) noticeOfView(ctx context.Context, e events.Event) ([]notify.Notice, error) {
	var p disclosure.Viewed
	if err := e.Decode(&p); err != nil {
		return nil, err
	}
	name, err := firmName(ctx, a.Enterprise, p.USCC)
	if err != nil {
		return nil, err
	}
	people, err := a.People.ActingFor(ctx, p.USCC)
	if err != nil {
		return nil, err
	}
	var list []notify.Notice
	for _, id := range people {
		if id == e.Actor {
			continue
		}
		list = append(list, notify.Notice{
			Reason: template.Revealed, Recipient: firmPerson(id), Key: p.USCC, Link: "/my/" + p.USCC + "/account",
			Data: map[string]string{
				"enterprise": name, "who": orElse(p.Department, "工作人员"), "why": disclosure.ReasonKind(p.ReasonKind).Label(), "at": e.At.Format(time.RFC3339),
			},
		})
	}
	return list, nil
}

func orElse(text, fallback string) string {
	if text == "" {
		return fallback
	}
	return text
}

// noticeOfExport tells those who may approve exports that one waits.
func (a Teller) noticeOfExport(ctx context.Context, e events.Event) ([]notify.Notice, error) {
	var p disclosure.ExportAsked
	if err := e.Decode(&p); err != nil {
		return nil, err
	}
	return a.toHolders(ctx, disclosure.PermApprove, p.AskedBy, notify.Notice{
		Reason: template.ExportWaiting, Key: p.Export, Link: "/desk/exports",
		Data: map[string]string{"what": "名单（" + p.Number + "）", "count": count(p.Rows)},
	})
}

// toHolders makes a notice for every member of staff who holds a permission, but
// for the one whose act it is about and who is named in it as `who`.
func (a Teller) toHolders(ctx context.Context, p authz.Permission, actor string, n notify.Notice) ([]notify.Notice, error) {
	who, err := a.People.Staff(ctx, actor)
	if err != nil {
		return nil, err
	}
	n.Data["who"] = orElse(who.Name, "系统")
	ids, err := a.People.Holding(ctx, string(p))
	if err != nil {
		return nil, err
	}
	var list []notify.Notice
	for _, id := range ids {
		if id != actor {
			n.Recipient = toStaff(id)
			list = append(list, n)
		}
	}
	return list, nil
}

// noticeOfInvitation tells whoever invited that the invitation was accepted.
func (a Teller) noticeOfInvitation(ctx context.Context, e events.Event) ([]notify.Notice, error) {
	var p mandate.Invited
	if err := e.Decode(&p); err != nil {
		return nil, err
	}
	inviter, err := a.People.Person(ctx, p.InvitedBy)
	if err != nil || !inviter.Active {
		return nil, err
	}
	who, err := a.People.Person(ctx, p.DecidedBy)
	if err != nil {
		return nil, err
	}
	name, err := firmName(ctx, a.Enterprise, p.USCC)
	return []notify.Notice{{
		Reason: template.InvitationAccepted, Recipient: firmPerson(p.InvitedBy), Key: p.Invitation, Link: "/my/" + p.USCC + "/account",
		Data: map[string]string{"enterprise": name, "who": orElse(who.Name, "受邀人")},
	}}, err
}

// noticeOfPassword tells a member of staff that somebody else set their password.
func (a Teller) noticeOfPassword(_ context.Context, e events.Event) ([]notify.Notice, error) {
	var p account.PasswordSet
	if err := e.Decode(&p); err != nil || p.Staff == e.Actor {
		return nil, err
	}
	return []notify.Notice{{
		Reason: template.PasswordReset, Recipient: toStaff(p.Staff), Data: map[string]string{"at": e.At.Format(time.RFC3339)},
	}}, nil
}

// noticeOfDevice tells somebody who has come in before that they came in from
// another device.
func (a Teller) noticeOfDevice(ctx context.Context, e events.Event) ([]notify.Notice, error) {
	var p account.LoggedIn
	if err := e.Decode(&p); err != nil {
		return nil, err
	}
	fresh, err := a.People.NewDevice(ctx, p.Account, p.Session)
	if err != nil || !fresh {
		return nil, err
	}
	return []notify.Notice{{
		Reason: template.NewDevice, Recipient: notify.Recipient{Kind: p.Kind, ID: p.Account}, Key: p.Session,
		Data: map[string]string{"at": e.At.Format(time.RFC3339), "address": orElse(p.Address, "不详")},
	}}, nil
}

// noticeOfProposal tells those who may confirm changes of roles that one waits.
func (a Teller) noticeOfProposal(ctx context.Context, e events.Event) ([]notify.Notice, error) {
	var p struct {
		Proposal string `json:"proposal"`
	}
	if err := e.Decode(&p); err != nil {
		return nil, err
	}
	return a.toHolders(ctx, "account.role.confirm", e.Actor, notify.Notice{
		Reason: template.ProposalWaiting, Key: p.Proposal, Link: "/desk",
		Data: map[string]string{"what": "一项账号或权限的变更"},
	})
}

// noticeOfHandover tells everybody who took work over whose it was and how much.
func (a Teller) noticeOfHandover(ctx context.Context, e events.Event) ([]notify.Notice, error) {
	var p staffing.Happened
	if err := e.Decode(&p); err != nil {
		return nil, err
	}
	h, err := a.Staffing.FindHandover(authz.AsSystem(ctx, "notify"), p.Handover)
	if err != nil {
		return nil, err
	}
	items := map[string]int64{}
	for _, i := range h.Items {
		if i.Receiver != "" && i.Receiver != e.Actor {
			items[i.Receiver]++
		}
	}
	who, err := a.People.Staff(ctx, h.Staff)
	if err != nil || len(items) == 0 {
		return nil, err
	}
	may, err := a.People.Holding(ctx, string(org.PermissionRead))
	if err != nil {
		return nil, err
	}
	var list []notify.Notice
	for _, id := range slices.Sorted(maps.Keys(items)) {
		link := "/desk"
		if slices.Contains(may, id) {
			link = "/desk/people/" + id
		}
		list = append(list, notify.Notice{
			Reason: template.HandoverReceived, Recipient: toStaff(id), Key: h.ID, Link: link,
			Data: map[string]string{"who": orElse(who.Name, "同事"), "count": count(items[id])},
		})
	}
	return list, nil
}
