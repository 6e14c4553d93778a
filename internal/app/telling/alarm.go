package telling

import (
	"context"
	"slices"

	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/alarm"
	"github.com/yikou/yikou/internal/notify"
	"github.com/yikou/yikou/internal/notify/template"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/events"
)

// Alarms tells the leaders of a department when an alarm about it is opened to them,
// and the centre when they have answered. Of one that is not opened nobody hears.
type Alarms struct {
	Teller
	Departments appeal.Departments
}

// Subscriptions is the table of what about alarms people are told of.
func (a Alarms) Subscriptions() []events.Subscription {
	return []events.Subscription{
		a.tell(alarm.EventOpened, a.notices(alarm.PermAnswer, leads, "等您的部门说明")),
		a.tell(alarm.EventAnswered, a.notices(alarm.PermKeep, outside, "部门已经说明，等您下结论")),
		a.tell(alarm.EventRulesAsked, a.onRulesAsked),
	}
}

// onRulesAsked tells those who may agree to thresholds of alarms that somebody asks
// for others.
func (a Alarms) onRulesAsked(ctx context.Context, e events.Event) ([]notify.Notice, error) {
	var p alarm.RulesAsked
	if err := e.Decode(&p); err != nil {
		return nil, err
	}
	return a.toHolders(ctx, alarm.PermAgree, e.Actor, notify.Notice{
		Reason: template.ProposalWaiting, Key: p.Draft, Link: "/desk/appeal-alarms/rules", Data: map[string]string{"what": "调整预警界线"},
	})
}

// leads reports whether somebody sits in the department that an alarm is about, or
// above it.
func leads(own, about []string) bool {
	return slices.Contains(own, about[0]) || slices.Contains(about, own[0])
}

// outside reports whether somebody is no part of the department that an alarm is
// about.
func outside(own, about []string) bool { return !slices.Contains(own, about[0]) }

// notices tells those who hold a permission and stand so to the department that the
// alarm is about; whom compares both with all departments above them.
func (a Alarms) notices(perm authz.Permission, whom func(own, about []string) bool, what string) func(context.Context, events.Event) ([]notify.Notice, error) {
	return func(ctx context.Context, e events.Event) (list []notify.Notice, err error) {
		var p alarm.Happened
		if err := e.Decode(&p); err != nil {
			return nil, err
		}
		about, err := a.Departments.Path(ctx, p.Department)
		if err != nil || len(about) == 0 {
			return nil, err
		}
		ids, err := a.People.Holding(ctx, string(perm))
		if err != nil {
			return nil, err
		}
		for _, id := range ids {
			who, err := a.People.Staff(ctx, id)
			if err != nil {
				return nil, err
			}
			path, err := a.Departments.Path(ctx, who.Department)
			if err != nil {
				return nil, err
			}
			if len(path) > 0 && whom(path, about) && id != e.Actor {
				list = append(list, notify.Notice{
					Reason: template.AppealWork, Recipient: toStaff(id), Key: e.ID, Link: "/desk/appeal-alarms/" + p.Alarm,
					Data: map[string]string{"number": "防失真预警", "what": what},
				})
			}
		}
		return list, nil
	}
}
